"""The printed code with which a new person, or one who forgot it, sets a password."""

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from kentongan.accounts.actions import ALPHABET, issue_code
from kentongan.accounts.models import OneTimeCode, User
from kentongan.audit.models import AuditEvent
from tests.accounts.test_guessing import is_closed

NEW = "bunyi kentongan dari timur"
WORDS = "Nama dan kode tidak cocok"


@pytest.fixture(autouse=True)
def cheap_hashes(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def given(known: User, hadi: User) -> str:
    return issue_code(by=hadi, user=known)


def use(code: str, name: str = "sari", **more: str) -> HttpResponse:
    data = {"login": name, "code": code, "password1": NEW, "password2": NEW} | more
    return Client().post(reverse("account_use_code"), data)


def test_a_code_sets_the_password(given: str, known: User) -> None:
    assert use(given)["Location"] == reverse("account_login")
    known.refresh_from_db()
    assert known.check_password(NEW)


@pytest.mark.parametrize(
    "write", [str.lower, lambda code: f" {code[:4]}-{code[4:12]} {code[12:]} "]
)
def test_a_code_may_be_typed_with_gaps_and_small_letters(write, given: str) -> None:
    assert use(write(given)).status_code == 302


def test_a_code_is_good_once(given: str, known: User) -> None:
    use(given)
    other = "suara lesung di malam hari"
    assert WORDS in use(given, password1=other, password2=other).text
    known.refresh_from_db()
    assert known.check_password(NEW)


def test_a_code_is_good_for_a_day(
    known: User, hadi: User, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    code = issue_code(by=hadi, user=known)
    time_machine.move_to("2026-11-26T08:00:00+07:00", tick=False)
    assert WORDS in use(code).text


def test_a_new_code_voids_the_one_before(given: str, known: User, hadi: User) -> None:
    issue_code(by=hadi, user=known)
    assert WORDS in use(given).text


def test_a_code_is_of_one_person(given: str, bima: User) -> None:
    assert WORDS in use(given, name="bima").text


def test_a_code_of_an_ended_account_opens_nothing(given: str, known: User) -> None:
    User.objects.filter(pk=known.pk).update(is_active=False)
    assert WORDS in use(given).text


def test_wrong_codes_close_the_account_like_wrong_passwords(given: str) -> None:
    for _try in range(5):
        use("ABCD")
    assert use(given).status_code == 429
    assert is_closed()


def test_the_answer_does_not_tell_whether_the_name_exists(given: str) -> None:
    known, unknown = use("ABCD"), use("ABCD", name="sapi")
    assert known.status_code == unknown.status_code
    assert len(known.content) == len(unknown.content)


def test_nul_is_a_bad_request(given: str) -> None:
    assert use("A\x00B").status_code == 400


def test_a_weak_password_is_refused_and_the_code_stays(given: str) -> None:
    answer = use(given, password1="imigrasi2026", password2="imigrasi2026")
    assert "mudah ditebak" in answer.text
    assert use(given).status_code == 302


def test_two_different_passwords_are_refused(given: str) -> None:
    assert "tidak sama" in use(given, password2="lain sama sekali ini").text


def test_setting_a_password_ends_every_session(given: str, known: User) -> None:
    browser = Client()
    browser.force_login(known, backend="allauth.account.auth_backends.AuthenticationBackend")
    use(given)
    assert browser.get("/").status_code == 302


def test_a_code_logs_nobody_in(given: str) -> None:
    browser = Client()
    data = {"login": "sari", "code": given, "password1": NEW, "password2": NEW}
    browser.post(reverse("account_use_code"), data)
    assert browser.get("/").status_code == 302


def test_a_code_has_enough_signs_and_none_that_are_mistaken(given: str) -> None:
    assert len(given) == 20
    assert set(given) <= set(ALPHABET)
    assert not set("01OIL") & set(ALPHABET)
    assert len(ALPHABET) ** 20 > 2**96


def test_the_code_itself_is_not_kept(given: str) -> None:
    assert given not in repr(OneTimeCode.objects.values().get())


def test_nobody_gives_a_code_to_himself(hadi: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OneTimeCode.objects.create(user=hadi, code="x", made_by=hadi, made_at=timezone.now())


def test_giving_and_using_are_in_the_log(given: str, known: User) -> None:
    use(given)
    rows = AuditEvent.objects.filter(subject=f"account:{known.pk}")
    assert [(row.actor, row.action) for row in rows] == [
        ("hadi", "code.issued"),
        ("sari", "password.set"),
    ]
