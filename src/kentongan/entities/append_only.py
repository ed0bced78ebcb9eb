"""The tables of judgements as their triggers know them; a new column must be named here."""

from kentongan.encryption.append_only import AppendOnly

PLAIN = (
    *("id", "row_uuid", "act", "office_id", "by_id", "at", "verdict", "undoes_id"),
    *("first_id", "second_id"),
)
REASON = "a judgement is never changed, only taken back by the next one"
PERSONS, PROTECTED = (
    AppendOnly(
        table=f"entities_{word}",
        word=word,
        plain=PLAIN,
        encrypted=("facts", "reason", "shown"),
        reason=REASON,
    )
    for word in ("personjudgement", "protectedjudgement")
)
