"""A renewed proof before what cannot be taken back (security design: C8)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client
from django.urls import path, reverse
from time_machine import TimeMachineFixture

from kentongan.access.doors import Door, doors
from kentongan.access.errors import Refused
from kentongan.access.second_factor import check_fresh
from kentongan.accounts.models import User
from kentongan.accounts.step_up import fresh_login_required
from kentongan.website.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.accounts.app import code
from tests.accounts.test_second_factor import enrol, enter, give

EIGHT = "2026-11-25T08:00:00+07:00"
DEED, SERVICE = "/uji/tarik/", "/uji/layanan/"
PROOF, PROOF_BY_CODE = reverse("account_reauthenticate"), reverse("mfa_reauthenticate")
__all__ = ["handler400", "handler403", "handler404", "handler500"]  # the addresses of the site


@fresh_login_required
def deed(request: HttpRequest) -> HttpResponse:
    """Something that cannot be taken back; answers with what was typed."""
    typed = request.POST if request.method == "POST" else QueryDict()
    return HttpResponse(f"{request.method} {typed.get('reason', '')} {request.user}")


def service(request: HttpRequest) -> HttpResponse:
    """The same inside a service that has no page to offer."""
    check_fresh(request)
    return HttpResponse("dilakukan")


urlpatterns = [*urlpatterns, path("uji/tarik/", deed, name="uji_tarik")]
urlpatterns += [path("uji/layanan/", service, name="uji_layanan")]


@pytest.fixture(autouse=True)
def surroundings(
    settings, time_machine: TimeMachineFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF = __name__
    for name in ("uji_tarik", "uji_layanan"):
        monkeypatch.setitem(doors(), name, Door(open="every_login", why="a deed of this test"))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    time_machine.move_to(EIGHT, tick=False)


@pytest.fixture
def later(time_machine: TimeMachineFixture) -> Callable[[float], None]:
    return lambda seconds: time_machine.shift(timedelta(seconds=seconds))


def prove(browser: Client, password: str = "kentongan dipukul tiga kali") -> HttpResponse:
    return browser.post(f"{PROOF}?next={DEED}", {"password": password, "next": DEED})


def test_within_five_minutes_of_the_login_nothing_is_asked(known: User, later) -> None:
    browser = enter(known)
    later(299)
    assert browser.get(DEED).status_code == 200


def test_after_five_minutes_the_proof_is_asked_and_one_comes_back(known: User, later) -> None:
    browser = enter(known)
    later(300)
    assert browser.get(DEED)["Location"] == f"{PROOF}?next=%2Fuji%2Ftarik%2F"
    assert prove(browser)["Location"] == DEED
    assert browser.get(DEED).status_code == 200


def test_a_wrong_password_proves_nothing_and_counts(known: User, later) -> None:
    browser = enter(known)
    later(300)
    for _try in range(5):
        prove(browser, "bukan itu")
    prove(browser)
    assert browser.get(DEED).status_code == 302


def test_a_form_that_is_sent_too_late_is_not_lost(known: User, later) -> None:
    browser = enter(known)
    later(300)
    assert browser.post(DEED, {"reason": "salah kirim"})["Location"].startswith(PROOF)
    answer = prove(browser)
    assert answer.text == "POST salah kirim Sari Wulandari"


def test_the_session_key_changes_with_the_proof(known: User, later) -> None:
    browser = enter(known)
    later(300)
    browser.get(DEED)
    before = browser.session.session_key
    prove(browser)
    assert browser.session.session_key != before


def test_a_stranger_is_sent_to_the_login(client: Client, db: None) -> None:
    assert client.get(DEED)["Location"].startswith("/akun/login/")


def test_the_proof_of_one_session_is_none_in_another(known: User, later) -> None:
    here, there = enter(known), enter(known)
    later(300)
    prove(here)
    assert (here.get(DEED).status_code, there.get(DEED).status_code) == (200, 302)


def test_somebody_else_in_the_same_browser_proves_anew(known: User, bima: User, later) -> None:
    browser = enter(known)
    browser.post(reverse("account_logout"))
    browser.force_login(bima, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(DEED).status_code == 302


@pytest.mark.parametrize("header", ["application/json", "text/html"])
def test_another_kind_of_answer_skips_nothing(header: str, known: User, later) -> None:
    browser = enter(known)
    later(300)
    for method in (browser.get, browser.post, browser.put, browser.delete):
        answer = method(DEED, headers={"accept": header, "x-requested-with": "XMLHttpRequest"})
        assert answer.status_code == 302


def test_a_service_refuses_with_a_sentence(known: User, later) -> None:
    browser = enter(known)
    assert browser.post(SERVICE).text == "dilakukan"
    later(300)
    answer = browser.post(SERVICE)
    assert answer.status_code == 403
    assert "Buktikan dulu bahwa ini Anda" in answer.text


def test_a_request_without_a_person_is_refused(rf) -> None:
    request = rf.get("/")
    request.user, request.session = None, {}
    with pytest.raises(Refused):
        check_fresh(request)


def test_who_has_a_second_factor_proves_with_it_and_not_with_the_password(
    known: User, later
) -> None:
    browser = enter(known)
    secret = enrol(browser)
    later(600)
    assert browser.get(DEED)["Location"].startswith(PROOF_BY_CODE)
    assert prove(browser).status_code == 302
    assert browser.get(DEED).status_code == 302
    answer = browser.post(PROOF_BY_CODE, {"code": code(secret), "next": DEED})
    assert answer["Location"] == DEED
    assert browser.get(DEED).status_code == 200


def test_a_code_proves_once(known: User, later) -> None:
    browser = enter(known)
    secret = enrol(browser)
    later(600)
    digits = code(secret)
    give(enter(known), digits)
    browser.post(PROOF_BY_CODE, {"code": digits, "next": DEED})
    assert browser.get(DEED).status_code == 302


@pytest.mark.parametrize("next_page", ["https://jahat.example/", "//jahat.example", "javascript:1"])
def test_after_the_proof_nobody_is_sent_to_another_site(next_page: str, known: User, later) -> None:
    browser = enter(known)
    later(300)
    answer = browser.post(PROOF, {"password": "kentongan dipukul tiga kali", "next": next_page})
    assert answer["Location"] == "/"


def test_a_custodian_proves_with_the_key_alone(ratna: User, later, settings) -> None:
    settings.SECOND_FACTOR = True
    ratna.set_password("kentongan dipukul tiga kali")
    ratna.save()
    browser = enter(ratna)
    secret = enrol(browser)
    later(600)
    browser.post(PROOF_BY_CODE, {"code": code(secret), "next": DEED})
    assert browser.get(DEED).status_code == 302
