"""Who should see what: a second reading of policy.yaml that shares no line with the product's gate.

It knows neither querysets nor the product's classes: rows and people are plain values, the table is
read again from the file, and every question is asked of one row at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from acceptance.site import ROOT

POLICY = ROOT / "src" / "kentongan" / "access" / "policy.yaml"
NOTHING: dict[str, Any] = {"read": "none", "label": -1, "may": []}


@dataclass(frozen=True)
class Person:
    """Somebody who asks; ``areas`` are the codes of the postings, else those of the office."""

    pk: int
    role: str
    office: int | None
    areas: tuple[str, ...] = ()
    is_active: bool = True


@dataclass(frozen=True)
class Row:
    """What decides about one record. ``parties`` were handed it, ``barred`` may never see it."""

    kind: str
    label: int
    codes: tuple[str, ...] = ()
    office: int | None = None
    owner: int | None = None
    parties: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Policy:
    """The table as it stands in the file: role → kind → cell."""

    cells: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def roles(self) -> list[str]:
        """All roles, as the file orders them."""
        return list(self.cells)

    @property
    def kinds(self) -> list[str]:
        """All kinds that any role has a cell for."""
        return sorted({kind for row in self.cells.values() for kind in row})

    def cell(self, role: str, kind: str) -> Mapping[str, Any]:
        """One cell; an empty one where the file has none."""
        return self.cells.get(role, {}).get(kind, NOTHING)

    def opens(self, person: Person, kind: str) -> bool:
        """Whether the pages of a kind exist at all for somebody."""
        return person.is_active and self.cell(person.role, kind)["read"] != "none"

    def may(self, person: Person, kind: str, deed: str) -> bool:
        """Whether a deed is in the cell."""
        return person.is_active and deed in self.cell(person.role, kind).get("may", [])

    def may_read(self, person: Person, row: Row) -> bool:
        """Whether somebody may read one record."""
        cell = self.cell(person.role, row.kind)
        if not self.opens(person, row.kind) or person.pk in row.barred:
            return False
        return row.label <= cell["label"] and is_reached(person, row, cell["read"])


def is_reached(person: Person, row: Row, reach: str) -> bool:
    """Whether a record lies as near as the cell demands."""
    if row.owner == person.pk or person.pk in row.parties:
        return True
    if reach == "office":
        return row.office is not None and row.office == person.office
    if reach == "area":
        return any(lies_within(code, area) for code in row.codes for area in person.areas)
    return False


def lies_within(code: str, area: str) -> bool:
    """Part by part: 35.03.05 lies within 35.03, and 35.031 does not."""
    inner, outer = code.split("."), area.split(".")
    return bool(area) and inner[: len(outer)] == outer


def read_policy(path: Path = POLICY) -> Policy:
    """The table of a file."""
    return Policy(yaml.safe_load(path.read_text("utf-8")))


def readers(policy: Policy, people: Iterable[Person], rows: Iterable[Row]) -> set[int]:
    """The keys of those who may read at least one of the rows."""
    known = list(rows)
    return {one.pk for one in people if any(policy.may_read(one, row) for row in known)}
