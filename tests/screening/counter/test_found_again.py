"""An applicant is found again under another spelling, with number, office and day alone."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.entities.models import ApplicantMention, Findable
from kentongan.entities.search.counter import earlier_applicants
from kentongan.entities.search.people import mention_of, number_of
from kentongan.entities.sides import APPLICANTS
from kentongan.entities.told import Person
from kentongan.screening.actions.applications import amend_application
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.applicants import Applicant, Told
from kentongan.screening.models import Application
from tests.screening.counter.conftest import BORN, NIK

Opened = Callable[..., Application]
OTHER_SPELLING = Person(name="Wathi Lestary", birth_date=BORN, national_id=NIK)


def test_an_applicant_is_found_under_another_spelling(opened: Opened, rini: User) -> None:
    application = opened()
    (hit,) = earlier_applicants(rini, OTHER_SPELLING)
    assert hit.source == application.subject
    assert hit.reasons


def test_the_application_itself_is_no_other(opened: Opened, rini: User) -> None:
    application = opened()
    assert earlier_applicants(rini, OTHER_SPELLING, but=application.subject) == []


def test_somebody_else_is_not_found(opened: Opened, rini: User) -> None:
    opened()
    assert earlier_applicants(rini, Person(name="Bambang Sugiono")) == []


def test_a_colleague_finds_it_and_another_office_does_not(
    opened: Opened, ratna: User, tono: User, laras: User
) -> None:
    opened()
    assert len(earlier_applicants(ratna, OTHER_SPELLING)) == 1
    assert earlier_applicants(tono, OTHER_SPELLING) == []
    assert earlier_applicants(laras, OTHER_SPELLING) == []


def test_a_child_is_found_by_nobody_else(opened: Opened, ratna: User) -> None:
    opened()
    ApplicantMention.objects.update(label=Label.PERSONAL)
    assert earlier_applicants(ratna, OTHER_SPELLING) == []


def test_an_amended_applicant_is_found_as_told_now(opened: Opened, rini: User) -> None:
    application = opened()
    told = Told(Applicant(person=Person(name="Bambang Sugiono", national_id=NIK)), "work")
    amend_application(by=rini, application=application, told=told)
    assert len(earlier_applicants(rini, Person(name="Bambang Sugiyono", national_id=NIK))) == 1
    assert ApplicantMention.objects.filter(withdrawn=False).count() == 1


def test_an_erased_applicant_is_found_no_more(opened: Opened, rini: User) -> None:
    application = opened()
    erase_applications([application.subject])
    assert earlier_applicants(rini, OTHER_SPELLING) == []
    assert not ApplicantMention.objects.exists()
    assert not Findable.objects.exists()


def test_the_number_of_an_applicant_leads_back_to_the_mention(opened: Opened, rini: User) -> None:
    opened()
    mention = ApplicantMention.objects.get()
    assert mention_of(number_of(mention)) == (APPLICANTS, mention.pk)


def test_typing_shows_number_office_and_day_and_nothing_else(
    client: Client, opened: Opened, rini: User, areas: object
) -> None:
    application = opened(address="Jalan Rahasia 9")
    client.force_login(rini)
    posted = {"name": "Wathi Lestary", "birth_date": "1995-05-05", "national_id": NIK}
    html = client.post(reverse("counter:facts_typed"), posted).json()["html"]
    assert f"Permohonan {application.number}" in html
    assert "Jalan Rahasia" not in html


@pytest.mark.parametrize("name", ["", "W", "  ", "1234567"])
def test_without_a_name_nobody_is_looked_for(
    client: Client, opened: Opened, rini: User, name: str
) -> None:
    opened()
    client.force_login(rini)
    html = client.post(reverse("counter:facts_typed"), {"name": name}).json()["html"]
    assert "Mungkin permohonan orang yang sama" not in html
