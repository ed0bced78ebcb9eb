"""Questions about reports: what a person may see, and what detection reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from kentongan.access.policy import Kind
from kentongan.access.visibility import Sight, visible, within_areas
from kentongan.accounts.models import Office, User
from kentongan.accounts.queries import area_codes, office_area_codes
from kentongan.accounts.roles import AgencyKind
from kentongan.entities.told import Written
from kentongan.regions.models import Level, Region
from kentongan.reports.models import Report, Revision
from kentongan.reports.rules import source_of

SIGHT = Sight(Kind.REPORT)
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


def gated_reports(viewer: User) -> QuerySet[Report]:
    """Everything the gate shows, withdrawn reports too."""
    return visible(Report.objects.filter(current__isnull=False), viewer, SIGHT)


def reports_visible_to(viewer: User) -> QuerySet[Report]:
    """The reports in force that ``viewer`` may see, newest first, ready for a list."""
    standing = gated_reports(viewer).filter(withdrawn_at=None)
    return standing.select_related(WITH_PLACE, "agency", "author")


def report_for(viewer: User, uuid: UUID) -> Report | None:
    """The report if ``viewer`` may see it, withdrawn or not; None is "not found"."""
    found = gated_reports(viewer).select_related(WITH_PLACE, "agency", "author", "office", "batch")
    return found.filter(uuid=uuid).first()


def signs_in(viewer: User, uuids: Collection[UUID]) -> list[str]:
    """The indicators that some reports in sight tick, each once, in the order of their ids."""
    found = reports_visible_to(viewer).filter(uuid__in=uuids).order_by()
    ticked = found.values_list("current__indicators", flat=True)
    return sorted({sign for signs in ticked for sign in signs})


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
    for word in wish.words.split():
        found = found.filter(current__noticed__icontains=word)
    return found


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
        things=tuple(Written(thing["kind"], thing["raw"]) for thing in says.things),
        destination=says.destination,
        job=says.job,
        fee_rupiah=says.fee_rupiah,
        reliability=says.reliability,
        credibility=says.credibility,
        source_kind=says.source_kind,
        label=report.label,
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
