"""The names of nodes in sight. What confidential sources told is noted before it is shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kentongan.access.subjects import page_of
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.network.people import People, faces
from kentongan.entities.network.queries import (
    PERSON,
    THING,
    Key,
    Telling,
    among,
    confidential,
    names_of_things,
)
from kentongan.entities.sides import SUSPECTED


@dataclass(frozen=True)
class Named:
    """Names of nodes, and the addresses of the people among them."""

    names: dict[Key, str]
    pages: dict[Key, str]


def named(viewer: User, people: People, rows: Iterable[Telling], keys: Collection[Key]) -> Named:
    """The things and people among some nodes; ``rows``: what is told of them.

    A person is called as on the page that he leads to.
    """
    things, who = among(keys, THING), faces(people, among(keys, PERSON))
    note_reading(viewer, confidential(rows, things), who.values())
    names: dict[Key, str] = {(PERSON, pk): face.shown for pk, face in who.items()}
    names |= {(THING, pk): name for pk, name in names_of_things(viewer, things).items()}
    return Named(
        names, {(PERSON, pk): page_of(f"{SUSPECTED.word}:{face.pk}") for pk, face in who.items()}
    )


def note_reading(viewer: User, things: list[str], people: Iterable[AnyPersonMention]) -> None:
    """Names are written down before they are shown; people are confidential always."""
    who = [f"{SUSPECTED.word}:{pk}" for pk in sorted(one.pk for one in people)]
    record_reading(viewer, things, page="thing.listed")
    record_reading(viewer, who, page="person.listed")
