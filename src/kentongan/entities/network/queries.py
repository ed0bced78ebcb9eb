"""What the network is made of: the standing mentions in sight, as nodes told by sources.

A node is ``("hal", thing key)``, ``("orang", identity)`` of a confirmed suspected party
(``people``), ``("desa", region code)`` or ``("tujuan", destination)``. Where people are sent is
told by the source itself, through ``settings.NETWORK_DESTINATIONS``. What a source is, or who told
it, is on no page.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string

from kentongan.access.labels import Label
from kentongan.access.visibility import exportable
from kentongan.accounts.models import User
from kentongan.engine.linkage.network.graph import Column, Told
from kentongan.entities.models import AnyPersonMention, Mention
from kentongan.entities.network.people import (
    AT_ONCE,
    People,
    confirmed_for,
    confirmed_on_paper,
)
from kentongan.entities.person_queries import PERSON as PERSON_KIND
from kentongan.entities.queries import SIGHT, mentions_in_sight, things_visible_to

type Key = tuple[str, Any]
THING, PERSON, VILLAGE, DESTINATION = "hal", "orang", "desa", "tujuan"
# Kinds by value: those that are not named here are no part of the picture.
COLUMNS = {
    **dict.fromkeys(("alias", PERSON_KIND), Column.RECRUITER),
    **dict.fromkeys(("phone", "account", "handle"), Column.NUMBER),
    **dict.fromkeys(("offer", "organisation"), Column.OFFER),
    **dict.fromkeys(("holding_house", "place"), Column.PLACE),
    **dict.fromkeys(("route", "destination"), Column.DESTINATION),
}
MOST_TELLINGS = 150_000
SETTING = ("source", "region_code", "noticed_on", "recorded_at", "label")
FIELDS = ("thing", "thing__kind", "thing__is_hub", *SETTING)


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
    """One mention as the picture needs it; ``number``: the key of the thing, or who it is."""

    number: int
    kind: str
    is_hub: bool
    source: str
    region_code: str
    noticed_on: date | None
    recorded_at: datetime
    label: int

    @property
    def key(self) -> Key:
        """The node that it tells of."""
        return (PERSON if self.kind == PERSON_KIND else THING, self.number)

    @property
    def day(self) -> int:
        """The day it counts for: when it was noticed, else when it was recorded."""
        return (self.noticed_on or self.recorded_at.date()).toordinal()

    @property
    def column(self) -> Column:
        """Where the node stands."""
        return COLUMNS[self.kind]


@dataclass(frozen=True)
class InSight:
    """What a picture is made of: things and people, each seen by the rights of its own kind.

    ``things`` are of the asked days; ``people`` are not, so that each has one name in all pictures.
    """

    wish: Wish
    things: QuerySet[Mention]
    people: People

    @cached_property
    def people_told(self) -> list[Telling]:
        """The people of the asked days; asked once, as judgements of people are few."""
        return tellings_of_people(within_days(self.people, self.wish))


def seen_by(viewer: User, wish: Wish) -> InSight:
    """The mentions in sight within the asked days."""
    return InSight(wish, within(mentions_in_sight(viewer), wish), confirmed_for(viewer))


def printable_for(viewer: User, wish: Wish) -> InSight:
    """``seen_by`` for paper."""
    standing = exportable(Mention.objects.filter(withdrawn=False), viewer, SIGHT)
    return InSight(wish, within(standing, wish), confirmed_on_paper(viewer))


def within(mentions: QuerySet[Mention], wish: Wish) -> QuerySet[Mention]:
    """Those of the asked days and of kinds that are drawn; common things only when asked for."""
    found = within_days(mentions.filter(thing__kind__in=COLUMNS), wish)
    return found if wish.hubs else found.filter(Q(thing__is_hub=False) | Q(thing__in=wish.things))


def within_days[Row: Model](mentions: QuerySet[Row], wish: Wish) -> QuerySet[Row]:
    """Those of the asked days."""
    if wish.since:
        mentions = mentions.filter(between("gte", wish.since))
    return mentions.filter(between("lte", wish.until)) if wish.until else mentions


def between(side: str, day: date) -> Q:
    """On one side of a day; without a day of notice the day of recording counts."""
    noticed = Q(**{f"noticed_on__{side}": day})
    return noticed | Q(noticed_on=None, **{f"recorded_at__date__{side}": day})


def everything(sight: InSight) -> list[Telling]:
    """All that is in sight."""
    return tellings(sight.things) + sight.people_told


def tellings(mentions: QuerySet[Mention]) -> list[Telling]:
    """The mentions as rows, the latest first; at most ``MOST_TELLINGS``."""
    rows = mentions.order_by("-recorded_at", "-pk").values_list(*FIELDS)[:MOST_TELLINGS]
    return [Telling(*row) for row in rows.iterator(chunk_size=5000)]


def tellings_of_people(people: People) -> list[Telling]:
    """The same of people; nobody is a common thing."""
    rows = people.order_by("-recorded_at", "-pk").values_list("identity", *SETTING)[:MOST_TELLINGS]
    return [Telling(pk, PERSON_KIND, False, *told) for pk, *told in rows.iterator(chunk_size=5000)]


def around(sight: InSight, centre: Key, steps: int) -> list[Telling]:
    """What the sources tell that lie within some steps of a node.

    The way leads through things and people: a village joins everything that was ever told there, so
    nothing is looked for beyond it unless it is the centre itself. Two questions a step and 500
    names, and one for all people.
    """
    sources = sources_of(sight, {centre})
    found = told_by(sight, sources)
    for _step in range(steps - 1):
        more = sources_of(sight, {one.key for one in found if not one.is_hub}) - sources
        if not more:
            break
        sources |= more
        found += told_by(sight, more)
    return found[:MOST_TELLINGS]


def sources_of(sight: InSight, keys: Collection[Key]) -> set[str]:
    """The sources that tell of one of some nodes."""
    places = {(VILLAGE, code) for code in among(keys, VILLAGE)}
    found = {
        row.source
        for row in sight.people_told
        if row.key in keys or (VILLAGE, row.region_code) in places
    }
    found.update(in_parts(sight.things, "thing", among(keys, THING)).values_of("source"))
    found.update(in_parts(sight.things, "region_code", among(keys, VILLAGE)).values_of("source"))
    return found


def among(keys: Iterable[Key], sort: str) -> list[Any]:
    """The numbers of the nodes of one sort."""
    return [number for kind, number in keys if kind == sort]


def is_seen(viewer: User, key: Key) -> bool:
    """Whether ``viewer`` sees any mention of a node."""
    sort, number = key
    things, people = mentions_in_sight(viewer), confirmed_for(viewer)
    if sort == VILLAGE:
        return any(rows.filter(region_code=number).exists() for rows in (things, people))
    if sort == PERSON:
        return people.filter(identity=number).exists()
    return things.filter(thing=number).exists()


def told_by(sight: InSight, sources: Collection[str]) -> list[Telling]:
    """Everything in sight that some sources tell."""
    parts = in_parts(sight.things, "source", sources)
    things = [row for part in parts.questions() for row in tellings(part)]
    return things + [row for row in sight.people_told if row.source in sources]


@dataclass(frozen=True)
class Parts[Row: Model]:
    """One question asked in handfuls of values."""

    mentions: QuerySet[Row]
    field: str
    values: list[Any]

    def questions(self) -> Iterator[QuerySet[Row]]:
        """One question a handful."""
        for start in range(0, len(self.values), AT_ONCE):
            some = self.values[start : start + AT_ONCE]
            yield self.mentions.filter(**{f"{self.field}__in": some})

    def values_of(self, column: str) -> Iterator[Any]:
        """One column of all rows."""
        for question in self.questions():
            yield from question.order_by().values_list(column, flat=True).distinct()


def in_parts[Row: Model](
    mentions: QuerySet[Row], field: str, values: Collection[Any]
) -> Parts[Row]:
    """A question about many values."""
    return Parts(mentions, field, sorted(values))


def destinations(viewer: User, rows: Iterable[Telling], *, on_paper: bool) -> dict[str, str]:
    """Source → where people are sent, as written; only of sources in sight."""
    told_in = import_string(settings.NETWORK_DESTINATIONS)
    sources = dict.fromkeys(row.source for row in rows)
    found: dict[str, str] = told_in(viewer, sources, on_paper=on_paper)
    return found


def nodes_told(rows: Iterable[Telling], sent_to: Mapping[str, str]) -> Iterator[Told[Key]]:
    """Each row as its node, the village beside it, and where its source says people are sent."""
    for row in rows:
        yield Told(row.source, row.key, row.column, row.day, row.is_hub)
        if row.region_code:
            yield Told(row.source, (VILLAGE, row.region_code), Column.PLACE, row.day)
        if place := spelled(sent_to.get(row.source, "")):
            yield Told(row.source, (DESTINATION, place), Column.DESTINATION, row.day)


def spelled(destination: str) -> str:
    """A destination as compared: "Hong Kong", "HONGKONG" → "hongkong"."""
    return "".join(letter for letter in destination.casefold() if letter.isalnum())


def confidential(rows: Iterable[Telling], things: Collection[int]) -> list[str]:
    """The subjects, among some things, of which a confidential source tells."""
    told = {row.key for row in rows if row.label >= Label.CONFIDENTIAL}
    return [f"thing:{pk}" for pk in sorted(things) if (THING, pk) in told]


def names_of_things(viewer: User, things: Collection[int]) -> dict[int, str]:
    """The names of the things among these of which ``viewer`` sees a mention."""
    return {thing.pk: thing.shown for thing in things_visible_to(viewer).filter(pk__in=things)}


def mentions_of_sources(
    sight: InSight, sources: Collection[str]
) -> dict[str, Mention | AnyPersonMention]:
    """Source → a mention in sight: where and when it was, and whether its page opens."""
    things = first_of_each(sight.things, sources)
    return {**first_of_each(sight.people, set(sources) - set(things)), **things}


def first_of_each[Row: (Mention, AnyPersonMention)](
    mentions: QuerySet[Row], sources: Collection[str]
) -> dict[str, Row]:
    """Source → the first of its mentions."""
    found: dict[str, Row] = {}
    for question in in_parts(mentions, "source", sources).questions():
        for mention in question.order_by("pk"):
            found.setdefault(mention.source, mention)
    return found
