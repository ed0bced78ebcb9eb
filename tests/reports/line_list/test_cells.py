"""Cells: numbers that lost digits, several things in one cell, guards against formulas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.reports.line_list.cells import (
    Inexact,
    guarded,
    needs_guard,
    several,
    several_phones,
    shown,
    text_of,
    unguarded,
    with_zero,
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Prigi ", "Prigi"),
        (85000000001, "85000000001"),
        (12.5, "12,5"),
        (3.0, "3"),
        ({"date": "2026-03-12"}, "12/03/2026"),
        ("'=1+1", "=1+1"),
        ("'kutip", "'kutip"),
    ],
)
def test_a_cell_as_a_person_reads_it(cell: object, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize("cell", [3503112233440002, 1e15, "3,50311E+15", "8.5E+11", -(10**17)])
def test_a_number_that_excel_rounded_is_never_guessed(cell: object) -> None:
    with pytest.raises(Inexact, match="Teks"):
        text_of(cell)
    assert shown(cell)


def test_fifteen_digits_are_still_exact() -> None:
    assert text_of(999_999_990_000_001) == "999999990000001"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "0850 0012 3456 / 0850-0012-3457, 085000123458",
            ["0850 0012 3456", "0850-0012-3457", "085000123458"],
        ),
        ("085000123456 dan +62 850 0012 3457", ["085000123456", "+62 850 0012 3457"]),
        ("085000123456\n085000123457", ["085000123456", "085000123457"]),
        ("085000123456 085000123457", ["085000123456", "085000123457"]),
        ("085000123456 - +6285000123457", ["085000123456", "+6285000123457"]),
        ("0850 0812 3456", ["0850 0812 3456"]),
        ("-", []),
        ("", []),
    ],
)
def test_several_phones_in_one_cell(text: str, numbers: list[str]) -> None:
    assert several_phones(text) == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("85000123456", "085000123456"),
        ("6285000123456", "+6285000123456"),
        ("085000123456", "085000123456"),
        ("8500-0123-456", "08500-0123-456"),
        ("tetangga", "tetangga"),
    ],
)
def test_the_zero_a_spreadsheet_dropped_is_put_back(text: str, number: str) -> None:
    assert with_zero(text) == number


@given(st.integers(0, 999_999))
def test_a_phone_kept_as_a_number_survives(index: int) -> None:
    phone = fake_phone(index)
    as_number = int(phone.removeprefix("+62"))
    assert several_phones(text_of(as_number)) == [f"0{as_number}"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bu Nur, Mami / Pak D dan Si X", ["Bu Nur", "Mami", "Pak D", "Si X"]),
        ("PT Maju; LPK Jaya", ["PT Maju", "LPK Jaya"]),
        ("fb.com/mami/123", ["fb.com/mami/123"]),
        ("BRI 99999999,000 a.n. X", ["BRI 99999999,000 a.n. X"]),
        ("nihil", []),
    ],
)
def test_several_things_in_one_cell(text: str, parts: list[str]) -> None:
    assert several(text) == parts


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+6285000000001", "-2", "@SUM(A1)", "|cmd", "%x", "\t=1", "\r=1", "\ufeff=cmd",
     "  =1", "\u200b=1", "\x00=1", "'=1", "=HYPERLINK(\"x\")", "\u202e=1"],
)  # fmt: skip
def test_what_could_pass_for_a_formula_is_guarded(text: str) -> None:
    assert guarded(text).startswith("'")
    assert not needs_guard("Prigi")


@given(st.text())
def test_guarding_is_undone_on_the_way_in(text: str) -> None:
    assert unguarded(guarded(text)) == text
