"""The one box "phone numbers, accounts, names" taken apart."""

import pytest

from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.reports.boxes import box_of, pieces, things_in_box


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("satu;dua;;tiga", ["satu", "dua", "tiga"]),
        ("Bu Wati, Pak Jo", ["Bu Wati", "Pak Jo"]),
        ("1,250", ["1,250"]),
        (" ; ", []),
    ],
)
def test_a_line_is_cut_at_semicolons_and_commas(typed: str, cut: list[str]) -> None:
    assert pieces(typed) == cut


def test_a_number_is_a_phone_and_any_other_name_an_alias() -> None:
    found = things_in_box(f"{fake_phone(4)}\nMbak Rina")
    assert Written("alias", "Mbak Rina") in found
    assert [thing.kind for thing in found].count("phone") == 1


def test_a_piece_keeps_the_kind_it_had_before() -> None:
    before = (Written("organisation", "Maju Jaya"),)
    assert things_in_box("Maju Jaya", before) == before


def test_what_the_box_shows_again_is_read_as_the_same_things() -> None:
    things = (Written("phone", fake_phone(1)), Written("organisation", "PT Maju, Tbk"))
    assert things_in_box(box_of(things), things) == things


@pytest.mark.parametrize("nothing", ["", "-", "\n\n"])
def test_an_empty_box_names_nothing(nothing: str) -> None:
    assert things_in_box(nothing) == ()
