"""An application is found again by its own number and by that of SIMKIM, by the same rule."""

from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from kentongan.entities.models import ApplicantMention
from kentongan.entities.search.counter import earlier_applicants
from kentongan.entities.sides import APPLICANTS
from kentongan.entities.told import Person
from kentongan.screening.actions.applications import (
    amend_application,
    open_application,
    take_over,
)
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.applicants import Applicant, Told, read_applicant, simkim_keys
from kentongan.screening.models import Application, ContactKey, ContactKind
from kentongan.screening.queries import in_hand
from tests import factories
from tests.screening.conftest import BORN_LATELY, PRIGI, TO_WORK, again
from tests.website.conftest import client_of

NUMBER = "IMG.2026-0047/77"
WRITTEN = (NUMBER, " img 2026 0047 77\r\n", "IMG2026004777", "img.2026-0047/77\t")
MIGRATION = import_module("kentongan.screening.migrations.0006_found_by_simkim_number")
TAKE_OVER = "/permohonan/ambil-alih/"


@pytest.fixture
def numbered(nur: User) -> Application:
    """Surti's application with the number that SIMKIM gave it."""
    return open_application(by=nur, told=replace(TO_WORK, simkim_number=NUMBER))


@pytest.mark.parametrize("written", WRITTEN)
def test_it_is_taken_over_by_the_number_of_simkim_however_it_is_scanned(
    written: str, numbered: Application, tari: User
) -> None:
    assert take_over(by=tari, number=written) == numbered
    assert again(numbered).handler == tari
    event = AuditEvent.objects.get(action="interview.taken_over")
    assert (event.actor, event.subject, event.detail) == ("tari", numbered.subject, {"was": "nur"})


@pytest.mark.parametrize("written", ["IMG.2026-0047/7", "2026004777", "IMG", "%", "..//--"])
def test_a_part_of_a_number_finds_nothing(written: str, numbered: Application, tari: User) -> None:
    with pytest.raises(Refused, match="Tidak ada permohonan bernomor itu"):
        take_over(by=tari, number=written)


def test_no_number_has_no_key() -> None:
    assert simkim_keys("") == simkim_keys(" -/. ") == frozenset()


@given(st.text(alphabet="abcXYZ0189", min_size=1, max_size=12), st.sampled_from(" .-/"))
def test_marks_between_letters_and_figures_do_not_count(text: str, mark: str) -> None:
    assert simkim_keys(mark.join(text)) == simkim_keys(text)


def test_the_key_tells_nothing_of_the_number(numbered: Application) -> None:
    kept = numbered.contact_keys.get(kind=ContactKind.SIMKIM)
    assert len(kept.key) == 64
    assert "2026004777" not in kept.key


def test_of_several_under_one_number_the_newest_is_meant(
    numbered: Application, nur: User, tari: User
) -> None:
    later = open_application(by=nur, told=replace(TO_WORK, simkim_number=NUMBER))
    assert take_over(by=tari, number=NUMBER) == later
    assert again(numbered).handler == nur


def test_another_office_finds_nothing(numbered: Application, other_office: Office) -> None:
    stranger = factories.make_user("wira", RoleKey.PASSPORT_OFFICER, other_office)
    with pytest.raises(Refused, match="Tidak ada permohonan bernomor itu"):
        take_over(by=stranger, number=NUMBER)


def test_a_number_that_was_put_right_counts_alone(
    numbered: Application, nur: User, tari: User
) -> None:
    right = replace(TO_WORK, simkim_number="IMG-9")
    amend_application(by=nur, application=numbered, told=right)
    with pytest.raises(Refused):
        take_over(by=tari, number=NUMBER)
    assert take_over(by=tari, number="img 9") == numbered


def test_an_erased_application_is_found_by_no_simkim_number(
    numbered: Application, tari: User
) -> None:
    erase_applications([numbered.subject])
    with pytest.raises(Refused):
        take_over(by=tari, number=NUMBER)


def test_it_is_no_contact_that_applicants_share(numbered: Application, nur: User) -> None:
    """Otherwise two applications of one person would look like a network."""
    for _number in range(6):
        open_application(by=nur, told=replace(TO_WORK, simkim_number=NUMBER))
    assert not numbered.findings.filter(kind="shared_contact").exists()


