"""Sessions: where they lie, when they end, and what a person sees of the own ones."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as product
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from kentongan.accounts import actions
from kentongan.accounts.models import Session, User
from kentongan.accounts.sessions import SessionStore, fingerprint
from kentongan.audit.models import AuditEvent
from tests.factories import PASSWORD

LogIn = Callable[..., HttpResponse]
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
EIGHT = "2026-11-25T08:00:00+07:00"


@pytest.fixture(autouse=True)
def cheap_hashes(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


def enter(user: User, **headers: str) -> Client:
    """A browser of its own in which this person logged in through the form."""
    browser = Client(headers=headers)
    data = {"login": user.username, "password": PASSWORD}
    assert browser.post(reverse("account_login"), data).status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


# --- where they lie -------------------------------------------------------------------


def test_what_is_kept_comes_back_and_only_with_the_key(db: None) -> None:
    store = SessionStore()
    store["ingat"] = "sebuah rahasia"
    store.save()
    assert SessionStore(store.session_key)["ingat"] == "sebuah rahasia"
    assert SessionStore("a" * 32).load() == {}


def test_the_table_holds_neither_the_cookie_nor_the_content(db: None) -> None:
    store = SessionStore()
    store["ingat"] = "sebuah rahasia"
    store.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_session")
        kept = repr(cursor.fetchall())
    assert store.session_key not in kept
    assert "rahasia" not in kept


def test_a_row_under_another_key_opens_nothing(db: None) -> None:
    one, other = SessionStore(), SessionStore()
    one["siapa"], other["siapa"] = "satu", "dua"
    one.save()
    other.save()
    row = Session.objects.get(pk=fingerprint(one.session_key))
    Session.objects.filter(pk=fingerprint(other.session_key)).update(session_data=row.session_data)
    assert SessionStore(other.session_key).load() == {}


def test_a_session_key_has_at_least_128_bits(db: None) -> None:
    store = SessionStore()
    store.create()
    assert len(store.session_key) == 32  # of 36 signs: 165 bits


def test_the_cookie_is_for_this_site_alone(known: User) -> None:
    cookie = enter(known).cookies[product.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert not cookie["expires"]  # gone with the browser


def test_sessions_that_are_over_are_cleared_away(
    known: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(EIGHT, tick=False)
    enter(known)
    SessionStore.clear_expired()
    assert Session.objects.filter(user=known).count() == 1
    time_machine.move_to("2026-11-25T16:00:01+07:00", tick=False)
    SessionStore.clear_expired()
    assert not Session.objects.exists()


# --- when they end --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "minutes"), [("bima", 15), ("sari", 30)])
def test_an_unused_session_asks_to_log_in_again(
    name: str,
    minutes: int,
    request: pytest.FixtureRequest,
    time_machine: TimeMachineFixture,
) -> None:
    user = request.getfixturevalue(name)
    user.set_password(PASSWORD)
    user.save()
    time_machine.move_to(EIGHT, tick=False)
    browser = enter(user)
    time_machine.shift(timedelta(minutes=minutes - 1))
    assert is_in(browser)
    time_machine.shift(timedelta(minutes=minutes))
    assert browser.get("/laporan/")["Location"] == "/akun/login/?next=/laporan/"
    assert "lama tidak dipakai" in browser.get("/akun/login/?next=/laporan/").text


def test_use_keeps_a_session_for_eight_hours_and_not_longer(
    known: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(EIGHT, tick=False)
    browser = enter(known)
    for _quarter in range(8 * 4 - 1):
        time_machine.shift(timedelta(minutes=15))
        assert is_in(browser)
    time_machine.shift(timedelta(minutes=15))
    assert not is_in(browser)


def test_a_page_that_asks_by_itself_does_not_keep_the_session(
    known: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(EIGHT, tick=False)
    browser = enter(known)
    for _minute in range(31):
        time_machine.shift(timedelta(minutes=1))
        answer = browser.get(reverse("alerts:since"))
    assert answer.status_code == 302


def test_after_logging_in_again_one_is_at_the_page_where_one_was(
    known: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(EIGHT, tick=False)
    browser = enter(known)
    time_machine.shift(timedelta(hours=1))
    where = browser.get("/laporan/baru/")["Location"]
    data = {"login": "sari", "password": PASSWORD, "next": "/laporan/baru/"}
    assert browser.post(where, data)["Location"] == "/laporan/baru/"


def test_a_report_in_work_is_given_back_when_the_session_ended(
    known: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(EIGHT, tick=False)
    browser = enter(known)
    time_machine.shift(timedelta(hours=1))
    answer = browser.post(reverse("reports:new"), {"noticed": "Ada agen di balai desa."})
    assert "Ada agen di balai desa." in answer.text


def test_a_session_is_written_once_a_minute_at_most(
    known: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(EIGHT, tick=False)
    browser = enter(known)
    time_machine.shift(timedelta(seconds=59))
    browser.get("/")
    assert Session.objects.get(user=known).seen_at == timezone.now() - timedelta(seconds=59)
    time_machine.shift(timedelta(seconds=1))
    browser.get("/")
    assert Session.objects.get(user=known).seen_at == timezone.now()


def test_the_third_browser_ends_the_first_and_says_so(known: User) -> None:
    first = enter(known, user_agent=ANDROID)
    second, third = enter(known), enter(known)
    assert not is_in(first)
    assert is_in(second)
    assert "Chrome, Android" in third.get("/").text
    assert Session.objects.filter(user=known).count() == 2


@pytest.mark.parametrize("moment", ["disabled", "password", "asked"])
def test_everything_ends_at_once(moment: str, known: User) -> None:
    browsers = [enter(known), enter(known)]
    if moment == "disabled":
        User.objects.filter(pk=known.pk).update(is_active=False)
    elif moment == "password":
        known.set_password("bunyi kentongan dari timur")
        known.save()
    else:
        actions.end_sessions(by=known, user=known, why="asked")
    assert [is_in(browser) for browser in browsers] == [False, False]


def test_a_new_password_keeps_this_browser_and_ends_the_other(known: User) -> None:
    here, there = enter(known), enter(known)
    new = "bunyi kentongan dari timur"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_session_that_ends_while_its_page_is_on_the_way_breaks_nothing(
    known: User, time_machine: TimeMachineFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    time_machine.move_to(EIGHT, tick=False)
    browser = enter(known)
    time_machine.shift(timedelta(minutes=5))
    load = SessionStore.load

    def loaded_and_ended(self: SessionStore) -> dict[str, object]:
        data = load(self)
        Session.objects.all().delete()
        return data

    monkeypatch.setattr(SessionStore, "load", loaded_and_ended)
    assert browser.get("/").status_code == 302


# --- what the person sees ---------------------------------------------------------------


def test_a_person_sees_the_own_sessions_and_no_address(known: User, bima: User) -> None:
    here = enter(known, user_agent=ANDROID)
    Client().force_login(bima, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = here.get(reverse("account_sessions")).text
    assert page.count("Chrome, Android") == 1
    assert "perangkat ini" in page
    assert "127.0.0.1" not in page


def test_one_ends_the_other_sessions_and_stays(known: User) -> None:
    here, there = enter(known), enter(known)
    here.post(reverse("account_end_sessions"))
    assert (is_in(here), is_in(there)) == (True, False)


def test_one_ends_all_sessions_this_one_too(known: User) -> None:
    here, there = enter(known), enter(known)
    here.post(reverse("account_end_sessions"), {"all": "1"})
    assert (is_in(here), is_in(there)) == (False, False)


def test_ending_needs_a_click_not_a_link(known: User) -> None:
    here, there = enter(known), enter(known)
    assert here.get(reverse("account_end_sessions")).status_code == 405
    assert is_in(there)


def test_the_log_says_when_one_came_and_went_and_what_ended(known: User) -> None:
    browser = enter(known)
    enter(known)
    enter(known)
    enter(known).post(reverse("account_logout"))
    assert not is_in(browser)
    rows = AuditEvent.objects.filter(actor="sari").values_list("action", flat=True)
    ended = ["session.ended"]
    assert list(rows) == ["login.done"] * 2 + ["login.done", *ended] * 2 + ["logout.done"]


def test_the_log_of_a_login_names_what_was_proved(known: User) -> None:
    browser = enter(known)
    browser.post(reverse("account_logout"))
    browser.post(reverse("account_login"), {"login": "sari", "password": PASSWORD})
    told = [row.detail for row in AuditEvent.objects.filter(action="login.done")]
    assert told == [
        {"proofs": ["password"], "new_device": True},
        {"proofs": ["password"], "new_device": False},
    ]
