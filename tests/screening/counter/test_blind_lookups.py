"""What is looked up over all offices comes back as number, day and count, and never as a row."""

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.actions.interviewing import keep_answer
from kentongan.screening.applicants import national_id_key
from kentongan.screening.catalogues import Decision
from kentongan.screening.facts.blind_lookups import (
    open_on_number,
    refused_before,
    shared_by_others,
    told_of,
)
from kentongan.screening.facts.evidence import EarlierDecision, OpenApplication
from kentongan.screening.models import Application
from tests.screening.conftest import refuse, wish
from tests.screening.counter.conftest import NIK, NOW, TODAY

Opened = Callable[..., Application]


@pytest.fixture
def key(db: None) -> str:
    return national_id_key(NIK)


@pytest.fixture
def refused(opened: Opened, rini: User, ratna: User) -> Application:
    return refuse(rini, ratna, opened())


def test_a_refusal_is_told_as_decision_office_day_and_code(refused: Application, key: str) -> None:
    (told,) = refused_before(key, but=0)
    assert told.decision == "ditolak"
    assert told.office == refused.office.name
    assert told.reason == "T1"
    assert told.on == timezone.localdate()


def test_evidence_of_others_has_no_room_for_a_name() -> None:
    assert {one.name for one in fields(EarlierDecision)} == {
        *("source", "on", "decision", "office", "reason"),
    }
    assert {one.name for one in fields(OpenApplication)} == {"source", "on", "number"}


def test_the_own_refusal_is_no_earlier_one(refused: Application, key: str) -> None:
    assert refused_before(key, but=refused.pk) == []


def test_a_refused_application_is_not_open(refused: Application, key: str) -> None:
    assert open_on_number(key, but=0) == []


def test_a_refusal_that_was_overturned_is_told_no_more(
    refused: Application, rini: User, hadi: User, key: str
) -> None:
    words = "Itu bukan permohonan saya."
    objecting.object_to(by=rini, application=refused, words=words, received_on=timezone.localdate())
    objecting.review(by=hadi, application=refused, overturn=True, words="Pemohon benar adanya.")
    assert refused_before(key, but=0) == []


def test_a_request_for_papers_is_no_refusal(opened: Opened, rini: User, key: str) -> None:
    application = opened()
    deciding.propose(by=rini, application=application, wish=wish(Decision.ASK, "A1"))
    deciding.decide(by=rini, application=application)
    assert refused_before(key, but=0) == []
    assert [one.number for one in open_on_number(key, but=0)] == [application.number]


def test_an_application_of_any_office_is_found_by_its_number(
    opened: Opened, tono: User, key: str
) -> None:
    there = opened(by=tono)
    (told,) = open_on_number(key, but=0)
    assert (told.number, told.on) == (there.number, TODAY)


@pytest.mark.parametrize("lookup", [open_on_number, refused_before])
def test_without_a_number_nothing_is_looked_up(
    lookup: Callable[[str, int], list[object]], opened: Opened
) -> None:
    opened(national_id="")
    assert lookup("", 0) == []


def test_contacts_are_counted_and_not_named(opened: Opened) -> None:
    for number in range(3):
        opened(national_id=f"999901450595000{number + 2}", sponsor="Pak Darto")
    mine = opened(sponsor="Pak Darto")
    keys = set(mine.contact_keys.values_list("kind", "key"))
    (told,) = shared_by_others(keys, mine.national_id_key, mine.pk, TODAY)
    assert (told.thing, told.others, told.days) == ("Nama sponsor", 3, 30)


def test_applicants_without_a_number_are_counted_one_by_one(opened: Opened) -> None:
    for _ in range(3):
        opened(national_id="", sponsor="Pak Darto")
    mine = opened(national_id="", sponsor="Pak Darto")
    keys = set(mine.contact_keys.values_list("kind", "key"))
    (told,) = shared_by_others(keys, "", mine.pk, TODAY)
    assert told.others == 3


def test_contacts_of_the_first_day_count_and_those_before_do_not(opened: Opened) -> None:
    for number in range(3):
        number_of = f"999901450595000{number + 2}"
        opened(national_id=number_of, sponsor="Pak Darto", now=NOW - timedelta(days=30))
    mine = opened(sponsor="Pak Darto")
    keys = set(mine.contact_keys.values_list("kind", "key"))
    assert shared_by_others(keys, mine.national_id_key, mine.pk, TODAY)
    assert not shared_by_others(keys, mine.national_id_key, mine.pk, TODAY + timedelta(days=1))


def test_an_application_is_named_by_number_office_and_day(opened: Opened) -> None:
    one = opened()
    assert told_of([one.uuid]) == {one.uuid: (one.number, one.office.name, TODAY)}
    assert told_of([]) == {}


def test_a_closed_application_does_not_stop_a_new_one(opened: Opened, rini: User, key: str) -> None:
    application = opened()
    keep_answer(by=rini, application=application, question="destination", written="Malaysia")
    deciding.propose(by=rini, application=application, wish=wish(Decision.ISSUE, "I1"))
    deciding.decide(by=rini, application=application)
    assert open_on_number(key, but=0) == []


@pytest.mark.parametrize("lookup", [open_on_number, refused_before])
@pytest.mark.skipif(connection.vendor != "sqlite", reason="what SQLite says of its plan")
def test_applications_on_a_number_are_found_by_its_key(
    lookup: Callable[[str, int], list[object]], refused: Application, key: str
) -> None:
    with CaptureQueriesContext(connection) as asked:
        lookup(key, 0)
    with connection.cursor() as cursor:
        plans = [cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}").fetchall() for one in asked]
    steps = [step[3] for plan in plans for step in plan]
    assert any("applications_on_a_number" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN screening")]
