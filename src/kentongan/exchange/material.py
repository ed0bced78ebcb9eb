"""What a record says, read with the sender's eyes for one receiver; all that profiles see of it.

Nothing here tells who told it, on which day, or in which words. Nothing is read that only an
emergency opened, that the special channel holds, or that is kept from the receiver.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.actions.grants import Question
from kentongan.access.errors import Refused
from kentongan.access.handing_over import without_emergencies
from kentongan.access.visibility import within_areas
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, AlertArea
from kentongan.alerts.queries import alerts_to_hand_over, evidence_to_hand_over
from kentongan.entities.models import Mention, Thing, ThingKind
from kentongan.entities.queries import mentions_to_hand_over, place_names, things_of_mentions
from kentongan.entities.told import report_uuid
from kentongan.reports.models import Report
from kentongan.reports.queries import reports_to_hand_over, signs_of_reports

REGENCY_PARTS = 2
DISTRICT_PARTS = 3  # 35.03.05; a village is never handed over
SHARED_KINDS = (
    ThingKind.PHONE,
    ThingKind.ACCOUNT,
    ThingKind.HANDLE,
    ThingKind.ORGANISATION,
    ThingKind.ALIAS,
    ThingKind.HOLDING_HOUSE,
    ThingKind.PLACE,
    ThingKind.ROUTE,
)
MOST_RECORDS = 100  # more than anybody reads, and each costs a few queries


class NotInSight(LookupError):
    """The record is not there, or not for the sender to hand over, or kept from the receiver."""


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


@dataclass(frozen=True)
class MonthCount:
    """How many alerts came up in a regency in a month that is over."""

    regency: str
    month: date
    count: int


class Hands:
    """Who hands over to whom, and what may pass between them."""

    def __init__(self, sender: User, receiver: User) -> None:
        self.sender = without_emergencies(sender)
        self.receiver = receiver
        self.alerts: QuerySet[Alert] = alerts_to_hand_over(self.sender, receiver)
        self.mentions: QuerySet[Mention] = mentions_to_hand_over(self.sender, receiver)
        self.reports: QuerySet[Report] = reports_to_hand_over(self.sender, receiver)


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


def material_of(hands: Hands, subject: str) -> Material:
    """One record; raises NotInSight for what may not pass between these two."""
    kind, _colon, key = subject.partition(":")
    try:
        return READERS[kind](hands, key)
    except (KeyError, ValueError, Alert.DoesNotExist, Thing.DoesNotExist, Report.DoesNotExist):
        raise NotInSight(subject) from None


def alert_material(hands: Hands, key: str) -> Material:
    return material_of_alert(hands, hands.alerts.get(pk=int(key)))


def material_of_alert(hands: Hands, alert: Alert) -> Material:
    """An alert with what stands behind it."""
    rows = list(evidence_to_hand_over(hands.sender, hands.receiver, alert))
    sources = {row.source for row in rows}
    areas = [(area.region_code, None) for area in alert.areas.all()]
    told = [(row.region_code, row.noticed_on) for row in rows if row.region_code]
    return Material(
        kind="alert",
        about=alert.get_kind_display(),
        state=alert.get_state_display(),
        outcome=alert.get_outcome_display() if alert.outcome else "",
        signs=signs_behind(hands, sources),
        things=tuple(things_of_mentions(hands.mentions, sources, SHARED_KINDS)),
        events=events_of(told or areas),
        month=first_of_month(timezone.localdate(alert.raised_at)),
    )


def signs_behind(hands: Hands, sources: Collection[str]) -> tuple[str, ...]:
    """The indicators of the reports that some sources are."""
    uuids = [uuid for source in sources if (uuid := report_uuid(source))]
    return signs_of_reports(hands.reports, uuids)


def thing_material(hands: Hands, key: str) -> Material:
    """A number, an account, a company: where and in which months it was told."""
    rows = list(hands.mentions.filter(thing=int(key)).select_related("thing"))
    if not rows:
        raise NotInSight(key)
    thing = rows[0].thing
    return Material(
        kind="thing",
        about=thing.get_kind_display(),
        signs=signs_behind(hands, {row.source for row in rows}),
        things=((thing.kind, thing.display),) if thing.kind in SHARED_KINDS else (),
        events=events_of((row.region_code, row.noticed_on) for row in rows),
    )


def report_material(hands: Hands, key: str) -> Material:
    """A report without its words, its source and its day."""
    report = hands.reports.get(uuid=UUID(key))
    source = f"report:{report.uuid}"
    noticed_on = report.current.noticed_on if report.current else None
    return Material(
        kind="report",
        about="",
        signs=signs_behind(hands, {source}),
        things=tuple(things_of_mentions(hands.mentions, {source}, SHARED_KINDS)),
        events=events_of([(report.region_code, noticed_on)]),
    )


READERS: dict[str, Callable[[Hands, str], Material]] = {
    "alert": alert_material,
    "thing": thing_material,
    "report": report_material,
}


def alerts_in(hands: Hands, question: Question) -> QuerySet[Alert]:
    """The alerts of an area that came up between two days."""
    found = hands.alerts.filter(
        raised_at__date__gte=question.since, raised_at__date__lte=question.until
    )
    inside = within_areas("region_code", (question.area_code,))
    told_there: QuerySet[AlertArea, Any] = AlertArea.objects.filter(inside).order_by()
    return found.filter(pk__in=told_there.values("alert")).order_by("raised_at", "pk")


def check_size(count: int) -> None:
    """Raises Refused for a list that nobody would read."""
    if count > MOST_RECORDS:
        raise Refused(
            _("Daftar ini berisi %(count)d catatan. Pilih wilayah atau waktu yang lebih sempit.")
            % {"count": count}
        )


def alert_materials(hands: Hands, question: Question) -> tuple[Material, ...]:
    """Those alerts one by one; raises Refused for too many."""
    alerts = alerts_in(hands, question)
    check_size(alerts.count())
    return tuple(material_of_alert(hands, alert) for alert in alerts.prefetch_related("areas"))


def company_materials(hands: Hands, question: Question) -> tuple[Material, ...]:
    """The companies that were told of in an area between two days; raises Refused for too many."""
    mentions = hands.mentions.filter(
        within_areas("region_code", (question.area_code,)),
        thing__kind=ThingKind.ORGANISATION,
        noticed_on__gte=question.since,
        noticed_on__lte=question.until,
    )
    keys = sorted(set(mentions.order_by().values_list("thing", flat=True)))
    check_size(len(keys))
    return tuple(thing_material(hands, str(key)) for key in keys)


def month_counts(hands: Hands, question: Question, today: date) -> list[MonthCount]:
    """Counts of a whole regency by month; only whole months that are over, empty ones too.

    A narrower area is widened to its regency: nothing finer is ever published.
    """
    regency = ".".join(question.area_code.split(".")[:REGENCY_PARTS])
    alerts = alerts_in(hands, replace(question, area_code=regency))
    months = [timezone.localdate(at).replace(day=1) for (at,) in alerts.values_list("raised_at")]
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
