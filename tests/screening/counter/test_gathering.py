"""Rows become evidence under the names that rules may read, and under no others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.entities.told import Person
from kentongan.screening.actions import deciding
from kentongan.screening.actions.interviewing import (
    keep_answer,
    keep_impression,
    keep_paper,
    keep_words,
)
from kentongan.screening.applicants import Applicant
from kentongan.screening.catalogues import Decision
from kentongan.screening.facts.evidence import Request
from kentongan.screening.facts.gathering import (
    APPLICATION,
    AREA_WORDS,
    Sheet,
    every_paper,
    expired,
    gathered,
    national_id_differences,
    placement_lookups,
    sheet_of,
)
from kentongan.screening.facts.inputs import ALLOWED, CHILD_ONLY, forbidden_by
from kentongan.screening.facts.papers import Paper
from kentongan.screening.models import Application
from tests.screening.conftest import wish
from tests.screening.counter.conftest import BORN, NIK, NOW, TODAY

Opened = Callable[..., Application]
WATI = Applicant(person=Person(name="Wati Lestari", national_id=NIK, birth_date=BORN))


@pytest.fixture
def sheet(office: Office) -> Sheet:
    return Sheet(office, WATI, "work", "35.03.05.2001", TODAY)


def test_everything_that_rules_may_read_is_gathered_and_nothing_else(sheet: Sheet) -> None:
    child = gathered(replace(sheet, is_child=True), TODAY)
    grown = gathered(sheet, TODAY)
    assert set(child) == set(ALLOWED)
    assert set(grown) == set(ALLOWED) - CHILD_ONLY


def test_nothing_forbidden_is_gathered(sheet: Sheet) -> None:
    assert not [name for name in gathered(sheet, TODAY) if forbidden_by(name)]


def test_what_concerns_children_is_not_gathered_of_a_grown_up(sheet: Sheet) -> None:
    grown = replace(sheet, said={"consent": "none"})
    assert not CHILD_ONLY & set(gathered(grown, TODAY))


def test_a_saved_application_is_read_with_its_last_answers_and_papers(
    opened: Opened, rini: User
) -> None:
    application = opened()
    for country in ("Malaysia", "Taiwan"):
        keep_answer(
            by=rini, application=application, question="destination", written=country, now=NOW
        )
    keep_paper(by=rini, application=application, kind="ktp", told={"name": "Wati Lestari"})
    sheet = sheet_of(application)
    assert sheet.said == {"destination": "TW"}
    assert [(one.name, one.on) for one in sheet.papers] == [("KTP", TODAY)]
    assert sheet.pk == application.pk


def test_words_and_impressions_are_no_part_of_what_is_gathered(opened: Opened, rini: User) -> None:
    application = opened()
    before = gathered(sheet_of(application), TODAY)
    keep_impression(by=rini, application=application, words="Gugup dan kelihatan miskin.")
    keep_words(
        by=rini, application=application, officer_words="Janda.", applicant_words="Saya takut."
    )
    assert gathered(sheet_of(application), TODAY) == before


def test_the_application_is_compared_like_a_paper(sheet: Sheet) -> None:
    first, *others = every_paper(replace(sheet, papers=(Paper("KTP", TODAY, {"name": "W"}),)))
    assert first.name == APPLICATION
    assert first.fields["birth_date"] == "1995-05-05"
    assert [one.name for one in others] == ["KTP"]


def with_paper(sheet: Sheet, **fields: str) -> Sheet:
    return replace(sheet, papers=(Paper("KTP", TODAY, fields),))


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"birth_date": "1995-05-05", "sex": "P"}, []),
        ({"birth_date": "1995-05-06"}, [("Tanggal lahir", "KTP")]),
        ({"sex": "L"}, [("Jenis kelamin", "KTP")]),
        ({"birth_date": "bukan tanggal"}, []),
    ],
)
def test_digits_are_compared_with_what_a_paper_says(
    sheet: Sheet, fields: dict[str, str], found: list[tuple[str, str]]
) -> None:
    chosen = with_paper(sheet, **fields)
    told = national_id_differences(chosen, every_paper(chosen))
    assert [(one.field, one.paper) for one in told] == found


def test_a_number_on_a_paper_counts_where_none_was_told(sheet: Sheet) -> None:
    nameless = replace(sheet, applicant=Applicant(person=Person(name="Wati", birth_date=BORN)))
    chosen = with_paper(nameless, national_id=NIK, sex="L")
    told = national_id_differences(chosen, every_paper(chosen))
    assert [one.field for one in told] == ["Jenis kelamin"]


def test_a_number_of_a_district_that_never_was_is_told(sheet: Sheet) -> None:
    person = replace(WATI.person, national_id="3503994505950001")
    chosen = replace(sheet, applicant=Applicant(person=person))
    told = list(national_id_differences(chosen, every_paper(chosen)))
    assert [one.field for one in told] == [AREA_WORDS]


@pytest.mark.parametrize(
    ("purpose", "country", "found"),
    [
        ("work", "KH", [("Kamboja", False)]),
        ("seafarer", "Myanmar", [("Myanmar", False)]),
        ("work", "MY", [("Malaysia", True)]),
        ("work", "FR", []),
        ("work", "", []),
        ("umrah", "KH", []),
        ("family", "KH", []),
    ],
)
def test_a_destination_is_looked_up_when_work_is_stated(
    purpose: str, country: str, found: list[tuple[str, bool]]
) -> None:
    told = placement_lookups(purpose, {"destination": country}, TODAY)
    assert [(one.name, one.is_listed) for one in told] == found


@pytest.mark.parametrize(("days", "is_over"), [(-1, True), (0, False), (1, False)])
def test_papers_may_come_until_the_last_day(days: int, is_over: bool) -> None:
    request = Request("uji", TODAY, TODAY + timedelta(days=days), is_complete=False)
    assert bool(expired(request, TODAY)) is is_over
    assert expired(None, TODAY) == []


@pytest.fixture
def asked(opened: Opened, rini: User) -> Application:
    """An application that waits for papers since two months ago."""
    long_ago = timezone.now() - timedelta(days=60)
    application = opened(now=long_ago)
    deciding.propose(by=rini, application=application, wish=wish(Decision.ASK, "A1"), now=long_ago)
    deciding.decide(by=rini, application=application, now=long_ago)
    return Application.objects.get(pk=application.pk)


def test_papers_that_did_not_come_are_told_with_their_days(asked: Application) -> None:
    request = sheet_of(asked).request
    assert request is not None
    assert request.until == asked.waiting_until
    assert request.on == timezone.localdate() - timedelta(days=60)


def test_papers_that_came_are_no_fact(asked: Application, rini: User) -> None:
    resumed = deciding.resume(by=rini, application=asked)
    assert sheet_of(resumed).request is None


def test_papers_that_did_not_come_stay_one_when_it_is_opened_again(
    asked: Application, rini: User
) -> None:
    resumed = deciding.resume(by=rini, application=asked, papers_came=False)
    given = gathered(sheet_of(resumed), timezone.localdate())
    assert [one.until for one in given["expired_requests"]] == [asked.waiting_until]


def test_an_application_without_a_purpose_yet_feeds_nothing(sheet: Sheet) -> None:
    assert replace(sheet, purpose="").fed == {}


def test_answers_feed_the_inputs_that_their_questions_name(sheet: Sheet) -> None:
    said = {"destination": "MY", "scheme": "agency", "agency": "PT Nusa", "fee": "yes"}
    assert replace(sheet, said=said).fed == {
        "destination": "MY",
        "scheme": "agency",
        "agency": "PT Nusa",
    }


def test_a_sheet_of_another_day_finds_the_same(sheet: Sheet) -> None:
    later = gathered(sheet, date(2026, 12, 1))
    today = gathered(sheet, TODAY)
    assert {name for name in today if today[name]} == {name for name in later if later[name]}
