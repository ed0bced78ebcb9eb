"""The table of steps as its triggers know it; a new column must be named here."""

from kentongan.encryption.append_only import AppendOnly

STEPS = AppendOnly(
    table="alerts_step",
    word="step",
    plain=("id", "row_uuid", "alert_id", "at", "by_id", "from_state", "to_state"),
    encrypted=("note",),
    reason="a step is never changed, only followed by the next one",
)
