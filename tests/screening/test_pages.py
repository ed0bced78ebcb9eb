"""The desk's pages as people see them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions.applications import open_application
from kentongan.screening.decisions import State
from kentongan.screening.models import Application, Ruling
from tests.screening.conftest import (
    NUMBER,
    PRIGI,
    TO_WORK,
    WORDS,
    add_finding,
    add_letter,
    again,
    propose_refusal,
    refuse,
)

LIST, NEW, TAKE = "/permohonan/", "/permohonan/baru/", "/permohonan/ambil-alih/"
ISSUE = {"propose-alasan": "I1", "propose-kata": "dokumen lengkap semua"}


def page(client: Client, viewer: User, address: str) -> Any:
    client.force_login(viewer)
    return client.get(address)


def at(application: Application, name: str = "detail") -> str:
    return reverse(f"screening:{name}", args=[application.uuid])


def send(client: Client, viewer: User, address: str, /, **said: str) -> Any:
    client.force_login(viewer)
    return client.post(address, said)


def test_the_officer_finds_the_application_in_the_queue(
    client: Client, nur: User, application: Application
) -> None:
    shown = page(client, nur, LIST).content.decode()
    assert application.number in shown
    assert "Surti Handayani" in shown


def test_another_officer_does_not_find_it(
    client: Client, tari: User, application: Application
) -> None:
    assert application.number not in page(client, tari, LIST).content.decode()
    assert page(client, tari, at(application)).status_code == 404


@pytest.mark.parametrize("who", ["sari", "bima", "asing", "agung", "laras", "joko"])
def test_whoever_has_nothing_to_do_with_the_desk_finds_no_such_page(
    who: str, client: Client, application: Application, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(who)
    for address in (LIST, NEW, at(application), at(application, "amend")):
        assert page(client, stranger, address).status_code == 404
    assert send(client, stranger, at(application, "propose"), **ISSUE).status_code == 404


def test_opening_leads_to_the_page_of_the_application(client: Client, nur: User) -> None:
    said = {"name": "Surti Handayani", "purpose": "work", "national_id": NUMBER}
    answer = send(client, nur, NEW, **said, region_code=PRIGI, birth_date="1990-01-15")
    opened = Application.objects.get()
    assert answer.url == reverse("counter:interview", args=[opened.uuid])
    assert (opened.handler, opened.region_code, opened.is_child) == (nur, PRIGI, False)


def test_what_was_typed_comes_back_when_something_is_missing(client: Client, nur: User) -> None:
    answer = send(client, nur, NEW, name="Surti Handayani", address="Jl. Melati 3")
    assert answer.status_code == 422
    assert "Jl. Melati 3" in answer.content.decode()
    assert not Application.objects.exists()


def test_a_passport_is_issued_with_one_button(
    client: Client, nur: User, application: Application
) -> None:
    answer = send(client, nur, at(application, "propose"), langsung="1", **ISSUE)
    assert answer.status_code == 302
    assert again(application).state == State.ISSUED


def test_a_grave_decision_stays_a_proposal_whatever_the_button(
    client: Client, nur: User, application: Application
) -> None:
    second = open_application(by=nur, told=TO_WORK)  # on the same number
    found = second.findings.get(kind="duplicate_application")
    said = {"propose-alasan": "T1", "propose-kata": WORDS, "propose-fakta": found.key}
    send(client, nur, at(second, "propose"), langsung="1", **said)
    assert again(second).state == State.PROPOSED
    assert not Ruling.objects.exists()


def test_a_fact_that_no_longer_holds_cannot_be_cited(
    client: Client, nur: User, application: Application
) -> None:
    found = add_finding(application)  # no other application is on this number
    said = {"propose-alasan": "T1", "propose-kata": WORDS, "propose-fakta": found.key}
    assert send(client, nur, at(application, "propose"), **said).status_code == 422
    assert again(application).state == State.OPEN


def test_a_refusal_without_a_fact_says_what_is_missing_and_keeps_the_words(
    client: Client, nur: User, application: Application
) -> None:
    said = {"propose-alasan": "T1", "propose-kata": "rasanya ada yang janggal"}
    answer = send(client, nur, at(application, "propose"), **said)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "memerlukan fakta yang dapat diperiksa" in shown
    assert "rasanya ada yang janggal" in shown
    assert again(application).state == State.OPEN


def test_the_proposer_is_told_that_another_officer_decides(
    client: Client, nur: User, application: Application
) -> None:
    propose_refusal(nur, application)
    shown = page(client, nur, at(application)).content.decode()
    assert "diambil petugas lain" in shown
    assert at(application, "decide") not in shown


def test_the_second_officer_sees_that_the_letter_is_missing(
    client: Client, nur: User, ratna: User, application: Application
) -> None:
    propose_refusal(nur, application)
    shown = page(client, ratna, at(application)).content.decode()
    assert "Surat untuk pemohon belum dicetak" in shown
    assert send(client, ratna, at(application, "decide")).status_code == 409


def test_refusal_objection_and_answer_go_over_the_pages(
    client: Client, nur: User, ratna: User, hadi: User, application: Application
) -> None:
    add_letter(propose_refusal(nur, application), nur)
    send(client, ratna, at(application, "decide"))
    day = str(application.started_on)
    said = {"object-kata": "Paspor itu milik kakak saya.", "object-tanggal": day}
    send(client, nur, at(application, "object"), **said)
    answer = {"review-hasil": "ya", "review-kata": "Nomornya memang milik kakaknya."}
    assert send(client, hadi, at(application, "review"), **answer).status_code == 302
    assert again(application).state == State.OVERTURNED
    assert "Keberatan diterima" in page(client, nur, at(application)).content.decode()


def test_reading_an_application_is_written_down(
    client: Client, nur: User, application: Application
) -> None:
    page(client, nur, at(application))
    event = AuditEvent.objects.get(action="interview.read")
    assert (event.actor, event.subject) == ("nur", application.subject)


def test_taking_over_leads_to_the_application(
    client: Client, tari: User, application: Application
) -> None:
    answer = send(client, tari, TAKE, nomor=application.number.lower())
    assert answer.url == at(application)
    assert page(client, tari, at(application)).status_code == 200


def test_a_number_that_is_not_there_is_refused_in_the_list(client: Client, tari: User) -> None:
    answer = send(client, tari, TAKE, nomor="P-2026-999999")
    assert answer.status_code == 409
    assert "Tidak ada permohonan bernomor itu" in answer.content.decode()


def test_the_menu_names_the_desk_for_who_works_there(client: Client, nur: User, bima: User) -> None:
    link = f'href="{LIST}"'
    assert link in page(client, nur, "/").content.decode()
    assert link not in page(client, bima, "/").content.decode()


@pytest.mark.parametrize("state", ["open", "refused"])
def test_the_page_asks_no_question_per_finding(
    state: str, client: Client, nur: User, ratna: User, application: Application
) -> None:
    if state == "refused":
        refuse(nur, ratna, application)
    few = questions(client, nur, at(application))
    for _number in range(12):
        add_finding(application)
    assert questions(client, nur, at(application)) == few


def test_the_list_asks_no_question_per_application(
    client: Client, nur: User, application: Application
) -> None:
    few = questions(client, nur, LIST)
    for _number in range(5):
        open_application(by=nur, told=TO_WORK)
    assert questions(client, nur, LIST) == few


def questions(client: Client, viewer: User, address: str) -> int:
    """How many questions a page puts to the database."""
    client.force_login(viewer)
    client.get(address)  # what is read once
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
