"""What people do with an alert: take it up, hand it on, move it, write a note; and the late ones.

Every deed reads the alert again under a lock inside its own transaction, so that of two people
who press the same button the second gets a sentence instead of overwriting the first.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.actions.sealing import Progress, tell_progress
from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.alerts import permissions, rules
from kentongan.alerts.actions.cautioning import tell_desk
from kentongan.alerts.clocks import due_at
from kentongan.alerts.models import Alert, Evidence, State, Step
from kentongan.alerts.queries import alerts_visible_to, outcome_recorder
from kentongan.audit.actions import record


@dataclass(frozen=True)
class Result:
    """What it turned out to be and what came of it; both empty while the alert is open."""

    outcome: str = ""
    effect: str = ""


NO_RESULT = Result()
# Only these columns: detection may be adding evidence to the same row.
MOVED = ["state", "owner", "updated_at", "due_at", "overdue_told_at", "outcome", "effect"]


def locked(by: User, alert: Alert) -> Alert:
    """The alert as it stands now, locked until the transaction ends.

    Raises Refused when it is not for ``by``: the same words whether it exists or not.
    """
    fresh = alerts_visible_to(by).select_for_update().filter(pk=alert.pk).first()
    if fresh is None:
        raise Refused(_("Peringatan ini tidak ada atau bukan untuk Anda."))
    return fresh


def write_step(by: User, alert: Alert, from_state: State, note: str, at: datetime) -> Step:
    """One row of the history; the alert already stands in its new state."""
    return Step.objects.create(
        alert=alert, at=at, by=by, from_state=from_state, to_state=alert.state, note=note
    )


def enter(alert: Alert, state: State, at: datetime) -> None:
    """Put the alert into ``state`` and start that state's clock."""
    alert.state = state
    alert.updated_at = at
    alert.due_at = due_at(state, alert.urgency, at, timezone.get_default_timezone())
    alert.overdue_told_at = None


def tell_reporters(by: User, alert: Alert, progress: Progress) -> None:
    """Whoever told it and has a receipt can see how far it went."""
    sources = Evidence.objects.filter(signal__alert=alert).values_list("source", flat=True)
    tell_progress(by=by, subjects=set(sources), progress=progress)


@transaction.atomic
def take_up(*, by: User, alert: Alert, note: str = "", now: datetime | None = None) -> Alert:
    """``by`` becomes the owner and verification starts; ``now``: for a history told later.

    Raises Refused when the policy does not let them, or somebody else was first.
    """
    fresh = locked(by, alert)
    permissions.check_may_take_up(by, fresh)
    now = now or timezone.now()
    fresh.owner = by
    enter(fresh, State.VERIFICATION, now)
    fresh.save(update_fields=MOVED)
    write_step(by, fresh, State.RECEIVED, note.strip(), now)
    tell_reporters(by, fresh, Progress.FOLLOWED)
    record(by, "alert.taken_up", f"alert:{fresh.pk}")
    return fresh


@transaction.atomic
def assign(*, by: User, alert: Alert, to: User, note: str) -> Alert:
    """A leader gives the alert to another officer of the office; the clock keeps running.

    Raises Refused for a closed alert, a missing reason, or a person who could not work on it.
    """
    fresh = locked(by, alert)
    permissions.check_may_assign(by, fresh)
    permissions.check_can_own(to, fresh)
    reason = rules.check_note(note)
    now = timezone.now()
    fresh.owner = to
    fresh.updated_at = now
    fresh.save(update_fields=["owner", "updated_at"])
    words = _("Diserahkan kepada %(name)s. %(reason)s") % {"name": to, "reason": reason}
    write_step(by, fresh, State(fresh.state), words, now)
    record(by, "alert.assigned", f"alert:{fresh.pk}", to=to.get_username())
    return fresh


@transaction.atomic
def advance(
    *,
    by: User,
    alert: Alert,
    to: State,
    note: str,
    result: Result = NO_RESULT,
    now: datetime | None = None,
) -> Alert:
    """Move the alert along an arrow of rules.NEXT with the reason.

    ``result`` is given when the move enters the outcome and at no other time. Raises Refused when
    the table has no such arrow, it is not this person's turn, or something is left unsaid.
    """
    fresh = locked(by, alert)
    before = State(fresh.state)
    move = permissions.check_may_move(by, fresh, to, outcome_recorder(fresh))
    reason = rules.check_note(note) if rules.note_needed(before) else note.strip()
    settle(fresh, move, to, result)
    now = now or timezone.now()
    if fresh.owner is None:
        fresh.owner = by
    enter(fresh, to, now)
    fresh.save(update_fields=MOVED)
    write_step(by, fresh, before, reason, now)
    tell_desk(by=by, alert=fresh, now=now)
    if to is State.CLOSED:
        tell_reporters(by, fresh, Progress.FINISHED)
    record(by, "alert.moved", f"alert:{fresh.pk}", to=to.value, outcome=fresh.outcome)
    return fresh


def settle(alert: Alert, move: rules.Move, to: State, result: Result) -> None:
    """Write, keep or take back the outcome, whichever the move asks for."""
    if to is State.OUTCOME:
        rules.check_outcome(move, result.outcome, result.effect)
        alert.outcome, alert.effect = result.outcome, result.effect
    elif to is not State.CLOSED:
        alert.outcome = alert.effect = ""


@transaction.atomic
def add_note(*, by: User, alert: Alert, note: str) -> Alert:
    """Write down something new without moving the alert; raises Refused like the other deeds."""
    fresh = locked(by, alert)
    permissions.check_may_note(by, fresh)
    words = rules.check_note(note)
    now = timezone.now()
    fresh.updated_at = now
    fresh.save(update_fields=["updated_at"])
    write_step(by, fresh, State(fresh.state), words, now)
    record(by, "alert.noted", f"alert:{fresh.pk}")
    return fresh


@transaction.atomic
def escalate_overdue(*, now: datetime) -> int:
    """Mark every alert that became late; it then shows first for the leaders of its office.

    For the worker. Each alert is told once per deadline, also when two workers run this together:
    the conditional update decides who writes the log row. Returns how many were told.
    """
    late = (
        Alert.objects.filter(aside="")
        .exclude(state=State.CLOSED)
        .filter(due_at__lt=now, overdue_told_at=None)
    )
    told = 0
    for pk, state in late.values_list("pk", "state"):
        if late.filter(pk=pk).update(overdue_told_at=now):
            record(None, "alert.overdue", f"alert:{pk}", state=state)
            told += 1
    return told
