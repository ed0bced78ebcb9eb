"""A letter on A4, as it is or in large print: typst gets JSON, no markup is built from strings."""

import json
from enum import StrEnum
from importlib.resources import as_file, files
from typing import Literal

import typst

from kentongan.screening.letters.content import Letter


class Size(StrEnum):
    """How large a letter is printed."""

    NORMAL = "normal"
    LARGE = "large"


def print_letter(letter: Letter, size: Size = Size.NORMAL) -> bytes:
    """The letter as PDF; the same letter gives the same bytes.

    Raises typst.TypstError when the template does not fit the letter.
    """
    (paper,) = laid_out(letter, size, "pdf", None)
    return paper


def print_pictures(letter: Letter, size: Size, dots_per_inch: float) -> list[bytes]:
    """Each page of the letter as PNG, to look at."""
    return laid_out(letter, size, "png", dots_per_inch)


def laid_out(
    letter: Letter, size: Size, kind: Literal["pdf", "png"], dots_per_inch: float | None
) -> list[bytes]:
    """What typst makes of the letter: one PDF, or a picture for each page."""
    template = files("kentongan.screening").joinpath("templates", "screening", "letter.typ")
    with as_file(template) as path:
        made = typst.compile(
            str(path),
            format=kind,
            ppi=dots_per_inch,
            sys_inputs={"letter": json.dumps(letter.stored()), "size": size.value},
            # Only the typefaces inside typst, so every office prints the same letter.
            ignore_system_fonts=True,
        )
    return [bytes(one) for one in made] if isinstance(made, list) else [bytes(made)]
