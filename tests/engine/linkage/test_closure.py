"""Judgements on pairs: transitive, apart, taken back; nothing that was said is ever lost."""

import random
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.closure import (
    Closure,
    Contradiction,
    Said,
    groups_of,
    live,
    standing,
    undoing,
)
from tests.engine.linkage import naive_closure as naive

SAME, DIFFERENT, UNSURE, UNDONE = "same", "different", "unsure", "undone"


def log(*rows: tuple) -> Closure:
    """Rows as (first, second, verdict) or (number of the row that is undone,)."""
    said: list[Said] = []
    for number, row in enumerate(rows, start=1):
        if len(row) == 1:
            old = said[row[0] - 1]
            said.append(Said(number, old.first, old.second, UNDONE, row[0]))
        else:
            said.append(Said(number, *row))
    return Closure(tuple(said))


def test_same_is_transitive() -> None:
    closure = log((1, 2, SAME), (2, 3, SAME))
    assert closure.are_same(1, 3)
    assert closure.members(3) == {1, 2, 3}


def test_the_root_is_the_earliest_mention() -> None:
    assert log((5, 9, SAME), (2, 9, SAME)).root(5) == 2


def test_who_was_never_judged_is_alone() -> None:
    assert log().members(7) == {7}


def test_different_keeps_whole_groups_apart() -> None:
    closure = log((1, 2, SAME), (3, 4, SAME), (2, 3, DIFFERENT))
    assert [said.number for said in closure.apart(1, 4)] == [3]


def test_what_is_apart_cannot_become_one() -> None:
    closure = log((1, 2, SAME), (2, 3, DIFFERENT))
    with pytest.raises(Contradiction) as problem:
        closure.followed_by([Said(3, 1, 3, SAME)])
    assert [said.number for said in problem.value.against] == [2]


def test_what_is_one_cannot_be_called_different() -> None:
    with pytest.raises(Contradiction):
        log((1, 2, SAME), (2, 3, SAME)).followed_by([Said(3, 1, 3, DIFFERENT)])


def test_unsure_binds_nobody() -> None:
    assert log((1, 2, UNSURE)).followed_by([Said(2, 1, 2, SAME)]).are_same(1, 2)


def test_an_undone_merge_was_never_there() -> None:
    closure = log((1, 2, SAME), (2, 3, SAME), (2,))
    assert not closure.are_same(1, 3)
    assert closure.are_same(1, 2)


def test_an_undoing_can_be_undone() -> None:
    assert log((1, 2, SAME), (1,), (2,)).are_same(1, 2)
    assert not log((1, 2, SAME), (1,), (2,), (3,)).are_same(1, 2)


def test_a_word_that_was_undone_and_done_again_is_undone_by_its_last_undoing() -> None:
    closure = log((1, 2, SAME), (1,), (2,))
    (back,) = undoing(closure, {1}, count(4))
    assert back.undoes == 3
    assert not closure.followed_by([back]).are_same(1, 2)


def test_only_what_still_holds_of_an_act_is_taken_back() -> None:
    closure = log((1, 2, SAME), (2, 3, SAME), (1,))
    assert [said.undoes for said in undoing(closure, {1, 2}, count(9))] == [2]


def test_the_ties_of_one_are_what_binds_it_to_its_group() -> None:
    closure = log((1, 2, SAME), (2, 3, SAME), (3, 4, SAME))
    assert [said.number for said in closure.ties_of({3})] == [2, 3]


@pytest.mark.parametrize("verdict", [DIFFERENT, UNSURE])
def test_what_was_answered_is_asked_again_only_with_new_facts(verdict: str) -> None:
    closure = Closure((Said(1, 1, 2, verdict, facts=frozenset({"phone:1"})),))
    assert not closure.may_ask(1, 2, {"phone:1"})
    assert not closure.may_ask(1, 2, set())
    assert closure.may_ask(1, 2, {"phone:1", "phone:2"})


