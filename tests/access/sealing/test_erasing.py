"""Erasing: by the reporter's number or by the software, for good."""

import pytest

from kentongan.access.actions.sealing import (
    erase_by_receipt,
    erase_identity,
    keep_sealed,
    open_first,
)
from kentongan.access.models import Opening, SealedIdentity
from kentongan.access.sealing import receipt
from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from tests.access.sealing.conftest import CASE, WORDS, Asked, Circle, Sealed, blob_for

SUBJECT = "report:00000000-0000-4000-8000-000000000002"


@pytest.fixture
def digits(circle: Circle, sari: User, office: Office) -> str:
    """The receipt of an identity about ``SUBJECT``."""
    return keep_sealed(by=sari, subject=SUBJECT, blob=blob_for(office, SUBJECT))


def test_the_reporter_takes_the_identity_back(digits: str) -> None:
    assert erase_by_receipt(typed=receipt.grouped(digits))
    gone = SealedIdentity.objects.get()
    assert gone.blob == ""
    assert gone.erased_at is not None


def test_what_is_gone_is_not_erased_twice(digits: str) -> None:
    assert erase_by_receipt(typed=digits)
    when = SealedIdentity.objects.get().erased_at
    assert not erase_by_receipt(typed=digits)
    assert SealedIdentity.objects.get().erased_at == when


@pytest.mark.parametrize("typed", ["", "0" * 16, "bukan nomor"])
def test_a_wrong_number_erases_nothing(typed: str, digits: str) -> None:
    assert not erase_by_receipt(typed=typed)
    assert SealedIdentity.objects.get().blob


def test_others_stay_when_one_is_erased(digits: str, sealed: Sealed) -> None:
    kept = sealed()
    erase_by_receipt(typed=digits)
    kept.refresh_from_db()
    assert kept.blob


def test_the_half_that_waits_goes_too(asked: Asked, ratna: User) -> None:
    opening = asked()
    open_first(by=ratna, opening=opening.pk, case_number=CASE, words=WORDS["ratna"])
    assert erase_identity(by=None, subject=opening.identity.subject)
    left = Opening.objects.get()
    assert (left.waiting, left.opener_one, left.one_at) == ("", None, None)


def test_erasing_is_written_down_with_the_report_alone(digits: str) -> None:
    erase_by_receipt(typed=digits)
    event = AuditEvent.objects.get(action="seal.erased_by_receipt")
    assert (event.actor, event.subject, event.detail) == ("kentongan", SUBJECT, {})


def test_retention_erases_by_subject(digits: str) -> None:
    assert erase_identity(by=None, subject=SUBJECT)
    assert not erase_identity(by=None, subject=SUBJECT)
    assert AuditEvent.objects.filter(action="seal.erased").count() == 1
