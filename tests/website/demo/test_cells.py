"""How a hand writes days, places, numbers and fees, and that the importer reads them back."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.synthetic import ThingKind, World
from kentongan.engine.synthetic.signs import EVERYDAY_INDICATORS, SIGNS
from kentongan.engine.synthetic.spelling import spell_fee
from kentongan.indicators.catalogue import catalogue, match_label
from kentongan.reports.line_list.dates import understood_date
from kentongan.reports.line_list.fees import understood_fee
from kentongan.website.demo.cells import (
    ABOUT_A_DAY,
    CARELESS,
    CLEAR,
    EXACT_DAYS,
    Hand,
    Writer,
    slipped,
)

TODAY = date(2026, 11, 25)
days = st.dates(date(2024, 1, 1), TODAY)


def as_read(cell: object) -> object:
    """A cell as the reader hands it on."""
    return {"date": cell.isoformat()} if isinstance(cell, date) else cell


def writer(hand: Hand = CARELESS, seed: int = 1) -> Writer:
    return Writer(hand, seed, TODAY)


@given(days, st.sampled_from(EXACT_DAYS))
def test_an_exact_day_is_read_back_in_every_style(day: date, style) -> None:
    when = understood_date(as_read(style(day)), TODAY)
    assert (when.on, when.precision, when.note) == (day, "exact", "")


@given(days, st.sampled_from(ABOUT_A_DAY))
def test_a_rough_day_is_read_back_as_rough(day: date, style) -> None:
    when = understood_date(style(day), TODAY)
    assert (when.on, when.precision) == (day, "day")


@given(days, st.integers(0, 1000))
def test_a_week_is_read_back_within_a_week(day: date, seed: int) -> None:
    monday = day - timedelta(day.weekday())
    when = understood_date(writer(seed=seed).week(monday), TODAY)
    assert when.precision == "week"
    assert when.on
    assert abs((when.on - monday).days) <= 6


def test_a_week_of_long_ago_keeps_its_year() -> None:
    always = Hand(yearless=1.0)
    assert "2025" in writer(always).week(date(2025, 11, 24))
    assert "2026" not in writer(always).week(date(2026, 5, 11))


@given(st.integers(1, 300), st.integers(0, 1000))
def test_a_fee_is_read_back_in_every_spelling(half_millions: int, seed: int) -> None:
    rupiah = half_millions * 500_000
    written = spell_fee(np.random.default_rng(seed), rupiah)
    assert understood_fee(written)[1] == rupiah


@pytest.mark.parametrize(
    "name",
    sorted({sign.id for sign in SIGNS} | {i for s in EVERYDAY_INDICATORS.values() for i in s}),
)
def test_every_noted_sign_is_in_the_catalogue_and_found_by_its_label(name: str) -> None:
    assert match_label(catalogue()[name].label) == [name]


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.id)
def test_a_sign_has_the_class_of_the_catalogue(sign) -> None:
    assert catalogue()[sign.id].class_ == sign.kind


@given(st.text("abcdefghijklmnopqrstu ", min_size=1, max_size=20), st.integers(0, 1000))
def test_a_slip_changes_little_and_never_the_first_letter(name: str, seed: int) -> None:
    written = slipped(np.random.default_rng(seed), name)
    assert written[0] == name[0]
    assert abs(len(written) - len(name)) <= 1


def test_short_names_are_spelled_right() -> None:
    assert slipped(np.random.default_rng(1), "Pule") == "Pule"


def test_the_same_seed_writes_the_same_cells(quarter: World) -> None:
    first, second = writer(seed=5), writer(seed=5)
    assert [first.row(1, n) for n in quarter.notices] == [second.row(1, n) for n in quarter.notices]


def test_a_clear_hand_names_the_kecamatan_of_every_village(quarter: World) -> None:
    clear = writer(CLEAR)
    for notice in quarter.notices:
        if notice.place:
            assert notice.place.district.lower() in clear.place(notice).lower()


def test_three_phones_come_in_one_cell(quarter: World) -> None:
    crowded = writer(Hand(crowded=1.0))
    cells = [crowded.phones(n) for n in quarter.notices if n.raw(ThingKind.PHONE)]
    texts = [cell for cell in cells if isinstance(cell, str)]
    assert texts
    for text in texts:
        digits = "".join(letter for letter in text if letter.isdigit())
        assert digits.count("85000") >= 3


def test_some_phones_become_numbers_without_their_zero(quarter: World) -> None:
    cells = [writer(seed=n).phones(notice) for n, notice in enumerate(quarter.notices)]
    numbers = [cell for cell in cells if isinstance(cell, int)]
    assert numbers
    assert all(str(number).startswith("85000") for number in numbers)


def test_handles_and_houses_are_in_the_story_or_the_remarks(quarter: World) -> None:
    for notice in quarter.notices:
        remarks = writer().remarks(notice)
        for raw in (*notice.raw(ThingKind.HANDLE), *notice.raw(ThingKind.HOLDING_HOUSE)):
            assert raw in notice.text or raw in remarks
