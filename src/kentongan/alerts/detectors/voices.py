"""Who really told it: one person repeating himself, or words passed on, are one voice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

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
# Of places that may be any, only those are held against each other that share so many words in a
# row: all of a month are very many, and what is passed on is never altered everywhere.
IN_A_ROW = 4

type Run = tuple[str, ...]


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
    return are_alike(own_words(one), own_words(other))


def are_alike(one: str, other: str) -> bool:
    """The same of somebody's own words."""
    if min(len(one), len(other)) < SHORTEST:
        return False
    return fuzz.partial_ratio(one, other, score_cutoff=SAME_WORDS) > 0


@lru_cache(maxsize=50_000)
def runs(words: str) -> frozenset[Run]:
    """All that stands in a row, ``IN_A_ROW`` words each time."""
    every = words.split()
    return frozenset(zip(*(every[at:] for at in range(IN_A_ROW)), strict=False))


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


class Said(NamedTuple):
    """A telling with its own words, read once."""

    telling: Telling
    words: str


def originals(tellings: Iterable[Telling]) -> dict[str, str]:
    """Source → the earliest telling of nearly the same words, within a month and the same area.

    A place that is not told may be any place. Who comes later changes nothing for those before.
    """
    ordered = [Said(one, own_words(one.text)) for one in in_order(tellings)]
    unsure = {run for one in ordered if not one.telling.district for run in runs(one.words)}
    heard: dict[str | Run, list[Said]] = defaultdict(list)  # by sub-district, by words in a row
    original: dict[str, str] = {}
    for said in ordered:
        source, district = said.telling.source, said.telling.district
        marks: list[str | Run] = [*({district} - {""}), *(unsure & runs(said.words))]
        before = (one for mark in marks for one in recent(heard[mark], said.telling))
        same = next((one for one in before if is_copy(said, one)), None)
        original[source] = original[same.telling.source] if same else source
        for mark in marks:
            heard[mark].append(said)
    return original


def repeated_by(telling: Telling, others: Iterable[Telling]) -> str | None:
    """The source whose words this telling passes on: ``originals`` for one; None for its own words.

    Told earlier, within a month, in the same sub-district or where one of the two is unsure.
    """
    said = Said(telling, own_words(telling.text))
    for other in reversed(in_order(others)):
        days = (telling.known_on - other.known_on).days
        is_earlier = place_in_line(other) < place_in_line(telling)
        if is_earlier and days <= COPY_DAYS and is_copy(said, Said(other, own_words(other.text))):
            return other.source
    return None


def is_copy(one: Said, other: Said) -> bool:
    """Whether two tellings, of which the other came first, are the same words in the same area."""
    here, there = one.telling.district, other.telling.district
    if here and there:
        return here == there and are_alike(one.words, other.words)
    return not runs(one.words).isdisjoint(runs(other.words)) and are_alike(one.words, other.words)


def recent(heard: Sequence[Said], telling: Telling) -> Iterator[Said]:
    """Those of the month before, latest first."""
    for earlier in reversed(heard):
        if (telling.known_on - earlier.telling.known_on).days > COPY_DAYS:
            return
        yield earlier


def in_order(tellings: Iterable[Telling]) -> Sequence[Telling]:
    """As they became known."""
    return sorted(tellings, key=place_in_line)


def place_in_line(telling: Telling) -> tuple[date, date, str]:
    """Who was first: by the day it was known, then noticed."""
    return telling.known_on, telling.day, telling.source
