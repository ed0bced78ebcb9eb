"""The pages of interest entries: who opens them, and what they do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.screening.actions import objecting
from kentongan.screening.actions.applications import open_application
from kentongan.screening.actions.interest import enter_interest
from kentongan.screening.actions.letters import print_answer_letter
from kentongan.screening.interest.queries import ended_with_decision
from kentongan.screening.letters.content import Letter as Content
from kentongan.screening.letters.content import spoken
from kentongan.screening.models import Application, EndReason, InterestEntry
from tests import factories
from tests.screening.conftest import TO_WORK, again, refuse
from tests.website.conftest import client_of
from tests.website.pages import Page

REASON = "Nomor sponsor sama dengan tiga permohonan yang ditolak bulan ini."
LIST = "/perhatian/"


@pytest.fixture
def refused(application: Application, nur: User, ratna: User) -> Application:
    return refuse(nur, ratna, application)


@pytest.fixture
def entry(refused: Application, ratna: User) -> InterestEntry:
    return enter_interest(by=ratna, application=refused, months=3, reason=REASON)


def words_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def path_of(entry: InterestEntry, deed: str) -> str:
    return f"{LIST}{entry.application.uuid}/{entry.pk}/{deed}/"


@pytest.mark.parametrize("name", ["ratna", "hadi"])
def test_who_keeps_entries_reads_the_list(
    request: pytest.FixtureRequest, entry: InterestEntry, name: str
) -> None:
    text = words_of(client_of(request.getfixturevalue(name)), LIST)
    assert entry.application.number in text
    assert REASON in text
    assert Page(text).inline == []


@pytest.mark.parametrize("name", ["nur", "bima", "agung", "joko"])
def test_others_find_no_such_list(request: pytest.FixtureRequest, name: str) -> None:
    words_of(client_of(request.getfixturevalue(name)), LIST, 404)


def test_the_list_asks_the_same_for_one_and_for_many(
    entry: InterestEntry, nur: User, ratna: User
) -> None:
    client = client_of(ratna)
    words_of(client, LIST)
    with CaptureQueriesContext(connection) as once:
        words_of(client, LIST)
    for _more in range(3):
        other = refuse(nur, ratna, open_application(by=nur, told=TO_WORK))
        enter_interest(by=ratna, application=other, months=1, reason=REASON)
    with CaptureQueriesContext(connection) as often:
        assert words_of(client, LIST).count(REASON) == 4
    # Each row that is read stands in the log; nothing else is asked for each.
    reads = [one for one in often if one["sql"].startswith("SELECT")]
    assert len(reads) <= len([one for one in once if one["sql"].startswith("SELECT")])
    assert entry.pk


def test_a_section_head_writes_an_entry(refused: Application, ratna: User) -> None:
    client, path = client_of(ratna), f"{LIST}{refused.uuid}/"
    assert "paling lama enam bulan" in words_of(client, path)
    answer = client.post(path, {"lama": "6", "alasan": REASON})
    assert answer.status_code == 302
    assert InterestEntry.objects.get().months == 6


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"lama": "7", "alasan": REASON}, 422),
        ({"lama": "3", "alasan": ""}, 422),
        ({"lama": "3", "alasan": "curiga"}, 409),
    ],
)
def test_an_entry_that_is_not_possible_says_why(
    refused: Application, ratna: User, said: dict[str, str], status: int
) -> None:
    answer = client_of(ratna).post(f"{LIST}{refused.uuid}/", said)
    assert answer.status_code == status
    assert not InterestEntry.objects.exists()


def test_a_reviewer_renews_and_the_author_does_not(
    entry: InterestEntry, ratna: User, hadi: User
) -> None:
    soon = timezone.localdate() + timedelta(days=5)
    InterestEntry.objects.filter(pk=entry.pk).update(ends_on=soon)
    path, said = path_of(entry, "perpanjang"), {"lama": "2", "alasan": REASON}
    assert client_of(ratna).post(path, said).status_code in {403, 409}
    assert "Perpanjang" in words_of(client_of(hadi), path)
    assert client_of(hadi).post(path, said).status_code == 302
    assert InterestEntry.objects.filter(renewed_by=hadi, starts_on=soon).exists()


def test_a_renewal_that_comes_too_early_says_so(entry: InterestEntry, hadi: User) -> None:
    answer = client_of(hadi).post(path_of(entry, "perpanjang"), {"lama": "2", "alasan": REASON})
    assert answer.status_code == 409
    assert "14 hari sebelum berakhir" in answer.content.decode()


def test_an_entry_is_lifted_by_a_button_once(entry: InterestEntry, ratna: User) -> None:
    client, path = client_of(ratna), path_of(entry, "cabut")
    assert client.post(path).status_code == 302
    entry.refresh_from_db()
    assert entry.end_reason == EndReason.LIFTED
    assert client.post(path).status_code == 409


@pytest.mark.parametrize(
    ("role", "deed"), [(RoleKey.SECTION_HEAD, "cabut"), (RoleKey.OFFICE_HEAD, "perpanjang")]
)
def test_a_stranger_finds_none_of_it(
    entry: InterestEntry, other_office: Office, role: RoleKey, deed: str
) -> None:
    client = client_of(factories.make_user("dewi", role, other_office))
    assert client.post(path_of(entry, deed)).status_code == 404
    assert entry.application.number not in words_of(client, LIST)


def test_an_entry_of_another_application_is_not_found(
    entry: InterestEntry, nur: User, ratna: User
) -> None:
    other = open_application(by=nur, told=TO_WORK)
    path = f"{LIST}{other.uuid}/{entry.pk}/cabut/"
    assert client_of(ratna).post(path).status_code == 404


def test_the_page_of_the_application_shows_the_entry(entry: InterestEntry, ratna: User) -> None:
    text = words_of(client_of(ratna), f"/permohonan/{entry.application.uuid}/")
    assert "Catatan perhatian" in text
    assert "Penolakan atau penundaan" in text


def test_at_the_counter_the_same_number_is_told_of(entry: InterestEntry, tari: User) -> None:
    newer = open_application(by=tari, told=TO_WORK)
    text = words_of(client_of(tari), f"/permohonan/{newer.uuid}/")
    assert f"pada permohonan {entry.application.number}" in text
    assert REASON not in text


def test_who_was_right_hears_that_the_entry_is_gone(
    entry: InterestEntry, refused: Application, nur: User, hadi: User
) -> None:
    words = "Paspor lama itu sudah habis masa berlakunya."
    today = timezone.localdate()
    objecting.object_to(by=nur, application=refused, words=words, received_on=today)
    objection = objecting.review(by=hadi, application=again(refused), overturn=True, words=words)
    entry.refresh_from_db()
    assert entry.end_reason == EndReason.OVERTURNED
    ended_on = ended_with_decision(refused)
    assert ended_on == today
    letter = print_answer_letter(by=hadi, objection=objection, entry_ended_on=ended_on)
    assert "perhatian" in " ".join(map(str, spoken(Content.restored(letter.content))))


def test_an_application_without_an_entry_lost_none(refused: Application) -> None:
    assert ended_with_decision(refused) is None


@pytest.mark.parametrize(
    ("name", "is_reminded"), [("ratna", True), ("hadi", True), ("bima", False)]
)
def test_who_keeps_entries_is_reminded_on_the_first_page(
    request: pytest.FixtureRequest, entry: InterestEntry, name: str, is_reminded: bool
) -> None:
    client, words = client_of(request.getfixturevalue(name)), "berakhir dalam dua minggu"
    assert words not in words_of(client, "/")
    soon = timezone.localdate() + timedelta(days=5)
    InterestEntry.objects.filter(pk=entry.pk).update(ends_on=soon)
    assert (words in words_of(client, "/")) is is_reminded
