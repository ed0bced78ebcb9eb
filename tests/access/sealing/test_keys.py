"""The key ceremony: three seats, own passphrases, renewal, somebody who leaves."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from kentongan.access.actions.sealing import make_key
from kentongan.access.errors import Refused
from kentongan.access.models import SealingKey
from kentongan.access.sealing import passphrase
from kentongan.access.sealing.queries import keys_in_force, ready_keys, seats
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from tests import factories
from tests.access.sealing.conftest import WORDS, Circle

NEW_WORDS = "jendela biru menghadap laut"
Person = Callable[[str], User]


def test_a_key_is_published_and_its_private_half_wrapped(ratna: User) -> None:
    key = make_key(by=ratna, words=WORDS["ratna"])
    assert (key.slot, key.custodian, key.office) == (1, ratna, ratna.office)
    assert passphrase.unwrap(key.wrapped, WORDS["ratna"], key.fingerprint)
    assert WORDS["ratna"] not in key.wrapped


def test_one_key_is_not_enough_and_two_are(ratna: User, hadi: User, office: Office) -> None:
    make_key(by=ratna, words=WORDS["ratna"])
    assert ready_keys(office) == ()
    make_key(by=hadi, words=WORDS["hadi"])
    assert len(ready_keys(office)) == 2


def test_the_circle_names_who_is_still_missing(custodians: dict[str, User], office: Office) -> None:
    make_key(by=custodians["hadi"], words=WORDS["hadi"])
    assert [(seat.person.username, seat.key is not None) for seat in seats(office)] == [
        ("hadi", True),
        ("ratna", False),
        ("agung", False),
    ]


@pytest.mark.parametrize("words", ["", "pendek", "sebelas bts", " " * 20, "x" * 129])
def test_a_poor_passphrase_is_refused(ratna: User, words: str) -> None:
    with pytest.raises(Refused, match="12 sampai 128"):
        make_key(by=ratna, words=words)


def test_the_login_password_is_no_passphrase(ratna: User) -> None:
    ratna.set_password(NEW_WORDS)
    ratna.save()
    with pytest.raises(Refused, match="lain dari kata sandi"):
        make_key(by=ratna, words=NEW_WORDS)


@pytest.mark.parametrize("name", ["sari", "bima", "joko", "laras"])
def test_who_is_no_custodian_makes_no_key(name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused):
        make_key(by=request.getfixturevalue(name), words=NEW_WORDS)


def test_a_fourth_custodian_finds_no_seat(circle: Circle, office: Office) -> None:
    fourth = factories.make_user("endah", RoleKey.SECTION_HEAD, office)
    with pytest.raises(Refused, match="tiga pemegang kunci"):
        make_key(by=fourth, words=NEW_WORDS)


def test_who_follows_somebody_that_left_takes_the_seat(
    circle: Circle, hadi: User, office: Office
) -> None:
    User.objects.filter(pk=hadi.pk).update(is_active=False)
    fourth = factories.make_user("endah", RoleKey.OFFICE_HEAD, office)
    assert make_key(by=fourth, words=NEW_WORDS).slot == circle["hadi"].slot
    circle["hadi"].refresh_from_db()
    assert circle["hadi"].retired_at is not None


def test_the_key_of_somebody_who_left_or_changed_duty_is_not_sealed_to(
    circle: Circle, hadi: User, agung: User, office: Office
) -> None:
    User.objects.filter(pk=hadi.pk).update(is_active=False)
    assert len(ready_keys(office)) == 2
    User.objects.filter(pk=agung.pk).update(role=RoleKey.INFORMATION_OFFICER)
    assert ready_keys(office) == ()


def test_a_renewed_key_takes_the_place_of_the_old_one_which_stays(
    circle: Circle, ratna: User, office: Office
) -> None:
    renewed = make_key(by=ratna, words=NEW_WORDS)
    assert renewed.slot == circle["ratna"].slot
    assert len(ready_keys(office)) == 3
    old = SealingKey.objects.get(pk=circle["ratna"].pk)
    assert old.retired_at is not None
    assert passphrase.unwrap(old.wrapped, WORDS["ratna"], old.fingerprint)


def test_a_custodian_who_moves_holds_a_key_of_the_new_office_only(
    circle: Circle, ratna: User, office: Office, other_office: Office
) -> None:
    ratna.office = other_office
    ratna.save()
    make_key(by=ratna, words=NEW_WORDS)
    assert [key.custodian for key in keys_in_force(other_office)] == [ratna]
    assert len(ready_keys(office)) == 2


def test_a_public_key_put_there_by_hand_is_left_out(circle: Circle, office: Office) -> None:
    """Who can write the table must change the fingerprint too, and that stands in the log."""
    strange = make_key(by=circle["ratna"].custodian, words=NEW_WORDS)
    SealingKey.objects.filter(pk=strange.pk).update(public=circle["hadi"].public)
    assert len(ready_keys(office)) == 2
    SealingKey.objects.filter(pk=strange.pk).update(public="!")
    assert len(ready_keys(office)) == 2


def test_making_a_key_is_written_down_with_its_fingerprint(circle: Circle, ratna: User) -> None:
    renewed = make_key(by=ratna, words=NEW_WORDS)
    made = AuditEvent.objects.filter(action="seal.key_made")
    assert [event.detail["key"] for event in made] == [
        *(circle[name].fingerprint for name in ("ratna", "hadi", "agung")),
        renewed.fingerprint,
    ]
    retired = AuditEvent.objects.get(action="seal.key_retired")
    assert retired.detail["key"] == circle["ratna"].fingerprint


def test_the_database_refuses_a_fourth_seat(circle: Circle) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SealingKey.objects.filter(pk=circle["ratna"].pk).update(slot=4)


def test_a_copy_of_the_database_alone_gives_no_passphrase_to_guess_at(circle: Circle) -> None:
    """What is wrapped is encrypted once more, with a key that is not in the database."""
    (kept,) = SealingKey.objects.filter(pk=circle["ratna"].pk).values_list("wrapped", flat=True)
    assert passphrase.PREFIX.encode() not in bytes(kept)


@pytest.mark.parametrize("field", ["slot", "custodian"])
def test_the_database_keeps_one_key_in_force(field: str, circle: Circle) -> None:
    copy = {field: getattr(circle["hadi"], field)}
    with pytest.raises(IntegrityError), transaction.atomic():
        SealingKey.objects.filter(pk=circle["ratna"].pk).update(**copy)
