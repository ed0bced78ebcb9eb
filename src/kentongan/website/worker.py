"""What the worker does in the background, and how often."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone

from kentongan.access.actions.sealing import drop_stale_halves
from kentongan.accounts.models import Office
from kentongan.accounts.roles import AgencyKind
from kentongan.alerts.actions import escalate_overdue, examine_new_reports, scan_for_clusters
from kentongan.entities.actions import mark_hubs
from kentongan.reports.actions.imports import advance_import
from kentongan.reports.models import ImportBatch
from kentongan.reports.queries.imports import unfinished_imports
from kentongan.website.chores import EXAMINE, Work, every, run, take, tonight

# Half a second, so that an alert stands in an inbox within five (issue: the foundation).
TICK = timedelta(milliseconds=500)


def for_each[Item](items: Iterable[Item], do: Callable[[Item], int]) -> int:
    """How much was done in all; one that fails does not keep the others from their turn.

    Raises ExceptionGroup afterwards with what went wrong.
    """
    done, problems = 0, []
    for item in items:
        try:
            done += do(item)
        except Exception as error:
            problems.append(error)
    if problems:
        raise ExceptionGroup("not everything could be done", problems)
    return done


def advance(batch: ImportBatch) -> int:
    """One step of an import."""
    advance_import(batch)
    return 1


def advance_imports(now: datetime) -> int:
    """Read and check the uploaded line lists."""
    return for_each(unfinished_imports(), advance)


def scan(now: datetime) -> int:
    """The nightly search for clusters, for every immigration office."""
    offices = Office.objects.filter(agency__kind=AgencyKind.IMMIGRATION)
    today = timezone.localdate(now)
    return for_each(offices, lambda office: scan_for_clusters(on=today, now=now, office=office))


WORK = (
    Work("advance-imports", advance_imports, every(TICK)),
    Work(EXAMINE, lambda now: examine_new_reports(now=now), every(TICK)),
    Work("escalate-overdue", lambda now: escalate_overdue(now=now), every(timedelta(minutes=1))),
    Work("drop-stale-halves", lambda now: drop_stale_halves(now=now), every(timedelta(minutes=1))),
    Work("mark-hubs", lambda now: mark_hubs(now=now), tonight),
    Work("scan-for-clusters", scan, tonight),
)


def tick() -> int:
    """Do every chore that is due; returns how much was done."""
    done = sum(run(work, timezone.now()) for work in WORK if take(work, timezone.now()))
    connections.close_all()
    return done
