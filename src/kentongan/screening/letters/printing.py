"""A letter on A4, as it is or in large print: typst gets JSON, no markup is built from strings."""

import json
from enum import StrEnum
from importlib.resources import as_file, files

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
    template = files("kentongan.screening").joinpath("templates", "screening", "letter.typ")
    with as_file(template) as path:
        return bytes(
            typst.compile(
                str(path),
                format="pdf",
                sys_inputs={"letter": json.dumps(letter.stored()), "size": size.value},
                # Only the typefaces inside typst, so every office prints the same letter.
                ignore_system_fonts=True,
            )
        )
