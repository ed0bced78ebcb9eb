"""Encrypted fields: plain in the hand, ciphertext in the table, nothing else anywhere."""

import pytest
from django.db import connection
from django.db.models import F, Model, Value
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.audit.privacy import every_model, is_ours, personal_of
from kentongan.encryption.cells import Sealed
from kentongan.encryption.errors import Unreadable
from kentongan.encryption.fields import EncryptedColumn
from tests.encryption.specimens import Letter, Parcel, again, column, letter, overwrite

pytestmark = pytest.mark.usefixtures("stored")

ANY_TEXT = st.text(st.characters(), max_size=300)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(text=ANY_TEXT)
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back(text: str) -> None:
    row = Parcel.objects.create(sender=text)
    assert again(row).sender == text


@given(value=ANY_JSON)
@settings(max_examples=60, deadline=None)
def test_any_json_comes_back(value: object) -> None:
    row = Parcel.objects.create(facts=value)
    assert again(row).facts == value


def test_any_bytes_come_back() -> None:
    scan = bytes(range(256)) * 40
    assert again(letter(scan=scan)).scan == scan


def test_a_row_with_nothing_said_reads_as_nothing() -> None:
    row = again(letter())
    assert (row.sender, row.lines, row.scan, row.is_erased) == ("", [], b"", False)


def test_the_columns_hold_neither_the_text_nor_its_length_alone() -> None:
    row = letter(sender="Suharto", body="Suharto", lines=["Suharto"])
    kept = [column(row, name) for name in ("sender", "body", "lines")]
    assert not [held for held in kept if b"Suharto" in held]
    assert kept[0] != kept[1]


def test_the_values_of_a_query_are_ciphertext() -> None:
    letter(sender="Suharto")
    found = Letter.objects.values_list("sender", flat=True).get()
    assert isinstance(found, Sealed)
    assert b"Suharto" not in found


def test_many_rows_at_once_are_encrypted_each_with_a_key_of_its_own() -> None:
    Letter.objects.bulk_create([Letter(number=n, sender="Sama") for n in range(3)])
    rows = list(Letter.objects.order_by("number"))
    assert [row.sender for row in rows] == ["Sama"] * 3
    assert len({row.data_key for row in rows}) == len({column(r, "sender") for r in rows}) == 3


def test_what_was_not_touched_is_not_encrypted_again() -> None:
    row = again(letter(sender="Siti", body="Isi", lines=["a"]))
    before = [column(row, name) for name in ("sender", "body", "lines", "data_key")]
    assert (row.sender, row.lines) == ("Siti", ["a"])
    row.place = "Prigi"
    row.save()
    assert [column(row, name) for name in ("sender", "body", "lines", "data_key")] == before


def test_a_list_that_was_changed_in_place_is_stored() -> None:
    row = again(letter(lines=["satu"]))
    row.lines.append("dua")
    row.save(update_fields=["lines"])
    assert again(row).lines == ["satu", "dua"]


def test_one_changed_field_leaves_the_others_as_they_stand() -> None:
    row = again(letter(sender="Siti", body="Isi"))
    body = column(row, "body")
    row.sender = "Sri"
    row.save()
    assert (again(row).sender, column(row, "body")) == ("Sri", body)


def test_a_row_that_was_numbered_anew_before_it_was_stored_still_opens() -> None:
    row = Letter(number=1, sender="Siti")
    row._meta.get_field("sender").pre_save(row, True)
    row.number = 2
    row.save()
    assert again(row).sender == "Siti"


def test_a_row_read_anew_shows_what_others_wrote() -> None:
    row = letter(sender="Siti")
    other = again(row)
    other.sender = "Sri"
    other.save()
    row.refresh_from_db()
    assert row.sender == "Sri"


def test_a_column_that_was_left_out_is_one_query_when_it_is_used() -> None:
    letter(sender="Siti", scan=b"berkas")
    row = Letter.objects.defer("scan").get()
    with CaptureQueriesContext(connection) as queries:
        assert row.scan == b"berkas"
    assert len(queries) == 1


