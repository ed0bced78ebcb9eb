"""Opening by two: everything that is refused, and what an opening leaves behind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.access.actions.sealing import (
    drop_stale_halves,
    erase_identity,
    make_key,
    open_first,
    open_second,
    request_opening,
)
from kentongan.access.actions.sealing import opening as module
from kentongan.access.errors import Refused
from kentongan.access.models import Opening
from kentongan.access.sealing.envelope import Identity
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from tests.access.sealing.conftest import CANARY, CASE, REASON, SOMEBODY, WORDS, Asked, Sealed

NEW_WORDS = "jendela biru menghadap laut"
Custodians = dict[str, User]
Capture = Callable[..., object]


def first(opening: Opening, by: User, words: str = "", case: str = CASE) -> None:
    open_first(by=by, opening=opening.pk, case_number=case, words=words or WORDS[by.username])


def second(opening: Opening, by: User, words: str = "", case: str = CASE) -> Identity:
    return open_second(
        by=by, opening=opening.pk, case_number=case, words=words or WORDS[by.username]
    )


def waits(opening: Opening) -> bool:
    opening.refresh_from_db()
    return opening.waiting != ""


@pytest.mark.parametrize(("one", "two"), [("ratna", "hadi"), ("hadi", "agung"), ("agung", "ratna")])
def test_two_different_custodians_open_it(
    one: str, two: str, asked: Asked, custodians: Custodians
) -> None:
    opening = asked()
    first(opening, custodians[one])
    assert second(opening, custodians[two]) == SOMEBODY
    opening.refresh_from_db()
    assert (opening.opener_one, opening.opener_two) == (custodians[one], custodians[two])
    assert opening.waiting == ""


def test_it_is_shown_once(asked: Asked, custodians: Custodians) -> None:
    opening = asked()
    first(opening, custodians["ratna"])
    second(opening, custodians["hadi"])
    for by in custodians.values():
        with pytest.raises(Refused, match="sudah dibuka sekali"):
            second(opening, by)


def test_the_same_person_does_not_open_twice(asked: Asked, ratna: User) -> None:
    opening = asked()
    first(opening, ratna)
    with pytest.raises(Refused, match="harus orang lain"):
        second(opening, ratna)
    with pytest.raises(Refused, match="harus orang lain"):
        first(opening, ratna)


def test_the_second_step_does_not_come_first(asked: Asked, ratna: User) -> None:
    with pytest.raises(Refused, match="berubah"):
        second(asked(), ratna)


def test_the_first_step_is_not_taken_twice(asked: Asked, ratna: User, hadi: User) -> None:
    opening = asked()
    first(opening, ratna)
    with pytest.raises(Refused, match="berubah"):
        first(opening, hadi)


@pytest.mark.parametrize("case", ["", "LP/18/2026", CASE.lower()])
def test_another_case_is_refused(case: str, asked: Asked, custodians: Custodians) -> None:
    opening = asked()
    with pytest.raises(Refused, match="Nomor perkara"):
        first(opening, custodians["ratna"], case=case)
    first(opening, custodians["ratna"], case=f" {CASE} ")
    with pytest.raises(Refused, match="Nomor perkara"):
        second(opening, custodians["hadi"], case=case)


@pytest.mark.parametrize("name", ["bima", "sari", "laras", "asing", "joko"])
def test_who_is_no_custodian_takes_no_step(
    name: str, asked: Asked, ratna: User, request: pytest.FixtureRequest
) -> None:
    opening, other = asked(), request.getfixturevalue(name)
    with pytest.raises(Refused):
        first(opening, other, WORDS["hadi"])
    first(opening, ratna)
    with pytest.raises(Refused):
        second(opening, other, WORDS["hadi"])


def test_a_custodian_of_another_office_takes_no_step(
    asked: Asked, ratna: User, other_office: object
) -> None:
    opening = asked()
    ratna.office = other_office  # type: ignore[assignment]
    ratna.save()
    with pytest.raises(Refused, match="kantor lain"):
        first(opening, ratna)


def test_a_custodian_without_a_key_of_that_time_takes_no_step(asked: Asked, hadi: User) -> None:
    opening = asked()
    User.objects.filter(pk=hadi.pk).update(is_active=False)
    later = User.objects.create(username="endah", role=RoleKey.OFFICE_HEAD, office=hadi.office)
    make_key(by=later, words=NEW_WORDS)
    with pytest.raises(Refused, match="tidak disegel untuk kunci Anda"):
        first(opening, later, NEW_WORDS)


# --- time -----------------------------------------------------------------------


def test_after_fifteen_minutes_the_first_step_is_gone(asked: Asked, custodians: Custodians) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        opening = asked()
        first(opening, custodians["ratna"])
        clock.move_to(start + timedelta(minutes=15, seconds=1))
        with pytest.raises(Refused, match="15 menit"):
            second(opening, custodians["hadi"])
        assert not waits(opening)
        first(opening, custodians["agung"])
        assert second(opening, custodians["hadi"]) == SOMEBODY


def test_within_fifteen_minutes_it_still_counts(asked: Asked, custodians: Custodians) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        opening = asked()
        first(opening, custodians["ratna"])
        clock.move_to(start + timedelta(minutes=15))
        assert drop_stale_halves(now=timezone.now()) == 0
        assert second(opening, custodians["hadi"]) == SOMEBODY


def test_a_request_of_yesterday_is_refused(asked: Asked, ratna: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        opening = asked()
        clock.move_to(start + timedelta(hours=24, seconds=1))
        with pytest.raises(Refused, match="24 jam"):
            first(opening, ratna)


def test_the_worker_erases_the_half_that_waits_too_long(asked: Asked, ratna: User) -> None:
    opening = asked()
    first(opening, ratna)
    assert drop_stale_halves(now=timezone.now() + timedelta(minutes=16)) == 1
    assert not waits(opening)
    assert opening.opener_one is None
    assert AuditEvent.objects.filter(action="seal.first_lapsed").count() == 1


# --- people who leave, keys that change -------------------------------------------


def test_a_first_custodian_who_is_disabled_in_between_does_not_count(
    asked: Asked, custodians: Custodians
) -> None:
    opening = asked()
    first(opening, custodians["ratna"])
    User.objects.filter(pk=custodians["ratna"].pk).update(is_active=False)
    with pytest.raises(Refused):
        second(opening, custodians["hadi"])
    assert not waits(opening)


def test_a_second_custodian_who_lost_the_role_is_refused(
    asked: Asked, custodians: Custodians
) -> None:
    opening, hadi = asked(), custodians["hadi"]
    first(opening, custodians["ratna"])
    hadi.role = RoleKey.PASSPORT_OFFICER
    hadi.save()
    with pytest.raises(Refused):
        second(opening, hadi)


def test_a_half_never_waits_for_somebody_who_left(asked: Asked, custodians: Custodians) -> None:
    opening = asked()
    for name in ("hadi", "agung"):
        User.objects.filter(username=name).update(is_active=False)
    with pytest.raises(Refused, match="Tidak ada pemegang kunci lain"):
        first(opening, custodians["ratna"])


def test_what_was_sealed_to_an_old_key_opens_with_the_old_passphrase(
    asked: Asked, custodians: Custodians
) -> None:
    opening, ratna = asked(), custodians["ratna"]
    make_key(by=ratna, words=NEW_WORDS)
    with pytest.raises(Refused, match="salah"):
        first(opening, ratna, NEW_WORDS)
    first(opening, ratna, WORDS["ratna"])
    assert second(opening, custodians["hadi"]) == SOMEBODY


def test_what_is_sealed_after_a_renewal_opens_with_the_new_passphrase(
    circle: object, sealed: Sealed, asked: Asked, custodians: Custodians
) -> None:
    make_key(by=custodians["ratna"], words=NEW_WORDS)
    opening = asked(sealed())
    first(opening, custodians["ratna"], NEW_WORDS)
    assert second(opening, custodians["agung"]) == SOMEBODY


# --- passphrases ------------------------------------------------------------------


def test_a_wrong_passphrase_is_refused_and_written_down(asked: Asked, ratna: User) -> None:
    opening = asked()
    with pytest.raises(Refused, match="salah"):
        first(opening, ratna, WORDS["hadi"])
    assert AuditEvent.objects.filter(action="seal.wrong_words", actor="ratna").count() == 1
    assert not waits(opening)


def test_after_five_misses_even_the_right_one_waits_fifteen_minutes(
    asked: Asked, ratna: User
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        opening = asked()
        for _ in range(5):
            with pytest.raises(Refused, match="salah"):
                first(opening, ratna, "bukan sandi siapa pun")
        with pytest.raises(Refused, match="lima kali"):
            first(opening, ratna)
        clock.move_to(start + timedelta(minutes=15))
        first(opening, ratna)
    assert waits(opening)


def test_right_passphrases_are_not_counted(asked: Asked, circle: object, ratna: User) -> None:
    for _ in range(7):
        first(asked(), ratna)


def test_misses_of_one_do_not_stop_another(asked: Asked, ratna: User, hadi: User) -> None:
    opening = asked()
    for _ in range(6):
        with pytest.raises(Refused):
            first(opening, ratna, "bukan sandi siapa pun")
    first(opening, hadi)


# --- swapped rows -----------------------------------------------------------------


def test_a_half_moved_to_another_request_opens_nothing(
    sealed: Sealed, asked: Asked, ratna: User, hadi: User
) -> None:
    identity = sealed()
    meant, other = asked(identity), asked(identity, case_number="LP/18/2026")
    first(meant, ratna)
    meant.refresh_from_db()
    Opening.objects.filter(pk=other.pk).update(
        waiting=meant.waiting, opener_one=ratna, one_at=meant.one_at
    )
    with pytest.raises(Refused, match="tidak cocok"):
        second(other, hadi, case="LP/18/2026")


def test_a_request_pointed_at_another_identity_opens_nothing(
    sealed: Sealed, asked: Asked, ratna: User, hadi: User
) -> None:
    opening = asked()
    first(opening, ratna)
    Opening.objects.filter(pk=opening.pk).update(identity=sealed(Identity("Orang lain")))
    with pytest.raises(Refused, match="tidak cocok"):
        second(opening, hadi)


def test_an_erased_identity_is_opened_by_nobody(asked: Asked, custodians: Custodians) -> None:
    opening = asked()
    first(opening, custodians["ratna"])
    erase_identity(by=None, subject=opening.identity.subject)
    assert not waits(opening)
    with pytest.raises(Refused, match="dihapus"):
        second(opening, custodians["hadi"])


def test_a_request_that_is_not_there_is_refused(circle: object, ratna: User) -> None:
    with pytest.raises(Refused, match="tidak ada"):
        open_first(by=ratna, opening=uuid4(), case_number=CASE, words=WORDS["ratna"])


# --- what remains -----------------------------------------------------------------


def test_an_opening_leaves_its_rows_and_one_mail_without_names(
    asked: Asked, custodians: Custodians, django_capture_on_commit_callbacks: Capture
) -> None:
    custodians["agung"].email = "agung@kentongan.invalid"
    custodians["agung"].save()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        opening = asked()
        first(opening, custodians["ratna"])
        second(opening, custodians["hadi"])
    rows = AuditEvent.objects.filter(subject=opening.identity.subject)
    told_of = [row for row in rows if row.detail.get("opening") == str(opening.pk)]
    actions = [(row.actor, row.action) for row in told_of]
    assert actions == [
        ("bima", "seal.requested"),
        ("ratna", "seal.first_opened"),
        ("hadi", "seal.opened"),
    ]
    (sent,) = mail.outbox
    assert "agung@kentongan.invalid" in sent.to
    assert str(opening.pk) in sent.body
    told = sent.subject + sent.body
    assert not [word for word in (CANARY, CASE, "Ratna", "Hadi", "Bima") if word in told]


def test_no_row_of_the_log_holds_a_word_of_the_identity(
    asked: Asked, custodians: Custodians
) -> None:
    opening = asked()
    first(opening, custodians["ratna"])
    second(opening, custodians["hadi"])
    text = " ".join(f"{row} {row.detail}" for row in AuditEvent.objects.all())
    assert not [word for word in vars(SOMEBODY).values() if word in text]


def test_where_no_notice_can_go_nothing_is_opened(
    asked: Asked, custodians: Custodians, settings: Any
) -> None:
    settings.SEALING_NOTICE_TO = []
    opening = asked()
    first(opening, custodians["ratna"])
    with pytest.raises(Refused, match="alamat pemberitahuan"):
        second(opening, custodians["hadi"])


@pytest.mark.django_db(transaction=True)
def test_a_notice_that_does_not_leave_shows_nothing(
    asked: Asked, custodians: Custodians, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(module, "tell_of_opening", fail)
    opening = asked()
    first(opening, custodians["ratna"])
    with pytest.raises(Refused, match="tidak terkirim"):
        second(opening, custodians["hadi"])
    assert AuditEvent.objects.filter(action="seal.opened").count() == 1


# --- asking -----------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "perlu", "." * 40, "aaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a_request_needs_a_reason(reason: str, sealed: Sealed, bima: User) -> None:
    said = {"case_number": CASE, "purpose": "penyelidikan"}
    with pytest.raises(Refused, match="alasan"):
        request_opening(by=bima, identity=sealed(), reason=reason, **said)


@pytest.mark.parametrize(("case", "purpose"), [("", "penyelidikan"), (" ", "x"), (CASE, "iseng")])
def test_a_request_needs_a_case_and_a_purpose(
    case: str, purpose: str, sealed: Sealed, bima: User
) -> None:
    said = {"case_number": case, "purpose": purpose}
    with pytest.raises(Refused, match="nomor perkara"):
        request_opening(by=bima, identity=sealed(), reason=REASON, **said)


@pytest.mark.parametrize("name", ["sari", "joko", "laras", "agung", "asing"])
def test_others_do_not_ask(name: str, sealed: Sealed, request: pytest.FixtureRequest) -> None:
    said = {"case_number": CASE, "purpose": "penyelidikan", "reason": REASON}
    with pytest.raises(Refused):
        request_opening(by=request.getfixturevalue(name), identity=sealed(), **said)


WRONG = {
    "one person twice": {"opener_two": "ratna", "two_at": "later", "waiting": ""},
    "a second moment without a person": {"two_at": "later", "waiting": ""},
    "a second before the first": {"opener_two": "hadi", "two_at": "before", "waiting": ""},
    "a half that stays after the second": {"opener_two": "hadi", "two_at": "later"},
    "a first moment without a person": {"opener_one": None},
    "a half without a first": {"opener_one": None, "one_at": None},
    "a plain half": {"waiting": "0123"},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_the_database_refuses(
    change: dict[str, str | None], asked: Asked, custodians: Custodians
) -> None:
    opening = asked()
    first(opening, custodians["ratna"])
    opening.refresh_from_db()
    assert opening.one_at is not None
    moments = {
        "later": opening.one_at + timedelta(minutes=1),
        "before": opening.one_at - timedelta(minutes=1),
    }
    known = {**moments, **custodians}
    values = {name: known.get(str(value), value) for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(**values)
