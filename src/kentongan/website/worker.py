"""The chores of the worker: what is done in the background, how often, by whom.

A chore is taken by moving its ``due_at`` in one conditional statement, so of two workers one gets
it. The move is a lease: a worker that is killed leaves the chore due again when the lease ends.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from kentongan.accounts.models import Office
from kentongan.accounts.roles import AgencyKind
from kentongan.alerts.actions import escalate_overdue, examine_new_reports, scan_for_clusters
from kentongan.entities.actions import mark_hubs
from kentongan.reports.actions.imports import advance_import
from kentongan.reports.queries.imports import unfinished_imports
from kentongan.website.models import Chore

log = logging.getLogger(__name__)
# A chore that ran this long belongs to a dead worker. The longest one, the nightly scan over three
# regencies, takes seconds.
LEASE = timedelta(minutes=10)
# Half a second, so that an alert stands in an inbox within five (issue: the foundation).
TICK = timedelta(milliseconds=500)
STALE = timedelta(minutes=2)
NIGHT = 2  # o'clock, local: nobody waits for the database then


@dataclass(frozen=True)
class Work:
    """A chore: ``do`` gets the time and returns how much it did; ``next_due`` says when again."""

    name: str
    do: Callable[[datetime], int]
    next_due: Callable[[datetime], datetime]


def every(pause: timedelta) -> Callable[[datetime], datetime]:
    """Again after ``pause``."""
    return lambda now: now + pause


def tonight(now: datetime) -> datetime:
    """The next time it is ``NIGHT`` o'clock at the office."""
    local = timezone.localtime(now)
    due = local.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return due if due > local else due + timedelta(days=1)


def advance_imports(now: datetime) -> int:
    """Read and check the uploaded line lists."""
    batches = unfinished_imports()
    for batch in batches:
        advance_import(batch)
    return len(batches)


def scan(now: datetime) -> int:
    """The nightly search for clusters, for every immigration office."""
    offices = Office.objects.filter(agency__kind=AgencyKind.IMMIGRATION)
    today = timezone.localdate(now)
    return sum(scan_for_clusters(on=today, now=now, office=office) for office in offices)


WORK = (
    Work("advance-imports", advance_imports, every(TICK)),
    Work("examine-reports", lambda now: examine_new_reports(now=now), every(TICK)),
    Work("escalate-overdue", lambda now: escalate_overdue(now=now), every(timedelta(minutes=1))),
    Work("mark-hubs", lambda now: mark_hubs(now=now), tonight),
    Work("scan-for-clusters", scan, tonight),
)


def take(work: Work, now: datetime) -> bool:
    """Whether this worker got the chore; the first time a chore is known it is due at once."""
    if Chore.objects.filter(name=work.name, due_at__lte=now).update(due_at=now + LEASE):
        return True
    if Chore.objects.filter(name=work.name).exists():
        return False
    try:
        with transaction.atomic():
            Chore.objects.create(name=work.name, due_at=now + LEASE)
    except IntegrityError:
        return False
    return True


def run(work: Work, now: datetime) -> int:
    """Do one chore; a problem is logged and kept, and never stops the worker."""
    done, problem = 0, ""
    try:
        done = work.do(now)
    except Exception as error:
        log.exception("the chore %s failed", work.name)
        problem = f"{type(error).__name__}: {error}"
    ended = timezone.now()
    marks = {"due_at": work.next_due(ended), "problem": problem}
    if not problem:
        marks["done_at"] = ended
    Chore.objects.filter(name=work.name).update(**marks)
    return done


def tick() -> int:
    """Do every chore that is due; returns how much was done."""
    done = sum(run(work, timezone.now()) for work in WORK if take(work, timezone.now()))
    connections.close_all()
    return done


def is_behind(now: datetime) -> bool:
    """Whether nobody has examined reports for two minutes: the worker stands still."""
    last = Chore.objects.filter(name="examine-reports").values_list("done_at", flat=True).first()
    return last is None or now - last > STALE
