"""The people pages over HTTP."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from kentongan.accounts.models import AccountChange, Office, Posting, User
from kentongan.accounts.roles import RoleKey
from tests.access.staff.conftest import Browser

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DEEDS = ("person_role", "person_factor", "person_code", "person_posting", "person_disable")


def invite(browser: Client, office: Office, **more: str) -> None:
    data = {
        "username": "baru",
        "full_name": "Orang Baru",
        "role": RoleKey.ANALYST,
        "office": office.pk,
        "reason": "Pegawai baru sejak hari ini.",
    }
    browser.post(reverse("person_invite"), data | more)


def test_from_the_invitation_to_the_first_login(
    hadi: User, eko: User, office: Office, browser_of: Browser
) -> None:
    head, admin = browser_of(hadi), browser_of(eko)
    invite(head, office)
    change = AccountChange.objects.get()
    assert "Orang Baru" in admin.get(reverse("people")).text
    admin.post(reverse("person_decide", args=[change.pk]), {"accept": "1"})
    page = head.post(reverse("person_code", args=[change.user_id])).text
    [code] = re.findall(r'<strong class="lead">([A-Z0-9 ]+)</strong>', page)
    newcomer, word = Client(), "bunyi kentongan dari timur"
    told = {"login": "baru", "code": code, "password1": word, "password2": word}
    assert newcomer.post(reverse("account_use_code"), told).status_code == 302
    newcomer.post(reverse("account_login"), {"login": "baru", "password": word})
    assert newcomer.get("/").status_code == 200


@pytest.mark.parametrize("name", ["sari", "bima", "ratna", "agung", "laras", "joko", "asing"])
def test_for_everybody_else_the_pages_are_not_there(
    name: str, request: pytest.FixtureRequest, hadi: User
) -> None:
    browser = Client()
    browser.force_login(request.getfixturevalue(name), backend=BACKEND)
    for page in (reverse("people"), reverse("person_invite"), reverse("person", args=[hadi.pk])):
        assert browser.get(page).status_code == 404
    for deed in DEEDS:
        assert browser.post(reverse(deed, args=[hadi.pk])).status_code == 404


def test_a_person_of_another_office_is_not_there(
    hadi: User, asing: User, browser_of: Browser
) -> None:
    browser = browser_of(hadi)
    assert browser.get(reverse("person", args=[asing.pk])).status_code == 404
    for deed in DEEDS:
        assert browser.post(reverse(deed, args=[asing.pk])).status_code == 404
    asing.refresh_from_db()
    assert asing.is_active


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_needs_a_fresh_proof(
    deed: str, hadi: User, bima: User, browser_of: Browser, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    browser = browser_of(hadi)
    time_machine.shift(timedelta(minutes=6))
    answer = browser.post(reverse(deed, args=[bima.pk]), {"reason": "Sudah pindah tugas."})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    bima.refresh_from_db()
    assert bima.is_active


@pytest.mark.parametrize("deed", DEEDS)
def test_a_link_changes_nothing(deed: str, hadi: User, bima: User, browser_of: Browser) -> None:
    assert browser_of(hadi).get(reverse(deed, args=[bima.pk])).status_code == 405


def test_fields_nobody_offered_change_nothing(
    hadi: User, bima: User, office: Office, browser_of: Browser
) -> None:
    browser = browser_of(hadi)
    invite(browser, office, is_superuser="1", is_active="1", password="x", pk=str(bima.pk))
    person = User.objects.get(username="baru")
    assert (person.is_active, person.is_superuser, person.is_staff) == (False, False, False)
    assert person.pk != bima.pk


@pytest.mark.parametrize("username", ["AB", "sari wulan", "Sari", "sari\x00", "../x", "ѕari", ""])
def test_a_strange_login_name_is_refused(
    username: str, hadi: User, office: Office, browser_of: Browser
) -> None:
    invite(browser_of(hadi), office, username=username)
    assert not User.objects.filter(full_name="Orang Baru").exists()


def test_a_village_is_given_by_its_code(hadi: User, dimas: User, browser_of: Browser) -> None:
    browser = browser_of(hadi)
    page = reverse("person_posting", args=[dimas.pk])
    browser.post(page, {"region": "99.99", "decree": "SK-UJI/9"})
    browser.post(page, {"region": "35.02.03.2001", "decree": "SK-UJI/9"})
    posting = Posting.objects.get(decree="SK-UJI/9")
    assert "Baosan Lor" in browser.get(reverse("person", args=[dimas.pk])).text
    browser.post(reverse("person_end_posting", args=[posting.pk]))
    assert not Posting.objects.filter(decree="SK-UJI/9", valid_to=None).exists()


def test_an_unknown_parameter_is_not_understood(hadi: User, browser_of: Browser) -> None:
    assert browser_of(hadi).get(reverse("people") + "?office=1").status_code == 400


def test_the_menu_shows_the_page_to_those_who_look_after_accounts(
    hadi: User, bima: User, browser_of: Browser
) -> None:
    link = f'href="{reverse("people")}"'
    assert link in browser_of(hadi).get("/").text
    assert link not in browser_of(bima).get("/").text
