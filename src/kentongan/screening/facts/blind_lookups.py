"""What the software looks up over all applications, also those that the viewer may not see.

It answers with a number, an office and a day, or with a count; never with a row. Behind the wall of
the database it reads as the software itself.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kentongan.access.wall import trusted
from kentongan.screening.catalogues import GRAVE, limits
from kentongan.screening.dated import in_force
from kentongan.screening.decisions import State
from kentongan.screening.facts.evidence import EarlierDecision, OpenApplication, SharedContact
from kentongan.screening.models import (
    Application,
    ContactKey,
    Objection,
    Ruling,
)

OVER = frozenset({State.REFUSED, State.POSTPONED, State.UPHELD, State.ISSUED})
SAME_NUMBER = "Permohonan lain atas NIK yang sama, {office}"
SAME_CONTACT = "Permohonan lain sejak {since:%d-%m-%Y}"
RULED = "Keputusan {office}"
GRAVE_WORDS = sorted(one.value for one in GRAVE)
GRAVE_DONE: Mapping[str, str] = MappingProxyType({"refuse": "ditolak", "postpone": "ditunda"})


def open_on_number(key: str, but: int) -> list[OpenApplication]:
    """Other applications on a national id number that are not over, the newest first."""
    if not key:
        return []
    with trusted():
        found = Application.objects.filter(national_id_key=key).exclude(pk=but)
        rows = found.exclude(state__in=OVER).select_related("office")
        return [
            OpenApplication(
                SAME_NUMBER.format(office=one.office.name), day_of(one.opened_at), one.number
            )
            for one in rows
        ]


def refused_before(key: str, but: int) -> list[EarlierDecision]:
    """Grave decisions on a national id number that no objection overturned, the newest first."""
    if not key:
        return []
    overturned = Objection.objects.filter(ruling=OuterRef("pk"), overturned=True)
    with trusted():
        # The applications first: joined, SQLite goes through all rulings of each office.
        same = Application.objects.filter(national_id_key=key).exclude(pk=but).order_by()
        keys = list(same.values_list("pk", flat=True))
        found = Ruling.objects.filter(application__in=keys, decision__in=GRAVE_WORDS)
        rows = found.exclude(Exists(overturned)).select_related("office").order_by("-at")
        return [
            EarlierDecision(
                source=RULED.format(office=one.office.name),
                on=day_of(one.at),
                decision=GRAVE_DONE[one.decision],
                office=one.office.name,
                reason=one.reason_code,
            )
            for one in rows
        ]


def shared_by_others(
    keys: set[tuple[str, str]], number_key: str, but: int, today: date
) -> list[SharedContact]:
    """The contacts that enough other applicants gave in the days before.

    Applications on one national id number are one applicant; the applicant himself is no other.
    """
    found = []
    for thing, limit in in_force(limits(), today).items():
        since = today - timedelta(days=limit.days)
        same = {key for kind, key in keys if kind == thing}
        others = [count_others(thing, key, number_key, but, since) for key in sorted(same)]
        if (most := max(others, default=0)) >= limit.others:
            source = SAME_CONTACT.format(since=since)
            found.append(SharedContact(source, today, limit.label, most, limit.days))
    return found


def count_others(kind: str, key: str, number_key: str, but: int, since: date) -> int:
    """How many other applicants gave one contact since a day."""
    with trusted():
        rows = ContactKey.objects.filter(
            kind=kind, key=key, application__opened_at__gte=moment_of(since)
        ).exclude(application=but)
        told = rows.annotate(number=F("application__national_id_key"))
        own = Q(number=number_key) if number_key else Q(pk=None)
        counted = told.exclude(own).values_list("number", "application")
        return len({number or application for number, application in counted})


def told_of(uuids: Collection[UUID]) -> dict[UUID, tuple[str, str, date]]:
    """Number, office and day of applications; nothing else of them."""
    with trusted():
        rows = Application.objects.filter(uuid__in=uuids).order_by()
        told = rows.values_list("uuid", "number", "office__name", "opened_at")
        return {uuid: (number, office, day_of(at)) for uuid, number, office, at in told}


def day_of(moment: datetime) -> date:
    """The day at the office."""
    return timezone.localdate(moment)


def moment_of(day: date) -> datetime:
    """When a day begins at the office."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
