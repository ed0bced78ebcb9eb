"""The kernels that look through random data sets: equal to each other and to counting by hand."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import Geometry, ScanSettings, null
from kentongan.engine.detection.lanes import Word, split, wider, words_of
from kentongan.engine.detection.model import Model
from kentongan.engine.detection.null import Kernel, NullSearch, null_maxima
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.windows import Windows
from tests.engine.detection.worlds import (
    circles_of,
    map_of,
    model_of,
    names,
    seeds,
    slow_maxima,
    windows_of,
)

SETTINGS = ScanSettings(max_km=4.0, replicates=12, min_cases=1)
KERNELS: tuple[tuple[Kernel, int], ...] = (
    ("sparse", 8),
    ("sparse", 16),
    ("sparse", 32),
    ("dense", 8),
    ("dense", 16),
    ("dense", 32),
)
PERIODS = 14
some = settings(max_examples=25, deadline=None)

type Words = Callable[[Windows, np.ndarray], list[Word]]

# The first call of a compiled function takes seconds.
unhurried = settings(deadline=None)


def words_in(bits: int) -> Words:
    return lambda windows, _: list(split(windows, np.arange(len(windows)), bits))


def maxima(
    model: Model, geometry: Geometry, limits: ScanSettings, looks: int | None, kernel: Kernel
) -> list[float]:
    windows = windows_of(model, PERIODS, looks)
    search = NullSearch.of(circles_of(geometry, model), windows, model, limits, kernel)
    chance = model.chance(windows.span, limits.seed)
    return null_maxima(search, chance, to_outdo=1.0).tolist()


@some
@given(names, seeds, st.integers(2, 25), st.sampled_from([1, 3, None]), st.integers(1, 3))
def test_every_kernel_finds_what_counting_by_hand_finds_to_the_last_bit(
    name: str, seed: int, places: int, looks: int | None, least: int
) -> None:
    model, geometry = model_of(name, seed, places, PERIODS), map_of(seed, places)
    limits = replace(SETTINGS, min_cases=least, seed=seed)
    windows = windows_of(model, PERIODS, looks)
    assume(len(windows))  # in two quiet villages nothing may fall into the last days
    drawn = model.chance(windows.span, seed).draw(range(limits.replicates))
    by_hand = slow_maxima(circles_of(geometry, model), windows, model, drawn, least)
    for kernel, bits in KERNELS:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(null, "words_of", words_in(bits))
            assert maxima(model, geometry, limits, looks, kernel) == by_hand


@some
@given(names, seeds, st.sampled_from([1, None]))
def test_neither_threads_nor_blocks_nor_tiles_nor_first_rounds_change_a_maximum(
    name: str, seed: int, looks: int | None
) -> None:
    model, geometry = model_of(name, seed, 20, PERIODS), map_of(seed, 20)
    windows = windows_of(model, PERIODS, looks)
    circles = circles_of(geometry, model)
    chance = model.chance(windows.span, seed)

    def found(kernel: Kernel, threads: int = 1, cases: int = 10**6) -> list[float]:
        limits = replace(SETTINGS, threads=threads)
        search = NullSearch.of(circles, windows, model, limits, kernel)
        return null_maxima(search, chance, to_outdo=1.0, cases_at_once=cases).tolist()

    plain = found("sparse")
    assert found("dense", threads=3) == found("sparse", threads=2) == plain
    assert found("sparse", cases=1) == found("dense", cases=40) == plain
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(null, "SETS_PER_TILE", 5)
        patched.setattr(null, "FIRST_PLACES", ())
        assert found("dense") == found("sparse") == plain


@some
@given(names, seeds)
def test_the_way_on_which_centres_are_visited_changes_nothing(name: str, seed: int) -> None:
    model, geometry = model_of(name, seed, 20, PERIODS), map_of(seed, 20)
    backwards = replace(geometry, walk=np.ascontiguousarray(geometry.walk[::-1]))
    for kernel, _ in KERNELS[::3]:
        there = maxima(model, geometry, SETTINGS, 1, kernel)
        assert maxima(model, backwards, SETTINGS, 1, kernel) == there


def crowded(cases: int) -> Permutation:
    """Two places far apart; most cases of the first fall into the last days."""
    counts = np.zeros((1, 2, PERIODS), dtype=int)
    counts[0, 0, -3:], counts[0, 1, :4] = cases, cases // 2
    return Permutation(counts)


@pytest.mark.parametrize(("cases", "bits"), [(90, 8), (300, 8), (20_000, 16)])
@pytest.mark.parametrize("kernel", ["sparse", "dense"])
def test_a_lane_that_overflows_is_counted_again_in_a_wider_one(
    cases: int, bits: int, kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = crowded(cases)
    apart = Geometry.from_plane(["a", "b"], [0, 100], [0, 0])
    limits = replace(SETTINGS, replicates=2)
    circles = circles_of(apart, model)._replace(stops=np.array([1, 3]))
    windows = windows_of(model, PERIODS, 1)
    search = NullSearch.of(circles, windows, model, limits, kernel)
    drawn = model.chance(windows.span, 1).draw(range(2))
    monkeypatch.setattr(null, "words_of", words_in(bits))
    assert search.maxima(drawn).tolist() == slow_maxima(circles, windows, model, drawn, 1)


def test_the_widest_lanes_have_no_wider_ones() -> None:
    windows = Windows.of(3, 1, 2, looks=1)
    word = next(split(windows, np.arange(2), 32))
    with pytest.raises(OverflowError, match="two billion"):
        list(wider(windows, word))


@pytest.mark.parametrize(
    ("largest", "bits"), [(5.0, 8), (60.0, 8), (90.0, 16), (30_000.0, 16), (40_000.0, 32)]
)
def test_lanes_are_as_wide_as_the_cases_that_are_expected(largest: float, bits: int) -> None:
    windows = Windows.of(20, 1, 10, looks=1)
    words = words_of(windows, np.full(10, largest))
    assert {word.bits for word in words} == {bits}
    assert sorted(np.concatenate([word.windows for word in words]).tolist()) == list(range(10))


@unhurried
@given(st.integers(1, 12), st.sampled_from([8, 16, 32]), st.sampled_from([1, None]))
def test_a_case_is_added_to_the_windows_that_hold_its_day(
    longest: int, bits: int, looks: int | None
) -> None:
    windows = Windows.of(9, 1, longest, looks=looks)
    for word in split(windows, np.arange(len(windows)), bits):
        for period in range(windows.span.start, windows.span.stop):
            added = int(word.increments[period - windows.span.start])
            lanes = [added >> (lane * bits) & (2**bits - 1) for lane in range(len(word.windows))]
            inside = [
                int(windows.first[w] <= period < windows.stop[w]) for w in word.windows.tolist()
            ]
            assert lanes == inside


@pytest.mark.parametrize(("cases", "kernel"), [(1, "sparse"), (10, "dense")])
def test_the_cheaper_kernel_is_chosen_by_how_many_cases_a_place_has(
    cases: int, kernel: Kernel
) -> None:
    """Today's cases: one in a place in twenty-five, or ten in every place."""
    counts = np.full((1, 25, PERIODS), cases)
    if kernel == "sparse":
        counts[0, 1:, -1] = 0
    model = Permutation(counts)
    windows = windows_of(model, PERIODS, 1).where(np.arange(1))
    search = NullSearch.of(circles_of(map_of(3, 25), model), windows, model, SETTINGS)
    drawn = model.chance(windows.span, 1).draw(range(50))
    (word,) = words_of(windows, np.full(1, 1.0))
    assert search._cheaper(drawn, word) == kernel
