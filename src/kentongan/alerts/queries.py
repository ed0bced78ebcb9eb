"""Reads of alerts. The viewer is the first argument; every answer starts from the gate."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from kentongan.access.handing_over import to_hand_over
from kentongan.access.labels import Label
from kentongan.access.policy import Kind, Reach, cell, may
from kentongan.access.tables import sight_of
from kentongan.access.visibility import behind, exportable, unbarred, visible, within_areas
from kentongan.accounts.models import User
from kentongan.accounts.queries import office_area_codes
from kentongan.accounts.roles import RoleKey
from kentongan.alerts import rules
from kentongan.alerts.models import Alert, AlertArea, Aside, Evidence, Signal, State, Step
from kentongan.alerts.permissions import leads
from kentongan.entities.told import report_uuid
from kentongan.regions.models import Region
from kentongan.reports.queries import reports_visible_to

SIGHT = sight_of("alerts.Alert")
EVIDENCE = sight_of("alerts.Evidence")
NEEDED_FIRST = ("rank", "urgency", F("due_at").asc(nulls_last=True), "pk")
LONGEST_CODE = 13  # 35.03.05.2001
OTHERS = 9  # the rank of alerts that wait for somebody else


@dataclass(frozen=True)
class Wish:
    """What an inbox was asked to show; empty means all open alerts."""

    state: str = ""
    kind: str = ""
    area: str = ""
    mine: bool = False
    overdue: bool = False


def alerts_visible_to(viewer: User) -> QuerySet[Alert]:
    """Every alert the viewer may see, open or closed; what was put aside is none."""
    return visible(Alert.objects.filter(aside=""), viewer, SIGHT)


def watched_for(viewer: User) -> QuerySet[Alert]:
    """What the viewer's office watches without an alert; nothing for partners."""
    if not reads_details(viewer):
        return Alert.objects.none()
    watched = Alert.objects.filter(aside__in=(Aside.WEAK, Aside.BUDGET), office=viewer.office_id)
    return visible(watched.exclude(state=State.CLOSED), viewer, SIGHT)


def shadows_for(viewer: User, rule: str, version: str) -> QuerySet[Alert]:
    """What a version of a rule would have raised in the viewer's office; nothing for partners."""
    if not reads_details(viewer):
        return Alert.objects.none()
    signals = Signal.objects.filter(rule=rule, rule_version=version).order_by()
    shadows = Alert.objects.filter(
        aside=Aside.SHADOW, office=viewer.office_id, pk__in=signals.values("alert")
    )
    return visible(shadows, viewer, SIGHT)


def alerts_on_paper(viewer: User) -> QuerySet[Alert]:
    """The alerts that may be counted and printed on the viewer's sheet."""
    return exportable(Alert.objects.filter(aside=""), viewer, SIGHT)


def alerts_to_hand_over(sender: User, receiver: User) -> QuerySet[Alert]:
    """The alerts that ``sender`` may hand to ``receiver``."""
    return to_hand_over(Alert.objects.filter(aside=""), sender, receiver, SIGHT)


def evidence_to_hand_over(sender: User, receiver: User, alert: Alert) -> QuerySet[Evidence]:
    """The rows behind an alert of which something may be handed over."""
    rows = Evidence.objects.filter(signal__alert=alert, signal__void_at=None)
    return to_hand_over(rows, sender, receiver, EVIDENCE)


def open_alerts_visible_to(viewer: User) -> QuerySet[Alert]:
    """The alerts that are not closed."""
    return alerts_visible_to(viewer).exclude(state=State.CLOSED)


def alert_for(viewer: User, pk: int) -> Alert:
    """One alert; raises Alert.DoesNotExist for strangers as for numbers that do not exist."""
    return alerts_visible_to(viewer).select_related("owner", "office").get(pk=pk)


def confidential(alerts: Iterable[Alert]) -> list[str]:
    """The subjects of the alerts RAHASIA and above: showing them is written down first."""
    return [f"alert:{alert.pk}" for alert in alerts if alert.label >= Label.CONFIDENTIAL]