def test_one_opens_what_one_has_already(numbered: Application, nur: User, tari: User) -> None:
    assert in_hand(nur, NUMBER) == in_hand(nur, numbered.number.lower()) == numbered
    assert in_hand(tari, NUMBER) is None
    answer = client_of(nur).post(TAKE_OVER, {"nomor": NUMBER})
    assert answer.headers["Location"] == reverse("screening:detail", args=[numbered.uuid])
    assert not AuditEvent.objects.filter(action="interview.taken_over").exists()


def test_a_scanned_number_takes_it_over_from_the_list(numbered: Application, tari: User) -> None:
    client = client_of(tari)
    assert "nomor SIMKIM" in client.get("/permohonan/").text
    answer = client.post(TAKE_OVER, {"nomor": f" {NUMBER.lower()}\n"})
    assert answer.headers["Location"] == reverse("screening:detail", args=[numbered.uuid])
    assert again(numbered).handler == tari


def test_what_is_not_there_and_what_is_not_for_one_sound_alike(
    numbered: Application, tari: User
) -> None:
    client = client_of(tari)
    Application.objects.update(label=5)
    answers = [client.post(TAKE_OVER, {"nomor": one}) for one in (NUMBER, "IMG-0")]
    assert [one.status_code for one in answers] == [409, 409]
    assert all("Tidak ada permohonan bernomor itu" in one.text for one in answers)


def test_applications_from_before_are_found_too(
    numbered: Application, application: Application, tari: User
) -> None:
    ContactKey.objects.filter(kind=ContactKind.SIMKIM).delete()
    for _again in range(2):
        MIGRATION.add_keys(apps, None)
    assert ContactKey.objects.filter(kind=ContactKind.SIMKIM).count() == 1
    assert take_over(by=tari, number=NUMBER) == numbered


def test_erased_ones_from_before_are_left_alone(numbered: Application) -> None:
    erase_applications([numbered.subject])
    MIGRATION.add_keys(apps, None)
    assert not ContactKey.objects.filter(kind=ContactKind.SIMKIM).exists()


# --- who finds the applicant by name ----------------------------------------------------------


@pytest.fixture
def girl(nur: User) -> Application:
    """A girl of fourteen with a number of her own, by which she is found again."""
    person = Person(name="Wati Lestari", birth_date=BORN_LATELY, national_id="9903054205120001")
    return open_application(by=nur, told=Told(Applicant(person), "family", PRIGI))


def test_a_child_is_found_by_who_took_it_over_and_no_longer_by_who_had_it(
    girl: Application, nur: User, ratna: User
) -> None:
    person = read_applicant(girl.told).person
    assert [one.source for one in earlier_applicants(nur, person)] == [girl.subject]
    take_over(by=ratna, number=girl.number)
    assert ApplicantMention.objects.get(source=girl.subject).author == ratna
    assert [one.source for one in earlier_applicants(ratna, person)] == [girl.subject]
    assert earlier_applicants(nur, person) == []


@pytest.mark.parametrize("name", ["tari", "hadi", "bima", "agung"])
def test_nobody_else_finds_a_child_after_a_take_over(
    name: str, girl: Application, ratna: User, request: pytest.FixtureRequest
) -> None:
    take_over(by=ratna, number=girl.number)
    person = read_applicant(girl.told).person
    assert earlier_applicants(request.getfixturevalue(name), person) == []


def test_a_take_over_leaves_one_mention_as_it_was_told(girl: Application, ratna: User) -> None:
    before = ApplicantMention.objects.get(source=girl.subject)
    take_over(by=ratna, number=girl.number)
    after = APPLICANTS.told.get(source=girl.subject)
    assert (after.pk, after.told, after.label) == (before.pk, before.told, before.label)


def test_an_erased_application_is_taken_over_without_telling_anybody(
    application: Application, tari: User
) -> None:
    erase_applications([application.subject])
    take_over(by=tari, number=application.number)
    assert not APPLICANTS.told.filter(source=application.subject, withdrawn=False).exists()
