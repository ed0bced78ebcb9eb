"""What the worker does in the background, and how often."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils import timezone

from kentongan.access.actions.sealing import drop_stale_halves
from kentongan.access.second_factor import forget_unused_secrets
from kentongan.accounts.limits import forget_old_attempts
from kentongan.accounts.models import Office
from kentongan.accounts.roles import AgencyKind
from kentongan.accounts.sessions import SessionStore
from kentongan.alerts.actions import (
    escalate_overdue,
    examine_new_reports,
    hear_identities,
    let_lapse,
    look_over_the_week,
    rehearse_trials,
    scan_for_clusters,
)
from kentongan.audit.actions import advance_inspections, anchor_head, start_inspection
from kentongan.encryption.erasing import forget_remnants
from kentongan.entities.actions import mark_hubs
from kentongan.entities.search.indexing import bring_up_to_date, renew_for_privacy
from kentongan.reports.actions.imports import advance_import
from kentongan.reports.models import ImportBatch
from kentongan.reports.queries.imports import unfinished_imports
from kentongan.screening.actions.interest import end_expired
from kentongan.screening.actions.quality import count_quality
from kentongan.website.backups import save
from kentongan.website.chores import EXAMINE, Work, every, last_done, run, take, tonight
from kentongan.website.readiness_checks import RETENTION
from kentongan.website.retention import run_schedule

# Small beside the search for alerts: an inbox should show an alert within a second of its report.
TICK = timedelta(milliseconds=250)
LOOK = "look-over-the-week"


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


def immigration_offices() -> Iterable[Office]:
    """Those that look for warnings."""
    return Office.objects.filter(agency__kind=AgencyKind.IMMIGRATION)


def scan(now: datetime) -> int:
    """The nightly search for clusters, for every immigration office."""
    return on_this_day(scan_for_clusters, now)


def rehearse(now: datetime) -> int:
    """Go through a year with the rules that an office only tries."""
    return for_each(immigration_offices(), lambda office: rehearse_trials(office=office, now=now))


def look(now: datetime) -> int:
    """The weekly search for patterns that change and for silence, for every immigration office.

    A Monday on which the machine was off is made up for.
    """
    days = days_since(last_done(LOOK), now)
    return for_each(days, lambda day: on_day(look_over_the_week, day, now))


def on_this_day(search: Callable[..., int], now: datetime) -> int:
    """A search of the local day in every immigration office."""
    return on_day(search, timezone.localdate(now), now)


def on_day(search: Callable[..., int], day: date, now: datetime) -> int:
    """A search of one day in every immigration office."""
    return for_each(immigration_offices(), lambda office: search(on=day, now=now, office=office))


def days_since(last: datetime | None, now: datetime) -> list[date]:
    """The local days after ``last`` up to today: a week of them at most, today alone for None."""
    today = timezone.localdate(now)
    missed = 0 if last is None else (today - timezone.localdate(last)).days - 1
    return [today - timedelta(days=back) for back in range(min(max(missed, 0), 6), -1, -1)]


def count_desks(now: datetime) -> int:
    """The figures of every passport desk, up to yesterday."""
    return for_each(immigration_offices(), lambda office: count_desk(office, now))


def count_desk(office: Office, now: datetime) -> int:
    """The figures of one desk; an office without a desk has nothing to count."""
    return int(count_quality(office=office, now=now).content["decided"])


def anchor(now: datetime) -> int:
    """Carry the head of the log outside; raises OSError naming the folders that took nothing."""
    done = anchor_head(now=now, folders=settings.AUDIT_ANCHOR_FOLDERS)
    if done.failed:
        raise OSError(f"no anchor written to {[str(folder) for folder, _why in done.failed]}")
    return len(done.folders)


def inspect(now: datetime) -> int:
    """Begin the nightly check of the whole log."""
    start_inspection(by=None, now=now)
    return 1


# A step takes a second; in between others get their turn.
BETWEEN_STEPS = timedelta(seconds=3)


def forget(now: datetime) -> int:
    """Sessions that are over, attempts to log in older than a day, secrets of removed factors."""
    SessionStore.clear_expired()
    return forget_old_attempts(now) + forget_unused_secrets(now)


def back_up(now: datetime) -> int:
    """A copy of everything into the backup folder, where one is set; 0 where none is."""
    return save(Path(settings.BACKUP_FOLDER), now).rows if settings.BACKUP_FOLDER else 0


WORK = (
    Work("advance-imports", advance_imports, every(2 * TICK)),
    Work(EXAMINE, lambda now: examine_new_reports(now=now), every(TICK)),
    Work("hear-identities", lambda now: hear_identities(now=now), every(2 * TICK)),
    Work("escalate-overdue", lambda now: escalate_overdue(now=now), every(timedelta(minutes=1))),
    Work("index-people", bring_up_to_date, every(timedelta(seconds=1))),
    Work("forget-logins", forget, every(timedelta(hours=1))),
    Work("drop-stale-halves", lambda now: drop_stale_halves(now=now), every(timedelta(minutes=1))),
    Work("mark-hubs", lambda now: mark_hubs(now=now), tonight),
    Work("scan-for-clusters", scan, tonight),
    Work(LOOK, look, tonight),
    Work("let-watched-lapse", lambda now: let_lapse(now=now), tonight),
    Work("rehearse-rules", rehearse, tonight),
    Work("end-interest", lambda now: end_expired(now=now), tonight),
    Work("count-desks", count_desks, tonight),
    Work("renew-index", renew_for_privacy, tonight),
    Work("forget-remnants", lambda now: forget_remnants(), tonight),
    Work("anchor-log", anchor, tonight),
    Work("inspect-log", inspect, tonight),
    Work("advance-inspections", lambda now: advance_inspections(now=now), every(BETWEEN_STEPS)),
    Work(RETENTION, run_schedule, tonight),
    Work("back-up", back_up, tonight),
)


def tick(chosen: Callable[[Work], bool] = lambda work: True) -> int:
    """Do every chosen chore that is due; returns how much was done."""
    works = [work for work in WORK if chosen(work)]
    done = sum(run(work, timezone.now()) for work in works if take(work, timezone.now()))
    connections.close_all()
    return done


def is_nightly(work: Work) -> bool:
    """Whether it may take minutes: a report that comes in meanwhile does not wait for it."""
    return work.next_due is tonight