def reads_details(viewer: User) -> bool:
    """Whether the viewer reads who reported what when, or only the area and the month.

    Partners have no cell for cases: they get no source and no day of a tip (security design, §3).
    """
    return cell(viewer, Kind.CASE).reach is not Reach.NONE


def owned_states(viewer: User) -> list[State]:
    """The states in which an alert may be the viewer's to work on."""
    role = viewer.role
    return [
        state
        for state, turn in rules.TURNS.items()
        if role in turn.owners and may(viewer, Kind.ALERT, turn.deed)
    ]


def ranked(alerts: QuerySet[Alert], viewer: User, now: datetime) -> QuerySet[Alert]:
    """``rank`` says why an alert needs the viewer: 1 late, 2 mine, 3 nobody's, 4 to be closed."""
    states = owned_states(viewer)
    mine = Q(owner=viewer, state__in=[s for s in states if s is not State.OUTCOME])
    nobodys = Q(owner=None, state__in=states)
    to_close = Q(state=State.OUTCOME) if State.OUTCOME in states else Q(pk__in=[])
    late = Q(due_at__lt=now)
    answers_for = mine | nobodys | to_close
    if leads(viewer):
        answers_for |= late
    return alerts.annotate(
        rank=Case(
            When(late & answers_for, then=Value(1)),
            When(mine, then=Value(2)),
            When(nobodys, then=Value(3)),
            When(to_close, then=Value(4)),
            default=Value(OTHERS),
            output_field=IntegerField(),
        )
    )


def alerts_needing(viewer: User, now: datetime | None = None) -> QuerySet[Alert]:
    """What needs the viewer now, most pressing first.

    A viewer without any task in alerts (partners, auditors) gets the open ones they may read.
    """
    alerts = ranked(open_alerts_visible_to(viewer), viewer, now or timezone.now())
    if owned_states(viewer):
        alerts = alerts.filter(~Q(rank=OTHERS))
    return alerts.select_related("owner").order_by(*NEEDED_FIRST)


def inbox(viewer: User, wish: Wish, now: datetime) -> QuerySet[Alert]:
    """The list page: what needs the viewer first, then the other open alerts; filtered."""
    alerts = alerts_visible_to(viewer)
    alerts = alerts.filter(state=wish.state) if wish.state else alerts.exclude(state=State.CLOSED)
    if wish.kind:
        alerts = alerts.filter(kind=wish.kind)
    if wish.area:
        inside = AlertArea.objects.filter(within_areas("region_code", (wish.area,)))
        alerts = alerts.filter(pk__in=inside.values("alert"))
    if wish.mine:
        alerts = alerts.filter(owner=viewer)
    if wish.overdue:
        alerts = alerts.exclude(state=State.CLOSED).filter(due_at__lt=now)
    ordered = ranked(alerts, viewer, now).order_by(*NEEDED_FIRST)
    return ordered.select_related("owner").prefetch_related("areas")


def alerts_since(viewer: User, since: datetime, most: int) -> list[Alert]:
    """The latest open alerts raised or changed at or after ``since``, oldest change first.

    Where there are more, the older ones are left out: who slept that long opens the list anew.
    """
    changed = open_alerts_visible_to(viewer).filter(updated_at__gte=since)
    return list(reversed(changed.order_by("-updated_at", "-pk")[:most]))


