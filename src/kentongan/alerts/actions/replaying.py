"""A history that came in at once, gone through day by day, so that alerts have their true days."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from kentongan.accounts.models import Office
from kentongan.alerts.actions import material
from kentongan.alerts.actions.marking import mark
from kentongan.alerts.actions.setting_aside import take
from kentongan.alerts.detectors import Found, Telling
from kentongan.alerts.detectors.history import walk
from kentongan.alerts.trials import Modes
from kentongan.audit.actions import record
from kentongan.entities.queries import shared_things_for_detection
from kentongan.indicators.rulebook import Rulebook, rulebook
from kentongan.reports.actions import mark_examined
from kentongan.reports.queries import Examined, examined_for_detection

type Progress = Callable[[int, int], None]
type Known = list[tuple[Examined, date]]  # with the day on which it was told
RAISED_AT = time(16, 0)  # local: an office hears of things by day and compares them before closing
MARKED_AT_ONCE = 500


def replay(
    *,
    office: Office,
    since: date,
    until: date,
    progress: Progress | None = None,
    known_on: Mapping[str, date] | None = None,
) -> int:
    """Raise what each day from ``since`` to ``until`` would have raised; returns how many alerts.

    known_on: source → the day on which it was told, where somebody knows it. Otherwise a report
    counts as known from the day it was noticed (or came in, if that was earlier), because the
    moment of an import says nothing about when its rows were told. Clusters are looked for once a
    week. The reports gone through are examined afterwards. Run again, it raises nothing new.
    progress: called with (days done, days in all).
    """
    rules, told = rulebook(), known_on or {}
    known = read_history(office, since, until, rules, told)
    total, alerts, modes = (until - since).days + 1, set[int](), Modes.of(office)
    days = walked(known, office, since, until, rules)
    for done, (day, found) in enumerate(days, start=1):
        now = moment_of(day)
        with transaction.atomic():  # one commit a day
            taken = [take(finding, modes, office=office, now=now) for finding in found]
        alerts |= {alert.pk for alert in taken if alert is not None}
        if progress is not None:
            progress(done, total)
    settle([(report.uuid, report.revision) for report, _ in known], office, len(alerts))
    return len(alerts)


def moment_of(day: date) -> datetime:
    """When something found on that day counts as raised."""
    return timezone.make_aware(datetime.combine(day, RAISED_AT))


def read_history(
    office: Office, since: date, until: date, rules: Rulebook, told: Mapping[str, date]
) -> Known:
    """The office's reports told until a day, as far back as the rules look from ``since``."""
    start = since - 2 * material.look_back(rules)
    dated = [
        (report, told.get(report.source, material.told_day(report)))
        for report in examined_for_detection(start)
        if report.office_id == office.pk and report.hidden_from_id is None
    ]
    return [(report, day) for report, day in dated if day <= until]


def walked(
    known: Known,
    office: Office,
    since: date,
    until: date,
    rules: Rulebook,
    *,
    only: Collection[str] | None = None,
) -> Iterator[tuple[date, list[Found]]]:
    """Each day with what the rules find on it, or ``only`` some of them."""
    start = since - 2 * material.look_back(rules)
    return walk(
        [past_telling(report, day, office) for report, day in known],
        material.shared_of(shared_things_for_detection(start), office.pk),
        since=since,
        until=until,
        rules=rules,
        gazetteer=material.office_gazetteer(office),
        only=only,
        mark=mark,
    )


def past_telling(report: Examined, day: date, office: Office) -> Telling:
    """A report of the past, told on a day. A day that somebody knows dates what has none."""
    telling = material.telling_of(report, day)
    is_dated = telling.is_dated or day != material.told_day(report)
    return replace(telling, is_own=report.agency_id == office.agency_id, is_dated=is_dated)


@transaction.atomic
def settle(read: list[tuple[UUID, int]], office: Office, alerts: int) -> None:
    """These reports are examined, and the log says that a history was gone through."""
    at = timezone.now()
    for start in range(0, len(read), MARKED_AT_ONCE):
        some = read[start : start + MARKED_AT_ONCE]
        mark_examined([uuid for uuid, _ in some], at, [revision for _, revision in some])
    record(None, "history.replayed", f"office:{office.pk}", reports=len(read), alerts=alerts)
