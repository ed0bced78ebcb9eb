"""What an office was told lately, as a calibration wants it: its margins and its nightly scan."""

from dataclasses import replace
from datetime import date, timedelta

from kentongan.accounts.models import Office
from kentongan.alerts.actions import material
from kentongan.alerts.detectors.cluster import counted, geometry_of, settings_of
from kentongan.alerts.detectors.history import villages_of
from kentongan.engine.counts import CountTable
from kentongan.engine.detection.calibration import Watch
from kentongan.indicators.rulebook import rulebook
from kentongan.reports.queries import examined_for_detection


class NoVillages(ValueError):
    """An office in whose areas no village has a known place: nothing can cluster there."""


def told_and_watched(office: Office, on: date) -> tuple[CountTable, Watch]:
    """The voices of the days that the rule looks back to, and the scan of every night.

    Only what everybody may know of counts, as in the scan itself. Raises NoVillages.
    """
    rule = rulebook().cluster
    start = on - timedelta(days=rule.history_days - 1)
    places = villages_of(material.office_gazetteer(office).points)
    if not places:
        raise NoVillages(office.name)
    geometry = geometry_of(places, rule)
    tellings = [
        material.telling_of(report, material.told_day(report))
        for report in examined_for_detection(start)
        if report.office_id == office.pk and report.hidden_from_id is None
    ]
    villages = frozenset(geometry.areas)
    events = [
        (one.region_code, one.day) for one in counted(tellings) if one.region_code in villages
    ]
    table = CountTable.from_events(events, areas=geometry.areas, start=start, end=on)
    # Every night runs to its end: a scan that stops early tells no recurrence interval.
    settings = replace(settings_of(rule, rule.replicates), enough_outdone=None)
    return table, Watch(geometry, settings, rule.history_days)
