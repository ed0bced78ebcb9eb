"""The one box "phone numbers, accounts, names": what a person typed, taken apart."""

import re
from collections.abc import Iterator, Mapping

from kentongan.entities.models import ThingKind
from kentongan.entities.queries import normalise, things_in_text
from kentongan.entities.told import Written

BETWEEN_THINGS = re.compile(r"[\n;]+|,(?=\s)|,(?=\D)")


def pieces(text: str) -> list[str]:
    """The box cut at new lines, semicolons and commas that are not inside a number."""
    return [piece.strip() for piece in BETWEEN_THINGS.split(text) if piece.strip()]


def things_in_piece(piece: str, known: Mapping[str, str]) -> Iterator[Written]:
    """What one piece names: as it was known before, as it looks, else a recruiter's alias."""
    if piece in known:
        yield Written(known[piece], piece)
        return
    found = things_in_text(piece)
    if found:
        yield from found
    elif normalise(ThingKind.ALIAS, piece) is not None:
        yield Written(ThingKind.ALIAS, piece)


def things_in_box(text: str, known: Mapping[str, str] | None = None) -> tuple[Written, ...]:
    """The things in the box, each once; ``known`` maps earlier pieces to their kind."""
    found = [thing for piece in pieces(text) for thing in things_in_piece(piece, known or {})]
    return tuple(dict.fromkeys(found))


def box_of(things: tuple[Written, ...]) -> str:
    """The things as the box shows them again, one a line."""
    return "\n".join(thing.raw for thing in things)
