"""What the worker does for the passport desk at night, and what the schedule sweeps of it."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.screening.actions.applications import open_application
from kentongan.screening.actions.cautions import LASTS, set_caution
from kentongan.screening.actions.interest import enter_interest
from kentongan.screening.actions.quality import count_quality, resume_rule, suspend_rule
from kentongan.screening.cautions import mark_of
from kentongan.screening.models import (
    Application,
    CautionKey,
    EndReason,
    InterestEntry,
    QualityReport,
    RuleSuspension,
)
from kentongan.website import retention, worker
from kentongan.website.chores import Work, tonight
from kentongan.website.sweeps import SWEEPS
from tests import factories
from tests.screening.conftest import TO_WORK, refuse

REASON = "Empat dari lima keberatan membatalkan keputusannya."
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(office: Office, ratna: User) -> Application:
    nur = factories.make_user("nur", RoleKey.PASSPORT_OFFICER, office)
    return refuse(nur, ratna, open_application(by=nur, told=TO_WORK))


def chore(name: str) -> Work:
    (found,) = [work for work in worker.WORK if work.name == name]
    return found


@pytest.mark.parametrize("name", ["end-interest", "count-desks"])
def test_the_chores_of_the_desk_are_done_at_night(name: str) -> None:
    assert chore(name).next_due is tonight


def test_entries_whose_time_is_over_end_at_night(refused: Application, ratna: User) -> None:
    entry = enter_interest(by=ratna, application=refused, months=1, reason=REASON)
    last = timezone.make_aware(datetime.combine(entry.ends_on, time(2)))
    assert chore("end-interest").do(last - DAY) == 0
    assert chore("end-interest").do(last) == 1
    assert InterestEntry.objects.get().end_reason == EndReason.EXPIRED


def test_every_desk_is_counted_each_night(refused: Application, other_office: Office) -> None:
    assert chore("count-desks").do(timezone.now() + DAY) == 1
    offices = QualityReport.objects.filter(is_month=False).values_list("office", flat=True)
    assert set(offices) == {refused.office_id, other_office.pk}


def test_marks_are_swept_a_day_after_their_caution_is_over(office: Office, ratna: User) -> None:
    today, mark = timezone.localdate(), mark_of("phone", "085000001111")
    assert mark is not None
    set_caution(by=ratna, office=office, subject="alert:1", marks={mark}, on=today)
    sweep = SWEEPS["ended_cautions"]
    last = timezone.now() + LASTS
    assert (sweep.count(last), sweep.sweep(last)) == (0, 0)
    assert (sweep.count(last + DAY), sweep.sweep(last + DAY)) == (1, 1)
    assert not CautionKey.objects.exists()


def due(rule: str, before: datetime) -> list[str]:
    return [one.subject for one in retention.TASKS[rule].due(before, None)]


def test_figures_of_a_desk_are_erased_when_their_time_is_over(office: Office) -> None:
    made = count_quality(office=office, now=timezone.now())
    assert due("desk_figures", made.made_at) == []
    name = f"quality_report:{made.pk}"
    assert name in due("desk_figures", made.made_at + DAY)
    assert retention.TASKS["desk_figures"].carry_out([name]) == 1
    made.refresh_from_db()
    assert made.is_erased
    assert made.content == {}
    assert due("desk_figures", made.made_at + DAY) == [
        f"quality_report:{one.pk}" for one in QualityReport.objects.filter(is_month=True)
    ]


def test_the_reason_of_a_suspension_is_kept_while_it_holds(agung: User) -> None:
    suspend_rule(by=agung, kind="shared_contact", reason=REASON)
    later = timezone.now() + DAY
    assert due("suspended_desk_rules", later) == []
    resume_rule(by=agung, kind="shared_contact", reason=REASON)
    (name,) = due("suspended_desk_rules", later)
    assert retention.TASKS["suspended_desk_rules"].carry_out([name]) == 1
    row = RuleSuspension.objects.get()
    assert (row.reason, row.end_reason, row.kind) == ("", "", "shared_contact")
