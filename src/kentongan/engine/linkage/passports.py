"""Passport numbers: Indonesian ones are a letter (or two) and six or seven digits.

A letter O among the digits is a zero and a small l a one: no letter may stand there. A number that
lost a digit is refused, never filled up.
"""

import re

from kentongan.engine.linkage.words import legible

LONGEST = 60
LABELS = re.compile(
    r"\b(?:no(?:mor)?|number|pas+por[t]?|pass|dokumen|doc(?:ument)?|dok|spri|dprin?|lama|baru|old|new)"
    r"\b[.:# ]*",
    re.IGNORECASE,
)
SIGNS = re.compile(r"[\s.\-/:#]+")
INDONESIAN = re.compile(r"([A-Z]{1,2})(\d{6,7})")
FOREIGN = re.compile(r"(?=(?:.*\d){5})[A-Z0-9]{6,9}")  # ICAO 9303: nine signs at most
MISREAD = str.maketrans("OIL", "011")


def read(raw: str) -> tuple[str, str] | None:
    """("C1234567", "C 1234567"); None for what is no passport number.

    A number of digits only is taken for a foreign passport's when the text says passport.
    """
    text = legible(raw)
    if len(text) > LONGEST:
        return None
    is_told = re.search(r"pas+por|passport", text, re.IGNORECASE) is not None
    bare = SIGNS.sub("", LABELS.sub(" ", text)).upper()
    number = repaired(bare)
    if found := INDONESIAN.fullmatch(number):
        return number, f"{found.group(1)} {found.group(2)}"
    is_foreign = is_told and FOREIGN.fullmatch(bare) and not bare.isalpha()
    return (bare, bare) if is_foreign else None


def repaired(number: str) -> str:
    """Zeros and ones where letters that look like them stand behind the first letter."""
    letters = 2 if number[1:2].isalpha() and number[1:2] not in "OIL" else 1
    return number[:letters] + number[letters:].translate(MISREAD)