def is_area_code(text: str) -> bool:
    """Whether a text has the shape of a regency's, sub-district's or village's code."""
    parts = text.split(".")
    return (
        2 <= len(parts) <= 4
        and len(text) <= LONGEST_CODE
        and all(part.isascii() and part.isdigit() for part in parts)
    )


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names in force of some area codes; a code that is no longer in force is left out."""
    regions = Region.objects.filter(code__in=set(codes), valid_to=None)
    return dict(regions.values_list("code", "name"))


def open_alerts_by_area(viewer: User, *, on_paper: bool = False) -> Counter[str]:
    """How many open alerts the viewer may see (or print) speak of each area code."""
    alerts = alerts_on_paper(viewer) if on_paper else alerts_visible_to(viewer)
    still_open = alerts.exclude(state=State.CLOSED).order_by()
    areas = AlertArea.objects.filter(alert__in=still_open)
    counted = (
        areas.order_by().values_list("region_code").annotate(count=Count("alert", distinct=True))
    )
    return Counter(dict(counted))


def evidence_of(viewer: User, alert: Alert) -> list[tuple[Evidence, str]]:
    """The rows behind an alert, oldest first, those without a day last; nothing for partners.

    Each source once, as the newest finding has it: a report may have been corrected since.
    What people took back is left out.
    Beside every row the uuid of its report where the viewer may open that report, else "".
    """
    rows = Evidence.objects.filter(signal__alert=alert, signal__void_at=None)
    found = behind(rows, viewer, EVIDENCE)
    found = found.order_by("signal__found_at", "pk")
    newest = {row.source: row for row in found}
    wanted = {source: uuid for source in newest if (uuid := report_uuid(source))}
    readable = reports_visible_to(viewer).filter(uuid__in=wanted.values())
    open_to_viewer = set(readable.values_list("uuid", flat=True))
    return [
        (row, str(wanted[source]) if wanted.get(source) in open_to_viewer else "")
        for source, row in sorted(newest.items(), key=by_day)
    ]


def by_day(item: tuple[str, Evidence]) -> tuple[date, int]:
    """Where a row of evidence stands in the table; SQLite and PostgreSQL differ about no day."""
    row = item[1]
    return row.noticed_on or date.max, row.pk


def evidence_summary(viewer: User, alert: Alert) -> dict[str, object]:
    """What partners read of the evidence: how many sources and agencies, from which months."""
    told = Evidence.objects.filter(signal__alert=alert, signal__void_at=None)
    counted = unbarred(told, viewer, EVIDENCE)
    rows = counted.values_list("source", "agency_name", "noticed_on")
    days = sorted(day for _source, _agency, day in rows if day)
    return {
        "sources": len({source for source, _agency, _day in rows}),
        "agencies": len({agency for _source, agency, _day in rows if agency}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
    }


def steps_of(viewer: User, alert: Alert) -> list[Step]:
    """The history, oldest first; partners see the states without names and notes."""
    steps = list(alert.steps.select_related("by"))
    if reads_details(viewer):
        return steps
    moved = [step for step in steps if step.from_state != step.to_state]
    for step in moved:
        step.by, step.note = None, ""
    return moved


def outcome_recorder(alert: Alert) -> User | None:
    """Who last brought the alert to its outcome."""
    entered = alert.steps.filter(to_state=State.OUTCOME).exclude(from_state=State.OUTCOME)
    step = entered.select_related("by").order_by("at", "pk").last()
    return step.by if step else None


def people_who_can_own(viewer: User, alert: Alert) -> QuerySet[User]:
    """Officers of the alert's office to whom a leader may hand it."""
    takers = [role for role in RoleKey if may(User(role=role), Kind.ALERT, "take")]
    cleared = [role for role in takers if cell(User(role=role), Kind.ALERT).label >= alert.label]
    people = User.objects.filter(office=alert.office, is_active=True, role__in=cleared)
    if alert.owner is not None:
        people = people.exclude(pk=alert.owner.pk)
    return people.order_by("full_name")


def area_choices(viewer: User) -> list[Region]:
    """The regencies and sub-districts of the viewer's office, for the filter."""
    codes = office_area_codes(viewer.office)
    inside = Region.objects.filter(within_areas("code", codes), valid_to=None, level__in=(2, 3))
    return list(inside.order_by("code"))


def closed_before(moment: datetime) -> Exists:
    """Whether an alert was closed before ``moment``."""
    return Exists(Step.objects.filter(alert=OuterRef("pk"), to_state=State.CLOSED, at__lt=moment))
