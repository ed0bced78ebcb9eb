"""The pages of people: strangers find nothing, a judgement is explained, stored and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.engine.linkage.people import Person
from kentongan.entities.models import PersonJudgement, PersonMention
from tests.entities.people.conftest import BORN, Names

AsUser = Callable[[User], Client]
REASON = "Kedua pelapor menunjuk rumah dan istri yang sama di Prigi."
QUEUE = "/hal/orang/antrean/"
QUESTIONS = 40


def page(mention: PersonMention) -> str:
    return f"/hal/orang/{mention.pk}/"


def match(one: PersonMention, other: PersonMention) -> str:
    return f"/hal/orang/{one.pk}/banding/{other.pk}/"


def say(client: Client, one: PersonMention, other: PersonMention, verdict: str = "same") -> int:
    answer = client.post(match(one, other), {"putusan": verdict, "alasan": REASON})
    return answer.status_code


def identity(mention: PersonMention) -> int | None:
    mention.refresh_from_db()
    found: int | None = mention.identity_id
    return found


def test_a_person_page_shows_what_was_told_and_who_may_be_the_same(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    text = as_user(bima).get(page(soleh[0])).text
    assert "Moch. Soleh Hidayat" in text
    assert "Sumini" in text
    assert "Bandingkan dengan" in text
    assert match(soleh[0], soleh[1]) in text


def test_two_are_compared_with_words_for_every_bar(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    answer = as_user(bima).get(match(soleh[0], soleh[1]))
    waterfall = answer.context["waterfall"]
    assert all(bar.sentence in answer.text for bar in waterfall.bars)
    assert str(waterfall.words) in answer.text
    assert "Muhamad Sholeh" in answer.text


@pytest.mark.parametrize("who", ["asing", "dimas", "laras"])
def test_strangers_find_no_person(
    request: pytest.FixtureRequest, soleh: list[PersonMention], as_user: AsUser, who: str
) -> None:
    client = as_user(request.getfixturevalue(who))
    addresses = (page(soleh[0]), match(soleh[0], soleh[1]), "/hal/orang/999999/")
    assert [client.get(address).status_code for address in addresses] == [404] * 3


def test_one_of_two_out_of_sight_is_not_found(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    PersonMention.objects.filter(pk=soleh[1].pk).update(label=5)
    assert as_user(bima).get(match(soleh[0], soleh[1])).status_code == 404


def test_nobody_is_compared_with_himself(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    assert as_user(bima).get(match(soleh[0], soleh[0])).status_code == 404


def test_suspects_are_not_shown_under_the_address_of_protected_people(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    assert as_user(bima).get(f"/hal/dilindungi/{soleh[0].pk}/").status_code == 404


def test_the_same_is_stored_with_what_stood_on_the_screen(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    assert say(as_user(bima), soleh[0], soleh[1]) == 302
    row = PersonJudgement.objects.get()
    assert (row.verdict, row.reason) == ("same", REASON)
    assert row.shown["bars"]
    assert identity(soleh[1]) == identity(soleh[0]) == soleh[0].pk


def test_a_merged_person_is_one_page_with_all_mentions(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1])
    shown = client.get(page(soleh[1]))
    assert len(shown.context["lines"]) == 2
    assert len(shown.context["timeline"].rows) == 2
    assert "2 sebutan dinilai petugas" in shown.text


def test_the_different_are_no_longer_suggested(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1], "different")
    assert match(soleh[0], soleh[1]) not in client.get(page(soleh[0])).text
    assert identity(soleh[1]) is None


@pytest.mark.parametrize(
    "sent", [{}, {"putusan": "same"}, {"putusan": "same", "alasan": "ya"}, {"putusan": "undone"}]
)
def test_a_judgement_without_a_choice_or_a_reason_is_not_taken(
    bima: User, soleh: list[PersonMention], as_user: AsUser, sent: dict[str, str]
) -> None:
    answer = as_user(bima).post(match(soleh[0], soleh[1]), sent)
    assert answer.status_code == 422
    assert not PersonJudgement.objects.exists()


def test_who_only_reads_may_not_judge(
    hadi: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(hadi)
    assert "Simpan penilaian" not in client.get(match(soleh[0], soleh[1])).text
    assert say(client, soleh[0], soleh[1]) == 403
    assert not PersonJudgement.objects.exists()


def test_a_judgement_is_taken_back_and_stays_in_the_history(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1])
    act = PersonJudgement.objects.get().act
    answer = client.post(f"{page(soleh[0])}batal/{act}/", {"alasan": REASON})
    assert answer.status_code == 302
    assert identity(soleh[1]) is None
    said = client.get(page(soleh[0])).context["said"]
    assert [(one.can_undo, one.can_redo) for one in said] == [(False, True), (False, False)]


def turned(client: Client, mention: PersonMention, at: int, **sent: str) -> Any:
    """Take back the row at a place of the history, the latest being 0."""
    act = PersonJudgement.objects.order_by("-pk")[at].act
    return client.post(f"{page(mention)}batal/{act}/", {"alasan": REASON, **sent}, follow=True)


def test_what_was_taken_back_is_brought_back_by_a_button_of_the_page(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1])
    turned(client, soleh[0], 0)
    assert "Berlakukan lagi" in client.get(page(soleh[0])).text
    answer = turned(client, soleh[0], 0, kembali="1")
    assert "Penilaian itu berlaku lagi" in answer.text
    assert identity(soleh[1]) == soleh[0].pk


def test_a_redone_judgement_is_taken_back_as_often_as_people_like(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1])
    first = PersonJudgement.objects.get()
    for rows in (2, 4):
        turned(client, soleh[0], rows - 2)
        assert identity(soleh[1]) is None
        turned(client, soleh[0], rows - 2, kembali="1")
        said = client.get(page(soleh[0])).context["said"]
        assert [one.row.pk for one in said if one.can_undo] == [first.pk]
        assert not any(one.can_redo for one in said)
        assert str(said[0].verdict) == "Dikembalikan"


def test_what_contradicts_a_later_word_is_not_brought_back(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1])
    turned(client, soleh[0], 0)
    say(client, soleh[0], soleh[1], "different")
    answer = turned(client, soleh[0], 1, kembali="1")
    assert answer.status_code == 422
    assert "dua orang yang berbeda" in answer.text
    assert identity(soleh[1]) is None


def test_what_was_taken_back_cannot_be_taken_back_twice(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1])
    address = f"{page(soleh[0])}batal/{PersonJudgement.objects.get().act}/"
    client.post(address, {"alasan": REASON})
    answer = client.post(address, {"alasan": REASON})
    assert answer.status_code == 422
    assert "sudah dibatalkan" in answer.text


def test_one_mention_is_split_off(bima: User, soleh: list[PersonMention], as_user: AsUser) -> None:
    client = as_user(bima)
    say(client, soleh[0], soleh[1])
    say(client, soleh[1], soleh[2])
    assert client.post(f"{page(soleh[2])}pisah/", {"alasan": REASON}).status_code == 302
    assert identity(soleh[2]) is None
    assert identity(soleh[1]) == soleh[0].pk


def test_what_stands_alone_cannot_be_split_off(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    answer = as_user(bima).post(f"{page(soleh[0])}pisah/", {"alasan": REASON})
    assert answer.status_code == 422
    assert "tidak digabung" in answer.text


@pytest.mark.parametrize("end", ["pisah/", "batal/00000000-0000-4000-8000-000000000000/"])
def test_taking_apart_needs_a_reason_and_a_post(
    bima: User, soleh: list[PersonMention], as_user: AsUser, end: str
) -> None:
    client = as_user(bima)
    assert client.get(page(soleh[0]) + end).status_code == 405
    assert client.post(page(soleh[0]) + end).status_code == 422


def test_the_queue_leads_to_the_comparison(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    answer = as_user(bima).get(QUEUE)
    assert match(soleh[0], soleh[1]) in answer.text
    assert len(answer.context["rows"]) == 3


def test_an_empty_queue_says_so(bima: User, stranger: PersonMention, as_user: AsUser) -> None:
    assert "Tidak ada pertanyaan" in as_user(bima).get(QUEUE).text


def test_an_unknown_parameter_of_the_queue_is_a_mistake(bima: User, as_user: AsUser) -> None:
    assert as_user(bima).get(QUEUE, {"siapa": "1"}).status_code == 400


def test_reading_of_people_is_written_down(
    bima: User, soleh: list[PersonMention], as_user: AsUser
) -> None:
    as_user(bima).get(match(soleh[0], soleh[1]))
    row = AuditEvent.objects.get(action="person.read")
    assert row.detail["subjects"] == [f"person:{one.pk}" for one in soleh[:2]]


def test_the_questions_to_the_database_do_not_grow_with_the_queue(
    bima: User, names: Names, as_user: AsUser
) -> None:
    client = as_user(bima)
    counts = []
    for size in (6, 18):
        for number in range(size):
            person = Person(f"Soleh Hidayat {'abc'[number % 3]}ono", birth_date=BORN)
            names(f"report:{number}", person, voice=f"{number}:x")
        with CaptureQueriesContext(connection) as asked:
            client.get(QUEUE)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1 <= QUESTIONS
