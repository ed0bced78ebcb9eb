"""People say whether two mentions are one person; every word can be taken back, none is lost."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may, check_reason
from kentongan.accounts.models import Office, User
from kentongan.audit.actions import record
from kentongan.engine.linkage.closure import Closure, Contradiction, Said, undoing
from kentongan.entities.models import (
    AnyPersonMention,
    IdentityChange,
    Verdict,
)
from kentongan.entities.person_queries import (
    closure_around,
    known_of,
    people_ever_in_sight,
    people_in_sight,
)
from kentongan.entities.sides import SUSPECTED, Side, side_of

LONGEST_REASON = 500


@dataclass(frozen=True)
class Act:
    """What was said at once: who is moved by it, and the rows to write."""

    side: Side
    before: Closure
    rows: Sequence[Said]

    @property
    def named(self) -> frozenset[int]:
        """The mentions that the rows name."""
        return frozenset(end for said in self.rows for end in (said.first, said.second))


@transaction.atomic
def judge_people(
    *,
    by: User,
    first: AnyPersonMention,
    second: AnyPersonMention,
    verdict: str,
    reason: str,
    shown: dict[str, Any] | None = None,
) -> UUID:
    """Say that two mentions are the same person, different people, or that it is unsure.

    "Same" joins both whole groups, "different" keeps them apart. ``shown``: the explanation that
    stood on the screen. Returns the act, by which it can be undone. Raises Refused without the
    right or a reason, for a mention out of sight, and for what contradicts an earlier word.
    """
    side = side_of(first)
    check_may_judge_two(by, side, first, second)
    check_reason(reason)
    if verdict not in {Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE}:
        raise Refused(_("Pilih salah satu: sama, berbeda, atau belum pasti."))
    lock(by)
    before = closure_around(side, {first.pk, second.pk})
    if verdict == Verdict.SAME and before.are_same(first.pk, second.pk):
        raise Refused(_("Kedua sebutan ini sudah dinilai orang yang sama."))
    low, high = sorted((first.pk, second.pk))
    facts = known_of(side, before.members(low) | before.members(high))
    said = Said(-1, low, high, verdict, facts=frozenset(facts))  # type: ignore[arg-type]
    return carry_out(Act(side, before, [said]), by, reason, shown or {})


@transaction.atomic
def split_off(*, by: User, mention: AnyPersonMention, reason: str) -> UUID:
    """Take one mention out of its person: every "same" that ties it is taken back.

    Those that only this mention held together fall apart too: nobody ever said that they are one.
    Raises Refused as ``judge_people`` does, and for a mention that stands alone.
    """
    side = side_of(mention)
    check_may_judge_two(by, side, mention, mention, are_two=False)
    check_reason(reason)
    lock(by)
    before = closure_around(side, {mention.pk})
    ties = [said.number for said in before.ties_of({mention.pk})]
    if not ties:
        raise Refused(_("Sebutan ini tidak digabung dengan sebutan lain."))
    return carry_out(Act(side, before, undoing(before, ties, count(-1, -1))), by, reason, {})


@transaction.atomic
def undo(*, by: User, act: UUID, reason: str, side: Side = SUSPECTED) -> UUID:
    """Take back what still holds of an act; an undoing can be undone in the same way.

    Raises Refused as ``judge_people`` does, and when nothing of it holds any more.
    """
    said = list(side.log.filter(act=act))
    ends = {end for row in said for end in (row.first_id, row.second_id)}
    check_may(by, side.kind, "judge")
    if not said or people_ever_in_sight(by, side).filter(pk__in=ends).count() != len(ends):
        raise Refused(_("Penilaian ini tidak ada atau bukan untuk Anda."))
    check_reason(reason)
    lock(by)
    before = closure_around(side, ends)
    rows = undoing(before, {row.pk for row in said}, count(-1, -1))
    if not rows:
        raise Refused(_("Penilaian ini sudah dibatalkan. Muat ulang halamannya."))
    return carry_out(Act(side, before, rows), by, reason, {})


def check_may_judge_two(
    by: User,
    side: Side,
    first: AnyPersonMention,
    second: AnyPersonMention,
    *,
    are_two: bool = True,
) -> None:
    """Raises Refused without the right, or when one of the two is not in sight."""
    check_may(by, side.kind, "judge")
    if are_two and (first.pk == second.pk or type(first) is not type(second)):
        raise Refused(_("Pilih dua sebutan yang berbeda dari jenis yang sama."))
    wanted = {first.pk, second.pk}
    if people_in_sight(by, side).filter(pk__in=wanted).count() != len(wanted):
        raise Refused(_("Sebutan ini tidak ada atau bukan untuk Anda."))


def lock(by: User) -> None:
    """One judgement of an office after the other: each must see what the one before said."""
    Office.objects.select_for_update().filter(pk=by.office_id or 0).first()


def carry_out(act: Act, by: User, reason: str, shown: dict[str, Any]) -> UUID:
    """Write the rows, put the groups right and tell detection; raises Refused."""
    check_fits(act)
    name, now = uuid4(), timezone.now()
    for said in act.rows:
        row: Any = act.side.judgements(act=name, by=by, at=now, verdict=said.verdict)
        row.office_id, row.undoes_id = by.office_id, said.undoes
        row.first_id, row.second_id = said.first, said.second
        row.facts, row.shown = sorted(map(str, said.facts)), shown
        row.reason = reason.strip()[:LONGEST_REASON]
        row.save(force_insert=True)
    moved = put_groups_right(act)
    if moved and act.side is SUSPECTED and by.office_id is not None:
        IdentityChange.objects.create(
            office_id=by.office_id, act=name, by=by, at=now, mentions=sorted(moved | act.named)
        )
    verdict = "+".join(sorted({said.verdict for said in act.rows}))
    subject = f"{act.side.word}:{min(act.named)}"
    record(by, "person.judged", subject, verdict=verdict, rows=len(act.rows), moved=len(moved))
    return name


def check_fits(act: Act) -> None:
    """Raises Refused, naming who said otherwise, when the rows contradict what stands."""
    try:
        act.before.followed_by(in_order(act.before, act.rows))
    except Contradiction as problem:
        raise Refused(contradiction_words(act.side, problem.against)) from None


def in_order(before: Closure, rows: Sequence[Said]) -> Iterator[Said]:
    """The rows with numbers after all that was said."""
    last = max((said.number for said in before.log), default=0)
    for number, said in enumerate(rows, start=last + 1):
        yield Said(number, said.first, said.second, said.verdict, said.undoes, said.facts)


def contradiction_words(side: Side, against: Sequence[Said]) -> str:
    """Which earlier word stands against it, and what to do."""
    known = [said.number for said in against if said.number > 0]
    row = side.log.filter(pk__in=known).select_related("by").first()
    if row is None:
        return _("Kedua sebutan ini sudah dinilai orang yang sama. Pisahkan dulu.")
    return _(
        "%(name)s pada %(day)s menilai bahwa di antara mereka ada dua orang yang berbeda. "
        "Bicarakan, lalu batalkan penilaian itu dulu."
    ) % {"name": row.by, "day": timezone.localdate(row.at).isoformat()}


def put_groups_right(act: Act) -> frozenset[int]:
    """Write the root beside every mention whose group is another one now; returns which."""
    side = act.side
    after = closure_around(side, act.named)
    near = {end for said in after.log for end in (said.first, said.second)} | act.named
    roots = {one: after.root(one) if len(after.members(one)) > 1 else None for one in near}
    reached = reach_of(act.before, after, act.named)
    rows = side.told.filter(pk__in=reached)
    held = dict(rows.values_list("pk", "identity"))
    moved = {pk for pk, root in held.items() if root != roots[pk]}
    for root in {roots[pk] for pk in moved}:
        some = [pk for pk in moved if roots[pk] == root]
        side.told.filter(pk__in=some).update(identity=root)
    return frozenset(moved)


def reach_of(before: Closure, after: Closure, named: Collection[int]) -> frozenset[int]:
    """Everybody in the groups of the named, as they were and as they are."""
    return frozenset(
        one for end in named for closure in (before, after) for one in closure.members(end)
    )
