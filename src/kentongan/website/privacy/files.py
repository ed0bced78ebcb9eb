"""The office's own papers, filled in as far as the product knows itself.

The texts stand in ``reference/documents`` (docs/templates points there), edited without code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from django.conf import settings

from kentongan.access.policy import Kind, Reach, table
from kentongan.accounts.roles import RoleKey
from kentongan.audit.retention import rules_on
from kentongan.regions.queries import in_force
from kentongan.website.privacy import documents
from kentongan.website.privacy.documents import Block, Paper, day_words
from kentongan.website.privacy.register import HEAD, kept_words, lines


@dataclass(frozen=True)
class File:
    """One paper: its name in addresses, and what it is."""

    name: str
    what: str

    def text(self) -> str:
        """The template as it stands in the file."""
        folder = files("kentongan.reference").joinpath("documents")
        return folder.joinpath(f"{self.name}.md").read_text("utf-8")


FILES = {
    file.name: file
    for file in (
        File("penilaian-dampak", "Penilaian dampak pelindungan data pribadi (UU 27/2022 Pasal 34)"),
        File("perjanjian-berbagi-informasi", "Perjanjian berbagi informasi antarinstansi"),
        File("sk-pemegang-kunci", "Surat keputusan pemegang kunci segel"),
        File("register-pemrosesan", "Register kegiatan pemrosesan (UU 27/2022 Pasal 31)"),
    )
}
REACHES = {
    Reach.NONE: "–",
    Reach.OWN: "milik sendiri",
    Reach.AREA: "wilayahnya",
    Reach.OFFICE: "seluruh kantor",
}
KINDS = {
    Kind.REPORT: "Laporan",
    Kind.ALERT: "Peringatan",
    Kind.ENTITY: "Nomor dan nama",
    Kind.PERSON: "Terduga perekrut",
    Kind.PROTECTED_PERSON: "Orang yang dilindungi",
}


def known(day: date) -> dict[str, str]:
    """What the product knows of the office."""
    names = in_force().filter(code__in=settings.HOME_REGENCIES).order_by("code")
    return {
        "kantor": settings.OFFICE_NAME,
        "alamat": settings.OFFICE_ADDRESS,
        "kota": settings.OFFICE_TOWN,
        "tanggal": day_words(day),
        "wilayah": ", ".join(names.values_list("name", flat=True)) or "……………",
    }


def register_table(day: date) -> Block:
    """The personal columns."""
    personal = [line for line in lines(day) if line.column]
    return documents.table(HEAD[:4], [(x.table, x.column, x.what, x.kept or "–") for x in personal])


def retention_table(day: date) -> Block:
    """The schedule in force."""
    rows = [(rule.what, kept_words(rule), rule.source) for rule in rules_on(day)]
    return documents.table(("Apa", "Masa simpan", "Dasar"), rows)


def role_table(day: date) -> Block:
    """Who sees how far and up to which label, from the policy itself."""
    head = ("Peran", *KINDS.values())
    rows = [(str(role.label), *(sight(role, kind) for kind in KINDS)) for role in RoleKey]
    return documents.table(head, rows)


def sight(role: RoleKey, kind: Kind) -> str:
    """``wilayahnya, sampai L3``."""
    found = table()[role].get(kind)
    if found is None or found.reach is Reach.NONE:
        return REACHES[Reach.NONE]
    return f"{REACHES[found.reach]}, sampai L{found.label.value}"


TABLES: dict[str, Callable[[date], Block]] = {
    "register": register_table,
    "retensi": retention_table,
    "peran": role_table,
}


def paper(file: File, day: date) -> Paper:
    """The paper with what the product knows; raises KeyError for a name nobody knows."""
    made = {name: make(day) for name, make in TABLES.items()}
    return documents.read_paper(file.text(), known(day), made)


def editable(file: File, day: date) -> str:
    """The same as plain text for a word processor."""
    text = documents.filled(file.text(), known(day))
    for name, make in TABLES.items():
        text = text.replace(f"@{name}\n", as_text(make(day)))
    return text


def as_text(block: Block) -> str:
    """A table with bars."""
    head, *rows = block.rows
    marks = tuple("---" for _cell in head)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, marks, *rows))
