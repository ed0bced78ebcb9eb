"""The pieces of the kernels one by one: arrivals, rows, bars, ranks, shared work."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.dense import rows_of
from kentongan.engine.detection.lanes import Bar, Word, first_bar, judge, raise_bar, split
from kentongan.engine.detection.observed import Bests, Cylinder, Ranked
from kentongan.engine.detection.score import POISSON, Law, statistic
from kentongan.engine.detection.sizes import Sizes, size_in
from kentongan.engine.detection.sparse import Arrivals
from kentongan.engine.detection.tables import window_table
from kentongan.engine.detection.threads import shared_out
from kentongan.engine.detection.windows import Windows
from tests.engine.detection.worlds import map_of, model_of, names, seeds, windows_of

unhurried = settings(deadline=None, max_examples=40)

# Two data sets of three and two cases in four places, on days 0 and 1.
DRAWN = Drawn(
    np.array([3, 0, 3, 1, 3], dtype=np.int32),
    np.array([0, 1, 1, 0, 1], dtype=np.int32),
    np.array([0, 3, 5]),
)
TWO_DAYS = Windows.of(2, 1, 2, looks=1)


def word(bits: int = 8) -> Word:
    """Lane 0: both days; lane 1: the second day."""
    return next(split(TWO_DAYS, np.array([1, 0]), bits))


def test_a_case_of_yesterday_is_in_the_window_of_two_days_only() -> None:
    assert word().increments.tolist() == [0x0001, 0x0101]
    assert word(16).increments.tolist() == [0x0001, 0x10001]
    assert (word().tops, word(32).tops) == (0x8080, 0x8000000080000000)


def test_arrivals_are_listed_by_place_with_data_set_and_day() -> None:
    arrivals = Arrivals.of(DRAWN, word(), np.array([0, 1, 2, 3], dtype=np.int32))
    here = slice(arrivals.starts[3], arrivals.stops[3])
    assert [(int(case) & 0xFFFF, int(case) >> 16) for case in arrivals.cases[here]] == [
        (0, 0),
        (0, 1),
        (1, 1),
    ]
    assert (arrivals.stops - arrivals.starts).tolist() == [1, 1, 0, 3]


def test_arrivals_of_days_outside_a_word_are_left_out() -> None:
    today = next(split(TWO_DAYS, np.array([0]), 8))
    arrivals = Arrivals.of(DRAWN, today, np.arange(4, dtype=np.int32))
    assert (arrivals.stops - arrivals.starts).tolist() == [1, 0, 0, 2]


@unhurried
@given(st.permutations(range(4)))
def test_arrivals_stand_in_the_order_of_the_walk(walk: list[int]) -> None:
    arrivals = Arrivals.of(DRAWN, word(), np.array(walk, dtype=np.int32))
    firsts = arrivals.starts[walk]
    assert firsts.tolist() == sorted(firsts.tolist())
    assert sorted(arrivals.cases.tolist()) == sorted([0, 0x10000, 0x10000, 1, 0x10001])


def test_rows_hold_the_counts_of_each_place_in_each_data_set() -> None:
    rows = rows_of(DRAWN, (0, 2), word(), np.array([0, 1, -1, 2], dtype=np.int32), 3)
    assert rows.tolist() == [[0x0101, 0], [0, 0x0001], [0x0102, 0x0101]]


def test_rows_of_some_data_sets_begin_with_the_first_of_them() -> None:
    rows = rows_of(DRAWN, (1, 2), word(), np.array([0, 1, -1, 2], dtype=np.int32), 3)
    assert rows.tolist() == [[0], [0x0001], [0x0101]]


def test_a_row_that_overflows_is_no_row() -> None:
    many = Drawn(np.zeros(128, np.int32), np.ones(128, np.int32), np.array([0, 128]))
    row_of = np.zeros(1, dtype=np.int32)
    assert rows_of(many, (0, 1), word(8), row_of, 1).size == 0
    assert rows_of(many, (0, 1), word(16), row_of, 1).tolist() == [[(128 << 16) + 128]]


def test_a_table_holds_the_cases_of_each_window() -> None:
    table = np.full((4, 2), 9)
    window_table(DRAWN, 0, TWO_DAYS.first, TWO_DAYS.stop, table)
    assert table.tolist() == [[1, 1], [0, 0], [0, 0], [1, 2]]


LAW = Law(POISSON, 60.0, 60.0)


def bar_of(best: list[float], sizes: Sizes, least: int = 2) -> Bar:
    return Bar.of(np.array(best), word(), law=LAW, sizes=sizes, least=least, largest=60.0)


def alike() -> Sizes:
    """Half and a tenth of the cases of the circle are due in the two windows."""
    return Sizes.of_margins(np.ones((4, 1), dtype=int), np.array([[30, 6]]), np.array([60]))


def of_their_own() -> Sizes:
    return Sizes.of_cells(np.ones((4, 1)) * [[0.5, 0.1]])


def needed_by(sizes: Sizes, inside: float, floor: float) -> tuple[list[int], int]:
    """The counts that lanes need for so many cases in the circle, and the word of differences."""
    bar = bar_of([floor], sizes)
    needed, rooms = np.zeros(2, dtype=np.int64), np.zeros(2)
    distance = first_bar(bar.limits, bar.scales, needed, rooms, (bar.least, 8))
    for part in np.linspace(0, inside, 7):
        so_far = np.array([part]) if len(bar.scales) else np.array([part * 0.5, part * 0.1])
        distance = raise_bar(
            so_far, sizes.shares, bar.limits, bar.scales, needed, rooms, distance, 8
        )
    return needed.tolist(), int(distance)


@unhurried
@given(st.floats(0.1, 60), st.floats(0, 12))
def test_a_lane_needs_the_least_count_that_beats_the_floor(inside: float, floor: float) -> None:
    needed, _ = needed_by(alike(), inside, floor)
    for count, share in zip(needed, (0.5, 0.1), strict=True):
        if 2 < count <= 60:
            assert statistic(count - 1.0, inside * share, LAW) <= floor
        if count <= 60:
            assert statistic(float(count), inside * share * (1 - 1e-4), LAW) > floor


@unhurried
@given(st.floats(0.1, 60), st.floats(0, 12))
def test_sizes_that_grow_alike_need_what_sizes_of_their_own_need(
    inside: float, floor: float
) -> None:
    assert needed_by(alike(), inside, floor) == needed_by(of_their_own(), inside, floor)


@unhurried
@given(st.floats(0.1, 60), st.floats(0, 12))
def test_a_lane_reaches_its_top_bit_with_the_count_it_needs(inside: float, floor: float) -> None:
    needed, distance = needed_by(alike(), inside, floor)
    lanes = [distance & 0xFF, distance >> 8]
    assert [lane + count for lane, count in zip(lanes, needed, strict=True)] == [128, 128]


def test_data_sets_that_reached_more_have_a_higher_level() -> None:
    bar = bar_of([9.0, 1.0, 3.0, 5.0], alike())
    assert bar.level.tolist() == [3, 1, 2, 3]
    finite = np.isfinite(bar.limits).all(axis=0)
    assert (np.diff(bar.limits[:, finite], axis=0) <= 0).all()


@pytest.mark.parametrize(
    ("counts", "best"),
    [(0x0003, 3.0), (0x0303, 20.0), (0x0000, 0.0)],
)
def test_judging_raises_the_best_and_never_lowers_it(counts: int, best: float) -> None:
    bar, so_far = bar_of([0.0], alike()), np.array([4.0])
    found, lanes = np.array([best]), np.array([counts], dtype=np.uint64)
    rest = bar.sizes.shares, bar.limits, bar.level, LAW, 8, found
    assert judge(np.zeros(1, np.int64), 1, lanes, so_far, *rest)
    by_hand = [statistic(counts & 0xFF, 2.0, LAW), statistic(counts >> 8, 0.4, LAW)]
    assert found[0] == pytest.approx(max(best, *by_hand))


def test_judging_notices_a_lane_that_overflowed() -> None:
    bar, lanes = bar_of([0.0], alike()), np.array([0x8001], dtype=np.uint64)
    rest = bar.sizes.shares, bar.limits, bar.level, LAW, 8, np.zeros(1)
    assert not judge(np.zeros(1, np.int64), 1, lanes, np.array([4.0]), *rest)


def test_some_windows_have_the_sizes_they_had_among_all() -> None:
    for sizes, so_far in ((alike(), [4.0]), (of_their_own(), [2.0, 0.4])):
        second = sizes.of_windows(np.array([1]))
        part = np.array(so_far[-1:])
        assert second.windows == 1
        assert size_in(part, 0, second.shares) == pytest.approx(0.4)


def test_sizes_of_several_strata_do_not_grow_alike() -> None:
    two = Sizes.of_margins(np.ones((4, 2), int), np.ones((2, 3), int), np.array([5, 6]))
    assert (len(two.scales()), len(of_their_own().scales())) == (0, 0)
    assert alike().scales().tolist() == [2.0, 10.0]


def ranked() -> Ranked:
    places, window, observed = np.array([[2, 1, 3, 1], [0, 1, 0, 0], [4, 5, 6, 0]])
    return Ranked(
        Bests(places, window, observed, np.array([1.0, 2, 3, 0]), np.array([7.0, 7, 9, 0]))
    )


def test_cylinders_are_ranked_by_statistic_then_by_the_fewer_places() -> None:
    assert [one.centre for one in ranked()] == [2, 1, 0]
    assert ranked()[1] == Cylinder(1, 1, 1, 5, 2.0, 7.0)


def test_a_centre_without_an_excess_has_no_rank() -> None:
    assert len(ranked()) == 3
    assert [one.centre for one in ranked()[1:]] == [1, 0]
    with pytest.raises(IndexError):
        _ = ranked()[3]


def test_a_difference_beyond_the_ninth_decimal_is_none() -> None:
    nothing = np.zeros(2, dtype=int)
    near = Bests(np.array([5, 2]), nothing, nothing, np.ones(2), np.array([3 + 1e-11, 3.0]))
    assert [one.centre for one in Ranked(near)] == [1, 0]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_shared_work_visits_every_centre_once_and_in_order(threads: int) -> None:
    centres = np.arange(37, dtype=np.int32)
    pieces = shared_out(lambda some: some.tolist(), centres, threads)
    assert [centre for piece in pieces for centre in piece] == centres.tolist()


def test_work_that_fails_in_a_thread_fails() -> None:
    def work(_: np.ndarray) -> None:
        raise OverflowError("too many")

    with pytest.raises(OverflowError, match="too many"):
        shared_out(work, np.arange(3, dtype=np.int32), 2)


def test_one_thread_works_in_pieces_too_so_that_it_can_be_interrupted() -> None:
    begun: list[int] = []

    def work(some: np.ndarray) -> None:
        begun.append(len(some))
        if len(begun) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shared_out(work, np.arange(20_001, dtype=np.int32), 1)
    assert len(begun) == 2
    assert max(begun) <= 5000


def test_after_a_failure_no_other_piece_is_begun() -> None:
    begun: list[int] = []

    def work(some: np.ndarray) -> None:
        begun.append(len(some))
        time.sleep(0.01)
        raise OverflowError("too many")

    with pytest.raises(OverflowError):
        shared_out(work, np.arange(100, dtype=np.int32), 2)
    assert len(begun) < 8


@unhurried
@given(names, seeds, st.integers(2, 4))
def test_circles_and_their_survey_are_the_same_on_any_number_of_threads(
    name: str, seed: int, threads: int
) -> None:
    model, geometry = model_of(name, seed, 20, 9), map_of(seed, 20)
    one, other = (
        Circles.within(geometry, model.share_of, max_km=3.0, max_share=0.4, threads=number)
        for number in (1, threads)
    )
    assert one.stops.tolist() == other.stops.tolist()
    sizes = model.sizes(windows_of(model, 9, 1))
    alone, shared = one.survey(sizes), one.survey(sizes, threads)
    assert alone.largest.tolist() == shared.largest.tolist()
    assert alone.visits.tolist() == shared.visits.tolist()


@unhurried
@given(names, seeds)
def test_the_survey_is_what_counting_by_hand_finds(name: str, seed: int) -> None:
    model, geometry = model_of(name, seed, 12, 9), map_of(seed, 12)
    circles = Circles.within(geometry, model.share_of, max_km=3.0, max_share=0.5)
    sizes = model.sizes(windows_of(model, 9, 1))
    found = circles.survey(sizes)
    visits, largest = np.zeros(12, dtype=int), np.zeros(sizes.windows)
    for start, stop in zip(circles.starts, circles.stops, strict=True):
        so_far = np.zeros(sizes.added.shape[1])
        for place in circles.neighbours[start:stop]:
            visits[place] += 1
            so_far = so_far + sizes.added[place]
        for window in range(sizes.windows):
            largest[window] = max(largest[window], size_in(so_far, window, sizes.shares))
    assert found.visits.tolist() == visits.tolist()
    assert found.largest.tolist() == largest.tolist()
