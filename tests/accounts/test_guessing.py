"""Guessing passwords, in every way that got past such limits elsewhere (security design: C7)."""

import json
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from kentongan.accounts.limits import forget_old_attempts, keyed
from kentongan.accounts.models import FailedLogins, User
from kentongan.audit.models import AuditEvent
from tests.factories import PASSWORD

LogIn = Callable[..., HttpResponse]
TOO_MANY = "Terlalu banyak percobaan masuk yang gagal"
WRONG = "bukan itu"
HOME = "192.0.2.1"
ELSEWHERE = "198.51.100.7"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, settings: Any) -> None:
    """Counting is what is tested; only where the hash itself matters is it the real one."""
    if "hashed" not in request.fixturenames and not request.node.get_closest_marker("slow"):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def address() -> str:
    return reverse("account_login")


def is_closed(name: str = "sari") -> bool:
    """Whether even the right password waits, from a browser and an address nobody has seen."""
    data = {"login": name, "password": PASSWORD}
    answer = Client().post(reverse("account_login"), data, REMOTE_ADDR="203.0.113.99")
    assert answer.status_code in {302, 429}
    return answer.status_code == 429


SPELLINGS = ["sari", "SARI", " sari", "sari\t", "ＳＡＲＩ", "sa\u200bri", "\ufeffsari", "ſari"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_five_failures_under_any_spelling_close_the_account(
    spelling: str, known: User, log_in: LogIn
) -> None:
    for number in range(5):
        log_in(spelling, WRONG, address=f"192.0.2.{number}")
    assert is_closed()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_the_same_account_with_the_right_password_too(
    spelling: str, known: User, log_in: LogIn, client: Client
) -> None:
    assert log_in(spelling).status_code == 302
    assert client.session["_auth_user_id"] == str(known.pk)


def test_a_name_with_nul_is_a_bad_request_and_still_counts(known: User, log_in: LogIn) -> None:
    statuses = {log_in("sari\x00", WRONG, address=f"192.0.2.{n}").status_code for n in range(5)}
    assert statuses == {400}
    assert is_closed()


def test_a_password_with_nul_counts_too(known: User, log_in: LogIn) -> None:
    for number in range(5):
        log_in("sari", "x\x00y", address=f"192.0.2.{number}")
    assert is_closed()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("kind", [FORM, "application/json"])
def test_another_verb_is_not_looked_at_and_counts(
    method: str, kind: str, known: User, client: Client, address: str
) -> None:
    told = {"login": "sari", "password": PASSWORD}
    body = json.dumps(told) if "json" in kind else "login=sari&password=kentongan"
    for number in range(5):
        verb: Any = getattr(client, method)
        answer = verb(address, body, content_type=kind, REMOTE_ADDR=f"192.0.2.{number}")
        assert answer.status_code == 405
    assert "_auth_user_id" not in client.session
    assert is_closed()


def test_json_is_not_looked_at_and_counts(known: User, client: Client, address: str) -> None:
    told = {"login": "sari", "password": PASSWORD}
    for number in range(5):
        answer = client.post(
            address, told, content_type="application/json", REMOTE_ADDR=f"192.0.2.{number}"
        )
        assert answer.status_code == 415
    assert "_auth_user_id" not in client.session
    assert is_closed()


@pytest.mark.parametrize("body", ["", "{", "[1]", "null", '{"login": {"a": 1}}', "\x00"])
def test_a_broken_body_breaks_nothing(body: str, client: Client, address: str) -> None:
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 415


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X_Forwarded_For", "X-Real-IP", "Forwarded"])
def test_a_told_address_does_not_open_a_closed_one(
    header: str, known: User, client: Client, address: str
) -> None:
    for number in range(20):
        data = {"login": f"tebakan{number}", "password": WRONG}
        client.post(address, data, headers={header: f"10.0.0.{number}"}, REMOTE_ADDR=HOME)
    data = {"login": "sari", "password": PASSWORD}
    answer = client.post(address, data, headers={header: "10.0.0.99"}, REMOTE_ADDR=HOME)
    assert answer.status_code == 429


def test_the_clock_of_the_client_does_not_count(known: User, client: Client, address: str) -> None:
    for number in range(5):
        past = f"Wed, 25 Nov 2020 0{number}:00:00 GMT"
        data = {"login": "sari", "password": WRONG, "date": past}
        client.post(address, data, headers={"date": past}, REMOTE_ADDR=f"192.0.2.{number}")
    assert is_closed()


def test_a_clock_that_steps_back_opens_nothing(
    known: User, log_in: LogIn, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    for _ in range(5):
        log_in("sari", WRONG)
    time_machine.move_to("2026-11-25T07:00:00+07:00", tick=False)
    assert is_closed()


def test_an_address_is_slowed_down_and_opens_again_by_itself(
    known: User, log_in: LogIn, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    for number in range(20):
        log_in(f"tebakan{number}", WRONG)
    assert log_in("sari").status_code == 429
    time_machine.move_to("2026-11-25T08:00:16+07:00", tick=False)
    assert log_in("sari").status_code == 302


def test_two_houses_of_one_network_of_ipv6_are_one_address(known: User, log_in: LogIn) -> None:
    for number in range(20):
        log_in(f"tebakan{number}", WRONG, address=f"2001:db8:1:2::{number:x}")
    assert log_in("sari", address="2001:db8:1:2:ffff::1").status_code == 429
    assert log_in("sari", address="2001:db8:1:3::1").status_code == 302


def test_the_own_browser_gets_in_while_others_guess(
    known: User, log_in: LogIn, client: Client
) -> None:
    log_in("sari")
    client.post(reverse("account_logout"))
    for number in range(30):
        guesser = Client()
        data = {"login": "sari", "password": WRONG}
        guesser.post(reverse("account_login"), data, REMOTE_ADDR=HOME)
        guesser.post(reverse("account_login"), data | {"login": f"x{number}"}, REMOTE_ADDR=HOME)
    assert is_closed()
    assert log_in("sari").status_code == 302


def test_a_stolen_browser_guesses_five_times_too(
    known: User, log_in: LogIn, client: Client
) -> None:
    log_in("sari")
    client.post(reverse("account_logout"))
    for _ in range(5):
        log_in("sari", WRONG)
    assert log_in("sari").status_code == 429
    assert not is_closed()


def test_the_mark_of_one_person_s_browser_opens_nobody_else_s_account(
    known: User, bima: User, log_in: LogIn, client: Client
) -> None:
    bima.set_password(PASSWORD)
    bima.save()
    log_in("sari")
    client.post(reverse("account_logout"))
    for _ in range(5):
        log_in("bima", WRONG)
    assert is_closed("bima")


def test_a_forged_mark_is_no_mark(known: User, log_in: LogIn, client: Client) -> None:
    client.cookies["device"] = "sari:0011223344556677:abc:def"
    for _ in range(5):
        log_in("sari", WRONG)
    assert is_closed()


def test_the_right_password_forgets_the_failures_of_the_name(known: User, log_in: LogIn) -> None:
    for _ in range(4):
        log_in("sari", WRONG)
    assert log_in("sari").status_code == 302
    assert FailedLogins.objects.get(pk=keyed("name", "sari")).times == []


def test_own_successes_do_not_wipe_the_failures_of_the_address(known: User, log_in: LogIn) -> None:
    for number in range(19):
        log_in(f"tebakan{number}", WRONG)
    Client().post(
        reverse("account_login"), {"login": "sari", "password": PASSWORD}, REMOTE_ADDR=HOME
    )
    log_in("terakhir", WRONG)
    assert log_in("sari").status_code == 429


# --- nobody learns which names exist ------------------------------------------------


@pytest.fixture
def hashed(known: User, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was hashed or compared, in order."""
    done: list[str] = []
    kind: Any = type(hashers.get_hasher())
    encode, verify = kind.encode, kind.verify
    monkeypatch.setattr(kind, "encode", lambda *a: done.append("hash") or encode(*a))
    monkeypatch.setattr(kind, "verify", lambda *a: done.append("hash") or verify(*a))
    return done


@pytest.mark.parametrize("state", ["known", "unknown", "ended", "without a password"])
def test_every_failure_costs_one_hash(
    state: str, known: User, log_in: LogIn, hashed: list[str]
) -> None:
    if state == "ended":
        User.objects.update(is_active=False)
    if state == "without a password":
        User.objects.update(password="!")
    assert log_in("siapa" if state == "unknown" else "sari", WRONG).status_code == 200
    assert hashed == ["hash"]


def test_an_ended_account_is_answered_like_a_wrong_password(known: User, log_in: LogIn) -> None:
    User.objects.update(is_active=False)
    right, wrong = log_in("sari"), log_in("sari", WRONG)
    assert right.status_code == wrong.status_code == 200
    assert len(right.content) == len(wrong.content)


def test_known_and_unknown_names_are_closed_alike(known: User, log_in: LogIn) -> None:
    def rounds(name: str, network: str) -> list[tuple[int, int]]:
        answers = [log_in(name, WRONG, address=f"{network}.{n}") for n in range(7)]
        return [(one.status_code, len(one.content)) for one in answers]

    assert rounds("sari", "192.0.2") == rounds("sapi", "198.51.100")


def test_known_and_unknown_names_ask_the_same_of_the_database(known: User, log_in: LogIn) -> None:
    counts = []
    for name in ("pemanasan", "sari", "sapi"):
        with CaptureQueriesContext(connection) as asked:
            log_in(name, WRONG)
        counts.append(len(asked))
    assert counts[1] == counts[2]


@pytest.mark.slow
def test_known_and_unknown_names_take_the_same_time(known: User, log_in: LogIn) -> None:
    """Time of this process, turn by turn: what else the machine does must not decide."""
    spans: dict[str, list[float]] = {"sari": [], "sapi": []}
    for _turn in range(40):
        for name, own in spans.items():
            FailedLogins.objects.all().delete()
            begun = time.process_time()
            log_in(name, WRONG)
            own.append(time.process_time() - begun)
    one, other = (statistics.median(own) for own in spans.values())
    assert abs(one - other) / max(one, other) < 0.1


# --- the log --------------------------------------------------------------------------


def test_a_burst_of_failures_is_two_rows_of_the_log(known: User, log_in: LogIn) -> None:
    for number in range(30):
        log_in("sari", WRONG, address=f"192.0.2.{number}")
    rows = AuditEvent.objects.filter(action__startswith="login.")
    assert [(row.actor, row.action, row.subject) for row in rows] == [
        ("kentongan", "login.failed", f"account:{known.pk}"),
        ("kentongan", "login.closed", f"account:{known.pk}"),
    ]


def test_a_name_that_nobody_has_is_not_written_down(log_in: LogIn) -> None:
    log_in("kata sandi saya di kolom nama", WRONG)
    row = AuditEvent.objects.get(action="login.failed")
    assert "sandi" not in row.subject


def test_no_address_and_no_name_lies_in_the_table(known: User, log_in: LogIn) -> None:
    log_in("sari", WRONG)
    kept = repr(list(FailedLogins.objects.values()))
    assert HOME not in kept
    assert "sari" not in kept


def test_attempts_are_forgotten_after_a_day(
    known: User, log_in: LogIn, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-25T08:00:00+07:00", tick=False)
    log_in("sari", WRONG)
    day = timedelta(hours=24)
    assert forget_old_attempts(timezone.now() + day) == 0
    assert forget_old_attempts(timezone.now() + day + timedelta(seconds=1)) == 2
    assert not FailedLogins.objects.exists()
