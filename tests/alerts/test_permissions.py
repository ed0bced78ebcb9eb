"""Who may do what with an alert, and that no order of deeds leads round the rules."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.alerts.actions.lifecycle import (
    NO_RESULT,
    Result,
    add_note,
    advance,
    assign,
    escalate_overdue,
    settle,
    take_up,
)
from kentongan.alerts.models import Alert, Effect, Outcome, State
from kentongan.alerts.permissions import (
    check_can_own,
    check_may_assign,
    check_may_move,
    check_may_note,
    check_may_take_up,
    leads,
)
from kentongan.alerts.rules import NEXT
from kentongan.audit.models import AuditEvent
from tests import factories
from tests.alerts.conftest import NOW, MakeAlert, brought_to

WHY = "Pelapor dihubungi, keterangannya cocok."
FOUND = Result(Outcome.CONFIRMED, Effect.LEGAL_PATH)
NO_RIGHT = "tidak diberi hak"


@pytest.mark.parametrize(
    ("name", "is_leader"),
    [("ratna", True), ("hadi", True), ("bima", False), ("sari", False), ("agung", False)],
)
def test_who_leads_the_others_of_the_office(
    name: str, is_leader: bool, request: pytest.FixtureRequest
) -> None:
    assert leads(request.getfixturevalue(name)) is is_leader


@pytest.mark.parametrize("name", ["joko", "wening", "agung", "laras"])
def test_who_has_no_task_in_alerts_is_refused_every_deed(
    name: str, alert: Alert, ratna: User, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(name)
    for check in (check_may_take_up, check_may_assign, check_may_note):
        with pytest.raises(Refused, match=NO_RIGHT):
            check(person, alert)
    with pytest.raises(Refused, match=NO_RIGHT):
        check_may_move(person, alert, State.VERIFICATION, None)


@pytest.mark.parametrize("state", [state for state in State if state is not State.RECEIVED])
def test_only_a_received_alert_is_taken_up(state: State, sari: User, made_alert: MakeAlert) -> None:
    outcome = Outcome.PARTLY if state is State.CLOSED else ""
    with pytest.raises(Refused):
        check_may_take_up(sari, made_alert(state=state, outcome=outcome))


def test_who_was_handed_a_received_alert_may_take_it_up_and_nobody_else(
    sari: User, bima: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(owner=sari)
    check_may_take_up(sari, alert)
    with pytest.raises(Refused, match="Sari Wulandari"):
        check_may_take_up(bima, alert)


@pytest.mark.parametrize(("name", "may_write"), [("sari", True), ("bima", False), ("ratna", True)])
def test_whose_notes_an_owned_alert_takes(
    name: str, may_write: bool, sari: User, alert: Alert, request: pytest.FixtureRequest
) -> None:
    brought_to(alert, State.ACTION, sari)
    person: User = request.getfixturevalue(name)
    if may_write:
        check_may_note(person, alert)
    else:
        with pytest.raises(Refused, match="sedang menangani"):
            check_may_note(person, alert)


@pytest.mark.parametrize("deed", [check_may_note, check_may_assign])
def test_a_closed_alert_takes_nothing_more_from_anybody(
    deed: object, ratna: User, hadi: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(state=State.CLOSED, outcome=Outcome.PARTLY)
    for person in (ratna, hadi):
        with pytest.raises(Refused, match="sudah selesai"):
            deed(person, alert)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("urgency", "to", "is_free"),
    [
        (1, State.CLOSED, False),
        (2, State.CLOSED, True),
        (3, State.CLOSED, True),
        (1, State.VERIFICATION, True),  # sending back is no closing
    ],
)
def test_when_a_second_person_is_needed(
    urgency: int, to: State, is_free: bool, ratna: User, made_alert: MakeAlert
) -> None:
    alert = brought_to(made_alert(urgency=urgency), State.OUTCOME, ratna)
    if is_free:
        assert check_may_move(ratna, alert, to, ratna) is NEXT[State.OUTCOME][to]
    else:
        with pytest.raises(Refused, match="orang lain"):
            check_may_move(ratna, alert, to, ratna)


def test_an_urgent_outcome_that_nobody_wrote_may_be_closed(
    ratna: User, made_alert: MakeAlert
) -> None:
    alert = made_alert(urgency=1, state=State.OUTCOME, outcome=Outcome.UNFOUNDED)
    check_may_move(ratna, alert, State.CLOSED, None)


@pytest.mark.parametrize(
    ("label", "name", "can"),
    [
        (Label.RESTRICTED, "sari", True),
        (Label.CONFIDENTIAL, "sari", False),
        (Label.CONFIDENTIAL, "bima", True),
        (Label.PERSONAL, "bima", False),
        (Label.INTERAGENCY, "joko", False),
        (Label.INTERAGENCY, "asing", False),
        (Label.INTERAGENCY, "agung", False),
    ],
)
def test_who_can_own_an_alert(
    label: Label, name: str, can: bool, made_alert: MakeAlert, request: pytest.FixtureRequest
) -> None:
    alert, person = made_alert(label=label), request.getfixturevalue(name)
    if can:
        check_can_own(person, alert)
    else:
        with pytest.raises(Refused, match=str(person)):
            check_can_own(person, alert)


def test_who_left_the_office_is_handed_nothing(ratna: User, bima: User, alert: Alert) -> None:
    bima.is_active = False
    bima.save()
    with pytest.raises(Refused, match="Bima Satriya"):
        assign(by=ratna, alert=alert, to=bima, note=WHY)
    alert.refresh_from_db()
    assert alert.owner is None


def test_the_same_role_in_another_office_leads_nothing_here(
    other_office: Office, alert: Alert, bima: User
) -> None:
    stranger = factories.make_user("kasi", RoleKey.SECTION_HEAD, other_office)
    with pytest.raises(Refused, match="tidak ada atau bukan untuk Anda"):
        assign(by=stranger, alert=alert, to=bima, note=WHY)


def test_a_stranger_is_told_the_same_of_an_alert_that_does_not_exist(
    asing: User, alert: Alert
) -> None:
    words = []
    for pk in (alert.pk, alert.pk + 1000):
        with pytest.raises(Refused) as refusal:
            take_up(by=asing, alert=Alert(pk=pk))
        words.append(refusal.value.reason)
    assert words[0] == words[1]


def test_a_deed_looks_at_the_alert_as_it_is_not_as_the_page_had_it(
    sari: User, ratna: User, alert: Alert
) -> None:
    take_up(by=sari, alert=alert)
    page_of_sari = Alert.objects.get(pk=alert.pk)
    advance(by=ratna, alert=alert, to=State.RISK_ASSESSMENT, note=WHY)
    with pytest.raises(Refused, match="kini di tahap Penilaian risiko"):
        advance(by=sari, alert=page_of_sari, to=State.RISK_ASSESSMENT, note=WHY)


def test_a_leader_who_steps_in_does_not_take_the_alert_away(
    sari: User, ratna: User, alert: Alert
) -> None:
    take_up(by=sari, alert=alert)
    moved = advance(by=ratna, alert=alert, to=State.RISK_ASSESSMENT, note=WHY)
    assert moved.owner == sari


def test_a_leader_who_moves_what_nobody_took_owns_it(ratna: User, made_alert: MakeAlert) -> None:
    alert = made_alert(state=State.VERIFICATION)
    assert advance(by=ratna, alert=alert, to=State.RISK_ASSESSMENT, note=WHY).owner == ratna


def test_handing_on_keeps_the_clock_and_writes_to_whom_and_why(
    sari: User, ratna: User, bima: User, alert: Alert
) -> None:
    due = take_up(by=sari, alert=alert).due_at
    assert assign(by=ratna, alert=alert, to=bima, note=f"  {WHY} ").due_at == due
    step = alert.steps.order_by("at", "pk").last()
    assert step is not None
    assert step.note == f"Diserahkan kepada Bima Satriya. {WHY}"
    assert step.from_state == step.to_state == State.VERIFICATION


def test_a_note_leaves_state_owner_and_clock_alone(sari: User, alert: Alert) -> None:
    taken = take_up(by=sari, alert=alert)
    noted = add_note(by=sari, alert=alert, note=WHY)
    assert (noted.state, noted.owner, noted.due_at) == (taken.state, sari, taken.due_at)
    assert noted.updated_at > taken.updated_at


@pytest.mark.parametrize("note", ["", "   ", "ok", "........", "1234567890", "👍👍👍👍👍👍👍👍"])
def test_a_note_without_words_is_refused_by_every_deed_that_asks_why(
    note: str, sari: User, ratna: User, bima: User, alert: Alert
) -> None:
    take_up(by=sari, alert=alert)
    deeds: list[Callable[[], Alert]] = [
        lambda: add_note(by=sari, alert=alert, note=note),
        lambda: assign(by=ratna, alert=alert, to=bima, note=note),
        lambda: advance(by=sari, alert=alert, to=State.RISK_ASSESSMENT, note=note),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="satu kalimat"):
            deed()
    assert alert.steps.count() == 1


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        (State.CLOSED, ("partly", "nothing")),
        (State.VERIFICATION, ("", "")),
        (State.OUTCOME, ("confirmed", "legal_path")),
    ],
)
def test_what_a_move_does_with_the_outcome(to: State, kept: tuple[str, str]) -> None:
    alert = Alert(outcome=Outcome.PARTLY, effect=Effect.NOTHING)
    start = State.ACTION if to is State.OUTCOME else State.OUTCOME
    settle(alert, NEXT[start][to], to, FOUND if to is State.OUTCOME else NO_RESULT)
    assert (alert.outcome, alert.effect) == kept


def test_a_history_told_later_carries_its_own_moment(sari: User, alert: Alert) -> None:
    taken = take_up(by=sari, alert=alert, now=NOW)
    assert (taken.updated_at, alert.steps.get().at) == (NOW, NOW)


def test_lateness_is_told_of_open_alerts_past_their_deadline_alone(made_alert: MakeAlert) -> None:
    now = timezone.now()
    late = made_alert(due_at=now - timedelta(seconds=1))
    made_alert(due_at=now)
    made_alert(due_at=None)
    made_alert(due_at=now - timedelta(days=9), state=State.CLOSED, outcome=Outcome.PARTLY)
    assert escalate_overdue(now=now) == 1
    event = AuditEvent.objects.get(action="alert.overdue")
    assert event.subject == f"alert:{late.pk}"
    assert escalate_overdue(now=now + timedelta(seconds=1)) == 1  # the one due just now
    assert escalate_overdue(now=now + timedelta(seconds=1)) == 0


def any_deed(dice: random.Random, people: list[User], alert: Alert) -> None:
    """One deed of somebody, sensible or not."""
    by = dice.choice([*people, alert.owner or people[0], people[2], people[3]])
    result = dice.choice([NO_RESULT, FOUND, FOUND, Result(Outcome.UNFOUNDED, Effect.NOTHING)])
    deed = dice.choice(["take", "assign", "note", *["move"] * 5])
    if deed == "take":
        take_up(by=by, alert=alert)
    elif deed == "assign":
        assign(by=by, alert=alert, to=dice.choice(people), note=WHY)
    elif deed == "note":
        add_note(by=by, alert=alert, note=WHY)
    else:
        to = dice.choice([*NEXT[State(alert.state)], dice.choice(list(State))])
        advance(by=by, alert=alert, to=to, note=WHY, result=result)


def check_history(alert: Alert) -> None:
    """What holds after every deed of anybody."""
    alert.refresh_from_db()
    steps = list(alert.steps.order_by("at", "pk"))
    at = State.RECEIVED
    for step in steps:
        assert step.from_state == at
        assert step.to_state == at or step.to_state in NEXT[at]
        at = State(step.to_state)
    assert alert.state == at
    assert bool(alert.outcome) is (at in {State.OUTCOME, State.CLOSED})
    assert (alert.due_at is None) is (at is State.CLOSED)
    if alert.urgency == 1 and at is State.CLOSED:
        entered = [step.by for step in steps if step.to_state == State.OUTCOME != step.from_state]
        assert steps[-1].by != entered[-1]


@pytest.mark.parametrize("seed", [0, 5, 8, 10])  # the last closes an urgent alert
def test_no_order_of_deeds_of_anybody_leads_round_the_table(
    seed: int, sari: User, bima: User, ratna: User, hadi: User, joko: User, made_alert: MakeAlert
) -> None:
    dice = random.Random(seed)
    alert = made_alert(urgency=dice.choice([1, 2]), label=Label.INTERAGENCY)
    done = 0
    for _turn in range(35):
        before = alert.steps.count()
        try:
            any_deed(dice, [sari, bima, ratna, hadi, joko], alert)
        except Refused:
            assert alert.steps.count() == before
        else:
            done += 1
            assert alert.steps.count() == before + 1
        check_history(alert)
    assert done >= 3
    told = AuditEvent.objects.filter(subject=f"alert:{alert.pk}", action__startswith="alert.")
    assert told.count() == done


def test_an_agency_of_another_kind_in_the_same_place_owns_nothing(
    office: Office, made_alert: MakeAlert
) -> None:
    polres = factories.make_office("Polres Trenggalek", AgencyKind.POLICE, [])
    chief = factories.make_user("kasat", RoleKey.SECTION_HEAD, polres, "Kasat Rekaan")
    with pytest.raises(Refused, match="Kasat Rekaan"):
        check_can_own(chief, made_alert(label=Label.OPEN))
