"""From what detection found to alerts: new ones, and more evidence for those that are open.

``take_in`` raises, ``set_aside`` only keeps; which of the two it is stands in ``setting_aside``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.access.labels import Label, label_of_extract
from kentongan.accounts.models import Office
from kentongan.alerts.clocks import due_at
from kentongan.alerts.detectors import Found
from kentongan.alerts.detectors.found import bounded_key
from kentongan.alerts.models import (
    Alert,
    AlertArea,
    Aside,
    Evidence,
    Signal,
    SignalKind,
    State,
    Step,
)
from kentongan.audit.actions import record
from kentongan.reports.queries import Closing, closings_for_detection

type Closings = Mapping[str, Closing]  # by source
MOST_CHECKS = 8
REFRESHED = ["title", "sentence", "checks", "urgency", "label", "updated_at", "due_at"]


# --- one finding ------------------------------------------------------------------------------


def raise_alert(found: Found, *, office: Office, now: datetime) -> Alert:
    """The open alert of this office about the same thing, with what was found; else a new one.

    What is already known changes nothing. A closed alert is given back as it is unless a report
    that it does not know came in on or after the day of its closing: then another one is raised.
    """
    return take_in(found, office=office, now=now)[0]


def take_in(found: Found, *, office: Office, now: datetime) -> tuple[Alert, bool]:
    """``raise_alert``, and whether it brought anything new."""
    closings = closings_for_detection(piece.source for piece in found.evidence)
    found = in_channel(found, closings)
    with transaction.atomic():
        alert, is_news = put(found, office, now, closings, aside="")
        if alert.aside and alert.state != State.CLOSED:
            bring_forward(alert, now)
            return alert, True
        return alert, is_news


def set_aside(found: Found, aside: Aside, *, office: Office, now: datetime) -> bool:
    """Keep a finding without an alert; returns whether it brought anything new.

    Where an alert of the same key is open already, it is one more signal of that one.
    """
    closings = closings_for_detection(piece.source for piece in found.evidence)
    found = in_channel(found, closings)
    with transaction.atomic():
        alert, is_news = put(found, office, now, closings, aside=aside)
        if alert.aside and alert.aside != aside:
            Alert.objects.filter(pk=alert.pk).update(aside=aside)
        return is_news


def put(
    found: Found, office: Office, now: datetime, closings: Closings, *, aside: str
) -> tuple[Alert, bool]:
    """The row of a finding's key, with its signal, and whether that brought anything new."""
    alert = open_alert(office, found.key)
    if alert is None:
        closed = last_closed(office, found.key)
        if closed is not None and not is_newer(found, closed):
            return closed, False
        alert, is_mine = begin_alert(found, office, now, closings, aside=aside)
        if is_mine:
            return alert, True
    return alert, add_signal(found, alert, now, closings)


def bring_forward(alert: Alert, now: datetime | None = None) -> datetime:
    """What was put aside becomes an alert, raised now; its clock starts. Returns the moment."""
    moment = now or timezone.now()
    alert.aside = ""
    alert.raised_at, alert.updated_at = moment, max(alert.updated_at, moment)
    alert.due_at = due_in_received(alert.urgency, moment)
    alert.save(update_fields=["aside", "raised_at", "updated_at", "due_at"])
    record(None, "alert.brought_forward", f"alert:{alert.pk}", label=alert.label)
    return moment


def in_channel(found: Found, closings: Closings) -> Found:
    """The finding under a key of its own where the special channel keeps it from somebody."""
    channel = channel_of(closings.values())
    if channel is None:
        return found
    return replace(found, key=bounded_key(f"special:{channel}:{found.key}"))


def channel_of(closings: Iterable[Closing]) -> int | None:
    """The agency from which an alert with these reports behind it must be kept."""
    return next((one.hidden_from_id for one in closings if one.hidden_from_id is not None), None)


def open_alert(office: Office, key: str) -> Alert | None:
    """The open alert of this key, locked."""
    rows = Alert.objects.select_for_update().exclude(state=State.CLOSED)
    return rows.filter(office=office, key=key).first()


def last_closed(office: Office, key: str) -> Alert | None:
    """The alert of this key that was closed last."""
    rows = Alert.objects.filter(office=office, key=key, state=State.CLOSED)
    return rows.order_by("-updated_at", "-pk").first()


