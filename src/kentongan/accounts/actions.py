"""Deeds around an account: sessions, passwords, codes. Who may, is asked in ``access.staff``."""

import secrets
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from kentongan.accounts.limits import keyed
from kentongan.accounts.models import OneTimeCode, Session, User
from kentongan.accounts.queries import own_sessions
from kentongan.accounts.rules import MOST_SESSIONS
from kentongan.accounts.sessions import SessionStore, fingerprint
from kentongan.audit.actions import record

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
CODE_LENGTH = 20  # 98 bits


def subject(user: User) -> str:
    """How the log names an account."""
    return f"account:{user.pk}"


@transaction.atomic
def open_session(
    *, by: User, session: SessionStore, device: str, is_new_device: bool, proofs: Iterable[str]
) -> list[str]:
    """A login is complete; returns the devices of the sessions that had to end for it."""
    now = timezone.now()
    User.objects.select_for_update().get(pk=by.pk)  # two logins at once count one after the other
    session.begin(device, now)
    session.save()
    mine = fingerprint(session.session_key or "")
    surplus = list(own_sessions(by, now).exclude(pk=mine)[MOST_SESSIONS - 1 :])
    record(by, "login.done", subject(by), proofs=sorted(proofs), new_device=is_new_device)
    for other in surplus:
        other.delete()
    if surplus:
        record(by, "session.ended", subject(by), count=len(surplus), why="too_many")
    return [other.device or "?" for other in surplus]


@transaction.atomic
def note_logout(*, by: User | AnonymousUser) -> None:
    """Somebody leaves."""
    if isinstance(by, User):
        record(by, "logout.done", subject(by))


@transaction.atomic
def end_sessions(*, by: User | None, user: User, why: str, keep: SessionStore | None = None) -> int:
    """End every session of ``user`` but ``keep`` at once; returns how many."""
    sessions = Session.objects.filter(user=user)
    if keep is not None and keep.session_key:
        sessions = sessions.exclude(pk=fingerprint(keep.session_key))
    count: int = sessions.delete()[0]
    if count:
        record(by, "session.ended", subject(user), count=count, why=why)
    return count


@transaction.atomic
def note_account_change(*, by: User, deed: str, session: SessionStore) -> None:
    """The person changed the own password or second factor: the other sessions end."""
    record(by, deed, subject(by))
    end_sessions(by=by, user=by, why=deed, keep=session)


@transaction.atomic
def issue_code(*, by: User | None, user: User) -> str:
    """A code of 20 signs for ``user``, shown this once and good for a day; an older one is void."""
    OneTimeCode.objects.filter(user=user, used_at=None).delete()
    code = "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))
    OneTimeCode.objects.create(
        user=user, code=keyed("one-time code", code), made_by=by, made_at=timezone.now()
    )
    record(by, "code.issued", subject(user))
    return code


@transaction.atomic
def set_password_by_code(*, user: User, code: OneTimeCode, password: str) -> None:
    """The holder of a code sets a password; the code is spent and every session ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    record(user, "password.set", subject(user))
    end_sessions(by=user, user=user, why="password.set")
