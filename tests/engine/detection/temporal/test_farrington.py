"""Farrington's detectors: alike with R, alike with a slow reading of their definition."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kentongan.engine.detection.temporal import (
    FarringtonSettings,
    Fitted,
    Reach,
    farrington,
)
from tests.engine.detection.temporal.published import SERIES, number, oracle, rows, series

FLEXIBLE = Reach(years=4)
CASES = {
    "c1": FarringtonSettings(Reach(4, 3, 1, 3), 0.05, "delta", 1.0, 0.05, errors="r"),
    "c2": FarringtonSettings(FLEXIBLE, 0.05, "plugin", errors="r"),
    "c3": FarringtonSettings(FLEXIBLE, 0.05, "delta", errors="r"),
    "c4": FarringtonSettings(FLEXIBLE, 0.05, "muan", errors="r"),
}
# The first call compiles.
some = settings(max_examples=20, deadline=None)


def judged(name: str, chosen: FarringtonSettings, since: int) -> Fitted:
    """A named series; that of Newport has its dates, that of Agona only numbers of weeks."""
    days = [date.fromisoformat(row["epoch"]) for row in rows(SERIES[name])] if "DE" in name else []
    return farrington(series(name), since=since, settings=chosen, first_days=days)


@pytest.mark.parametrize(("case", "name"), list(product(CASES, SERIES)))
def test_bounds_and_alarms_are_those_of_r(case: str, name: str) -> None:
    wanted = oracle(f"farringtonFlexible_{name}_{case}")
    found = judged(name, CASES[case], int(wanted.columns[0]))
    np.testing.assert_array_equal(found.alarm[0, wanted.columns], wanted.alarm)
    np.testing.assert_allclose(found.upper[0, wanted.columns], wanted.upper, rtol=1e-12)


@pytest.mark.parametrize(("case", "name"), list(product(CASES, SERIES)))
def test_what_the_bounds_rest_on_is_that_of_r(case: str, name: str) -> None:
    wanted = rows(f"oracle_farringtonFlexible_{name}_{case}.csv")
    at = np.array([int(row["t"]) - 1 for row in wanted])
    found = judged(name, CASES[case], int(at[0]))
    for value, column in ((found.dispersion, "phiVector"), (found.p_value, "pvalue")):
        numbers = [float(row[column]) for row in wanted]
        np.testing.assert_allclose(value[0, at], numbers, rtol=1e-10, atol=1e-12)
    assert found.trend[0, at].tolist() == [row["trend"] == "1" for row in wanted]
    # R hides the mean where it has no bound.
    means = np.array([number(row["expected"]) for row in wanted])
    known = ~np.isnan(means)
    np.testing.assert_allclose(found.expected[0, at][known], means[known], rtol=1e-12)


@pytest.mark.parametrize("name", SERIES)
def test_the_original_detector_is_that_of_r(name: str) -> None:
    wanted = oracle(f"farrington_{name}")
    found = judged(name, FarringtonSettings.original(years=4), int(wanted.columns[0]))
    np.testing.assert_array_equal(found.alarm[0, wanted.columns], wanted.alarm)
    # R gives zero where too few cases came lately.
    upper = np.nan_to_num(found.upper[0, wanted.columns])
    np.testing.assert_allclose(upper, wanted.upper, rtol=1e-12)


def test_224_simulated_series_at_once_are_those_of_r() -> None:
    counts = [[int(count) for count in row["counts"].split()] for row in simulated()]
    # R counted their weeks from the first of January 1970.
    days = [date(1970, 1, 1) + timedelta(7 * week) for week in range(len(counts[0]))]
    wanted = rows("oracle_farringtonFlexible_noufaily28.csv")
    found = farrington(counts, since=575, first_days=days)
    at = tuple(np.array([(int(row["series"]) - 1, int(row["week"]) - 1) for row in wanted]).T)
    upper = [number(row["upperbound"]) for row in wanted]
    np.testing.assert_array_equal(found.upper[at], upper)
    np.testing.assert_array_equal(found.alarm[at], [row["alarm"] == "1" for row in wanted])
    means = [float(row["mu0"]) for row in wanted]
    np.testing.assert_allclose(found.expected[at], means, rtol=1e-6, atol=1e-6)


def simulated() -> list[dict[str, str]]:
    """The simulated series, sorted as they are numbered."""
    return sorted(rows("noufaily28_series.csv"), key=lambda row: int(row["series"]))


def slow_mean(counts: NDArray[np.float64], now: int, reach: Reach) -> float:
    """The expected count, from a dense regression that is iterated until nothing moves."""
    at, season = slow_baseline(now, reach)
    seasons = (season[:, None] == np.arange(reach.seasons)).astype(float)
    design = np.column_stack([seasons, (at - now) / reach.year])
    prior = np.ones(len(at))
    first = slow_fit(design, counts[at], prior)
    prior = slow_weights(design, counts[at], first)
    return float(np.exp(slow_fit(design, counts[at], prior)[reach.seasons - 1]))


def slow_baseline(now: int, reach: Reach) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns and seasons of a year that splits evenly, by counting weeks back."""
    at = np.arange(now - reach.years * reach.year - reach.half_window, now - reach.left_out)
    since_window = (at - now + reach.half_window) % reach.year
    wide = 2 * reach.half_window + 1
    length = (reach.year - wide) // (reach.seasons - 1)
    season = (since_window - wide) // length
    return at, np.where(since_window < wide, reach.seasons - 1, season)


