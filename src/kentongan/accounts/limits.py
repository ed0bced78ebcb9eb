"""How often a password may be guessed: counted on one account name and on one address.

Every attempt is counted before it is checked and taken back when it was right, so that parallel
guesses cannot slip through. The server's clock alone counts. No address is kept, only a hash under
a key of the day, and that for a day (``forget_old_attempts``).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kentongan.accounts import rules
from kentongan.accounts.devices import known_device
from kentongan.accounts.models import FailedLogins, User
from kentongan.accounts.rules import OF_A_NAME, OF_AN_ADDRESS, Limit
from kentongan.audit.actions import record

LONGEST_MEMORY = timedelta(hours=24)


class Closed(Exception):
    """Too many failures: this attempt was not even looked at."""


@dataclass(frozen=True)
class Attempt:
    """One guess at ``name`` (canonical), counted on ``keys`` at ``at``."""

    name: str
    keys: tuple[tuple[str, Limit], ...]
    at: datetime


def keyed(kind: str, text: str) -> str:
    """64 hex digits that say nothing without the secret key."""
    return salted_hmac(f"kentongan {kind}", text, algorithm="sha256").hexdigest()


def address_group(request: HttpRequest) -> str:
    """The address an attempt is counted on; of IPv6 the network, as one house has all of it."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def keys_of(request: HttpRequest, name: str, now: datetime) -> tuple[tuple[str, Limit], ...]:
    """What an attempt is counted on: a known device alone, else the name and the address."""
    if device := known_device(request, name):
        return ((keyed("known device", f"{name}:{device}"), OF_A_NAME),)
    today = timezone.localdate(now).isoformat()
    keys = [(keyed(f"address {today}", address_group(request)), OF_AN_ADDRESS)]
    if name:
        keys.append((keyed("name", name), OF_A_NAME))
    return tuple(
        sorted(keys, key=lambda one: one[0])
    )  # one order, so that two cannot wait crosswise


def times_of(row: FailedLogins) -> list[datetime]:
    """The failures of a row."""
    return [datetime.fromtimestamp(one, UTC) for one in row.times]


def locked(key: str, now: datetime) -> FailedLogins:
    """The row of a key, held until the transaction ends."""
    FailedLogins.objects.get_or_create(key=key, defaults={"last_at": now})
    return FailedLogins.objects.select_for_update().get(key=key)


@transaction.atomic
def begin_attempt(request: HttpRequest, typed_name: str) -> Attempt:
    """Count one attempt; raises Closed, counting nothing, while the name or address must wait."""
    name, now = rules.canonical_name(typed_name), timezone.now()
    keys = keys_of(request, name, now)
    rows = [(locked(key, now), limit) for key, limit in keys]
    if any(rules.closed_until(times_of(row), limit, now) for row, limit in rows):
        raise Closed
    for row, limit in rows:
        past = rules.remembered(times_of(row), limit, now)
        row.times, row.last_at = [one.timestamp() for one in [*past, now]], now
        row.save()
    return Attempt(name, keys, now)


@transaction.atomic
def attempt_was_right(attempt: Attempt) -> None:
    """Forget the failures of the name; of the address only this attempt, which was none."""
    moment = attempt.at.timestamp()
    for key, limit in attempt.keys:
        row = locked(key, attempt.at)
        strangers = [one for one in row.times if one != moment]
        row.times = strangers if limit is OF_AN_ADDRESS else []
        row.save()


@transaction.atomic
def attempt_was_wrong(attempt: Attempt) -> None:
    """Write a burst of failures into the log once: its first, and the one that closes the door."""
    subject = subject_of(attempt.name)
    for key, limit in attempt.keys:
        if limit is OF_AN_ADDRESS:
            continue
        count = len(locked(key, attempt.at).times)
        if count == 1:
            record(None, "login.failed", subject)
        elif count == limit.free:
            record(None, "login.closed", subject, failures=count)


def subject_of(name: str) -> str:
    """``account:<pk>``; of a name that nobody has, a keyed hash, since it may be a password."""
    found = User.objects.filter(username__iexact=name).values_list("pk", flat=True).first()
    return f"account:{found or keyed('unknown name', name)[:16]}"


def forget_old_attempts(now: datetime) -> int:
    """Delete what is older than a day; returns how much."""
    return FailedLogins.objects.filter(last_at__lt=now - LONGEST_MEMORY).delete()[0]


def count_failure(request: HttpRequest, typed_name: str) -> None:
    """An attempt that is wrong without being looked at; does nothing while it must wait anyway."""
    try:
        attempt_was_wrong(begin_attempt(request, typed_name))
    except Closed:
        return
