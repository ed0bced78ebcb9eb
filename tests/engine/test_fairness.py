"""Comparing units exactly: held to SciPy, to the promise about false flags, and to symmetry."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, fisher_exact, hypergeom

from kentongan.engine.fairness import (
    INNER,
    OUTER,
    REPORT_LEVEL,
    Comparison,
    Counted,
    Totals,
    compare,
    flagged,
    funnel_limits,
    hypergeometric,
    p_value,
    rejected,
)

some = settings(max_examples=40, deadline=None)
COUNTS = st.integers(0, 40)


@some
@given(COUNTS, st.integers(1, 40), COUNTS)
def test_the_chances_are_those_of_scipy(marked: int, plain: int, drawn: int) -> None:
    population = marked + plain
    drawn = min(drawn, population)
    first, chances = hypergeometric(population, marked, drawn)
    places = np.arange(first, first + len(chances))
    assert chances == pytest.approx(hypergeom.pmf(places, population, marked, drawn), abs=1e-12)
    assert chances.sum() == pytest.approx(1)


@some
@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_one_stratum_is_the_test_of_fisher(a: int, b: int, c: int, d: int) -> None:
    table = [[a, b], [c, d]]
    tails = [fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
    found = p_value([Totals(trials=a + b, events=a, all_trials=a + b + c + d, all_events=a + c)])
    assert found == pytest.approx(min(1.0, 2 * min(tails)), abs=1e-9)


def test_strata_are_added_up_as_counting_every_outcome_does() -> None:
    tables = [Totals(5, 3, 12, 4), Totals(4, 1, 9, 2), Totals(6, 2, 7, 3)]
    laws = [hypergeometric(one.all_trials, one.all_events, one.trials) for one in tables]
    told = sum(one.events for one in tables)
    above = below = 0.0
    for places in product(*(range(len(chances)) for _first, chances in laws)):
        total = sum(law[0] + place for law, place in zip(laws, places, strict=True))
        chance = math.prod(law[1][place] for law, place in zip(laws, places, strict=True))
        above += chance * (total >= told)
        below += chance * (total <= told)
    assert p_value(tables) == pytest.approx(2 * min(above, below))


def test_a_unit_that_only_has_the_harder_cases_is_not_pointed_at() -> None:
    """Budi decides on work, Ana on umrah; both refuse as the others do there."""
    counted = [
        *(Counted("budi", "work", 900, 45), Counted("budi", "umrah", 100, 1)),
        *(Counted("ana", "work", 100, 5), Counted("ana", "umrah", 900, 9)),
    ]
    crude = [Counted("budi", "all", 1000, 46), Counted("ana", "all", 1000, 14)]
    assert min(one.p_value or 0 for one in compare(counted)) > 0.9
    assert max(one.p_value or 0 for one in compare(crude)) < 0.001


def test_a_unit_has_what_was_expected_and_the_ratio() -> None:
    found = compare([Counted("ana", "work", 100, 10), Counted("budi", "work", 300, 10)])
    assert [(one.expected, one.ratio) for one in found] == [
        (5.0, 2.0),
        (15.0, pytest.approx(2 / 3)),
    ]


@pytest.mark.parametrize(("trials", "judged"), [(19, False), (20, True)])
def test_a_small_unit_is_not_judged(trials: int, judged: bool) -> None:
    found = compare([Counted("desa", "work", trials, 9), Counted("lain", "work", 900, 3)])
    assert (found[0].p_value is not None) is judged
    assert bool(flagged({"village": found[:1]})) is judged


def test_a_unit_without_others_is_not_judged() -> None:
    found = compare([Counted("ana", "work", 100, 10), Counted("budi", "umrah", 100, 1)])
    assert [one.p_value for one in found] == [None, None]


@some
@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=5))
def test_the_expected_of_all_units_are_the_events_of_all(pairs: list[tuple[int, int]]) -> None:
    counted = [
        Counted(str(at), "one", more + events, events) for at, (more, events) in enumerate(pairs)
    ]
    expected = sum(one.expected for one in compare(counted))
    assert expected == pytest.approx(sum(events for _more, events in pairs))


def report_of_alikes(random: np.random.Generator) -> dict[str, tuple[Comparison, ...]]:
    """Eight officers and forty villages, all alike within three purposes."""

    def rows(units: int, mean: float) -> list[Counted]:
        found = []
        for unit, (stratum, rate) in product(range(units), enumerate((0.005, 0.02, 0.1))):
            trials = int(random.poisson(mean))
            found.append(Counted(str(unit), str(stratum), trials, random.binomial(trials, rate)))
        return found

    return {"officer": compare(rows(8, 400)), "village": compare(rows(40, 30))}


def test_where_all_are_alike_a_report_points_at_somebody_no_oftener_than_it_says() -> None:
    random = np.random.default_rng(20261126)
    reports = 120
    false = sum(bool(flagged(report_of_alikes(random))) for _one in range(reports))
    assert false <= binom.ppf(0.999, reports, REPORT_LEVEL)


def test_an_officer_who_refuses_twice_as_often_is_pointed_at() -> None:
    counted = [Counted(str(at), "work", 2500, 30) for at in range(4)]
    found = flagged({"officer": compare([*counted, Counted("ana", "work", 2500, 62)])})
    assert [flag.comparison.unit for flag in found] == ["ana"]


def chances(*values: float | None) -> list[Comparison]:
    return [Comparison(str(at), 99, 9, 3.0, value) for at, value in enumerate(values)]


def test_holm_asks_less_of_each_next_one_and_stops_at_the_first_that_fails() -> None:
    # Thresholds at level 0.05 with four judged: 0.0125, 0.0167, 0.025, 0.05.
    found = rejected(chances(0.016, None, 0.01, 0.03, 0.04), 0.05)
    assert [one.unit for one in found] == ["2", "0"]


def test_more_questions_leave_less_for_each() -> None:
    one = {"officer": chances(0.015)}
    assert flagged(one, level=0.02)
    assert not flagged(one | {"sex": chances(0.5)}, level=0.02)


@pytest.mark.parametrize("level", [INNER, OUTER])
@pytest.mark.parametrize(("rate", "trials"), [(0.012, 100), (0.012, 3000), (0.3, 57), (0.97, 40)])
def test_funnel_limits_lie_at_the_quantiles_of_scipy(
    rate: float, trials: int, level: float
) -> None:
    low, high = funnel_limits(rate, trials, level)
    tail = (1 - level) / 2
    for limit, chance in ((low, tail), (high, 1 - tail)):
        place = binom.ppf(chance, trials, rate)
        assert place - 1 <= limit * trials + 1e-9
        assert limit * trials <= place + 1e-9


@some
@given(st.floats(0.001, 0.5), st.integers(20, 400))
def test_a_funnel_narrows_and_holds_its_rate(rate: float, trials: int) -> None:
    inner, outer = (funnel_limits(rate, trials, level) for level in (INNER, OUTER))
    wide = funnel_limits(rate, trials, OUTER)
    narrow = funnel_limits(rate, 4 * trials, OUTER)
    assert outer[0] <= inner[0] <= inner[1] <= outer[1]
    assert wide[1] >= narrow[1] >= rate >= narrow[0] - 1e-9


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_where_nothing_or_everything_happens_the_funnel_is_a_line(rate: float) -> None:
    assert funnel_limits(rate, 50, INNER) == pytest.approx((rate, rate), abs=0.02)


@pytest.mark.parametrize(("rate", "trials", "level"), [(1.1, 9, 0.9), (0.5, 0, 0.9), (0.5, 9, 1)])
def test_limits_without_sense_are_refused(rate: float, trials: int, level: float) -> None:
    with pytest.raises(ValueError, match="no limits"):
        funnel_limits(rate, trials, level)


def test_counts_without_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        Counted("ana", "work", 3, 4)
    with pytest.raises(ValueError, match="cannot be judged"):
        compare([], fewest=0)


def test_a_ratio_without_expectation_says_what_came() -> None:
    assert Comparison("a", 9, 0, 0.0, None).ratio == 1
    assert Comparison("a", 9, 2, 0.0, None).ratio == math.inf
