"""What of another office's writings the viewer's own records hold: asked when a share comes in.

Nothing of the writings is stored. Who is one with whom, a person says on the pages of people.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.normal import Kind, normalise
from kentongan.engine.linkage.people import Person
from kentongan.engine.linkage.scoring import MatchLevel
from kentongan.entities.models import Mention, Thing
from kentongan.entities.person_rules import tidy_person
from kentongan.entities.queries import place_names, things_visible_to
from kentongan.entities.search.answering import Line, person_line, thing_lines
from kentongan.entities.search.finding import Hit, asked, find_people
from kentongan.entities.sides import SIDES
from kentongan.entities.told import Role

MOST_NAMES = 20  # each is compared with many; a document names fewer
MOST_ALIKE = 3
# An offer is written as a sentence: no document holds one by itself.
KINDS = tuple(kind for kind in Kind if kind is not Kind.OFFER)


@dataclass(frozen=True)
class Known:
    """A writing of which records in sight speak, and what it may be in them."""

    written: str
    lines: tuple[Line, ...]


def known_already(
    viewer: User, names: Collection[str], writings: Collection[str]
) -> tuple[Known, ...]:
    """Those of the names and writings that are known, in their order.

    Things by their whole form, in one question. People by name with all numbers of the document:
    a near name with the same telephone is worth a look.
    """
    every = dict.fromkeys([*names, *writings])
    things = things_written(viewer, every)
    alike = people_written(viewer, list(dict.fromkeys(names))[:MOST_NAMES], writings)
    found = (Known(one, (*alike.get(one, ()), *thing_lines(things.get(one, ())))) for one in every)
    return tuple(known for known in found if known.lines)


def things_written(viewer: User, writings: Iterable[str]) -> dict[str, list[Thing]]:
    """Each writing with the things in sight that it can be."""
    keys = {one: keys_of(one) for one in writings}
    wanted = {key for some in keys.values() for _kind, key in some}
    seen = {(one.kind, one.key): one for one in things_visible_to(viewer).filter(key__in=wanted)}
    return {one: [seen[key] for key in some if key in seen] for one, some in keys.items()}


def told_in(sources: Iterable[str], writings: Iterable[str]) -> dict[str, list[str]]:
    """Each writing with those of some sources that tell of it; the caller has these in sight."""
    keys = {one: set(keys_of(one)) for one in writings}
    wanted = {key for some in keys.values() for _kind, key in some}
    told = Mention.objects.filter(source__in=list(sources), withdrawn=False, thing__key__in=wanted)
    found = list(told.order_by("source").values_list("thing__kind", "thing__key", "source"))
    by_writing = {
        one: list(dict.fromkeys(source for kind, key, source in found if (kind, key) in some))
        for one, some in keys.items()
    }
    return {one: some for one, some in by_writing.items() if some}


def keys_of(writing: str) -> list[tuple[str, str]]:
    """The kinds and blind keys of everything that a writing can be."""
    found = ((kind.value, normalise(kind, writing)) for kind in KINDS)
    return [(kind, blind(kind, normal.key)) for kind, normal in found if normal]


def people_written(
    viewer: User, names: Iterable[str], writings: Iterable[str]
) -> Mapping[str, list[Line]]:
    """Each name with the people in sight who may be meant; their places in one question."""
    numbers = tuple(writings)
    beside = Person(phones=numbers, accounts=numbers, handles=numbers)
    hits = {name: hits_of(viewer, replace(beside, name=name)) for name in names}
    codes = {hit.mention.region_code for some in hits.values() for _role, hit in some}
    places = place_names(codes)
    return {
        name: [
            person_line(role, hit, places.get(hit.mention.region_code, "")) for role, hit in some
        ]
        for name, some in hits.items()
    }


def hits_of(viewer: User, told: Person) -> list[tuple[Role, Hit]]:
    """The people of both sorts who may be meant, each sort where the viewer reads it at all."""
    person = tidy_person(told)
    if person is None:
        return []
    return [
        (Role(role), hit)
        for role, side in SIDES.items()
        for hit in find_people(viewer, side, asked(person), MOST_ALIKE)
        if hit.match.level is not MatchLevel.UNLIKELY
    ]
