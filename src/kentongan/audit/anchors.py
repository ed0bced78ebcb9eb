"""Signed heads that lie outside the database: what a rewritten log cannot take along."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from kentongan.audit.chain import Point
from kentongan.audit.signing import is_genuine, signed

PATTERN = "jejak-*.json"
KIND = "kentongan audit anchor"
# An anchor is 400 bytes; anything far longer is not one and is not read into memory.
MOST_BYTES = 10_000


@dataclass(frozen=True)
class Anchor:
    """One file; ``said`` is its whole content, ``point`` where the chain stood."""

    name: str
    point: Point
    said: dict[str, object]

    def is_genuine(self, trusted: frozenset[str]) -> bool:
        """Whether it is an anchor that a trusted key signed."""
        return self.said.get("kind") == KIND and is_genuine(self.said, trusted)


def make_anchor(point: Point, at: datetime) -> Anchor:
    """The signed head; raises ``KeyMissing``."""
    said = signed(
        {
            "kind": KIND,
            "office": settings.OFFICE_NAME,
            "sequence": point.sequence,
            "hash": point.hash,
            "at": at.isoformat(timespec="seconds"),
        }
    )
    return Anchor(f"jejak-{at:%Y-%m-%d}-{point.sequence}.json", point, said)


def write_anchor(anchor: Anchor, folder: Path) -> bool:
    """Put it there, whole or not at all; False when this head lies there already.

    Raises OSError when the folder cannot be written.
    """
    target = folder / anchor.name
    if target.exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    unfinished.write_text(json.dumps(anchor.said, indent=1, sort_keys=True) + "\n", "utf-8")
    unfinished.replace(target)
    return True


def anchors_in(folders: Iterable[Path]) -> Iterator[Anchor]:
    """Every anchor of some folders; a file that cannot be read is an anchor without a signature.

    Raises FileNotFoundError for a folder that is not there.
    """
    for folder in folders:
        if not folder.is_dir():
            raise FileNotFoundError(str(folder))
        for path in sorted(folder.glob(PATTERN)):
            yield read_anchor(path)


def read_anchor(path: Path) -> Anchor:
    """The anchor of one file."""
    try:
        said = json.loads(path.read_bytes()[:MOST_BYTES])
        return Anchor(path.name, Point(int(said["sequence"]), str(said["hash"])), dict(said))
    except (OSError, ValueError, KeyError, TypeError):
        return Anchor(path.name, Point(0, ""), {})
