"""What chance does to small tables is known exactly: every way to deal out the days is listed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import ScanSettings, scan
from kentongan.engine.detection.inference import as_unusual, gumbel_p, monte_carlo_p
from kentongan.engine.detection.shuffles import ShuffledTimes
from tests.engine.detection.naive import Points, naive_maximum
from tests.engine.detection.small import on_a_map, table

POINTS: Points = {"a": (0, 0), "b": (2, 0), "c": (5, 0)}
LIMITS = ScanSettings(max_km=None, max_days=2, replicates=1500, min_cases=1)
some = settings(max_examples=15, deadline=None)

Rows = dict[str, list[int]]


def dealt_out(rows: Rows, days: Sequence[int]) -> Rows:
    """The cases of each place with these days, one after another."""
    left = list(days)
    dealt = {place: [0] * len(row) for place, row in rows.items()}
    for place, row in rows.items():
        for _ in range(sum(row)):
            dealt[place][left.pop(0)] += 1
    return dealt


def exact_law(rows: Rows, limits: ScanSettings) -> dict[float, float]:
    """Largest statistic → its chance, every order of the days being as likely."""
    days = [day for row in rows.values() for day, number in enumerate(row) for _ in range(number)]
    ways = Counter(permutations(days))
    maxima: Counter[float] = Counter()
    for order, number in ways.items():
        maxima[round(naive_maximum([dealt_out(rows, order)], POINTS, limits), 6)] += number
    return {statistic: number / ways.total() for statistic, number in maxima.items()}


def drawn_law(rows: Rows, limits: ScanSettings) -> dict[float, float]:
    maxima = scan(table(rows), on_a_map(POINTS), limits).null_maxima
    counts = Counter(np.round(maxima, 6).tolist())
    return {statistic: number / len(maxima) for statistic, number in counts.items()}


TABLES = {
    "even": {"a": [1, 0, 1], "b": [0, 1, 1], "c": [1, 1, 0]},
    "lopsided": {"a": [2, 1, 0], "b": [0, 0, 1], "c": [0, 0, 2]},
    "all on one day": {"a": [0, 0, 2], "b": [0, 0, 2], "c": [0, 0, 2]},
    "all in one place": {"a": [1, 2, 3], "b": [0, 0, 0], "c": [0, 0, 0]},
}


@pytest.mark.parametrize("prospective", [True, False])
@pytest.mark.parametrize("name", ["even", "lopsided"])
def test_largest_statistics_come_as_often_as_the_list_of_all_ways_says(
    name: str, prospective: bool
) -> None:
    limits = replace(LIMITS, prospective=prospective)
    exact, drawn = exact_law(TABLES[name], limits), drawn_law(TABLES[name], limits)
    assert set(drawn) <= set(exact)
    for statistic, chance in exact.items():
        # Five standard deviations of a share of 1,500 draws.
        spread = 5 * (chance * (1 - chance) / LIMITS.replicates) ** 0.5
        assert abs(drawn.get(statistic, 0.0) - chance) <= spread + 1e-9


@pytest.mark.parametrize("name", ["all on one day", "all in one place"])
def test_where_days_cannot_be_dealt_differently_nothing_is_ever_unusual(name: str) -> None:
    wide = replace(LIMITS, max_share=1.0, replicates=50)
    assert exact_law(TABLES[name], wide) == {0.0: 1.0}
    assert drawn_law(TABLES[name], wide) == {0.0: 1.0}


def test_two_places_and_two_days_are_a_coin_of_one_in_three() -> None:
    """Of the six ways to deal two old and two new days to a, a, b, b, two keep them apart."""
    limits = replace(LIMITS, max_days=1)
    maxima = scan(table({"a": [1, 1], "b": [1, 1]}), on_a_map(POINTS), limits).null_maxima
    apart = 2 * np.log(2) + 2 * np.log(2 / 3)
    assert set(np.round(maxima, 9)) == {0.0, round(apart, 9)}
    assert np.mean(maxima > 0) == pytest.approx(1 / 3, abs=5 * (2 / 9 / 1500) ** 0.5)


def test_the_p_value_nears_the_exact_chance_of_as_much() -> None:
    rows = {"a": [0, 0, 2], "b": [1, 1, 0], "c": [1, 1, 0]}
    best = scan(table(rows), on_a_map(POINTS), LIMITS).clusters[0]
    exact = sum(
        chance
        for statistic, chance in exact_law(rows, LIMITS).items()
        if statistic >= best.statistic - 1e-5
    )
    assert best.monte_carlo_p == pytest.approx(exact, abs=5 * (exact / 1500) ** 0.5)


@st.composite
def margins_alike(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """Two tables with equal sums of every place and every day."""
    row = st.lists(st.integers(0, 3), min_size=4, max_size=4)
    counts = draw(st.lists(row, min_size=3, max_size=3))
    other = [list(row) for row in counts]
    for _ in range(draw(st.integers(1, 8))):
        here, there = draw(st.permutations(range(3)))[:2]
        one, two = draw(st.permutations(range(4)))[:2]
        if other[here][one] and other[there][two]:
            other[here][one] -= 1
            other[there][two] -= 1
            other[here][two] += 1
            other[there][one] += 1
    return dict(zip(POINTS, counts, strict=True)), dict(zip(POINTS, other, strict=True))


@some
@given(margins_alike(), st.booleans())
def test_chance_knows_only_the_sums_of_places_and_days(
    pair: tuple[Rows, Rows], prospective: bool
) -> None:
    few = replace(LIMITS, replicates=30, prospective=prospective)
    one, other = (scan(table(rows), on_a_map(POINTS), few).null_maxima for rows in pair)
    assert one.tolist() == other.tolist()


def places(drawn: ShuffledTimes, replicate: int) -> list[int]:
    return drawn.draw(range(replicate, replicate + 1)).places.tolist()


@some
@given(margins_alike(), st.integers(0, 99))
def test_a_replicate_keeps_the_sum_of_every_place_and_day(
    pair: tuple[Rows, Rows], replicate: int
) -> None:
    counts = np.array([list(pair[0].values())])
    drawn = ShuffledTimes.of(counts, slice(0, 4), seed=5)
    again = np.zeros((3, 4), dtype=int)
    one = drawn.draw(range(replicate, replicate + 1))
    np.add.at(again, (one.places, one.periods), 1)
    assert again.sum(axis=1).tolist() == counts[0].sum(axis=1).tolist()
    assert again.sum(axis=0).tolist() == counts[0].sum(axis=0).tolist()


@some
@given(st.integers(0, 200), st.integers(0, 200))
def test_a_replicate_is_drawn_alike_whichever_came_before_it(first: int, second: int) -> None:
    counts = np.array([[[2, 1, 0, 2], [0, 3, 1, 1]]])
    drawn = ShuffledTimes.of(counts, slice(2, 4), seed=9)
    alone = places(drawn, second)
    together = drawn.draw(range(min(first, second), second + 1))
    assert together.places[together.starts[-2] :].tolist() == alone
    places(drawn, first)
    assert places(drawn, second) == alone


def test_each_seed_has_streams_of_its_own() -> None:
    counts = np.array([[[9, 9], [9, 9], [9, 9]]])
    seeds = [places(ShuffledTimes.of(counts, slice(0, 2), seed), 0) for seed in range(20)]
    assert len(set(map(tuple, seeds))) == 20


def test_a_stratum_without_cases_takes_no_part_in_the_draw() -> None:
    cases, nothing = [[2, 1], [1, 2]], [[0, 0], [0, 0]]
    both = ShuffledTimes.of(np.array([cases, nothing]), slice(0, 2), 3)
    alone = ShuffledTimes.of(np.array([cases]), slice(0, 2), 3)
    assert places(both, 4) == places(alone, 4)
    assert both.total == alone.total == 6


maxima_lists = st.lists(st.floats(0, 40), min_size=2, max_size=40).map(np.array)


@some
@given(maxima_lists, st.floats(0, 40), st.randoms(use_true_random=False))
def test_the_order_of_the_replicates_does_not_change_a_p_value(
    maxima: np.ndarray, statistic: float, chance
) -> None:
    turned = np.array(chance.sample(maxima.tolist(), len(maxima)))
    assert monte_carlo_p(statistic, turned) == monte_carlo_p(statistic, maxima)
    assert gumbel_p(statistic, turned) == pytest.approx(gumbel_p(statistic, maxima))


@some
@given(maxima_lists, st.floats(0, 40), st.sampled_from([0.25, 2.0, 16.0]))
def test_another_unit_of_the_statistic_does_not_change_a_p_value(
    maxima: np.ndarray, statistic: float, unit: float
) -> None:
    assert monte_carlo_p(statistic * unit, maxima * unit) == monte_carlo_p(statistic, maxima)
    assert gumbel_p(statistic * unit, maxima * unit) == pytest.approx(gumbel_p(statistic, maxima))


@some
@given(maxima_lists, st.floats(0, 40))
def test_one_more_replicate_moves_the_rank_by_one_at_most(
    maxima: np.ndarray, statistic: float
) -> None:
    more = np.append(maxima, 41.0)
    ranks = [round(monte_carlo_p(statistic, some) * (len(some) + 1)) for some in (maxima, more)]
    assert ranks[1] == ranks[0] + 1


@pytest.mark.parametrize(
    ("maximum", "unusual"), [(5.0, True), (5.0 - 1e-13, True), (5.0 - 1e-6, False), (5.1, True)]
)
def test_only_rounding_makes_a_tie(maximum: float, unusual: bool) -> None:
    assert as_unusual(np.array([maximum]), 5.0).tolist() == [unusual]


@pytest.mark.parametrize("statistic", [0.0, 1e-300, 1e6])
def test_extreme_statistics_have_a_p_value_above_zero(statistic: float) -> None:
    maxima = np.array([3.0, 3.5, 4.0])
    assert 0 < gumbel_p(statistic, maxima) <= 1


@pytest.mark.parametrize("enough", [1, 5])
def test_a_scan_that_stops_early_never_calls_its_cluster_rare(enough: int) -> None:
    """It stops since so many random data sets did as well, so p is at least their share."""
    rows = {"a": [1, 0, 1], "b": [0, 1, 1], "c": [1, 1, 0]}
    limits = replace(LIMITS, replicates=99, enough_outdone=enough)
    result = scan(table(rows), on_a_map(POINTS), limits)
    assert len(result.null_maxima) < 99
    assert result.clusters[0].monte_carlo_p >= enough / 99
    assert result.clusters[0].monte_carlo_p == enough / len(result.null_maxima)


def test_progress_grows_and_ends_at_the_replicates_wanted() -> None:
    told: list[tuple[int, int]] = []
    limits = replace(LIMITS, replicates=300, enough_outdone=400)
    scan(table(TABLES["even"]), on_a_map(POINTS), limits, lambda *step: told.append(step))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert {wanted for _, wanted in told} == {300}
    assert told[-1] == (300, 300)


def test_who_watches_is_told_often_and_sees_the_same_maxima() -> None:
    told: list[tuple[int, int]] = []
    limits = replace(LIMITS, replicates=95)
    unseen = scan(table(TABLES["even"]), on_a_map(POINTS), limits)
    seen = scan(table(TABLES["even"]), on_a_map(POINTS), limits, lambda *step: told.append(step))
    assert len(told) == 10
    assert seen.null_maxima.tolist() == unseen.null_maxima.tolist()
    assert seen.clusters == unseen.clusters
