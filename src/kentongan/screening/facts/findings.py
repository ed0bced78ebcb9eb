"""A finding: one checkable fact about one application, in the words an officer reads."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kentongan.screening.catalogues import FactKind


@dataclass(frozen=True)
class Finding:
    """A kind of fact, the values its sentence names, where it stands and as of which day."""

    kind: str
    values: tuple[tuple[str, str], ...]
    source: str
    on: date

    @property
    def key(self) -> str:
        """The same for the same fact on another day, so that "not the same" is remembered."""
        text = "\x1f".join([self.kind, *(f"{name}={value}" for name, value in self.values)])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def sentence(self, kinds: Mapping[str, FactKind]) -> str:
        """What the officer reads; raises KeyError for a kind that is not in force."""
        return kinds[self.kind].sentence.format(**dict(self.values))


def finding(kind: str, source: str, on: date, **values: object) -> Finding:
    """A finding with its values in words; dates as day-month-year."""
    return Finding(
        kind, tuple((name, in_words(value)) for name, value in values.items()), source, on
    )


def in_words(value: object) -> str:
    """``2026-03-01`` → ``01-03-2026``; everything else as it is written."""
    return value.strftime("%d-%m-%Y") if isinstance(value, date) else str(value)


def still_shown(found: Iterable[Finding], denied: frozenset[str]) -> list[Finding]:
    """The findings that nobody has said to be about somebody or something else."""
    return [one for one in found if one.key not in denied]
