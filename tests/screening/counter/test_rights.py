"""Who comes through which door of the counter, role by role."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.access.policy import Kind, Reach, cell, may
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.screening.models import (
    Answers,
    Application,
    Impression,
    LicenceList,
    NotTheSame,
    Paper,
)
from tests import factories

Opened = Callable[..., Application]
READING = ("interview", "facts")
WRITING = {
    "answer": {"question": "destination", "answer": "Malaysia"},
    "words": {"officer_words": "Membawa KTP.", "applicant_words": "Diajak bibi."},
    "paper": {"kind": "ktp", "name": "Wati"},
    "impression": {"words": "Gugup."},
    "deny": {"key": "a", "reason": "Kartu keluarga itu milik kakak pemohon."},
}
WITHOUT_RECORD = {"lists": "get", "load_list": "post", "queue": "get", "facts_typed": "post"}
DEED_OF = {"load_list": "load_list", "queue": "import_queue", "facts_typed": "create"}
DESK = (RoleKey.PASSPORT_OFFICER, RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD)


@pytest.fixture
def somebody(office: Office) -> Callable[[RoleKey], User]:
    """``somebody(role)``: of the office of the desk, with no application in hand."""

    def make(role: RoleKey) -> User:
        return factories.make_user(f"uji-{role}", role, office, f"Uji {role}")

    return make


def path(name: str, application: Application) -> str:
    return reverse(f"counter:{name}", args=[application.uuid])


def nothing_was_written() -> bool:
    tables = (Answers, Paper, Impression, NotTheSame)
    return not any(table.objects.exists() for table in tables)


@pytest.mark.parametrize("role", RoleKey)
def test_whoever_reads_no_interview_finds_no_page(
    client: Client, opened: Opened, somebody: Callable[[RoleKey], User], role: RoleKey
) -> None:
    application, viewer = opened(), somebody(role)
    client.force_login(viewer)
    reads_office = cell(viewer, Kind.INTERVIEW).reach is Reach.OFFICE
    for name in READING:
        expected = {200} if reads_office else {302, 404}
        assert client.get(path(name, application)).status_code in expected, name


@pytest.mark.parametrize("role", RoleKey)
def test_nobody_writes_into_the_application_of_another(
    client: Client, opened: Opened, somebody: Callable[[RoleKey], User], role: RoleKey
) -> None:
    application = opened()
    client.force_login(somebody(role))
    for name, posted in WRITING.items():
        assert client.post(path(name, application), posted).status_code in {302, 403, 404}, name
    assert nothing_was_written()


@pytest.mark.parametrize("name", WRITING)
def test_nobody_logged_in_writes_anything(client: Client, opened: Opened, name: str) -> None:
    assert client.post(path(name, opened()), WRITING[name]).status_code in {302, 404}
    assert nothing_was_written()


@pytest.mark.parametrize("name", [*READING, *WRITING])
def test_an_application_that_is_not_there_is_not_found(
    client: Client, rini: User, name: str
) -> None:
    client.force_login(rini)
    address = reverse(f"counter:{name}", args=[UUID(int=7)])
    ask = client.post if name in WRITING else client.get
    assert ask(address).status_code == 404


@pytest.mark.parametrize("name", WRITING)
def test_what_writes_is_not_reached_by_a_link(
    client: Client, opened: Opened, rini: User, name: str
) -> None:
    client.force_login(rini)
    assert client.get(path(name, opened())).status_code == 405


@pytest.mark.parametrize("role", RoleKey)
@pytest.mark.parametrize("name", WITHOUT_RECORD)
def test_pages_without_a_record_open_for_who_has_the_deed(
    client: Client, somebody: Callable[[RoleKey], User], role: RoleKey, name: str
) -> None:
    viewer = somebody(role)
    client.force_login(viewer)
    ask = client.post if WITHOUT_RECORD[name] == "post" else client.get
    status = ask(reverse(f"counter:{name}")).status_code
    reads = cell(viewer, Kind.INTERVIEW).reach is not Reach.NONE
    is_allowed = reads and (name == "lists" or may(viewer, Kind.INTERVIEW, DEED_OF[name]))
    assert status in ({200, 422} if is_allowed else {302, 403, 404})


def test_only_the_desk_and_its_heads_read_interviews(somebody: Callable[[RoleKey], User]) -> None:
    reading = {
        role for role in RoleKey if cell(User(role=role), Kind.INTERVIEW).reach is not Reach.NONE
    }
    assert reading == set(DESK)


@pytest.mark.parametrize("role", RoleKey)
def test_applicants_are_found_again_by_the_desk_alone(role: RoleKey) -> None:
    found = cell(User(role=role), Kind.APPLICANT)
    assert (found.reach is Reach.OFFICE) is (role in DESK)
    assert not found.may


@pytest.mark.parametrize(("role", "loads"), [(role, role is RoleKey.SECTION_HEAD) for role in DESK])
def test_lists_are_loaded_by_the_section_head_alone(role: RoleKey, loads: bool) -> None:
    assert may(User(role=role), Kind.INTERVIEW, "load_list") is loads


def test_a_list_number_that_is_not_there_is_not_found(client: Client, rini: User) -> None:
    client.force_login(rini)
    assert client.get(reverse("counter:list", args=[99])).status_code == 404
    assert not LicenceList.objects.exists()


def test_an_officer_of_the_same_office_takes_it_over_before_writing(
    client: Client, opened: Opened, somebody: Callable[[RoleKey], User]
) -> None:
    application, other = opened(), somebody(RoleKey.PASSPORT_OFFICER)
    client.force_login(other)
    assert client.post(path("answer", application), WRITING["answer"]).status_code == 404
    client.post(reverse("screening:take_over"), {"nomor": application.number})
    assert client.post(path("answer", application), WRITING["answer"]).status_code == 302
    assert Answers.objects.get().written_by == other
