"""What the search box shows of the people and things in sight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from kentongan.access.labels import Label
from kentongan.access.subjects import page_of
from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.normal import normalise
from kentongan.entities.level_words import LEVELS
from kentongan.entities.models import Thing
from kentongan.entities.queries import (
    Wish,
    place_names,
    things_visible_to,
    things_wished,
    with_things,
)
from kentongan.entities.search.asking import Question
from kentongan.entities.search.finding import MOST_SHOWN, Hit, asked, find_people
from kentongan.entities.sides import SIDES
from kentongan.entities.told import Role


@dataclass(frozen=True)
class Line:
    """One thing found, as pages and JSON show it; ``address`` is "" where no page shows it.

    ``subject`` names it in the log where ``is_confidential``.
    """

    sort: str
    title: str
    meta: str
    address: str
    level: str
    subject: str
    is_confidential: bool


def answer(viewer: User, question: Question, is_typing: bool = False) -> list[Line]:
    """People first, then things; only what the viewer may see.

    While somebody types, things are found by their whole form alone; names that hold the words are
    read one by one and wait for the page.
    """
    if not question.asks:
        return []
    things = exactly(viewer, question) if is_typing else wished(viewer, question)
    return [*people(viewer, question), *things]


def people(viewer: User, question: Question) -> list[Line]:
    """People of both sorts, each sort where the viewer reads it at all."""
    sought = asked(question.person, question.beginning)
    return [
        line
        for role, side in SIDES.items()
        for line in person_lines(Role(role), find_people(viewer, side, sought))
    ]


def person_lines(role: Role, hits: Sequence[Hit]) -> list[Line]:
    """Hits in words; places are named in one query."""
    places = place_names({hit.mention.region_code for hit in hits})
    return [person_line(role, hit, places.get(hit.mention.region_code, "")) for hit in hits]


def person_line(role: Role, hit: Hit, place: str) -> Line:
    """One hit: the name, where and by whom it was told, and how alike it is."""
    mention = hit.mention
    subject = f"{hit.side.word}:{mention.pk}"
    told = (place, mention.agency.name if mention.agency else "")
    return Line(
        sort=str(role.label),
        title=mention.shown,
        meta=" · ".join(filter(None, told)),
        address=page_of(subject),
        level=str(LEVELS[hit.match.level]),
        subject=subject,
        is_confidential=mention.label >= Label.CONFIDENTIAL,
    )


def exactly(viewer: User, question: Question) -> list[Line]:
    """The things in sight that the words are a writing of."""
    keys = {
        (kind, blind(kind, normal.key))
        for kind, raw in question.things
        if (normal := normalise(kind, raw))
    }
    seen = things_visible_to(viewer).filter(key__in=[key for _kind, key in keys])
    return thing_lines(thing for thing in seen if (thing.kind, thing.key) in keys)


def wished(viewer: User, question: Question) -> list[Line]:
    """The things in sight that hold the words or are written like them."""
    rows = with_things(things_wished(viewer, Wish(words=question.text, hubs=True))[:MOST_SHOWN])
    return thing_lines(row["thing"] for row in rows)


def thing_lines(things: Iterable[Thing]) -> list[Line]:
    """Things in words."""
    return [
        Line(
            sort=thing.get_kind_display(),
            title=thing.shown,
            meta="",
            address=reverse("entities:detail", args=[thing.pk]),
            level="",
            subject=f"thing:{thing.pk}",
            is_confidential=False,
        )
        for thing in things
    ]


def confidential(lines: Iterable[Line]) -> list[str]:
    """What is written down before it is shown."""
    return [line.subject for line in lines if line.is_confidential]
