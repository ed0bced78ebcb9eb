"""The passport desk is told of a verified alert, and of its end."""

from datetime import date

import pytest
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.accounts.roles import AgencyKind
from kentongan.alerts.actions.cautioning import is_live, marks_about, tell_desk
from kentongan.alerts.actions.lifecycle import Result, advance, take_up
from kentongan.alerts.models import Alert, Aside, Effect, Outcome, State
from kentongan.entities.actions import record_people
from kentongan.entities.models import PersonMention
from kentongan.entities.person_queries import contacts_for_detection
from kentongan.entities.told import Person, Role, Setting, WrittenPerson
from kentongan.screening.cautions import Mark, mark_of, met_by
from kentongan.screening.models import Caution
from tests.alerts.conftest import MakeAlert, brought_to

NOTE = "Pelapor dan perangkat desa sudah dihubungi, keterangannya cocok."
NUMBER = "9903055501900002"


def mark(kind: str, written: str) -> Mark:
    found = mark_of(kind, written)
    assert found is not None
    return found


PHONE = "085000002222"


@pytest.fixture
def about_a_phone(made_alert: MakeAlert) -> Alert:
    _kind, key = mark("phone", PHONE)
    return made_alert(key=f"phone:{key}")


@pytest.fixture
def about_a_person(made_alert: MakeAlert, bima: User, office: Office) -> Alert:
    """Pak Dul, of whom a source tells a telephone and a number."""
    setting = Setting(
        source="report:00000000-0000-4000-8000-000000000001", agency_id=office.agency_id,
        office_id=office.pk, region_code="35.03.05.2001", noticed_on=date(2026, 11, 20),
        recorded_at=timezone.now(), voice="a:b", label=3, author_id=bima.pk,
    )  # fmt: skip
    person = Person(name="Dul Karim", national_id=NUMBER, phones=("6285000003333",))
    record_people(by=bima, told=[(setting, [WrittenPerson(Role.SUSPECTED, person)])])
    return made_alert(key=f"person:{PersonMention.objects.get().pk}")


def verified(alert: Alert, by: User) -> Alert:
    """Taken up and found to be true."""
    take_up(by=by, alert=alert)
    return advance(by=by, alert=alert, to=State.RISK_ASSESSMENT, note=NOTE)


def live(office: Office, *marks: Mark) -> list[str]:
    """The numbers of the cautions that meet these marks today."""
    return [one.number for one in met_by(office, set(marks), timezone.localdate())]


def test_a_verified_alert_warns_the_desk(about_a_phone: Alert, bima: User) -> None:
    office = about_a_phone.office
    take_up(by=bima, alert=about_a_phone)
    assert live(office, mark("phone", PHONE)) == []
    advance(by=bima, alert=about_a_phone, to=State.RISK_ASSESSMENT, note=NOTE)
    assert live(office, mark("phone", PHONE)) == [str(about_a_phone.pk)]


def test_the_areas_of_an_alert_are_told_beside_its_thing(about_a_phone: Alert) -> None:
    assert marks_about(about_a_phone) == {mark("phone", PHONE), ("area", "35.03.05.2001")}


def test_a_weak_clue_is_told_without_its_regency(made_alert: MakeAlert) -> None:
    firm = mark("organisation", "PT Maju Rekaan")
    assert firm in marks_about(made_alert(key=f"organisation:{firm[1]}@35.03"))


@pytest.mark.parametrize("key", ["cluster:1", "indicators:x", "alias:abc@35.03", "offer:abc"])
def test_what_is_no_thing_at_the_counter_is_told_as_an_area_alone(
    made_alert: MakeAlert, key: str
) -> None:
    assert {kind for kind, _key in marks_about(made_alert(key=key))} == {"area"}


def test_a_person_is_told_by_numbers_never_by_name(about_a_person: Alert) -> None:
    marks = marks_about(about_a_person)
    assert mark("national_id", NUMBER) in marks
    assert mark("phone", "0850 0000 3333") in marks
    assert {kind for kind, _key in marks} == {"area", "national_id", "phone"}


def test_an_unknown_person_has_no_contacts(db: None) -> None:
    assert contacts_for_detection(987654) == []


def test_one_that_goes_back_for_checking_warns_no_more(about_a_phone: Alert, bima: User) -> None:
    alert = verified(about_a_phone, bima)
    advance(by=bima, alert=alert, to=State.VERIFICATION, note=NOTE)
    assert live(alert.office, mark("phone", PHONE)) == []


def test_an_unfounded_alert_warns_no_more(about_a_phone: Alert, bima: User) -> None:
    alert = verified(about_a_phone, bima)
    result = Result(Outcome.UNFOUNDED, Effect.NOTHING)
    advance(by=bima, alert=alert, to=State.OUTCOME, note=NOTE, result=result)
    assert live(alert.office, mark("phone", PHONE)) == []


def test_a_confirmed_one_goes_on_warning_after_it_was_closed(
    about_a_phone: Alert, bima: User, ratna: User
) -> None:
    alert = verified(about_a_phone, bima)
    advance(by=bima, alert=alert, to=State.ACTION, note=NOTE)
    result = Result(Outcome.CONFIRMED, Effect.LEGAL_PATH)
    advance(by=bima, alert=alert, to=State.OUTCOME, note=NOTE, result=result)
    advance(by=ratna, alert=alert, to=State.CLOSED, note=NOTE)
    assert live(alert.office, mark("phone", PHONE)) == [str(alert.pk)]


@pytest.mark.parametrize(
    ("state", "outcome", "expected"),
    [
        (State.RECEIVED, "", False),
        (State.VERIFICATION, "", False),
        (State.RISK_ASSESSMENT, "", True),
        (State.ACTION, "", True),
        (State.OUTCOME, Outcome.PARTLY, True),
        (State.OUTCOME, Outcome.UNDETERMINED, False),
        (State.CLOSED, Outcome.CONFIRMED, True),
        (State.CLOSED, Outcome.UNFOUNDED, False),
    ],
)
def test_the_state_says_whether_it_warns(
    about_a_phone: Alert, bima: User, state: State, outcome: str, expected: bool
) -> None:
    assert is_live(brought_to(about_a_phone, state, bima, outcome=outcome)) is expected


@pytest.mark.parametrize("change", [{"label": Label.PERSONAL}, {"aside": Aside.WEAK}])
def test_what_few_may_read_is_not_told(
    about_a_phone: Alert, bima: User, change: dict[str, object]
) -> None:
    assert not is_live(brought_to(about_a_phone, State.ACTION, bima, **change))


def test_what_the_special_channel_keeps_is_not_told(about_a_phone: Alert, bima: User) -> None:
    police = Agency.objects.create(code="police", name="Polri", kind=AgencyKind.POLICE)
    alert = brought_to(about_a_phone, State.ACTION, bima, hidden_from=police)
    tell_desk(by=bima, alert=alert, now=timezone.now())
    assert not Caution.objects.exists()
