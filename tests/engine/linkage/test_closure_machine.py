"""Merging, parting, doubting, splitting and undoing in any order, 2,000 steps long.

Beside the closure stands its slow twin. Whatever happens: both agree on every pair, nothing that
was said disappears, no group holds two who were called different, and undoing the last act brings
back exactly what was before.
"""

from itertools import combinations, count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kentongan.engine.linkage.closure import Closure, Contradiction, Said, undoing
from tests.engine.linkage import naive_closure as naive

MEMBERS = range(1, 9)
PAIRS = list(combinations(MEMBERS, 2))
LAST_ROWS = 40  # the slow twin reads a log of so many rows in a moment


class Judging(RuleBasedStateMachine):
    """Eight mentions and one who judges them."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def begin(self) -> None:
        self.closure = Closure(())
        self.acts: list[set[int]] = []
        self.numbers = count(1)

    def add(self, rows: list[Said]) -> bool:
        """Append an act, unless it contradicts; check that undoing it would bring all back."""
        before = self.partition()
        try:
            after = self.closure.followed_by(rows)
        except Contradiction:
            return False
        act = {said.number for said in rows}
        back = after.followed_by(undoing(after, act, count(10**6)))
        assert partition_of(back) == before
        assert back.log[: len(self.closure.log)] == self.closure.log
        self.closure = after
        self.acts.append(act)
        return True

    def partition(self) -> frozenset[frozenset[int]]:
        return partition_of(self.closure)

    @rule(pair=st.sampled_from(PAIRS), verdict=st.sampled_from(["same", "different", "unsure"]))
    def judge(self, pair: tuple[int, int], verdict: str) -> None:
        said = Said(next(self.numbers), *pair, verdict)
        kept = self.add([said])
        forbidden = {
            "same": naive.apart(*pair, self.closure.log[:-1] if kept else self.closure.log),
            "different": said.second in naive.group(said.first, self.closure.log),
            "unsure": False,
        }
        assert kept is not forbidden[verdict]

    @rule(one=st.sampled_from(list(MEMBERS)))
    def split_off(self, one: int) -> None:
        ties = {said.number for said in self.closure.ties_of({one})}
        self.add(undoing(self.closure, ties, self.numbers))
        assert self.closure.members(one) == {one}

    @precondition(lambda self: self.acts)
    @rule(data=st.data())
    def undo_some_act(self, data: st.DataObject) -> None:
        act = data.draw(st.sampled_from(self.acts[-LAST_ROWS:]))
        self.add(undoing(self.closure, act, self.numbers))

    @rule()
    def begin_another_office(self) -> None:
        """Now and then a new log, so that the twin stays quick."""
        if len(self.closure.log) > LAST_ROWS:
            self.begin()

    @invariant()
    def the_twin_says_the_same(self) -> None:
        log = self.closure.log
        assert self.partition() == naive.partition(MEMBERS, log)
        assert not self.closure.quarrels()
        undone = [said.undoes for said in log if said.undoes is not None]
        assert len(undone) == len(set(undone))
        assert all(bool(self.closure.apart(*pair)) is naive.apart(*pair, log) for pair in PAIRS[:6])


def partition_of(closure: Closure) -> frozenset[frozenset[int]]:
    return frozenset(closure.members(one) for one in MEMBERS)


def test_any_order_of_judgements_is_reversible() -> None:
    long = settings(
        max_examples=2,
        stateful_step_count=2000,
        deadline=None,
        suppress_health_check=[HealthCheck.large_base_example, HealthCheck.too_slow],
    )
    run_state_machine_as_test(Judging, settings=long)
