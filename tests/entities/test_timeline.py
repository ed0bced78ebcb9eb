"""The picture of who told a thing when: rows by first day, dots by day, positions in percent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.entities.timeline import (
    BOTTOM,
    LARGEST,
    MOST_ROWS,
    ROW,
    TOP,
    Timeline,
    months_within,
    radius,
    timeline_of,
)

NAMES = {"1": "Prigi", "2": "Tasikmadu"}


def day(number: int) -> date:
    """The so-many-th of November."""
    return date(2026, 11, number)


def drawn(*mentions: tuple[str, date | None]) -> Timeline:
    timeline = timeline_of(mentions, NAMES)
    assert timeline is not None
    return timeline


def test_without_a_day_there_is_no_picture() -> None:
    assert timeline_of([], NAMES) is None
    assert timeline_of([("1", None)], NAMES) is None


def test_the_village_that_told_first_comes_first() -> None:
    timeline = drawn(("1", day(9)), ("2", day(3)), ("3", day(5)), ("", day(9)))
    assert [row.place for row in timeline.rows] == ["Tasikmadu", "3", "", "Prigi"]


def test_the_mentions_of_a_day_are_one_dot() -> None:
    timeline = drawn(("1", day(1)), ("1", day(1)), ("1", day(5)))
    assert [(dot.day, dot.count) for dot in timeline.rows[0].dots] == [(day(1), 2), (day(5), 1)]


@pytest.mark.parametrize(("number", "x"), [(1, "3.00%"), (6, "50.00%"), (11, "97.00%")])
def test_a_day_lies_where_it_belongs_across(number: int, x: str) -> None:
    dots = drawn(("1", day(1)), ("1", day(6)), ("1", day(11))).rows[0].dots
    assert {dot.day: dot.x for dot in dots}[day(number)] == x


def test_one_day_alone_lies_in_the_middle() -> None:
    assert drawn(("1", day(1))).rows[0].dots[0].x == "50.00%"


def test_each_row_takes_its_height() -> None:
    timeline = drawn(("1", day(1)), ("2", day(2)))
    assert timeline.height == TOP + 2 * ROW + BOTTOM
    assert timeline.rows[1].y - timeline.rows[0].y == ROW


def test_four_mentions_have_twice_the_radius_and_a_hundred_still_fit() -> None:
    assert radius(4) == 2 * radius(1)
    assert radius(100) == LARGEST < ROW / 2


def test_rows_beyond_the_most_are_counted_not_drawn() -> None:
    timeline = drawn(*[(f"{number:03}", day(1)) for number in range(MOST_ROWS + 7)])
    assert (len(timeline.rows), timeline.rows_left_out) == (MOST_ROWS, 7)


def test_months_begin_on_their_first_day_over_the_new_year() -> None:
    assert months_within(date(2026, 11, 20), date(2027, 2, 1)) == [
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert months_within(date(2026, 11, 1), date(2026, 11, 30)) == []


MENTIONS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2", "3"]),
        st.none() | st.integers(0, 900).map(lambda n: date(2025, 1, 1) + timedelta(days=n)),
    ),
    max_size=30,
)


@given(MENTIONS)
def test_every_dated_mention_is_in_exactly_one_dot_inside_the_picture(
    mentions: list[tuple[str, date | None]],
) -> None:
    timeline = timeline_of(mentions, NAMES)
    dated = sum(moment is not None for _code, moment in mentions)
    dots = [dot for row in timeline.rows for dot in row.dots] if timeline else []
    assert sum(dot.count for dot in dots) == dated
    assert all(3 <= float(dot.x.removesuffix("%")) <= 97 for dot in dots)
    assert all(timeline and 0 < dot.y < timeline.height for dot in dots)
