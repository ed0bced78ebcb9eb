"""The secret that turns a receipt into what the database keeps; it is kept apart from it."""

import hashlib
import hmac

from django.conf import settings


def receipt_pepper() -> bytes:
    """32 bytes; whoever has the database without them cannot try receipts."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"receipt pepper", hashlib.sha256)
