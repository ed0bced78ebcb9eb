"""The looks of a week over everything that an office was told: patterns that change, silence."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from kentongan.accounts.models import Office
from kentongan.alerts.actions import material
from kentongan.alerts.actions.setting_aside import take_or_set_aside
from kentongan.alerts.detectors import Telling
from kentongan.alerts.detectors.cluster import counted
from kentongan.alerts.detectors.weekly_looks import Heard, due, farthest, look
from kentongan.indicators.rulebook import rulebook
from kentongan.reports.queries import examined_for_detection
from kentongan.reports.queries.reports import Examined


def look_over_the_week(*, on: date, now: datetime, office: Office) -> int:
    """What the looks of the day ``on`` find; returns how many brought something new.

    For the worker, each night; most nights have no look. Reports of a special channel are left
    out, so that neither a pattern nor a silence tells of them.
    """
    rules = rulebook()
    if not any(due(on, rules)):
        return 0
    since = on - timedelta(days=farthest(rules) - 1)
    tellings = [
        told_by(report, office)
        for report in examined_for_detection(since)
        if report.office_id == office.pk and report.hidden_from_id is None
    ]
    heard = Heard(tellings, counted(tellings))
    found = look(heard, on, rules, material.office_gazetteer(office))
    return take_or_set_aside(found, office=office, now=now)


def told_by(report: Examined, office: Office) -> Telling:
    """The report as detectors read it; whether somebody of the office told it."""
    telling = material.telling_of(report, material.told_day(report))
    return replace(telling, is_own=report.agency_id == office.agency_id)
