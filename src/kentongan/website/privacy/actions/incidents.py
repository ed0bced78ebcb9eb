"""Incidents: begun once, then only added to."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.audit.models import EntryKind, Incident, IncidentEntry
from kentongan.website.privacy.clocks import breach_on
from kentongan.website.privacy.scope import Window, records_touched
from kentongan.website.privacy.two_persons import check_reason

# Whoever may put a hold may begin an incident: all who guard privacy.
DEED = "hold"


@transaction.atomic
def begin(*, by: User, known_at: datetime, what: str, now: datetime) -> Incident:
    """The clock runs from ``known_at``; raises Refused without the right or for the future."""
    check_may(by, Kind.PRIVACY, DEED)
    said = check_reason(what)
    if known_at > now:
        raise Refused(_("Saat diketahui tidak boleh di masa depan."))
    incident = Incident.objects.create(
        known_at=known_at, begun_at=now, begun_by=by.get_username(), what=said
    )
    record(by, "incident.begun", f"incident:{incident.pk}")
    return incident


def check_open(incident: Incident) -> None:
    """Raises Refused when the incident was closed."""
    if incident.entries.filter(kind=EntryKind.CLOSED).exists():
        raise Refused(_("Insiden ini sudah ditutup. Mulai insiden baru bila ada kabar baru."))


def add(by: User, incident: Incident, kind: EntryKind, now: datetime, **more: object) -> None:
    """One row more in the history."""
    check_may(by, Kind.PRIVACY, DEED)
    check_open(incident)
    IncidentEntry.objects.create(incident=incident, at=now, by=by.get_username(), kind=kind, **more)
    record(by, f"incident.{kind}", f"incident:{incident.pk}")


@transaction.atomic
def tick_off(*, by: User, incident: Incident, step: str, note: str, now: datetime) -> None:
    """A step of the list is done; raises Refused for one that is not on the list or done twice."""
    known = {one.id for one in breach_on(incident.known_at.date()).steps}
    if step not in known or incident.entries.filter(kind=EntryKind.CHECK, item=step).exists():
        raise Refused(_("Langkah ini tidak ada atau sudah ditandai selesai."))
    add(by, incident, EntryKind.CHECK, now, item=step, note=note.strip())


@transaction.atomic
def add_note(*, by: User, incident: Incident, note: str, now: datetime) -> None:
    """Something found or decided."""
    add(by, incident, EntryKind.NOTE, now, note=check_reason(note))


@transaction.atomic
def reckon_scope(*, by: User, incident: Incident, window: Window, now: datetime) -> None:
    """Keep what an account touched between two moments, as the log says now."""
    if window.since >= window.until:
        raise Refused(_("Saat mulai harus sebelum saat akhir."))
    touched = records_touched(window)
    detail = {
        "account": window.account,
        "since": window.since.isoformat(),
        "until": window.until.isoformat(),
        "events": sum(one.events for one in touched),
        "records": [one.subject for one in touched],
    }
    add(by, incident, EntryKind.SCOPE, now, detail=detail)


@transaction.atomic
def close(*, by: User, incident: Incident, note: str, now: datetime) -> None:
    """Nothing more is added; raises Refused while a step of the list is open."""
    done = set(incident.entries.filter(kind=EntryKind.CHECK).values_list("item", flat=True))
    steps = breach_on(incident.known_at.date()).steps
    if left := [step.what for step in steps if step.id not in done]:
        raise Refused(_("Masih ada langkah terbuka: %(step)s.") % {"step": left[0]})
    add(by, incident, EntryKind.CLOSED, now, note=check_reason(note))
