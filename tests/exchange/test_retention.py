"""A year after its end nothing of a share can be read; that it was made stays."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kentongan.access.actions import consents, grants
from kentongan.access.actions.retention import consents_due, shares_due
from kentongan.access.models import Consent, Grant, LegalBasis, Profile, Purpose, SharedCopy
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.audit.models import Destruction
from kentongan.exchange.actions import Typed
from kentongan.exchange.profiles import Victim
from kentongan.website.retention import run_schedule
from tests.exchange.conftest import Share, fresh_client, page_of

YEAR = timedelta(days=366)
pytestmark = pytest.mark.django_db


def later(span: timedelta = YEAR) -> datetime:
    return timezone.now() + span


def kept(grant: Grant) -> int:
    return SharedCopy.objects.filter(grant=grant, data_key__isnull=False).count()


def test_a_year_after_its_end_the_documents_are_gone_and_the_line_stays(
    share: Share, bima: User
) -> None:
    grant = share("accepted")
    grants.revoke(by=bima, uuid=grant.uuid)
    run_schedule(later())
    assert kept(grant) == 0
    assert Grant.objects.filter(pk=grant.pk, end_reason="revoked").exists()


def test_before_that_nothing_goes(share: Share, bima: User) -> None:
    grant = share("accepted")
    grants.revoke(by=bima, uuid=grant.uuid)
    run_schedule(later(timedelta(days=360)))
    assert kept(grant) == 1


def test_what_ran_out_by_itself_counts_from_its_last_moment(share: Share) -> None:
    grant = share("accepted")
    assert shares_due(grant.expires_at) == []
    (due,) = shares_due(grant.expires_at + timedelta(seconds=1))
    assert (due.subject, due.since) == (f"grant:{grant.uuid}", grant.expires_at)


def test_erased_documents_are_not_found(share: Share, bima: User) -> None:
    grant = share("accepted")
    assert fresh_client(bima).get(page_of(grant)).status_code == 200
    run_schedule(later(YEAR + timedelta(days=30)))
    assert fresh_client(bima).get(page_of(grant)).status_code == 404
    assert fresh_client(bima).get(f"/berbagi/{grant.uuid}/").status_code == 200


def test_a_hold_on_the_record_reaches_what_was_shared_of_it(share: Share, subject: str) -> None:
    share("accepted")
    (due,) = shares_due(later())
    assert subject in due.names


def test_the_name_goes_a_year_after_the_consent_was_withdrawn(agreed: Consent, ratna: User) -> None:
    consents.withdraw_consent(by=ratna, uuid=agreed.uuid)
    run_schedule(later())
    fresh = Consent.objects.get(pk=agreed.pk)
    assert fresh.data_key is None
    assert fresh.language == "Jawa"


def test_a_consent_in_force_is_not_due(agreed: Consent) -> None:
    assert consents_due(agreed.expires_at) == []
    assert len(consents_due(agreed.expires_at + timedelta(seconds=1))) == 1


def test_a_reason_for_going_without_consent_goes_too(share: Share, joko: User) -> None:
    grant = share(
        "proposed",
        recipient=joko,
        about_victim=True,
        typed=Typed(Victim(contact="0850-0000-1111")),
        profile=Profile.POLICE_INQUIRY,
        purpose=Purpose.INVESTIGATION,
        legal_basis=LegalBasis.DANGER,
        reason="Anak ini diterbangkan malam ini juga.",
    )
    assert shares_due(later())[0].subject == f"grant:{grant.uuid}"
    run_schedule(later(YEAR + timedelta(days=30)))
    assert Grant.objects.get(pk=grant.pk).data_key is None


def test_each_night_writes_one_certificate_per_rule(share: Share) -> None:
    share("accepted")
    record(None, "worker.started", "worker:1")
    run_schedule(later(YEAR + timedelta(days=30)))
    assert Destruction.objects.filter(rule="shared_copies").count() == 1
