"""The interview through its pages: one question a step, answers kept at once, facts beside it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.interview.queries import latest
from kentongan.screening.models import Application, Impression, NotTheSame, StoredFinding
from tests.screening.counter.conftest import NIK

Opened = Callable[..., Application]
JSON = {"Accept": "application/json"}


def at(name: str, application: Application) -> str:
    return reverse(f"counter:{name}", args=[application.uuid])


def say(client: Client, application: Application, question: str, answer: str, **more: str) -> int:
    posted = {"question": question, "answer": answer, **more}
    return client.post(at("answer", application), posted).status_code


@pytest.fixture
def desk(client: Client, rini: User) -> Client:
    client.force_login(rini)
    return client


def test_the_first_question_is_asked(desk: Client, opened: Opened) -> None:
    page = desk.get(at("interview", opened()))
    assert "Negara mana yang akan dituju?" in page.content.decode()


def test_an_answer_leads_to_the_next_question(desk: Client, opened: Opened) -> None:
    application = opened()
    assert say(desk, application, "destination", "Malaysia") == 302
    page = desk.get(at("interview", application)).content.decode()
    assert "Kapan rencana berangkat?" in page
    assert "Malaysia" in page


def test_an_answer_that_is_none_is_asked_again_with_what_was_typed(
    desk: Client, opened: Opened
) -> None:
    application = opened()
    say(desk, application, "destination", "Malaysia")
    posted = {"question": "departure", "answer": "kapan-kapan"}
    page = desk.post(at("answer", application), posted)
    assert page.status_code == 422
    assert "kapan-kapan" in page.content.decode()
    assert latest(application).answers == {"destination": "MY"}


def test_not_known_answers_too(desk: Client, opened: Opened) -> None:
    application = opened()
    say(desk, application, "destination", "", unknown="1")
    assert latest(application).answers == {"destination": "unknown"}


def test_the_script_gets_the_next_question_and_the_facts(desk: Client, opened: Opened) -> None:
    application = opened()
    posted = {"question": "destination", "answer": "Kamboja"}
    parts = desk.post(at("answer", application), posted, headers=JSON).json()
    assert "Kapan rencana berangkat?" in parts["step"]
    assert "Kamboja tidak terbuka untuk penempatan" in parts["facts"]


def test_the_script_is_told_what_is_wrong(desk: Client, opened: Opened) -> None:
    application = opened()
    posted = {"question": "destination", "answer": ""}
    reply = desk.post(at("answer", application), posted, headers=JSON)
    assert reply.status_code == 422
    assert "Tulis jawabannya" in reply.json()["step"]


def test_an_answered_question_can_be_asked_again(desk: Client, opened: Opened) -> None:
    application = opened()
    say(desk, application, "destination", "Malaysia")
    page = desk.get(at("interview", application), {"tanya": "destination"}).content.decode()
    assert 'name="question" value="destination"' in page


def test_every_turn_of_the_interview_is_kept(desk: Client, opened: Opened) -> None:
    application = opened()
    say(desk, application, "destination", "Malaysia")
    say(desk, application, "destination", "Taiwan")
    rows = application.answers.order_by("number")
    assert [row.answers["destination"] for row in rows] == ["MY", "TW"]
    assert rows[1].question_sets == ["opening 2026-01-01", "work 2026-01-01"]


def test_what_hung_on_a_corrected_answer_falls_away(desk: Client, opened: Opened) -> None:
    application = opened()
    for question, answer in (("organiser", "company"), ("organiser_name", "PT Nusa")):
        say(desk, application, question, answer)
    say(desk, application, "organiser", "self")
    assert latest(application).answers == {"organiser": "self"}


def test_the_time_at_the_screen_is_kept_and_bounded(desk: Client, opened: Opened) -> None:
    application = opened()
    say(desk, application, "destination", "Malaysia", started="1")
    assert latest(application).seconds == 3600
    say(desk, application, "departure", "12-2026", started="bukan angka")
    assert latest(application).seconds == 0


def test_a_child_is_asked_the_questions_for_children(desk: Client, opened: Opened) -> None:
    child = opened("work", birth_date=None, national_id="")
    Application.objects.filter(pk=child.pk).update(is_child=True, label=4)
    page = desk.get(at("interview", child)).content.decode()
    assert "Kamu akan pergi ke negara mana?" in page
    assert "Tanyakan kepada anak tanpa pendamping" in page


def test_papers_are_compared_when_they_are_saved(desk: Client, opened: Opened) -> None:
    application = opened()
    desk.post(at("paper", application), {"kind": "kk", "name": "Wati Lestarini", "on": ""})
    page = desk.get(at("interview", application)).content.decode()
    assert "Nama berbeda: di Permohonan tertulis “Wati Lestari”, di Kartu keluarga" in page


def test_a_denied_fact_is_remembered(desk: Client, opened: Opened) -> None:
    application = opened()
    desk.post(at("paper", application), {"kind": "kk", "name": "Wati Lestarini"})
    key = StoredFinding.objects.get(application=application).key
    reason = "KK itu milik kakaknya, pemohon salah membawa."
    desk.post(at("deny", application), {"key": key, "reason": reason})
    assert NotTheSame.objects.get(application=application).reason == reason
    assert "Nama berbeda" not in desk.get(at("interview", application)).content.decode()


def test_a_fact_is_not_denied_without_a_reason(desk: Client, opened: Opened) -> None:
    application = opened()
    desk.post(at("paper", application), {"kind": "kk", "name": "Wati Lestarini"})
    key = StoredFinding.objects.get(application=application).key
    page = desk.post(at("deny", application), {"key": key, "reason": "ya"}, follow=True)
    assert "Tulis alasannya dengan satu kalimat penuh" in page.content.decode()
    assert not NotTheSame.objects.exists()


def test_an_impression_is_kept_and_shown_nowhere(desk: Client, opened: Opened) -> None:
    application = opened()
    words = "Kelihatan gugup waktu ditanya."
    desk.post(at("impression", application), {"words": words})
    assert Impression.objects.get(application=application).words == words
    for page in (at("interview", application), application_page(application)):
        assert words not in desk.get(page).content.decode()


def application_page(application: Application) -> str:
    return reverse("screening:detail", args=[application.uuid])


def test_an_impression_finds_no_fact(desk: Client, opened: Opened) -> None:
    application = opened()
    desk.post(at("impression", application), {"words": "Gugup, bajunya lusuh, dari Kamboja."})
    assert desk.get(at("facts", application)).json()["count"] == 0


def test_words_of_both_stay_beside_the_answers(desk: Client, opened: Opened) -> None:
    application = opened()
    say(desk, application, "destination", "Malaysia")
    posted = {"officer_words": "Membawa kontrak.", "applicant_words": "Saya diajak bibi."}
    desk.post(at("words", application), posted)
    say(desk, application, "departure", "12-2026")
    last = latest(application)
    assert (last.officer_words, last.applicant_words) == ("Membawa kontrak.", "Saya diajak bibi.")


def test_facts_of_typed_data_are_told_before_anything_is_saved(
    desk: Client, opened: Opened
) -> None:
    first = opened()
    posted = {"name": "Wati", "national_id": NIK, "birth_date": "1996-05-05", "purpose": "work"}
    reply = desk.post(reverse("counter:facts_typed"), posted).json()
    assert reply["count"] == 2
    assert first.number in reply["html"]
    assert Application.objects.count() == 1


def test_typed_words_are_in_no_log(desk: Client, rini: User) -> None:
    posted = {"name": "Wati Rahasia", "national_id": NIK, "purpose": "work"}
    desk.post(reverse("counter:facts_typed"), posted)
    event = AuditEvent.objects.get(action="interview.looked_up")
    assert event.detail == {"purpose": "work", "found": 0, "count": 0}
    assert "Wati" not in str(AuditEvent.objects.values_list("detail", "subject"))


@pytest.mark.parametrize("half", ["", "12", "bukan tanggal", "9" * 400, "\x00", "{}"])
def test_half_typed_data_breaks_nothing(desk: Client, half: str) -> None:
    names = ("name", "national_id", "birth_date", "phone", "purpose", "region_code", "sponsor")
    reply = desk.post(reverse("counter:facts_typed"), dict.fromkeys(names, half))
    assert reply.status_code == 200


@pytest.mark.parametrize("name", ["interview", "facts"])
def test_who_has_nothing_to_do_with_it_finds_no_such_page(
    client: Client, opened: Opened, tono: User, laras: User, bima: User, name: str
) -> None:
    application = opened()
    for stranger in (tono, laras, bima):
        client.force_login(stranger)
        assert client.get(at(name, application)).status_code == 404


def test_another_officer_does_not_write_into_it(
    client: Client, opened: Opened, ratna: User
) -> None:
    application = opened()
    client.force_login(ratna)
    page = client.get(at("interview", application)).content.decode()
    assert 'id="question"' not in page
    assert say(client, application, "destination", "Malaysia") == 403
    assert latest(application) is None


def test_reading_the_interview_is_written_down(desk: Client, opened: Opened) -> None:
    application = opened()
    desk.get(at("interview", application))
    assert AuditEvent.objects.filter(action="interview.read", subject=application.subject).exists()
