"""Passports, licences and addresses: many writings, one key; what is none gives nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage import addresses, licences, passports

TEXTS = st.text(st.characters(codec="utf-8"), max_size=130)


@pytest.mark.parametrize(
    "written",
    [
        "C1234567",
        "c 1234567",
        "No. Paspor: C1234567",
        "Paspor C-123 4567",
        "passport no C 1234567",
        "PASPOR LAMA C1234567",
    ],
)
def test_one_passport_has_one_number(written: str) -> None:
    assert passports.read(written) == ("C1234567", "C 1234567")


@pytest.mark.parametrize(
    ("written", "number"), [("XO12345l", "X0123451"), ("AI234567", "A1234567")]
)
def test_letters_among_the_digits_are_zeros_and_ones(written: str, number: str) -> None:
    found = passports.read(written)
    assert found is not None
    assert found[0] == number


@pytest.mark.parametrize("written", ["", "C12345", "C123456789", "12345678", "Paspor", "CCC12345"])
def test_a_damaged_or_bare_number_is_no_passport(written: str) -> None:
    assert passports.read(written) is None


def test_a_foreign_passport_is_read_where_the_text_says_so() -> None:
    assert passports.read("Passport 123456789") == ("123456789", "123456789")
    assert passports.read("123456789") is None


@pytest.mark.parametrize(
    "written",
    [
        "KEP.123/MEN/2018",
        "KEP 123 / MEN / 2018",
        "No. KEP-0123/MEN/2018",
        "Nomor: kep. 123/men/2018",
        "KEP.123/MEN/TAHUN 2018",
    ],
)
def test_one_decree_has_one_number(written: str) -> None:
    assert licences.read(written) == (":KEP/123/MEN/2018", "KEP/123/MEN/2018")


def test_the_kind_of_a_licence_is_part_of_its_key() -> None:
    assert licences.read("SIP3MI No. 45 Tahun 2021") == ("sip3mi:45/2021", "SIP3MI 45/2021")
    assert licences.read("PPIU 45/2021") == ("ppiu:45/2021", "PPIU 45/2021")


def test_a_business_number_is_read_with_and_without_spaces() -> None:
    assert licences.read("NIB 9120 3000 12345") == ("nib:9120300012345", "NIB 9120300012345")
    assert licences.read("izin berusaha 9120300012345") == licences.read("NIB 9120300012345")


@pytest.mark.parametrize("written", ["", "SIP3MI", "SIP3MI No. 45", "resmi", "izin"])
def test_a_licence_without_number_and_year_proves_nothing(written: str) -> None:
    assert licences.read(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "RT 03/RW 05 Dsn. Karanggandu, Ds. Prigi, Kec. Watulimo, Kab. Trenggalek 66382",
        "Dusun Karanggandu RT.03 RW.05 Desa Prigi Watulimo Trenggalek",
        "Karanggandu RT 3/5, Prigi, Watulimo, Trenggalek, Jawa Timur",
        "karanggandu rt03rw05 prigi watulimo trenggalek",
        "Karanggandu 003/005 Prigi Watulimo Trenggalek",
    ],
)
def test_one_address_has_one_key(written: str) -> None:
    found = addresses.read(written)
    assert found is not None
    assert found[0] == "karanggandu prigi trenggalek watulimo rt3 rw5"


def test_the_house_counts() -> None:
    one, other = (
        addresses.read("Jl. Melati No. 4A Prigi"),
        addresses.read("jln melati no 04 a prigi"),
    )
    assert one is not None
    assert other is not None
    assert one[0] == other[0] == "melati prigi no4a"
    assert addresses.read("Jl. Melati 7 Prigi") != one


@pytest.mark.parametrize("written", ["", "Prigi", "RT 3/5", "di desa", "x" * 400])
def test_too_little_is_no_address(written: str) -> None:
    assert addresses.read(written) is None


@given(TEXTS)
def test_any_text_is_read_or_refused(raw: str) -> None:
    for reader in (passports.read, licences.read, addresses.read):
        found = reader(raw)
        assert found is None or all(found)


@given(TEXTS)
def test_what_is_shown_of_a_passport_is_the_same_passport(raw: str) -> None:
    found = passports.read(raw)
    assert found is None or passports.read(f"paspor {found[1]}") == found
