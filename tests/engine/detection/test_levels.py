"""Signals of several levels: each thing told once, nothing lost, at the level that tells most."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.levels import (
    LEAST_EXPECTED,
    Counts,
    Levelled,
    LevelSettings,
    Told,
    by_code,
    told_once,
)

WEEK = date(2026, 11, 16)
# The first call compiles.
some = settings(max_examples=150, deadline=None)
REGENCY, DISTRICTS = "35.03", [f"35.03.{n:02}" for n in range(1, 5)]
VILLAGES = [f"{district}.{2000 + n}" for district in DISTRICTS for n in range(1, 6)]
AREAS = [REGENCY, *DISTRICTS, *VILLAGES]


def week_of(counts: dict[str, int], usual: float = 1.0, restless: float = 1.0) -> list[Levelled]:
    """Every area of one regency in one week; ``counts``: of villages that are not as usual."""
    told = {village: counts.get(village, round(usual)) for village in VILLAGES}
    return [one_test(area, sum_below(area, told), usual * below(area), restless) for area in AREAS]


def below(area: str) -> int:
    return sum(village == area or by_code(village, area) for village in VILLAGES)


def sum_below(area: str, told: dict[str, int]) -> int:
    return sum(n for village, n in told.items() if village == area or by_code(village, area))


def one_test(area: str, observed: float, expected: float, restless: float = 1.0) -> Levelled:
    p = chance(observed, expected, restless)
    days = WEEK, WEEK + timedelta(6)
    return Levelled(area, area.count("."), *days, p, observed, expected, restless)


def chance(observed: float, expected: float, restless: float) -> float:
    """The upper tail, by SciPy."""
    if restless <= 1:
        return float(stats.poisson.sf(observed - 1, expected))
    return float(stats.nbinom.sf(observed - 1, expected / (restless - 1), 1 / restless))


def areas(tests: list[Levelled], told: Told) -> list[str]:
    return [tests[n].area for n in told.kept]


def test_one_village_that_rises_is_told_as_the_village() -> None:
    tests = week_of({VILLAGES[0]: 15})
    told = told_once(tests)
    assert areas(tests, told) == [VILLAGES[0]]
    assert {tests[n].area for n in told.explained_by} == {DISTRICTS[0], REGENCY}


def test_a_district_that_rises_everywhere_is_told_as_the_district() -> None:
    tests = week_of(dict.fromkeys(VILLAGES[:5], 6))
    told = told_once(tests)
    assert areas(tests, told) == [DISTRICTS[0]]
    assert {told.explained_by[n] for n in told.explained_by} == {AREAS.index(DISTRICTS[0])}


def test_a_regency_that_rises_everywhere_is_told_as_the_regency() -> None:
    tests = week_of(dict.fromkeys(VILLAGES, 4))
    assert areas(tests, told_once(tests)) == [REGENCY]


def test_a_village_that_stands_out_of_a_district_that_rises_is_told_beside_it() -> None:
    tests = week_of({**dict.fromkeys(VILLAGES[:5], 5), VILLAGES[0]: 30})
    assert areas(tests, told_once(tests)) == [DISTRICTS[0], VILLAGES[0]]


def test_two_villages_far_apart_are_two_signals() -> None:
    tests = week_of({VILLAGES[0]: 12, VILLAGES[19]: 12})
    assert areas(tests, told_once(tests)) == [VILLAGES[0], VILLAGES[19]]


def test_villages_too_small_to_be_seen_are_told_by_what_is_around_them() -> None:
    tests = week_of(dict.fromkeys(VILLAGES[:5], 1), usual=0.1)
    told = told_once(tests)
    assert areas(tests, told) == [DISTRICTS[0]]
    assert all(tests[n].area not in VILLAGES for n in told.explained_by)


def test_nothing_unusual_is_told_by_nobody() -> None:
    assert told_once(week_of({})).kept == ()
    assert told_once([]).kept == ()


def test_signals_of_other_days_do_not_explain_each_other() -> None:
    before = WEEK - timedelta(30)
    [regency] = [one for one in week_of({VILLAGES[0]: 15}) if one.area == REGENCY]
    village = Levelled(VILLAGES[0], 3, before, before + timedelta(6), 1e-9, 15, 1)
    assert len(told_once([village, regency]).kept) == 2


counts_of_villages = st.dictionaries(st.sampled_from(VILLAGES), st.integers(0, 40))
restlessness = st.sampled_from((1.0, 1.5, 3.0))


@some
@given(counts=counts_of_villages, usual=st.sampled_from((0.2, 1.0, 4.0)), restless=restlessness)
def test_no_kept_signal_is_explained_by_those_kept_beside_it(
    counts: dict[str, int], usual: float, restless: float
) -> None:
    tests = week_of(counts, usual, restless)
    kept = [tests[n] for n in told_once(tests).kept]
    for outer in kept:
        inner = [one for one in kept if by_code(one.area, outer.area)]
        assert chance(*rest(outer, inner), restless) <= 0.05
        for one in inner:
            observed, expected = rest(outer, [one])
            general = max(1.0, observed / expected)
            assert chance(one.observed, one.expected * general, restless) <= 0.05


def rest(outer: Levelled, inner: list[Levelled]) -> tuple[float, float]:
    """The outer one without the inner ones, those inside others left out."""
    apart = [one for one in inner if not any(by_code(one.area, other.area) for other in inner)]
    observed = outer.observed - sum(one.observed for one in apart)
    return observed, max(0.01, outer.expected - sum(one.expected for one in apart))


@some
@given(counts=counts_of_villages, usual=st.sampled_from((0.2, 1.0, 4.0)), restless=restlessness)
def test_nothing_is_lost(counts: dict[str, int], usual: float, restless: float) -> None:
    """Every significant test is kept or names a kept one around it, inside it or beside it."""
    tests = week_of(counts, usual, restless)
    told = told_once(tests)
    significant = {n for n, share in enumerate(told.discovery) if share <= 0.05}
    assert significant == {*told.kept, *told.explained_by}
    assert not {*told.kept} & {*told.explained_by}
    assert {*told.explained_by.values()} <= {*told.kept}


@some
@given(counts=counts_of_villages, data=st.data())
def test_the_order_of_tests_changes_nothing(counts: dict[str, int], data: st.DataObject) -> None:
    tests = week_of(counts)
    turned = data.draw(st.permutations(tests))
    assert sorted(areas(tests, told_once(tests))) == sorted(areas(turned, told_once(turned)))


def test_in_quiet_weeks_signals_are_as_rare_as_promised() -> None:
    random = np.random.default_rng(8)
    weeks = [week_of({village: int(random.poisson(1)) for village in VILLAGES}) for _ in range(400)]
    share = np.mean([bool(told_once(tests).kept) for tests in weeks])
    assert share <= 0.05 + 2 * np.sqrt(0.05 / 400)


def test_of_signals_in_restless_weeks_few_are_false() -> None:
    """A signal is right where the village that rises lies in it."""
    random, wrong = np.random.default_rng(9), []
    for _ in range(200):
        counts = {village: int(random.poisson(1)) for village in VILLAGES}
        counts[VILLAGES[0]] += 12
        tests = week_of(counts)
        kept = areas(tests, told_once(tests))
        false = [one for one in kept if not f"{VILLAGES[0]}.".startswith(f"{one}.")]
        wrong.append(len(false) / max(1, len(kept)))
    assert np.mean(wrong) <= 0.05


@pytest.mark.parametrize("wrong", [{"discovery": 0.0}, {"remains": 1.0}])
def test_shares_that_are_none_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        LevelSettings(**wrong)  # type: ignore[arg-type]


# --- the parts of the rule ----------------------------------------------------------------------


def test_a_rest_is_never_below_nothing() -> None:
    left = Counts(5, 2).without([Counts(4, 1), Counts(3, 2)])
    assert left == (0.0, LEAST_EXPECTED)


def test_codes_lie_inside_those_they_begin_with_and_not_inside_themselves() -> None:
    assert by_code("35.03.05", "35.03")
    assert not by_code("35.03", "35.03")
    assert not by_code("35.031", "35.03")


def test_areas_without_codes_are_told_by_whoever_knows_them() -> None:
    around = {"Prigi": "Watulimo", "Tasikmadu": "Watulimo"}
    days = WEEK, WEEK + timedelta(6)
    tests = [
        Levelled("Watulimo", 0, *days, chance(16, 2, 1), 16, 2),
        Levelled("Prigi", 1, *days, chance(15, 1, 1), 15, 1),
        Levelled("Tasikmadu", 1, *days, chance(1, 1, 1), 1, 1),
    ]
    told = told_once(tests, within=lambda inner, outer: around.get(inner) == outer)
    assert areas(tests, told) == ["Prigi"]
    assert told.explained_by == {0: 1}


def test_an_area_does_not_explain_another_one_of_its_own_level() -> None:
    tests = [one_test(area, 12, 1) for area in VILLAGES[:2]]
    assert len(told_once(tests).kept) == 2


def test_a_stricter_share_tells_less() -> None:
    tests = week_of({VILLAGES[0]: 6})
    assert told_once(tests, settings=LevelSettings(discovery=1e-9)).kept == ()
    assert len(told_once(tests).kept) == 1


def test_restless_counts_need_a_larger_rise() -> None:
    counts = {VILLAGES[0]: 7}
    assert len(told_once(week_of(counts)).kept) == 1
    assert told_once(week_of(counts, restless=6.0)).kept == ()
