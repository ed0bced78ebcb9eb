"""Cautions are met by blinded marks, and tell nothing but a number and a kind."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions.cautions import (
    LASTS,
    end_caution,
    forget_cautions,
    forgotten_soon,
    set_caution,
)
from kentongan.screening.applicants import contact_keys
from kentongan.screening.cautions import Mark, around, mark_of, marks_of, met_by
from kentongan.screening.facts.rules import REGISTER
from kentongan.screening.models import Caution, CautionKey
from tests.screening.conftest import NUMBER, PRIGI, SURTI

TODAY = date(2026, 11, 27)
PHONE = "0850 0000 1111"


def mark(kind: str, written: str) -> Mark:
    found = mark_of(kind, written)
    assert found is not None
    return found


@pytest.fixture
def caution(office: Office, ratna: User) -> Caution:
    """Alert 12 is about Surti's telephone and about Watulimo."""
    marks = {mark("phone", PHONE), ("area", "35.03.05")}
    made = set_caution(by=ratna, office=office, subject="alert:12", marks=marks, on=TODAY)
    assert made is not None
    return made


@pytest.mark.parametrize("written", ["0850-0000-1111", "+62 850 0000 1111", "085000001111"])
@pytest.mark.usefixtures("caution")
def test_a_number_meets_its_caution_however_it_is_written(office: Office, written: str) -> None:
    (found,) = met_by(office, marks_of([("phone", written)]), TODAY)
    assert (found.number, found.thing, found.matched_on) == (
        "12",
        "nomor telepon",
        frozenset({"phone"}),
    )
    assert found.on == TODAY


def test_a_mark_is_that_of_the_contacts_of_an_application() -> None:
    kept = {key for kind, key in contact_keys(SURTI) if kind == "phone"}
    assert {mark("phone", PHONE)[1]} == kept


@pytest.mark.parametrize("nothing", ["", "tidak tahu", "?"])
def test_what_is_no_number_has_no_mark(nothing: str) -> None:
    assert mark_of("phone", nothing) is None
    assert mark_of("national_id", nothing) is None
    assert marks_of([("phone", nothing)]) == set()


def test_a_national_id_number_is_met_with_and_without_spaces(office: Office, ratna: User) -> None:
    marks = {mark("national_id", NUMBER)}
    set_caution(by=ratna, office=office, subject="alert:3", marks=marks, on=TODAY)
    spaced = f"{NUMBER[:6]} {NUMBER[6:12]} {NUMBER[12:]}"
    (found,) = met_by(office, marks_of([("national_id", spaced)]), TODAY)
    assert found.thing == "orang yang disebut"


def test_a_village_lies_in_everything_around_it() -> None:
    assert around(PRIGI) == {("area", "35.03"), ("area", "35.03.05"), ("area", PRIGI)}
    assert around("") == set()


@pytest.mark.usefixtures("caution")
def test_the_village_alone_is_no_fact(office: Office) -> None:
    (by_area,) = met_by(office, around(PRIGI), TODAY)
    assert by_area.matched_on == {"area"}
    assert REGISTER.find({"cautions": [by_area]}) == []


@pytest.mark.usefixtures("caution")
def test_a_telephone_in_the_village_is_one_fact(office: Office) -> None:
    found = met_by(office, {mark("phone", PHONE), *around(PRIGI)}, TODAY)
    (fact,) = REGISTER.find({"cautions": found})
    assert fact.kind == "live_caution"
    assert dict(fact.values) == {"number": "12", "thing": "nomor telepon"}


@pytest.mark.usefixtures("caution")
def test_a_mark_of_another_kind_does_not_meet_it(office: Office) -> None:
    _kind, key = mark("phone", PHONE)
    assert met_by(office, {("account", key)}, TODAY) == []


@pytest.mark.usefixtures("caution")
def test_another_office_is_not_told(other_office: Office) -> None:
    assert met_by(other_office, {mark("phone", PHONE)}, TODAY) == []


@pytest.mark.usefixtures("caution")
@pytest.mark.parametrize(("days", "is_met"), [(0, True), (90, True), (91, False)])
def test_a_caution_holds_for_ninety_days(office: Office, days: int, is_met: bool) -> None:
    later = TODAY + timedelta(days=days)
    assert bool(met_by(office, {mark("phone", PHONE)}, later)) is is_met


def test_telling_again_prolongs_it_and_replaces_its_marks(
    office: Office, ratna: User, caution: Caution
) -> None:
    later = TODAY + timedelta(days=30)
    marks = {mark("account", "BCA 1234567890")}
    set_caution(by=ratna, office=office, subject="alert:12", marks=marks, on=later)
    caution.refresh_from_db()
    assert caution.valid_until == later + LASTS
    assert met_by(office, {mark("phone", PHONE)}, later) == []
    assert len(met_by(office, marks, later)) == 1


def test_an_ended_caution_is_met_no_more_and_its_marks_are_gone(
    office: Office, ratna: User, caution: Caution
) -> None:
    assert end_caution(by=ratna, office=office, subject="alert:12", on=TODAY)
    assert met_by(office, {mark("phone", PHONE)}, TODAY) == []
    assert not caution.keys.exists()
    assert not end_caution(by=ratna, office=office, subject="alert:12", on=TODAY)


def test_a_caution_without_marks_is_none(office: Office, ratna: User, caution: Caution) -> None:
    told = set_caution(by=ratna, office=office, subject="alert:12", marks=set(), on=TODAY)
    assert told is None
    caution.refresh_from_db()
    assert caution.ended_on == TODAY


def test_both_deeds_are_written_down_without_words(
    office: Office, ratna: User, caution: Caution
) -> None:
    end_caution(by=ratna, office=office, subject=caution.alert, on=TODAY)
    rows = AuditEvent.objects.filter(action__startswith="caution.").order_by("sequence")
    assert [(row.action, row.subject) for row in rows] == [
        ("caution.set", "alert:12"),
        ("caution.ended", "alert:12"),
    ]
    assert rows[0].detail == {"keys": 2}


@pytest.mark.usefixtures("caution")
def test_what_nobody_renewed_is_forgotten(office: Office) -> None:
    just = TODAY + LASTS
    assert forgotten_soon(moment(just)) == 0
    over = moment(just + timedelta(days=1))
    assert forgotten_soon(over) == 2
    assert forget_cautions(over) == 2
    assert not CautionKey.objects.exists()
    assert Caution.objects.count() == 1


def moment(day: date) -> datetime:
    """Noon at the office."""
    return timezone.make_aware(datetime.combine(day, time(12)))
