"""The second factor: enrolling, codes that are good once, whose it is, who must have which."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from kentongan.access.models import FactorSecret
from kentongan.access.second_factor import forget_unused_secrets
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from tests.accounts.app import code
from tests.factories import PASSWORD

EIGHT = "2026-11-25T08:00:00+07:00"
LOGIN, HOME, SECOND = reverse("account_login"), "/", reverse("mfa_authenticate")
TOTP = Authenticator.Type.TOTP
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
At = Callable[[], None]


@pytest.fixture(autouse=True)
def surroundings(settings, time_machine: TimeMachineFixture) -> None:
    """A second factor is asked, the clock stands, hashes are cheap."""
    settings.SECOND_FACTOR = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    time_machine.move_to(EIGHT, tick=False)


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def enter(user: User, browser: Client | None = None) -> Client:
    """Name and password; the second step is the test's."""
    browser = browser or Client()
    browser.post(LOGIN, {"login": user.username, "password": PASSWORD})
    return browser


def enrol(browser: Client) -> str:
    """Install the app in this browser's session; returns the secret."""
    page = browser.get(reverse("mfa_activate_totp")).text
    [secret] = re.findall(r'id="secret" class="secret">([A-Z2-7]+)<', page)
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def give(browser: Client, digits: str) -> HttpResponse:
    return browser.post(SECOND, {"code": digits})


def is_in(browser: Client) -> bool:
    return browser.get(HOME).status_code == 200


@pytest.fixture
def later(time_machine: TimeMachineFixture) -> Callable[[float], None]:
    return lambda seconds: time_machine.shift(timedelta(seconds=seconds))


@pytest.fixture
def sari_s_app(known: User, later: Callable[[float], None]) -> str:
    """Sari has enrolled; the code she used for it is over."""
    secret = enrol(enter(known))
    later(120)
    return secret


# --- enrolling --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "shown"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_app_of_the_tests_is_the_one_of_the_standard(at: int, shown: str) -> None:
    assert code(RFC_SECRET, at) == shown


@pytest.mark.parametrize("path", ["/", "/laporan/", "/peringatan/", "/akun/perangkat/", "/hal/"])
def test_without_a_second_factor_no_page_opens_but_the_one_to_enrol(path: str, known: User) -> None:
    assert enter(known).get(path)["Location"] == reverse("mfa_index")


def test_the_page_to_enrol_says_why_one_is_there(known: User) -> None:
    assert "Pasang dulu satu pengaman" in enter(known).get(reverse("mfa_index")).text


def test_after_enrolling_the_pages_open(known: User) -> None:
    browser = enter(known)
    enrol(browser)
    assert is_in(browser)


def test_with_the_setting_off_nobody_is_asked(known: User, settings) -> None:
    settings.SECOND_FACTOR = False
    assert is_in(enter(known))


def test_a_wrong_code_enrols_nothing(known: User) -> None:
    browser = enter(known)
    browser.get(reverse("mfa_activate_totp"))
    browser.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert not Authenticator.objects.exists()


