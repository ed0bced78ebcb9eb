"""The chain itself, pure: what of an event is hashed, and whether rows follow one another.

``hash = SHA-256(previous ‖ canonical JSON)``, both as text; ``previous`` is the hash of the event
before, in hexadecimal. Two different rows never have the same canonical JSON: keys stand in the
order of the alphabet, texts are quoted, and only ``detail`` is JSON already.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted

GENESIS = "0" * 64  # what stands before the first event

# sequence, at, actor, action, subject, detail, previous, hash: as the table holds them, as text
type Row = tuple[int, str, str, str, str, str, str, str]


class Fault(StrEnum):
    """How the first bad row betrays itself."""

    MISSING = "missing"  # another number stands where this one should
    UNLINKED = "unlinked"  # it does not name the hash of the row before
    CHANGED = "changed"  # its content does not give its hash


@dataclass(frozen=True)
class Point:
    """How far the chain was followed: the last sequence and its hash."""

    sequence: int
    hash: str


START = Point(0, GENESIS)


@dataclass(frozen=True)
class Broken:
    """The first sequence that cannot be trusted, and why."""

    sequence: int
    fault: Fault


def canonical_json(value: object) -> str:
    """The one text of a JSON value: sorted keys, no spaces, ASCII; raises ValueError for NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment_text(at: datetime) -> str:
    """A moment as the table of SQLite holds it: UTC, microseconds only where there are any."""
    return str(at.astimezone(UTC).replace(tzinfo=None))


def link(  # noqa: PLR0917  # a check calls it for every row: no tuple in between
    previous: str, sequence: int, at: str, actor: str, action: str, subject: str, detail: str
) -> str:
    """The hash of an event in hexadecimal; raises TypeError for what is no text."""
    content = (
        f'{previous}{{"action":{quoted(action)},"actor":{quoted(actor)},"at":{quoted(at)},'
        f'"detail":{detail},"sequence":{sequence},"subject":{quoted(subject)}}}'
    )
    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def follow(rows: Iterable[Row], point: Point) -> Point | Broken:
    """Walk over rows that come in the order of their numbers; where that ended, or what is bad."""
    expected, hash_before = point.sequence, point.hash
    for sequence, at, actor, action, subject, detail, previous, stated in rows:
        expected += 1
        if sequence != expected:
            return Broken(expected, Fault.MISSING)
        if previous != hash_before:
            return Broken(expected, Fault.UNLINKED)
        try:
            hash_before = link(previous, sequence, at, actor, action, subject, detail)
        except TypeError:  # NULL, or bytes instead of text
            return Broken(expected, Fault.CHANGED)
        if hash_before != stated:
            return Broken(expected, Fault.CHANGED)
    return Point(expected, hash_before)
