"""What detectors read: reports, things and areas as the pure values of ``alerts.detectors``."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils import timezone

from kentongan.accounts.models import Office
from kentongan.accounts.queries import office_area_codes
from kentongan.alerts.detectors import Gazetteer, Shared, Telling
from kentongan.entities.queries import SharedThing, sources_naming_somebody_for_detection
from kentongan.regions.queries import areas_within
from kentongan.reports.queries import Examined


def telling_of(report: Examined, known_on: date | None, names_person: bool) -> Telling:
    """A report as detectors read it; without a day it was noticed when it became known."""
    known = known_on or timezone.localdate(report.recorded_at)
    return Telling(
        source=report.source,
        voice=report.voice,
        agency=report.agency_name,
        region_code=report.region_code,
        day=report.noticed_on or known,
        known_on=known,
        text=report.text,
        indicators=report.indicators,
        destination=report.destination,
        reliability=report.reliability,
        credibility=report.credibility,
        source_kind=report.source_kind,
        label=report.label,
        names_person=names_person,
    )


def tellings_of(
    reports: Collection[Examined], known_on: Mapping[str, date] | None = None
) -> list[Telling]:
    """Many reports; ``known_on`` says of some sources on which earlier day they were told."""
    days = known_on or {}
    named = sources_naming_somebody_for_detection([report.source for report in reports])
    return [
        telling_of(report, days.get(report.source), report.source in named) for report in reports
    ]


def shared_of(things: Iterable[SharedThing]) -> list[Shared]:
    """Things with the sources that mention them."""
    return [
        Shared(
            thing.kind,
            thing.key,
            thing.display,
            tuple(dict.fromkeys(mention.source for mention in thing.mentions)),
        )
        for thing in things
    ]


def gazetteer_of(office: Office) -> Gazetteer:
    """Names and points of everything inside the office's working areas: one query."""
    names: dict[str, str] = {}
    points: dict[str, tuple[float, float]] = {}
    for code, name, longitude, latitude in areas_within(office_area_codes(office)):
        names[code] = name
        if longitude is not None and latitude is not None:
            points[code] = (longitude, latitude)
    return Gazetteer(names, points)
