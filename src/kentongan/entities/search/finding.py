"""Who is meant: candidates by keys and index, through the gate, compared, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kentongan.access.pages import reads
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.index import Damaged, Index, asked_of, described
from kentongan.engine.linkage.people import Person, Prepared
from kentongan.engine.linkage.scoring import Match, score, weight_of
from kentongan.engine.linkage.weights import Model
from kentongan.entities.comparing import model, model_for, prepared
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.search import keys
from kentongan.entities.search.blinded import blinded, marker
from kentongan.entities.search.indexing import index_of
from kentongan.entities.search.people import mention_of, number_of
from kentongan.entities.sides import Sort

MOST_SHOWN = 10
# How many candidates are opened and compared, some 0.3 ms each: first few, and more for a viewer
# who may see few of these.
BY_KEYS = (20, 400)
BY_MARKS = (20, 400)


@dataclass(frozen=True)
class Asked:
    """Who is looked for; ``beginning``: letters typed so far of a last word that may go on."""

    person: Prepared
    beginning: str = ""


@dataclass(frozen=True)
class Hit:
    """A mention in sight and how alike it is to who was asked for."""

    side: Sort
    mention: AnyPersonMention
    match: Match


@dataclass(frozen=True)
class Candidate:
    """A mention in sight, compared; ``place``: where keys and index put it, for what weighs the
    same."""

    mention: AnyPersonMention
    person: Prepared
    weight: float
    place: int


def asked(person: Person, beginning: str = "") -> Asked:
    """A question about a person as the engine knows one."""
    return Asked(prepared(person), beginning)


def find_people(viewer: User, side: Sort, question: Asked, most: int = MOST_SHOWN) -> list[Hit]:
    """The ``most`` mentions in sight that are most alike, best first; of others nothing shows, not
    even how many there are."""
    if not reads(viewer, side.kind):
        return []
    index = index_of(side)
    # Without an index to count in: as many people as the model was made for.
    chosen = model_for(index.count) if index else model()
    found: list[Candidate] = []
    for by_keys, by_marks in zip(BY_KEYS, BY_MARKS, strict=True):
        numbers = candidates(side, index, question, by_keys, by_marks)
        found = compared(chosen, question, seen_by(viewer, side, numbers), numbers)
        if len(found) >= most or len(numbers) < min(by_keys, by_marks):
            break
    best = sorted(found, key=order)[:most]
    return [Hit(side, one.mention, score(chosen, question.person, one.person)) for one in best]


def size_of(side: Sort) -> int:
    """About how many people the register holds; as many as the model was made for, where there is
    no index to tell."""
    index = index_of(side)
    return index.count if index else model().people


def order(one: Candidate) -> tuple[float, int]:
    """The heaviest first."""
    return -one.weight, one.place


def candidates(
    side: Sort, index: Index | None, question: Asked, by_keys: int, by_marks: int
) -> list[int]:
    """Numbers of mentions, those that share most keys first, then as the index orders them."""
    shared = keys.sharing(blinded(side, keys_of(question.person)))
    first = [number for number, _count in shared.most_common(by_keys)]
    return list(dict.fromkeys([*first, *by_index(side, index, question, by_marks)]))


def by_index(side: Sort, index: Index | None, question: Asked, most: int) -> list[int]:
    """What the index finds; nothing while it is being made."""
    if index is None:
        return []
    marks = described(question.person, question.beginning)
    try:
        return [found.number for found in index.find(asked_of(marks, marker(side)), most)]
    except Damaged:  # made anew at this moment
        return []


def seen_by(viewer: User, side: Sort, numbers: Iterable[int]) -> list[AnyPersonMention]:
    """The mentions among these that the viewer may see."""
    chosen = [pk for _side, pk in map(mention_of, numbers)]
    if not chosen:
        return []
    rows = side.told.filter(pk__in=chosen, withdrawn=False).order_by()
    return list(visible(rows, viewer, side.sight).select_related("agency"))


def compared(
    chosen: Model, question: Asked, mentions: Iterable[AnyPersonMention], numbers: Sequence[int]
) -> list[Candidate]:
    """Each with its weight."""
    places = {number: place for place, number in enumerate(numbers)}
    told = [(one, prepared(one.person)) for one in mentions if not one.is_erased]
    return [
        Candidate(one, person, weight_of(chosen, question.person, person), places[number_of(one)])
        for one, person in told
    ]
