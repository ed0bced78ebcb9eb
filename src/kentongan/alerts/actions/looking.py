"""The looks of a week over everything that an office was told: patterns that change, silence."""

from datetime import date, datetime

from kentongan.accounts.models import Office
from kentongan.alerts.actions import counting, material
from kentongan.alerts.actions.kept import Kept
from kentongan.alerts.actions.setting_aside import take_or_set_aside
from kentongan.alerts.detectors.weekly_looks import due, look
from kentongan.indicators.rulebook import rulebook


def look_over_the_week(*, on: date, now: datetime, office: Office) -> int:
    """What the looks of the day ``on`` find; returns how many brought something new.

    For the worker, each night; most nights have no look. Reports of a special channel are left
    out, so that neither a pattern nor a silence tells of them.
    """
    rules = rulebook()
    if not any(due(on, rules)):
        return 0
    counting.bring_up_to_date(office, on)
    found = look(Kept(office), on, rules, material.office_gazetteer(office))
    return take_or_set_aside(found, office=office, now=now)
