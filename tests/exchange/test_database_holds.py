"""What the database itself refuses, whatever the code says."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from kentongan.access.models import Grant, Profile
from kentongan.accounts.models import User
from tests.exchange.conftest import Share

LATER = timedelta(days=31)
BROKEN: dict[str, Callable[[Grant], dict[str, object]]] = {
    "grant_has_a_known_profile": lambda one: {"profile": "SEMUA"},
    "grant_has_a_known_purpose": lambda one: {"purpose": "iseng"},
    "nothing_sealed_is_granted": lambda one: {"label": 5},
    "grant_ends_within_thirty_days": lambda one: {"expires_at": one.created_at + LATER},
    "nobody_grants_to_himself": lambda one: {"recipient": one.owner},
    "grant_is_approved_by_another": lambda one: {"approved_by": one.proposed_by},
    "grant_goes_out_approved": lambda one: {"needs_approval": True, "state": "offered"},
    "grant_is_about_a_record_or_a_list": lambda one: {"subject": ""},
    "service_for_victims_needs_consent": lambda one: {"profile": Profile.LABOUR_SERVICE},
    "legal_basis_is_explained_and_approved": lambda one: {"legal_basis": "danger"},
    "ended_grant_says_why": lambda one: {"state": "ended"},
    "only_a_match_is_answered": lambda one: {"answer": "match"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name: str, share: Share) -> None:
    grant = share("proposed")
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(**BROKEN[name](grant))


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": None},
        {"list_kind": "list"},
        {"subject": "", "list_kind": "list", "area_code": "35.03"},
        {
            "subject": "",
            "list_kind": "list",
            "area_code": "35.03",
            "since": date(2026, 2, 2),
            "until": date(2026, 2, 1),
        },
    ],
    ids=["endless", "record and list", "list without days", "days the wrong way round"],
)
def test_a_grant_has_an_end_and_one_subject(change: dict, share: Share) -> None:
    grant = share("proposed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(**change)


def test_it_ends_after_it_begins(share: Share) -> None:
    grant = share("proposed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(expires_at=grant.created_at)


def test_thirty_days_to_the_second_are_allowed(share: Share) -> None:
    grant = share("proposed", days=30)
    assert grant.expires_at - grant.created_at == timedelta(days=30)


def test_the_document_is_not_readable_in_the_database(share: Share, yudi: User) -> None:
    share("proposed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT page, data FROM access_sharedcopy")
        held = b"".join(bytes(cell) for cell in cursor.fetchone())
    assert b"Watulimo" not in held
    assert b"<html" not in held
