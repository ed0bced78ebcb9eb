"""Who sees how much of the log: the auditor all, a leader the team, an owner that it was read."""

from enum import Enum

from django.db.models import QuerySet

from kentongan.access.policy import Kind, Reach, cell, may
from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind
from kentongan.audit.models import AuditEvent
from kentongan.audit.queries import Wish, events_wished, readings
from kentongan.website.records import is_of_office, is_own, is_seen_by

UNKNOWN_ROLE = ""


class Depth(Enum):
    """How much of a record's trail a person sees."""

    ALL = "all"
    TEAM = "team"
    OWN = "own"


def sees_whole_log(viewer: User) -> bool:
    """Whether the policy gives this role the log of the office."""
    return cell(viewer, Kind.AUDIT).reach is Reach.OFFICE


def depth_for(viewer: User, subject: str) -> Depth | None:
    """How much of the trail of one record; None is "not found", as for no record at all."""
    if sees_whole_log(viewer):
        return Depth.ALL if is_of_office(viewer, subject) else None
    if not is_seen_by(viewer, subject):
        return None
    if may(viewer, Kind.AUDIT, "team"):
        return Depth.TEAM
    return Depth.OWN if is_own(viewer, subject) else None


def log_visible_to(viewer: User, wish: Wish) -> QuerySet[AuditEvent]:
    """What an auditor finds: everybody's deeds but those inside other immigration offices."""
    if not sees_whole_log(viewer):
        return AuditEvent.objects.none()
    others = User.objects.filter(office__agency__kind=AgencyKind.IMMIGRATION)
    others = others.exclude(office=viewer.office_id)
    return events_wished(wish).exclude(actor__in=others.values("username"))


def team_events(viewer: User, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    """The deeds of the viewer's own office."""
    team = User.objects.filter(office=viewer.office_id, office__isnull=False)
    return events.filter(actor__in=team.values("username"))


def times_and_roles(viewer: User, events: QuerySet[AuditEvent]) -> tuple[int, int]:
    """How often others read it and in how many roles; no names."""
    actors = list(readings(events).exclude(actor=viewer.username).values_list("actor", flat=True))
    roles = dict(User.objects.filter(username__in=set(actors)).values_list("username", "role"))
    return len(actors), len({roles.get(actor, UNKNOWN_ROLE) for actor in actors})
