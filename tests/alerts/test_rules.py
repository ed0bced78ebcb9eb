"""The table of states, tried arrow by arrow."""

from itertools import product

import pytest

from kentongan.access.errors import Refused
from kentongan.access.policy import Kind, table
from kentongan.accounts.roles import RoleKey
from kentongan.alerts import rules
from kentongan.alerts.models import Effect, Outcome, State

LEGAL = {
    ("received", "verification"),
    ("verification", "risk_assessment"),
    ("verification", "outcome"),
    ("risk_assessment", "action"),
    ("risk_assessment", "verification"),
    ("risk_assessment", "outcome"),
    ("action", "outcome"),
    ("outcome", "closed"),
    ("outcome", "verification"),
}
PAIRS = sorted(product(State.values, State.values))


@pytest.mark.parametrize(("start", "end"), [pair for pair in PAIRS if pair not in LEGAL])
def test_a_move_that_is_not_in_the_table_is_refused(start: str, end: str) -> None:
    with pytest.raises(Refused, match="kini di tahap"):
        rules.check_move(State(start), State(end))


@pytest.mark.parametrize(("start", "end"), sorted(LEGAL))
def test_a_move_of_the_table_is_allowed_and_has_words(start: str, end: str) -> None:
    move = rules.check_move(State(start), State(end))
    assert str(move.button)
    assert str(move.question)


def test_every_state_has_a_row() -> None:
    assert set(rules.NEXT) == set(State)


def test_from_every_state_the_end_can_be_reached() -> None:
    reaching = {State.CLOSED}
    for _round in State:
        reaching |= {state for state, moves in rules.NEXT.items() if reaching & set(moves)}
    assert reaching == set(State)


def test_a_closed_alert_stays_closed() -> None:
    assert rules.NEXT[State.CLOSED] == {}


def test_only_the_outcome_leads_to_the_end() -> None:
    before = {state for state, moves in rules.NEXT.items() if State.CLOSED in moves}
    assert before == {State.OUTCOME}


def test_every_open_state_has_an_owner_who_may_do_its_deed() -> None:
    for turn in rules.TURNS.values():
        able = [role for role in turn.owners if turn.deed in table()[role][Kind.ALERT].may]
        assert able, turn


def test_every_deed_of_the_table_is_a_word_of_the_policy() -> None:
    known = set(table()[RoleKey.SECTION_HEAD][Kind.ALERT].may)
    used = {move.deed for moves in rules.NEXT.values() for move in moves.values()}
    assert used <= known


@pytest.mark.parametrize(
    ("start", "outcome", "is_fine"),
    [
        (State.VERIFICATION, Outcome.UNFOUNDED, True),
        (State.VERIFICATION, Outcome.CONFIRMED, False),
        (State.VERIFICATION, Outcome.UNDETERMINED, False),
        (State.RISK_ASSESSMENT, Outcome.UNDETERMINED, True),
        (State.RISK_ASSESSMENT, Outcome.PARTLY, False),
        (State.ACTION, Outcome.CONFIRMED, True),
        (State.ACTION, "", False),
        (State.ACTION, "something else", False),
    ],
)
def test_a_short_cut_takes_only_its_outcomes(start: State, outcome: str, is_fine: bool) -> None:
    move = rules.NEXT[start][State.OUTCOME]
    if is_fine:
        rules.check_outcome(move, outcome, Effect.NOTHING)
        return
    with pytest.raises(Refused):
        rules.check_outcome(move, outcome, Effect.NOTHING)


def test_an_outcome_without_its_effect_is_refused() -> None:
    with pytest.raises(Refused, match="akibat"):
        rules.check_outcome(rules.NEXT[State.ACTION][State.OUTCOME], Outcome.CONFIRMED, "")


@pytest.mark.parametrize("note", ["", "   ", "ok", "…………………", "12345678901", "ok ok"])
def test_a_note_that_says_nothing_is_refused(note: str) -> None:
    with pytest.raises(Refused, match="alasannya"):
        rules.check_note(note)


def test_a_note_is_trimmed_and_keeps_its_lines() -> None:
    assert rules.check_note("  Pelapor dihubungi.\nBenar. ") == "Pelapor dihubungi.\nBenar."


def test_only_taking_up_needs_no_words() -> None:
    assert [state for state in State if not rules.note_needed(state)] == [State.RECEIVED]


@pytest.mark.parametrize(
    ("urgency", "to", "needed"),
    [(1, State.CLOSED, True), (2, State.CLOSED, False), (1, State.OUTCOME, False)],
)
def test_only_closing_an_urgent_alert_needs_a_second_person(
    urgency: int, to: State, needed: bool
) -> None:
    assert rules.needs_second_person(urgency, to) is needed