# --- what the database is never asked -----------------------------------------------------------


@pytest.mark.parametrize("asked", ["sender", "sender__icontains", "sender__in", "lines__0"])
def test_a_lookup_raises(asked: str) -> None:
    with pytest.raises(TypeError, match="is encrypted"):
        Letter.objects.filter(**{asked: "Siti"})


def test_whether_there_is_a_value_can_be_asked() -> None:
    letter()
    assert Letter.objects.filter(sender__isnull=False).count() == 1


@pytest.mark.parametrize("value", ["Siti", b"Siti", Value("Siti"), F("body")])
def test_an_update_raises(value: object) -> None:
    row = letter()
    with pytest.raises(TypeError):
        Letter.objects.filter(pk=row.pk).update(sender=value)


def test_an_update_of_many_rows_raises() -> None:
    row = letter(sender="Siti")
    with pytest.raises(TypeError, match="is encrypted"):
        Letter.objects.bulk_update([row], ["sender"])


def test_an_update_of_other_columns_works() -> None:
    row = letter(sender="Siti")
    Letter.objects.filter(pk=row.pk).update(place="Prigi")
    assert again(row).sender == "Siti"


# --- what somebody with the database alone can do -------------------------------------------------


def swapped(row: Model, name: str, other: Model, from_name: str) -> Model:
    """The row with a ciphertext of elsewhere."""
    overwrite(row, name, column(other, from_name))
    return again(row)


def test_a_ciphertext_of_another_field_does_not_open() -> None:
    row = letter(sender="Siti", body="Isi")
    with pytest.raises(Unreadable):
        _ = swapped(row, "body", row, "sender").body


def test_a_ciphertext_of_another_row_does_not_open() -> None:
    one, two = letter(1, sender="Siti"), letter(2, sender="Sri")
    with pytest.raises(Unreadable):
        _ = swapped(one, "sender", two, "sender").sender


def test_a_ciphertext_of_another_row_does_not_open_with_its_key_along() -> None:
    one, two = letter(1, sender="Siti"), letter(2, sender="Sri")
    overwrite(one, "data_key", two.data_key)
    with pytest.raises(Unreadable):
        _ = swapped(one, "sender", two, "sender").sender


def test_a_ciphertext_of_another_table_does_not_open() -> None:
    one, parcel = letter(sender="Siti"), Parcel.objects.create(sender="Sri")
    overwrite(one, "data_key", parcel.data_key)
    with pytest.raises(Unreadable):
        _ = swapped(one, "sender", parcel, "sender").sender


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_flipped_bit_does_not_open(data: st.DataObject) -> None:
    row = Parcel.objects.create(sender="Siti")
    name = data.draw(st.sampled_from(["sender", "data_key"]))
    held = bytearray(column(row, name))
    bit = data.draw(st.integers(0, len(held) * 8 - 1))
    held[bit // 8] ^= 1 << bit % 8
    overwrite(row, name, bytes(held))
    with pytest.raises(Unreadable):
        _ = again(row).sender


@pytest.mark.parametrize("kept", [0, 1, 13, 20])
def test_a_cut_ciphertext_does_not_open(kept: int) -> None:
    row = letter(sender="Siti")
    overwrite(row, "sender", column(row, "sender")[:kept])
    with pytest.raises(Unreadable):
        _ = again(row).sender


def test_a_computed_value_stays_ciphertext() -> None:
    letter(sender="Siti")
    with pytest.raises(TypeError, match="is encrypted"):
        list(Letter.objects.annotate(low=Lower("sender")).filter(sender__lower="siti"))


def test_what_people_write_in_their_own_words_is_encrypted() -> None:
    free = [
        (model._meta.label, field.name, isinstance(field, EncryptedColumn))
        for model in filter(is_ours, every_model())
        for field in model._meta.concrete_fields
        if "keterangan bebas" in str(personal_of(model).get(field.name, ""))
    ]
    assert len(free) > 10
    assert [row for row in free if not row[2]] == []
