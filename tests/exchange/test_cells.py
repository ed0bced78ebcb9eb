"""What goes out runs in no spreadsheet and hides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.exchange.cells import STARTS_A_FORMULA, neutral, printable


@pytest.mark.parametrize(
    "start", ["", " ", "\t", "\r\n", "\ufeff", "\u200b", "\x00", "\u202e", " \u00a0"]
)
@pytest.mark.parametrize("sign", sorted(STARTS_A_FORMULA))
def test_a_formula_becomes_a_text(start: str, sign: str) -> None:
    assert neutral(f"{start}{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize("text", ["PT Kenari", "0850-0000-1111", "O'Brien; DROP TABLE", "Suharto"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


@given(st.text())
def test_no_text_begins_a_formula_or_holds_what_does_not_print(text: str) -> None:
    clean = neutral(text)
    assert clean[:1] not in STARTS_A_FORMULA or clean == ""
    assert not any(character in clean for character in "\x00\r\n\t\u202e\u200b\ufeff")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert printable(printable(text)) == printable(text)
    assert neutral(neutral(text)) == neutral(text)
