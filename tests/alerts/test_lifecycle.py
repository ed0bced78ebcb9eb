"""What people do with an alert, and that nobody overwrites anybody."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.alerts.actions.lifecycle import (
    Result,
    add_note,
    advance,
    assign,
    escalate_overdue,
    take_up,
)
from kentongan.alerts.models import Alert, Effect, Outcome, State, Step
from kentongan.alerts.queries import alerts_needing
from kentongan.audit.models import AuditEvent
from tests.alerts.conftest import MakeAlert, brought_to

WHY = "Pelapor dihubungi, keterangannya cocok."
FOUND = Result(Outcome.CONFIRMED, Effect.DEPARTURE_STOPPED)
NOTHING = Result(Outcome.UNFOUNDED, Effect.NOTHING)


def test_who_takes_an_alert_up_owns_it_and_verification_begins(sari: User, alert: Alert) -> None:
    taken = take_up(by=sari, alert=alert)
    assert (taken.state, taken.owner) == (State.VERIFICATION, sari)
    assert taken.due_at is not None
    assert taken.due_at > timezone.now()


def test_of_two_who_take_up_the_same_alert_the_second_is_told_who_was_first(
    sari: User, bima: User, alert: Alert
) -> None:
    as_bima_saw_it = Alert.objects.get(pk=alert.pk)
    take_up(by=sari, alert=alert)
    with pytest.raises(Refused, match="Sari Wulandari sudah lebih dahulu"):
        take_up(by=bima, alert=as_bima_saw_it)
    alert.refresh_from_db()
    assert alert.owner == sari
    assert alert.steps.count() == 1


def test_pressing_the_button_twice_makes_one_step(sari: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    with pytest.raises(Refused, match="kini di tahap Verifikasi"):
        take_up(by=sari, alert=alert)
    assert alert.steps.count() == 1


def test_the_whole_life_of_an_alert(sari: User, ratna: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    advance(by=sari, alert=alert, to=State.RISK_ASSESSMENT, note=WHY)
    advance(by=sari, alert=alert, to=State.ACTION, note=WHY)
    advance(by=sari, alert=alert, to=State.OUTCOME, note=WHY, result=FOUND)
    closed = advance(by=ratna, alert=alert, to=State.CLOSED, note=WHY)
    assert (closed.outcome, closed.effect) == (Outcome.CONFIRMED, Effect.DEPARTURE_STOPPED)
    assert closed.due_at is None
    assert [step.to_state for step in alert.steps.all()] == list(State)[1:]


def test_every_deed_leaves_one_log_row(sari: User, ratna: User, bima: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    add_note(by=sari, alert=alert, note=WHY)
    assign(by=ratna, alert=alert, to=bima, note=WHY)
    advance(by=bima, alert=alert, to=State.RISK_ASSESSMENT, note=WHY)
    events = AuditEvent.objects.filter(subject=f"alert:{alert.pk}").values_list("action", "actor")
    assert list(events) == [
        ("alert.taken_up", "sari"),
        ("alert.noted", "sari"),
        ("alert.assigned", "ratna"),
        ("caution.set", "bima"),  # what was verified, the passport desk is told
        ("alert.moved", "bima"),
    ]


def test_the_log_holds_no_words_of_the_note(sari: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    add_note(by=sari, alert=alert, note="Nama sandi Kancil disebut.")
    assert "Kancil" not in str(list(AuditEvent.objects.values_list("detail", "subject")))


def test_a_refused_deed_leaves_nothing_behind(sari: User, bima: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    before = (Step.objects.count(), AuditEvent.objects.count())
    with pytest.raises(Refused):
        advance(by=bima, alert=alert, to=State.RISK_ASSESSMENT, note=WHY)
    assert (Step.objects.count(), AuditEvent.objects.count()) == before


def test_a_colleague_who_is_not_the_owner_is_told_whose_it_is(
    sari: User, bima: User, alert: Alert
) -> None:
    take_up(by=sari, alert=alert)
    with pytest.raises(Refused, match="Sari Wulandari sedang menangani"):
        advance(by=bima, alert=alert, to=State.RISK_ASSESSMENT, note=WHY)
    with pytest.raises(Refused, match="Sari Wulandari sedang menangani"):
        add_note(by=bima, alert=alert, note=WHY)


def test_the_section_head_may_step_in(sari: User, ratna: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    moved = advance(by=ratna, alert=alert, to=State.RISK_ASSESSMENT, note=WHY)
    assert (moved.state, moved.owner) == (State.RISK_ASSESSMENT, sari)


def test_a_move_without_a_reason_is_refused(sari: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    with pytest.raises(Refused, match="alasannya"):
        advance(by=sari, alert=alert, to=State.RISK_ASSESSMENT, note=" ok ")


def test_an_outcome_needs_what_it_was_and_what_came_of_it(sari: User, alert: Alert) -> None:
    brought_to(alert, State.ACTION, sari)
    with pytest.raises(Refused, match="Pilih hasil"):
        advance(by=sari, alert=alert, to=State.OUTCOME, note=WHY)


def test_an_unfounded_alert_takes_the_short_cut(sari: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    done = advance(by=sari, alert=alert, to=State.OUTCOME, note=WHY, result=NOTHING)
    assert (done.state, done.outcome) == (State.OUTCOME, Outcome.UNFOUNDED)


def test_a_confirmed_alert_may_not_take_it(sari: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    with pytest.raises(Refused, match="Tanpa tahap tindakan"):
        advance(by=sari, alert=alert, to=State.OUTCOME, note=WHY, result=FOUND)


def test_who_recorded_the_outcome_of_an_urgent_alert_does_not_close_it(
    ratna: User, hadi: User, made_alert: MakeAlert
) -> None:
    urgent = brought_to(made_alert(urgency=1), State.ACTION, ratna)
    advance(by=ratna, alert=urgent, to=State.OUTCOME, note=WHY, result=FOUND)
    with pytest.raises(Refused, match="orang lain"):
        advance(by=ratna, alert=urgent, to=State.CLOSED, note=WHY)
    assert advance(by=hadi, alert=urgent, to=State.CLOSED, note=WHY).state == State.CLOSED


def test_an_ordinary_alert_may_be_closed_by_the_same_leader(ratna: User, alert: Alert) -> None:
    brought_to(alert, State.ACTION, ratna)
    advance(by=ratna, alert=alert, to=State.OUTCOME, note=WHY, result=FOUND)
    assert advance(by=ratna, alert=alert, to=State.CLOSED, note=WHY).state == State.CLOSED


def test_an_officer_without_the_right_to_close_cannot(sari: User, alert: Alert) -> None:
    brought_to(alert, State.OUTCOME, sari, outcome=Outcome.PARTLY, effect=Effect.AREA_WARNED)
    with pytest.raises(Refused, match="tidak diberi hak"):
        advance(by=sari, alert=alert, to=State.CLOSED, note=WHY)


def test_an_outcome_sent_back_is_taken_back(sari: User, ratna: User, alert: Alert) -> None:
    brought_to(alert, State.OUTCOME, sari, outcome=Outcome.CONFIRMED, effect=Effect.CASE_OPENED)
    back = advance(by=ratna, alert=alert, to=State.VERIFICATION, note="Saksi kedua belum ditanya.")
    assert (back.state, back.outcome, back.effect, back.owner) == (State.VERIFICATION, "", "", sari)


def test_the_section_head_hands_an_alert_on_with_a_reason(
    sari: User, ratna: User, bima: User, alert: Alert
) -> None:
    take_up(by=sari, alert=alert)
    given = assign(by=ratna, alert=alert, to=bima, note="Sari cuti sampai Senin.")
    step = alert.steps.last()
    assert (given.owner, given.state) == (bima, State.VERIFICATION)
    assert step is not None
    assert "Bima Satriya" in step.note
    assert step.from_state == step.to_state


def test_an_officer_may_not_hand_an_alert_on(sari: User, bima: User, alert: Alert) -> None:
    with pytest.raises(Refused):
        assign(by=sari, alert=alert, to=bima, note=WHY)


def test_nobody_gets_an_alert_they_could_not_work_on(
    ratna: User, joko: User, asing: User, sari: User, made_alert: MakeAlert
) -> None:
    secret = made_alert(label=Label.CONFIDENTIAL)
    for person in (joko, asing, sari):
        with pytest.raises(Refused, match=person.full_name):
            assign(by=ratna, alert=secret, to=person, note=WHY)


def test_an_assigned_officer_reads_an_alert_outside_the_own_villages(
    ratna: User, dimas: User, alert: Alert
) -> None:
    assign(by=ratna, alert=alert, to=dimas, note=WHY)
    assert take_up(by=dimas, alert=alert).owner == dimas


@pytest.mark.parametrize("name", ["joko", "wening", "agung", "laras", "asing"])
def test_those_without_the_right_can_do_nothing(
    name: str, alert: Alert, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(name)
    for deed in (
        lambda: take_up(by=person, alert=alert),
        lambda: add_note(by=person, alert=alert, note=WHY),
        lambda: assign(by=person, alert=alert, to=person, note=WHY),
        lambda: advance(by=person, alert=alert, to=State.VERIFICATION, note=WHY),
    ):
        with pytest.raises(Refused):
            deed()
    assert not alert.steps.exists()


def test_a_closed_alert_takes_no_note(ratna: User, alert: Alert) -> None:
    brought_to(alert, State.CLOSED, ratna, outcome=Outcome.PARTLY, effect=Effect.NOTHING)
    with pytest.raises(Refused, match="sudah selesai"):
        add_note(by=ratna, alert=alert, note=WHY)


def test_the_database_refuses_to_change_a_step(sari: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        alert.steps.update(to_state=State.CLOSED)


def test_the_database_refuses_to_delete_a_step(sari: User, alert: Alert) -> None:
    take_up(by=sari, alert=alert)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        alert.steps.all().delete()


def test_a_late_alert_is_told_once(made_alert: MakeAlert) -> None:
    now = timezone.now()
    late = made_alert(due_at=now - timedelta(hours=1))
    made_alert(due_at=now + timedelta(hours=1))
    assert escalate_overdue(now=now) == 1
    assert escalate_overdue(now=now) == 0
    event = AuditEvent.objects.get(action="alert.overdue")
    assert (event.subject, event.actor) == (f"alert:{late.pk}", "kentongan")


def test_a_new_state_starts_a_new_clock(sari: User, made_alert: MakeAlert) -> None:
    now = timezone.now()
    late = made_alert(due_at=now - timedelta(hours=1))
    escalate_overdue(now=now)
    moved = take_up(by=sari, alert=late)
    assert moved.overdue_told_at is None
    assert escalate_overdue(now=now) == 0


def test_a_late_alert_of_somebody_comes_before_the_section_head(
    sari: User, ratna: User, alert: Alert
) -> None:
    take_up(by=sari, alert=alert)
    assert alert not in alerts_needing(ratna)
    later = timezone.now() + timedelta(days=30)
    assert alerts_needing(ratna, later).first() == alert
