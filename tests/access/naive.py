"""The gate's slow twin: it looks at one row at a time and asks the policy's words literally."""

from collections.abc import Iterable
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Facts:
    """What sets the viewer apart from others of the role, fact by fact."""

    held: frozenset[str]
    opened: frozenset[str]
    kept: frozenset[str]


def facts_of(viewer: User) -> Facts:
    """Read without a filter, so that each condition is asked in words here."""
    now = timezone.now()
    agency = viewer.office.agency_id if viewer.office else None
    held = {
        task.subject
        for task in Assignment.objects.all()
        if task.user_id == viewer.pk and task.until > now and task.ended_at is None
    }
    opened = {
        one.subject
        for one in BreakGlass.objects.all()
        if one.by_id == viewer.pk and one.opened_at and one.ends_at and one.ends_at > now
    }
    kept = {
        one.subject
        for one in Conflict.objects.all()
        if one.user_id == viewer.pk and one.ended_at is None
    }
    for one in Exclusion.objects.all():
        named = one.user_id == viewer.pk or (agency is not None and one.agency_id == agency)
        if named and one.ended_at is None:
            kept.add(one.subject)
    return Facts(frozenset(held), frozenset(opened), frozenset(kept))


def is_held(viewer: User, row: Row, facts: Facts) -> bool:
    """Written by the viewer, or put into the viewer's hands."""
    mine = row.author_id is not None and row.author_id == viewer.pk
    return mine or bool(facts.held & row.subjects)


def is_reached(viewer: User, row: Row, reach: Reach, answers: Iterable[str], held: bool) -> bool:
    if reach is Reach.OFFICE:
        return held or (row.office_id is not None and row.office_id == viewer.office_id)
    if reach is Reach.AREA:
        inside = [lies_within(code, area) for code in row.region_codes for area in answers]
        return held or any(inside)
    return held and reach is Reach.OWN


def is_barred(row: Row, facts: Facts) -> bool:
    """A conflict of interest or an exclusion stands between the viewer and the row."""
    areas = [word.removeprefix("area:") for word in facts.kept if word.startswith("area:")]
    near = any(lies_within(code, area) for code in row.region_codes if code for area in areas)
    return near or bool(facts.kept & (row.subjects | row.told_by))


def is_out_of_channel(viewer: User, row: Row, special: bool) -> bool:
    """The special channel keeps it from the viewer's agency, or from who has none."""
    if row.hidden_from is None or special:
        return False
    if viewer.office is None:
        return True
    wrote_it = row.is_written and row.author_id == viewer.pk
    return viewer.office.agency_id == row.hidden_from and not wrote_it


def is_opened(viewer: User, row: Row, facts: Facts) -> bool:
    """An emergency shows it: one subject, the own office, an hour, never sealed."""
    in_office = row.office_id is not None and row.office_id == viewer.office_id
    is_sealed = row.label is None or row.label >= SEALED
    return in_office and not is_sealed and bool(facts.opened & row.subjects)


def may_see(viewer: User, row: Row, kind: Kind, answers: Iterable[str], facts: Facts) -> bool:
    # Who reads for no purpose has no row of purposes: the public reporter.
    nobody = {"", RoleKey.PUBLIC_REPORTER}
    if not viewer.is_active or viewer.role not in RoleKey.values or viewer.role in nobody:
        return False
    cell = table()[RoleKey(viewer.role)].get(kind)
    special = cell is not None and cell.special
    if is_barred(row, facts) or is_out_of_channel(viewer, row, special):
        return False
    if is_opened(viewer, row, facts):
        return True
    if cell is None or row.label is None or row.label > cell.label:
        return False
    held = is_held(viewer, row, facts)
    is_named_reader = held or row.label < PERSONAL
    return is_named_reader and is_reached(viewer, row, cell.reach, answers, held)


def seen_of(viewer: User, rows: Iterable[Row], kind: Kind) -> set[int]:
    """The keys of the rows the viewer may see."""
    answers, facts = answers_for(viewer), facts_of(viewer)
    return {row.pk for row in rows if may_see(viewer, row, kind, answers, facts)}
