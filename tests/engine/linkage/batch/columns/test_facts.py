"""National ids, dates and places by the column, each against the reading of one alone."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.batch.columns import facts
from kentongan.engine.linkage.national_id import read_national_id, real_day
from kentongan.engine.linkage.people import area_columns

digits = st.text("0123456789", min_size=16, max_size=16)
likely = st.builds(
    lambda area, woman, day, serial: (
        f"{area:06}{day.day + 40 * woman:02}{day.month:02}{day.year % 100:02}{serial:04}"
    ),
    st.integers(0, 999_999), st.integers(0, 1),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 9_999),
)  # fmt: skip


@given(st.lists(digits | likely | st.text("0123456789O -", max_size=18), max_size=9))
def test_a_column_of_national_ids_reads_each(texts: list[str]) -> None:
    found = facts.numbers(pa.array(texts, pa.string()))
    for at, text in enumerate(texts):
        one = read_national_id(text)
        sound = bool(one and one.is_sound)
        assert found.written[at].as_py() == (one.digits if one else "")
        assert found.is_sound[at] == sound
        assert found.sex[at].as_py() == (one.sex if one and sound else "")
        assert found.area[at].as_py() == (one.area[:5] if one and sound else "")
        day = one.likely_birth_date() if one else None
        assert found.born[at] == (int(f"{day:%Y%m%d}") if day else 0)


@given(st.integers(0, 40), st.integers(0, 14), st.integers(1900, 2099))
def test_a_day_is_one_that_the_calendar_has(day: int, month: int, year: int) -> None:
    columns = (np.array([value]) for value in (day, month, year))
    assert facts.is_day(*columns).tolist() == [real_day(year, str(month), day) is not None]


@given(st.lists(st.none() | st.dates(), max_size=6))
def test_a_date_is_written_in_every_way(told: list[date | None]) -> None:
    exact = pa.array([True] * len(told), pa.bool_())
    found = facts.days(pa.array(told, pa.date32()), exact, np.zeros(len(told), dtype=np.int64))
    days = [f"{day.year:04}{day.month:02}{day.day:02}" if day else "" for day in told]
    assert found.born.to_pylist() == days
    assert found.turned.to_pylist() == [day[:4] + day[6:] + day[4:6] for day in days]
    assert found.month_day.to_pylist() == [day[4:] for day in days]
    assert found.year.tolist() == [day.year if day else 0 for day in told]


def test_the_number_tells_the_day_that_nobody_stated() -> None:
    stated = pa.array([None, date(1990, 1, 1) + timedelta(days=40)], pa.date32())
    found = facts.days(stated, pa.array([False, False]), np.array([19_850_317, 19_850_317]))
    assert found.born.to_pylist() == ["19850317", ""]
    assert found.year.tolist() == [1985, 1990]


@given(st.lists(st.text("0123.", max_size=12), max_size=6))
def test_a_place_holds_the_places_above_it(codes: list[str]) -> None:
    found = [column.to_pylist() for column in facts.areas(pa.array(codes, pa.string()))]
    assert list(zip(*found, strict=True)) == [tuple(area_columns(code)) for code in codes]


def test_the_first_text_that_is_filled_counts() -> None:
    columns = (pa.array(["a", "", ""]), pa.array(["b", "b", ""]), pa.array(["c", "c", ""]))
    assert facts.first_filled(*columns).to_pylist() == ["a", "b", ""]
