"""Expected counts given time and effort: the fit, the rhythm it finds, the baseline of a scan."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import optimize  # type: ignore[import-untyped]

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.expected import (
    Effort,
    baseline,
    exposure_by_effort,
    exposure_by_time,
    features,
)
from kentongan.engine.detection.expected.regression import dispersion, effects
from kentongan.engine.detection.expected.times import NAMES, features_of_periods
from tests.engine.detection.expected.calendars import calendar

START, DAYS = date(2022, 1, 3), 3 * 364
type Floats = NDArray[np.float64]
some = settings(max_examples=20, deadline=None)  # the first call compiles


# --- the regression ---------------------------------------------------------------------------


@some
@given(seed=st.integers(0, 1000), rate=st.floats(0.2, 20))
def test_the_fit_is_the_best_of_the_penalised_likelihood(seed: int, rate: float) -> None:
    random = np.random.default_rng(seed)
    terms, known = random.normal(size=(80, 2)), random.uniform(0.5, 2, 80)
    counts = random.poisson(rate * known * np.exp(terms @ [0.6, -0.3])).astype(float)
    counts[0] += 1
    curve = effects(counts, terms, known)
    np.testing.assert_allclose(curve, slow_effects(counts, terms, known), atol=2e-3)


def slow_effects(counts: Floats, terms: Floats, known: Floats) -> Floats:
    """Minimise minus the penalised log likelihood; again once it is known how restless it is."""
    design = np.column_stack([np.ones(len(counts)), terms])
    curve, restless = np.zeros(design.shape[1]), 1.0
    for _ in range(2):

        def loss(at: Floats, weight: float = restless) -> float:
            eta = design @ at
            likelihood = np.sum(counts * eta - known * np.exp(eta))
            return float(-likelihood + weight * np.sum(at[1:] ** 2) / (2 * 0.5**2))

        curve = optimize.minimize(loss, curve, method="BFGS", options={"gtol": 1e-7}).x
        restless = dispersion(counts, known * np.exp(design @ curve), design.shape[1])
    return np.asarray(curve)


def test_without_any_count_nothing_is_learnt() -> None:
    with pytest.raises(ValueError, match="nothing to learn"):
        effects(np.zeros(5), np.ones((5, 1)), np.ones(5))


# --- days and seasons -------------------------------------------------------------------------


def rhythm(days: int = DAYS) -> Floats:
    """What a public channel could look like: weekends twice, Ramadan half, Lebaran threefold."""
    told = dict(zip(NAMES, features(calendar(), START, days).T, strict=True))
    weekend = 1 + told["saturday"] + told["sunday"]
    return np.asarray(weekend * (1 - 0.5 * told["ramadan"]) * (1 + 2 * told["lebaran"]))


def table_of(counts: NDArray[np.int64], step: int = 1) -> CountTable:
    starts = tuple(START + timedelta(n * step) for n in range(counts.shape[1]))
    end = starts[-1] + timedelta(step - 1)
    return CountTable(counts, tuple(f"a{n}" for n in range(len(counts))), starts, end, step)


def test_each_day_has_one_weekday_and_no_two_seasons_of_the_moon() -> None:
    told = features(calendar(), START, DAYS)
    assert np.all(told[:, :7].sum(axis=1) == 1)
    moon = [NAMES.index(name) for name in ("ramadan", "lebaran", "shawwal", "idul_adha", "suro")]
    assert told[:, moon].sum(axis=1).max() == 1


def test_lebaran_is_a_fortnight_that_moves_to_earlier_days_each_year() -> None:
    held = features(calendar(), START, DAYS)[:, NAMES.index("lebaran")]
    days = np.flatnonzero(held)
    middles = [
        START + timedelta(int(run[7]))
        for run in np.split(days, np.flatnonzero(np.diff(days) > 1) + 1)
    ]
    assert middles == [date(2022, 5, 2), date(2023, 4, 21), date(2024, 4, 10)]


def test_a_week_holds_the_shares_of_its_days() -> None:
    weekly = features_of_periods(calendar(), (START, START + timedelta(7)), START + timedelta(13))
    np.testing.assert_allclose(
        weekly, features(calendar(), START, 14).reshape(2, 7, -1).mean(axis=1)
    )


def test_the_rhythm_of_days_is_found() -> None:
    random = np.random.default_rng(2)
    truth = rhythm()
    table = table_of(random.poisson(4 * truth, (5, DAYS)))
    found = exposure_by_time(table, calendar(), until=DAYS - 30)
    ahead = found.table[-30:] / (truth[-30:] / truth[:-30].mean())
    assert np.all(np.abs(ahead - 1) < 0.1)
    assert found.factors["lebaran"] > 2.5
    assert found.factors["ramadan"] < 0.6


def test_an_average_day_lets_expect_one() -> None:
    table = table_of(np.random.default_rng(3).poisson(2 * rhythm(), (2, DAYS)))
    found = exposure_by_time(table, calendar(), until=700)
    assert found.table[:700].mean() == pytest.approx(1)


def test_weeks_let_expect_as_much_as_their_days() -> None:
    counts = np.random.default_rng(4).poisson(6 * rhythm(), (3, DAYS))
    weekly = table_of(counts.reshape(3, -1, 7).sum(axis=2), 7)
    by_week = exposure_by_time(weekly, calendar(), until=150).table
    by_day = exposure_by_time(table_of(counts), calendar(), until=1050).table
    assert np.all(np.abs(by_week[150:] / by_day.reshape(-1, 7).sum(axis=1)[150:] - 1) < 0.15)


def test_what_comes_after_is_not_learnt_from() -> None:
    counts = np.random.default_rng(5).poisson(3 * rhythm(), (2, DAYS))
    later = counts.copy()
    later[:, 900:] *= 50
    once, again = (
        exposure_by_time(table_of(one), calendar(), until=900) for one in (counts, later)
    )
    np.testing.assert_array_equal(once.table, again.table)


def test_one_ramadan_with_few_notices_moves_its_factor_little() -> None:
    counts = np.random.default_rng(6).poisson(0.1, (1, 364))
    found = exposure_by_time(table_of(counts), calendar(), until=364)
    assert all(0.5 < factor < 2 for factor in found.factors.values())


def test_no_period_to_learn_from_is_refused() -> None:
    table = table_of(np.ones((1, 30), dtype=np.int64))
    for until in (0, 31):
        with pytest.raises(ValueError, match="cannot be learnt from"):
            exposure_by_time(table, calendar(), until=until)


# --- effort -----------------------------------------------------------------------------------


def effort_of(random: np.random.Generator, areas: int = 60, periods: int = 60) -> Effort:
    return Effort(
        random.poisson(0.7, (areas, periods)).astype(float),
        random.poisson(0.2, (areas, periods)).astype(float),
        random.uniform(1000, 8000, areas),
        random.uniform(0, 0.2, areas),
    )


def test_what_visits_and_people_bring_is_found() -> None:
    random = np.random.default_rng(7)
    effort = effort_of(random)
    truth = 0.5 * (1 + effort.visits) ** 0.8 * (effort.people / 4000)[:, None]
    counts = random.poisson(truth)
    found = exposure_by_effort(counts, effort, until=50)
    assert np.log(found.factors["visits"]) == pytest.approx(0.8, abs=0.1)
    assert np.log(found.factors["people"]) == pytest.approx(1.0, abs=0.1)
    assert np.log(found.factors["outreach_days"]) == pytest.approx(0.0, abs=0.2)
    assert found.table[:, 50:].sum() == pytest.approx(truth[:, 50:].sum(), rel=0.05)


def test_a_busy_season_is_not_taken_for_effort() -> None:
    random = np.random.default_rng(8)
    effort, season = effort_of(random), np.where(np.arange(60) % 12 < 2, 3.0, 1.0)
    counts = random.poisson(np.broadcast_to(0.5 * season, (60, 60)))
    found = exposure_by_effort(counts, effort, until=50, season=season)
    assert all(0.8 < found.factors[name] < 1.2 for name in ("visits", "outreach_days"))
    np.testing.assert_allclose(found.table[:, 50:].mean(axis=0) / season[50:], 0.5, rtol=0.2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("visits", -np.ones((60, 60))),
        ("outreach_days", np.ones((60, 59))),
        ("people", np.zeros(60)),
        ("migrant_share", np.full(60, 1.5)),
        ("people", np.ones(59)),
    ],
)
def test_impossible_effort_is_refused(name: str, value: Floats) -> None:
    good = effort_of(np.random.default_rng(1))
    told = {
        one: getattr(good, one) for one in ("visits", "outreach_days", "people", "migrant_share")
    }
    with pytest.raises(ValueError, match=r"visits|people|area"):
        Effort(**(told | {name: value}))


def test_effort_of_other_areas_is_refused() -> None:
    with pytest.raises(ValueError, match="alike"):
        exposure_by_effort(np.ones((3, 60)), effort_of(np.random.default_rng(1)), until=50)


# --- the baseline of a scan -------------------------------------------------------------------


def test_the_baseline_of_an_area_lies_between_its_own_rate_and_that_of_its_parent() -> None:
    counts = np.random.default_rng(9).poisson(0.05, (30, 200))
    counts[0, :150] += np.arange(150) % 10 == 0
    found = baseline(table_of(counts), parents=[0] * 30, exposure=np.ones(200), until=150)
    own, everyone = counts[0, :150].mean(), counts[:, :150].mean()
    assert everyone < found.expected[0, -1] < own
    assert found.expected[:, :150].sum() == pytest.approx(counts[:, :150].sum(), rel=0.02)


def test_the_baseline_follows_the_exposure() -> None:
    table = table_of(np.random.default_rng(10).poisson(1, (4, 100)))
    shares = np.where(np.arange(100) % 7 == 0, 3.0, 1.0)
    found = baseline(table, parents=[0, 0, 1, 1], exposure=shares, until=80)
    np.testing.assert_allclose(found.expected[:, 84] / found.expected[:, 85], 3)


@pytest.mark.parametrize(
    ("parents", "exposure", "until"), [([0], 1.0, 5), ([0, 0], 0.0, 5), ([0, 0], 1.0, 0)]
)
def test_a_baseline_of_nothing_is_refused(parents: list[int], exposure: float, until: int) -> None:
    table = table_of(np.ones((2, 10), dtype=np.int64))
    with pytest.raises(ValueError, match=r"parent|expects nothing"):
        baseline(table, parents=parents, exposure=exposure, until=until)
