"""The addresses of the site, walked out of the resolver, and what each is for.

``DOORS`` says which address shows, lists, exports or changes which kind of record: one for each
kind and action. All the others are tried by the pairs and the crawls, which need no table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

OPEN, LIST, EXPORT, WRITE = "open", "list", "export", "write"
ACTIONS = (OPEN, LIST, EXPORT, WRITE)
NOWHERE: dict[str, object] = {
    "int": 987_654_321,
    "uuid": UUID("00000000-0000-4000-8000-000000000000"),
    "subject": "alert:987654321",
}


@dataclass(frozen=True)
class Address:
    """One named address; ``parts`` are its variable parts and what fits them (int, uuid, slug)."""

    name: str
    parts: tuple[tuple[str, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The parts that name a record."""
        return tuple(name for name, _kind in self.parts if self.kind_of(name) in NOWHERE)

    def kind_of(self, part: str) -> str:
        """int, uuid, slug, str, path."""
        return "subject" if part == "subject" else dict(self.parts)[part]

    def path(self, words: dict[str, str], **keys: object) -> str:
        """The path; parts that are not given name nothing, words come from ``words``."""
        values: dict[str, object] = {}
        for name, _kind in self.parts:
            nothing = NOWHERE.get(self.kind_of(name), "tidak-ada")
            values[name] = keys.get(name, words.get(name, nothing))
        return reverse(self.name, kwargs=values)


def walk(
    patterns: list[URLPattern | URLResolver], space: str, before: tuple[tuple[str, str], ...]
) -> Iterator[Address]:
    """Every address below some patterns."""
    for pattern in patterns:
        converters = getattr(pattern.pattern, "converters", {})
        parts = before + tuple(
            (name, type(one).__name__.removesuffix("Converter").lower().replace("string", "str"))
            for name, one in converters.items()
        )
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, inner, parts)
        elif pattern.name:
            yield Address(f"{space}{pattern.name}", parts)


def every_address() -> dict[str, Address]:
    """All of them by name."""
    found = walk(get_resolver().url_patterns, "", ())
    return {address.name: address for address in sorted(found, key=lambda one: one.name)}


@dataclass(frozen=True)
class Door:
    """How a kind is opened, listed, exported or changed: address, method, deed, fields to send."""

    name: str
    method: str = "get"
    deed: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    query: str = ""
    lists: bool = True  # whether the page names the records, so that one can be looked for


DOORS: dict[tuple[str, str], Door] = {
    ("report", OPEN): Door("reports:detail"),
    ("report", LIST): Door("reports:list", query="kata"),
    ("report", WRITE): Door("reports:revise", "post", "revise"),
    ("alert", OPEN): Door("alerts:detail"),
    ("alert", LIST): Door("alerts:list"),
    ("alert", EXPORT): Door("alerts:since", query="sejak"),
    ("alert", WRITE): Door("alerts:take_up", "post", "take", (("take-catatan", "Saya periksa."),)),
    ("entity", OPEN): Door("entities:detail"),
    ("entity", LIST): Door("entities:list", query="kata"),
    ("entity", WRITE): Door(
        "entities:judge", "post", "judge", (("is_hub", ""), ("reason", "Uji."))
    ),
    ("person", OPEN): Door("entities:person_page"),
    ("person", LIST): Door("entities:person_queue", lists=False),
    ("person", WRITE): Door("entities:person_split", "post", "judge", (("alasan", "Uji."),)),
    ("protected_person", OPEN): Door("entities:protected_page"),
    ("protected_person", LIST): Door("entities:protected_queue", lists=False),
    ("protected_person", WRITE): Door(
        "entities:protected_split", "post", "judge", (("alasan", "Uji."),)
    ),
    ("import", OPEN): Door("reports:import_detail"),
    ("import", LIST): Door("reports:import_list"),
    ("import", EXPORT): Door("reports:import_report"),
    ("import", WRITE): Door("reports:import_undo", "post", "undo"),
    ("weekly_sheet", OPEN): Door("alerts:week"),
    ("weekly_sheet", EXPORT): Door("alerts:weekly_sheet"),
    ("desk_quality", OPEN): Door("desk_quality:overview"),
    ("desk_quality", LIST): Door("desk_quality:rules", lists=False),
    ("desk_quality", WRITE): Door("desk_quality:count", "post", "suspend_rule"),
    ("case", OPEN): Door("access:record"),
    ("case", LIST): Door("access:decisions", lists=False),
    ("case", WRITE): Door("access:record_assign", "post", "assign"),
    ("share", OPEN): Door("exchange:detail"),
    ("share", LIST): Door("exchange:list"),
    ("share", EXPORT): Door("exchange:data"),
    ("share", WRITE): Door("exchange:revoke", "post"),
    ("account", OPEN): Door("person"),
    ("account", LIST): Door("people"),
    ("account", WRITE): Door("person_posting", "post", "change"),
    ("audit", OPEN): Door("audit_subject", query="catatan"),
    ("audit", LIST): Door("audit_search", deed="verify", lists=False),
    ("audit", EXPORT): Door("audit_export", "post", "verify", lists=False),
    ("audit", WRITE): Door("audit_inspect", "post", "verify", lists=False),
    ("privacy", OPEN): Door("privacy:index"),
    ("privacy", LIST): Door("privacy:holds", lists=False),
    ("privacy", EXPORT): Door("privacy:register_csv"),
    ("privacy", WRITE): Door("privacy:holds", "post", "hold"),
    ("interview", OPEN): Door("screening:detail"),
    ("interview", LIST): Door("screening:list"),
    ("interview", WRITE): Door(
        "screening:propose",
        "post",
        "propose",
        (("propose-alasan", "I1"), ("propose-kata", "Dokumen lengkap semua.")),
    ),
    ("referral", OPEN): Door("screening:referral"),
    ("referral", LIST): Door("screening:referrals"),
    ("referral", WRITE): Door("screening:answer_referral", "post", "note"),
    ("reporter", OPEN): Door("sealing:ask", deed="request"),
    ("reporter", LIST): Door("sealing:circle", lists=False),
    ("reporter", WRITE): Door("sealing:ask", "post", "request"),
}
# Where somebody would look for a door that is not there.
GUESSES = {
    "report": "/laporan/", "alert": "/peringatan/", "entity": "/hal/", "import": "/laporan/impor/",
    "weekly_sheet": "/peringatan/lembar/", "case": "/akses/perkara/", "reporter": "/penyegelan/",
    "share": "/berbagi/", "audit": "/jejak/catatan/", "privacy": "/privasi/",
    "desk_quality": "/mutu-loket/",
    "account": "/akun/orang/", "person": "/hal/orang/", "protected_person": "/hal/dilindungi/",
    "referral": "/permohonan/rujukan/", "interview": "/permohonan/",
    "applicant": "/loket/pemohon/",
}  # fmt: skip
GUESSED_WORDS = {OPEN: "", LIST: "cari/", EXPORT: "ekspor.json", WRITE: "ubah-semua/"}
# Values for the parts of an address that are words, where a word decides how far it goes.
WORDS = {
    "to": "verification", "rule": "uncorroborated_tip", "name": "lembaga", "step": "authority",
    "number": "1", "rule_id": "child", "version": "1",
    "size": "a4",
}  # fmt: skip


def unplaced(addresses: dict[str, Address]) -> list[str]:
    """Addresses with a word that nobody gave a value."""
    return [
        name
        for name, address in addresses.items()
        if any(
            address.kind_of(part) in {"slug", "str", "path"} and part not in WORDS
            for part, _kind in address.parts
        )
    ]
