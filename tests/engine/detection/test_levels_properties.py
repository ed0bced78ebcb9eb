"""Signals of several levels: what names, days, numbers of levels and other regencies change."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

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

# The first call compiles.
some = settings(max_examples=60, deadline=None)
WEEK = date(2026, 11, 16)
VILLAGES = [
    f"35.03.{district:02}.{village}" for district in (1, 2, 3) for village in (2001, 2002, 2003)
]
AREAS = ["35.03", "35.03.01", "35.03.02", "35.03.03", *VILLAGES]
risen = st.dictionaries(st.sampled_from(VILLAGES), st.integers(2, 25), max_size=5)


def one_week(counts: dict[str, int]) -> list[Levelled]:
    """Every area of a regency in a week; villages not named have one case."""
    told = []
    for area in AREAS:
        inside = [village for village in VILLAGES if village == area or by_code(village, area)]
        observed, due = sum(counts.get(one, 1) for one in inside), float(len(inside))
        p = float(stats.poisson.sf(observed - 1, due))
        told.append(Levelled(area, area.count("."), WEEK, WEEK + timedelta(6), p, observed, due))
    return told


def kept(tests: list[Levelled], told: Told) -> set[str]:
    return {tests[one].area for one in told.kept}


@some
@given(counts=risen, weeks=st.integers(-200, 200))
def test_another_week_changes_nothing(counts: dict[str, int], weeks: int) -> None:
    tests, by = one_week(counts), timedelta(weeks=weeks)
    moved = [replace(one, start=one.start + by, end=one.end + by) for one in tests]
    assert told_once(moved) == told_once(tests)


@some
@given(counts=risen, by=st.integers(1, 9))
def test_levels_may_be_counted_from_any_number_and_with_gaps(
    counts: dict[str, int], by: int
) -> None:
    tests = one_week(counts)
    renumbered = [replace(one, level=by * one.level + by) for one in tests]
    assert told_once(renumbered) == told_once(tests)


@some
@given(counts=risen)
def test_codes_of_another_province_tell_the_same(counts: dict[str, int]) -> None:
    tests = one_week(counts)
    renamed = [replace(one, area=f"94{one.area[2:]}") for one in tests]
    assert told_once(renamed) == told_once(tests)


@some
@given(counts=risen)
def test_the_same_regency_elsewhere_is_told_beside_and_not_instead(counts: dict[str, int]) -> None:
    """Twice the tests and twice the signals: the shares of false discoveries stay."""
    tests = one_week(counts)
    twin = [replace(one, area=f"94{one.area[2:]}") for one in tests]
    settings_ = LevelSettings(correction="hochberg")
    alone, both = (
        told_once(tests, settings=settings_),
        told_once([*tests, *twin], settings=settings_),
    )
    here = {one for one in both.kept if one < len(tests)}
    assert {one + len(tests) for one in here} == {one for one in both.kept if one >= len(tests)}
    assert here == set(alone.kept)


@some
@given(counts=risen)
def test_more_areas_without_anything_make_no_new_signal(counts: dict[str, int]) -> None:
    tests = one_week(counts)
    quiet = [replace(tests[-1], area=f"11.{at:02}", level=1, p=1.0) for at in range(40)]
    alone, beside = told_once(tests), told_once([*tests, *quiet])
    significant = {*alone.kept, *alone.explained_by}
    assert {*beside.kept, *beside.explained_by} <= significant
    for one, other in zip(alone.discovery, beside.discovery, strict=False):
        assert other >= one - 1e-12


@some
@given(counts=risen)
def test_a_stricter_share_calls_fewer_tests_significant(counts: dict[str, int]) -> None:
    tests = one_week(counts)
    told = [told_once(tests, settings=LevelSettings(share)) for share in (0.2, 0.05, 1e-4)]
    significant = [{*one.kept, *one.explained_by} for one in told]
    assert all(strict <= loose for loose, strict in pairwise(significant))


@some
@given(counts=risen)
def test_who_explains_lies_around_inside_or_under_the_same_area(counts: dict[str, int]) -> None:
    tests = one_week(counts)
    for fallen, by in told_once(tests).explained_by.items():
        one, other = tests[fallen].area, tests[by].area
        assert one != other
        assert by_code(one, other) or by_code(other, one) or one[:5] == other[:5]


@some
@given(village=st.sampled_from(VILLAGES), cases=st.integers(14, 200))
def test_one_village_with_very_many_cases_is_the_only_signal(village: str, cases: int) -> None:
    tests = one_week({village: cases})
    assert kept(tests, told_once(tests)) == {village}


@some
@given(times=st.integers(5, 30))
def test_where_all_rise_alike_the_coarsest_area_says_it(times: int) -> None:
    tests = one_week(dict.fromkeys(VILLAGES, times))
    told = told_once(tests)
    assert kept(tests, told) == {"35.03"}
    assert set(told.explained_by.values()) == {0}


def test_a_day_in_common_is_enough_to_be_one_thing() -> None:
    tests = one_week({VILLAGES[0]: 20})
    regency, village = tests[0], tests[4]
    shared = replace(village, start=WEEK - timedelta(6), end=WEEK)
    apart = replace(village, start=WEEK - timedelta(7), end=WEEK - timedelta(1))
    assert len(told_once([regency, shared]).kept) == 1
    assert len(told_once([regency, apart]).kept) == 2


numbers = st.builds(Counts, st.floats(0, 100), st.floats(0.1, 100))


@some
@given(whole=numbers, parts=st.lists(numbers, max_size=4))
def test_a_rest_is_what_is_left_and_never_less_than_nothing(
    whole: Counts, parts: list[Counts]
) -> None:
    left = whole.without(parts)
    observed, expected = (sum(values) for values in zip(*parts, strict=True)) if parts else (0, 0)
    assert left.observed == pytest.approx(max(0.0, whole.observed - observed))
    assert left.expected == pytest.approx(max(LEAST_EXPECTED, whole.expected - expected))
    assert whole.without([]) == whole
