"""Incidents: the clock of 3×24 hours, the list, who was affected, the letters."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.audit.models import AuditEvent, Incident, IncidentEntry
from kentongan.website.privacy import letters
from kentongan.website.privacy.actions import incidents as deeds
from kentongan.website.privacy.clocks import breach_on, hours_left
from kentongan.website.privacy.scope import Window, records_touched
from tests.website.conftest import client_of
from tests.website.privacy.conftest import READERS, STRANGERS, Post

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PATH = "/privasi/insiden/"
WHAT = "Gawai petugas hilang dalam keadaan terbuka."


@pytest.fixture
def incident(agung: User) -> Incident:
    return deeds.begin(by=agung, known_at=NOW - HOUR, what=WHAT, now=NOW)


@pytest.fixture
def read(bima: User, time_machine: Any) -> Callable[..., None]:
    """``read(subject, at)``: bima opened a record then."""

    def open_record(subject: str, at: datetime, by: User = bima) -> None:
        time_machine.move_to(at, tick=False)
        with transaction.atomic():
            record(by, "record.read", subject)

    return open_record


def test_only_guardians_of_privacy_begin_one(bima: User) -> None:
    with pytest.raises(Refused):
        deeds.begin(by=bima, known_at=NOW, what=WHAT, now=NOW)


def test_nothing_becomes_known_in_the_future(agung: User) -> None:
    with pytest.raises(Refused, match="masa depan"):
        deeds.begin(by=agung, known_at=NOW + HOUR, what=WHAT, now=NOW)


def test_the_clock_is_three_days_of_twenty_four_hours() -> None:
    edition = breach_on(NOW.date())
    assert edition.hours == 72
    assert "Pasal 46" in edition.source


@pytest.mark.parametrize(("minutes", "hours"), [(0, 72), (1, 71), (71 * 60, 1), (72 * 60 + 1, -1)])
def test_the_hours_left_are_never_told_too_many(minutes: int, hours: int) -> None:
    assert hours_left(NOW + 72 * HOUR, NOW + timedelta(minutes=minutes)) == hours


def test_a_step_is_ticked_off_once(incident: Incident, agung: User) -> None:
    deeds.tick_off(by=agung, incident=incident, step="stop", note="Akun ditutup.", now=NOW)
    with pytest.raises(Refused, match="sudah ditandai"):
        deeds.tick_off(by=agung, incident=incident, step="stop", note="", now=NOW)


def test_a_step_that_is_not_on_the_list_is_refused(incident: Incident, agung: User) -> None:
    with pytest.raises(Refused):
        deeds.tick_off(by=agung, incident=incident, step="dance", note="", now=NOW)


def test_an_incident_closes_only_with_every_step_done(incident: Incident, agung: User) -> None:
    with pytest.raises(Refused, match="Masih ada langkah terbuka: Hentikan"):
        deeds.close(by=agung, incident=incident, note="Sudah selesai.", now=NOW)
    for step in breach_on(NOW.date()).steps:
        deeds.tick_off(by=agung, incident=incident, step=step.id, note="", now=NOW)
    deeds.close(by=agung, incident=incident, note="Sudah selesai.", now=NOW)
    with pytest.raises(Refused, match="sudah ditutup"):
        deeds.add_note(by=agung, incident=incident, note="Ada lagi kabar.", now=NOW)


# --- who was affected -------------------------------------------------------------------


def test_the_log_tells_which_records_an_account_opened_between_two_moments(
    read: Callable[..., None], sari: User
) -> None:
    read("report:a", NOW)
    read("report:a", NOW + HOUR)
    read("alert:1", NOW + HOUR)
    read("report:b", NOW + 5 * HOUR)
    read("report:c", NOW, by=sari)
    read("week:2026-11-20", NOW)
    touched = records_touched(Window("bima", NOW, NOW + 2 * HOUR))
    assert [(one.subject, one.events) for one in touched] == [("report:a", 2), ("alert:1", 1)]


def test_the_edges_of_the_time_belong_to_it(read: Callable[..., None]) -> None:
    read("report:a", NOW)
    read("report:b", NOW + HOUR)
    assert len(records_touched(Window("bima", NOW, NOW + HOUR))) == 2


def test_a_reckoning_is_kept_with_its_records(
    incident: Incident, agung: User, read: Callable[..., None]
) -> None:
    read("report:a", NOW)
    window = Window("bima", NOW - HOUR, NOW + HOUR)
    deeds.reckon_scope(by=agung, incident=incident, window=window, now=NOW)
    detail = IncidentEntry.objects.get().detail
    assert (detail["account"], detail["events"], detail["records"]) == ("bima", 1, ["report:a"])


def test_a_time_that_ends_before_it_begins_is_refused(incident: Incident, agung: User) -> None:
    window = Window("bima", NOW, NOW)
    with pytest.raises(Refused, match="sebelum"):
        deeds.reckon_scope(by=agung, incident=incident, window=window, now=NOW)


# --- the letters --------------------------------------------------------------------------


def words_of(paper: Any) -> str:
    return str(paper)


def test_the_letter_to_the_authority_says_what_the_law_asks(
    incident: Incident, agung: User, read: Callable[..., None]
) -> None:
    read("report:a", NOW)
    window = Window("bima", NOW - HOUR, NOW + HOUR)
    deeds.reckon_scope(by=agung, incident=incident, window=window, now=NOW)
    deeds.tick_off(by=agung, incident=incident, step="stop", note="", now=NOW)
    text = words_of(letters.to_authority(incident))
    wanted = ("Data pribadi yang terungkap", "1 laporan", WHAT, "Hentikan kebocorannya", "Pasal 46")
    assert [words for words in wanted if words not in text] == []


def test_a_letter_to_a_person_names_nobody_and_no_record(
    incident: Incident, agung: User, read: Callable[..., None]
) -> None:
    read("report:a", NOW)
    window = Window("bima", NOW - HOUR, NOW + HOUR)
    deeds.reckon_scope(by=agung, incident=incident, window=window, now=NOW)
    text = words_of(letters.to_person(incident))
    assert "bima" not in text
    assert "report:a" not in text
    assert WHAT not in text


@pytest.mark.parametrize("name", ["lembaga", "orang"])
def test_a_letter_is_a_pdf_and_its_printing_is_logged(
    name: str, incident: Incident, agung: User
) -> None:
    answer = client_of(agung).get(f"{PATH}{incident.pk}/surat/{name}/")
    assert answer.content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(action="incident.letter_printed").count() == 1


# --- the pages ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_guardians_open_the_pages(name: str, people: dict[str, User], incident: Incident) -> None:
    client = client_of(people[name])
    assert client.get(PATH).status_code == 200
    assert client.get(f"{PATH}{incident.pk}/").status_code == 200


@pytest.mark.parametrize("name", STRANGERS)
def test_others_find_none(name: str, people: dict[str, User], incident: Incident) -> None:
    client = client_of(people[name])
    paths = (PATH, f"{PATH}{incident.pk}/", f"{PATH}{incident.pk}/surat/orang/")
    assert {client.get(path).status_code for path in paths} == {404}


def test_an_incident_is_begun_and_worked_on_through_the_pages(agung: User, post_as: Post) -> None:
    known = timezone.localtime() - HOUR
    begun = post_as(agung, PATH, diketahui=known.strftime("%Y-%m-%dT%H:%M"), apa=WHAT)
    one = begun["Location"]
    assert post_as(agung, f"{one}langkah/stop/", catatan="Akun ditutup.").status_code == 302
    times = {"mulai": "2026-11-01T00:00", "sampai": "2026-11-30T00:00"}
    assert post_as(agung, f"{one}terdampak/", akun="bima", **times).status_code == 302
    assert post_as(agung, f"{one}catatan/", catatan="Menunggu kabar Pusat.").status_code == 302
    text = client_of(agung).get(one).text
    assert "Akun ditutup." in text
    assert "70 jam lagi" in text or "71 jam lagi" in text


def test_closing_too_early_keeps_what_was_written(
    incident: Incident, agung: User, post_as: Post
) -> None:
    answer = post_as(agung, f"{PATH}{incident.pk}/catatan/", catatan="Sudah beres semua.", tutup=1)
    assert answer.status_code == 409
    assert "Sudah beres semua." in answer.text


def test_a_late_notice_is_shown_as_late(incident: Incident, agung: User, time_machine: Any) -> None:
    time_machine.move_to(NOW + 73 * HOUR, tick=False)
    assert "Lewat batas pemberitahuan" in client_of(agung).get(PATH).text


@pytest.mark.parametrize("path", ["999/", "999/surat/orang/"])
def test_an_incident_that_is_not_there_is_not_found(path: str, agung: User) -> None:
    assert client_of(agung).get(PATH + path).status_code == 404


def test_a_letter_nobody_writes_is_not_found(incident: Incident, agung: User) -> None:
    assert client_of(agung).get(f"{PATH}{incident.pk}/surat/pers/").status_code == 404
