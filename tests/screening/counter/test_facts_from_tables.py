"""What stands in tables becomes evidence, and evidence becomes the facts that are shown."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kentongan.accounts.models import User
from kentongan.screening.actions.facts import refresh
from kentongan.screening.actions.interviewing import keep_answer, keep_paper
from kentongan.screening.lists.queries import name_key
from kentongan.screening.models import Application, LicenceEntry, LicenceList, StoredFinding
from tests.screening.counter.conftest import NIK, NOW

Opened = Callable[..., Application]


def kinds(by: User, application: Application) -> set[str]:
    return {one.kind for one in refresh(by=by, application=application, now=NOW)}


def answer(by: User, application: Application, **said: str) -> None:
    for question, written in said.items():
        keep_answer(by=by, application=application, question=question, written=written, now=NOW)


def test_an_application_without_anything_has_no_facts(opened: Opened, rini: User) -> None:
    assert kinds(rini, opened()) == set()


def test_two_papers_that_differ_are_a_fact(opened: Opened, rini: User) -> None:
    application = opened()
    keep_paper(by=rini, application=application, kind="ktp", told={"name": "Wati Lestari"})
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestarini"})
    rows = StoredFinding.objects.filter(application=application, kind="document_mismatch")
    assert {row.values["second"] for row in rows} == {"Wati Lestarini"}


def test_a_paper_put_right_takes_its_fact_away(opened: Opened, rini: User) -> None:
    application = opened()
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestarini"})
    keep_paper(by=rini, application=application, kind="kk", told={"name": "WATI LESTARI"})
    assert not StoredFinding.objects.filter(application=application).exists()


def test_a_number_that_contradicts_the_stated_birth_date_is_a_fact(
    opened: Opened, rini: User
) -> None:
    application = opened(birth_date=date(1996, 5, 5))
    assert kinds(rini, application) == {"national_id_contradiction"}


def test_a_number_that_contradicts_the_sex_on_a_paper_is_a_fact(opened: Opened, rini: User) -> None:
    application = opened()
    keep_paper(by=rini, application=application, kind="ktp", told={"sex": "L"})
    (row,) = StoredFinding.objects.filter(application=application)
    assert row.values == {"field": "Jenis kelamin", "paper": "KTP"}


def test_another_open_application_on_the_number_tells_number_and_day_alone(
    opened: Opened, rini: User, tono: User
) -> None:
    first = opened(by=tono)
    (fact,) = refresh(by=rini, application=opened(), now=NOW)
    assert fact.kind == "duplicate_application"
    assert dict(fact.values) == {"number": first.number, "day": "27-11-2026"}
    assert fact.source == f"Permohonan lain atas NIK yang sama, {tono.office}"


@pytest.mark.parametrize(("others", "is_shown"), [(2, False), (3, True)])
def test_a_phone_of_several_applicants_is_a_fact_from_the_limit_on(
    opened: Opened, rini: User, others: int, is_shown: bool
) -> None:
    for number in range(others):
        opened(national_id=f"999901450595000{number + 2}", phones=("0812-0000-1234",))
    mine = opened(phones=("+62 812 0000 1234",))
    assert ("shared_contact" in kinds(rini, mine)) is is_shown


def test_one_applicant_who_comes_three_times_is_no_group(opened: Opened, rini: User) -> None:
    for _ in range(3):
        opened(national_id="9999014505950002", sponsor="Pak Darto")
    assert "shared_contact" not in kinds(rini, opened(sponsor="pak darto"))


def test_contacts_of_long_ago_do_not_count(opened: Opened, rini: User) -> None:
    for number in range(4):
        long_ago = NOW - timedelta(days=40)
        opened(national_id=f"999901450595000{number + 2}", sponsor="Pak Darto", now=long_ago)
    assert "shared_contact" not in kinds(rini, opened(sponsor="Pak Darto"))


def test_a_sponsors_number_that_answers_tell_counts_too(opened: Opened, rini: User) -> None:
    for number in range(4):
        mine = opened(national_id=f"999901450595000{number + 2}")
        answer(rini, mine, organiser="acquaintance", organiser_phone="0812-0000-1234")
    assert "shared_contact" in kinds(rini, mine)


def test_a_number_that_is_answered_no_more_counts_no_more(opened: Opened, rini: User) -> None:
    application = opened()
    answer(rini, application, organiser="acquaintance", organiser_phone="0812-0000-1234")
    assert application.contact_keys.count() == 1
    answer(rini, application, organiser="self")
    assert application.contact_keys.count() == 0


@pytest.fixture
def listed(rini: User) -> LicenceList:
    """The list of agencies on 1 November, with one firm."""
    made = LicenceList.objects.create(
        office=rini.office, kind="agency", listed_on=date(2026, 11, 1), source="SISKOP2MI",
        digest="", loaded_by=rini, loaded_at=NOW,
    )  # fmt: skip
    name = "PT Nusa Karya"
    LicenceEntry.objects.create(licence_list=made, name=name, key=name_key(name))
    return made


@pytest.mark.parametrize(
    ("name", "is_shown"),
    [("PT. NUSA KARYA", False), ("Nusa Karya", False), ("PT Maju Jaya", True)],
)
def test_an_agency_is_looked_up_in_the_list(
    opened: Opened, rini: User, listed: LicenceList, name: str, is_shown: bool
) -> None:
    application = opened()
    answer(rini, application, scheme="agency", agency=name)
    assert ("agency_not_listed" in kinds(rini, application)) is is_shown


def test_without_a_list_no_agency_is_judged(opened: Opened, rini: User) -> None:
    application = opened()
    answer(rini, application, scheme="agency", agency="PT Maju Jaya")
    assert kinds(rini, application) == set()


def test_a_firm_that_is_not_listed_is_never_called_illegal(
    opened: Opened, rini: User, listed: LicenceList
) -> None:
    application = opened()
    answer(rini, application, scheme="agency", agency="PT Maju Jaya")
    (fact,) = refresh(by=rini, application=application, now=NOW)
    assert dict(fact.values)["day"] == "01-11-2026"
    assert "ilegal" not in str(fact).lower()


def test_a_destination_that_is_not_open_is_a_fact_of_work_alone(opened: Opened, rini: User) -> None:
    work, tourist = opened("work"), opened("tourism", national_id="9999014505950002")
    for one in (work, tourist):
        answer(rini, one, destination="Kamboja")
    assert kinds(rini, work) == {"destination_not_open"}
    assert kinds(rini, tourist) == set()


def test_a_return_before_the_departure_is_a_fact(opened: Opened, rini: User) -> None:
    application = opened("tourism")
    answer(rini, application, departure="12-2026", stay="short", return_date="05-11-2026")
    assert kinds(rini, application) == {"contradictory_dates"}


def test_a_fact_is_stored_once_however_often_it_is_found(opened: Opened, rini: User) -> None:
    application = opened(birth_date=date(1996, 5, 5))
    for _ in range(3):
        refresh(by=rini, application=application, now=NOW)
    assert StoredFinding.objects.filter(application=application).count() == 1


def test_a_number_that_is_none_finds_nothing(opened: Opened, rini: User) -> None:
    opened(national_id="123")
    assert kinds(rini, opened(national_id="123")) == set()


def test_the_number_of_the_cast_is_of_no_area_that_exists() -> None:
    assert NIK.startswith("9999")
