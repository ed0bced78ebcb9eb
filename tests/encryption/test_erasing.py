"""Erasing: the row stays, what it said is gone."""

import pytest

from kentongan.encryption.erasing import erase
from tests.encryption.specimens import Parcel, again, column, letter

pytestmark = pytest.mark.usefixtures("stored")


def test_an_erased_row_reads_as_nothing_and_says_so() -> None:
    row = letter(sender="Siti", lines=["a"], scan=b"x", place="Prigi")
    erase(row)
    for one in (row, again(row)):
        assert one.is_erased
        assert (one.sender, one.lines, one.scan, one.place) == ("", [], b"", "Prigi")


def test_an_erased_row_keeps_neither_key_nor_ciphertext() -> None:
    row = letter(sender="Siti")
    erase(row)
    assert [column(row, name) for name in ("data_key", "sender", "lines")] == [b"", b"", b""]


def test_an_erased_dictionary_is_an_empty_dictionary() -> None:
    row = Parcel.objects.create(facts={"a": 1})
    erase(row)
    assert again(row).facts == {}


def test_other_rows_stay_readable() -> None:
    erase(letter(1, sender="Siti"))
    assert again(letter(2, sender="Sri")).sender == "Sri"


def test_saving_an_erased_row_leaves_it_erased() -> None:
    row = letter(sender="Siti")
    erase(row)
    row = again(row)
    assert row.sender == ""
    row.place = "Prigi"
    row.save()
    assert again(row).is_erased


@pytest.mark.parametrize("chosen", [None, ["sender"]])
def test_an_erased_row_that_says_something_again_gets_a_new_key(chosen: list[str] | None) -> None:
    row = letter(sender="Siti", body="Isi")
    erase(row)
    row = again(row)
    row.sender = "Sri"
    row.save(update_fields=chosen)
    assert (again(row).sender, again(row).body, again(row).is_erased) == ("Sri", "", False)


def test_a_row_that_is_not_yet_stored_is_not_erased() -> None:
    assert not Parcel(sender="Siti").is_erased
