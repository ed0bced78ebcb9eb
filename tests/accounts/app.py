"""An authenticator app (RFC 6238), written apart from the library that checks its codes."""

import base64
import hashlib
import hmac
import struct
import time

STEP = 30  # seconds


def code(secret: str, at: float | None = None) -> str:
    """The six digits the app shows at a moment (seconds since 1970; now when left out)."""
    step = int((time.time() if at is None else at) // STEP)
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
