"""Days, fees, gradings and ways of knowing in the words of tables: boundaries and odd writings."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.reports.line_list.cells import Inexact, is_nothing, number_text, shown, text_of
from kentongan.reports.line_list.dates import (
    EXCEL_EPOCH,
    MONTHS,
    ROMAN,
    Unclear,
    shortened,
    understood_date,
)
from kentongan.reports.line_list.fees import understood_fee
from kentongan.reports.line_list.gradings import understood_grading, understood_source_kind
from kentongan.reports.rules import LEAST_FEE

TODAY = date(2026, 11, 25)


def day_in(cell: Any, today: date = TODAY) -> date | None:
    return understood_date(cell, today).on


# Days


@pytest.mark.parametrize(("word", "month"), sorted(MONTHS.items()))
def test_every_word_for_a_month_is_that_month(word: str, month: int) -> None:
    expected = date(2025, month, 9)
    assert day_in(f"9 {word} 2025") == day_in(f"09-{word.title()}-25") == expected
    assert day_in(f"{word.upper()} 2025") == date(2025, month, 15)


@pytest.mark.parametrize(("word", "month"), sorted(ROMAN.items()))
def test_every_roman_month_is_that_month(word: str, month: int) -> None:
    assert day_in(f"9/{word.upper()}/2025") == day_in(f"9 - {word} - 25") == date(2025, month, 9)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("Sabtu/3 Januari 2026", date(2026, 1, 3)),
        ("Jum'at, 2/1/2026", date(2026, 1, 2)),
        ("Ahad 4 Januari 2026", date(2026, 1, 4)),
        ("tgl 4 Januari 2026", date(2026, 1, 4)),
        ("Tanggal 4/1/2026", date(2026, 1, 4)),
        ("4 Jan. 2026", date(2026, 1, 4)),
        ("4 Januari '26", date(2026, 1, 4)),
        ("4Januari2026", date(2026, 1, 4)),
        ("4 / 1 / 2026", date(2026, 1, 4)),
        ("4 1 2026", date(2026, 1, 4)),
        ("4‑1‑2026", date(2026, 1, 4)),
        ("2026.1.4", date(2026, 1, 4)),
        ("2026-01-04T23:59:59", date(2026, 1, 4)),
        ("4/1/2026 jam 07:30", date(2026, 1, 4)),
        ("4/1/2026, pkl. 19.30 WIB", date(2026, 1, 4)),
        ("  4/1/2026.  ", date(2026, 1, 4)),
        ("29/02/2024", date(2024, 2, 29)),
        ("46026,5", date(2026, 1, 4)),
        (46026.999, date(2026, 1, 4)),
    ],
)
def test_a_day_survives_names_of_days_times_and_spaces(cell: Any, day: date) -> None:
    assert day_in(cell) == day
    assert understood_date(cell, TODAY).precision == "exact"


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        ("± 4 Januari 2026", date(2026, 1, 4), "day"),
        ("kira-kira 4/1/2026", date(2026, 1, 4), "day"),
        ("4 dan 6 Januari 2026", date(2026, 1, 4), "day"),
        ("4 s/d 6 Januari 2026", date(2026, 1, 4), "day"),
        ("4–6 Januari 2026", date(2026, 1, 4), "day"),
        ("minggu pertama Januari 2026", date(2026, 1, 4), "week"),
        ("minggu ke-5 Januari 2026", date(2026, 1, 28), "week"),
        ("minggu terakhir Januari 2026", date(2026, 1, 28), "week"),
        ("minggu iii Januari 2026", date(2026, 1, 18), "week"),
        ("minggu ke-3 bulan Januari 2026", date(2026, 1, 18), "week"),
        ("pertengahan bulan Januari 2026", date(2026, 1, 15), "week"),
        ("akhir Januari 2026", date(2026, 1, 25), "week"),
        ("akhir Februari 2026", date(2026, 2, 25), "week"),
        ("bulan Januari 2026", date(2026, 1, 15), "month"),
        ("01/2026", date(2026, 1, 15), "month"),
    ],
)
def test_what_is_not_exact_says_how_exact_it_is(cell: str, day: date, precision: str) -> None:
    when = understood_date(cell, TODAY)
    assert (when.on, when.precision, when.note) == (day, precision, "")


@pytest.mark.parametrize(
    "cell",
    ["31/04/2026", "0/1/2026", "1/0/2026", "32 Januari 2026", "29 Februari 2025", "3/XIII/2026",
     "1/13/2025", "13/2025", "30-31 Februari 2025", "2026-13-01", "2026-02-30"],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_asked_back(cell: str) -> None:
    with pytest.raises(Unclear, match="Tulis"):
        understood_date(cell, TODAY)


@pytest.mark.parametrize("cell", ["besok", "5", "2026", "Jan-Feb 2026", "=TODAY()", "🌙", "4 Janu"])
def test_words_that_are_no_day_come_back_in_the_sentence(cell: str) -> None:
    with pytest.raises(Unclear) as problem:
        understood_date(cell, TODAY)
    assert f"“{cell}”" in problem.value.sentence


def test_today_has_come_and_tomorrow_has_not() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert day_in(f"{TODAY:%d/%m/%Y}") == TODAY
    for cell in (f"{tomorrow:%d/%m/%Y}", (tomorrow - EXCEL_EPOCH).days):
        with pytest.raises(Unclear, match="26/11/2026 belum tiba"):
            understood_date(cell, TODAY)


def test_the_first_day_that_counts_is_new_year_2000() -> None:
    assert day_in("1/1/2000") == day_in({"date": "2000-01-01"}) == date(2000, 1, 1)
    for cell in ("31/12/1999", {"date": "1999-12-31"}):
        with pytest.raises(Unclear, match="empat angka"):
            understood_date(cell, TODAY)


@pytest.mark.parametrize(
    ("cell", "today", "day"),
    [
        ("31 Desember", date(2026, 1, 1), date(2025, 12, 31)),
        ("1 Januari", date(2026, 1, 1), date(2026, 1, 1)),
        ("2 Januari", date(2026, 1, 1), date(2025, 1, 2)),
        ("29/2", date(2024, 3, 1), date(2024, 2, 29)),
        ("Desember", date(2026, 1, 1), date(2025, 12, 15)),
        ("minggu ke-1 Januari", date(2026, 1, 2), date(2026, 1, 2)),
        ("31/12", date(2026, 12, 30), date(2025, 12, 31)),
        ("31 Desember", date(2026, 12, 31), date(2026, 12, 31)),
        ("29 Feb", date(2025, 1, 31), date(2024, 2, 29)),
    ],
)
def test_a_year_that_is_not_written_at_the_turn_of_the_year(
    cell: str, today: date, day: date
) -> None:
    when = understood_date(cell, today)
    assert when.on == day
    assert str(day.year) in when.note


@settings(max_examples=80)
@given(st.dates(date(2000, 1, 1), TODAY), st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_day_never_changes_the_day(day: date, hour: int, minute: int) -> None:
    for clock in (f" {hour:02}:{minute:02}", f", pukul {hour}.{minute:02} WIB"):
        assert day_in(f"{day:%d/%m/%Y}{clock}") == day


@settings(max_examples=80)
@given(st.dates(date(2001, 1, 1), TODAY))
def test_a_missing_year_never_gives_a_day_to_come(today: date) -> None:
    for text in ("28 Februari", "31/12", "akhir Juni", "Agustus"):
        found = day_in(text, today)
        assert found is not None
        assert today - timedelta(days=397) <= found <= today


def test_a_page_of_words_is_cut_in_the_sentence() -> None:
    with pytest.raises(Unclear) as problem:
        understood_date("kata " * 500, TODAY)
    assert len(problem.value.sentence) < 140
    assert len(shortened("a" * 41)) == len(shortened("a" * 40)) == 40


# Fees


@pytest.mark.parametrize(
    ("cell", "text", "amount"),
    [
        (LEAST_FEE, "Rp10.000", LEAST_FEE),
        (15_000_000.0, "Rp15.000.000", 15_000_000),
        (1_250_000, "Rp1.250.000", 1_250_000),
        (0, "", None),
        ("nihil", "", None),
        ("tanpa biaya", "tanpa biaya", 0),
        ("Gratis", "Gratis", 0),
        ("DP 5 juta", "DP 5 juta", 5_000_000),
        ("minta Rp 7.500.000", "minta Rp 7.500.000", 7_500_000),
        ("3 juta per bulan", "3 juta per bulan", 3_000_000),
        ("2,5 jt x 6 bulan", "2,5 jt x 6 bulan", 2_500_000),
        ("500rb", "500rb", 500_000),
        ("10.000", "10.000", 10_000),
        ("RM 5000", "RM 5000", None),
        ("15 s/d 20 juta", "15 s/d 20 juta", None),
        ("belum disebut", "belum disebut", None),
        ("-5 juta", "-5 juta", None),
    ],
)
def test_a_fee_as_written_and_in_rupiah(cell: Any, text: str, amount: int | None) -> None:
    assert understood_fee(cell) == (text, amount, "")


@pytest.mark.parametrize("cell", [LEAST_FEE - 1, 1, 0.5, -8_000_000, "9.999", "15", "7"])
def test_an_amount_too_small_to_be_a_fee_is_asked_back(cell: Any) -> None:
    text, amount, note = understood_fee(cell)
    assert (text, amount) == (text_of(cell), None)
    assert text in note


@settings(max_examples=80)
@given(st.integers(LEAST_FEE, 10**12))
def test_a_fee_is_the_same_as_a_number_and_as_the_words_it_becomes(amount: int) -> None:
    text, kept, note = understood_fee(amount)
    assert (kept, note) == (amount, "")
    assert understood_fee(text) == (text, amount, "")


@settings(max_examples=80)
@given(st.text(max_size=25))
def test_any_words_for_a_fee_stay_as_written_or_mean_nothing(text: str) -> None:
    try:
        kept, amount, note = understood_fee(text)
    except Inexact:
        return
    assert kept in {"", text_of(text)}
    assert amount is None or amount == 0 or amount >= LEAST_FEE
    assert not (amount and note)


# Numbers as text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-3, "-3"), (0.1, "0,1"), (-2.50, "-2,5"), (1e14, "100000000000000"), (7.0, "7")],
)
def test_a_number_is_shown_without_exponent_and_with_a_comma(value: float, text: str) -> None:
    assert number_text(value) == text


@settings(max_examples=80)
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_up_to_fifteen_digits_a_number_is_the_same_as_integer_and_as_float(value: int) -> None:
    assert text_of(value) == text_of(float(value)) == str(value)


@pytest.mark.parametrize("value", [10**15, -(10**15), 1.5e300])
def test_what_cannot_be_exact_is_still_shown_on_a_page(value: float) -> None:
    with pytest.raises(Inexact, match="15 digit"):
        text_of(value)
    assert shown(value) == str(value)


@pytest.mark.parametrize("text", ["-", " Nihil ", "N/A", "tidak ada", "TDK ADA", "?", "", "NULL"])
def test_a_dash_and_its_kin_mean_nothing(text: str) -> None:
    assert is_nothing(text)
    assert not is_nothing(f"{text} satu")


def test_letters_with_marks_are_one_writing_whatever_the_program() -> None:
    assert text_of("Cafe\u0301") == text_of("Café") == "Café"


# Gradings and ways of knowing


@settings(max_examples=72)
@given(
    st.sampled_from("ABCDEFabcdef"),
    st.sampled_from("123456"),
    st.sampled_from(["", " ", "-", "/", ".", ", info ", ": ", " dan "]),
)
def test_a_letter_and_a_figure_are_a_grading_however_they_are_joined(
    letter: str, figure: str, between: str
) -> None:
    assert understood_grading(f"{letter}{between}{figure}") == (letter.upper(), figure)


@pytest.mark.parametrize(
    ("text", "grading"),
    [
        ("Sumber: B; Isi: 2", ("B", "2")),
        ("b (cukup), 2", ("B", "2")),
        ("G7", None),
        ("B7", None),
        ("cukup dipercaya", None),
        ("", None),
        ("12", None),
        ("A", ("A", "6")),
        ("6", ("F", "6")),
    ],
)
def test_what_is_half_or_no_grading(text: str, grading: tuple[str, str] | None) -> None:
    assert understood_grading(text) == grading


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("LIHAT SENDIRI", "seen"),
        ("saksi mata", "seen"),
        ("hasil pengamatan", "seen"),
        ("unggahan Facebook", "document"),
        ("chat WA", "document"),
        ("katanya tetangga", "rumour"),
        ("dengar kabar burung", "rumour"),
        ("wawancara", "told"),
        ("diberi tahu kader", "told"),
        ("entah", None),
    ],
)
def test_the_way_of_knowing_by_its_words(text: str, kind: str | None) -> None:
    assert understood_source_kind(text) == kind