def test_the_picture_is_of_the_secret_that_is_just_enrolled(known: User) -> None:
    browser = enter(known)
    assert browser.get(reverse("mfa_totp_picture")).status_code == 404
    browser.get(reverse("mfa_activate_totp"))
    picture = browser.get(reverse("mfa_totp_picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    assert picture["Cache-Control"] == "no-store"


def test_enrolling_is_bound_to_the_person_of_the_session(known: User, bima: User) -> None:
    with_password(bima)
    mine, other = enter(known), enter(bima)
    page = mine.get(reverse("mfa_activate_totp")).text
    [secret] = re.findall(r'id="secret" class="secret">([A-Z2-7]+)<', page)
    for extra in ({"user": bima.pk}, {"user_id": bima.pk}, {"secret": secret}, {"pk": bima.pk}):
        other.post(reverse("mfa_activate_totp"), {"code": code(secret)} | extra)
        mine.post(f"{reverse('mfa_activate_totp')}?user={bima.pk}", {"code": "1"} | extra)
    assert not Authenticator.objects.exists()


def test_a_key_of_somebody_else_is_not_there(known: User, bima: User) -> None:
    key = Authenticator.objects.create(user=bima, type="webauthn", data={"name": "k"})
    browser = enter(known)
    enrol(browser)
    for method in (browser.get, browser.post):
        assert method(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_enrolling_ends_the_other_sessions(known: User, settings) -> None:
    settings.SECOND_FACTOR = False
    here, there = enter(known), enter(known)
    enrol(here)
    assert (is_in(here), is_in(there)) == (True, False)


def test_enrolling_long_after_the_login_asks_for_the_password_first(
    known: User, later: Callable[[float], None]
) -> None:
    browser = enter(known)
    later(301)
    answer = browser.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


# --- logging in -------------------------------------------------------------------------


def test_the_password_alone_opens_nothing(known: User, sari_s_app: str) -> None:
    browser = enter(known)
    assert not is_in(browser)
    assert "_auth_user_id" not in browser.session


def test_password_and_code_open(known: User, sari_s_app: str) -> None:
    browser = enter(known)
    assert give(browser, code(sari_s_app))["Location"] == HOME
    assert is_in(browser)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_wrong_by_one_step(
    steps: int, opens: bool, known: User, sari_s_app: str
) -> None:
    browser = enter(known)
    give(browser, code(sari_s_app, timezone.now().timestamp() + 30 * steps))
    assert is_in(browser) is opens


@pytest.mark.parametrize("wait", [0, 29, 59, 89])
def test_a_code_is_good_once(
    wait: int, known: User, sari_s_app: str, later: Callable[[float], None]
) -> None:
    seen = code(sari_s_app, timezone.now().timestamp() + 30)
    assert give(enter(known), seen).status_code == 302
    later(wait)
    thief = enter(known)
    give(thief, seen)
    assert not is_in(thief)


def test_the_code_that_enrolled_is_spent(known: User) -> None:
    secret = enrol(enter(known))
    thief = enter(known)
    give(thief, code(secret))
    assert not is_in(thief)


def test_five_wrong_codes_close_the_second_step_too(
    known: User, sari_s_app: str, later: Callable[[float], None]
) -> None:
    for _try in range(5):
        give(enter(known), "000000")
    browser = enter(known)
    assert "Terlalu banyak percobaan" in give(browser, code(sari_s_app)).text
    later(15 * 60 + 1)
    give(enter(known, browser), code(sari_s_app))
    assert is_in(browser)


def test_a_wrong_code_is_in_the_log(known: User, sari_s_app: str) -> None:
    give(enter(known), "000000")
    row = AuditEvent.objects.get(action="login.failed")
    assert (row.subject, row.detail) == (f"account:{known.pk}", {"proof": "code"})


def test_the_second_step_is_of_the_person_who_gave_the_password(
    known: User, bima: User, sari_s_app: str
) -> None:
    with_password(bima)
    browser = enter(bima)
    assert give(browser, code(sari_s_app)).status_code == 302
    assert browser.session.get("_auth_user_id") in {None, str(bima.pk)}


def test_the_session_key_changes_when_one_is_in(known: User, sari_s_app: str) -> None:
    browser = enter(known)
    before = browser.session.session_key
    give(browser, code(sari_s_app))
    assert browser.session.session_key != before


# --- recovery codes ---------------------------------------------------------------------


@pytest.fixture
def spare(known: User) -> list[str]:
    browser = enter(known)
    enrol(browser)
    page = browser.get(reverse("mfa_view_recovery_codes")).text
    return re.findall(r"<code>(\d+)</code>", page)


def test_there_are_ten_spare_codes_shown_once(spare: list[str], known: User) -> None:
    assert len(set(spare)) == 10
    assert {len(one) for one in spare} == {10}


def test_spare_codes_are_not_shown_again(known: User) -> None:
    browser = enter(known)
    enrol(browser)
    browser.get(reverse("mfa_view_recovery_codes"))
    assert "<code>" not in browser.get(reverse("mfa_view_recovery_codes")).text


def test_a_spare_code_opens_once(spare: list[str], known: User) -> None:
    browser, again = enter(known), enter(known)
    give(browser, spare[3])
    give(again, spare[3])
    assert (is_in(browser), is_in(again)) == (True, False)


def test_new_spare_codes_void_the_old_ones(known: User, spare: list[str]) -> None:
    browser = enter(known)
    give(browser, spare[0])
    assert browser.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    other = enter(known)
    give(other, spare[1])
    assert not is_in(other)


# --- at rest ------------------------------------------------------------------------------


def test_no_secret_lies_in_the_database(known: User, settings) -> None:
    browser = enter(known)
    page = browser.get(reverse("mfa_activate_totp")).text
    [secret] = re.findall(r'id="secret" class="secret">([A-Z2-7]+)<', page)
    assert secret not in whole_database()  # nor in the session
    browser.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert secret not in whole_database()


def whole_database() -> str:
    """Every row of every table that could hold a secret."""
    texts = []
    tables = ("accounts_session", "mfa_authenticator", "access_factorsecret", "cache")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            texts += [
                repr([bytes(c) if isinstance(c, memoryview) else c for c in row]) for row in cursor
            ]
    return "\n".join(texts)


def test_the_secret_of_a_removed_factor_is_forgotten(
    known: User, sari_s_app: str, later: Callable[[float], None]
) -> None:
    browser = enter(known)
    give(browser, code(sari_s_app))
    later(3601)
    assert forget_unused_secrets(timezone.now()) == 0
    Authenticator.objects.filter(type=TOTP).delete()
    assert forget_unused_secrets(timezone.now()) == 1
    assert FactorSecret.objects.count() == 1  # the seed of the spare codes


# --- removing -----------------------------------------------------------------------------


def test_removing_the_app_is_written_down_and_closes_the_pages(
    known: User, sari_s_app: str
) -> None:
    browser = enter(known)
    give(browser, code(sari_s_app))
    browser.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.filter(action="factor.removed", actor="sari").count() == 1
    assert browser.get(HOME)["Location"] == reverse("mfa_index")


def test_a_get_removes_nothing(known: User, sari_s_app: str) -> None:
    browser = enter(known)
    give(browser, code(sari_s_app))
    browser.get(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type=TOTP).exists()


def test_the_log_row_and_the_factor_stand_or_fall_together(
    known: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = enter(known)
    browser.raise_request_exception = False
    monkeypatch.setattr("kentongan.accounts.actions.record", lambda *_a, **_k: 1 / 0)
    page = browser.get(reverse("mfa_activate_totp")).text
    [secret] = re.findall(r'id="secret" class="secret">([A-Z2-7]+)<', page)
    assert browser.post(reverse("mfa_activate_totp"), {"code": code(secret)}).status_code == 500
    assert not Authenticator.objects.exists()


# --- who must have a key --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ratna", "hadi", "agung"])
def test_a_custodian_is_led_to_a_security_key(name: str, request: pytest.FixtureRequest) -> None:
    browser = enter(with_password(request.getfixturevalue(name)))
    enrol(browser)  # an app alone is not enough
    assert browser.get(HOME)["Location"] == reverse("mfa_index")
    assert "wajib memakai kunci keamanan" in browser.get(reverse("mfa_index")).text


def test_a_custodian_with_a_key_shows_it_in_every_session(ratna: User) -> None:
    browser = enter(with_password(ratna))
    secret = enrol(browser)
    Authenticator.objects.create(user=ratna, type="webauthn", data={"name": "k"})
    assert browser.get(HOME)["Location"] == reverse("mfa_reauthenticate_webauthn")
    assert secret


@pytest.mark.parametrize("name", ["sari", "bima", "joko", "wening", "laras"])
def test_for_the_others_an_app_is_enough(name: str, request: pytest.FixtureRequest) -> None:
    browser = enter(with_password(request.getfixturevalue(name)))
    enrol(browser)
    assert is_in(browser)
