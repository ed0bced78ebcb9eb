"""The one date parser of line lists: day before month, and never a guess without a word."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.reports.line_list.dates import EXCEL_EPOCH, MONTH_WORDS, Unclear, understood_date

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(2000, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("03/04/2025", date(2025, 4, 3), "exact"),
        ("3-4-25", date(2025, 4, 3), "exact"),
        ("12.03.2026", date(2026, 3, 12), "exact"),
        ("2025-03-04", date(2025, 3, 4), "exact"),
        ("1 Januari 2025", date(2025, 1, 1), "exact"),
        ("1 Nop 2025", date(2025, 11, 1), "exact"),
        ("03-Apr-25", date(2025, 4, 3), "exact"),
        ("3/II/2026", date(2026, 2, 3), "exact"),
        ("Senin, 3 Feb 2025", date(2025, 2, 3), "exact"),
        ("Jumat 3 April 2026", date(2026, 4, 3), "exact"),
        ("Minggu, 5 Juli 2026", date(2026, 7, 5), "exact"),
        ("12/03/2026 pukul 19.00 WIB", date(2026, 3, 12), "exact"),
        ("12 maret 2026 19:30", date(2026, 3, 12), "exact"),
        ("sekitar 12 Maret 2026", date(2026, 3, 12), "day"),
        ("3-5 Februari 2025", date(2025, 2, 3), "day"),
        ("minggu ke-2 Maret 2026", date(2026, 3, 11), "week"),
        ("minggu kedua Maret 2026", date(2026, 3, 11), "week"),
        ("awal Maret 2026", date(2026, 3, 5), "week"),
        ("Maret 2026", date(2026, 3, 15), "month"),
        ("11/2026", date(2026, 11, 15), "month"),
        (45658, date(2025, 1, 1), "exact"),
        (45658.75, date(2025, 1, 1), "exact"),
        ("45658", date(2025, 1, 1), "exact"),
        ({"date": "2026-03-12"}, date(2026, 3, 12), "exact"),
    ],
)
def test_a_day_in_the_ways_people_write_it(cell: object, day: date, precision: str) -> None:
    when = understood_date(cell, TODAY)
    assert (when.on, when.precision, when.note) == (day, precision, "")


@pytest.mark.parametrize("cell", ["", "-", "tidak tahu", "tdk diketahui", "lupa"])
def test_an_empty_date_stays_unknown_and_never_becomes_today(cell: str) -> None:
    when = understood_date(cell, TODAY)
    assert (when.on, when.precision) == (None, "unknown")


@pytest.mark.parametrize(
    "cell",
    [
        "12/25/2025",
        "30/02/2025",
        "29/02/2025",
        "kemarin",
        "20260312",
        "minggu 2 Maret 2026",
        "minggu ke-7 Maret 2026",
        "<script>",
        12032026,
        60,
        1e300,
    ],
)
def test_what_is_no_day_of_this_order_is_asked_back_with_an_example(cell: object) -> None:
    with pytest.raises(Unclear) as problem:
        understood_date(cell, TODAY)
    assert "Tulis" in problem.value.sentence or "minggu" in problem.value.sentence


def test_month_before_day_is_never_tried() -> None:
    assert understood_date("04/03/2025", TODAY).on == date(2025, 3, 4)


@pytest.mark.parametrize("cell", ["26/11/2026", {"date": "2027-01-01"}, 50000])
def test_a_day_that_has_not_come_is_asked_back(cell: object) -> None:
    with pytest.raises(Unclear, match="belum tiba"):
        understood_date(cell, TODAY)


@pytest.mark.parametrize("cell", ["01/01/1926", {"date": "1899-12-31"}])
def test_a_slip_of_the_year_is_asked_back(cell: object) -> None:
    with pytest.raises(Unclear, match="terlalu lama"):
        understood_date(cell, TODAY)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3 Feb", date(2026, 2, 3)),
        ("12/3", date(2026, 3, 12)),
        ("awal Desember", date(2025, 12, 5)),
        ("24 Desember", date(2025, 12, 24)),
    ],
)
def test_a_missing_year_is_the_last_past_one_and_says_so(cell: str, day: date) -> None:
    when = understood_date(cell, TODAY)
    assert when.on == day
    assert str(day.year) in when.note


def test_a_stretch_that_runs_now_counts_until_today() -> None:
    assert understood_date("akhir November 2026", TODAY).on == TODAY


@given(DAYS)
def test_every_day_reads_back_from_every_way_to_write_it(day: date) -> None:
    month = MONTH_WORDS[day.month - 1].split()[0]
    serial = (day - EXCEL_EPOCH).days
    for cell in (
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        day.isoformat(),
        serial,
        str(serial),
        {"date": day.isoformat()},
    ):
        assert understood_date(cell, TODAY).on == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_unknown_or_a_sentence(text: str) -> None:
    with suppress(Unclear):
        when = understood_date(text, TODAY)
        assert when.on is None or date(2000, 1, 1) <= when.on <= TODAY


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_a_day_or_a_sentence(value: float) -> None:
    with suppress(Unclear):
        when = understood_date(value, TODAY)
        assert when.on is not None
        assert date(2000, 1, 1) <= when.on <= TODAY