def is_newer(found: Found, closed: Alert) -> bool:
    """Whether a report that no alert of this key knew came in since the closing."""
    alerts = Alert.objects.filter(office=closed.office_id, key=closed.key)
    known = set(Evidence.objects.filter(signal__alert__in=alerts).values_list("source", flat=True))
    closed_on = timezone.localdate(closing_of(closed))
    return any(
        piece.source not in known and piece.known_on >= closed_on for piece in found.evidence
    )


def closing_of(alert: Alert) -> datetime:
    """When it was closed."""
    steps = Step.objects.filter(alert=alert, to_state=State.CLOSED).order_by("-at")
    at = steps.values_list("at", flat=True).first()
    return at or alert.updated_at


def begin_alert(
    found: Found, office: Office, now: datetime, closings: Closings, *, aside: str
) -> tuple[Alert, bool]:
    """A new alert with its first signal; another worker may be first, then it is that one's."""
    try:
        with transaction.atomic():
            alert = Alert.objects.create(
                key=found.key,
                kind=found.kind,
                title=found.title,
                sentence=found.sentence,
                checks=list(found.checks[:MOST_CHECKS]),
                label=found.label,
                urgency=found.urgency,
                office=office,
                hidden_from_id=channel_of(closings.values()),
                raised_at=now,
                updated_at=now,
                due_at=None if aside else due_in_received(found.urgency, now),
                aside=aside,
            )
    except IntegrityError:
        return Alert.objects.exclude(state=State.CLOSED).get(office=office, key=found.key), False
    write_signal(found, alert, now, closings)
    record(
        None,
        "alert.set_aside" if aside else "alert.raised",
        f"alert:{alert.pk}",
        rule=found.rule,
        reports=len(found.evidence),
    )
    return alert, True


def due_in_received(urgency: int, now: datetime) -> datetime | None:
    """Until when somebody should have taken it up."""
    return due_at(State.RECEIVED, urgency, now, timezone.get_default_timezone())


def add_signal(found: Found, alert: Alert, now: datetime, closings: Closings) -> bool:
    """One more signal for an open alert; False when it was already known."""
    if Signal.objects.filter(
        alert=alert,
        rule=found.rule,
        rule_version=found.rule_version,
        data_hash=found.data_hash,
    ).exists():
        return False
    try:
        with transaction.atomic():
            write_signal(found, alert, now, closings)
    except IntegrityError:
        return False  # another worker found the same at the same moment
    refresh(found, alert, now)
    record(
        None,
        "alert.signal_added",
        f"alert:{alert.pk}",
        rule=found.rule,
        reports=len(found.evidence),
    )
    return True


def write_signal(found: Found, alert: Alert, now: datetime, closings: Closings) -> None:
    """The signal with its evidence, and the areas it speaks of."""
    signal = Signal.objects.create(
        alert=alert,
        kind=SignalKind(found.kind),
        rule=found.rule,
        rule_version=found.rule_version,
        data_hash=found.data_hash,
        sentence=found.sentence,
        figures=dict(found.figures),
        found_at=now,
    )
    Evidence.objects.bulk_create(
        Evidence(
            signal=signal,
            source=piece.source,
            region_code=piece.region_code,
            noticed_on=piece.noticed_on,
            agency_name=piece.agency_name,
            reason=piece.reason,
            **closing_columns(closings.get(piece.source)),
        )
        for piece in found.evidence
    )
    AlertArea.objects.bulk_create(
        [AlertArea(alert=alert, region_code=code) for code in found.areas], ignore_conflicts=True
    )


def closing_columns(closing: Closing | None) -> dict[str, int | None]:
    """How closed a row of evidence is: as an extract of its report; unknown means closed."""
    if closing is None:
        return {"label": Label.SEALED}
    return {
        "label": label_of_extract(closing.label),
        "hidden_from_id": closing.hidden_from_id,
    }


def refresh(found: Found, alert: Alert, now: datetime) -> None:
    """What the alert says after one more signal: the more urgent words, the stricter label."""
    if found.urgency <= alert.urgency:
        alert.title, alert.sentence = found.title, found.sentence
    checks = dict.fromkeys([*alert.checks, *found.checks])
    alert.checks = list(checks)[:MOST_CHECKS]
    if found.urgency < alert.urgency and alert.state == State.RECEIVED:
        sooner = None if alert.aside else due_in_received(found.urgency, now)
        alert.due_at = min(filter(None, (alert.due_at, sooner)), default=None)
    alert.urgency = min(alert.urgency, found.urgency)
    alert.label = max(alert.label, found.label)
    alert.updated_at = max(alert.updated_at, now)
    alert.save(update_fields=REFRESHED)
