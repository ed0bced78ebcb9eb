"""Reads of interest entries; the viewer first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kentongan.access.policy import Kind, may
from kentongan.accounts.models import Office, User
from kentongan.screening.interest.rules import Standing, standing
from kentongan.screening.models import Application, EndReason, InterestEntry
from kentongan.screening.queries import applications_in_sight


@dataclass(frozen=True)
class Line:
    """An entry with where it stands, and what the viewer may do with it."""

    entry: InterestEntry
    standing: Standing
    may_renew: bool
    may_lift: bool


@dataclass(frozen=True)
class Elsewhere:
    """A live entry on another application of the same person: number, office and last day."""

    number: str
    office: str
    ends_on: date


@dataclass(frozen=True)
class Section:
    """What the page of an application says of interest entries."""

    lines: list[Line]
    elsewhere: list[Elsewhere]
    may_enter: bool


def entries_in_sight(viewer: User) -> QuerySet[InterestEntry]:
    """The entries on applications that the viewer may see, those that end first in front."""
    seen = applications_in_sight(viewer).order_by().values("pk")
    rows = InterestEntry.objects.filter(application__in=seen)
    return rows.select_related("application", "author", "renewed_by", "ended_by")


def entry_for(viewer: User, application: Application, pk: int) -> InterestEntry | None:
    """One entry of an application; None for strangers as for numbers that do not exist."""
    return entries_in_sight(viewer).filter(application=application, pk=pk).first()


def open_entries(viewer: User) -> QuerySet[InterestEntry]:
    """The entries that nobody ended, for the list of the office."""
    return entries_in_sight(viewer).filter(ended_at=None).order_by("ends_on", "pk")


def line_of(viewer: User, entry: InterestEntry, on: date) -> Line:
    """An entry on a day."""
    stands = standing(entry.ends_on, entry.ended_at is not None, on)
    reviews = may(viewer, Kind.INTERVIEW, "review_interest")
    enters = may(viewer, Kind.INTERVIEW, "enter_interest")
    is_live = stands is not Standing.OVER
    return Line(
        entry=entry,
        standing=stands,
        may_renew=reviews and stands is Standing.ENDS_SOON and entry.author_id != viewer.pk,
        may_lift=is_live and (enters or reviews),
    )


def lines_of(viewer: User, entries: QuerySet[InterestEntry], on: date) -> list[Line]:
    """Entries on a day."""
    return [line_of(viewer, entry, on) for entry in entries]


def section(viewer: User, application: Application, on: date) -> Section:
    """What the page of an application in sight says."""
    own = entries_in_sight(viewer).filter(application=application).order_by("-starts_on", "-pk")
    lines = lines_of(viewer, own, on)
    has_live_one = any(line.standing is not Standing.OVER for line in lines)
    return Section(
        lines=lines,
        elsewhere=elsewhere_for_detection(application, on),
        may_enter=not has_live_one and may(viewer, Kind.INTERVIEW, "enter_interest"),
    )


def fill(viewer: User, application: Application, now: datetime) -> dict[str, Any]:
    """The context of ``_interest.html``."""
    return {"interest": section(viewer, application, timezone.localdate(now))}


def ended_with_decision(application: Application) -> date | None:
    """The day on which an entry ended because its decision was overturned; None for none."""
    rows = application.interest_entries.filter(end_reason=EndReason.OVERTURNED)
    at = rows.order_by("-ended_at").values_list("ended_at", flat=True).first()
    return timezone.localdate(at) if at else None


def elsewhere_for_detection(application: Application, on: date) -> list[Elsewhere]:
    """Live entries on other applications with the same national id number, at any office.

    A blinded look-up that answers with number, office and day alone; never the record.
    """
    if not application.national_id_key:
        return []
    same = InterestEntry.objects.filter(
        application__national_id_key=application.national_id_key,
        ended_at=None,
        starts_on__lte=on,
        ends_on__gt=on,
    ).exclude(application=application)
    columns = ("application__number", "office__name", "ends_on")
    # A page sees its viewer's rows alone; a transaction reads for the software itself.
    with transaction.atomic():
        return [Elsewhere(*row) for row in same.order_by("ends_on").values_list(*columns)]


def ending_soon(office: Office, on: date) -> int:
    """How many entries of an office end within two weeks: a bare number, for reminders."""
    rows = InterestEntry.objects.filter(office=office, ended_at=None, ends_on__gt=on)
    days = rows.order_by().values_list("ends_on", flat=True)
    return sum(standing(day, is_ended=False, on=on) is Standing.ENDS_SOON for day in days)
