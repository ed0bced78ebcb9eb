"""Applications as a viewer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.access.policy import Purpose
from kentongan.access.tables import sight_of
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.screening.applicants import simkim_keys
from kentongan.screening.catalogues import FactKind, fact_kinds
from kentongan.screening.dated import in_force
from kentongan.screening.decisions import State
from kentongan.screening.facts.findings import Finding
from kentongan.screening.models import Application, ContactKey, ContactKind, StoredFinding

SIGHT = sight_of("screening.Application")
# Where somebody still has something to do.
UNFINISHED = (State.OPEN, State.PROPOSED, State.WAITING, State.REFERRED, State.OBJECTED)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """What the list shows; nothing said means the day's queue."""

    state: str = ""
    mine: bool = False
    opened_on: date | None = None


def applications_in_sight(viewer: User) -> QuerySet[Application]:
    """The applications that the viewer may see, the newest first."""
    found = visible(Application.objects.all(), viewer, SIGHT, Purpose.PASSPORT_CHECK)
    return found.select_related("office", "handler")


def application_for(viewer: User, uuid: UUID) -> Application:
    """One application; raises Application.DoesNotExist when there is none in sight."""
    return applications_in_sight(viewer).get(uuid=uuid)


def numbered(written: str) -> Q:
    """The condition "has this number", its own or that of SIMKIM; exact, never a part of one."""
    found = Q(number=written.strip().upper())
    keys = {key for _kind, key in simkim_keys(written)}
    marked = ContactKey.objects.filter(kind=ContactKind.SIMKIM, key__in=keys)
    return found | Q(pk__in=marked.values("application"))


def in_hand(viewer: User, written: str) -> Application | None:
    """The newest application with a number that the viewer has already."""
    return applications_in_sight(viewer).filter(numbered(written), handler=viewer).first()


def queue(viewer: User, wish: Wish, today: date) -> QuerySet[Application]:
    """The day's queue: what was opened today and what still waits for somebody; or as wished."""
    found = applications_in_sight(viewer)
    if wish.mine:
        found = found.filter(handler=viewer)
    if wish.state:
        found = found.filter(state=wish.state)
    if wish.opened_on:
        return found.filter(opened_within(wish.opened_on))
    return found if wish.state else found.filter(Q(state__in=UNFINISHED) | opened_within(today))


def opened_within(day: date) -> Q:
    """Opened on a day of the office's calendar."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return Q(opened_at__gte=start, opened_at__lt=start + A_DAY)


def counts_of_the_day(viewer: User, day: date) -> dict[str, int]:
    """State → how many of the applications in sight that were opened on a day."""
    found = applications_in_sight(viewer).filter(opened_within(day)).order_by()
    return dict(found.values_list("state").annotate(Count("pk")))


def confidential(applications: Iterable[Application]) -> list[str]:
    """The subjects among them whose reading is written down."""
    return [one.subject for one in applications if one.label >= Label.CONFIDENTIAL]


def citable(viewer: User, application: Application) -> list[StoredFinding]:
    """The findings that a proposal may rest on: not those somebody said to be another's."""
    if not applications_in_sight(viewer).filter(pk=application.pk).exists():
        return []
    denied = application.denials.values_list("key", flat=True)
    return list(application.findings.exclude(key__in=denied))


def sentence_of(stored: StoredFinding, on: date) -> str:
    """What a finding says; "" for a kind that is no longer in force or an erased row."""
    kinds: dict[str, FactKind] = in_force(fact_kinds(), on)
    if stored.is_erased or stored.kind not in kinds:
        return ""
    values = tuple((str(name), str(value)) for name, value in stored.values.items())
    return Finding(stored.kind, values, stored.source, stored.on).sentence(kinds)
