"""Data subjects: clocks, two signatures, and an answer that never betrays who told it (T-SAR)."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert, Outcome, State
from kentongan.audit.models import AuditEvent
from kentongan.entities.models import Mention, Thing
from kentongan.reports.models import Report
from kentongan.screening.actions.applications import open_application
from kentongan.website.models import Decision, SubjectRequest, Wish
from kentongan.website.privacy import subject
from kentongan.website.privacy.actions import answers
from kentongan.website.privacy.documents import print_paper
from kentongan.website.privacy.old_words import WORDS
from tests.alerts.conftest import make_alert
from tests.factories import make_user
from tests.screening.conftest import NUMBER, TO_WORK
from tests.website.conftest import client_of
from tests.website.privacy.conftest import READERS, STRANGERS, Post

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PATH = "/privasi/permintaan/"
PHONE = "0850-0077-7001"
MakeReport = Callable[..., Report]
pytestmark = pytest.mark.django_db


def received(by: User, wish: Wish = Wish.ACCESS, asked: str = PHONE) -> SubjectRequest:
    said = answers.Told("Pemohon Rekaan", "loket", "KTP asli diperlihatkan.", asked, "")
    return answers.receive(by=by, wish=wish, said=said, now=NOW)


def prepared(by: User, **more: Any) -> SubjectRequest:
    words = {"decision": Decision.GRANTED, "ground": ""} | more
    return answers.prepare(by=by, request=received(by), now=NOW, **words)


def held(by: User, asked: str = PHONE) -> list[dict[str, Any]]:
    """What the answer says is held."""
    return subject.answer(received(by, asked=asked))["held"][0]["things"]


@pytest.fixture
def told(
    made_report: MakeReport, sari: User, joko: User, wening: User
) -> Callable[[int], list[Report]]:
    """``told(3)``: so many independent voices spoke of the phone."""

    def tell(voices: int, phone: str = PHONE) -> list[Report]:
        people = (sari, joko, wening)[:voices]
        return [made_report(by, noticed=f"Telepon {phone} menawari kerja.") for by in people]

    return tell


# --- clocks -------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", list(Wish))
def test_every_wish_is_answered_within_three_days(wish: Wish, ratna: User) -> None:
    request = received(ratna, wish)
    assert request.due_at == NOW + 72 * HOUR
    assert request.clock_source.startswith("UU 27/2022 Pasal")


def test_an_answer_is_late_when_the_clock_ran_out_before_it_left(ratna: User) -> None:
    request = received(ratna)
    assert not subject.is_late(request, NOW + 72 * HOUR)
    assert subject.is_late(request, NOW + 73 * HOUR)
    request.closed_at = NOW + HOUR
    assert not subject.is_late(request, NOW + 73 * HOUR)


# --- what the answer says -----------------------------------------------------------------


def test_three_voices_are_told_with_month_and_regency(
    told: Callable[..., object], ratna: User
) -> None:
    told(3)
    (thing,) = held(ratna)
    assert thing["mentions"] == 3
    assert (thing["months"], thing["regencies"]) == (["November 2026"], ["Trenggalek"])


@pytest.mark.parametrize("voices", [1, 2])
def test_fewer_voices_are_told_without_month_and_regency(
    voices: int, told: Callable[..., object], ratna: User
) -> None:
    told(voices)
    (thing,) = held(ratna)
    assert thing["mentions"] == "kurang dari 3"
    assert thing["months"] == thing["regencies"] == subject.WITHHELD


def test_what_nobody_mentioned_is_not_held(ratna: User) -> None:
    assert held(ratna) == []


def test_a_number_is_found_however_it_is_written(told: Callable[..., object], ratna: User) -> None:
    told(1)
    assert len(held(ratna, "+62 850 0077 7001")) == 1


def test_a_tip_on_the_special_channel_is_never_told(
    told: Callable[..., object], ratna: User
) -> None:
    told(3)
    Mention.objects.update(hidden_from=ratna.office.agency if ratna.office else None)
    assert held(ratna) == []


def test_a_withdrawn_report_is_not_told(told: Callable[..., object], ratna: User) -> None:
    told(3)
    Mention.objects.update(withdrawn=True)
    assert held(ratna) == []


def alert_about(office: Office, **fields: object) -> Alert:
    thing = Thing.objects.get()
    made = make_alert(office, "35.03.05.2001", key=f"{thing.kind}:{thing.key}", title="Rahasia")
    Alert.objects.filter(pk=made.pk).update(**fields)
    return made


def test_an_open_alert_is_never_told(
    told: Callable[..., object], ratna: User, office: Office
) -> None:
    told(3)
    alert_about(office)
    assert held(ratna)[0]["alerts"] == []


def test_a_closed_alert_is_told_without_its_words(
    told: Callable[..., object], ratna: User, office: Office
) -> None:
    told(3)
    alert_about(office, state=State.CLOSED, outcome=Outcome.UNFOUNDED)
    (alert,) = held(ratna)[0]["alerts"]
    assert alert["outcome"] == "Tidak terbukti"
    assert "Rahasia" not in str(alert)


def test_the_same_data_give_the_same_answer(told: Callable[..., object], ratna: User) -> None:
    told(3)
    request = received(ratna)
    assert subject.as_text(subject.answer(request)) == subject.as_text(subject.answer(request))


# --- T-SAR: nothing in the bytes leads to the reporter ------------------------------------------

LETTERS = st.text("bcdfghjklmnpqrstvwxz", min_size=9, max_size=14)
TEXTS = st.lists(LETTERS, min_size=3, max_size=3, unique=True)
DAYS = st.lists(st.dates(date(2026, 6, 1), date(2026, 11, 20)), min_size=3, max_size=3)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=TEXTS, days=DAYS, voices=st.integers(1, 3))
def test_no_word_reporter_day_or_village_stands_in_the_answer(
    words: list[str], days: list[date], voices: int,
    made_report: MakeReport, sari: User, joko: User, wening: User, ratna: User, agung: User,
) -> None:  # fmt: skip
    def try_it() -> None:
        people = (sari, joko, wening)[:voices]
        for by, word, day in zip(people, words, days, strict=False):
            fields = {"noticed": f"{word} {PHONE}", "place_text": word, "noticed_on": day}
            made_report(by, "35.03.05.2001", **fields)
        request = prepared(ratna)
        hashed = request.document_hash
        approved = answers.approve(by=agung, request=request, document_hash=hashed, now=NOW)
        text = approved.document + str(subject.paper(approved))
        names = [
            name for user in (*people, ratna, agung) for name in (user.username, user.full_name)
        ]
        traces = [*words, *names, "Prigi", "Watulimo", "35.03", "Polsek", "Disnaker"]
        traces += [day.isoformat() for day in days]
        traces += [f"{before}{day.day} {day:%B}" for day in days for before in " >(\n"]
        traces += [str(report.uuid) for report in Report.objects.all()]
        assert [trace for trace in traces if trace in text] == []

    with transaction.atomic():
        try_it()
        transaction.set_rollback(True)


def test_the_answer_has_only_the_fields_of_the_profile(
    told: Callable[..., object], ratna: User, office: Office
) -> None:
    """A new field fails here until two people have read why it may leave the office."""
    told(3)
    alert_about(office, state=State.CLOSED, outcome=Outcome.CONFIRMED)
    document = subject.answer(received(ratna))
    (thing,) = document["held"][0]["things"]
    assert set(document) == {
        "office", "request", "received", "held", "purpose", "ground", "retention",
    }  # fmt: skip
    assert set(thing) == {"kind", "mentions", "months", "regencies", "alerts", "handled"}
    assert set(thing["alerts"][0]) == {"kind", "month", "outcome", "effect"}


def test_a_refusal_reads_the_same_whether_something_is_held_or_not(
    told: Callable[..., object], ratna: User, agung: User
) -> None:
    texts = []
    for _round in range(2):
        one = prepared(ratna, decision=Decision.REFUSED, ground="UU 27/2022 Pasal 33 huruf a.")
        done = answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
        texts.append(str(subject.paper(done)).replace(f"'{done.pk}'", "'N'"))
        told(3)
    assert texts[0] == texts[1]


def test_the_letter_is_the_same_bytes_each_time(ratna: User, agung: User) -> None:
    one = prepared(ratna)
    done = answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    assert print_paper(subject.paper(done), NOW) == print_paper(subject.paper(done), NOW)


def test_an_applicant_reads_of_the_own_application_in_the_letter(
    ratna: User, agung: User, office: Office
) -> None:
    nur = make_user("nur", RoleKey.PASSPORT_OFFICER, office, "Nur Aini")
    made = open_application(by=nur, told=TO_WORK)
    asked = received(ratna, asked=f"{NUMBER}\n{PHONE}")
    one = answers.prepare(by=ratna, request=asked, decision=Decision.GRANTED, ground="", now=NOW)
    done = answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    letter = str(subject.paper(done))
    assert f"Permohonan paspor {made.number}" in letter
    assert "tidak disalin di sini, baik ada maupun tidak" in letter
    assert "Catatan wawancara paspor: 2 tahun" in letter
    assert "Nur Aini" not in letter
    assert print_paper(subject.paper(done), NOW).startswith(b"%PDF")


def test_an_answer_from_before_the_desk_is_printed_as_it_was_approved(
    ratna: User, agung: User
) -> None:
    one = prepared(ratna)
    done = answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    old = json.loads(done.document)
    del old["held"][0]["applications"]
    done.document = json.dumps(old)
    assert "tidak menyimpan catatan" in str(subject.paper(done))


# --- two persons ----------------------------------------------------------------------------------


def test_who_prepared_does_not_approve(ratna: User) -> None:
    one = prepared(ratna)
    with pytest.raises(Refused, match="orang lain"):
        answers.approve(by=ratna, request=one, document_hash=one.document_hash, now=NOW)


def test_only_the_answer_that_was_shown_is_approved(ratna: User, agung: User) -> None:
    one = prepared(ratna)
    with pytest.raises(Refused, match="berubah"):
        answers.approve(by=agung, request=one, document_hash="0" * 64, now=NOW)


def test_nothing_leaves_before_the_second_signature(ratna: User, agung: User) -> None:
    one = prepared(ratna)
    with pytest.raises(Refused, match="belum disetujui"):
        answers.take_along(by=agung, request=one, door="page")
    with pytest.raises(Refused):
        answers.close(by=agung, request=one, now=NOW)


def test_an_approved_answer_is_not_prepared_again(ratna: User, agung: User) -> None:
    one = prepared(ratna)
    answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    with pytest.raises(Refused, match="tidak menunggu"):
        answers.prepare(by=ratna, request=one, decision=Decision.GRANTED, ground="", now=NOW)


@pytest.mark.parametrize("wish", [Wish.CORRECTION, Wish.OBJECTION, Wish.WITHDRAWAL])
def test_what_is_no_access_needs_words(wish: Wish, ratna: User) -> None:
    with pytest.raises(Refused, match="satu kalimat"):
        answers.prepare(
            by=ratna, request=received(ratna, wish), decision=Decision.GRANTED, ground="",
            now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("name", [*STRANGERS, "hadi"])
def test_others_receive_nothing(name: str, people: dict[str, User]) -> None:
    with pytest.raises(Refused):
        received(people[name])


def run(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


APPROVING = (
    "UPDATE website_subjectrequest SET approved_by_id = %s, approved_at = %s, approved_hash = %s"
    " WHERE id = %s"
)


def test_raw_sql_does_not_approve_for_who_prepared(ratna: User) -> None:
    one = prepared(ratna)
    with pytest.raises(IntegrityError, match="answer_approved_by_another"):
        run(APPROVING, ratna.pk, NOW, one.document_hash, one.pk)


def test_raw_sql_does_not_approve_another_answer(ratna: User, agung: User) -> None:
    one = prepared(ratna)
    with pytest.raises(IntegrityError, match="exactly_the_prepared"):
        run(APPROVING, agung.pk, NOW, "0" * 64, one.pk)


@pytest.mark.parametrize(
    "change", ["approved_by_id = NULL", "document_hash = 'x'", "wish = 'erasure'", "due_at = now"]
)
def test_raw_sql_changes_nothing_that_was_approved(change: str, ratna: User, agung: User) -> None:
    one = prepared(ratna)
    answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    said = change.replace("= now", "= '2031-01-01 00:00:00+00:00'")
    with pytest.raises(DatabaseError):
        run(f"UPDATE website_subjectrequest SET {said} WHERE id = %s", one.pk)


def test_a_request_is_never_deleted(ratna: User) -> None:
    one = received(ratna)
    with pytest.raises(DatabaseError, match="never changed"):
        run("DELETE FROM website_subjectrequest WHERE id = %s", one.pk)


def test_an_answered_request_is_erased_after_a_year(ratna: User, agung: User) -> None:
    one = prepared(ratna)
    answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    answers.close(by=ratna, request=one, now=NOW)
    words = WORDS["subject_request"]
    assert words.carry_out([one.subject for one in words.due(NOW + HOUR)]) == 1
    row = SubjectRequest.objects.get()
    assert (row.asker, row.asked, row.document, row.wish) == ("", "", "", Wish.ACCESS)
    assert words.due(NOW + HOUR) == []


# --- the pages and the command ------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_guardians_open_the_list(name: str, people: dict[str, User]) -> None:
    assert client_of(people[name]).get(PATH).status_code == 200


@pytest.mark.parametrize("name", STRANGERS)
def test_others_find_no_such_page(name: str, people: dict[str, User], ratna: User) -> None:
    one = received(ratna)
    client = client_of(people[name])
    assert {client.get(path).status_code for path in (PATH, f"{PATH}{one.pk}/")} == {404}


FORM = {
    "permintaan": "access", "nama": "Pemohon Rekaan", "kontak": "loket",
    "bukti": "KTP asli diperlihatkan.", "ditanyakan": PHONE, "keterangan": "",
}  # fmt: skip


def test_a_request_goes_through_the_pages(ratna: User, agung: User, post_as: Post) -> None:
    one = post_as(ratna, PATH, **FORM)["Location"]
    assert post_as(ratna, f"{one}siapkan/", putusan="granted").status_code == 302
    hashed = SubjectRequest.objects.get().document_hash
    assert post_as(ratna, f"{one}setujui/", sidik=hashed).status_code == 403
    assert post_as(agung, f"{one}setujui/", sidik=hashed).status_code == 302
    assert post_as(agung, f"{one}serahkan/").status_code == 302
    assert SubjectRequest.objects.get().closed_at is not None


def test_reading_a_request_is_logged(ratna: User, agung: User) -> None:
    one = received(ratna)
    client_of(agung).get(f"{PATH}{one.pk}/")
    event = AuditEvent.objects.filter(action="subject_request.read", actor="agung").get()
    assert event.subject == f"subject_request:{one.pk}"


def test_the_list_names_nobody(ratna: User, agung: User) -> None:
    received(ratna)
    assert "Pemohon Rekaan" not in client_of(agung).get(PATH).text


def test_printing_asks_for_a_fresh_login(ratna: User) -> None:
    one = received(ratna)
    answer = client_of(ratna).get(f"{PATH}{one.pk}/jawaban.pdf")
    assert answer["Location"].startswith("/akun/reauthenticate/")


def test_the_command_writes_only_what_two_people_signed(
    ratna: User, agung: User, tmp_path: Path
) -> None:
    one, out = prepared(ratna), tmp_path / "jawaban.json"
    with pytest.raises(CommandError, match="belum disetujui"):
        call_command("subject_export", one.pk, str(out), by="ratna")
    answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    call_command("subject_export", one.pk, str(out), by="ratna", stdout=StringIO())
    assert json.loads(out.read_text("utf-8"))["request"] == one.pk
    assert AuditEvent.objects.filter(action="subject_request.exported").count() == 1


def test_a_changed_answer_does_not_leave(ratna: User, agung: User) -> None:
    one = prepared(ratna)
    done = answers.approve(by=agung, request=one, document_hash=one.document_hash, now=NOW)
    done.document = "{}"
    with pytest.raises(Refused, match="bukan lagi"):
        answers.take_along(by=agung, request=done, door="page")
