"""The first steps of every normal form: legible signs, single spaces, small letters."""

import re
import unicodedata

SPACES = re.compile(r"\s+")
SIGNS = re.compile(r"[^\w\s]|_")
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
# WhatsApp wraps a copied number in marks of direction; flyers write digits as key caps (0️⃣8️⃣).
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\ufe00-\ufe0f\ufeff]"
)


def legible(text: str) -> str:
    """The text with plain digits, hyphens and spaces, and without signs that nobody sees."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", UNSEEN.sub("", text)).translate(HYPHENS)


def single_spaced(text: str) -> str:
    """The legible text with single spaces."""
    return SPACES.sub(" ", legible(text)).strip()


def plain(text: str) -> str:
    """Small letters, letters and digits only, single spaces, without accents."""
    # Decomposed twice: bold letters become plain capitals only then. Upper first: ı has no other
    # way to i.
    decomposed = unicodedata.normalize("NFKD", UNSEEN.sub("", text)).upper().casefold()
    letters = unicodedata.normalize("NFKD", decomposed)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return single_spaced(SIGNS.sub(" ", bare))
