"""Questions about reports: what a person may see, and what detection reads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from kentongan.access.handing_over import to_hand_over
from kentongan.access.labels import Label
from kentongan.access.tables import sight_of
from kentongan.access.visibility import exportable, visible, within_areas
from kentongan.accounts.models import Office, User
from kentongan.accounts.queries import area_codes, office_area_codes
from kentongan.accounts.roles import AgencyKind
from kentongan.entities.told import Written, report_uuid
from kentongan.regions.models import Level, Region
from kentongan.reports.content import people_of, things_of
from kentongan.reports.models import Report, Revision
from kentongan.reports.rules import source_of

SIGHT = sight_of("reports.Report")
SOURCES_AT_ONCE = 500  # under SQLite's limit on variables
# Texts are opened one by one, some 30 µs each: a search ends within a second.
MOST_SEARCHED = 20_000
# What a revision needs beside a column to open it.
TO_OPEN = ("report_id", "number", "data_key", "key_id")
WITH_PLACE = "current__region__parent__parent"  # village, sub-district, regency in one query


@dataclass(frozen=True)
class Examined:
    """One report as detection reads it; ``region_code`` is "" when the place is unsure."""

    uuid: UUID
    revision: int  # the key of the revision that was read
    source: str  # "report:<uuid>"
    office_id: int
    agency_id: int
    agency_name: str
    voice: str
    region_code: str
    noticed_on: date | None
    recorded_at: datetime
    time_precision: str
    text: str
    indicators: tuple[str, ...]
    things: tuple[Written, ...]  # those given in their own box, not those in the text
    destination: str
    job: str
    fee_rupiah: int | None
    reliability: str
    credibility: str
    source_kind: str
    label: int
    hidden_from_id: int | None = None  # the agency that the special channel leaves out
    is_listed: bool = False  # it came in with a line list, all rows at one moment
    names_people: bool = False  # a suspected party has been written down beside the text


def gated_reports(viewer: User) -> QuerySet[Report]:
    """Everything the gate shows, withdrawn reports too."""
    return visible(Report.objects.filter(current__isnull=False), viewer, SIGHT)


def reports_visible_to(viewer: User) -> QuerySet[Report]:
    """The reports in force that ``viewer`` may see, newest first, ready for a list."""
    standing = gated_reports(viewer).filter(withdrawn_at=None)
    return standing.select_related(WITH_PLACE, "agency", "author")


def reports_on_paper(viewer: User) -> QuerySet[Report]:
    """The reports in force that may be counted on paper for ``viewer``."""
    standing = Report.objects.filter(current__isnull=False, withdrawn_at=None)
    return exportable(standing, viewer, SIGHT)


def report_for(viewer: User, uuid: UUID) -> Report | None:
    """The report if ``viewer`` may see it, withdrawn or not; None is "not found"."""
    found = gated_reports(viewer).select_related(
        WITH_PLACE, "agency", "author", "office", "batch", "hidden_from"
    )
    return found.filter(uuid=uuid).first()


def confidential_to(viewer: User, reports: Iterable[Report]) -> list[str]:
    """Sources of the reports RAHASIA and above that somebody else than the viewer wrote.

    What a list shows of these is reading, and is written down first.
    """
    return [
        source_of(report.uuid)
        for report in reports
        if report.label >= Label.CONFIDENTIAL and report.author_id != viewer.pk
    ]


def reports_to_hand_over(sender: User, receiver: User) -> QuerySet[Report]:
    """The reports in force that ``sender`` may hand to ``receiver``."""
    standing = Report.objects.filter(current__isnull=False, withdrawn_at=None)
    return to_hand_over(standing, sender, receiver, SIGHT).select_related("current")


def signs_of_reports(reports: QuerySet[Report], uuids: Collection[UUID]) -> tuple[str, ...]:
    """The indicators that some reports tick, each once, in the order of their ids."""
    ticked = reports.filter(uuid__in=uuids).order_by()
    says = (report.current for report in ticked)
    return tuple(sorted({sign for one in says if one for sign in one.indicators}))


@dataclass(frozen=True)
class Wish:
    """What a list is asked for; empty fields ask for nothing. Days are days of notice."""

    mine: bool = False
    area: str = ""
    since: date | None = None
    until: date | None = None
    agency_id: int | None = None
    words: str = ""


def reports_wished(viewer: User, wish: Wish) -> QuerySet[Report]:
    """The visible reports that fit the wish."""
    found = reports_in_reach(viewer, wish)
    if words := wish.words.casefold().split():
        found = found.filter(pk__in=matching(words, found))
    return found


def reports_in_reach(viewer: User, wish: Wish) -> QuerySet[Report]:
    """The visible reports that fit everything in the wish but its words."""
    found = reports_visible_to(viewer)
    if wish.mine:
        found = found.filter(author=viewer)
    if wish.area:
        found = found.filter(within_areas("region_code", (wish.area,)))
    if wish.since:
        found = found.filter(current__noticed_on__gte=wish.since)
    if wish.until:
        found = found.filter(current__noticed_on__lte=wish.until)
    if wish.agency_id:
        found = found.filter(agency_id=wish.agency_id)
    return found


def matching(words: Collection[str], reports: QuerySet[Report]) -> list[int]:
    """The keys of the newest ``MOST_SEARCHED`` reports whose text holds every word.

    Texts are encrypted, so they are opened and read here; only reports in sight are opened.
    """
    newest = reports.order_by("-recorded_at", "-pk").values("current")[:MOST_SEARCHED]
    says = Revision.objects.filter(pk__in=newest).only(*TO_OPEN, "noticed").order_by()
    found = []
    for revision in says.iterator(chunk_size=2000):
        text = revision.noticed.casefold()
        if all(word in text for word in words):
            found.append(revision.report_id)
    return found


def search_is_cut(viewer: User, wish: Wish) -> bool:
    """Whether more reports are in reach than a search for words reads."""
    return bool(wish.words) and reports_in_reach(viewer, wish).count() > MOST_SEARCHED


def areas_to_filter(viewer: User) -> list[Region]:
    """The regencies and sub-districts in force that the viewer's office works in."""
    coarse = Region.objects.filter(valid_to=None, level__in=(Level.REGENCY, Level.DISTRICT))
    within = within_areas("code", office_area_codes(viewer.office))
    return list(coarse.filter(within).order_by("code"))


