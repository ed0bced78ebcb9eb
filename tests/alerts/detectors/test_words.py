"""The Indonesian sentences of findings: places, lists, titles, figures."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.alerts.decimals import decimal
from kentongan.alerts.detectors import Gazetteer, words
from kentongan.alerts.detectors.found import LONGEST_TITLE

NAMES = Gazetteer({"1": "Prigi", "2": "Masaran", "3": "Craken", "4": "Cepoko", "5": "Prigi"})


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        ([], "tempat yang belum pasti"),
        (["1"], "Prigi"),
        (["1", "2"], "Prigi dan Masaran"),
        (["1", "2", "3"], "Prigi, Masaran, dan Craken"),
        (["1", "2", "3", "4"], "Prigi, Masaran, dan 2 tempat lain"),
        (["2", "1", "5"], "Masaran dan Prigi"),
        (["99.01"], "99.01"),
    ],
)
def test_places_are_named_up_to_three_and_counted_beyond(codes: list[str], sentence: str) -> None:
    assert words.places(codes, NAMES) == sentence


@settings(max_examples=40, deadline=None)
@given(st.integers(4, 300))
def test_the_places_not_named_and_those_named_are_all_of_them(number: int) -> None:
    said = words.places([f"{n}" for n in range(number)], Gazetteer())
    others = re.search(r"(\d+) tempat lain$", said)
    assert others
    assert int(others[1]) + said.count(",") == number


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")],
)
def test_a_list_is_joined_as_one_speaks(parts: list[str], sentence: str) -> None:
    assert words.joined(parts) == sentence


def test_a_title_that_fits_stays_and_one_letter_more_is_cut() -> None:
    assert words.title("x" * LONGEST_TITLE) == "x" * LONGEST_TITLE
    cut = words.title("x" * (LONGEST_TITLE + 1))
    assert (len(cut), cut[-1]) == (LONGEST_TITLE, "…")


def test_a_cut_title_has_no_space_before_its_dots() -> None:
    assert words.title("x" * (LONGEST_TITLE - 2) + " " * 20 + "y").endswith("x…")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=500))
def test_every_title_fits_a_line_and_begins_as_written(text: str) -> None:
    said = words.title(text)
    assert len(said) <= LONGEST_TITLE
    assert text.startswith(said.removesuffix("…"))


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0,0"), (1.25, "1,2"), (0.04, "0,0"), (12, "12,0"), (999.96, "1000,0")]
)
def test_figures_have_a_comma_and_one_decimal(number: float, said: str) -> None:
    assert decimal(number) == said
