"""What the network is made of: the standing mentions in sight, as nodes told by sources.

A node is ``("hal", thing key)``, ``("desa", region code)`` or ``("tujuan", destination)``. Where
people are sent is told by the source itself, through ``settings.NETWORK_DESTINATIONS``. What a
source is, or who told it, is on no page.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from kentongan.access.labels import Label
from kentongan.access.visibility import exportable
from kentongan.accounts.models import User
from kentongan.engine.linkage.network.graph import Column, Told
from kentongan.entities.models import Mention
from kentongan.entities.queries import SIGHT, mentions_in_sight, things_visible_to

type Key = tuple[str, Any]
THING, VILLAGE, DESTINATION = "hal", "desa", "tujuan"
# Kinds by value: those that are not named here are no part of the picture.
COLUMNS = {
    **dict.fromkeys(("alias", "person"), Column.RECRUITER),
    **dict.fromkeys(("phone", "account", "handle"), Column.NUMBER),
    **dict.fromkeys(("offer", "organisation"), Column.OFFER),
    **dict.fromkeys(("holding_house", "place"), Column.PLACE),
    **dict.fromkeys(("route", "destination"), Column.DESTINATION),
}
MOST_TELLINGS = 150_000
AT_ONCE = 500  # SQLite takes 32,766 values in one statement
FIELDS = ("thing", "thing__kind", "thing__is_hub", "source", "region_code", "noticed_on")


@dataclass(frozen=True)
class Wish:
    """What the picture is asked for; an empty centre asks for everything in sight."""

    centre: Key | None = None
    goal: Key | None = None
    steps: int = 2
    since: date | None = None
    until: date | None = None
    hubs: bool = False

    @property
    def things(self) -> list[int]:
        """The things that are asked for by name."""
        return [key[1] for key in (self.centre, self.goal) if key and key[0] == THING]


@dataclass(frozen=True)
class Telling:
    """One mention as the picture needs it."""

    thing: int
    kind: str
    is_hub: bool
    source: str
    region_code: str
    noticed_on: date | None
    recorded_at: datetime
    label: int

    @property
    def day(self) -> int:
        """The day it counts for: when it was noticed, else when it was recorded."""
        return (self.noticed_on or self.recorded_at.date()).toordinal()

    @property
    def column(self) -> Column:
        """Where the thing stands."""
        return COLUMNS[self.kind]


def seen_by(viewer: User, wish: Wish) -> QuerySet[Mention]:
    """The mentions in sight within the asked days."""
    return within(mentions_in_sight(viewer), wish)


def printable_for(viewer: User, wish: Wish) -> QuerySet[Mention]:
    """``seen_by`` for paper."""
    standing = Mention.objects.filter(withdrawn=False)
    return within(exportable(standing, viewer, SIGHT), wish)


def within(mentions: QuerySet[Mention], wish: Wish) -> QuerySet[Mention]:
    """Those of the asked days and of kinds that are drawn; common things only when asked for."""
    found = mentions.filter(thing__kind__in=COLUMNS)
    if wish.since:
        found = found.filter(between("gte", wish.since))
    if wish.until:
        found = found.filter(between("lte", wish.until))
    return found if wish.hubs else found.filter(Q(thing__is_hub=False) | Q(thing__in=wish.things))


def between(side: str, day: date) -> Q:
    """On one side of a day; without a day of notice the day of recording counts."""
    noticed = Q(**{f"noticed_on__{side}": day})
    return noticed | Q(noticed_on=None, **{f"recorded_at__date__{side}": day})


def tellings(mentions: QuerySet[Mention]) -> list[Telling]:
    """The mentions as rows, the latest first; at most ``MOST_TELLINGS``."""
    rows = mentions.order_by("-recorded_at", "-pk")
    values = rows.values_list(*FIELDS, "recorded_at", "label")[:MOST_TELLINGS]
    return [Telling(*row) for row in values.iterator(chunk_size=5000)]


def around(mentions: QuerySet[Mention], centre: Key, steps: int) -> list[Telling]:
    """What the sources tell that lie within some steps of a node.

    The way leads through things: a village joins everything that was ever told there, so nothing
    is looked for beyond it unless it is the centre itself. Two questions a step and 500 names.
    """
    sources = set(mentions.order_by().filter(telling_of(centre)).values_list("source", flat=True))
    found = told_by(mentions, sources)
    for _step in range(steps - 1):
        things = {one.thing for one in found if not one.is_hub}
        more = set(in_parts(mentions, "thing", things).values_of("source")) - sources
        if not more:
            break
        sources |= more
        found += told_by(mentions, more)
    return found[:MOST_TELLINGS]


def telling_of(key: Key) -> Q:
    """The mentions of a node."""
    kind, number = key
    return Q(thing=number) if kind == THING else Q(region_code=number)


def is_seen(viewer: User, key: Key) -> bool:
    """Whether ``viewer`` sees any mention of a node."""
    return mentions_in_sight(viewer).filter(telling_of(key)).exists()


def told_by(mentions: QuerySet[Mention], sources: Collection[str]) -> list[Telling]:
    """Everything in sight that some sources tell."""
    parts = in_parts(mentions, "source", sources)
    return [row for part in parts.questions() for row in tellings(part)]


@dataclass(frozen=True)
class Parts:
    """One question asked in handfuls of values."""

    mentions: QuerySet[Mention]
    field: str
    values: list[Any]

    def questions(self) -> Iterator[QuerySet[Mention]]:
        """One question a handful."""
        for start in range(0, len(self.values), AT_ONCE):
            some = self.values[start : start + AT_ONCE]
            yield self.mentions.filter(**{f"{self.field}__in": some})

    def values_of(self, column: str) -> Iterator[Any]:
        """One column of all rows."""
        for question in self.questions():
            yield from question.order_by().values_list(column, flat=True).distinct()


def in_parts(mentions: QuerySet[Mention], field: str, values: Collection[Any]) -> Parts:
    """A question about many values."""
    return Parts(mentions, field, sorted(values))


def destinations(viewer: User, rows: Iterable[Telling], *, on_paper: bool) -> dict[str, str]:
    """Source → where people are sent, as written; only of sources in sight."""
    told_in = import_string(settings.NETWORK_DESTINATIONS)
    sources = dict.fromkeys(row.source for row in rows)
    found: dict[str, str] = told_in(viewer, sources, on_paper=on_paper)
    return found


def nodes_told(rows: Iterable[Telling], sent_to: Mapping[str, str]) -> Iterator[Told[Key]]:
    """Each row as its thing, the village beside it, and where its source says people are sent."""
    for row in rows:
        yield Told(row.source, (THING, row.thing), row.column, row.day, row.is_hub)
        if row.region_code:
            yield Told(row.source, (VILLAGE, row.region_code), Column.PLACE, row.day)
        if place := spelled(sent_to.get(row.source, "")):
            yield Told(row.source, (DESTINATION, place), Column.DESTINATION, row.day)


def spelled(destination: str) -> str:
    """A destination as compared: "Hong Kong", "HONGKONG" → "hongkong"."""
    return "".join(letter for letter in destination.casefold() if letter.isalnum())


def confidential(rows: Iterable[Telling], things: Collection[int]) -> list[str]:
    """The subjects, among some things, of which a confidential source tells."""
    told = {row.thing for row in rows if row.label >= Label.CONFIDENTIAL}
    return [f"thing:{pk}" for pk in sorted(told & set(things))]


def names_of_things(viewer: User, things: Collection[int]) -> dict[int, str]:
    """The names of the things among these of which ``viewer`` sees a mention."""
    return {thing.pk: thing.shown for thing in things_visible_to(viewer).filter(pk__in=things)}


def mentions_of_sources(mentions: QuerySet[Mention], sources: Collection[str]) -> list[Mention]:
    """One mention in sight of each source: where and when it was, and whether its page opens."""
    found: dict[str, Mention] = {}
    for question in in_parts(mentions, "source", sources).questions():
        for mention in question.order_by("pk"):
            found.setdefault(mention.source, mention)
    return list(found.values())
