"""Holding houses and meeting places, told by what stands near: the telling words, in one order."""

from collections.abc import Iterable

from kentongan.engine.linkage import spots
from kentongan.engine.linkage.words import plain

LONGEST = 300
LONGEST_SHOWN = 200
FEWEST_WORDS = 3
SHORT = {
    "rmh": "rumah", "rmah": "rumah", "kontrkn": "kontrakan", "dkt": "dekat", "blkg": "belakang",
    "blk": "belakang", "dpn": "depan", "sblh": "sebelah", "smpg": "samping", "ds": "desa",
    "dsn": "dusun", "dk": "dukuh", "kel": "kelurahan", "kec": "kecamatan", "jl": "jalan",
    "jln": "jalan", "gg": "gang", "psr": "pasar", "lt": "lantai", "kos2an": "kos", "kosan": "kos",
}  # fmt: skip
EMPTY = frozenset((
    "di", "ke", "dari", "yang", "dan", "itu", "ada", "milik", "punya", "nya", "no", "nomor",
    "sekitar", "kira",
))  # fmt: skip
SORTS = spots.SPOTS | spots.BESIDE
UNTELLING = EMPTY | spots.NAMELESS
NO_NAMES = SORTS | UNTELLING | spots.COMMON | spots.GOES_ON
MEETING_SHORT = SHORT | spots.SHORT
SHORTEST_NAME = 3


def read(raw: str) -> tuple[str, str] | None:
    """(telling words in order of the alphabet, the text); None for fewer than three of them."""
    words = beginning([SHORT.get(word, word) for word in plain(raw[:LONGEST]).split()])
    telling = sorted({word for word in words if word not in EMPTY})
    if len(telling) < FEWEST_WORDS:
        return None
    return " ".join(telling), " ".join(words)


def read_meeting(raw: str) -> tuple[str, str] | None:
    """(telling words in order of the alphabet, the place); None without a sort of spot and a name.

    "Pasar" or "depan terminal" could be anywhere, and a name alone is no spot.
    """
    words = plain(raw[:LONGEST]).replace("pom bensin", "spbu").split()
    written = [MEETING_SHORT.get(word, word) for word in words]
    place = beginning([word for word in without_areas(until_hour(written)) if is_of_place(word)])
    shown = trimmed(place)
    telling = {word for word in shown if word not in UNTELLING}
    if not (telling & SORTS and any(map(is_a_name, telling))):
        return None
    return " ".join(sorted(telling)), " ".join(spots.SHOWN.get(w, w.title()) for w in shown)


def until_hour(words: list[str]) -> list[str]:
    """The words before the hour or the day."""
    times = (place for place, word in enumerate(words) if word in spots.UNTIL)
    return words[: next(times, len(words))]


def without_areas(words: Iterable[str]) -> Iterable[str]:
    """The words without "kecamatan Jetis": where the place lies is told by the report."""
    rest = iter(words)
    for word in rest:
        if word in spots.AREAS:
            next(rest, None)
        else:
            yield word


def is_of_place(word: str) -> bool:
    """Whether the word is said of the place, and not of the meeting."""
    return word not in spots.MEETING


def trimmed(words: list[str]) -> list[str]:
    """Without the small words at both ends."""
    telling = [place for place, word in enumerate(words) if word not in EMPTY]
    return words[telling[0] : telling[-1] + 1] if telling else []


def is_a_name(word: str) -> bool:
    """Whether the word tells one such spot from all others."""
    return word.isalpha() and len(word) >= SHORTEST_NAME and word not in NO_NAMES


def beginning(words: list[str]) -> list[str]:
    """As many words as can be shown."""
    while len(" ".join(words)) > LONGEST_SHOWN:
        words = words[:-1]
    return words
