"""Where sessions live: one row each, unreadable without the cookie that belongs to it.

The table holds the SHA-256 of the session key, and the data encrypted under a key that is derived
from the session key. Whoever copies the database gets neither a usable cookie nor the content.
"""

import base64
import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from kentongan.accounts.models import Session

NONCE = 12  # bytes, as GCM wants them
SEEN_EVERY = timedelta(minutes=1)  # a page a second must not be a write a second


def fingerprint(session_key: str) -> str:
    """What the table knows a session by: the first 40 hex digits of the key's SHA-256."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


def cipher(session_key: str) -> AESGCM:
    """The cipher only the holder of the cookie can make."""
    derived = HKDF(SHA256(), length=32, salt=None, info=b"kentongan session data")
    return AESGCM(derived.derive(session_key.encode()))


class SessionStore(DatabaseStore):
    """Django's database sessions with a fingerprint for a key, sealed data, and times of use."""

    begun_at: datetime | None = None
    seen_at: datetime | None = None
    device = ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The data as the table keeps them."""
        nonce = secrets.token_bytes(NONCE)
        plain = json.dumps(session_dict, separators=(",", ":")).encode()
        sealed = cipher(self.own_key()).encrypt(nonce, plain, None)
        return base64.b64encode(nonce + sealed).decode()

    def own_key(self) -> str:
        """The session key, drawn now if there is none."""
        drawn: str = super()._get_or_create_session_key()  # type: ignore[misc]  # not in the stubs
        return drawn

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The data again; nothing when somebody wrote into the table."""
        raw = base64.b64decode(session_data)
        try:
            plain = cipher(self.session_key or "").decrypt(raw[:NONCE], raw[NONCE:], None)
        except InvalidTag:
            return {}
        data: dict[str, Any] = json.loads(plain)
        return data

    def load(self) -> dict[str, Any]:
        """What the session holds; an unknown or ended one holds nothing and loses its key."""
        alive = Session.objects.filter(expire_date__gt=timezone.now())
        row = alive.filter(session_key=fingerprint(self.session_key or "")).first()
        if row is None:
            self._session_key = None
            return {}
        self.begun_at, self.seen_at, self.device = row.begun_at, row.seen_at, row.device
        return self.decode(row.session_data)

    def exists(self, session_key: str | None = None) -> bool:
        """Whether such a session is there."""
        return Session.objects.filter(session_key=fingerprint(session_key or "")).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session as it is now."""
        now = timezone.now()
        self.begun_at, self.seen_at = self.begun_at or now, self.seen_at or now
        return Session(
            session_key=fingerprint(self.own_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get("_auth_user_id"),
            begun_at=self.begun_at,
            seen_at=self.seen_at,
            device=self.device,
        )

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=fingerprint(key)).delete()

    def flush(self) -> None:
        """End it and forget whose and since when it was."""
        super().flush()
        self.begun_at, self.seen_at, self.device = None, None, ""

    def begin(self, device: str, now: datetime) -> None:
        """Somebody has just logged in: the eight hours count from here."""
        self.begun_at, self.seen_at, self.device = now, now, device
        self.modified = True

    def touch(self, now: datetime) -> None:
        """Somebody used it; written down once a minute."""
        if self.seen_at is not None and now - self.seen_at < SEEN_EVERY:
            return
        key = fingerprint(self.session_key or "")
        if not Session.objects.filter(session_key=key).update(seen_at=now):
            raise UpdateError  # ended by somebody else while this page was on its way
        self.seen_at = now


def as_store(session: SessionBase) -> SessionStore:
    """A request's session as ours; raises TypeError for any other."""
    if not isinstance(session, SessionStore):
        raise TypeError("SESSION_ENGINE is not kentongan.accounts.sessions")
    return session