def slow_fit(
    design: NDArray[np.float64], counts: NDArray[np.float64], prior: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Coefficients of the log-linear regression."""
    eta = np.log(counts + 0.1)
    found = np.zeros(design.shape[1])
    for _ in range(60):
        root = np.sqrt(prior * np.exp(eta))
        response = eta + counts / np.exp(eta) - 1
        found = np.linalg.lstsq(design * root[:, None], response * root)[0]
        eta = design @ found
    return found


def slow_weights(
    design: NDArray[np.float64], counts: NDArray[np.float64], found: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights from standardised Anscombe residuals above 2.58."""
    mean = np.exp(design @ found)
    dispersion = max(1.0, np.sum((counts - mean) ** 2 / mean) / (len(mean) - design.shape[1]))
    rooted = design * np.sqrt(mean)[:, None]
    hat = np.sum((rooted @ np.linalg.inv(rooted.T @ rooted)) * rooted, axis=1)
    residual = 1.5 * (counts ** (2 / 3) - mean ** (2 / 3)) / mean ** (1 / 6)
    residual /= np.sqrt(dispersion * (1 - hat))
    weight = np.where(residual > 2.58, residual**-2.0, 1.0)
    return np.asarray(weight * len(weight) / weight.sum())


@some
@given(seed=st.integers(0, 2**32), mean=st.floats(5, 200), outbreak=st.integers(0, 400))
def test_the_fast_mean_is_the_slow_one(seed: int, mean: float, outbreak: int) -> None:
    reach = Reach(years=3, half_window=3, seasons=10, left_out=26)
    counts = np.random.default_rng(seed).poisson(mean, 200).astype(float) + 1
    counts[60] += outbreak
    found = farrington(counts, since=190, settings=FarringtonSettings(reach))
    # A slope that leads above everything seen is dropped; the twin keeps it, and it never stops
    # where the deviance moves by less than 1e-8.
    if found.trend[0, 190]:
        assert found.expected[0, 190] == pytest.approx(slow_mean(counts, 190, reach), rel=1e-4)


def test_series_are_judged_alone_and_weeks_too() -> None:
    table = np.random.default_rng(1).poisson(4, (4, 300))
    together = farrington(table, since=290)
    for row, counted in enumerate(table):
        np.testing.assert_array_equal(together.upper[row], farrington(counted, since=290).upper[0])
    np.testing.assert_array_equal(
        together.upper[:, 295:], farrington(table, since=295).upper[:, 295:]
    )


def test_few_cases_lately_raise_no_alarm() -> None:
    counts = np.zeros(300)
    counts[-1] = 4
    assert not farrington(counts, since=299).alarm.any()
    chosen = FarringtonSettings(least_cases=4)
    assert farrington(counts, since=299, settings=chosen).alarm[0, 299]


def test_a_short_history_has_no_bound() -> None:
    found = farrington(np.ones(200), since=0)
    assert np.isnan(found.upper).all()
    assert not found.alarm.any()


def test_a_slope_needs_three_years() -> None:
    rising = np.random.default_rng(3).poisson(np.exp(np.arange(200) / 60))
    two, three = (FarringtonSettings(Reach(years=years, left_out=3)) for years in (2, 3))
    assert not farrington(rising, since=190, settings=two).trend.any()
    assert farrington(rising, since=190, settings=three).trend.any()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"alpha": 0.0}, "alpha"), ({"bound": "x"}, "bound"), ({"lately": 0}, "lately")],
)
def test_impossible_settings_are_refused(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        FarringtonSettings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("since", "days"), [(9, []), (-1, []), (1, [date(2026, 1, 5)])])
def test_columns_and_days_must_match_the_table(since: int, days: list[date]) -> None:
    with pytest.raises(ValueError, match="a day for each"):
        farrington([1, 2, 3], since=since, first_days=days)
