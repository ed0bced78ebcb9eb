"""A custodian's private key, wrapped by a passphrase that nobody else knows and nothing stores.

``kunci1.`` + base64url of JSON ``{"salt", "memory", "passes", "box"}``: Argon2id into AES-256-GCM,
bound to the fingerprint of its public key.
"""

import json
import os
import threading
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from kentongan.access.sealing import boxes, envelope
from kentongan.access.sealing.boxes import Broken

PREFIX = "kunci1."
SHORTEST, LONGEST = 12, 128
SALT_BYTES = 16


@dataclass(frozen=True)
class Cost:
    """Memory in KiB and passes of one Argon2id, one lane."""

    memory: int
    passes: int


# Used a few times a year, so dearer than a login: about 0.2 s here.
COST = Cost(memory=64 * 1024, passes=3)
# Two at a time: 128 MiB at most, whatever arrives at once.
ROOM = threading.BoundedSemaphore(2)


def stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes that cost an attacker as much as us for every guess."""
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    with ROOM:
        return hash_secret_raw(secret, salt, cost.passes, cost.memory, 1, boxes.KEY_BYTES, Type.ID)


def wrap_words(fingerprint: str) -> str:
    return f"kentongan kunci1|{fingerprint}"


def wrap(private: EllipticCurvePrivateKey, passphrase: str) -> str:
    """The private key for keeping; takes about 0.2 s."""
    salt, cost = os.urandom(SALT_BYTES), COST
    fingerprint = boxes.fingerprint(boxes.public_bytes(private.public_key()))
    key = stretched(passphrase, salt, cost)
    box = boxes.encrypt(key, boxes.private_bytes(private), wrap_words(fingerprint))
    raw = {
        "salt": boxes.to_text(salt),
        "memory": cost.memory,
        "passes": cost.passes,
        "box": boxes.to_text(box),
    }
    return PREFIX + boxes.to_text(json.dumps(raw).encode())


def unwrap(wrapped: str, passphrase: str, fingerprint: str) -> EllipticCurvePrivateKey:
    """The private key of that public key. Raises Broken for another passphrase or a changed row."""
    raw = envelope.read_json(wrapped, PREFIX)
    try:
        salt, box = boxes.to_bytes(raw["salt"]), boxes.to_bytes(raw["box"])
        cost = Cost(int(raw["memory"]), int(raw["passes"]))
    except (KeyError, TypeError, ValueError):
        raise Broken from None
    # A row changed by hand must not make the server hash for hours.
    if cost.memory > 4 * COST.memory or cost.passes > 4 * COST.passes:
        raise Broken
    plain = boxes.decrypt(stretched(passphrase, salt, cost), box, wrap_words(fingerprint))
    return boxes.private_from(plain)
