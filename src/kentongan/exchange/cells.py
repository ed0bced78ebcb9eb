"""Texts that go out: nothing a spreadsheet would run, nothing that does not print."""

import re
import unicodedata

# After blanks and controls are stripped, these begin a formula in a spreadsheet.
STARTS_A_FORMULA = frozenset("=+-@|%")
BLANKS = re.compile(r"\s+")


def printable(text: str) -> str:
    """The text on one line, without control, format and unassigned characters.

    Format characters (zero width, right-to-left) hide what really stands there.
    """
    kept = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    return BLANKS.sub(" ", kept).strip()


def neutral(text: str) -> str:
    """A printable text with ``'`` before what a spreadsheet would take for a formula."""
    clean = printable(text)
    return f"'{clean}" if clean[:1] in STARTS_A_FORMULA else clean
