"""What the digits of a national id number say, to folders that may not compare people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.entities.national_ids import contradicted, digits_of, has_unknown_area
from kentongan.regions.models import Region

NIK = "9999014505950001"
BORN = date(1995, 5, 5)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        (NIK, NIK),
        ("NIK: 9999 0145 0595 0001", NIK),
        ("9999.01.450595.0001", NIK),
        ("999901450595000", ""),
        ("9999013205950001", ""),
        ("0085-0000-1234", ""),
        ("", ""),
        ("bukan angka", ""),
    ],
)
def test_a_sound_number_is_its_digits(written: str, digits: str) -> None:
    assert digits_of(written) == digits


@pytest.mark.parametrize(
    ("born", "sex", "fields"),
    [
        (None, "", ()),
        (BORN, "P", ()),
        (BORN, "L", ("sex",)),
        (date(1995, 5, 6), "P", ("birth_date",)),
        (date(1896, 1, 1), "L", ("birth_date", "sex")),
        (date(1895, 5, 5), "", ("birth_date",)),
    ],
)
def test_digits_contradict_stated_facts(
    born: date | None, sex: str, fields: tuple[str, ...]
) -> None:
    assert contradicted(NIK, born, sex) == fields


@given(st.text(max_size=20), st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["", "L", "P"]))
def test_a_writing_that_is_no_number_contradicts_nothing(
    written: str, born: date, sex: str
) -> None:
    if not digits_of(written):
        assert contradicted(written, born, sex) == ()


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2019, 12, 31)), st.booleans())
def test_a_number_never_contradicts_whom_it_was_made_for(born: date, is_woman: bool) -> None:
    number = f"999901{born.day + 40 * is_woman:02d}{born:%m%y}0001"
    assert contradicted(number, born, "P" if is_woman else "L") == ()


@pytest.mark.parametrize(
    ("written", "is_unknown"),
    [
        ("3503054505950001", False),
        ("3503994505950001", True),
        ("9999014505950001", False),
        ("3503", False),
        ("", False),
    ],
)
def test_an_area_is_unknown_where_its_regency_is_listed(
    areas: dict[str, Region], written: str, is_unknown: bool
) -> None:
    assert has_unknown_area(written) is is_unknown


def test_an_area_that_is_no_longer_in_force_is_known(areas: dict[str, Region]) -> None:
    Region.objects.filter(code="35.03.05").update(valid_to=date(2026, 1, 1))
    assert not has_unknown_area("3503054505950001")
