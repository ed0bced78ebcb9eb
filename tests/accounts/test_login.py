"""Logging in by the real form: Argon2id, limits, no sign-up."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from tests.factories import PASSWORD, make_user

LogIn = Callable[..., HttpResponse]
TOO_MANY = "Terlalu banyak percobaan masuk yang gagal"
WRONG = "bukan itu"


def test_with_the_right_password_one_is_at_the_first_page(known: User, log_in: LogIn) -> None:
    answer = log_in("sari")
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))


def test_with_a_wrong_password_one_stays_outside(
    known: User, log_in: LogIn, client: Client
) -> None:
    answer = log_in("sari", WRONG)
    assert "Belum bisa masuk" in answer.text
    assert "_auth_user_id" not in client.session


def test_the_answer_does_not_tell_whether_the_name_exists(known: User, log_in: LogIn) -> None:
    def without_token(answer: HttpResponse, name: str) -> list[str]:
        lines = answer.text.replace(name, "NAMA").splitlines()
        return [line for line in lines if "csrfmiddlewaretoken" not in line]

    wrong, unknown = log_in("sari", WRONG), log_in("siapa", WRONG)
    assert wrong.status_code == unknown.status_code
    assert without_token(wrong, "sari") == without_token(unknown, "siapa")


def test_a_password_is_kept_as_argon2id_at_the_office_s_cost(known: User) -> None:
    assert known.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(known.password).verify(PASSWORD, known.password)


def test_the_form_logs_in_with_that_hash(known: User, log_in: LogIn, client: Client) -> None:
    log_in("sari")
    assert client.session["_auth_user_id"] == str(known.pk)


def test_an_account_that_was_ended_does_not_log_in(
    known: User, log_in: LogIn, client: Client
) -> None:
    User.objects.filter(pk=known.pk).update(is_active=False)
    log_in("sari")
    assert "_auth_user_id" not in client.session


def test_a_person_without_a_password_does_not_log_in(
    bima: User, log_in: LogIn, client: Client
) -> None:
    log_in("bima", "")
    assert "_auth_user_id" not in client.session


def test_logging_in_changes_the_session_key(known: User, log_in: LogIn, client: Client) -> None:
    client.get(reverse("account_login"))
    before = client.session.session_key
    log_in("sari")
    assert client.session.session_key != before


def test_after_five_failures_even_the_right_password_waits(
    known: User, log_in: LogIn, client: Client
) -> None:
    for _ in range(5):
        log_in("sari", WRONG)
    assert TOO_MANY in log_in("sari").text
    assert "_auth_user_id" not in client.session


def test_the_limit_of_an_account_holds_from_every_address(known: User, log_in: LogIn) -> None:
    for number in range(5):
        log_in("sari", WRONG, address=f"192.0.2.{number}")
    assert TOO_MANY in log_in("sari", address="198.51.100.7").text


def test_another_spelling_of_the_name_is_the_same_account(known: User, log_in: LogIn) -> None:
    for name in ("sari", "SARI", "Sari", " sari", "sari "):
        log_in(name, WRONG)
    assert TOO_MANY in log_in("sari").text


def test_the_limit_of_one_account_does_not_shut_out_another(
    known: User, office, log_in: LogIn, client: Client
) -> None:
    other = make_user("kedua", RoleKey.ANALYST, office)
    other.set_password(PASSWORD)
    other.save()
    for _ in range(5):
        log_in("sari", WRONG)
    assert log_in("kedua").status_code == 302


def test_after_twenty_failures_an_address_waits_whatever_the_name(
    known: User, log_in: LogIn
) -> None:
    for number in range(20):
        log_in(f"tebakan{number}", WRONG)
    assert TOO_MANY in log_in("sari").text
    assert log_in("sari", address="198.51.100.7").status_code == 302


def test_after_a_quarter_of_an_hour_one_may_try_again(
    known: User, log_in: LogIn, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    for _ in range(5):
        log_in("sari", WRONG)
    time_machine.move_to("2026-11-25T08:15:01+07:00", tick=False)
    assert log_in("sari").status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up_by_himself(method: str, client: Client) -> None:
    data = {"username": "tamu", "password1": PASSWORD, "password2": PASSWORD}
    getattr(client, method)(reverse("account_signup"), data)
    assert not User.objects.filter(username="tamu").exists()


def test_the_sign_up_page_has_no_form(client: Client) -> None:
    answer = client.get(reverse("account_signup"))
    assert 'name="password1"' not in answer.text


@pytest.mark.parametrize("path", ["password/reset/", "email/", "confirm-email/", "login/code/"])
def test_the_pages_that_would_send_a_mail_are_not_there(path: str, client: Client) -> None:
    assert client.get(f"/akun/{path}").status_code == 404


def test_one_changes_the_password_after_telling_the_old_one(
    known: User, log_in: LogIn, client: Client
) -> None:
    log_in("sari")
    new = "bunyi kentongan dari timur"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), data)
    known.refresh_from_db()
    assert known.check_password(new)


def test_leaving_needs_a_click_not_a_link(known: User, client: Client, log_in: LogIn) -> None:
    log_in("sari")
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_after_login_nobody_is_sent_to_another_site(known: User, client: Client) -> None:
    data = {"login": "sari", "password": PASSWORD, "next": "https://jahat.example/"}
    assert client.post(reverse("account_login"), data)["Location"] == reverse("home")


@pytest.mark.parametrize("password", ["pendek", "password1234", "kepala-kantor"])
def test_a_weak_password_is_refused(password: str) -> None:
    person = User(username="kepala-kantor", full_name="Hadi Prakoso")
    with pytest.raises(ValidationError):
        validate_password(password, person)


def test_a_long_sentence_is_a_good_password() -> None:
    validate_password(PASSWORD, User(username="sari"))


def test_a_session_lasts_a_working_day_and_no_longer() -> None:
    assert settings.SESSION_COOKIE_AGE == 8 * 3600
    assert settings.ACCOUNT_SESSION_REMEMBER is False
