"""Postings, areas, and what the database holds about people."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kentongan.accounts.models import Office, Posting, User
from kentongan.accounts.queries import area_codes, office_area_codes, posted_regions
from kentongan.accounts.roles import ROLES, AgencyKind, RoleKey
from kentongan.regions.models import Region
from tests import factories

TODAY = date(2026, 11, 25)


def names(regions: list[Region]) -> list[str]:
    return [region.name for region in regions]


def test_my_villages_are_those_i_am_posted_to(sari: User) -> None:
    assert names(posted_regions(sari, TODAY)) == ["Prigi", "Tasikmadu", "Karanggandu"]


def test_a_posting_counts_from_its_first_day(sari: User, areas: dict[str, Region]) -> None:
    factories.post(sari, areas["35.03.04.2001"], since=TODAY)
    assert "Masaran" in names(posted_regions(sari, TODAY))
    assert "Masaran" not in names(posted_regions(sari, TODAY - timedelta(days=1)))


def test_a_posting_does_not_count_on_the_day_it_ends(sari: User) -> None:
    Posting.objects.filter(user=sari, region__name="Prigi").update(valid_to=TODAY)
    assert "Prigi" not in names(posted_regions(sari, TODAY))
    assert "Prigi" in names(posted_regions(sari, TODAY - timedelta(days=1)))


def test_an_officer_answers_for_the_posted_villages(dimas: User) -> None:
    assert area_codes(dimas, TODAY) == ("35.02.03",)


def test_who_is_posted_nowhere_answers_for_the_area_of_the_office(bima: User) -> None:
    assert area_codes(bima, TODAY) == ("35.02", "35.03")


def test_nobodys_office_has_no_area() -> None:
    assert office_area_codes(None) == ()


def test_the_agency_is_that_of_the_office(joko: User) -> None:
    assert joko.agency is not None
    assert joko.agency.kind == AgencyKind.POLICE


def test_without_an_office_there_is_no_agency() -> None:
    assert User(username="lepas").agency is None


def test_a_person_is_shown_by_full_name_else_by_login() -> None:
    assert str(User(username="sari", full_name="Sari Wulandari")) == "Sari Wulandari"
    assert str(User(username="sari")) == "sari"


def test_a_posting_cannot_end_before_it_begins(sari: User, areas: dict[str, Region]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(
            user=sari, region=areas["35.03"], valid_from=TODAY, valid_to=TODAY - timedelta(days=1)
        )


def test_nobody_is_posted_twice_to_one_village(sari: User, areas: dict[str, Region]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.post(sari, areas["35.03.05.2001"], since=TODAY)


def test_a_posting_that_ended_may_be_given_again(sari: User, areas: dict[str, Region]) -> None:
    Posting.objects.filter(user=sari).update(valid_to=TODAY)
    factories.post(sari, areas["35.03.05.2001"], since=TODAY)
    assert names(posted_regions(sari, TODAY)) == ["Prigi"]


def test_my_villages_take_one_query(sari: User, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        names(posted_regions(sari, timezone.localdate()))


@pytest.mark.parametrize("role", ROLES.values())
def test_every_role_says_what_it_is_for(role: object) -> None:
    assert role.purpose.endswith(".")  # type: ignore[attr-defined]


def test_two_offices_of_one_agency_are_one_agency(office: Office, other_office: Office) -> None:
    assert office.agency == other_office.agency


def test_a_role_is_stored_as_a_word() -> None:
    assert RoleKey.VILLAGE_OFFICER.value == "village_officer"
