"""Who is meant: candidates by keys and index, through the gate, compared, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kentongan.access.pages import reads
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.index import Damaged, asked_of, described
from kentongan.engine.linkage.people import Person, Prepared
from kentongan.engine.linkage.scoring import Match
from kentongan.entities.comparing import match_of, prepared
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.search import keys
from kentongan.entities.search.blinded import blinded, marker
from kentongan.entities.search.indexing import index_of
from kentongan.entities.search.people import mention_of, number_of
from kentongan.entities.sides import Side

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

    side: Side
    mention: AnyPersonMention
    match: Match
    rank: int  # the place the index gave it: orders what weighs the same


def asked(person: Person, beginning: str = "") -> Asked:
    """A question about a person as the engine knows one."""
    return Asked(prepared(person), beginning)


def find_people(viewer: User, side: Side, question: Asked, most: int = MOST_SHOWN) -> list[Hit]:
    """The ``most`` mentions in sight that are most alike; of others nothing shows, not even how
    many there are."""
    found: list[Hit] = []
    if not reads(viewer, side.kind):
        return found
    for by_keys, by_marks in zip(BY_KEYS, BY_MARKS, strict=True):
        numbers = candidates(side, question, by_keys, by_marks)
        found = compared(side, question, seen_by(viewer, side, numbers), numbers)
        if len(found) >= most or len(numbers) < min(by_keys, by_marks):
            break
    return sorted(found, key=order)[:most]


def order(hit: Hit) -> tuple[float, int]:
    """The heaviest first."""
    return -hit.match.weight, hit.rank


def candidates(side: Side, question: Asked, by_keys: int, by_marks: int) -> list[int]:
    """Numbers of mentions, those that share most keys first, then as the index orders them."""
    shared = keys.sharing(blinded(side, keys_of(question.person)))
    first = [number for number, _count in shared.most_common(by_keys)]
    return list(dict.fromkeys([*first, *by_index(side, question, by_marks)]))


def by_index(side: Side, question: Asked, most: int) -> list[int]:
    """What the index finds; nothing while it is being made."""
    index, marks = index_of(side), described(question.person, question.beginning)
    if index is None:
        return []
    try:
        return [found.number for found in index.find(asked_of(marks, marker(side)), most)]
    except Damaged:  # made anew at this moment
        return []


def seen_by(viewer: User, side: Side, numbers: Iterable[int]) -> list[AnyPersonMention]:
    """The mentions among these that the viewer may see."""
    chosen = [pk for _side, pk in map(mention_of, numbers)]
    rows = side.mentions._default_manager.filter(pk__in=chosen, withdrawn=False).order_by()
    return list(visible(rows, viewer, side.sight).select_related("agency"))


def compared(
    side: Side, question: Asked, mentions: Iterable[AnyPersonMention], numbers: Sequence[int]
) -> list[Hit]:
    """Each with its match."""
    rank = {number: place for place, number in enumerate(numbers)}
    return [
        Hit(
            side,
            one,
            match_of(question.person, prepared(one.person)),
            rank[number_of(one)],
        )
        for one in mentions
        if not one.is_erased
    ]
