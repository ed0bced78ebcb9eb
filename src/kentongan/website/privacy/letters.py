"""The written notices after a breach (UU 27/2022 art. 46): to the authority and to persons."""

from datetime import timedelta

from django.conf import settings

from kentongan.audit.models import EntryKind, Incident, IncidentEntry
from kentongan.website.privacy.clocks import BreachEdition, breach_on
from kentongan.website.privacy.documents import (
    Block,
    Paper,
    facts,
    heading,
    items,
    moment_words,
    paragraph,
)

OPEN = "……………………………………………"
KINDS = {
    "report": "laporan",
    "alert": "peringatan",
    "thing": "nomor, akun atau nama yang disebut",
    "import": "daftar yang diimpor",
}


def scope_of(incident: Incident) -> IncidentEntry | None:
    """The latest reckoning of what was touched."""
    return incident.entries.filter(kind=EntryKind.SCOPE).last()


def scope_words(incident: Incident) -> list[str]:
    """How many records of each kind, as sentences; a line to fill in when nobody reckoned."""
    scope = scope_of(incident)
    if scope is None:
        return [OPEN]
    counts: dict[str, int] = {}
    for subject in scope.detail["records"]:
        kind = subject.partition(":")[0]
        counts[kind] = counts.get(kind, 0) + 1
    return [f"{count} {KINDS.get(kind, kind)}" for kind, count in sorted(counts.items())] or [
        "tidak ada catatan tentang orang yang terbuka menurut catatan akses"
    ]


def handling(incident: Incident, edition: BreachEdition) -> Block:
    """What was done, with its moment."""
    named = {step.id: step.what for step in edition.steps}
    done = incident.entries.filter(kind=EntryKind.CHECK)
    lines = [f"{named.get(one.item, one.item)} ({moment_words(one.at)})" for one in done]
    return items(lines or [OPEN])


def to_authority(incident: Incident) -> Paper:
    """The notice to the authority: which data, when and how, what was done."""
    edition = breach_on(incident.known_at.date())
    due = incident.known_at + timedelta(hours=edition.hours)
    return Paper(
        title="Pemberitahuan Kegagalan Pelindungan Data Pribadi",
        number=OPEN[:12],
        blocks=(
            paragraph(f"Kepada Yth. {edition.authority}, {edition.authority_address}."),
            paragraph(f"Disampaikan berdasarkan {edition.source}."),
            facts(
                {
                    "Pengendali data": settings.OFFICE_NAME,
                    "Diketahui pada": moment_words(incident.known_at),
                    "Batas pemberitahuan": moment_words(due),
                    "Nomor insiden": str(incident.pk),
                    "Pejabat yang dapat dihubungi": OPEN,
                }
            ),
            heading("1. Data pribadi yang terungkap"),
            items(scope_words(incident)),
            heading("2. Kapan dan bagaimana data terungkap"),
            paragraph(incident.what),
            heading("3. Upaya penanganan dan pemulihan"),
            handling(incident, edition),
            heading("4. Bahaya bagi orang yang bersangkutan dan pelindungannya"),
            paragraph(OPEN),
            heading("5. Pemberitahuan kepada masyarakat"),
            paragraph(OPEN),
        ),
        signers=("Kepala Kantor",),
    )


def to_person(incident: Incident) -> Paper:
    """The notice to one person; the name is written by hand, so that no paper holds a list."""
    edition = breach_on(incident.known_at.date())
    return Paper(
        title="Pemberitahuan kepada Subjek Data Pribadi",
        number=OPEN[:12],
        blocks=(
            paragraph(f"Kepada Yth. {OPEN}"),
            paragraph(
                f"{settings.OFFICE_NAME} memberi tahu Anda bahwa data pribadi Anda mungkin telah "
                f"dilihat orang yang tidak berhak. Kami mengetahuinya pada "
                f"{moment_words(incident.known_at)}. Pemberitahuan ini diwajibkan oleh "
                f"{edition.source}."
            ),
            heading("Data Anda yang terungkap"),
            paragraph(OPEN),
            heading("Yang sudah kami lakukan"),
            handling(incident, edition),
            heading("Yang sebaiknya Anda lakukan"),
            items(
                (
                    "Bila Anda merasa terancam, hubungi kami atau polisi (110) segera.",
                    "Anda dapat meminta pelindungan kepada LPSK (148).",
                    "Jangan memberi data tambahan kepada orang yang menghubungi Anda soal ini.",
                )
            ),
            paragraph(f"Bertanya atau berkeberatan: {OPEN}"),
        ),
        signers=("Kepala Kantor",),
    )
