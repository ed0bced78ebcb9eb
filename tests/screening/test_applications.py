"""Opening, amending and taking over."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kentongan.access.actions.standing import declare_conflict
from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.audit.models import AuditEvent
from kentongan.entities.told import Person
from kentongan.screening.actions.applications import (
    amend_application,
    open_application,
    take_over,
)
from kentongan.screening.applicants import Applicant, Told, read_applicant
from kentongan.screening.decisions import State
from kentongan.screening.models import Application, ContactKey, ContactKind
from kentongan.screening.queries import applications_in_sight
from tests import factories
from tests.screening.conftest import (
    BORN_LATELY,
    NUMBER,
    PRIGI,
    SURTI,
    TO_WORK,
    again,
    propose_refusal,
)

ZONE = ZoneInfo("Asia/Jakarta")
MORNING = datetime(2026, 11, 26, 8, 30, tzinfo=ZONE)


def test_what_is_told_is_kept_as_it_was_told(application: Application) -> None:
    fresh = again(application)
    assert read_applicant(fresh.told) == SURTI
    assert (fresh.purpose, fresh.region_code, fresh.state) == ("work", PRIGI, State.OPEN)


def test_applications_are_counted_for_each_office_and_year(nur: User, other_office: Office) -> None:
    stranger = factories.make_user("wira", RoleKey.PASSPORT_OFFICER, other_office)
    opened = [
        open_application(by=by, told=TO_WORK, now=now)
        for by, now in (
            (nur, MORNING),
            (nur, MORNING),
            (stranger, MORNING),
            (nur, MORNING.replace(year=2027)),
        )
    ]
    numbers = ["P-2026-000001", "P-2026-000002", "P-2026-000001", "P-2027-000001"]
    assert [one.number for one in opened] == numbers


def test_the_clock_starts_on_the_day_of_the_office(nur: User) -> None:
    """At a quarter past midnight in Ponorogo it is still yesterday in Greenwich."""
    night = datetime(2026, 11, 26, 0, 15, tzinfo=ZONE)
    assert open_application(by=nur, told=TO_WORK, now=night).started_on == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(SURTI, "luxury"), "tujuan paspor"),
        (Told(SURTI, "work", "99.99.99.9999"), "desa tempat tinggal"),
    ],
)
def test_what_is_in_no_list_is_refused(nur: User, told: Told, why: str) -> None:
    with pytest.raises(Refused, match=why):
        open_application(by=nur, told=told)


@pytest.mark.parametrize("who", ["sari", "bima", "ratna", "hadi", "agung", "joko", "laras"])
def test_only_the_counter_opens_applications(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused):
        open_application(by=request.getfixturevalue(who), told=TO_WORK)


def test_a_child_has_named_readers(nur: User, ratna: User, child: Application) -> None:
    assert (child.is_child, child.label) == (True, Label.PERSONAL)
    assert applications_in_sight(nur).filter(pk=child.pk).exists()
    assert not applications_in_sight(ratna).filter(pk=child.pk).exists()


def test_somebody_who_turns_out_to_be_a_child_gets_named_readers(
    nur: User, application: Application
) -> None:
    girl = Applicant(Person(name="Surti Handayani", birth_date=BORN_LATELY))
    amend_application(by=nur, application=application, told=Told(girl, "work", PRIGI))
    assert again(application).label == Label.PERSONAL


def test_amending_never_lowers_the_label(nur: User, child: Application) -> None:
    amend_application(by=nur, application=child, told=TO_WORK)
    fresh = again(child)
    assert (fresh.is_child, fresh.label) == (False, Label.PERSONAL)


def test_contacts_follow_what_is_told_now(nur: User, application: Application) -> None:
    kinds = set(ContactKey.objects.values_list("kind", flat=True))
    assert kinds == {ContactKind.PHONE, ContactKind.SPONSOR, ContactKind.ADDRESS}
    nobody = Told(Applicant(Person(name="Surti Handayani")), "work", PRIGI)
    amend_application(by=nur, application=application, told=nobody)
    assert not ContactKey.objects.exists()


def test_the_log_names_no_words_of_the_applicant(application: Application) -> None:
    event = AuditEvent.objects.get(action="interview.opened")
    assert event.subject == f"application:{application.uuid}"
    assert event.detail == {"purpose": "work", "area": PRIGI}
    for row in AuditEvent.objects.all():
        assert "Surti" not in str(row.detail)
        assert NUMBER not in str(row.detail)


def test_only_who_has_it_amends_it(tari: User, ratna: User, application: Application) -> None:
    for by in (tari, ratna):
        with pytest.raises(Refused):
            amend_application(by=by, application=application, told=TO_WORK)


def test_what_waits_for_a_decision_is_not_amended(nur: User, application: Application) -> None:
    propose_refusal(nur, application)
    with pytest.raises(Refused, match="tidak lagi dikerjakan"):
        amend_application(by=nur, application=application, told=TO_WORK)


# --- taking over ------------------------------------------------------------------------------


def test_another_officer_takes_it_over_by_its_number(
    nur: User, tari: User, application: Application
) -> None:
    taken = take_over(by=tari, number=f" {application.number.lower()} ")
    assert again(taken).handler == tari
    assert not applications_in_sight(nur).filter(pk=taken.pk).exists()
    event = AuditEvent.objects.get(action="interview.taken_over")
    assert (event.actor, event.detail) == ("tari", {"was": "nur"})


def test_a_head_takes_the_application_of_a_child_over_to_decide_it(
    ratna: User, child: Application
) -> None:
    take_over(by=ratna, number=child.number)
    assert applications_in_sight(ratna).filter(pk=child.pk).exists()


@pytest.mark.parametrize("number", ["", "P-2026", "P-2026-999999", "P-2026-00000%"])
def test_a_number_that_is_not_exact_takes_nothing(
    number: str, tari: User, application: Application
) -> None:
    with pytest.raises(Refused, match="Tidak ada permohonan bernomor itu"):
        take_over(by=tari, number=number)


def far_away(tari: User, office: Office, other_office: Office) -> None:
    User.objects.filter(pk=tari.pk).update(office=other_office)


def near(tari: User, office: Office, other_office: Office) -> None:
    declare_conflict(by=tari, subject=f"area:{PRIGI}", reason="sepupu kepala desa")


def sealed(tari: User, office: Office, other_office: Office) -> None:
    Application.objects.update(label=Label.SEALED)


@pytest.mark.parametrize("keep_away", [far_away, near, sealed])
def test_what_keeps_somebody_away_is_told_in_the_same_words(
    keep_away: Callable[[User, Office, Office], None],
    tari: User,
    office: Office,
    other_office: Office,
    application: Application,
) -> None:
    keep_away(tari, office, other_office)
    with pytest.raises(Refused, match="Tidak ada permohonan bernomor itu"):
        take_over(by=User.objects.get(pk=tari.pk), number=application.number)


def test_one_does_not_take_over_ones_own(nur: User, application: Application) -> None:
    with pytest.raises(Refused, match="sudah ada pada Anda"):
        take_over(by=nur, number=application.number)


@pytest.mark.parametrize("who", ["sari", "bima", "agung", "laras", "asing"])
def test_who_does_not_work_at_the_desk_takes_nothing_over(
    who: str, application: Application, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused):
        take_over(by=request.getfixturevalue(who), number=application.number)
