"""That a letter came to the applicant: who wrote it down, when, how, and what follows from it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding
from kentongan.screening.actions import letters as printing
from kentongan.screening.actions.handing_over import Given, hand_over
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.catalogues import Decision
from kentongan.screening.letters.handovers import (
    NOT_YET,
    REACHED,
    Handed,
    handed,
    of_last_decision,
)
from kentongan.screening.models import Application, Handover, Letter, Taker, Way
from tests.screening.conftest import add_letter, again, propose_refusal, refuse, wish
from tests.website.conftest import client_of

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
STRANGERS = ("bima", "sari", "joko", "wening", "agung", "laras", "asing", "tari")


@pytest.fixture
def letter(application: Application, nur: User, ratna: User) -> Letter:
    """The letter of a refusal."""
    return refuse(nur, ratna, application).letters.get()


def given(way: Way = Way.HAND, to: Taker = Taker.APPLICANT, days_ago: int = 0) -> Given:
    return Given(way, to, timezone.localdate() - days_ago * A_DAY)


def path_of(letter: Letter) -> str:
    return reverse("screening:hand_over", args=[letter.application.uuid, letter.pk])


def said(**more: str) -> dict[str, str]:
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {"cara": "hand", "kepada": "applicant", "tanggal": today} | more


@pytest.mark.parametrize("way", [Way.HAND, Way.READ_ALOUD])
def test_what_was_handed_over_is_with_the_applicant(way: Way, letter: Letter, nur: User) -> None:
    entry = hand_over(by=nur, letter=letter, given=given(way))
    today = timezone.localdate()
    assert (entry.by, entry.way, entry.to, entry.on) == (nur, way, Taker.APPLICANT, today)
    assert handed(letter) == Handed(today, today)


def test_a_letter_that_nobody_handed_over_is_on_no_day(letter: Letter) -> None:
    assert handed(letter) == handed(None) == NOT_YET


def test_a_posted_letter_is_with_the_applicant_when_the_receipt_says_so(
    letter: Letter, nur: User
) -> None:
    today = timezone.localdate()
    hand_over(by=nur, letter=letter, given=given(Way.POST))
    assert handed(letter) == Handed(today, None)
    hand_over(by=nur, letter=letter, given=given(Way.RECEIPT))
    assert handed(letter) == Handed(today, today)


def test_every_way_but_the_post_reaches_the_applicant() -> None:
    assert set(Way) - {Way.POST} == REACHED


def test_a_receipt_needs_a_posted_letter(letter: Letter, nur: User) -> None:
    with pytest.raises(Refused, match="dikirim lewat pos"):
        hand_over(by=nur, letter=letter, given=given(Way.RECEIPT))
    assert not Handover.objects.exists()


def test_the_last_entry_counts_and_the_earlier_one_stays(letter: Letter, nur: User) -> None:
    for way in (Way.HAND, Way.POST):
        hand_over(by=nur, letter=letter, given=given(way))
    assert handed(letter).reached_on is None
    assert [one.way for one in letter.handovers.all()] == [Way.HAND, Way.POST]


def test_before_the_decision_no_letter_is_handed_over(application: Application, nur: User) -> None:
    early = add_letter(propose_refusal(nur, application), nur)
    with pytest.raises(Refused, match="belum diambil"):
        hand_over(by=nur, letter=early, given=given())


@pytest.mark.parametrize("days_ago", [1, -1])
def test_a_day_before_the_decision_or_after_today_is_refused(
    days_ago: int, letter: Letter, nur: User
) -> None:
    with pytest.raises(Refused, match="di antara hari keputusan dan hari ini"):
        hand_over(by=nur, letter=letter, given=given(days_ago=days_ago))


def test_a_letter_about_a_child_goes_to_a_grown_up(child: Application, nur: User) -> None:
    proposal = deciding.propose(by=nur, application=child, wish=wish(Decision.ASK, "A1"))
    letter = printing.print_decision_letter(by=nur, proposal=proposal, papers=["family_card"])
    deciding.decide(by=nur, application=again(child))
    letter = Letter.objects.get(pk=letter.pk)
    with pytest.raises(Refused, match="orang tua, wali"):
        hand_over(by=nur, letter=letter, given=given())
    assert hand_over(by=nur, letter=letter, given=given(to=Taker.GUARDIAN)).to == "guardian"


def test_a_letter_without_a_proposal_is_handed_over_at_once(
    application: Application, nur: User
) -> None:
    today = timezone.localdate()
    letter = printing.print_entry_letter(by=nur, application=application, ended_on=today)
    assert hand_over(by=nur, letter=letter, given=given()).on == today


def test_the_last_decision_is_the_one_whose_letter_counts(letter: Letter, nur: User) -> None:
    hand_over(by=nur, letter=letter, given=given())
    today = timezone.localdate()
    assert of_last_decision(again(letter.application)) == Handed(today, today)


def test_without_a_decision_nothing_was_handed_over(application: Application) -> None:
    assert of_last_decision(application) == NOT_YET


@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_write_nothing_down(
    name: str, letter: Letter, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(name)
    with pytest.raises(Refused):
        hand_over(by=stranger, letter=letter, given=given())
    assert client_of(stranger).post(path_of(letter), said()).status_code == 404
    assert not Handover.objects.exists()


def test_nothing_is_handed_over_once_the_words_are_erased(letter: Letter, nur: User) -> None:
    hand_over(by=nur, letter=letter, given=given())
    erase_applications([letter.application.subject])
    assert client_of(nur).post(path_of(letter), said()).status_code == 404
    with pytest.raises(Refused, match="sudah dihapus"):
        hand_over(by=nur, letter=Letter.objects.get(pk=letter.pk), given=given())
    assert Handover.objects.count() == 1


@pytest.mark.parametrize("change", [{"way": "post"}, {"on": "2026-01-01"}, {"to": "proxy"}])
def test_what_was_written_down_stays(change: dict[str, str], letter: Letter, nur: User) -> None:
    entry = hand_over(by=nur, letter=letter, given=given())
    with pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()


def test_the_log_holds_how_and_to_whom_without_a_name(letter: Letter, nur: User) -> None:
    hand_over(by=nur, letter=letter, given=given(Way.READ_ALOUD))
    event = AuditEvent.objects.get(action="letter.handed_over")
    assert (event.actor, event.subject) == ("nur", letter.application.subject)
    assert event.detail == {"number": letter.number, "kind": "read_aloud", "to": "applicant"}


def test_it_is_written_down_from_the_page_and_shown_there(letter: Letter, nur: User) -> None:
    client = client_of(nur)
    detail = reverse("screening:detail", args=[letter.application.uuid])
    assert "Catat penyerahan surat ini" in client.get(detail).text
    page = client.post(path_of(letter), said(cara="read_aloud"), follow=True).text
    for words in ("Penyerahan surat tercatat", "Dibacakan, lalu diserahkan", "Nur Aini"):
        assert words in page
    assert "Keberatan dapat diajukan paling lambat" in page


def test_before_the_decision_the_page_offers_no_handing_over(
    application: Application, nur: User
) -> None:
    add_letter(propose_refusal(nur, application), nur)
    page = client_of(nur).get(reverse("screening:detail", args=[application.uuid])).text
    assert "Catat penyerahan surat ini" not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cara": "receipt"}, "dikirim lewat pos"),
        ({"cara": "merpati"}, "merpati"),
        ({"tanggal": "2020-01-01"}, "di antara hari keputusan"),
        ({"tanggal": ""}, "Betulkan, lalu kirim lagi"),
    ],
)
def test_what_is_wrong_is_said_and_the_form_comes_back(
    change: dict[str, str], words: str, letter: Letter, nur: User
) -> None:
    answer = client_of(nur).post(path_of(letter), said(**change))
    assert answer.status_code == 422
    assert words in answer.text
    assert not Handover.objects.exists()


def test_it_is_not_done_by_looking(letter: Letter, nur: User) -> None:
    assert client_of(nur).get(path_of(letter)).status_code == 405


def test_a_letter_is_not_handed_over_under_another_application(
    letter: Letter, child: Application, nur: User
) -> None:
    path = reverse("screening:hand_over", args=[child.uuid, letter.pk])
    assert client_of(nur).post(path, said()).status_code == 404


def test_the_head_of_the_section_writes_it_down_too(letter: Letter, ratna: User) -> None:
    assert client_of(ratna).post(path_of(letter), said()).status_code == 302
    assert letter.handovers.get().by == ratna


def test_more_letters_cost_no_more_questions(
    application: Application, nur: User, django_assert_max_num_queries: object
) -> None:
    client, path = client_of(nur), reverse("screening:detail", args=[application.uuid])
    today = timezone.localdate()
    for _number in range(6):
        letter = printing.print_entry_letter(by=nur, application=application, ended_on=today)
        hand_over(by=nur, letter=letter, given=given())
    client.get(path)
    with django_assert_max_num_queries(70) as counted:  # type: ignore[operator]
        client.get(path)
    asked = [one["sql"] for one in counted.captured_queries if "screening_handover" in one["sql"]]
    assert len(asked) == 1
