"""What a record says, read with the sender's eyes; the only thing that profiles see of it.

Nothing here tells who told it, on which day, or in which words.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.actions.grants import Question
from kentongan.access.errors import Refused
from kentongan.access.visibility import within_areas
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, AlertArea
from kentongan.alerts.queries import alert_for, alerts_visible_to, evidence_of
from kentongan.entities.models import ThingKind
from kentongan.entities.queries import (
    mentions_in_sight,
    mentions_visible_to,
    place_names,
    thing_for,
    things_told_by,
)
from kentongan.entities.told import report_uuid
from kentongan.reports.models import Report
from kentongan.reports.queries import report_for, signs_in

REGENCY_PARTS = 2
DISTRICT_PARTS = 3  # 35.03.05; a village is never handed over
SHARED_KINDS = (
    ThingKind.PHONE,
    ThingKind.ACCOUNT,
    ThingKind.HANDLE,
    ThingKind.ORGANISATION,
    ThingKind.ALIAS,
    ThingKind.HOLDING_HOUSE,
)
MOST_RECORDS = 100  # more than anybody reads, and each costs a few queries


class NotInSight(LookupError):
    """The record is not there, or not for the sender."""


@dataclass(frozen=True)
class Event:
    """Something in a sub-district in a month: its first day, or None."""

    district: str
    month: date | None


@dataclass(frozen=True)
class Material:
    """One record; ``things`` are (kind, display), ``signs`` ids of indicators."""

    kind: str  # "alert", "thing", "report"
    about: str  # which sort of alert, in the words of the screens
    state: str = ""
    outcome: str = ""
    signs: tuple[str, ...] = ()
    things: tuple[tuple[str, str], ...] = ()
    events: tuple[Event, ...] = ()
    month: date | None = None


def first_of_month(day: date | None) -> date | None:
    """The month of a day."""
    return day.replace(day=1) if day else None


def district_code(code: str) -> str:
    """The sub-district (or the coarser area) of an area code."""
    return ".".join(code.split(".")[:DISTRICT_PARTS])


def events_of(told: Iterable[tuple[str, date | None]]) -> tuple[Event, ...]:
    """Sub-districts and months, each pair once; places that are not known are left out."""
    pairs = {(district_code(code), first_of_month(day)) for code, day in told if code}
    names = place_names({code for code, _month in pairs})
    found = {Event(names.get(code, code), month) for code, month in pairs}
    return tuple(sorted(found, key=lambda event: (event.month or date.max, event.district)))


def material_of(sender: User, subject: str) -> Material:
    """One record; raises NotInSight for what the sender may not see."""
    kind, _colon, key = subject.partition(":")
    try:
        return READERS[kind](sender, key)
    except (KeyError, ValueError, Alert.DoesNotExist):
        raise NotInSight(subject) from None


def alert_material(sender: User, key: str) -> Material:
    return material_of_alert(sender, alert_for(sender, int(key)))


def material_of_alert(sender: User, alert: Alert) -> Material:
    """An alert with what stands behind it, as far as the sender reads that."""
    rows = [row for row, _uuid in evidence_of(sender, alert)]
    areas = [(area.region_code, None) for area in alert.areas.all()]
    told = [(row.region_code, row.noticed_on) for row in rows if row.region_code]
    return Material(
        kind="alert",
        about=alert.get_kind_display(),
        state=alert.get_state_display(),
        outcome=alert.get_outcome_display() if alert.outcome else "",
        signs=signs_behind(sender, {row.source for row in rows}),
        things=tuple(things_told_by(sender, {row.source for row in rows}, SHARED_KINDS)),
        events=events_of(told or areas),
        month=first_of_month(timezone.localdate(alert.raised_at)),
    )


def signs_behind(sender: User, sources: Collection[str]) -> tuple[str, ...]:
    """The indicators of the reports behind an alert."""
    uuids = [uuid for source in sources if (uuid := report_uuid(source))]
    return tuple(signs_in(sender, uuids))


def thing_material(sender: User, key: str) -> Material:
    """A number, an account, a company: where and in which months it was told."""
    thing = thing_for(sender, int(key))
    if thing is None:
        raise NotInSight(key)
    seen = mentions_visible_to(sender, thing)
    told = list(seen.values_list("region_code", "noticed_on"))
    return Material(
        kind="thing",
        about=thing.get_kind_display(),
        signs=signs_behind(sender, set(seen.values_list("source", flat=True))),
        things=((thing.kind, thing.display),) if thing.kind in SHARED_KINDS else (),
        events=events_of(told),
    )


def report_material(sender: User, key: str) -> Material:
    """A report without its words, its source and its day."""
    report = report_for(sender, UUID(key))
    if report is None or report.current is None or report.withdrawn_at is not None:
        raise NotInSight(key)
    return Material(
        kind="report",
        about="",
        signs=tuple(sorted(report.current.indicators)),
        things=tuple(things_told_by(sender, {source_name(report)}, SHARED_KINDS)),
        events=events_of([(report.region_code, report.current.noticed_on)]),
    )


def source_name(report: Report) -> str:
    """How mentions name a report."""
    return f"report:{report.uuid}"


READERS = {"alert": alert_material, "thing": thing_material, "report": report_material}


def alerts_in(sender: User, question: Question) -> QuerySet[Alert]:
    """The alerts of an area that came up between two days, as the sender sees them now."""
    found = alerts_visible_to(sender).filter(
        raised_at__date__gte=question.since, raised_at__date__lte=question.until
    )
    inside = within_areas("region_code", (question.area_code,))
    told_there = AlertArea.objects.filter(inside).order_by().values("alert")
    return found.filter(pk__in=told_there).order_by("raised_at", "pk")


def check_size(count: int) -> None:
    """Raises Refused for a list that nobody would read."""
    if count > MOST_RECORDS:
        raise Refused(
            _("Daftar ini berisi %(count)d catatan. Pilih wilayah atau waktu yang lebih sempit.")
            % {"count": count}
        )


def alert_materials(sender: User, question: Question) -> tuple[Material, ...]:
    """Those alerts one by one; raises Refused for too many."""
    alerts = alerts_in(sender, question)
    check_size(alerts.count())
    return tuple(material_of_alert(sender, alert) for alert in alerts.prefetch_related("areas"))


def company_materials(sender: User, question: Question) -> tuple[Material, ...]:
    """The companies that were told of in an area between two days; raises Refused for too many."""
    mentions = mentions_in_sight(sender).filter(
        within_areas("region_code", (question.area_code,)),
        thing__kind=ThingKind.ORGANISATION,
        noticed_on__gte=question.since,
        noticed_on__lte=question.until,
    )
    keys = sorted(set(mentions.order_by().values_list("thing", flat=True)))
    check_size(len(keys))
    return tuple(thing_material(sender, str(key)) for key in keys)


@dataclass(frozen=True)
class MonthCount:
    """How many alerts came up in a regency in a month that is over."""

    regency: str
    month: date
    count: int


def month_counts(sender: User, question: Question, today: date) -> list[MonthCount]:
    """Counts of a whole regency by month; only whole months that are over, empty ones too.

    A narrower area is widened to its regency: nothing finer is ever published.
    """
    regency = ".".join(question.area_code.split(".")[:REGENCY_PARTS])
    raised = alerts_in(sender, replace(question, area_code=regency)).values_list("raised_at")
    months = [timezone.localdate(at).replace(day=1) for (at,) in raised]
    name = place_names([regency]).get(regency, regency)
    last = min(question.until, today.replace(day=1) - timedelta(days=1))
    return [
        MonthCount(name, month, months.count(month)) for month in whole_months(question.since, last)
    ]


def whole_months(since: date, until: date) -> list[date]:
    """The first days of the months that lie wholly between two days; both count."""
    found = []
    month = since if since.day == 1 else next_month(since)
    while next_month(month) - timedelta(days=1) <= until:
        found.append(month)
        month = next_month(month)
    return found


def next_month(day: date) -> date:
    """The first day of the month after ``day``."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
