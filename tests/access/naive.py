"""The gate's slow twin: it looks at one row at a time and asks the policy's words literally."""

from collections.abc import Iterable
from dataclasses import dataclass

from kentongan.access.policy import Kind, Reach, table
from kentongan.accounts.models import Posting, User
from kentongan.accounts.roles import RoleKey


@dataclass(frozen=True)
class Row:
    """What the gate looks at in any record."""

    pk: int
    label: int
    region_codes: tuple[str, ...] = ()
    office_id: int | None = None
    author_id: int | None = None


def answers_for(viewer: User) -> list[str]:
    """The postings, else the areas of the office."""
    posted = [posting.region.code for posting in Posting.objects.filter(user=viewer, valid_to=None)]
    if posted or viewer.office is None:
        return posted
    return [area.code for area in viewer.office.areas.all()]


def lies_within(code: str, area: str) -> bool:
    """Part by part: 35.03.05 lies within 35.03, and 35.031 does not."""
    parts, outer = code.split("."), area.split(".")
    return parts[: len(outer)] == outer


def is_reached(viewer: User, row: Row, reach: Reach, answers: Iterable[str]) -> bool:
    mine = row.author_id == viewer.pk
    if reach is Reach.OFFICE:
        return mine or (row.office_id is not None and row.office_id == viewer.office_id)
    if reach is Reach.AREA:
        inside = [lies_within(code, area) for code in row.region_codes for area in answers]
        return mine or any(inside)
    return mine and reach is Reach.OWN


def may_see(viewer: User, row: Row, kind: Kind, answers: Iterable[str]) -> bool:
    cell = table()[RoleKey(viewer.role)].get(kind)
    if cell is None or not viewer.is_active or row.label > cell.label:
        return False
    return is_reached(viewer, row, cell.reach, answers)


def seen_of(viewer: User, rows: Iterable[Row], kind: Kind) -> set[int]:
    """The keys of the rows the viewer may see."""
    answers = answers_for(viewer)
    return {row.pk for row in rows if may_see(viewer, row, kind, answers)}
