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
TOLD_OF = ("thing", "person", "protected")  # kinds that sources mention
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
    barred = found[BARRED] | sources_about(found[BARRED])
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


def sources_about(barred: set[str]) -> set[str]:
    """The sources that mention a thing or a person kept from the viewer: kept from him too."""
    return {
        source
        for kind in TOLD_OF
        if (keys := [int(one.partition(":")[2]) for one in barred if one.startswith(f"{kind}:")])
        for source in sources_naming(kind, keys)
    }


def sources_naming(kind: str, keys: list[int]) -> set[str]:
    """The sources of some things, or of people with all who were confirmed to be the same."""
    home = tables().home_of(kind)
    if home is None:
        return set()
    sight = tables().guarded[home]
    columns, rows = dict(sight.subjects), manager_of(home)
    named = Q(**{f"{columns[kind]}__in": keys})
    if sight.group is not None:
        named |= Q(**{f"{sight.group}__in": rows.filter(named).values(sight.group)})
    return set(rows.filter(named).values_list(columns[""], flat=True))
