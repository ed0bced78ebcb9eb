"""A sealed identity as one text, and how two shares open it.

``segel1.`` + base64url of JSON ``{"subject", "text", "shares": [{"key", "with", "box"}]}``.
A fresh key encrypts the identity; for every pair of custodians the key is split in two shares, and
each share is boxed for one of the two. Who holds one private key finds shares of which each lacks
the other half.
"""

import json
import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import combinations
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from kentongan.access.sealing import boxes
from kentongan.access.sealing.boxes import Broken

PREFIX = "segel1."
FEWEST, MOST = 2, 3  # custodians
# One size for all, so that the length tells nothing; the longest identity may need two.
PAGE_BYTES = 4096
LONGEST_BLOB = 24_000


@dataclass(frozen=True)
class Identity:
    """Who told it. Lives in memory only."""

    name: str = ""
    phone: str = ""
    address: str = ""
    relation: str = ""
    remarks: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not any(asdict(self).values())


@dataclass(frozen=True)
class Share:
    """One half of the key for one pair: boxed for ``key``, useless without that of ``other``."""

    key: str
    other: str
    box: bytes


@dataclass(frozen=True)
class Envelope:
    """A sealed identity taken apart, still closed; ``keys`` are fingerprints in order."""

    subject: str
    text: bytes
    shares: tuple[Share, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The fingerprints of the custodians' keys it was sealed to."""
        return tuple(sorted({share.key for share in self.shares}))

    def shares_of(self, key: str) -> tuple[Share, ...]:
        """The shares that this key opens."""
        return tuple(share for share in self.shares if share.key == key)


def text_words(subject: str, keys: Iterable[str]) -> str:
    """What the ciphertext is bound to: its report and its circle of keys."""
    return f"kentongan segel1 text|{subject}|{','.join(sorted(keys))}"


def share_words(subject: str, key: str, other: str) -> str:
    """What a share is bound to: its report and the pair it belongs to."""
    return f"kentongan segel1 share|{subject}|{key}|{other}"


def padded(identity: Identity) -> bytes:
    """The identity as JSON, blanks to the end of the page."""
    data = json.dumps(asdict(identity), ensure_ascii=False).encode()
    return data.ljust(-(-len(data) // PAGE_BYTES) * PAGE_BYTES)


def seal(identity: Identity, subject: str, publics: Sequence[bytes]) -> str:
    """The sealed text for two or three public keys; raises ValueError for fewer or more."""
    points = {boxes.fingerprint(public): public for public in publics}
    if not FEWEST <= len(points) <= MOST:
        raise ValueError(f"a seal needs two or three keys, not {len(points)}")
    secret = os.urandom(boxes.KEY_BYTES)
    shares = []
    for one, other in combinations(sorted(points), 2):
        for key, mate, half in zip((one, other), (other, one), boxes.split(secret), strict=True):
            box = boxes.close_box(points[key], half, share_words(subject, key, mate))
            shares.append(Share(key, mate, box))
    text = boxes.encrypt(secret, padded(identity), text_words(subject, points))
    return written(Envelope(subject, text, tuple(shares)))


def written(envelope: Envelope) -> str:
    """The envelope as the text that is kept."""
    raw = {
        "subject": envelope.subject,
        "text": boxes.to_text(envelope.text),
        "shares": packed(envelope.shares),
    }
    return PREFIX + boxes.to_text(json.dumps(raw, separators=(",", ":")).encode())


def packed(shares: Iterable[Share]) -> list[dict[str, str]]:
    """Shares as JSON keeps them."""
    return [{"key": s.key, "with": s.other, "box": boxes.to_text(s.box)} for s in shares]


def unpacked(raw: Any) -> tuple[Share, ...]:
    """The shares of ``packed``; raises Broken for anything else."""
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise Broken
    try:
        return tuple(Share(str(s["key"]), str(s["with"]), boxes.to_bytes(s["box"])) for s in raw)
    except (KeyError, AttributeError, TypeError):
        raise Broken from None


def read_json(text: str, prefix: str) -> Any:
    """What stands behind the prefix; raises Broken when it is no JSON."""
    if len(text) > LONGEST_BLOB or not text.startswith(prefix):
        raise Broken
    try:
        return json.loads(boxes.to_bytes(text.removeprefix(prefix)))
    except (ValueError, RecursionError):
        raise Broken from None


def read(blob: str) -> Envelope:
    """The envelope, checked for its shape: every pair of its keys has both shares, no more.

    Raises Broken. Whether the ciphertext is good can only be known with two keys.
    """
    raw = read_json(blob, PREFIX)
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise Broken
    shares = unpacked(raw.get("shares"))
    envelope = Envelope(str(raw.get("subject")), boxes.to_bytes(raw["text"]), shares)
    pairs = sorted((share.key, share.other) for share in shares)
    expected = sorted((a, b) for a in envelope.keys for b in envelope.keys if a != b)
    if not FEWEST <= len(envelope.keys) <= MOST or pairs != expected:
        raise Broken
    return envelope


def open_share(private: EllipticCurvePrivateKey, envelope: Envelope, share: Share) -> bytes:
    """One half of the key; raises Broken with somebody else's private key."""
    return boxes.open_box(private, share.box, share_words(envelope.subject, share.key, share.other))


def open_text(envelope: Envelope, one: bytes, other: bytes) -> Identity:
    """The identity, with both halves of one pair; raises Broken when they do not fit."""
    said = text_words(envelope.subject, envelope.keys)
    data = boxes.decrypt(boxes.joined(one, other), envelope.text, said)
    try:
        raw = json.loads(data)
    except ValueError:
        raise Broken from None
    if not isinstance(raw, dict):
        raise Broken
    return Identity(**{f.name: plain(raw.get(f.name)) for f in fields(Identity)})


def plain(value: Any) -> str:
    """A field as one tidy text; a browser may have sealed anything."""
    text = value if isinstance(value, str) else ""
    return unicodedata.normalize("NFC", "".join(c for c in text if c == "\n" or c.isprintable()))
