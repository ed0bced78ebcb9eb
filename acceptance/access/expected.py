"""Who should see what: a second reading of policy.yaml that shares no line with the product's gate.

It knows neither querysets nor the product's classes: rows and people are plain values, the table is
read again from the file, and every question is asked of one row at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from acceptance.site import ROOT

POLICY = ROOT / "src" / "kentongan" / "access" / "policy.yaml"
NOTHING: dict[str, Any] = {"read": "none", "label": -1, "may": []}
NO_KINDS = {"purposes"}  # words of a row that are no kind of record
NAMED_READERS, SEALED = 4, 5


@dataclass(frozen=True)
class Person:
    """Somebody who asks; ``areas`` are the codes of the postings, else those of the office."""

    pk: int
    role: str
    office: int | None
    areas: tuple[str, ...] = ()
    is_active: bool = True
    agency: int | None = None
    office_areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """What decides about one record.

    ``named``: in whose hands it was put. ``opened``: for whom an emergency opened it. ``barred``:
    from whom a conflict or an exclusion keeps it. ``hidden_from``: the agency that the special
    channel keeps it from; who wrote it reads it all the same.
    """

    kind: str
    label: int
    codes: tuple[str, ...] = ()
    office: int | None = None
    owner: int | None = None
    named: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()
    hidden_from: int | None = None
    is_written: bool = True


@dataclass(frozen=True)
class Policy:
    """The table as it stands in the file: role → kind → cell."""

    cells: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def roles(self) -> list[str]:
        """All roles, as the file orders them."""
        return [word for word in self.cells if word != "deeds"]

    @property
    def kinds(self) -> list[str]:
        """All kinds that any role has a cell for."""
        found = {kind for role in self.roles for kind in self.cells[role]}
        return sorted(found - NO_KINDS)

    def cell(self, role: str, kind: str) -> Mapping[str, Any]:
        """One cell; an empty one where the file has none."""
        found: Mapping[str, Any] = self.cells.get(role, {}).get(kind, NOTHING)
        return found

    def opens(self, person: Person, kind: str) -> bool:
        """Whether the pages of a kind exist at all for somebody."""
        return person.is_active and self.cell(person.role, kind)["read"] != "none"

    def may(self, person: Person, kind: str, deed: str) -> bool:
        """Whether a deed is in the cell."""
        return person.is_active and deed in self.cell(person.role, kind).get("may", [])

    def may_read(self, person: Person, row: Row) -> bool:
        """Whether somebody may read one record."""
        cell = self.cell(person.role, row.kind)
        if not self.has_purpose(person) or is_kept_from(person, row, cell):
            return False
        if person.pk in row.opened and row.office == person.office and row.label < SEALED:
            return True
        is_named = person.pk in row.named or row.owner == person.pk
        if cell["read"] == "none" or row.label > cell["label"]:
            return False
        if row.label >= NAMED_READERS and not is_named:
            return False
        return is_named or lies_near(person, row, cell["read"])

    def has_purpose(self, person: Person) -> bool:
        """Whether the role reads for any purpose at all."""
        return person.is_active and bool(self.cells.get(person.role, {}).get("purposes"))


def is_kept_from(person: Person, row: Row, cell: Mapping[str, Any]) -> bool:
    """Whether a conflict, an exclusion or the special channel keeps it from somebody."""
    if person.pk in row.barred:
        return True
    if row.hidden_from is None or cell.get("special", False):
        return False
    wrote_it = row.is_written and row.owner == person.pk
    return not wrote_it and (person.agency is None or person.agency == row.hidden_from)


def lies_near(person: Person, row: Row, reach: str) -> bool:
    """Whether a record of somebody else lies as near as the cell demands."""
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
