"""Keeping a seal beside its report: only a good one, once, with a receipt."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.access.actions.sealing import Progress, keep_sealed, make_key, tell_progress
from kentongan.access.errors import Refused
from kentongan.access.models import SealedIdentity
from kentongan.access.sealing import boxes, envelope
from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from tests.access.sealing.conftest import CANARY, SOMEBODY, Circle, Sealed, blob_for

SUBJECT = "report:00000000-0000-4000-8000-000000000001"


def test_a_seal_is_kept_as_it_came(circle: Circle, sari: User, office: Office) -> None:
    blob = blob_for(office, SUBJECT)
    digits = keep_sealed(by=sari, subject=SUBJECT, blob=blob)
    kept = SealedIdentity.objects.get()
    assert (kept.blob, kept.office, kept.progress) == (blob, office, Progress.RECEIVED)
    assert len(digits) == 16
    assert digits not in kept.receipt


@pytest.mark.parametrize("name", ["joko", "wening", "bima", "ratna"])
def test_partners_and_staff_may_seal(
    name: str, circle: Circle, office: Office, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(name)
    assert keep_sealed(by=by, subject=SUBJECT, blob=blob_for(office, SUBJECT))


@pytest.mark.parametrize("name", ["laras", "hadi", "agung"])
def test_others_may_not(
    name: str, circle: Circle, office: Office, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused):
        keep_sealed(
            by=request.getfixturevalue(name), subject=SUBJECT, blob=blob_for(office, SUBJECT)
        )


def test_the_same_form_sent_again_gets_the_same_receipt_for_ten_minutes(
    circle: Circle, sari: User, office: Office
) -> None:
    sending = {"by": sari, "subject": SUBJECT, "seed": "benih"}
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        first = keep_sealed(blob=blob_for(office, SUBJECT), **sending)
        assert keep_sealed(blob=blob_for(office, SUBJECT), **sending) == first
        clock.move_to(start + timedelta(minutes=11))
        assert keep_sealed(blob=blob_for(office, SUBJECT), **sending) == ""
    assert SealedIdentity.objects.count() == 1


def test_another_form_about_the_same_report_learns_no_receipt(sealed: Sealed, sari: User) -> None:
    kept = sealed(seed="satu")
    again = keep_sealed(by=sari, subject=kept.subject, blob=kept.blob, seed="dua")
    assert again == ""


def foreign_blob() -> str:
    """Sealed to keys that nobody here holds."""
    publics = [boxes.public_bytes(boxes.new_private().public_key()) for _ in range(2)]
    return envelope.seal(SOMEBODY, SUBJECT, publics)


@pytest.mark.parametrize("blob", ["", CANARY, "segel1.", foreign_blob()])
def test_what_is_no_seal_for_this_circle_is_refused(blob: str, circle: Circle, sari: User) -> None:
    with pytest.raises(Refused, match="Ketik lagi"):
        keep_sealed(by=sari, subject=SUBJECT, blob=blob)
    assert not SealedIdentity.objects.exists()


def test_a_seal_of_another_report_is_refused(circle: Circle, sari: User, office: Office) -> None:
    with pytest.raises(Refused, match="rusak"):
        keep_sealed(by=sari, subject=SUBJECT, blob=blob_for(office, "report:lain"))


def test_a_seal_to_a_key_that_was_renewed_meanwhile_is_refused(
    circle: Circle, sari: User, ratna: User, office: Office
) -> None:
    blob = blob_for(office, SUBJECT)
    make_key(by=ratna, words="jendela biru menghadap laut")
    with pytest.raises(Refused, match="baru saja diganti"):
        keep_sealed(by=sari, subject=SUBJECT, blob=blob)


def test_a_seal_to_keys_of_two_offices_is_refused(
    circle: Circle, sari: User, other_office: Office
) -> None:
    hadi = circle["hadi"]
    type(hadi).objects.filter(pk=hadi.pk).update(office=other_office)
    type(hadi.custodian).objects.filter(pk=hadi.custodian_id).update(office=other_office)
    publics = [boxes.to_bytes(key.public) for key in circle.values()]
    with pytest.raises(Refused):
        keep_sealed(by=sari, subject=SUBJECT, blob=envelope.seal(SOMEBODY, SUBJECT, publics))


def test_keeping_is_written_down_without_a_word_of_it(sealed: Sealed) -> None:
    kept = sealed()
    event = AuditEvent.objects.get(action="seal.kept")
    assert (event.actor, event.subject) == ("sari", kept.subject)
    assert event.detail == {"keys": 3, "in_browser": False}


def test_what_is_told_about_progress_never_goes_back(sealed: Sealed, bima: User) -> None:
    kept = sealed()
    told = {"by": bima, "subjects": [kept.subject, "report:lain"]}
    assert tell_progress(progress=Progress.FOLLOWED, **told) == 1
    assert tell_progress(progress=Progress.FOLLOWED, **told) == 0
    assert tell_progress(progress=Progress.FINISHED, **told) == 1
    assert tell_progress(progress=Progress.FOLLOWED, **told) == 0
    kept.refresh_from_db()
    assert kept.progress == Progress.FINISHED


WRONG: dict[str, dict[str, object]] = {
    "a plain name": {"blob": CANARY},
    "nothing, though not erased": {"blob": ""},
    "a seal, though erased": {
        "erased_at": datetime(2026, 11, 25, tzinfo=timezone.get_current_timezone())
    },
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_the_database_holds_ciphertext_or_nothing(
    change: dict[str, object], sealed: Sealed
) -> None:
    kept = sealed()
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedIdentity.objects.filter(pk=kept.pk).update(**change)


def test_two_receipts_are_never_the_same(sealed: Sealed) -> None:
    one, other = sealed(), sealed()
    with pytest.raises(IntegrityError), transaction.atomic():
        SealedIdentity.objects.filter(pk=one.pk).update(receipt=other.receipt)
    assert one.pk != uuid4()
