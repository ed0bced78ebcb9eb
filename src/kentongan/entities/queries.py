"""Questions about things and their mentions; those of a person start from the gate."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from kentongan.access.handing_over import to_hand_over
from kentongan.access.tables import sight_of
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.engine.extraction.things import things_in
from kentongan.engine.linkage.normal import Normal, normalise
from kentongan.entities.models import Judgement, Mention, Thing, ThingKind
from kentongan.entities.told import Written
from kentongan.regions.queries import in_force

__all__ = ["Normal", "normalise"]
SIGHT = sight_of("entities.Mention")
SOURCES_AT_ONCE = 500
# Strangers name the same terminal or the same way abroad: that they do seconds nobody's report.
ANYBODYS = (ThingKind.PLACE, ThingKind.ROUTE)
NUMBERED = (ThingKind.PHONE, ThingKind.ACCOUNT)
FEWEST_DIGITS = 4  # fewer are in nearly every number
# Names are opened one by one, some 30 µs each: a search ends within a second.
MOST_SEARCHED = 20_000


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


def mentions_to_hand_over(sender: User, receiver: User) -> QuerySet[Mention]:
    """The standing mentions that ``sender`` may hand to ``receiver``."""
    return to_hand_over(Mention.objects.filter(withdrawn=False), sender, receiver, SIGHT)


def things_of_mentions(
    mentions: QuerySet[Mention], sources: Collection[str], kinds: Collection[str]
) -> list[tuple[str, str]]:
    """Kind and display of the things of some kinds that some sources mention, each once."""
    names = sorted(sources)
    found: set[int] = set()
    for start in range(0, len(names), SOURCES_AT_ONCE):
        some = names[start : start + SOURCES_AT_ONCE]
        told = mentions.filter(source__in=some, thing__kind__in=kinds).order_by()
        found.update(told.values_list("thing", flat=True))
    return sorted((thing.kind, thing.display) for thing in things_by_key(found))


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
    seen = mentions_in_sight(viewer)
    if wish.kind in ThingKind.values:
        seen = seen.filter(thing__kind=wish.kind)
    if not wish.hubs:
        seen = seen.filter(thing__is_hub=False)
    if wish.words:
        seen = seen.filter(thing__in=matching(wish.words, seen))
    return counted(seen).order_by("-villages", "-agencies", "-sources", "thing")


def counted(mentions: QuerySet[Mention]) -> QuerySet[Any, dict[str, Any]]:
    """One row a thing: ``thing`` (its key) and what its mentions come to; names: ``named``.

    ``villages``, ``agencies``, ``sources`` are counts; ``first`` and ``last`` days of notice;
    ``label`` is the strictest of them.
    """
    by_thing: QuerySet[Any, Any] = mentions.order_by().values("thing")
    rows: QuerySet[Any, dict[str, Any]] = by_thing.annotate(
        villages=Count("region_code", distinct=True, filter=~Q(region_code="")),
        agencies=Count("agency", distinct=True),
        sources=Count("pk"),  # a source mentions a thing once
        label=Max("label"),
        first=Min("noticed_on"),
        last=Max("noticed_on"),
    )
    return rows


def with_things(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of ``counted`` with the whole thing in place of its key, in one query."""
    listed = list(rows)
    things = Thing.objects.in_bulk([row["thing"] for row in listed])
    return [row | {"thing": things[row["thing"]]} for row in listed]


def searched(mentions: QuerySet[Mention]) -> QuerySet[Thing]:
    """The things in which words are looked for: the ``MOST_SEARCHED`` that were first told last."""
    told = Thing.objects.filter(pk__in=mentions.order_by().values("thing"))
    return told.order_by("-pk")[:MOST_SEARCHED]


def search_is_cut(viewer: User) -> bool:
    """Whether the viewer sees more things than a search for words reads."""
    return things_visible_to(viewer).count() > MOST_SEARCHED


def matching(words: str, mentions: QuerySet[Mention]) -> list[int]:
    """The keys of things whose reading holds the words, or whose other writing the words are.

    Names are encrypted, so they are read and compared here; only the things in sight are read.
    Digits alone find the numbers that hold them, whatever stands between.
    """
    exact = {(kind, key) for kind, key in exact_keys(words)}
    sought, digits = words.casefold(), digits_of(words).removeprefix("0")
    by_digits = digits_alone(words) and len(digits) >= FEWEST_DIGITS
    return [
        thing.pk
        for thing in searched(mentions)
        if (thing.kind, thing.key) in exact
        or sought in thing.display.casefold()
        or (by_digits and thing.kind in NUMBERED and digits in digits_of(thing.display))
    ]


def exact_keys(words: str) -> Iterable[tuple[str, str]]:
    """(kind, blind index) of everything that the words may be a writing of."""
    for kind in ThingKind:
        if normal := normalise(kind, words):
            yield kind.value, blind(kind, normal.key)


def digits_alone(words: str) -> bool:
    """Whether a search is a part of a number, whatever stands between."""
    return re.sub(r"[\s().+\-]", "", words).isdecimal()


def digits_of(text: str) -> str:
    """Its digits."""
    return re.sub(r"\D", "", text)


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
    hidden_from_id: int | None = None


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
    return Mention.objects.filter(recent, withdrawn=False, thing__is_hub=False)


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


def things_of_sources(sources: Collection[str]) -> dict[str, list[int]]:
    """Source → the keys of the things it mentions; for the software itself, never for a person."""
    names, found = sorted(sources), defaultdict[str, list[int]](list)
    for start in range(0, len(names), SOURCES_AT_ONCE):
        told = Mention.objects.filter(source__in=names[start : start + SOURCES_AT_ONCE])
        for source, thing in told.order_by("thing").values_list("source", "thing").distinct():
            found[source].append(thing)
    return found


def corroborated_for_retention(sources: Collection[str]) -> set[str]:
    """Those that mention a thing of which another voice speaks too.

    Common things do not count, nor do places and journeys.
    """
    names, found = sorted(sources), set[str]()
    other = Mention.objects.filter(thing=OuterRef("thing"), withdrawn=False)
    for start in range(0, len(names), SOURCES_AT_ONCE):
        some = names[start : start + SOURCES_AT_ONCE]
        own = Mention.objects.filter(source__in=some, withdrawn=False, thing__is_hub=False)
        telling = own.exclude(thing__kind__in=ANYBODYS)
        seconded = telling.filter(Exists(other.exclude(voice=OuterRef("voice"))))
        found |= set(seconded.values_list("source", flat=True))
    return found
