"""The pages under /penyegelan/: who finds them, what they show, the two steps on them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core import mail
from django.utils import timezone

from kentongan.access.actions.sealing import erase_identity, make_key
from kentongan.access.models import Opening, SealingKey
from kentongan.accounts.models import User
from kentongan.website.worker import WORK
from tests.access.sealing.conftest import (
    CANARY,
    CASE,
    REASON,
    SOMEBODY,
    WORDS,
    Asked,
    Circle,
    Sealed,
    client_of,
)

CIRCLE, KEY = "/penyegelan/", "/penyegelan/kunci/"
NEW_WORDS = "jendela biru menghadap laut"
Custodians = dict[str, User]
Capture = Callable[..., object]


def test_the_pages_of_passphrases_ask_for_a_fresh_proof_first(asked: Asked, ratna: User) -> None:
    ratna.set_password(NEW_WORDS)
    ratna.save()
    client, opening = client_of(ratna, proved=False), asked()
    for path in (KEY, f"{CIRCLE}buka/{opening.pk}/", f"{CIRCLE}mohon/{opening.identity_id}/"):
        assert "reauthenticate" in client.get(path)["Location"]


def test_a_passphrase_that_comes_too_late_is_not_kept_in_the_session(ratna: User) -> None:
    client = client_of(ratna, proved=False)
    answer = client.post(KEY, {"words": NEW_WORDS, "again": NEW_WORDS})
    assert answer["Location"] == KEY
    assert NEW_WORDS not in str(dict(client.session))
    assert not SealingKey.objects.exists()


@pytest.mark.parametrize("name", ["sari", "joko", "laras"])
def test_who_neither_asks_nor_opens_finds_no_page(
    name: str, asked: Asked, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(name))
    opening = asked()
    pages = [CIRCLE, KEY, f"{CIRCLE}buka/{opening.pk}/", f"{CIRCLE}mohon/{opening.identity_id}/"]
    # 403 where a deed is asked at the door: whoever may not do it, whatever the address.
    assert {client.get(page).status_code for page in pages} <= {403, 404}


def test_another_office_finds_nothing_of_ours(asked: Asked, asing: User) -> None:
    client, opening = client_of(asing), asked()
    pages = [f"{CIRCLE}buka/{opening.pk}/", f"{CIRCLE}mohon/{opening.identity_id}/"]
    assert [client.get(page).status_code for page in pages] == [404] * 2
    assert CASE not in client.get(CIRCLE).text


def test_an_analyst_asks_and_makes_no_key(circle: Circle, bima: User) -> None:
    client = client_of(bima)
    assert "3 dari 3 siap" in client.get(CIRCLE).text
    assert client.get(KEY).status_code == 403


def test_the_circle_says_how_many_are_ready(custodians: Custodians) -> None:
    client = client_of(custodians["ratna"])
    for count, name in enumerate(WORDS):
        page = client.get(CIRCLE).text
        assert f"{count} dari 3 siap" in page
        assert ("Identitas dapat diterima." in page) == (count >= 2)
        make_key(by=custodians[name], words=WORDS[name])


def test_unknown_words_in_the_address_are_refused(ratna: User) -> None:
    assert client_of(ratna).get(f"{CIRCLE}?urut=nama").status_code == 400


def test_a_custodian_makes_and_renews_a_key_on_the_page(ratna: User) -> None:
    client = client_of(ratna)
    made = client.post(KEY, {"words": WORDS["ratna"], "again": WORDS["ratna"]})
    assert made.status_code == 302
    assert "Ingat kedua sandi" in client.get(KEY).text
    client.post(KEY, {"words": NEW_WORDS, "again": NEW_WORDS})
    assert SealingKey.objects.filter(custodian=ratna, retired_at=None).count() == 1
    assert SealingKey.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "again"), [("pendek", "pendek"), (NEW_WORDS, NEW_WORDS + "x"), ("", "")]
)
def test_a_poor_passphrase_is_said_and_not_shown(words: str, again: str, ratna: User) -> None:
    answer = client_of(ratna).post(KEY, {"words": words, "again": again})
    assert answer.status_code == 422
    assert not SealingKey.objects.exists()
    assert NEW_WORDS not in answer.text


def test_the_login_password_is_refused_on_the_page(ratna: User) -> None:
    ratna.set_password(NEW_WORDS)
    ratna.save()
    answer = client_of(ratna).post(KEY, {"words": NEW_WORDS, "again": NEW_WORDS})
    assert "lain dari kata sandi" in answer.text


def ask_path(sealed: Sealed) -> str:
    return f"{CIRCLE}mohon/{sealed().pk}/"


def test_a_request_is_made_on_the_page(sealed: Sealed, bima: User) -> None:
    said = {"case_number": CASE, "purpose": "penyelidikan", "reason": REASON}
    answer = client_of(bima).post(ask_path(sealed), said)
    opening = Opening.objects.get()
    assert answer["Location"] == f"{CIRCLE}buka/{opening.pk}/"
    assert (opening.requested_by, opening.reason) == (bima, REASON)


@pytest.mark.parametrize("reason", ["", "singkat", "." * 30])
def test_a_request_without_a_reason_is_shown_again(reason: str, sealed: Sealed, bima: User) -> None:
    said = {"case_number": CASE, "purpose": "penyelidikan", "reason": reason}
    answer = client_of(bima).post(ask_path(sealed), said)
    assert answer.status_code == 422
    assert not Opening.objects.exists()


def test_an_auditor_does_not_ask_and_an_erased_identity_is_not_asked_for(
    sealed: Sealed, agung: User, bima: User
) -> None:
    identity = sealed()
    assert client_of(agung).get(f"{CIRCLE}mohon/{identity.pk}/").status_code == 403
    erase_identity(by=None, subject=identity.subject)
    assert client_of(bima).get(f"{CIRCLE}mohon/{identity.pk}/").status_code == 403
    assert client_of(bima).get(f"{CIRCLE}mohon/{uuid4()}/").status_code == 404


def take(
    user: AbstractBaseUser, opening: Opening, step: str, words: str, case: str = CASE
) -> tuple[int, str]:
    client = client_of(user)  # type: ignore[arg-type]
    said = {"step": step, "case_number": case, "words": words}
    answer = client.post(f"{CIRCLE}buka/{opening.pk}/", said)
    return answer.status_code, answer.content.decode()


def test_two_custodians_open_on_the_pages_and_it_is_shown_once(
    asked: Asked, custodians: Custodians, django_capture_on_commit_callbacks: Capture
) -> None:
    opening = asked()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        assert take(custodians["ratna"], opening, "first", WORDS["ratna"])[0] == 302
        status, page = take(custodians["hadi"], opening, "second", WORDS["hadi"])
    assert status == 200
    assert [word for word in vars(SOMEBODY).values() if word not in page] == []
    assert len(mail.outbox) == 1
    status, page = take(custodians["hadi"], opening, "second", WORDS["hadi"])
    assert (status, CANARY in page) == (422, False)


def test_the_shown_identity_leaves_the_screen_by_itself(
    asked: Asked, custodians: Custodians
) -> None:
    opening = asked()
    take(custodians["ratna"], opening, "first", WORDS["ratna"])
    path = f"{CIRCLE}buka/{opening.pk}/"
    said = {"step": "second", "case_number": CASE, "words": WORDS["hadi"]}
    answer = client_of(custodians["hadi"]).post(path, said)
    assert answer["Refresh"] == f"600; url={path}"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("words", "case", "told"),
    [
        (WORDS["hadi"], CASE, "salah"),
        (WORDS["ratna"], "LP/18/2026", "Nomor perkara"),
        ("", CASE, ""),
    ],
)
def test_a_refused_step_says_why_and_shows_no_passphrase(
    words: str, case: str, told: str, asked: Asked, ratna: User
) -> None:
    status, page = take(ratna, asked(), "first", words, case)
    assert status == 422
    assert told in page
    assert not words or words not in page


def test_a_step_that_does_not_exist_is_refused(asked: Asked, ratna: User) -> None:
    assert take(ratna, asked(), "third", WORDS["ratna"])[0] == 422


def test_the_page_of_a_request_offers_the_step_to_whoever_may_take_it(
    asked: Asked, custodians: Custodians, bima: User
) -> None:
    opening = asked()
    path = f"{CIRCLE}buka/{opening.pk}/"
    assert "Buka bagian saya" in client_of(custodians["ratna"]).get(path).text
    assert "Buka bagian saya" not in client_of(bima).get(path).text
    take(custodians["ratna"], opening, "first", WORDS["ratna"])
    assert "tampilkan sekali" not in client_of(custodians["ratna"]).get(path).text
    assert "tampilkan sekali" in client_of(custodians["hadi"]).get(path).text


def test_the_page_says_which_passphrase_an_older_seal_needs(asked: Asked, ratna: User) -> None:
    opening = asked()
    make_key(by=ratna, words=NEW_WORDS)
    page = client_of(ratna).get(f"{CIRCLE}buka/{opening.pk}/").text
    assert "Pakai sandi segel yang lama" in page


def test_a_custodian_without_a_key_of_that_time_is_told_so(
    asked: Asked, circle: Circle, agung: User
) -> None:
    opening = asked()
    SealingKey.objects.filter(custodian=agung).update(
        custodian=circle["hadi"].custodian, retired_at="2026-01-01T00:00Z"
    )
    assert (
        "tidak disegel untuk kunci Anda" in client_of(agung).get(f"{CIRCLE}buka/{opening.pk}/").text
    )


def test_the_worker_looks_for_stale_halves(asked: Asked, ratna: User) -> None:
    opening = asked()
    take(ratna, opening, "first", WORDS["ratna"])
    (work,) = [one for one in WORK if one.name == "drop-stale-halves"]
    assert work.do(timezone.now() + timedelta(minutes=16)) == 1
    opening.refresh_from_db()
    assert opening.waiting == ""
