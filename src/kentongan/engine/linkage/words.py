"""Small letters, single spaces: the first step of every normal form that is words."""

import re
import unicodedata

SPACES = re.compile(r"\s+")
SIGNS = re.compile(r"[^\w\s]|_")


def single_spaced(text: str) -> str:
    """The text in compatible letters (ＡＢＣ → ABC) with single spaces."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def plain(text: str) -> str:
    """Small letters, letters and digits only, single spaces, without accents."""
    # Decomposed twice: bold letters become plain capitals only then. Upper first: ı has no other
    # way to i.
    decomposed = unicodedata.normalize("NFKD", text).upper().casefold()
    letters = unicodedata.normalize("NFKD", decomposed)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return single_spaced(SIGNS.sub(" ", bare))