def revisions_of(report: Report) -> list[Revision]:
    """Every revision, oldest first, with writer and place; the report comes through the gate."""
    found = report.revisions.select_related("written_by", "region__parent__parent")
    return list(found.order_by("number"))


def office_for(author: User, region_code: str) -> Office | None:
    """The immigration office that looks after a report.

    An immigration officer's own office; for a partner the office whose areas cover the place, or,
    when the place is unsure or nobody's, the partner's own areas; the most exact area wins.
    """
    if author.agency is not None and author.agency.kind == AgencyKind.IMMIGRATION:
        return author.office
    asked = (region_code, *area_codes(author, timezone.localdate()))
    covering = (office_covering(code) for code in asked if code)
    return next((office for office in covering if office is not None), None)


def office_covering(region_code: str) -> Office | None:
    """The immigration office with the most exact working area around ``region_code``."""
    parts = region_code.split(".")
    codes = [".".join(parts[: depth + 1]) for depth in range(len(parts))]
    offices = Office.objects.filter(
        agency__kind=AgencyKind.IMMIGRATION, areas__code__in=codes, areas__valid_to=None
    )
    return offices.order_by("-areas__level", "pk").first()


def for_detection() -> QuerySet[Report]:
    """Reports in force with what ``examined`` reads, oldest first."""
    standing = Report.objects.filter(withdrawn_at=None, current__isnull=False)
    return standing.select_related("current", "agency").order_by("recorded_at", "pk")


def examined(report: Report) -> Examined:
    """The report as detection reads it; select ``current`` and ``agency`` along."""
    says = report.current
    if says is None:
        raise ValueError(f"report {report.uuid} has no revision")
    return Examined(
        uuid=report.uuid,
        revision=says.pk,
        source=source_of(report.uuid),
        office_id=report.office_id,
        agency_id=report.agency_id,
        agency_name=report.agency.name,
        voice=report.voice,
        region_code=report.region_code,
        noticed_on=says.noticed_on,
        recorded_at=report.recorded_at,
        time_precision=says.time_precision,
        text=says.noticed,
        indicators=tuple(says.indicators),
        things=things_of(says),
        names_people=bool(people_of(says)),
        destination=says.destination,
        job=says.job,
        fee_rupiah=says.fee_rupiah,
        reliability=says.reliability,
        credibility=says.credibility,
        source_kind=says.source_kind,
        label=report.label,
        hidden_from_id=report.hidden_from_id,
        is_listed=report.batch_id is not None,
    )


def unexamined_for_detection(limit: int) -> list[Examined]:
    """The reports whose current revision nobody has examined yet, oldest first."""
    return [examined(report) for report in for_detection().filter(examined_at=None)[:limit]]


def examined_for_detection(since: date) -> list[Examined]:
    """All reports in force noticed on or after ``since``, examined yet or not.

    A report without a day counts from the day it was recorded.
    """
    undated = Q(current__noticed_on=None, recorded_at__date__gte=since)
    recent = for_detection().filter(Q(current__noticed_on__gte=since) | undated)
    return [examined(report) for report in recent.iterator(chunk_size=2000)]


@dataclass(frozen=True)
class Closing:
    """How closed a report is: its label, and the agency the special channel keeps it from."""

    label: int
    hidden_from_id: int | None


def closings_for_detection(sources: Iterable[str]) -> dict[str, Closing]:
    """Source → how closed its report is; sources that are no reports are left out."""
    named = sorted({source: uuid for source in sources if (uuid := report_uuid(source))}.items())
    found: dict[str, Closing] = {}
    for start in range(0, len(named), SOURCES_AT_ONCE):
        uuids = [uuid for _source, uuid in named[start : start + SOURCES_AT_ONCE]]
        rows = Report.objects.filter(uuid__in=uuids).order_by()
        for uuid, label, agency in rows.values_list("uuid", "label", "hidden_from"):
            found[source_of(uuid)] = Closing(label, agency)
    return found


def spent_for_detection(sources: Iterable[str]) -> set[str]:
    """Those whose report was withdrawn, or whose words were erased."""
    uuids = sorted(uuid for source in sources if (uuid := report_uuid(source)))
    found: set[str] = set()
    for start in range(0, len(uuids), SOURCES_AT_ONCE):
        some = Report.objects.filter(uuid__in=uuids[start : start + SOURCES_AT_ONCE])
        spent = some.filter(Q(withdrawn_at__isnull=False) | Q(voice="")).order_by()
        found |= {source_of(uuid) for uuid in spent.values_list("uuid", flat=True)}
    return found


def channels_for_detection(office: Office) -> list[int]:
    """The agencies from which the special channel keeps standing reports of this office."""
    kept = Report.objects.filter(office=office, withdrawn_at=None, hidden_from__isnull=False)
    return sorted(set(kept.order_by().values_list("hidden_from", flat=True)))
