"""Who really told it: one person repeating himself, or words passed on, are one voice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from rapidfuzz import fuzz

from kentongan.alerts.detectors.found import Telling
from kentongan.indicators.catalogue import catalogue

# Independent notices of one network, written in the same office style, reach 70-80; a message
# passed on keeps 97 and more of its letters, a chat retyped with short forms about 85.
SAME_WORDS = 86
# Letters that a text needs to be known again. Two people who write "ada loker ke Taiwan", or tick
# the same signs on the form, do not copy each other.
SHORTEST = 60
COPY_DAYS = 30  # a message that comes again later than that is news again


@cache
def ticked_words() -> re.Pattern[str]:
    """The labels of the signs, which the form writes for whoever ticks them."""
    labels = sorted((letters(sign.label) for sign in catalogue().values()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, labels))})\b")


def letters(text: str) -> str:
    """Lower-case letters and digits with single spaces."""
    return " ".join(re.findall(r"[0-9a-z]+", text.lower()))


@lru_cache(maxsize=50_000)
def own_words(text: str) -> str:
    """What somebody wrote, without the labels of the signs he ticked."""
    return letters(ticked_words().sub(" ", letters(text)))


@lru_cache(maxsize=200_000)
def same_words(one: str, other: str) -> bool:
    """Whether two texts are nearly the same, or one is passed on inside the other."""
    first, second = own_words(one), own_words(other)
    if min(len(first), len(second)) < SHORTEST:
        return False
    return fuzz.partial_ratio(first, second, score_cutoff=SAME_WORDS) > 0


def independent_voices(tellings: Iterable[Telling], *, by_words: bool = True) -> dict[str, str]:
    """Source → the source that stands for its voice (the earliest known).

    by_words: nearly the same words are one voice too.
    """
    ordered = in_order(tellings)
    stands_for: dict[str, str] = {}
    for place, telling in enumerate(ordered):
        voices = {
            stands_for[earlier.source]
            for earlier in ordered[:place]
            if earlier.voice == telling.voice
            or (by_words and same_words(earlier.text, telling.text))
        }
        stands_for[telling.source] = telling.source
        if voices:
            join(stands_for, voices, telling.source)
    return stands_for


def join(stands_for: dict[str, str], voices: set[str], newcomer: str) -> None:
    """One telling may show that two voices were one."""
    first = next(source for source, voice in stands_for.items() if voice in voices)
    kept = stands_for[first]
    for source, voice in stands_for.items():
        if voice in voices or source == newcomer:
            stands_for[source] = kept


def originals(tellings: Iterable[Telling]) -> dict[str, str]:
    """Source → the earliest telling of nearly the same words, within a month and the same area.

    A place that is not told may be any place. Who comes later changes nothing for those before.
    """
    heard: dict[str, list[Telling]] = defaultdict(list)  # by sub-district, "" where unsure
    original: dict[str, str] = {}
    for telling in in_order(tellings):
        districts = (telling.district, "") if telling.district else tuple(heard)
        nearby = (recent(heard[district], telling) for district in dict.fromkeys(districts))
        same = [other for some in nearby for other in some if same_words(other.text, telling.text)]
        original[telling.source] = original[same[0].source] if same else telling.source
        heard[telling.district].append(telling)
    return original


def repeated_by(telling: Telling, others: Iterable[Telling]) -> str | None:
    """The source whose words this telling passes on: ``originals`` for one; None for its own words.

    Told earlier, within a month, in the same sub-district or where one of the two is unsure.
    """
    for other in reversed(in_order(others)):
        days = (telling.known_on - other.known_on).days
        near = not (telling.district and other.district) or telling.district == other.district
        is_earlier = place_in_line(other) < place_in_line(telling)
        if is_earlier and days <= COPY_DAYS and near and same_words(other.text, telling.text):
            return other.source
    return None


def recent(heard: Sequence[Telling], telling: Telling) -> Iterator[Telling]:
    """Those of the month before, latest first."""
    for earlier in reversed(heard):
        if (telling.known_on - earlier.known_on).days > COPY_DAYS:
            return
        yield earlier


def in_order(tellings: Iterable[Telling]) -> Sequence[Telling]:
    """As they became known."""
    return sorted(tellings, key=place_in_line)


def place_in_line(telling: Telling) -> tuple[date, date, str]:
    """Who was first: by the day it was known, then noticed."""
    return telling.known_on, telling.day, telling.source
