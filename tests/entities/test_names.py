"""What a thing is called comes from its key alone: no source is read through another one."""

from collections.abc import Callable

import pytest

from kentongan.accounts.models import Office, User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import Mention
from kentongan.entities.queries import (
    Wish,
    mentions_visible_to,
    normalise,
    thing_for,
    things_wished,
)

Told = Callable[..., list[Mention]]
OFFER = (
    "Dibutuhkan segera pekerja pabrik elektronik Taiwan gaji besar tanpa pengalaman berangkat cepat"
    " semua biaya potong gaji hubungi {number}"
)
HIDDEN, OPEN = fake_phone(7), fake_phone(8)


def written_with(number: str) -> tuple[str, str]:
    """The same offer with another number under it, and one before it."""
    return "offer", f"Info {number} " + OFFER.format(number=number)


@pytest.fixture
def copies(told: Told, other_office: Office) -> list[Mention]:
    """Two copies of one offer: another office told it first, with a number of its own."""
    hidden = told("report:1", written_with(HIDDEN), office_id=other_office.pk)
    return [*hidden, *told("report:2", written_with(OPEN))]


def test_two_copies_with_different_numbers_are_one_offer(copies: list[Mention]) -> None:
    assert copies[0].thing == copies[1].thing


def test_the_name_of_an_offer_shows_no_number_of_a_copy_out_of_sight(
    bima: User, copies: list[Mention]
) -> None:
    thing = thing_for(bima, copies[0].thing.pk)
    assert thing is not None
    assert not any(letter.isdigit() for letter in thing.display)
    assert thing.display.startswith("Info Dibutuhkan segera")
    assert [mention.source for mention in mentions_visible_to(bima, thing)] == ["report:2"]


def test_a_number_in_a_copy_out_of_sight_finds_nothing(bima: User, copies: list[Mention]) -> None:
    assert not things_wished(bima, Wish(words=HIDDEN, hubs=True)).exists()


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("phone", "0850-0000-0007", "+62 850 0000 0007"),
        ("alias", "Bu Tatik Melati", "tatik  MELATI"),
        ("organisation", "PT. NUSA KARYA (dekat rumah Pak Lurah)", "nusa karya, PT"),
        ("handle", "https://www.facebook.com/Loker_Taiwan99?ref=rahasia", "@loker_taiwan99"),
    ],
)
def test_who_told_it_first_does_not_change_what_it_is_called(
    kind: str, first: str, second: str
) -> None:
    assert normalise(kind, first) == normalise(kind, second) is not None
