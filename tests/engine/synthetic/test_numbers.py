"""Invented numbers belong to nobody and come in one form."""

import phonenumbers
import pytest

from kentongan.engine.synthetic.numbers import fake_account, fake_national_id, fake_phone


def test_an_invented_phone_has_the_shape_of_a_mobile_number() -> None:
    assert fake_phone(42) == "+6285000000042"
    assert phonenumbers.is_possible_number(phonenumbers.parse(fake_phone(42)))


def test_an_invented_account_has_sixteen_digits() -> None:
    assert fake_account(7) == "9999999900000007"


def test_an_invented_national_id_is_of_a_province_that_is_none() -> None:
    assert fake_national_id(12) == "0000000101900012"


@pytest.mark.parametrize("make", [fake_phone, fake_account, fake_national_id])
@pytest.mark.parametrize("index", [-1, 100_000_000])
def test_numbers_outside_the_range_are_refused(make, index: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        make(index)
