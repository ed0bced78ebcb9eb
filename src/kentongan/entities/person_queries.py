"""Questions about people that sources name; those of a person start from the gate."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.closure import Closure, Said
from kentongan.engine.linkage.people import Person
from kentongan.entities.models import (
    AnyPersonJudgement,
    AnyPersonMention,
    IdentityChange,
    PersonMention,
    Verdict,
)
from kentongan.entities.person_rules import facts_of, name_key
from kentongan.entities.queries import SharedMention, SharedThing
from kentongan.entities.sides import PROTECTED, SIDES, SUSPECTED, Side, side_of

ROWS_AT_ONCE = 500
PERSON = "person"  # the kind under which rules know confirmed people


# --- for a person -----------------------------------------------------------------------------


def people_in_sight(viewer: User, side: Side = SUSPECTED) -> QuerySet[AnyPersonMention]:
    """The standing mentions that ``viewer`` may see."""
    return people_ever_in_sight(viewer, side).filter(withdrawn=False)


def people_ever_in_sight(viewer: User, side: Side) -> QuerySet[AnyPersonMention]:
    """Those of withdrawn sources too: what was judged of them stays readable and can be undone."""
    rows: QuerySet[AnyPersonMention] = side.told
    return visible(rows, viewer, side.sight)


def person_for(viewer: User, pk: int, side: Side = SUSPECTED) -> AnyPersonMention | None:
    """One mention; None for strangers as for numbers that do not exist."""
    return people_in_sight(viewer, side).filter(pk=pk).first()


def identity_for(viewer: User, mention: AnyPersonMention) -> list[AnyPersonMention]:
    """The mentions in sight that people confirmed to be this person, the earliest first.

    The mention alone where nobody confirmed any.
    """
    side = side_of(mention)
    here = side.told.filter(pk=mention.pk, identity__isnull=False)
    own = Q(pk=mention.pk) | Q(identity__in=here.values("identity"))
    seen = people_in_sight(viewer, side).filter(own)
    return list(seen.select_related("agency").order_by("pk"))


def protected_beside(viewer: User, source: str) -> list[AnyPersonMention]:
    """Whom ``viewer`` noted to protect beside a source that he wrote, in the order of noting.

    Also for who may read such a person for another reason, this is empty: the list is the author's.
    """
    noted = people_in_sight(viewer, PROTECTED).filter(source=source, author=viewer)
    return list(noted.order_by("pk"))


def judgements_about(viewer: User, mention: AnyPersonMention) -> list[AnyPersonJudgement]:
    """All that was ever said of the mentions of a person in sight, oldest first.

    Only where both sides of the judgement are in sight; a word that was taken back is there too.
    """
    side = side_of(mention)
    seen = people_ever_in_sight(viewer, side).order_by().values("pk")
    members = [one.pk for one in identity_for(viewer, mention)]
    rows = side.log.filter(Q(first__in=members) | Q(second__in=members))
    both = rows.filter(first__in=seen, second__in=seen)
    return list(both.select_related("by", "first", "second", "undoes").order_by("pk"))


def may_ask(first: AnyPersonMention, second: AnyPersonMention) -> bool:
    """Whether a suggestion of these two may be put before a person.

    Not when they are one already, nor when somebody called the two different or unsure and nothing
    was told of either since, beside other spellings of the name.
    """
    side = side_of(first)
    closure = closure_around(side, {first.pk, second.pk})
    known = known_of(side, closure.members(first.pk) | closure.members(second.pk))
    return closure.may_ask(first.pk, second.pk, known)


def askable(side: Side, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of many pairs that may be put before a person, in their order; few queries."""
    listed = list(pairs)
    closure = closure_around(side, {one for pair in listed for one in pair})
    answered = {pair for pair in listed if closure.between(*pair)}
    members = {one for pair in answered for end in pair for one in closure.members(end)}
    facts = facts_by_mention(side, members)

    def known(pair: tuple[int, int]) -> set[object]:
        ends = closure.members(pair[0]) | closure.members(pair[1])
        return {fact for one in ends for fact in facts.get(one, ())}

    return [pair for pair in listed if closure.may_ask(*pair, known(pair))]


# --- the log of judgements ---------------------------------------------------------------------


def closure_around(side: Side, mentions: Collection[int]) -> Closure:
    """What was said of some mentions, of all that they ever were one with, and of those beside.

    As many queries as the longest chain of "same" has steps.
    """
    rows: dict[int, Said] = {}
    met: set[int] = set()
    frontier = set(mentions)
    while frontier:
        met |= frontier
        found = said_of(side, frontier)
        rows |= found
        ties = [said for said in found.values() if said.verdict == Verdict.SAME]
        frontier = {end for said in ties for end in (said.first, said.second)} - met
    # What was undone carries the verdict of an undoing; its first word names the same pair.
    return Closure(tuple(rows.values()))


def said_of(side: Side, mentions: Collection[int]) -> dict[int, Said]:
    """The rows that name one of some mentions, by number."""
    found: dict[int, Said] = {}
    for some in batched(sorted(mentions), ROWS_AT_ONCE, strict=False):
        rows = side.log.filter(Q(first__in=some) | Q(second__in=some))
        found |= {row.pk: said(row) for row in rows.order_by("pk")}
    return found


def said(row: Any) -> Said:
    """A row as the closure reads it; only answers that may be outdated carry their facts."""
    asks = row.verdict in {Verdict.DIFFERENT, Verdict.UNSURE}
    facts = frozenset(row.facts) if asks else frozenset()
    return Said(row.pk, row.first_id, row.second_id, row.verdict, row.undoes_id, facts)


