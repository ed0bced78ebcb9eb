"""What is due under each model, and that scans of each agree with counting by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from kentongan.engine.detection import (
    Baseline,
    Controls,
    Population,
    ScanResult,
    ScanSettings,
    scan,
)
from kentongan.engine.detection.spread import Bernoulli, Forecast, Poisson
from kentongan.engine.detection.windows import Windows
from tests.engine.detection.small import TODAY, on_a_map, on_a_road, table
from tests.engine.detection.worlds import (
    MODELS,
    circles_of,
    map_of,
    model_of,
    names,
    seeds,
    slow_statistics,
    windows_of,
)

QUICK = ScanSettings(max_km=None, max_days=3, replicates=49)
ROAD = ("a", "b", "c")
few = settings(max_examples=25, deadline=None)


def test_people_have_the_cases_of_their_stratum_in_proportion() -> None:
    """Young: 6 cases among 60; old: 4 among 8. Place b has 20 young and 6 old."""
    cases = np.array([[[2], [4]], [[1], [3]]])
    people = np.array([[[40.0], [20.0]], [[2.0], [6.0]]])
    model = Poisson.of(cases, people)
    assert model.expected.ravel().tolist() == pytest.approx([4 + 1, 2 + 3])
    assert model.share_of.tolist() == pytest.approx([5, 5])


def test_expected_cases_add_up_to_all_cases() -> None:
    rng = np.random.default_rng(2)
    model = Poisson.of(rng.poisson(1, (3, 5, 4)), rng.random((3, 5, 4)) + 0.1)
    assert model.expected.sum() == pytest.approx(model.counts.sum())


@pytest.mark.parametrize(
    ("cases", "people", "reason"),
    [
        ([[[1], [0]]], [[[0.0], [0.0]]], "no people"),
        ([[[1], [1]]], [[[0.0], [9.0]]], "without any people"),
        ([[[1], [1]]], [[[1.0]]], "not alike"),
    ],
)
def test_cases_without_people_are_refused(
    cases: list[object], people: list[object], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        Poisson.of(np.array(cases), np.array(people))


def test_a_stratum_without_people_and_cases_adds_nothing() -> None:
    cases, people = np.array([[[2], [2]], [[0], [0]]]), np.array([[[1.0], [3.0]], [[0.0], [0.0]]])
    assert Poisson.of(cases, people).expected.ravel().tolist() == [1, 3]


def test_a_forecast_of_nothing_where_there_are_cases_is_refused() -> None:
    with pytest.raises(ValueError, match="without any expected"):
        Forecast(np.array([[1]]), np.array([[0.0]]))
    with pytest.raises(ValueError, match="expected numbers"):
        Forecast(np.array([[1]]), np.array([[1.0, 2.0]]))


def test_between_censuses_people_grow_along_a_line_and_are_counted_in_days() -> None:
    days = table({"a": [0, 0, 0, 0]}, end=date(2026, 1, 4))
    counted = [date(2026, 1, 2), date(2026, 1, 4)]
    people = Population.between_censuses(["a"], counted, [[[10, 20]]], days)
    # At noon of the first day before the first census, and of the last day after the last one.
    assert people.people.tolist() == [[[10.0, 12.5, 17.5, 20.0]]]


def test_a_longer_period_holds_more_person_days() -> None:
    weeks = replace_starts(table({"a": [0, 0]}, end=date(2026, 1, 10)), date(2026, 1, 1))
    people = Population.between_censuses(["a"], [date(2025, 7, 1)], [[[3]]], weeks)
    assert people.people.tolist() == [[[27.0, 3.0]]]


def replace_starts(one, first: date):  # type: ignore[no-untyped-def]
    return type(one)(one.counts, one.areas, (first, *one.starts[1:]), one.end, one.period_days)


def test_an_area_that_nobody_counted_has_nobody() -> None:
    people = Population.constant(["a", "b"], [3, 5], 2)
    assert people.in_order(["b", "x", "a"]).tolist() == [[[5, 5], [0, 0], [3, 3]]]
    assert Baseline(("a",), np.ones((1, 2))).in_order(["x", "a"]).tolist() == [[0, 0], [1, 1]]


@pytest.mark.parametrize("wrong", [[[[1.0]]], [[[-1.0], [1.0]]], [[[np.nan], [1.0]]], [[1.0, 1.0]]])
def test_people_that_make_no_sense_are_refused(wrong: list[object]) -> None:
    with pytest.raises(ValueError, match="people are strata x areas x periods"):
        Population(("a", "b"), np.array(wrong))


@few
@given(names, seeds)
def test_the_most_likely_cluster_is_the_largest_statistic_of_all_cylinders(
    name: str, seed: int
) -> None:
    model, geometry = model_of(name, seed, 12, 9), map_of(seed, 12)
    circles, windows = circles_of(geometry, model), windows_of(model, 9, 1)
    by_hand = slow_statistics(circles, windows, model, model.counts, 2)
    limits = ScanSettings(max_km=4.0, max_share=0.6, max_days=11, replicates=5)
    found = scanned(name, model, geometry, limits)
    largest = found.clusters[0].statistic if found.clusters else 0.0
    assert largest == pytest.approx(max(by_hand, default=0.0), abs=1e-9)


def scanned(name, model, geometry, limits: ScanSettings) -> ScanResult:  # type: ignore[no-untyped-def]
    """By the front door."""

    def as_table(counts: np.ndarray):  # type: ignore[no-untyped-def]
        return table(dict(zip(geometry.areas, counts.tolist(), strict=True)))

    tables = [as_table(one) for one in getattr(model, "strata", [model.counts])]
    against = {
        "poisson": lambda: Population(geometry.areas, model.expected[None]),
        "forecast": lambda: Baseline(geometry.areas, model.expected),
        "bernoulli": lambda: Controls(as_table(model.people - model.counts)),
    }
    return scan(tables, geometry, limits, against=against.get(name, lambda: None)())


def test_a_rise_in_proportion_to_people_is_no_cluster() -> None:
    cases = table({"a": [2, 2], "b": [4, 4], "c": [6, 6]})
    people = Population.constant(ROAD, [200, 400, 600], 2)
    assert scan(cases, on_a_road(*ROAD), QUICK, against=people).clusters == ()


def test_many_cases_among_few_people_are_a_cluster_though_it_was_always_so() -> None:
    steady = {"a": [3] * 6, "b": [3] * 6, "c": [3] * 6}
    people = Population.constant(ROAD, [10, 500, 500], 6)
    found = scan(table(steady), on_a_road(*ROAD), QUICK, against=people).clusters[0]
    assert (found.members, found.observed) == (("a",), 9)
    assert found.expected == pytest.approx(54 * 10 / 1010 / 2)


def test_controls_explain_a_place_that_reports_much_of_everything() -> None:
    cases = table({"a": [1, 1, 9], "b": [1, 1, 1], "c": [1, 1, 1]})
    others = table({"a": [4, 4, 36], "b": [4, 4, 4], "c": [4, 4, 4]})
    limits = replace(QUICK, max_share=1)
    assert scan(cases, on_a_road(*ROAD), limits, against=Controls(others)).clusters == ()


def test_a_rise_everywhere_is_found_by_a_forecast_and_by_nothing_else() -> None:
    rise = {place: [1] * 6 + [8] for place in ROAD}
    forecast = Baseline(ROAD, np.ones((3, 7)))
    limits = replace(QUICK, max_share=1, max_days=1)
    found = scan(table(rise), on_a_road(*ROAD), limits, against=forecast).clusters[0]
    assert (set(found.members), found.observed, found.expected) == (set(ROAD), 24, 3.0)
    assert found.statistic == pytest.approx(24 * np.log(8) + 3 - 24)
    assert scan(table(rise), on_a_road(*ROAD), limits).clusters == ()


def test_a_purely_spatial_scan_has_one_window_the_whole_period() -> None:
    cases = table({"a": [3, 3, 3], "b": [1, 1, 1], "c": [1, 1, 1]})
    people = Population.constant(ROAD, [1, 1, 1], 3)
    limits = replace(QUICK, purely_spatial=True, min_days=1, max_days=1)
    found = scan(cases, on_a_road(*ROAD), limits, against=people).clusters[0]
    assert (found.start, found.end, found.observed) == (date(2026, 11, 22), TODAY, 9)


def test_controls_of_other_days_are_refused() -> None:
    with pytest.raises(ValueError, match="cases and controls"):
        scan(
            table({"a": [1, 1]}),
            on_a_road("a"),
            QUICK,
            against=Controls(table({"a": [1]})),
        )


def test_earlier_looks_leave_the_clusters_and_raise_what_chance_can_do() -> None:
    rows = {"a": [1, 0, 2, 1, 0, 4], "b": [2, 1, 0, 1, 2, 1], "c": [0, 2, 1, 1, 1, 1]}
    limits = replace(QUICK, replicates=400)
    once = scan(table(rows), on_a_road(*ROAD), limits)
    often = scan(table(rows), on_a_road(*ROAD), replace(limits, earlier_looks=3))
    for new, old in zip(often.clusters, once.clusters, strict=True):
        assert (new.members, new.statistic) == (old.members, old.statistic)
    assert often.null_maxima.mean() > once.null_maxima.mean() + 0.2
    assert often.clusters[0].monte_carlo_p > once.clusters[0].monte_carlo_p


def test_windows_of_earlier_looks_end_on_the_last_days() -> None:
    windows = Windows.of(9, 2, 2, looks=3)
    assert windows.stop.tolist() == [7, 8, 9]


@pytest.mark.parametrize("name", [name for name in MODELS if name != "strata"])
def test_where_nothing_is_the_matter_every_p_value_is_as_frequent(name: str) -> None:
    """Data sets of the null law, ranked among others of it: a straight line."""
    model = model_of(name, 11, 15, 9)
    points = {f"{i:03}": tuple(xy) for i, xy in enumerate(np.random.default_rng(1).random((15, 2)))}
    geometry = on_a_map(points)
    span = windows_of(model, 9, None).span
    drawn = model.chance(span, 77).draw(range(120))
    ps = []
    for first, stop in zip(drawn.starts[:-1], drawn.starts[1:], strict=True):
        counts = np.zeros(model.counts.shape, dtype=int)
        np.add.at(counts, (drawn.places[first:stop], span.start + drawn.periods[first:stop]), 1)
        limits = ScanSettings(max_km=None, max_days=4, replicates=39, min_cases=1)
        found = scanned_again(name, model, counts, geometry, limits)
        outdone = np.count_nonzero(found.null_maxima > largest_of(found))
        equal = np.count_nonzero(np.isclose(found.null_maxima, largest_of(found)))
        ps.append((outdone + np.random.default_rng(len(ps)).random() * (equal + 1)) / 40)
    assert stats.kstest(ps, "uniform").pvalue > 0.001


def largest_of(found: ScanResult) -> float:
    return found.clusters[0].statistic if found.clusters else 0.0


def scanned_again(name, model, counts, geometry, limits: ScanSettings) -> ScanResult:  # type: ignore[no-untyped-def]
    """The model with other counts. The expected numbers of a forecast stay; others follow."""
    if name == "bernoulli":
        again: object = Bernoulli(counts, model.people)
    elif name == "forecast":
        again = Forecast(counts, model.expected)
    elif name == "poisson":
        again = Poisson.of(counts[None], model.expected[None])
    else:
        again = type(model)(counts[None])
    result: ScanResult = scanned(name, again, geometry, limits)
    return result
