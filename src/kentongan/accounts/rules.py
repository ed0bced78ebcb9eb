"""When a login waits, when a session ends, how a name is read. Pure: the time is passed in."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kentongan.accounts.roles import RoleKey

LONGEST_WAIT = timedelta(minutes=15)
IDLE_IN_THE_OFFICE = timedelta(minutes=15)
IDLE_IN_THE_FIELD = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=8)
MOST_SESSIONS = 2
CODE_LASTS = timedelta(hours=24)
FIELD_ROLES = {
    RoleKey.VILLAGE_OFFICER,
    RoleKey.POLICE_VILLAGE_OFFICER,
    RoleKey.ARMY_VILLAGE_OFFICER,
}


@dataclass(frozen=True)
class Limit:
    """``free`` failures cost nothing; then the wait doubles from ``first_wait``.

    ``strict`` also keeps it at ``free`` within ``window``; failures are forgotten after ``memory``.
    """

    free: int
    window: timedelta
    first_wait: timedelta
    memory: timedelta
    strict: bool = True


# One account name, or one known device of it: 5 failures in 15 minutes.
OF_A_NAME = Limit(5, timedelta(minutes=15), timedelta(minutes=1), timedelta(hours=24))
# One address: 20 in an hour, then it only slows down. A village or an office shares one address,
# so a strict limit would let one guesser shut all of them out.
OF_AN_ADDRESS = Limit(
    20, timedelta(hours=1), timedelta(seconds=15), timedelta(hours=1), strict=False
)


def canonical_name(text: str) -> str:
    """One spelling for all that a person may type for one name: ``" ＳＡＲＩ\\0"`` is ``sari``.

    NFKC and casefold, without control and invisible characters and outer spaces.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] != "C").strip()


def remembered(failures: Sequence[datetime], limit: Limit, now: datetime) -> list[datetime]:
    """The failures that still count, oldest first."""
    return sorted(one for one in failures if now - one < limit.memory)


def closed_until(failures: Sequence[datetime], limit: Limit, now: datetime) -> datetime | None:
    """Until when no attempt is checked; None when one may try now. Never long after the last."""
    past = remembered(failures, limit, now)
    if len(past) < limit.free:
        return None
    doublings = min(len(past) - limit.free, 12)
    until = past[-1] + min(limit.first_wait * 2**doublings, LONGEST_WAIT)
    if limit.strict:
        until = max(until, past[-limit.free] + limit.window)
    return until if until > now else None


def longest_idle(role: str) -> timedelta:
    """How long a session may lie unused."""
    return IDLE_IN_THE_FIELD if role in FIELD_ROLES else IDLE_IN_THE_OFFICE


def why_ended(begun: datetime, seen: datetime, role: str, now: datetime) -> str:
    """``"old"``, ``"idle"`` or ``""`` for a session that goes on."""
    if now - begun >= LONGEST_SESSION:
        return "old"
    return "idle" if now - seen >= longest_idle(role) else ""
