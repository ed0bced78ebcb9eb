"""Who is meant: candidates by keys and index, through the gate, compared, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.index import Damaged, asked_of, described
from kentongan.engine.linkage.people import Person, Prepared, prepare
from kentongan.engine.linkage.scoring import Match, score
from kentongan.entities.comparing import model, prepared, rarity
from kentongan.entities.search import keys
from kentongan.entities.search.blinded import blinded, marker
from kentongan.entities.search.indexing import index_of
from kentongan.entities.search.people import (
    MODELS,
    SIGHTS,
    AnyMention,
    mention_of,
    number_of,
)
from kentongan.entities.told import Role

MOST_SHOWN = 10
# How many candidates are compared, some 0.15 ms each: first few, and more for a viewer who may see
# few of these.
BY_KEYS = (40, 400)
BY_MARKS = (30, 400)


@dataclass(frozen=True)
class Asked:
    """Who is looked for; ``beginning``: letters typed so far of a last word that may go on."""

    person: Prepared
    beginning: str = ""


@dataclass(frozen=True)
class Hit:
    """A mention in sight and how alike it is to who was asked for."""

    role: Role
    mention: AnyMention
    match: Match
    rank: int  # the place the index gave it: orders what weighs the same


def asked(person: Person, beginning: str = "") -> Asked:
    """A question about a person as the engine knows one."""
    return Asked(prepare(person, rarity()), beginning)


def find_people(viewer: User, role: Role, question: Asked, most: int = MOST_SHOWN) -> list[Hit]:
    """The ``most`` mentions in sight that are most alike; of others nothing shows, not even how
    many there are."""
    found: list[Hit] = []
    for by_keys, by_marks in zip(BY_KEYS, BY_MARKS, strict=True):
        numbers = candidates(role, question, by_keys, by_marks)
        found = compared(role, question, seen_by(viewer, role, numbers), numbers)
        if len(found) >= most or len(numbers) < min(by_keys, by_marks):
            break
    return sorted(found, key=order)[:most]


def order(hit: Hit) -> tuple[float, int]:
    """The heaviest first."""
    return -hit.match.weight, hit.rank


def candidates(role: Role, question: Asked, by_keys: int, by_marks: int) -> list[int]:
    """Numbers of mentions, those that share most keys first, then as the index orders them."""
    shared = keys.sharing(blinded(role, keys_of(question.person)))
    first = [number for number, _count in shared.most_common(by_keys)]
    return list(dict.fromkeys([*first, *by_index(role, question, by_marks)]))


def by_index(role: Role, question: Asked, most: int) -> list[int]:
    """What the index finds; nothing while it is being made."""
    index, marks = index_of(role), described(question.person, question.beginning)
    if index is None:
        return []
    try:
        return [found.number for found in index.find(asked_of(marks, marker(role)), most)]
    except Damaged:  # made anew at this moment
        return []


def seen_by(viewer: User, role: Role, numbers: Iterable[int]) -> list[AnyMention]:
    """The mentions among these that the viewer may see."""
    chosen = [pk for _role, pk in map(mention_of, numbers)]
    rows = MODELS[role]._default_manager.filter(pk__in=chosen, withdrawn=False).order_by()
    return list(visible(rows, viewer, SIGHTS[role]).select_related("agency"))


def compared(
    role: Role, question: Asked, mentions: Iterable[AnyMention], numbers: Sequence[int]
) -> list[Hit]:
    """Each with its match."""
    rank = {number: place for place, number in enumerate(numbers)}
    return [
        Hit(
            role,
            one,
            score(model(), question.person, prepared(one.person)),
            rank[number_of(role, one.pk)],
        )
        for one in mentions
        if not one.is_erased
    ]
