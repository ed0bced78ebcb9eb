"""Questions about things and their mentions; those of a person start from the gate."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet

from kentongan.access.policy import Kind
from kentongan.access.visibility import Sight, visible
from kentongan.accounts.models import User
from kentongan.engine.extraction.things import things_in
from kentongan.engine.linkage.normal import Normal, normalise
from kentongan.entities.models import Judgement, Mention, Thing, ThingKind
from kentongan.entities.told import Written
from kentongan.regions.queries import in_force

__all__ = ["Normal", "normalise"]
# A mention has no author here: an officer's own reports lie in the officer's areas.
SIGHT = Sight(Kind.ENTITY, author=None)
SOURCES_AT_ONCE = 500
NUMBERED = (ThingKind.PHONE, ThingKind.ACCOUNT)
FEWEST_DIGITS = 4  # fewer are in nearly every number


def things_in_text(text: str) -> list[Written]:
    """The things a free text mentions, each once."""
    return [Written(found.kind, found.raw) for found in things_in(text)]


def mentions_in_sight(viewer: User) -> QuerySet[Mention]:
    """The standing mentions that ``viewer`` may see."""
    return visible(Mention.objects.all(), viewer, SIGHT).filter(withdrawn=False)


def things_visible_to(viewer: User) -> QuerySet[Thing]:
    """The things of which ``viewer`` may see at least one mention."""
    return Thing.objects.filter(pk__in=mentions_in_sight(viewer).order_by().values("thing"))


def thing_for(viewer: User, pk: int) -> Thing | None:
    """One thing; None for strangers as for numbers that do not exist."""
    return things_visible_to(viewer).filter(pk=pk).first()


def mentions_visible_to(viewer: User, thing: Thing) -> QuerySet[Mention]:
    """Who mentioned a thing, where and when, latest first; only what ``viewer`` may see."""
    seen = mentions_in_sight(viewer).filter(thing=thing).select_related("agency")
    # PostgreSQL would put those without a day first.
    return seen.order_by(F("noticed_on").desc(nulls_last=True), "-recorded_at", "-pk")


def things_told_by(
    viewer: User, sources: Collection[str], kinds: Collection[str]
) -> list[tuple[str, str]]:
    """Kind and display of the things of some kinds that sources in sight mention, each once."""
    names = sorted(sources)
    found: set[tuple[str, str]] = set()
    for start in range(0, len(names), SOURCES_AT_ONCE):
        some = names[start : start + SOURCES_AT_ONCE]
        told = mentions_in_sight(viewer).filter(source__in=some, thing__kind__in=kinds).order_by()
        found.update(told.values_list("thing__kind", "thing__display"))
    return sorted(found)


def judgements_of(viewer: User, thing: Thing) -> QuerySet[Judgement]:
    """What people said about a thing in sight, the latest first."""
    seen = things_visible_to(viewer).filter(pk=thing.pk)
    return Judgement.objects.filter(thing__in=seen).select_related("by")


def counts_of(viewer: User, thing: Thing) -> dict[str, Any]:
    """The row of ``things_wished`` for one thing in sight."""
    return counted(mentions_in_sight(viewer).filter(thing=thing)).get()


def place_names(codes: Collection[str]) -> dict[str, str]:
    """Code → "Prigi, Watulimo, Trenggalek" in one query; codes not in force are left out."""
    around = {code: code.split(".") for code in codes if code}
    parts = {".".join(p[:depth]) for p in around.values() for depth in range(2, len(p) + 1)}
    named = dict(in_force().filter(code__in=parts).values_list("code", "name"))
    return {code: ", ".join(names_above(code, named)) for code in around if code in named}


def names_above(code: str, named: dict[str, str]) -> Iterable[str]:
    """The names of an area and those around it below the province, the smallest first."""
    while "." in code:
        if code in named:
            yield named[code]
        code = code.rpartition(".")[0]


@dataclass(frozen=True)
class Wish:
    """What the list is asked for; empty asks for nothing."""

    kind: str = ""
    words: str = ""
    hubs: bool = False


def things_wished(viewer: User, wish: Wish) -> QuerySet[Any, dict[str, Any]]:
    """One row of ``counted`` a thing, most shared first, over the mentions in sight alone."""
    seen = mentions_in_sight(viewer).filter(matching(wish))
    if not wish.hubs:
        seen = seen.filter(thing__hub_reason="")
    return counted(seen).order_by("-villages", "-agencies", "-sources", "thing")


def counted(mentions: QuerySet[Mention]) -> QuerySet[Any, dict[str, Any]]:
    """One row a thing: ``thing`` (its key), its columns, and what its mentions come to.

    ``villages``, ``agencies``, ``sources`` are counts; ``first`` and ``last`` days of notice.
    """
    columns = ("thing", "thing__kind", "thing__display", "thing__hub_reason")
    by_thing: QuerySet[Any, Any] = mentions.order_by().values(*columns)
    rows: QuerySet[Any, dict[str, Any]] = by_thing.annotate(
        villages=Count("region_code", distinct=True, filter=~Q(region_code="")),
        agencies=Count("agency", distinct=True),
        sources=Count("pk"),  # a source mentions a thing once
        first=Min("noticed_on"),
        last=Max("noticed_on"),
    )
    return rows


def matching(wish: Wish) -> Q:
    """Things of the kind whose reading holds the words, or whose other writing the words are.

    Digits alone find the numbers that hold them, whatever stands between.
    """
    condition = Q(thing__kind=wish.kind) if wish.kind in ThingKind.values else Q()
    if not wish.words:
        return condition
    words = Q(thing__display__icontains=wish.words)
    digits = re.sub(r"[\s().+\-]", "", wish.words).removeprefix("0")
    if digits.isdecimal() and len(digits) >= FEWEST_DIGITS:
        words |= Q(thing__kind__in=NUMBERED, thing__key__contains=digits)
    for kind in ThingKind:
        if normal := normalise(kind, wish.words):
            words |= Q(thing__kind=kind, thing__key=normal.key)
    return condition & words


@dataclass(frozen=True)
class SharedMention:
    """One mention as detection reads it."""

    source: str
    agency_id: int | None
    office_id: int | None
    region_code: str
    noticed_on: date | None
    recorded_at: datetime
    voice: str


@dataclass(frozen=True)
class SharedThing:
    """A thing that at least two sources mention, with its mentions oldest first."""

    id: int
    kind: str
    key: str
    display: str
    mentions: tuple[SharedMention, ...]


MENTION_FIELDS = tuple(SharedMention.__dataclass_fields__)


def shared_things_for_detection(
    since: date, sources: Collection[str] | None = None
) -> list[SharedThing]:
    """Things that at least two sources mentioned on or after ``since``; hubs are left out.

    With ``sources``: only things that one of them mentions, with all their mentions. A mention
    without a day counts from the day it was recorded. For the worker, never for a person.
    """
    mentions = recent_mentions(since)
    if sources is not None:
        mentions = mentions.filter(thing__in=things_of(sources))
    told: dict[int, list[SharedMention]] = defaultdict(list)
    for thing, *values in mentions.values_list("thing", *MENTION_FIELDS).iterator(chunk_size=2000):
        told[thing].append(SharedMention(*values))
    return list(shared(told))


def recent_mentions(since: date) -> QuerySet[Mention]:
    """Standing mentions of things that are no hubs, oldest first."""
    recent = Q(noticed_on__gte=since) | Q(noticed_on=None, recorded_at__date__gte=since)
    return Mention.objects.filter(recent, withdrawn=False, thing__hub_reason="")


def things_of(sources: Collection[str]) -> set[int]:
    """The things that these sources mention."""
    names = sorted(sources)
    found: set[int] = set()
    for start in range(0, len(names), SOURCES_AT_ONCE):
        some = names[start : start + SOURCES_AT_ONCE]
        told = Mention.objects.filter(source__in=some, withdrawn=False).order_by()
        found.update(told.values_list("thing", flat=True))
    return found


def shared(told: dict[int, list[SharedMention]]) -> Iterable[SharedThing]:
    """The things with two sources or more, in the order of their keys."""
    several = {
        thing: mentions
        for thing, mentions in told.items()
        if len({mention.source for mention in mentions}) > 1
    }
    for thing in things_by_key(several):
        yield SharedThing(thing.pk, thing.kind, thing.key, thing.display, tuple(several[thing.pk]))


def things_by_key(keys: Iterable[int]) -> list[Thing]:
    """The rows of many things, in the order of their keys."""
    wanted = sorted(keys)
    rows: list[Thing] = []
    for start in range(0, len(wanted), SOURCES_AT_ONCE):
        rows += Thing.objects.filter(pk__in=wanted[start : start + SOURCES_AT_ONCE]).order_by("pk")
    return rows
