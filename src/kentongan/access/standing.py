"""What sets one viewer apart from others of the same role, read in one question."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Value

from kentongan.access.models import Assignment, BreakGlass, Conflict, Exclusion
from kentongan.access.subjects import AREA, manager_of
from kentongan.access.tables import tables
from kentongan.accounts.models import User

ASSIGNED, OPENED, BARRED = "assigned", "opened", "barred"
THING = "thing:"
KEPT = "_kept_standing"


@dataclass(frozen=True)
class Standing:
    """Subjects in the viewer's hands, opened in an emergency, and kept from the viewer.

    ``on_paper``: the viewer reads for a file or another agency, which have no reader of their own.
    """

    assigned: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    on_paper: bool = False

    @property
    def barred_areas(self) -> tuple[str, ...]:
        """The codes of the areas in which the viewer sees nothing."""
        areas = (subject for subject in self.barred if subject.startswith(f"{AREA}:"))
        return tuple(sorted(area.removeprefix(f"{AREA}:") for area in areas))


def standing_of(viewer: User, now: datetime) -> Standing:
    """One query, and one more only for who stands in conflict with a thing."""
    kept = getattr(viewer, KEPT, None)
    return kept if isinstance(kept, Standing) else read_standing(viewer, now)


def keep_standing(viewer: User, now: datetime, *, on_paper: bool = False) -> None:
    """Read it once for a whole page; ``viewer`` lives as long as its request."""
    found = standing_of(viewer, now)
    setattr(viewer, KEPT, for_paper(found) if on_paper else found)


def for_paper(found: Standing) -> Standing:
    """What leaves the house knows no emergency."""
    return replace(found, opened=frozenset(), on_paper=True)


def read_standing(viewer: User, now: datetime) -> Standing:
    """The facts of one person, as of now."""
    found: dict[str, set[str]] = {ASSIGNED: set(), OPENED: set(), BARRED: set()}
    for what, subject in facts(viewer, now):
        found[what].add(subject)
    barred = found[BARRED] | sources_of_things(found[BARRED])
    return Standing(frozenset(found[ASSIGNED]), frozenset(found[OPENED]), frozenset(barred))


def facts(viewer: User, now: datetime) -> QuerySet[Any, tuple[str, str]]:
    """(what, subject) rows of four tables in one statement."""
    agency = viewer.office.agency_id if viewer.office else None
    excluded = Q(user=viewer) if agency is None else Q(user=viewer) | Q(agency=agency)
    assigned = Assignment.objects.filter(user=viewer, until__gt=now, ended_at=None)
    opened = BreakGlass.objects.filter(by=viewer, ends_at__gt=now)
    conflicts = Conflict.objects.filter(user=viewer, ended_at=None)
    exclusions = Exclusion.objects.filter(excluded, ended_at=None)
    together = named(assigned, ASSIGNED).union(
        named(opened, OPENED), named(conflicts, BARRED), named(exclusions, BARRED), all=True
    )
    return together.order_by()  # the order of the first table would hold for all


def named(rows: QuerySet[Any], what: str) -> QuerySet[Any, tuple[str, str]]:
    """The subjects of some rows with a word beside them."""
    told: QuerySet[Any, tuple[str, str]] = (
        rows.order_by().annotate(what=Value(what)).values_list("what", "subject")
    )
    return told


def sources_of_things(barred: set[str]) -> set[str]:
    """The sources that mention a thing kept from the viewer: they are kept from him too."""
    things = [int(subject.removeprefix(THING)) for subject in barred if subject.startswith(THING)]
    home = tables().home_of("thing")
    if not things or home is None:
        return set()
    columns = dict(tables().guarded[home].subjects)
    told = manager_of(home).filter(**{f"{columns['thing']}__in": things})
    return set(told.values_list(columns[""], flat=True))
