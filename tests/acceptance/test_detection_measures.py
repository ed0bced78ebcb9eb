"""What measures the detection engine measures: worlds without a pattern, ranks, digits."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acceptance.detection import ITEMS, calibration, clusters, sameness, speed
from kentongan.engine.detection import Controls, Population, ScanResult, null, scan
from kentongan.engine.detection.lanes import words_of
from kentongan.engine.detection.windows import Windows
from tests.engine.detection.small import on_a_road, table

ROWS = {"a": [1, 0, 2, 1, 4], "b": [1, 1, 0, 1, 0], "c": [0, 2, 1, 1, 1]}


def found(maxima: list[float], statistic: float | None) -> ScanResult:
    """A result with one cluster of this statistic, or none."""
    result = scan(table(ROWS), on_a_road(*ROWS), replace(sameness.LIMITS, max_km=None))
    kept = tuple(replace(one, statistic=statistic) for one in result.clusters[:1] if statistic)
    return ScanResult(kept, np.array(maxima))


def test_lines_have_the_numbers_of_the_issue() -> None:
    numbers = [item.number for item in ITEMS]
    assert numbers == sorted(set(numbers))
    assert {1, 3, 4, 7} <= set(numbers)


@pytest.mark.parametrize(
    ("ours", "published", "equal"),
    [
        (0.49292, 0.493, True),
        (0.4945, 0.493, False),
        (0.00971, 0.00971, True),
        (0.00973, 0.00971, False),
        (0.2137, 0.2138, True),
        (1.0895e-6, 1.090e-6, True),
    ],
)
def test_a_p_value_agrees_to_its_last_digit(ours: float, published: float, equal: bool) -> None:
    assert clusters._to_the_digit(ours, published) is equal


@given(st.floats(0.1, 9), st.integers(0, 5), st.integers(0, 5))
def test_a_rank_counts_what_is_above_and_some_of_the_equals(
    statistic: float, above: int, equal: int
) -> None:
    maxima = [statistic + 1] * above + [statistic] * equal + [statistic / 2] * 4
    rank = sameness._rank(found(maxima, statistic), np.random.default_rng(1))
    assert above <= rank <= above + equal


def test_without_any_cluster_all_data_sets_are_at_least_as_unusual() -> None:
    maxima = [0.0, 0.0, 1.0]
    ranks = {sameness._rank(found(maxima, None), np.random.default_rng(seed)) for seed in range(30)}
    assert ranks == {1, 2, 3}


@pytest.mark.parametrize(("name", "quiet"), sameness.QUIET, ids=lambda one: str(one)[:20])
def test_quiet_worlds_have_places_that_differ_and_days_that_do_not(
    name: str, quiet: sameness.Quiet
) -> None:
    assert name
    rng = np.random.default_rng(1)
    total = sum(quiet.world(rng)[0].counts for _ in range(400))
    per_day = total.sum(axis=0)
    assert per_day == pytest.approx(np.full(quiet.days, per_day.mean()), rel=0.15)
    per_place = total.sum(axis=1)
    assert per_place.max() > 3 * np.median(per_place)


def test_a_loud_place_is_ten_times_as_loud() -> None:
    plain, loud = sameness.QUIET[0][1], sameness.QUIET[1][1]
    counts = [
        sum(one.world(rng)[0].counts[0].sum() for _ in range(400))
        for one, rng in ((plain, np.random.default_rng(2)), (loud, np.random.default_rng(2)))
    ]
    assert counts[1] == pytest.approx(10 * counts[0], rel=0.15)


def test_cases_are_held_against_what_drew_them() -> None:
    worlds = {name: quiet.world(np.random.default_rng(3))[1] for name, quiet in sameness.QUIET}
    assert worlds["space-time permutation"] is None
    assert isinstance(worlds["Poisson"], Population)
    assert isinstance(worlds["Bernoulli"], Controls)


def test_a_quarter_of_the_people_are_cases() -> None:
    quiet, rng = sameness.Quiet("bernoulli"), np.random.default_rng(4)
    cases = people = 0
    for _ in range(300):
        counted, against = quiet.world(rng)
        assert isinstance(against, Controls)
        cases += counted.total
        people += counted.total + against.table.total
    assert cases / people == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("bits", [8, 16])
def test_lanes_are_as_wide_as_asked_and_then_as_before(bits: int) -> None:
    before, windows = null.words_of, Windows.of(9, 1, 5, looks=1)
    with sameness._lanes_of(bits):
        assert {word.bits for word in null.words_of(windows, np.zeros(5))} == {bits}
    assert null.words_of is before is words_of


@pytest.mark.parametrize(("what", "turned"), sameness.TURNS)
def test_turned_worlds_are_compared_with_themselves(what: str, turned: sameness.Turned) -> None:
    assert what
    one, other = turned(sameness.QUIET[0][1], np.random.default_rng(5))
    assert sameness._told(one) == sameness._told(other)
    third, _ = turned(sameness.QUIET[0][1], np.random.default_rng(6))
    assert sameness._told(one) != sameness._told(third)


def test_every_scan_with_a_target_has_the_figure_of_a_peer() -> None:
    aimed = [world for world in speed.WORLDS if world.target is not None]
    assert [world.target for world in aimed] == [0.6, 4.0]
    for world in aimed:
        assert world.satscan
        assert world.satscan_times(0.5) == round(world.satscan / 0.5)
        assert world.how


def test_the_district_of_the_calibration_tells_of_three_things_a_day() -> None:
    margins, watch = calibration.district()
    assert margins.by_weekday.mean() == pytest.approx(3.0)
    assert margins.shares.sum() == pytest.approx(1.0)
    assert watch.geometry.areas == margins.areas
    assert watch.geometry.max_km == watch.settings.max_km


def test_fresh_years_are_none_of_those_that_were_chosen_from() -> None:
    known = {calibration.SEED + 1000 * year for year in range(calibration.YEARS)}
    first = calibration.SEED + calibration.FAR_AWAY
    assert known.isdisjoint(first + 1000 * year for year in range(calibration.FRESH))
