"""What detection reads, as the detectors want it: reports, things and areas of one office.

Reports of different offices are not put together here: what one office was told stays with it
until an exchange agreement says otherwise.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from kentongan.access.visibility import within_areas
from kentongan.accounts.models import Office
from kentongan.accounts.queries import office_area_codes
from kentongan.alerts.detectors import Gazetteer, Shared, Telling
from kentongan.alerts.detectors.indicator_rules import names_somebody
from kentongan.alerts.detectors.voices import COPY_DAYS
from kentongan.entities.models import ThingKind
from kentongan.entities.queries import SharedThing, things_in_text
from kentongan.entities.told import Written
from kentongan.indicators.rulebook import Rulebook
from kentongan.regions.models import Level, Region
from kentongan.regions.queries import in_force
from kentongan.reports.queries.reports import Examined, examined, for_detection

SOURCES_AT_ONCE = 500  # under SQLite's limit on variables


def recorded_day(report: Examined) -> date:
    """The local day on which the report came in."""
    return timezone.localdate(report.recorded_at)


def told_day(report: Examined) -> date:
    """The day on which it was told: for a list that came in at once, the day of the notice.

    A line list carries one day a row, and the moment of the import says nothing about when the
    office first heard of it.
    """
    return min(report.noticed_on or recorded_day(report), recorded_day(report))


def is_dated(report: Examined) -> bool:
    """Whether anything says when it was: a row of a list without a day has only the import's.

    A year's rows without a day would all fall on the day of the import, and hide what is new there.
    """
    return report.noticed_on is not None or not report.is_listed


def telling_of(report: Examined, known_on: date, *, names: bool = True) -> Telling:
    """The report as detectors read it; without ``names`` nobody reads its text for what it names.

    Reading a text takes longer than opening it.
    """
    things = (*report.things, *things_in_text(report.text)) if names else ()
    return Telling(
        source=report.source,
        voice=report.voice,
        agency=report.agency_name,
        region_code=report.region_code,
        day=report.noticed_on or known_on,
        known_on=known_on,
        text=report.text,
        indicators=report.indicators,
        destination=report.destination,
        reliability=report.reliability,
        credibility=report.credibility,
        source_kind=report.source_kind,
        label=report.label,
        names_person=names and (report.names_people or names_a_person(report.text, things)),
        job=report.job,
        phones=tuple(thing.raw for thing in things if thing.kind == ThingKind.PHONE),
        is_dated=is_dated(report),
    )


def names_a_person(text: str, things: Iterable[Written]) -> bool:
    """Whether somebody is named, in so many words or as a recruiter's name."""
    return any(thing.kind == ThingKind.ALIAS for thing in things) or names_somebody(text)


def shared_of(
    things: Iterable[SharedThing], office: int, channel: int | None = None
) -> list[Shared]:
    """The things that two sources of the office or more mention, as far as a channel hears them."""
    told = (
        Shared(
            thing.kind,
            thing.key,
            thing.display,
            tuple(
                mention.source
                for mention in thing.mentions
                if mention.office_id == office and mention.hidden_from_id in {None, channel}
            ),
        )
        for thing in things
    )
    return [thing for thing in told if len(thing.sources) > 1]


def heard_in(channel: int | None) -> Q:
    """The reports that a channel hears: the ordinary ones, and those kept from its agency.

    The channel None is the ordinary one, whose alerts everybody sees.
    """
    ordinary = Q(hidden_from=None)
    return ordinary if channel is None else ordinary | Q(hidden_from=channel)


def reports_of(sources: Collection[str], office: int, channel: int | None = None) -> list[Examined]:
    """The standing reports of the office behind these sources."""
    names = sorted(source.removeprefix("report:") for source in sources)
    standing = for_detection().filter(heard_in(channel), office=office)
    return [
        examined(report)
        for start in range(0, len(names), SOURCES_AT_ONCE)
        for report in standing.filter(uuid__in=names[start : start + SOURCES_AT_ONCE])
    ]


def reports_around(
    fresh: Collection[Telling], office: int, days: int, channel: int | None = None
) -> list[Examined]:
    """The office's reports of the last ``days`` days in the sub-districts of the fresh ones.

    Those whose place is unsure are among them, as far as one may be a copy of the other.
    """
    if not fresh:
        return []
    districts = sorted({telling.district for telling in fresh} - {""})
    earliest = min(telling.day for telling in fresh) - timedelta(days=days)
    copied_from = min(telling.known_on for telling in fresh) - timedelta(days=COPY_DAYS)
    # No report comes in before the day it tells of.
    placed = Q(region_code__in=codes_in(districts), recorded_at__gte=start_of(earliest))
    unsure = Q(region_code="", recorded_at__gte=start_of(copied_from))
    recent = Q(current__noticed_on__gte=earliest) | Q(current__noticed_on=None)
    heard = for_detection().filter(heard_in(channel), recent, office=office)
    # One after the other: each is answered by one stretch of an index.
    return [examined(report) for where in (placed, unsure) for report in heard.filter(where)]


def codes_in(districts: Collection[str]) -> list[str]:
    """Some sub-districts and all villages that they ever had."""
    inside = Region.objects.filter(parent__code__in=districts).order_by()
    return sorted({*districts, *inside.values_list("code", flat=True)})


def start_of(day: date) -> datetime:
    """The first moment of a day in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def look_back(rules: Rulebook) -> timedelta:
    """How far the rule about things looks back."""
    return timedelta(days=max(kind.within_days for kind in rules.same_thing.kinds.values()))


def gazetteer_of(codes: Collection[str]) -> Gazetteer:
    """Names and points of these areas and of those around them."""
    parts = {code: code.split(".") for code in codes if code}
    wanted = {".".join(part[:depth]) for part in parts.values() for depth in (2, 3, 4)}
    return read_gazetteer(Q(code__in=sorted(wanted)))


def office_gazetteer(office: Office) -> Gazetteer:
    """Names and points of everything in the working areas of the office."""
    codes = office_area_codes(office)
    return read_gazetteer(within_areas("code", codes) & Q(level__gte=Level.REGENCY))


def read_gazetteer(wanted: Q) -> Gazetteer:
    """The areas in force that fit the condition."""
    rows = in_force().filter(wanted).values_list("code", "name", "longitude", "latitude")
    listed = list(rows)
    points = {
        code: (longitude, latitude)
        for code, _name, longitude, latitude in listed
        if longitude is not None and latitude is not None
    }
    return Gazetteer({code: name for code, name, _lon, _lat in listed}, points)
