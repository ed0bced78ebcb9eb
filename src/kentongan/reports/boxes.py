"""The one box "phone numbers, accounts, names": what a person typed, taken apart."""

import re
from collections.abc import Collection

from kentongan.entities.models import ThingKind
from kentongan.entities.queries import normalise, things_in_text
from kentongan.entities.told import Written

BETWEEN_THINGS = re.compile(r";+|,(?=\s)|,(?=\D)")


def pieces(line: str) -> list[str]:
    """A line cut at semicolons and commas that are not inside a number."""
    return [piece.strip() for piece in BETWEEN_THINGS.split(line) if piece.strip()]


def things_in_piece(piece: str) -> list[Written]:
    """What one piece names: as it looks, else a recruiter's alias."""
    if found := things_in_text(piece):
        return list(found)
    is_name = normalise(ThingKind.ALIAS, piece) is not None
    return [Written(ThingKind.ALIAS, piece)] if is_name else []


def things_in_line(line: str, before: Collection[Written]) -> list[Written]:
    """What one line names; a line that stood there before stays what it was, commas and all.

    A wallet's number stood there as a phone and as an account.
    """
    if same := [thing for thing in before if thing.raw == line]:
        return same
    return [thing for piece in pieces(line) for thing in things_in_piece(piece)]


def things_in_box(text: str, before: Collection[Written] = ()) -> tuple[Written, ...]:
    """The things in the box, each once; ``before``: those that stood in it earlier."""
    lines = (line.strip() for line in text.splitlines())
    found = [thing for line in lines for thing in things_in_line(line, before)]
    return tuple(dict.fromkeys(found))


def box_of(things: tuple[Written, ...]) -> str:
    """The things as the box shows them again, one a line."""
    return "\n".join(thing.raw for thing in things)
