"""The receipt: 16 digits that only the reporter has. The database keeps an HMAC of them."""

import hashlib
import hmac
import unicodedata

DIGITS = 16
# What people put between digits when they copy a number.
BETWEEN = set(" \t\u00a0\u2009\u202f-\u2010\u2011\u2012\u2013\u2014./()+")


def digits_for(pepper: bytes, subject: str, seed: str) -> str:
    """16 digits out of the form's random seed: the same form sent again gets the same ones.

    Without the pepper nobody can tell them from random, and the seed is not kept.
    """
    mac = hmac.digest(pepper, f"receipt digits|{subject}|{seed}".encode(), hashlib.sha256)
    return str(int.from_bytes(mac, "big") % 10**DIGITS).zfill(DIGITS)


def grouped(digits: str) -> str:
    """As a telephone number is written: 0850-1234-5678-9012."""
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def normalised(text: str) -> str:
    """The 16 digits of a typed receipt, in any script, with anything between them; or ""."""
    kept = [character for character in text.strip()[:100] if character not in BETWEEN]
    values = [unicodedata.decimal(character, None) for character in kept]
    if len(values) != DIGITS or None in values:
        return ""
    return "".join(str(value) for value in values)


def mark(pepper: bytes, digits: str) -> str:
    """What the database keeps; the same work for a wrong number and for none."""
    return hmac.new(pepper, f"receipt|{digits}".encode(), hashlib.sha256).hexdigest()
