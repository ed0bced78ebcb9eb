"""Which earlier periods a period is compared with, spelled out on a year of twelve."""

from datetime import date, timedelta

import numpy as np
import pytest

from kentongan.engine.detection.temporal.references import (
    Reach,
    References,
    anniversaries,
    season_labels,
)

YEAR = 12
MONDAYS = [date(2004, 1, 5) + timedelta(7 * week) for week in range(600)]


def drawn(reach: Reach, now: int) -> str:
    """The seasons of the columns up to the judged one, a dot for those not compared with."""
    labels = season_labels([now, *anniversaries(now, reach, ())], reach)
    return "".join("." if label < 0 else str(label) for label in labels)


@pytest.mark.parametrize(
    ("reach", "wanted"),
    [
        # Windows alone.
        (Reach(2, 1, 1, 1, YEAR), "000.........000..........."),
        # The year split in four; nine weeks make three seasons of three.
        (Reach(1, 1, 4, 1, YEAR), "............333000111222.."),
        # What cannot be split evenly goes to the first seasons.
        (Reach(1, 1, 5, 1, YEAR), "............444000112233.."),
        # The weeks before the judged one are left out.
        (Reach(1, 1, 4, 5, YEAR), "............33300011......"),
    ],
)
def test_windows_and_the_seasons_between_them(reach: Reach, wanted: str) -> None:
    now = len(wanted) - 1
    assert drawn(reach, now) == wanted


def test_a_judged_period_needs_whole_windows_of_all_years() -> None:
    found = References.of(range(20, 30), Reach(2, 1, 1, 1, YEAR), ())
    assert found.judged.tolist() == [25, 26, 27, 28, 29]


def test_baselines_follow_one_another() -> None:
    found = References.of(range(25, 27), Reach(2, 1, 1, 1, YEAR), ())
    assert found.columns.tolist() == [0, 1, 2, 12, 13, 14, 1, 2, 3, 13, 14, 15]
    assert found.starts.tolist() == [0, 6, 12]
    assert not found.seasons.any()


def test_without_history_there_is_nothing_to_judge() -> None:
    found = References.of(range(3), Reach(), ())
    assert found.judged.size == found.columns.size == found.seasons.size == 0
    assert found.starts.tolist() == [0]


def test_the_calendar_gives_the_nearest_week_of_earlier_years() -> None:
    column = MONDAYS.index(date(2012, 2, 27))
    days = [MONDAYS[back] for back in anniversaries(column, Reach(years=4), MONDAYS)]
    assert days == [date(2011, 2, 28), date(2010, 3, 1), date(2009, 3, 2), date(2008, 2, 25)]


def test_a_leap_day_is_compared_with_the_first_of_march() -> None:
    days = [date(2019, 1, 1) + timedelta(day) for day in range(900)]
    leap = days.index(date(2020, 2, 29))
    assert days[anniversaries(leap, Reach(years=1), days)[0]] == date(2019, 3, 1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"years": 0}, "years"),
        ({"half_window": -1}, "half_window"),
        ({"seasons": 0}, "seasons"),
        ({"left_out": -1}, "left_out"),
        ({"year": 12}, "12 periods"),
    ],
)
def test_an_impossible_reach_is_refused(wrong: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Reach(**wrong)


def test_labels_count_from_zero_and_end_with_the_season_of_now() -> None:
    labels = season_labels([600, 548], Reach(1))
    assert np.unique(labels).tolist() == [-1, 0, 1, 2, 3, 4, 9]
    assert set(labels[545:552]) == {9}
