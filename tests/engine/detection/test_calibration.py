"""Which threshold gives the wanted false alerts, and what counts as one alert."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import ScanSettings, scan
from kentongan.engine.detection.calibration import (
    NIGHTS,
    Sighting,
    Watch,
    alert_rate,
    alerts_of,
    calibrate,
    quiet_sightings,
    sighting_of,
)
from kentongan.engine.detection.margins import Margins
from tests.engine.detection.small import on_a_map

FIRST = date(2001, 1, 1)
few = settings(max_examples=40, deadline=None)

SPOTS = np.random.default_rng(5).random((12, 2)) * 60
AREAS = tuple(f"{at:02}" for at in range(12))
MAP = on_a_map({area: (float(x), float(y)) for area, (x, y) in zip(AREAS, SPOTS, strict=True)})
LIMITS = ScanSettings(max_km=20, max_days=5, replicates=19, max_clusters=3)
WATCH = Watch(MAP, LIMITS, 28)
MARGINS = Margins(AREAS, np.full(12, 1 / 12), np.full(7, 2.0), 1.0)


def seen(night: int, places: str, *, days: int = 1, rare: float = 50.0) -> Sighting:
    """A cluster of some nights, seen on the night with this number."""
    last = FIRST + timedelta(days=night)
    return Sighting(last, last - timedelta(days=days - 1), frozenset(places), rare)


def test_a_cluster_of_several_nights_is_one_alert() -> None:
    assert alerts_of([seen(0, "ab"), seen(1, "ab", days=2), seen(2, "ab", days=3)], 20) == 1


def test_a_cluster_that_moves_from_village_to_village_stays_one() -> None:
    assert alerts_of([seen(0, "ab"), seen(1, "bc", days=2), seen(2, "cd", days=2)], 20) == 1


def test_other_villages_are_another_alert() -> None:
    assert alerts_of([seen(0, "ab"), seen(1, "cd", days=2)], 20) == 2


def test_the_same_village_on_later_days_is_another_alert() -> None:
    """The second begins after the first was last seen, so they share no report."""
    assert alerts_of([seen(0, "ab", days=2), seen(1, "ab", days=1)], 20) == 2
    assert alerts_of([seen(0, "ab"), seen(9, "ab", days=5)], 20) == 2


def test_two_clusters_of_one_night_are_two_alerts() -> None:
    assert alerts_of([seen(0, "ab"), seen(0, "cd")], 20) == 2


def test_a_cluster_below_the_threshold_is_none_and_continues_none() -> None:
    faint = [seen(0, "ab", rare=5), seen(1, "ab", days=2), seen(2, "ab", days=3, rare=5)]
    assert alerts_of(faint, 20) == 1
    assert alerts_of(faint, 60) == 0
    assert alerts_of(faint, 5) == 1


nights = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["a", "ab", "bc", "d"]), st.integers(1, 4)),
    max_size=20,
)


def walked(steps: list[tuple[int, str, int]]) -> list[Sighting]:
    night, found = 0, []
    for later, places, days in steps:
        night += later
        found.append(seen(night, places, days=days))
    return found


def by_hand(sightings: list[Sighting]) -> int:
    """One after another against all before, without forgetting any."""
    alerts = 0
    for at, one in enumerate(sightings):
        held = [
            before
            for before in sightings[:at]
            if one.start <= before.night < one.night and one.members & before.members
        ]
        alerts += not held
    return alerts


@few
@given(nights)
def test_what_is_forgotten_is_never_missed(steps: list[tuple[int, str, int]]) -> None:
    assert alerts_of(walked(steps), 1) == by_hand(walked(steps))


def test_rates_are_told_per_week_with_an_interval() -> None:
    years = [[seen(0, "ab"), seen(100, "ab"), seen(200, "c")], [seen(5, "d")]]
    found = alert_rate(years, 20)
    assert found.value == pytest.approx(4 / (2 * NIGHTS / 7))
    assert found.low < found.value < found.high


def lonely(values: list[float]) -> list[list[Sighting]]:
    """A year in which every cluster stands alone."""
    return [[seen(3 * at, "a", rare=value) for at, value in enumerate(values)]]


def test_the_threshold_lies_between_what_is_told_and_what_is_not() -> None:
    years = lonely([1, 2, 4, 8, 16, 32, 64])
    chosen = calibrate(years, wanted=3 / (NIGHTS / 7))
    assert 8 < chosen.threshold_days < 16
    assert chosen.p_value == pytest.approx(1 / chosen.threshold_days)
    assert chosen.measured.value == pytest.approx(3 / (NIGHTS / 7))
    assert chosen.weeks == pytest.approx(NIGHTS / 7)


def test_where_hardly_any_alert_can_be_borne_the_threshold_lies_above_all() -> None:
    chosen = calibrate(lonely([1, 2, 4]), wanted=0.001)
    assert chosen.threshold_days > 4
    assert chosen.measured.value == 0


@pytest.mark.parametrize("wanted", [0.0, -1.0, float("nan")])
def test_no_alert_at_all_cannot_be_aimed_at(wanted: float) -> None:
    with pytest.raises(ValueError, match="cannot be aimed at"):
        calibrate(lonely([1, 2]), wanted)


def test_more_alerts_than_there_are_cannot_be_had() -> None:
    with pytest.raises(ValueError, match="fewer alerts than wanted"):
        calibrate(lonely([1, 2]), 5.0)


@few
@given(st.lists(st.floats(1, 1000), min_size=3, max_size=25), st.floats(0.01, 0.3))
def test_no_more_than_wanted_are_told_and_one_step_lower_more(
    values: list[float], wanted: float
) -> None:
    years = lonely(values)
    if alert_rate(years, min(values)).value <= wanted:
        return
    chosen = calibrate(years, wanted)
    assert chosen.measured.value <= wanted
    below = max(value for value in values if value < chosen.threshold_days)
    assert alert_rate(years, below).value > wanted


def test_a_quiet_year_is_the_same_for_the_same_seed_and_alone_or_among_others() -> None:
    both = quiet_sightings(MARGINS, WATCH, years=2, seed=4)
    assert both[0] == quiet_sightings(MARGINS, WATCH, years=1, seed=4)[0]
    assert both[1] == quiet_sightings(MARGINS, WATCH, years=1, seed=1004)[0]
    assert both[0] != both[1]


def test_a_night_sees_what_the_scan_of_its_days_finds() -> None:
    (year,) = quiet_sightings(MARGINS, WATCH, years=1, seed=7)
    begun = FIRST - timedelta(days=27)
    table = MARGINS.quiet(begun, FIRST + timedelta(days=NIGHTS - 1), 7)
    for night in (0, 100, NIGHTS - 1):
        here = table.until(27 + night, periods=28)
        limits = ScanSettings(**{**vars(LIMITS), "seed": 7 * NIGHTS + night})
        found = [sighting_of(one, here.end) for one in scan(here, MAP, limits).clusters]
        assert [one for one in year if one.night == here.end] == found


def test_progress_is_told_in_nights() -> None:
    told: list[tuple[int, int]] = []
    quiet_sightings(MARGINS, WATCH, years=2, seed=1, progress=lambda *step: told.append(step))
    assert told == [(NIGHTS, 2 * NIGHTS), (2 * NIGHTS, 2 * NIGHTS)]


def test_nights_are_in_order_and_clusters_end_on_their_night() -> None:
    (year,) = quiet_sightings(MARGINS, WATCH, years=1, seed=2)
    assert [one.night for one in year] == sorted(one.night for one in year)
    assert all(0 <= (one.night - one.start).days < 5 for one in year)
    assert year[0].night >= FIRST