def test_an_answer_about_one_holds_for_the_whole_group() -> None:
    closure = log((1, 2, SAME), (2, 3, DIFFERENT))
    assert not closure.may_ask(1, 3, set())


def test_what_nobody_judged_may_be_asked_and_what_is_one_may_not() -> None:
    closure = log((1, 2, SAME), (2, 3, SAME))
    assert closure.may_ask(1, 4, set())
    assert not closure.may_ask(1, 3, {"anything"})


def test_each_answer_must_be_outdated_before_it_is_asked_again() -> None:
    early = Said(1, 1, 2, DIFFERENT, facts=frozenset({"a"}))
    late = Said(2, 1, 2, UNSURE, facts=frozenset({"a", "b"}))
    assert not Closure((early, late)).may_ask(1, 2, {"a", "b"})


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40))
def test_groups_do_not_depend_on_the_order(pairs: list[tuple[int, int]]) -> None:
    mixed = random.Random(1).sample(pairs, len(pairs))  # no secret
    assert groups_of(pairs) == groups_of((b, a) for a, b in mixed)


@given(st.permutations(range(4)))
def test_the_log_may_be_read_in_any_order(order: list[int]) -> None:
    rows = log((1, 2, SAME), (1,), (2,), (2, 3, DIFFERENT)).log
    mixed = [rows[place] for place in order]
    assert standing(mixed) == standing(rows)
    assert live(mixed) == live(rows)


MEMBERS = range(1, 6)
words = st.tuples(
    st.sampled_from([(a, b) for a in MEMBERS for b in MEMBERS if a < b]),
    st.sampled_from([SAME, DIFFERENT, UNSURE]),
    st.booleans(),
)


def random_log(said: list[tuple[tuple[int, int], str, bool]]) -> list[Said]:
    """Some words, and undoings of words or of undoings, whatever contradicts."""
    rows: list[Said] = []
    for number, ((first, second), verdict, is_undoing) in enumerate(said, start=1):
        if is_undoing and rows:
            old = rows[(first * second) % len(rows)]
            if not any(row.undoes == old.number for row in rows):
                rows.append(Said(number, old.first, old.second, UNDONE, old.number))
                continue
        rows.append(Said(number, first, second, verdict))
    return rows


@given(st.lists(words, max_size=25))
def test_the_slow_twin_says_the_same_of_any_log(
    said: list[tuple[tuple[int, int], str, bool]],
) -> None:
    rows = random_log(said)
    closure = Closure(tuple(rows))
    groups = frozenset(closure.members(one) for one in MEMBERS)
    assert groups == naive.partition(MEMBERS, rows)
    for a in MEMBERS:
        for b in range(a + 1, MEMBERS.stop):
            is_apart = bool(closure.apart(a, b))
            assert is_apart is naive.apart(a, b, rows)


@given(st.lists(words, max_size=25), st.sets(st.integers(1, 25), max_size=4))
def test_undoing_any_act_twice_is_doing_nothing(
    said: list[tuple[tuple[int, int], str, bool]], act: set[int]
) -> None:
    """Of a log without quarrels; what contradicts is refused before it is written."""
    closure = Closure(tuple(random_log(said)))
    back = undoing(closure, act, count(100))
    after = Closure((*closure.log, *back))
    again = undoing(after, {row.number for row in back}, count(200))
    assert standing((*after.log, *again)) == closure.standing


def test_a_contradiction_says_how_many_words_stand_against_it() -> None:
    assert "2 standing" in str(Contradiction(log((1, 2, SAME), (2, 3, SAME)).standing))


def test_words_of_other_groups_hold_nobody_apart() -> None:
    closure = log((1, 2, DIFFERENT), (3, 4, SAME))
    assert closure.apart(1, 3) == []
    assert closure.between(3, 4) == []


def test_who_alone_ties_two_others_is_found_by_the_ties_of_both() -> None:
    closure = log((1, 2, SAME), (2, 3, SAME))
    assert closure.ties_of({1, 3}) == closure.standing
    assert closure.ties_of({1, 2, 3}) == []
