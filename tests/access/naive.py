"""The gate's slow twin: it looks at one row at a time and asks the policy's words literally."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from kentongan.access.models import Assignment, BreakGlass, Conflict, Exclusion
from kentongan.access.policy import Kind, Reach, table
from kentongan.accounts.models import Posting, User
from kentongan.accounts.roles import RoleKey

PERSONAL, SEALED = 4, 5


@dataclass(frozen=True)
class Row:
    """What the gate looks at in any record; ``label`` None means that nobody gave it one.

    ``subjects``: every word by which the record can be named; ``told_by``: the sources behind it.
    """

    pk: int
    label: int | None
    region_codes: tuple[str, ...] = ()
    office_id: int | None = None
    author_id: int | None = None
    subjects: frozenset[str] = frozenset()
    told_by: frozenset[str] = frozenset()
    hidden_from: int | None = None
    is_written: bool = field(default=True)  # the author wrote it, instead of being given it


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


def is_held(viewer: User, row: Row, now: datetime) -> bool:
    """Written by the viewer, or put into the viewer's hands."""
    if row.author_id is not None and row.author_id == viewer.pk:
        return True
    tasks = Assignment.objects.filter(user=viewer)
    return any(
        task.subject in row.subjects and task.until > now and task.ended_at is None
        for task in tasks
    )


def is_reached(viewer: User, row: Row, reach: Reach, answers: Iterable[str], held: bool) -> bool:
    if reach is Reach.OFFICE:
        return held or (row.office_id is not None and row.office_id == viewer.office_id)
    if reach is Reach.AREA:
        inside = [lies_within(code, area) for code in row.region_codes for area in answers]
        return held or any(inside)
    return held and reach is Reach.OWN


def is_barred(viewer: User, row: Row) -> bool:
    """A conflict of interest or an exclusion stands between the viewer and the row."""
    agency = viewer.office.agency_id if viewer.office else None
    kept = {one.subject for one in Conflict.objects.filter(user=viewer) if one.ended_at is None}
    for one in Exclusion.objects.all():
        names = one.user_id == viewer.pk or (agency is not None and one.agency_id == agency)
        if names and one.ended_at is None:
            kept.add(one.subject)
    areas = [subject.removeprefix("area:") for subject in kept if subject.startswith("area:")]
    near = any(lies_within(code, area) for code in row.region_codes if code for area in areas)
    return near or bool(kept & (row.subjects | row.told_by))


def is_out_of_channel(viewer: User, row: Row, special: bool) -> bool:
    """The special channel keeps it from the viewer's agency, or from who has none."""
    if row.hidden_from is None or special:
        return False
    if row.is_written and row.author_id == viewer.pk and viewer.office is not None:
        return False
    return viewer.office is None or viewer.office.agency_id == row.hidden_from


def is_opened(viewer: User, row: Row, now: datetime) -> bool:
    """An emergency shows it: one subject, the own office, an hour, never sealed."""
    if row.office_id is None or row.office_id != viewer.office_id or row.label is None:
        return False
    opened = [
        one.subject
        for one in BreakGlass.objects.filter(by=viewer)
        if one.opened_at is not None and one.ends_at is not None and one.ends_at > now
    ]
    return row.label < SEALED and any(subject in row.subjects for subject in opened)


def may_see(viewer: User, row: Row, kind: Kind, answers: Iterable[str]) -> bool:
    now = timezone.now()
    if not viewer.is_active or viewer.role not in RoleKey.values:
        return False
    if viewer.role == RoleKey.PUBLIC_REPORTER:  # no purpose
        return False
    cell = table()[RoleKey(viewer.role)].get(kind)
    if is_barred(viewer, row) or is_out_of_channel(viewer, row, cell is not None and cell.special):
        return False
    if is_opened(viewer, row, now):
        return True
    if cell is None or row.label is None or row.label > cell.label:
        return False
    held = is_held(viewer, row, now)
    if row.label >= PERSONAL and not held:
        return False
    return is_reached(viewer, row, cell.reach, answers, held)


def seen_of(viewer: User, rows: Iterable[Row], kind: Kind) -> set[int]:
    """The keys of the rows the viewer may see."""
    answers = answers_for(viewer)
    return {row.pk for row in rows if may_see(viewer, row, kind, answers)}
