"""Reports that came in: what each raises, alone or with what was told before and around it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from kentongan.accounts.models import Office
from kentongan.alerts.actions import material
from kentongan.alerts.actions.clusters import hear_clusters
from kentongan.alerts.actions.counting import count, forget_withdrawn
from kentongan.alerts.actions.setting_aside import take
from kentongan.alerts.detectors import Found, Telling, find_combinations, find_same_things
from kentongan.alerts.trials import Modes
from kentongan.entities.queries import shared_things_for_detection
from kentongan.indicators.rulebook import Rulebook, rulebook
from kentongan.reports.actions import mark_examined
from kentongan.reports.queries import (
    Examined,
    channels_for_detection,
    unexamined_for_detection,
)

REPORTS_AT_ONCE = 200


def examine_new_reports(*, now: datetime, limit: int = REPORTS_AT_ONCE) -> int:
    """Ask of every report nobody has examined yet what it raises; returns how many there were.

    For the worker. The same reports again raise nothing new; a report that was revised meanwhile
    comes up again.
    """
    waiting = unexamined_for_detection(limit)
    if waiting:
        forget_withdrawn()
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
    tellings = known_by(background, names=False)
    near = known_by(around, names=False) | new
    special = {one.source for one in (*fresh, *background, *around) if one.hidden_from_id}
    gazetteer = material.gazetteer_of(
        {telling.region_code for telling in (*tellings.values(), *near.values())}
    )
    found = find_combinations(new, near.values(), rules, gazetteer)
    for versions in rules.all_same_things:
        found += find_same_things(things, tellings | new, versions, gazetteer)
    modes = Modes.of(office)
    for finding in found:
        brings = channel is None or any(piece.source in special for piece in finding.evidence)
        if brings and is_news(finding, today, rules):
            take(finding, modes, office=office, now=now)
    if channel is None:
        hear(fresh, around, office, now)


def hear(fresh: list[Examined], around: list[Examined], office: Office, now: datetime) -> None:
    """Count the reports, and look for clusters around those that may belong to one."""
    counted = count(fresh, around, office)
    today = timezone.localdate(now)
    longest_window = max(rule.max_days for rule in rulebook().all_clusters)
    villages = {row.region_code for row in counted if (today - row.day).days < longest_window}
    if villages:
        hear_clusters(villages=villages, on=today, now=now, office=office)


def known_by(reports: Iterable[Examined], *, names: bool = True) -> dict[str, Telling]:
    """Source → telling, known on the day it came in."""
    return {
        report.source: material.telling_of(report, material.recorded_day(report), names=names)
        for report in reports
    }


def longest(rules: Rulebook) -> int:
    """The longest time in days that a combination looks back."""
    return max(rule.within_days for rule in rules.all_combinations)


def is_news(found: Found, today: date, rules: Rulebook) -> bool:
    """Whether its latest report is young enough to act upon."""
    latest = max(piece.noticed_on for piece in found.evidence)
    return latest >= today - timedelta(days=rules.news_days)
