"""Checks raise a refusal that carries an Indonesian reason; ``allowed`` gives the yes or no."""

import pytest

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.permissions import allowed, check_may
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey

EVERY_DEED = ("create", "revise", "take", "close", "judge", "commit", "read", "")


def person(role: str) -> User:
    return User(username="uji", role=role)


def test_who_may_is_not_stopped() -> None:
    check_may(person(RoleKey.VILLAGE_OFFICER), Kind.REPORT, "create")


def test_a_refusal_says_why_and_whom_to_ask() -> None:
    with pytest.raises(Refused) as refusal:
        check_may(person(RoleKey.AUDITOR), Kind.REPORT, "create")
    assert refusal.value.reason == (
        "Peran Anda tidak diberi hak untuk langkah ini. Hubungi kepala seksi."
    )


def test_a_refusal_reads_as_its_reason() -> None:
    assert str(Refused("Belum waktunya.")) == "Belum waktunya."


@pytest.mark.parametrize("role", [*RoleKey, ""])
def test_the_check_refuses_exactly_what_the_table_does_not_give(role: str) -> None:
    for kind in Kind:
        for deed in EVERY_DEED:
            assert allowed(check_may, person(role), kind, deed) is may(person(role), kind, deed)


def test_an_error_that_is_no_refusal_is_not_a_no() -> None:
    def broken() -> None:
        raise LookupError("the table is gone")

    with pytest.raises(LookupError):
        allowed(broken)


def test_arguments_reach_the_check() -> None:
    heard: list[object] = []
    assert allowed(lambda *words: heard.extend(words), "siapa", 7)
    assert heard == ["siapa", 7]


def test_labels_are_ordered_so_that_the_stricter_one_wins() -> None:
    order = [Label.OPEN, Label.INTERAGENCY, Label.RESTRICTED, Label.CONFIDENTIAL, Label.PERSONAL]
    assert sorted(order, reverse=True) == order[::-1]
    assert max(Label.OPEN, Label.SEALED) is Label.SEALED


@pytest.mark.parametrize("label", Label)
def test_every_label_has_an_indonesian_name_in_capitals(label: Label) -> None:
    assert str(label.label) == str(label.label).upper()
