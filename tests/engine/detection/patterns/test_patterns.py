"""Combinations that changed: alike with a slow reading, fair under chance, each told once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.patterns import Fact, Facts, PatternSettings, find_patterns
from kentongan.engine.detection.patterns.counting import count
from kentongan.engine.detection.patterns.finding import Search, judge
from tests.engine.detection.patterns.naive import all_chances
from tests.engine.detection.patterns.worlds import (
    PLANTED,
    Table,
    changed,
    lately,
    usual,
    with_rows,
)

# The first call compiles.
some = settings(max_examples=40, deadline=None)
QUICK = PatternSettings(replicates=0)
word = st.sampled_from(("", "a", "b", "c"))


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, list[bool]]:
    """Up to forty rows of up to four columns."""
    rows = draw(st.integers(0, 40))
    columns = draw(st.integers(1, 4))
    told = {
        f"column {n}": draw(st.lists(word, min_size=rows, max_size=rows)) for n in range(columns)
    }
    return told, draw(st.lists(st.booleans(), min_size=rows, max_size=rows))


@some
@given(given=tables(), middle=st.booleans(), most=st.integers(1, 4))
def test_every_chance_is_that_of_the_slow_twin(
    given: tuple[Table, list[bool]], middle: bool, most: int
) -> None:
    chosen = PatternSettings(1, most, min_cases=2, middle=middle, replicates=0)
    facts = Facts.of(*given)
    counted = count(facts, chosen)
    search = Search(facts, counted, judge(facts, counted, chosen))
    found = {search.words(n): p for n, p in enumerate(search.judged.p.tolist())}
    assert found == pytest.approx(all_chances(*given, chosen), rel=1e-9)


@some
@given(given=tables(), data=st.data())
def test_the_order_of_rows_and_columns_changes_nothing(
    given: tuple[Table, list[bool]], data: st.DataObject
) -> None:
    table, recent = given
    chosen = PatternSettings(1, 3, min_cases=2, discovery=0.5, replicates=19)
    order = data.draw(st.permutations(range(len(recent))))
    turned = {name: [table[name][row] for row in order] for name in reversed(table)}
    once = find_patterns(Facts.of(table, recent), chosen).found
    again = find_patterns(Facts.of(turned, [recent[row] for row in order]), chosen).found
    assert [(one.facts, one.p, one.family_p, one.explains) for one in once] == [
        (one.facts, one.p, one.family_p, one.explains) for one in again
    ]
    told = [[sorted(words_at(table, row)) for row in one.recent_rows] for one in once]
    assert [sorted(rows) for rows in told] == [
        sorted(sorted(words_at(turned, row)) for row in one.recent_rows) for one in again
    ]


def words_at(table: Table, row: int) -> list[tuple[str, str]]:
    return [(name, words[row]) for name, words in table.items()]


def test_chances_are_even_when_nothing_changed() -> None:
    """The middle value has a mean of one half, and no level is passed more often than it says."""
    chosen = PatternSettings(1, 1, min_cases=1, middle=True, replicates=0)
    table = usual(seed=1)
    random = np.random.default_rng(5)
    values = []
    for _ in range(600):
        facts = Facts.of({"to": table["to"]}, random.permutation(lately(400)))
        values.append(judge(facts, count(facts, chosen), chosen).p[0])
    assert abs(np.mean(values) - 0.5) < 4 / np.sqrt(12 * 600)
    for level in (0.05, 0.1, 0.25):
        assert np.mean(np.array(values) <= level) < level + 4 * np.sqrt(level / 600)


def test_the_chance_of_the_family_is_even_when_nothing_changed() -> None:
    """Each with shuffles of its own; ties count against the finding, so it lies a little high."""
    table = usual(seed=2, rows=200)
    random = np.random.default_rng(3)
    smallest = []
    for seed in range(200):
        facts = Facts.of(table, random.permutation(lately(200)))
        chosen = PatternSettings(replicates=39, seed=seed)
        smallest.append(judge(facts, count(facts, chosen), chosen).family_p.min())
    for level in (0.05, 0.1, 0.25, 0.5, 0.75):
        share = np.mean(np.array(smallest) <= level)
        assert abs(share - level) < 4 * np.sqrt(level * (1 - level) / 200), level


def test_of_weeks_in_which_nothing_changed_no_more_find_something_than_promised() -> None:
    """Where nothing changed every finding is false: their share is that of weeks with one."""
    random = np.random.default_rng(11)
    weeks = 300
    found = 0
    for week in range(weeks):
        facts = Facts.of(usual(seed=week), random.permutation(lately(400)))
        found += bool(find_patterns(facts, QUICK).found)
    assert found / weeks <= QUICK.discovery + 2 * np.sqrt(QUICK.discovery / weeks)


def test_a_change_in_a_busy_week_is_hardly_ever_joined_by_a_false_one() -> None:
    shares = []
    for seed in range(100):
        found = find_patterns(changed(seed, rows=8), QUICK).found
        wrong = [one for one in found if not PLANTED.items() & set(one.facts)]
        shares.append(len(wrong) / max(1, len(found)))
    assert np.mean(shares) <= QUICK.discovery


@pytest.mark.parametrize("seed", range(20))
def test_a_new_combination_is_found_and_told_once(seed: int) -> None:
    [found] = find_patterns(changed(seed), QUICK).found
    assert {*found.facts, *found.also} == {Fact(*told) for told in PLANTED.items()}
    assert found.is_new
    assert found.recent_rows == tuple(range(400, 406))


def test_what_it_says_already_is_named() -> None:
    [found] = find_patterns(changed(seed=1), QUICK).found
    assert len(found.facts) == 2
    assert len(found.explains) == 10  # five other pairs, four triples, all four


def test_a_pair_that_is_common_on_its_own_is_told_by_the_third_fact_that_is_new() -> None:
    table = with_rows(usual(seed=4), 60, to="Malaysia", job="pabrik", visa="kerja")
    table = with_rows(table, 9, to="Malaysia", job="pabrik", visa="kunjungan", phone="+60")
    facts = Facts.of(table, [*lately(400), *[False] * 60, *[True] * 9])
    found = find_patterns(facts, QUICK).found
    assert len(found) == 1
    assert Fact("phone", "+60") in found[0].facts


def test_two_changes_at_once_are_two() -> None:
    table = with_rows(usual(seed=5), 7, **PLANTED)
    table = with_rows(table, 7, to="Arab Saudi", job="perawat", visa="umrah", phone="+966")
    facts = Facts.of(table, [*lately(400), *[True] * 14])
    found = find_patterns(facts, QUICK).found
    assert sorted(one.recent_rows[0] for one in found) == [400, 407]


def test_what_rises_in_history_only_is_no_finding() -> None:
    table = with_rows(usual(seed=6), 9, **PLANTED)
    facts = Facts.of(table, [*lately(400), *[False] * 9])
    assert find_patterns(facts, QUICK).found == ()


def test_the_chance_of_the_family_counts_shuffles_that_went_as_far() -> None:
    [found] = find_patterns(changed(seed=7), PatternSettings(replicates=99)).found
    assert found.family_p == 0.01
    assert np.isnan(find_patterns(changed(seed=7), QUICK).found[0].family_p)


def test_nothing_told_gives_nothing() -> None:
    assert find_patterns(Facts.of({}, [])).found == ()
    assert find_patterns(Facts.of({"to": [""], "job": ["x"]}, [True])).tested == 0


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one word for each row"):
        Facts.of({"to": ["x"]}, [True, False])


@pytest.mark.parametrize(
    "wrong",
    [
        {"fewest_facts": 3, "most_facts": 2},
        {"fewest_facts": 0},
        {"min_cases": 0},
        {"replicates": -1},
        {"discovery": 0.0},
        {"says_more": 1.0},
    ],
)
def test_impossible_settings_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"is|no combination"):
        PatternSettings(**wrong)  # type: ignore[arg-type]
