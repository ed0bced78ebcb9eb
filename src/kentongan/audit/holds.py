"""Legal holds: what may not be erased now.

A hold names one record ("report:<uuid>", "alert:12", "thing:3"), an area with all below it
("area:35.03.05") or everything ("all"). A proposed hold keeps its records for ``PROVISIONAL``
already, so that nothing is erased while a second person is looked for.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from kentongan.audit.models import Hold

PROVISIONAL = timedelta(days=7)
EVERYTHING = "all"
AREA = "area:"
SUBJECT = re.compile(
    r"all|report:[0-9a-f-]{36}|alert:\d{1,12}|thing:\d{1,12}|area:\d\d(\.\d+){0,3}"
)
# Any number, the same in every process: one erasing or one new hold at a time.
ERASING_LOCK = 46_1945


def is_subject(text: str) -> bool:
    """Whether a hold can be put on this."""
    return SUBJECT.fullmatch(text) is not None


def standing_holds(now: datetime) -> QuerySet[Hold]:
    """The holds that keep something now, proposed ones in their first days too."""
    proposed = Q(confirmed_by="", proposed_at__gt=now - PROVISIONAL)
    return Hold.objects.filter(~Q(confirmed_by="") | proposed, released_by="")


def held_subjects(now: datetime) -> frozenset[str]:
    """What the standing holds name."""
    return frozenset(standing_holds(now).values_list("subject", flat=True))


def names_of(subjects: Iterable[str]) -> Iterator[str]:
    """Every name under which these may be held: themselves, the areas around them, everything."""
    yield EVERYTHING
    for subject in subjects:
        yield subject
        if subject.startswith(AREA):
            yield from areas_around(subject.removeprefix(AREA))


def areas_around(code: str) -> Iterator[str]:
    """``35.03.05`` → ``area:35.03``, ``area:35``."""
    parts = code.split(".")
    yield from (AREA + ".".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1))


def is_held(subjects: Iterable[str], held: Collection[str]) -> bool:
    """Whether one of the subjects is held; ``held`` as ``held_subjects`` gives it."""
    return any(name in held for name in names_of(subjects))


def lock_erasing() -> None:
    """Until the transaction ends nobody else erases or sets a hold.

    SQLite's immediate transactions do this by themselves.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ERASING_LOCK])
