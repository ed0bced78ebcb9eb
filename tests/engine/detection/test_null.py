"""Shuffled data sets: what they keep, early stopping, and that p-values are honest."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import ScanSettings, scan
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.null import NullSearch, null_maxima
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.shuffles import ShuffledTimes
from kentongan.engine.detection.windows import Windows
from tests.engine.detection.small import on_a_map, on_a_road, table

COUNTS = np.array([[[2, 0, 1, 3], [0, 4, 0, 1], [1, 1, 1, 1]]])
SETTINGS = ScanSettings(max_km=None, max_days=2, replicates=60)

# The first call of a compiled function takes seconds.
unhurried = settings(deadline=None)


def maxima(settings: ScanSettings = SETTINGS, **more: float) -> np.ndarray:
    model, windows = Permutation(COUNTS), Windows.of(4, 1, 2, looks=1)
    road = on_a_road("a", "b", "c")
    circles = Circles.within(road, model.share_of, max_km=None, max_share=0.5)
    search = NullSearch.of(circles, windows, model, settings)
    chance = model.chance(windows.span, settings.seed)
    return null_maxima(search, chance, **{"to_outdo": 0.5, **more})


def test_a_shuffled_data_set_keeps_the_cases_of_each_period() -> None:
    shuffled = ShuffledTimes.of(COUNTS, slice(2, 4), seed=1)
    drawn = shuffled.draw(range(3))
    assert np.bincount(drawn.periods[:7]).tolist() == [2, 5]
    assert drawn.starts.tolist() == [0, 7, 14, 21]
    assert shuffled.usual_cases == 7


@unhurried
@given(st.integers(0, 500))
def test_with_all_periods_in_reach_each_place_keeps_its_cases(replicate: int) -> None:
    shuffled = ShuffledTimes.of(COUNTS, slice(0, 4), seed=1)
    drawn = shuffled.draw(range(replicate, replicate + 1))
    assert np.bincount(drawn.places).tolist() == [6, 5, 4]


def test_cases_move_within_their_stratum_only() -> None:
    strata = np.array([[[3, 0], [0, 0]], [[0, 0], [0, 2]]])
    shuffled = ShuffledTimes.of(strata, slice(0, 2), seed=1)
    assert shuffled.draw(range(5, 6)).places.tolist() == [0, 0, 0, 1, 1]
    assert shuffled.total == 5


def test_each_place_is_drawn_in_proportion_to_its_cases() -> None:
    shuffled = ShuffledTimes.of(COUNTS, slice(3, 4), seed=1)
    drawn = shuffled.draw(range(2000)).places
    assert np.bincount(drawn) / len(drawn) == pytest.approx([6 / 15, 5 / 15, 4 / 15], abs=0.02)


@pytest.mark.parametrize("cases_at_once", [1, 30, 1_000_000])
def test_working_memory_does_not_change_the_result(cases_at_once: int) -> None:
    assert (maxima(cases_at_once=cases_at_once) == maxima()).all()


@pytest.mark.parametrize("threads", [2, 3])
def test_the_number_of_threads_does_not_change_the_result(threads: int) -> None:
    assert (maxima(replace(SETTINGS, threads=threads)) == maxima()).all()


def test_more_than_255_cases_in_a_window_are_counted() -> None:
    """The counts of a block outgrow their narrowest type."""
    many = table({"a": [0, 300], "b": [300, 0], "c": [300, 300]})
    settings = ScanSettings(max_km=0.5, max_days=1, max_share=1, replicates=20)
    found = scan(many, on_a_road("a", "b", "c"), settings)
    assert found.clusters[0].observed == 300
    assert found.null_maxima.max() < found.clusters[0].statistic / 5


@pytest.mark.parametrize("enough", [1, 3, 10])
def test_a_stopped_scan_ends_with_the_replicate_that_was_enough(enough: int) -> None:
    everything = maxima()
    stopped = maxima(replace(SETTINGS, enough_outdone=enough))
    assert (stopped == everything[: len(stopped)]).all()
    assert np.count_nonzero(stopped >= 0.5) == enough
    assert stopped[-1] >= 0.5


def test_a_scan_that_is_never_outdone_runs_to_the_end() -> None:
    assert len(maxima(replace(SETTINGS, enough_outdone=1), to_outdo=99.0)) == 60


def test_stopping_changes_nothing_where_the_cluster_is_real() -> None:
    rows = {"a": [1, 0, 1, 0, 9], "b": [2, 3, 2, 3, 2], "c": [3, 2, 3, 2, 2]}
    settings = replace(SETTINGS, replicates=199)
    plain = scan(table(rows), on_a_road("a", "b", "c"), settings)
    early = scan(table(rows), on_a_road("a", "b", "c"), replace(settings, enough_outdone=20))
    assert plain.clusters == early.clusters
    assert plain.clusters[0].monte_carlo_p < 0.05


def worlds_without_pattern(number: int) -> list[dict[str, list[int]]]:
    rng = np.random.default_rng(7)
    places = [chr(ord("a") + i) for i in range(12)]
    return [
        {
            place: rng.poisson(rate, 15).tolist()
            for place, rate in zip(places, rng.gamma(1, 1, 12), strict=True)
        }
        for _ in range(number)
    ]


@pytest.mark.parametrize("enough", [None, 5])
def test_in_worlds_without_pattern_p_below_a_tenth_comes_one_time_in_ten(
    enough: int | None,
) -> None:
    rng = np.random.default_rng(8)
    points = {chr(ord("a") + i): tuple(rng.random(2) * 10) for i in range(12)}
    settings = ScanSettings(max_km=None, max_days=4, replicates=99, enough_outdone=enough)
    ps = []
    for rows in worlds_without_pattern(300):
        clusters = scan(table(rows), on_a_map(points), settings).clusters
        ps.append(clusters[0].monte_carlo_p if clusters else 1.0)
    # 30 of 300 are due; four standard deviations are 21.
    assert 9 <= np.count_nonzero(np.array(ps) <= 0.1) <= 51
