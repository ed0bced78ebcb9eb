"""A referral as a paper for BP3MI, the labour office or the protection unit."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions.applications import take_over
from kentongan.screening.actions.follow_up import refer
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.follow_up.paper import ASKED, number_of, paper_of, print_paper
from kentongan.screening.models import Application, Need, Recipient, Referral
from tests.screening.conftest import refuse
from tests.website.conftest import client_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
OUTSIDE = ("labour_office", "worker_protection", "protection_unit")


def sent_to(by: User, application: Application, to: str, *, agreed: bool = True) -> Referral:
    return refer(by=by, application=application, recipient=to, need="papers", agreed=agreed)


def words_of(referral: Referral) -> str:
    """Everything that stands on the paper."""
    paper = paper_of(referral, NOW)
    lines = [*paper.to, paper.opening, paper.asked, paper.not_named, paper.bounds, paper.answer]
    return "\n".join([*lines, *(value for _name, value in paper.who)])


def path_of(referral: Referral) -> str:
    return reverse("screening:referral_pdf", args=[referral.application.uuid, referral.pk])


@pytest.fixture
def sent(application: Application, nur: User) -> Referral:
    return sent_to(nur, application, "worker_protection")


@pytest.mark.parametrize("to", OUTSIDE)
def test_who_agreed_stands_on_it_by_name_address_and_phone(
    to: str, application: Application, nur: User
) -> None:
    words = words_of(sent_to(nur, application, to))
    for one in ("Surti Handayani", "Jl. Melati 3, Prigi", "085000001111", "bekerja"):
        assert one in words


@pytest.mark.parametrize("to", OUTSIDE)
def test_who_did_not_agree_is_told_by_sub_district_alone(
    to: str, application: Application, nur: User
) -> None:
    words = words_of(sent_to(nur, application, to, agreed=False))
    for one in ("Surti", "Melati", "0850000", "Prigi"):
        assert one not in words
    assert "membawa surat ini sendiri" in words


def test_it_holds_no_decision_no_fact_and_no_number_of_the_application(
    application: Application, nur: User, ratna: User
) -> None:
    refused = refuse(nur, ratna, application)
    words = words_of(sent_to(nur, refused, "labour_office"))
    for one in (application.number, "tolak", "T1", "PT Rekaan", "9903055501900001"):
        assert one not in words


def test_it_says_who_is_asked_and_where_the_answer_goes(sent: Referral) -> None:
    paper = paper_of(sent, NOW)
    assert paper.to[0] == "Kepada Yth. BP3MI"
    assert "0800-1000" in paper.to[1]
    assert "Kantor Imigrasi Ponorogo" in paper.answer


def test_its_number_says_nothing_of_the_application(sent: Referral) -> None:
    assert number_of(sent).startswith("RJ-")
    assert number_of(sent).endswith(f"{sent.pk:06d}")


def test_every_need_and_recipient_has_words(application: Application, nur: User) -> None:
    assert set(ASKED) == set(Need)
    for to in Recipient:
        referral = Referral(recipient=to, need=Need.PAPERS, purpose="umrah", sent_at=NOW, pk=7)
        assert paper_of(referral, NOW).to[0].endswith(str(to.label))


def test_the_paper_is_a_pdf_of_the_same_bytes_each_time(sent: Referral) -> None:
    paper = paper_of(sent, NOW)
    assert print_paper(paper).startswith(b"%PDF")
    assert print_paper(paper) == print_paper(paper)


def test_a_hostile_name_is_printed_and_not_obeyed(application: Application, nur: User) -> None:
    application.told = {**application.told, "name": "#panic() $x$ \\ {{ y }} <b>"}
    application.save(update_fields=["told"])
    sent = sent_to(nur, application, "labour_office")
    assert print_paper(paper_of(sent, NOW)).startswith(b"%PDF")


def test_it_is_printed_from_the_page_of_the_application(sent: Referral, nur: User) -> None:
    client = client_of(nur)
    page = client.get(reverse("screening:detail", args=[sent.application.uuid])).text
    assert path_of(sent) in page
    answer = client.get(path_of(sent))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    event = AuditEvent.objects.get(action="referral.printed")
    assert (event.actor, event.subject) == ("nur", sent.application.subject)
    assert event.detail == {"row": sent.pk, "to": "worker_protection"}


@pytest.mark.parametrize("name", ["bima", "sari", "joko", "wening", "agung", "laras", "tari"])
def test_strangers_find_no_paper(name: str, sent: Referral, request: pytest.FixtureRequest) -> None:
    client = client_of(request.getfixturevalue(name))
    assert client.get(path_of(sent)).status_code == 404
    assert client.get(reverse("screening:referral", args=[sent.pk])).status_code == 404


def test_a_village_reads_its_own_on_the_screen_and_gets_no_paper(
    application: Application, nur: User
) -> None:
    sent = sent_to(nur, application, "village_officer")
    assert client_of(nur).get(path_of(sent)).status_code == 404


def test_a_paper_is_not_found_under_another_application(
    sent: Referral, child: Application, nur: User
) -> None:
    path = reverse("screening:referral_pdf", args=[child.uuid, sent.pk])
    assert client_of(nur).get(path).status_code == 404


def test_after_a_take_over_the_head_prints_it_and_the_sender_no_more(
    sent: Referral, nur: User, tari: User, ratna: User
) -> None:
    take_over(by=tari, number=sent.application.number)
    assert client_of(nur).get(path_of(sent)).status_code == 404
    assert client_of(ratna).get(path_of(sent)).status_code == 200


def test_an_erased_referral_has_no_paper(sent: Referral, nur: User) -> None:
    erase_applications([sent.application.subject])
    assert client_of(nur).get(path_of(sent)).status_code == 404


def test_the_officer_writes_down_what_the_agency_answered(sent: Referral, nur: User) -> None:
    client, page = client_of(nur), reverse("screening:referral", args=[sent.pk])
    detail = reverse("screening:detail", args=[sent.application.uuid])
    assert page in client.get(detail).text
    said = {f"{sent.pk}-jawaban": "helped", f"{sent.pk}-keterangan": "Lewat telepon"}
    answer = client.post(f"{page}jawab/", said, follow=True)
    assert answer.redirect_chain[-1][0] == page
    fresh = Referral.objects.get(pk=sent.pk)
    assert (fresh.reply, fresh.answered_by) == ("helped", nur)
    assert "Lewat telepon" in client.get(detail).text


def test_the_list_of_villages_does_not_show_it(sent: Referral, nur: User) -> None:
    assert "Surti" not in client_of(nur).get("/permohonan/rujukan/").text


def test_it_is_not_posted_to(sent: Referral, nur: User) -> None:
    assert client_of(nur).post(path_of(sent)).status_code == 405
