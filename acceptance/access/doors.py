"""The addresses of the site, walked out of the resolver, and what each is for.

``DOORS`` says which address shows, lists, exports or changes which kind of record; ``PLAIN`` holds
the addresses without a record. An address in neither is a deviation: a new one is given its place
by whoever adds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

OPEN, LIST, EXPORT, WRITE = "open", "list", "export", "write"
ACTIONS = (OPEN, LIST, EXPORT, WRITE)
NOWHERE = {"int": 987_654_321, "uuid": UUID("00000000-0000-4000-8000-000000000000")}


@dataclass(frozen=True)
class Address:
    """One named address; ``parts`` are its variable parts and what fits them (int, uuid, slug)."""

    name: str
    parts: tuple[tuple[str, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The parts that name a record."""
        return tuple(name for name, kind in self.parts if kind in NOWHERE)

    def kind_of(self, part: str) -> str:
        """int, uuid, slug, str, path."""
        return dict(self.parts)[part]

    def path(self, words: dict[str, str], **keys: object) -> str:
        """The path; parts that are not given name nothing, words come from ``words``."""
        values: dict[str, object] = {}
        for name, kind in self.parts:
            values[name] = keys.get(name, NOWHERE.get(kind, words.get(name, "tidak-ada")))
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
    ("import", OPEN): Door("reports:import_detail"),
    ("import", LIST): Door("reports:import_list"),
    ("import", EXPORT): Door("reports:import_report"),
    ("import", WRITE): Door("reports:import_undo", "post", "undo"),
    ("weekly_sheet", OPEN): Door("alerts:week"),
    ("weekly_sheet", EXPORT): Door("alerts:weekly_sheet"),
}
# Where somebody would look for a door that is not there.
GUESSES = {
    "report": "/laporan/", "alert": "/peringatan/", "entity": "/hal/", "import": "/laporan/impor/",
    "weekly_sheet": "/peringatan/lembar/", "case": "/peringatan/perkara/",
    "reporter": "/pelapor/", "share": "/bagian/", "audit": "/catatan/", "privacy": "/privasi/",
}  # fmt: skip
GUESSED_WORDS = {OPEN: "", LIST: "cari/", EXPORT: "ekspor.json", WRITE: "ubah-semua/"}
# Values for the parts of an address that are words, where a word decides how far it goes.
WORDS = {"to": "verification"}
PLAIN = {"home", "healthz", "language"}
ACCOUNT = "account_"  # pages of the login library


def unplaced(addresses: dict[str, Address], placed: set[str]) -> list[str]:
    """Addresses with a key that neither a door nor the pairs know, and words without a value."""
    return [
        name
        for name, address in addresses.items()
        if any(kind in {"slug", "str"} and part not in WORDS for part, kind in address.parts)
        and name not in placed
    ]
