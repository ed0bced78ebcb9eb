"""What retention does to applications, and what stays for the figures of the desk."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.audit.retention import rules_on
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.actions.retention import (
    PARTS,
    applications_due,
    erase_applications,
)
from kentongan.screening.catalogues import Decision
from kentongan.screening.models import (
    Application,
    ContactKey,
    Impression,
    Objection,
    Paper,
    Ruling,
)
from tests.screening.conftest import PRIGI, WORDS, again, propose_refusal, refuse, wish

A_DAY = timedelta(days=1)


def later() -> datetime:
    return timezone.now() + A_DAY


def due(only: list[str] | None = None) -> list[str]:
    return [one.subject for one in applications_due(later(), only)]


def test_the_schedule_keeps_interviews_two_years() -> None:
    (rule,) = [one for one in rules_on(timezone.localdate()) if one.id == "interview_notes"]
    assert (rule.keep.years, rule.model) == (2, "screening.Application")


def test_every_part_with_words_goes_with_it() -> None:
    (rule,) = [one for one in rules_on(timezone.localdate()) if one.id == "interview_notes"]
    erased = {part._meta.label for part, _path in PARTS}
    assert erased <= {*rule.covers, "screening.ContactKey"}


def test_what_was_decided_or_left_lying_is_due(
    nur: User, ratna: User, application: Application
) -> None:
    assert due() == [application.subject]
    refuse(nur, ratna, application)
    assert due() == [application.subject]
    assert applications_due(timezone.now() - A_DAY) == []


def test_what_still_waits_for_somebody_is_not(nur: User, application: Application) -> None:
    propose_refusal(nur, application)
    assert due() == []


def test_a_hold_on_the_village_keeps_it(application: Application) -> None:
    (one,) = applications_due(later())
    assert one.about == (f"area:{PRIGI}",)


def test_only_what_is_asked_for_is_named(application: Application, child: Application) -> None:
    assert due([child.subject]) == [child.subject]
    assert due([]) == []


@pytest.fixture
def told(nur: User, ratna: User, hadi: User, application: Application) -> Application:
    """With papers and an impression, refused, objected to in vain."""
    now = timezone.now()
    common = {"office": application.office, "application": application}
    Paper.objects.create(**common, kind="ktp", fields={"name": "S"}, written_by=nur, written_at=now)
    Impression.objects.create(**common, words="gugup", by=nur, at=now)
    refuse(nur, ratna, application)
    today = timezone.localdate()
    objecting.object_to(by=nur, application=application, words=WORDS, received_on=today)
    objecting.review(by=hadi, application=application, overturn=False, words=WORDS)
    return application


def test_nothing_that_was_said_stays(told: Application) -> None:
    assert erase_applications([told.subject]) == 1
    for part, path in PARTS:
        rows = part._base_manager.filter(**{path: told})
        assert all(row.is_erased for row in rows), part
    assert Impression.objects.get().words == ""
    assert Paper.objects.get().fields == {}
    assert Objection.objects.get().words == ""
    assert not ContactKey.objects.exists()


def test_that_there_was_one_and_how_it_ended_stays(told: Application) -> None:
    erase_applications([told.subject])
    fresh = again(told)
    assert (fresh.state, fresh.purpose, fresh.region_code) == ("upheld", "work", PRIGI[:8])
    assert fresh.national_id_key == ""
    assert Ruling.objects.get().reason_code == "T1"


def test_erasing_twice_does_no_harm(told: Application) -> None:
    erase_applications([told.subject])
    assert erase_applications([told.subject]) == 0
    assert due() == []


def test_another_application_is_left_alone(
    nur: User, told: Application, child: Application
) -> None:
    deciding.propose(by=nur, application=child, wish=wish(Decision.ISSUE, "I1"))
    erase_applications([told.subject])
    assert again(child).told["name"] == "Wati Lestari"
    assert child.proposals.get().words != ""
