"""Who cares for which villages, from when until when; who answers for which area."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from kentongan.accounts.models import Office, Posting, User
from kentongan.accounts.queries import (
    area_codes,
    office_area_codes,
    posted_regions,
    postings_in_force,
)
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.regions.models import Region
from tests import factories

PRIGI = "35.03.05.2001"
DAY = date(2026, 3, 10)


@pytest.fixture
def officer(office: Office) -> User:
    return factories.make_user("baru", RoleKey.VILLAGE_OFFICER, office)


@pytest.mark.parametrize(
    ("since", "until", "on", "in_force"),
    [
        (DAY, None, DAY - timedelta(days=1), False),
        (DAY, None, DAY, True),  # the first day counts
        (DAY, None, DAY + timedelta(days=5000), True),
        (DAY, DAY + timedelta(days=10), DAY + timedelta(days=9), True),
        (DAY, DAY + timedelta(days=10), DAY + timedelta(days=10), False),  # the last day does not
    ],
)
def test_a_posting_is_in_force_from_its_first_day_until_the_day_it_ends(
    since: date, until: date | None, on: date, in_force: bool, officer: User, areas: dict
) -> None:
    Posting.objects.create(user=officer, region=areas[PRIGI], valid_from=since, valid_to=until)
    assert postings_in_force(officer, on).exists() is in_force


def test_my_villages_come_in_the_order_of_their_codes(sari: User) -> None:
    assert [region.code for region in posted_regions(sari, DAY)] == [
        "35.03.05.2001",
        "35.03.05.2002",
        "35.03.05.2003",
    ]


def test_my_villages_are_not_those_of_a_colleague(sari: User, dimas: User) -> None:
    assert [region.name for region in posted_regions(dimas, DAY)] == ["Ngrayun"]


def test_my_villages_cost_one_query(sari: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert len([region.name for region in posted_regions(sari, DAY)]) == 3


def test_who_is_posted_answers_for_the_postings_alone(sari: User) -> None:
    assert area_codes(sari, DAY) == ("35.03.05.2001", "35.03.05.2002", "35.03.05.2003")


def test_who_is_not_posted_answers_for_the_area_of_the_office(bima: User) -> None:
    assert area_codes(bima, DAY) == ("35.02", "35.03")


def test_before_the_first_posting_the_office_s_area_counts(sari: User) -> None:
    before = factories.EDITION - timedelta(days=1)
    assert area_codes(sari, before) == ("35.02", "35.03")


def test_without_office_and_posting_there_is_no_area(officer: User) -> None:
    officer.office = None
    assert area_codes(officer, DAY) == ()
    assert office_area_codes(None) == ()


def test_an_office_without_areas_answers_for_nothing(areas: dict[str, Region]) -> None:
    empty = factories.make_office("Kantor baru", AgencyKind.OVERSIGHT, [])
    assert office_area_codes(empty) == ()


@pytest.mark.parametrize("days", [0, -1])
def test_the_database_refuses_a_posting_that_ends_before_it_begins(
    days: int, officer: User, areas: dict[str, Region]
) -> None:
    ends = DAY + timedelta(days=days)
    with pytest.raises(IntegrityError, match="posting_ends_after_it_begins"):
        Posting.objects.create(user=officer, region=areas[PRIGI], valid_from=DAY, valid_to=ends)


def test_the_database_refuses_two_open_postings_to_one_village(
    officer: User, areas: dict[str, Region]
) -> None:
    factories.post(officer, areas[PRIGI])
    with pytest.raises(IntegrityError):
        factories.post(officer, areas[PRIGI], since=DAY)


def test_coming_back_to_a_village_after_years_is_a_second_posting(
    officer: User, areas: dict[str, Region]
) -> None:
    Posting.objects.create(
        user=officer, region=areas[PRIGI], valid_from=date(2020, 1, 1), valid_to=date(2022, 1, 1)
    )
    factories.post(officer, areas[PRIGI], since=DAY)
    assert postings_in_force(officer, DAY).count() == 1


def test_two_officers_may_care_for_one_village(
    sari: User, officer: User, areas: dict[str, Region]
) -> None:
    factories.post(officer, areas[PRIGI])
    assert Posting.objects.filter(region=areas[PRIGI], valid_to=None).count() == 2


def test_a_village_with_an_officer_cannot_be_deleted(sari: User, areas: dict[str, Region]) -> None:
    with pytest.raises(ProtectedError):
        areas[PRIGI].delete()


def test_a_posting_reads_as_person_and_village(sari: User) -> None:
    assert str(postings_in_force(sari, DAY)[0]) == "Sari Wulandari · Prigi"
