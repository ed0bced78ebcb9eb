"""Which two mentions a person is asked about, and in which order.

Candidates share one of the keys of ``engine.linkage.blocking``; they are compared by the model,
what people have answered is left out, and ``engine.linkage.queue`` puts what is worth most first.
Mentions are encrypted and opened one by one, so the newest ``MOST_PEOPLE`` in sight are looked
through.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kentongan.accounts.models import User
from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.people import Prepared
from kentongan.engine.linkage.queue import Candidate, ordered
from kentongan.engine.linkage.scoring import Match, MatchLevel
from kentongan.entities.comparing import match_of, prepared
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.person_queries import askable, people_in_sight
from kentongan.entities.search.finding import size_of
from kentongan.entities.sides import Side
from kentongan.regions.lookups import DISTRICT_CODE

MOST_PEOPLE = 5_000
# A key that so many share ("born in 1990 in Ponorogo") brings together what nothing else does.
MOST_OF_A_KEY = 50
ASKED = {MatchLevel.VERY_LIKELY, MatchLevel.REVIEW}
OTHER_VOICE, OTHER_AGENCY, OTHER_DISTRICT = 0.5, 0.5, 0.5


@dataclass(frozen=True)
class Question:
    """Two mentions and how alike they are."""

    first: AnyPersonMention
    second: AnyPersonMention
    match: Match


@dataclass(frozen=True)
class Queue:
    """The questions, the most valuable first; ``is_cut``: not all mentions were looked through."""

    questions: list[Question]
    is_cut: bool


def queue_for(viewer: User, side: Side, *, weak: bool = False) -> Queue:
    """Everything the viewer may be asked about; with ``weak`` also what is hardly alike."""
    rows = people_in_sight(viewer, side).select_related("agency").order_by("-recorded_at", "-pk")
    newest = [one for one in rows[: MOST_PEOPLE + 1] if not one.is_erased]
    people = {one.pk: one for one in newest[:MOST_PEOPLE]}
    ready = {pk: prepared(one.person) for pk, one in people.items()}
    people_known = size_of(side)
    pairs = askable(side, sorted(unlike(people, sharing(ready))))
    levels = ASKED | {MatchLevel.WEAK} if weak else ASKED
    matches = {
        pair: match
        for pair in pairs
        if (match := match_of(ready[pair[0]], ready[pair[1]], people_known)).level in levels
    }
    order = ordered([candidate(people, *pair, matches[pair]) for pair in matches], groups(people))
    found = [
        Question(people[one.first], people[one.second], matches[one.first, one.second])
        for one in order
    ]
    return Queue(found, len(newest) > MOST_PEOPLE)


def sharing(ready: dict[int, Prepared]) -> Iterator[tuple[int, int]]:
    """The pairs that share a key, the smaller number first; some more than once."""
    holders = defaultdict(list)
    for pk in sorted(ready):
        for key in keys_of(ready[pk]):
            holders[key].append(pk)
    for some in holders.values():
        if len(some) <= MOST_OF_A_KEY:
            yield from combinations(some, 2)


def unlike(
    people: dict[int, AnyPersonMention], pairs: Iterable[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The pairs that are not one person already, nor of one source: that named two people."""
    return {
        (a, b)
        for a, b in pairs
        if root_of(people[a]) != root_of(people[b]) and people[a].source != people[b].source
    }


def root_of(mention: AnyPersonMention) -> int:
    """The mention that stands for its person."""
    root: int | None = mention.identity_id  # type: ignore[attr-defined]
    return root or mention.pk


def groups(people: dict[int, AnyPersonMention]) -> list[Sequence[int]]:
    """The confirmed people in sight, as their mentions."""
    found = defaultdict(list)
    for pk, mention in people.items():
        found[root_of(mention)].append(pk)
    return list(found.values())


def candidate(
    people: dict[int, AnyPersonMention], first: int, second: int, match: Match
) -> Candidate:
    """A pair with what a yes would tell: more when voices know nothing of each other."""
    one, other = people[first], people[second]
    worth = 1.0
    worth += OTHER_VOICE * (one.voice != other.voice)
    worth += OTHER_AGENCY * (one.agency_id != other.agency_id)
    worth += OTHER_DISTRICT * (one.region_code[:DISTRICT_CODE] != other.region_code[:DISTRICT_CODE])
    return Candidate(first, second, match.probability, worth)