def known_of(side: Side, mentions: Collection[int]) -> set[object]:
    """Everything that standing sources tell of these, beside names."""
    return {fact for facts in facts_by_mention(side, mentions).values() for fact in facts}


def facts_by_mention(side: Side, mentions: Collection[int]) -> dict[int, frozenset[object]]:
    """Mention → what it tells beside the name."""
    found: dict[int, frozenset[object]] = {}
    for some in batched(sorted(mentions), ROWS_AT_ONCE, strict=False):
        rows = side.told.filter(pk__in=some, withdrawn=False)
        found |= {row.pk: facts_of(row.person) for row in rows}
    return found


def people_called(side: Side, name: str) -> Q:
    """A condition on mentions: those with exactly this name, and all confirmed to be the same."""
    key = blind(side.word, name_key(Person(name=" ".join(name.split()))))
    same = side.told.filter(key=key, identity__isnull=False)
    return Q(key=key) | Q(identity__in=same.values("identity"))


# --- for retention -----------------------------------------------------------------------------


def confirmed_for_retention(sources: Collection[str]) -> set[str]:
    """Those that name a person whom people confirmed in what another voice tells."""
    found = set[str]()
    for side, some in by_side(sources):
        other = side.told.filter(identity=OuterRef("identity"), withdrawn=False)
        own = side.told.filter(source__in=some, withdrawn=False, identity__isnull=False)
        seconded = own.filter(Exists(other.exclude(voice=OuterRef("voice"))))
        found |= set(seconded.values_list("source", flat=True))
    return found


def people_of_sources(sources: Collection[str]) -> dict[str, list[str]]:
    """Source → the subjects of the people it names; for the software itself."""
    found = defaultdict[str, list[str]](list)
    for side, some in by_side(sources):
        for source, pk in side.told.filter(source__in=some).values_list("source", "pk"):
            found[source].append(f"{side.word}:{pk}")
    return found


def by_side(sources: Collection[str]) -> Iterable[tuple[Side, tuple[str, ...]]]:
    """Each sort of people with some of the sources at a time."""
    for side in SIDES.values():
        for some in batched(sorted(sources), ROWS_AT_ONCE, strict=False):
            yield side, some


# --- for detection -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Heard:
    """One change of identities as alerts take it in; ``mentions``: whom it moved."""

    pk: int
    act: UUID
    office_id: int
    by_id: int
    mentions: tuple[int, ...]


def changes_for_detection(limit: int) -> list[Heard]:
    """The changes that alerts have not taken in yet, oldest first."""
    rows = IdentityChange.objects.filter(heard_at=None).order_by("at", "pk")[:limit]
    return [Heard(r.pk, r.act, r.office_id, r.by_id, tuple(r.mentions)) for r in rows]


def people_for_detection(mentions: Collection[int]) -> list[SharedThing]:
    """The people to whom these mentions belong now: one thing a person, its root as the key.

    Also those with one source left, so that an alert about them can be corrected. ``display`` is
    the name in the earliest standing mention.
    """
    told: dict[int, list[PersonMention]] = defaultdict(list)
    for root in sorted(set(roots_for_detection(mentions).values())):
        rows = PersonMention.objects.filter(Q(pk=root) | Q(identity=root), withdrawn=False)
        told[root] = list(rows.order_by("pk"))
    return [shared_person(root, rows) for root, rows in told.items() if rows]


def group_for_detection(root: int) -> frozenset[int]:
    """All mentions of the person with this root, those of withdrawn sources too."""
    rows = PersonMention.objects.filter(identity=root)
    return frozenset({root, *rows.values_list("pk", flat=True)})


def roots_for_detection(mentions: Collection[int]) -> dict[int, int]:
    """Mention → the root of its person now; itself where nobody confirmed any."""
    rows = PersonMention.objects.filter(pk__in=list(mentions))
    return {pk: root or pk for pk, root in rows.values_list("pk", "identity")}


def shared_person(root: int, rows: list[PersonMention]) -> SharedThing:
    """A confirmed person as detection reads a thing; a source that names him twice counts once."""
    by_source = {row.source: mention_for_detection(row) for row in reversed(rows)}
    # The spelling of a special channel is for that channel alone.
    named = sorted(rows, key=lambda row: (row.hidden_from_id is not None, row.pk))
    ordered = sorted(by_source.values(), key=lambda one: (one.noticed_on or date.max, one.source))
    return SharedThing(root, PERSON, str(root), named[0].shown, tuple(ordered))


def mention_for_detection(row: PersonMention) -> SharedMention:
    """Where and when, without the name."""
    return SharedMention(
        source=row.source,
        agency_id=row.agency_id,
        office_id=row.office_id,
        region_code=row.region_code,
        noticed_on=row.noticed_on,
        recorded_at=row.recorded_at,
        voice=row.voice,
        hidden_from_id=row.hidden_from_id,
    )


def contacts_for_detection(mention: int) -> list[tuple[str, str]]:
    """Kind and words of all that standing sources tell of the person of a mention, but names.

    Of somebody whom nobody confirmed, what the one mention tells.
    """
    root = roots_for_detection([mention]).get(mention)
    if root is None:
        return []
    rows = PersonMention.objects.filter(pk__in=group_for_detection(root), withdrawn=False)
    told = {contact: None for row in rows.order_by("pk") for contact in contacts_of(row.person)}
    return list(told)


def contacts_of(person: Person) -> Iterable[tuple[str, str]]:
    """The numbers of a person with their kinds."""
    yield from (("phone", phone) for phone in person.phones)
    yield from (("account", account) for account in person.accounts)
    yield from (("handle", handle) for handle in person.handles)
    if person.national_id:
        yield "national_id", person.national_id
