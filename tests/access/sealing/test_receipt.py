"""The receipt's digits: any way of writing them is read, nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.sealing import receipt

PEPPER = b"merica"
DIGITS = "0850123456789012"
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    "typed",
    [
        DIGITS,
        receipt.grouped(DIGITS),
        "0850 1234 5678 9012",
        " 0850\u00a01234\u20135678 9012 ",
        "(0850) 1234.5678/9012",
        DIGITS.translate(ARABIC),
        "０８５０１２３４５６７８９０１２",
        "꧐꧘꧕꧐꧑꧒꧓꧔꧕꧖꧗꧘꧙꧐꧑꧒",
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str) -> None:
    assert receipt.normalised(typed) == DIGITS


@pytest.mark.parametrize("typed", ["", "1", DIGITS + "1", DIGITS[:-1] + "x", "²" * 16, "\0" * 16])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert receipt.normalised(typed) == ""


@given(st.text(max_size=120))
def test_any_text_is_sixteen_digits_or_none(typed: str) -> None:
    read = receipt.normalised(typed)
    assert read == "" or (len(read) == 16 and read.isascii() and read.isdigit())


@given(st.text(max_size=30))
def test_a_form_has_one_number_and_another_form_another(seed: str) -> None:
    seed = seed.encode("utf-8", "ignore").decode()
    digits = receipt.digits_for(PEPPER, "report:1", seed)
    assert digits == receipt.digits_for(PEPPER, "report:1", seed)
    assert digits != receipt.digits_for(PEPPER, "report:2", seed)
    assert receipt.normalised(receipt.grouped(digits)) == digits


def test_every_digit_comes_up_about_as_often() -> None:
    numbers = [receipt.digits_for(PEPPER, "report:1", str(n)) for n in range(2000)]
    assert len(set(numbers)) == 2000
    counts = ["".join(numbers).count(digit) for digit in "0123456789"]
    assert min(counts) > 2900
    assert max(counts) < 3500


def test_what_is_kept_tells_nothing_without_the_pepper() -> None:
    mark = receipt.mark(PEPPER, DIGITS)
    assert len(mark) == 64
    assert mark != receipt.mark(b"lain", DIGITS)
    assert DIGITS not in mark


def test_the_number_looks_like_a_telephone_number() -> None:
    assert receipt.grouped(DIGITS) == "0850-1234-5678-9012"
