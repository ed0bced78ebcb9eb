"""The pieces of a profile: tables of fields that are named one by one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise

from kentongan.exchange.cells import neutral
from kentongan.exchange.material import Material, MonthCount
from kentongan.indicators.catalogue import catalogue

type Row = Mapping[str, str]


@dataclass(frozen=True)
class Victim:
    """A possible victim, as far as the consent or the danger covers it; "" is not handed over."""

    name: str = ""
    contact: str = ""
    need: str = ""


@dataclass(frozen=True)
class Citizen:
    """Whose data the civil registry compares."""

    national_id: str
    name: str
    born_on: date


@dataclass(frozen=True)
class Told:
    """Everything a profile may choose from."""

    materials: tuple[Material, ...] = ()
    counts: tuple[MonthCount, ...] = ()
    victim: Victim | None = None
    citizen: Citizen | None = None


@dataclass(frozen=True)
class Table:
    """One table of a document. ``fields``: the allow-list, each with its heading."""

    name: str
    title: Promise
    fields: Mapping[str, Promise]
    rows: Callable[[Told], Iterable[Row]]

    def filled(self, told: Told) -> dict[str, object]:
        """The table as it is delivered; raises ValueError for a field outside the allow-list."""
        return {
            "name": self.name,
            "title": str(self.title),
            "headings": {field: str(words) for field, words in self.fields.items()},
            "rows": [self.checked(row) for row in self.rows(told)],
        }

    def checked(self, row: Row) -> dict[str, str]:
        """The row in the order of the allow-list, every text made harmless."""
        if set(row) != set(self.fields):
            raise ValueError(f"{self.name}: fields {sorted(row)} are not {sorted(self.fields)}")
        return {field: neutral(row[field]) for field in self.fields}


@dataclass(frozen=True)
class Layout:
    """A profile: its tables and what the receiver is told about the use."""

    tables: tuple[Table, ...]
    note: Promise


def month_words(month: date | None) -> str:
    """ "November 2026", or a dash."""
    return date_format(month, "F Y") if month else "–"


def sign_label(sign: str) -> str:
    """The name of an indicator; a retired one keeps its id."""
    known = catalogue()
    return known[sign].label if sign in known else sign


def signs_in_words(material: Material) -> str:
    """The modus: the names of the signs."""
    return "; ".join(sign_label(sign) for sign in material.signs) or "–"


def places_in_words(material: Material) -> str:
    """The sub-districts, each once."""
    names = dict.fromkeys(event.district for event in material.events)
    return "; ".join(names) or "–"


def different(rows: Iterable[Row]) -> list[Row]:
    """Each row once, in the order of the first."""
    return list({tuple(sorted(row.items())): row for row in rows}.values())
