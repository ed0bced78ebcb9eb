"""Pages of letters over HTTP: preview, printing, reading, download, and who finds them."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.encryption.erasing import erase
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.actions import letters as actions
from kentongan.screening.catalogues import Decision
from kentongan.screening.models import Application, Letter, Objection, Proposal
from tests.screening.conftest import again, propose_refusal, wish
from tests.screening.letters.test_actions import objection_of
from tests.website.conftest import client_of

pytestmark = pytest.mark.django_db
STRANGERS = ("bima", "sari", "joko", "wening", "agung", "laras", "asing")


def at(name: str, uuid: UUID, *more: object) -> str:
    return reverse(f"screening:{name}", args=[uuid, *more])


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def proposal(application: Application, nur: User) -> Proposal:
    return propose_refusal(nur, application)


@pytest.fixture
def letter(proposal: Proposal, nur: User) -> Letter:
    return actions.print_decision_letter(by=nur, proposal=proposal)


def test_the_letter_is_read_before_it_is_printed(proposal: Proposal, nur: User) -> None:
    page = text_of(client_of(nur), at("compose_letter", proposal.application.uuid))
    assert "Permohonan paspor Anda ditolak." in page
    assert "Simpan dan cetak surat ini" in page
    assert not Letter.objects.exists()


def test_printing_stores_it_and_leads_to_it(proposal: Proposal, nur: User) -> None:
    uuid = proposal.application.uuid
    answer = client_of(nur).post(at("compose_letter", uuid))
    stored = Letter.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == at("letter", uuid, stored.pk)
    assert stored.proposal == proposal


def test_ticked_papers_stand_in_the_preview_and_in_the_letter(
    application: Application, nur: User
) -> None:
    deciding.propose(by=nur, application=application, wish=wish(Decision.ASK, "A1"))
    client, path = client_of(nur), at("compose_letter", application.uuid)
    assert "Bawa: Kartu keluarga (KK) asli" in text_of(client, f"{path}?kertas=family_card")
    client.post(path, {"kertas": ["family_card"]})
    assert "Kartu keluarga (KK) asli" in str(Letter.objects.get().content)


def test_what_is_missing_is_said_and_nothing_is_printed(
    application: Application, nur: User
) -> None:
    deciding.propose(by=nur, application=application, wish=wish(Decision.ASK, "A1"))
    answer = client_of(nur).post(at("compose_letter", application.uuid))
    assert answer.status_code == 409
    assert "Tandai sedikitnya satu dokumen" in answer.content.decode()
    assert not Letter.objects.exists()


def test_an_unknown_paper_prints_nothing(proposal: Proposal, nur: User) -> None:
    answer = client_of(nur).post(
        at("compose_letter", proposal.application.uuid), {"kertas": ["emas_batangan"]}
    )
    assert answer.status_code == 200
    assert not Letter.objects.exists()


def test_without_a_proposal_there_is_no_letter(application: Application, nur: User) -> None:
    client = client_of(nur)
    answer = client.get(at("compose_letter", application.uuid), follow=True)
    assert "Belum ada usulan" in answer.content.decode()


def test_a_letter_is_shown_to_be_read_aloud(letter: Letter, nur: User) -> None:
    page = text_of(client_of(nur), at("letter", letter.application.uuid, letter.pk))
    assert "Bacakan untuk pemohon" in page
    assert "Keputusan penolakan permohonan paspor. Kepada Surti Handayani." in page
    assert "read-aloud.js" in page


@pytest.mark.parametrize("size", ["a4", "besar"])
def test_a_letter_is_downloaded_the_same_each_time(letter: Letter, nur: User, size: str) -> None:
    client, path = client_of(nur), at("letter_pdf", letter.application.uuid, letter.pk, size)
    first, second = client.get(path), client.get(path)
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert first.content == second.content
    assert AuditEvent.objects.filter(action="letter.delivered").count() == 2


def test_an_unknown_size_is_not_found(letter: Letter, nur: User) -> None:
    path = at("letter_pdf", letter.application.uuid, letter.pk, "raksasa")
    assert client_of(nur).get(path).status_code == 404


def test_reading_a_letter_is_written_down(letter: Letter, nur: User) -> None:
    client_of(nur).get(at("letter", letter.application.uuid, letter.pk))
    event = AuditEvent.objects.filter(action="letter.read").get()
    assert (event.actor, event.subject) == ("nur", letter.application.subject)


@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_find_no_letter(
    name: str, letter: Letter, request: pytest.FixtureRequest
) -> None:
    client, uuid = client_of(request.getfixturevalue(name)), letter.application.uuid
    for path in (
        at("compose_letter", uuid),
        at("letter", uuid, letter.pk),
        at("letter_pdf", uuid, letter.pk, "a4"),
        at("annex", uuid),
    ):
        assert client.get(path).status_code == 404


def test_a_colleague_finds_no_letter_before_taking_over(letter: Letter, tari: User) -> None:
    uuid = letter.application.uuid
    assert client_of(tari).get(at("letter", uuid, letter.pk)).status_code == 404


def test_a_letter_is_not_found_under_another_application(
    letter: Letter, child: Application, nur: User
) -> None:
    client = client_of(nur)
    assert client.get(at("letter", child.uuid, letter.pk)).status_code == 404
    assert client.get(at("letter", uuid4(), letter.pk)).status_code == 404


def test_the_section_head_prints_what_was_not_printed(proposal: Proposal, ratna: User) -> None:
    client, uuid = client_of(ratna), proposal.application.uuid
    assert "Lihat dan cetak surat" in text_of(client, at("detail", uuid))
    assert client.post(at("compose_letter", uuid)).status_code == 302
    assert Letter.objects.get().printed_by == ratna


def test_after_the_decision_the_page_shows_the_letter_and_prints_none(
    letter: Letter, nur: User, ratna: User
) -> None:
    deciding.decide(by=ratna, application=again(letter.application))
    page = text_of(client_of(nur), at("detail", letter.application.uuid))
    assert letter.number in page
    assert "Lihat dan cetak surat" not in page
    answer = client_of(nur).post(at("compose_letter", letter.application.uuid))
    assert answer.status_code == 409
    assert Letter.objects.count() == 1


def test_the_answer_to_an_objection_is_printed_from_the_page(
    application: Application, nur: User, ratna: User, hadi: User
) -> None:
    objection = objection_of(nur, ratna, application)
    client, uuid = client_of(hadi), application.uuid
    assert client.post(at("print_answer", uuid), follow=True).status_code == 200
    assert Letter.objects.filter(kind="answer").count() == 0
    objecting.review(
        by=hadi, application=again(application), overturn=True, words="paspor lama memang hilang"
    )
    assert "Cetak jawaban keberatan" in text_of(client, at("detail", uuid))
    page = client.post(at("print_answer", uuid), follow=True).content.decode()
    assert "Keputusan kami dibatalkan" in page
    assert Objection.objects.get(pk=objection.pk).overturned


def test_without_an_objection_no_answer_is_printed(application: Application, nur: User) -> None:
    page = client_of(nur).post(at("print_answer", application.uuid), follow=True)
    assert "Tidak ada keberatan" in page.content.decode()


def test_an_erased_letter_is_gone(letter: Letter, nur: User) -> None:
    erase(letter)
    client, uuid = client_of(nur), letter.application.uuid
    assert client.get(at("letter", uuid, letter.pk)).status_code == 404
    assert client.get(at("letter_pdf", uuid, letter.pk, "a4")).status_code == 404
