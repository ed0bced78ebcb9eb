"""From what detection found to alerts: new ones, and more evidence for those that are open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.access.labels import Label, label_of_extract
from kentongan.accounts.models import Office
from kentongan.alerts.actions import material
from kentongan.alerts.clocks import due_at
from kentongan.alerts.detectors import (
    Found,
    Telling,
    find_clusters,
    find_combinations,
    find_same_things,
)
from kentongan.alerts.detectors.cluster import continuing, counted, geometry_of
from kentongan.alerts.detectors.found import bounded_key
from kentongan.alerts.detectors.history import CLUSTER_RESTS, villages_of
from kentongan.alerts.models import Alert, AlertArea, Evidence, Signal, SignalKind, State, Step
from kentongan.audit.actions import record
from kentongan.entities.queries import shared_things_for_detection
from kentongan.indicators.rulebook import Rulebook, rulebook
from kentongan.reports.actions import mark_examined
from kentongan.reports.queries import (
    Closing,
    Examined,
    channels_for_detection,
    closings_for_detection,
    examined_for_detection,
    unexamined_for_detection,
)

type Closings = Mapping[str, Closing]  # by source
REPORTS_AT_ONCE = 200
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
    channel = channel_of(closings.values())
    if channel is not None:
        found = replace(found, key=bounded_key(f"special:{channel}:{found.key}"))
    with transaction.atomic():
        alert = open_alert(office, found.key)
        if alert is None:
            closed = last_closed(office, found.key)
            if closed is not None and not is_newer(found, closed):
                return closed, False
            alert, is_mine = begin_alert(found, office, now, closings)
            if is_mine:
                return alert, True
        return alert, add_signal(found, alert, now, closings)


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
    found: Found, office: Office, now: datetime, closings: Closings
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
                due_at=due_in_received(found.urgency, now),
            )
    except IntegrityError:
        return Alert.objects.exclude(state=State.CLOSED).get(office=office, key=found.key), False
    write_signal(found, alert, now, closings)
    record(None, "alert.raised", f"alert:{alert.pk}", rule=found.rule, reports=len(found.evidence))
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
        sooner = due_in_received(found.urgency, now)
        alert.due_at = min(filter(None, (alert.due_at, sooner)), default=None)
    alert.urgency = min(alert.urgency, found.urgency)
    alert.label = max(alert.label, found.label)
    alert.updated_at = max(alert.updated_at, now)
    alert.save(update_fields=REFRESHED)


# --- reports that came in ---------------------------------------------------------------------


def examine_new_reports(*, now: datetime, limit: int = REPORTS_AT_ONCE) -> int:
    """Ask of every report nobody has examined yet what it raises; returns how many there were.

    For the worker. The same reports again raise nothing new; a report that was revised meanwhile
    comes up again.
    """
    waiting = unexamined_for_detection(limit)
    by_office: dict[int, list[Examined]] = defaultdict(list)
    for report in waiting:
        by_office[report.office_id].append(report)
    for office in Office.objects.filter(pk__in=by_office):
        examine(by_office[office.pk], office, now)
    return len(waiting)


def examine(fresh: list[Examined], office: Office, now: datetime) -> None:
    """What these reports of one office raise, alone and with what was known before.

    The ordinary channel does not hear the reports of the special one, so that no alert, count or
    word of it can tell of them; each special channel hears its own beside the ordinary ones.
    """
    listen([report for report in fresh if report.hidden_from_id is None], office, now, None)
    for channel in channels_for_detection(office):
        heard = [report for report in fresh if report.hidden_from_id in {None, channel}]
        listen(heard, office, now, channel)
    mark_examined([report.uuid for report in fresh], now, [report.revision for report in fresh])


def listen(fresh: list[Examined], office: Office, now: datetime, channel: int | None) -> None:
    """What one channel hears; a special one raises only what its own reports bring."""
    if not fresh:
        return
    rules, today = rulebook(), timezone.localdate(now)
    shared = shared_things_for_detection(
        today - 2 * material.look_back(rules), [report.source for report in fresh]
    )
    things = material.shared_of(shared, office.pk, channel)
    named = {source for thing in things for source in thing.sources}
    background = material.reports_of(named, office.pk, channel)
    new = known_by(fresh)
    around = material.reports_around(list(new.values()), office.pk, longest(rules), channel)
    tellings, near = known_by(background), known_by(around) | new
    special = {one.source for one in (*fresh, *background, *around) if one.hidden_from_id}
    gazetteer = material.gazetteer_of(
        {telling.region_code for telling in (*tellings.values(), *near.values())}
    )
    found = [
        *find_combinations(new, near.values(), rules, gazetteer),
        *find_same_things(things, tellings | new, rules.same_thing, gazetteer),
    ]
    for finding in found:
        brings = channel is None or any(piece.source in special for piece in finding.evidence)
        if brings and is_news(finding, today, rules):
            raise_alert(finding, office=office, now=now)


def known_by(reports: Iterable[Examined]) -> dict[str, Telling]:
    """Source → telling, known on the day it came in."""
    return {
        report.source: material.telling_of(report, material.recorded_day(report))
        for report in reports
    }


def longest(rules: Rulebook) -> int:
    """The longest time in days that a combination looks back."""
    return max(rule.within_days for rule in rules.combinations)


def is_news(found: Found, today: date, rules: Rulebook) -> bool:
    """Whether its latest report is young enough to act upon."""
    latest = max(piece.noticed_on for piece in found.evidence)
    return latest >= today - timedelta(days=rules.news_days)


# --- clusters -----------------------------------------------------------------------------------


def scan_for_clusters(
    *, on: date, now: datetime, office: Office, replicates: int | None = None
) -> int:
    """Look for clusters that last on the day ``on``; returns how many brought something new.

    For the worker, each night. A cluster that shares reports with an open one continues it.
    """
    rule = rulebook().cluster
    since = on - timedelta(days=rule.history_days - 1)
    tellings = [
        material.telling_of(report, material.told_day(report))
        for report in examined_for_detection(since)
        if report.office_id == office.pk and report.hidden_from_id is None
    ]
    gazetteer = material.office_gazetteer(office)
    villages = villages_of(gazetteer.points)
    if not villages:
        return 0
    found = find_clusters(
        counted(tellings),
        geometry_of(villages, rule),
        on=on,
        rule=rule,
        gazetteer=gazetteer,
        replicates=replicates,
    )
    going_on = open_clusters(office, now)
    named = [continuing(finding, going_on) for finding in found]
    return sum(take_in(finding, office=office, now=now)[1] for finding in named)


def open_clusters(office: Office, now: datetime) -> Mapping[str, frozenset[str]]:
    """Key → sources of the open cluster alerts that grew lately."""
    rows = Evidence.objects.filter(
        signal__alert__office=office,
        signal__alert__kind=SignalKind.CLUSTER,
        signal__found_at__gte=now - CLUSTER_RESTS,
    ).exclude(signal__alert__state=State.CLOSED)
    sources: dict[str, set[str]] = defaultdict(set)
    for key, source in rows.values_list("signal__alert__key", "source"):
        sources[key].add(source)
    return {key: frozenset(found) for key, found in sources.items()}
