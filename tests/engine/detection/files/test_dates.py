"""Days as files write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.detection.files.bad import BadFile, Fault
from kentongan.engine.detection.files.dates import day_in
from kentongan.engine.detection.files.rows import Field, Row


def day(text: str, near: int = 2026, **how: bool) -> date:
    row = Row("a.cas", 3, (Field("a", 1), Field(text, 3)), 3 + len(text))
    return day_in(row, 1, near=near, **how)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2001/11/3", date(2001, 11, 3)),
        ("2001-11-03", date(2001, 11, 3)),
        ("2001.11.03", date(2001, 11, 3)),
        ("2001-11-03T10:15:00", date(2001, 11, 3)),
        ("2001/11", date(2001, 11, 1)),
        ("2001", date(2001, 1, 1)),
        ("11/3/2001", date(2001, 11, 3)),
    ],
)
def test_days_months_and_years(text: str, expected: date) -> None:
    assert day(text) == expected


def test_indonesia_writes_the_day_first() -> None:
    assert day("3/11/2001", day_first=True) == date(2001, 11, 3)
    assert day("2001-11-03", day_first=True) == date(2001, 11, 3)


def test_people_counted_in_a_year_stand_for_its_middle() -> None:
    assert day("1973", middle=True) == date(1973, 7, 1)
    assert day("1973/4", middle=True) == date(1973, 4, 15)
    assert day("1973/4/2", middle=True) == date(1973, 4, 2)


@pytest.mark.parametrize(
    ("text", "near", "year"), [("73", 1980, 1973), ("02", 1990, 2002), ("99", 2026, 1999)]
)
def test_a_year_of_two_digits_is_the_nearest_one(text: str, near: int, year: int) -> None:
    assert day(text, near).year == year


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_of_two_centuries_is_read_as_it_was_written(when: date) -> None:
    assert day(when.isoformat()) == when
    assert day(f"{when.day}/{when.month}/{when.year}", day_first=True) == when
    assert day(f"{when.month}/{when.day}/{when.year}") == when


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026/02/30", Fault.NO_SUCH_DAY),
        ("2026/13/1", Fault.NO_SUCH_DAY),
        ("yesterday", Fault.NOT_DATE),
        ("2026/11/24/1", Fault.NOT_DATE),
        ("20261124", Fault.NOT_DATE),
        ("", Fault.MISSING_FIELD),
    ],
)
def test_what_is_no_day_says_where_it_stands(text: str, fault: Fault) -> None:
    with pytest.raises(BadFile) as caught:
        day(text)
    assert (caught.value.fault, caught.value.line, caught.value.column) == (fault, 3, 3)
