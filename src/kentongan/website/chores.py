"""Recurring work over a table: taken by one worker, kept when it fails, due again after a kill.

A chore is taken by moving its ``due_at`` in one conditional statement, so of two workers one gets
it. The move is a lease: a worker that is killed leaves the chore due again when the lease ends.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.website.models import Chore

log = logging.getLogger(__name__)
# A chore that ran this long belongs to a dead worker. The longest one, the nightly scan over three
# regencies, takes seconds.
LEASE = timedelta(minutes=10)
STALE = timedelta(minutes=2)
DEEPEST = 4  # the last frames of an error say where it was
NIGHT = 2  # o'clock, local: nobody waits for the database then
EXAMINE = "examine-reports"


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
        problem = "; ".join(told(error))
        log.error("the chore %s failed: %s", work.name, problem)
    ended = timezone.now()
    marks = {"due_at": work.next_due(ended), "problem": problem}
    if not problem:
        marks["done_at"] = ended
    Chore.objects.filter(name=work.name).update(**marks)
    return done


def told(error: BaseException) -> list[str]:
    """What went wrong and where; not the words of the error, which may hold a name."""
    if isinstance(error, BaseExceptionGroup):
        return [line for one in error.exceptions for line in told(one)]
    frames = traceback.extract_tb(error.__traceback__)
    where = "".join(f" {Path(frame.filename).name}:{frame.lineno}" for frame in frames[-DEEPEST:])
    return [f"{type(error).__name__}{where}"]


def is_behind(now: datetime) -> bool:
    """Whether nobody has examined reports for two minutes: the worker stands still."""
    last = last_done(EXAMINE)
    return last is None or now - last > STALE


def last_done(name: str) -> datetime | None:
    """When a chore was last done without a problem; None for never."""
    return Chore.objects.filter(name=name).values_list("done_at", flat=True).first()
