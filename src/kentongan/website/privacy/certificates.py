"""The certificate of destruction (Berita Acara Pemusnahan) as a paper."""

from kentongan.audit.models import Destruction
from kentongan.audit.retention import Rule, fingerprint, schedule
from kentongan.website.privacy.documents import (
    Paper,
    facts,
    heading,
    items,
    moment_words,
    paragraph,
)
from kentongan.website.privacy.register import kept_words

MOST_PRINTED = 500
SYSTEM_WORDS = "jadwal retensi (otomatis)"


def rule_of(destruction: Destruction) -> Rule | None:
    """The rule as it read then; None when that edition is no longer in the file."""
    fitting = [rule for rule in schedule() if rule.version == destruction.rule_version]
    return next((rule for rule in fitting if rule.id == destruction.rule), None)


def number_words(destruction: Destruction) -> str:
    """``BA-0007/2026``."""
    year = destruction.destroyed_at.year if destruction.destroyed_at else ""
    return f"BA-{destruction.number:04d}/{year}"


def person(destruction: Destruction, name: str) -> str:
    return SYSTEM_WORDS if destruction.automatic else name


def certificate(destruction: Destruction) -> Paper:
    """What was destroyed under which rule, who approved and who did it, and the list of hashes.

    Raises ValueError before it was carried out.
    """
    if destruction.destroyed_at is None:
        raise ValueError("nothing was destroyed yet")
    rule, done = rule_of(destruction), destruction.done
    return Paper(
        title="Berita Acara Pemusnahan",
        number=number_words(destruction),
        blocks=(
            paragraph(
                f"Pada {moment_words(destruction.destroyed_at)} telah dimusnahkan catatan berikut "
                "sehingga isinya tidak dapat dibaca lagi, dengan membuang kunci tiap catatan."
            ),
            facts(
                {
                    "Jenis catatan": rule.what if rule else destruction.rule,
                    "Masa simpan": kept_words(rule) if rule else "edisi lama",
                    "Dasar": rule.source if rule else "edisi lama",
                    "Aturan dan versi": f"{destruction.rule} {destruction.rule_version}",
                    "Jumlah dimusnahkan": str(len(done)),
                    "Jumlah tetap disimpan": str(len(destruction.kept or [])),
                    "Disetujui": f"{person(destruction, destruction.approved_by)}, "
                    f"{moment_words(destruction.approved_at)}",
                    "Dimusnahkan": f"{person(destruction, destruction.destroyed_by)}, "
                    f"{moment_words(destruction.destroyed_at)}",
                    "Sidik daftar (SHA-256)": destruction.list_hash,
                }
            ),
            heading("Daftar sidik catatan (SHA-256)"),
            items([fingerprint(subject) for subject in done[:MOST_PRINTED]] or ["tidak ada"]),
        ),
        signers=("Yang menyetujui", "Yang memusnahkan", "Saksi"),
    )
