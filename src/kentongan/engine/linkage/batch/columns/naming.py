"""The columns of names: of a person with other names and father, and of the mother."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from kentongan.engine.linkage.batch.columns.lists import (
    Lists,
    Mask,
    Whole,
    bounds_of,
    side_by_side,
)
from kentongan.engine.linkage.batch.columns.reading import Readings
from kentongan.engine.linkage.batch.columns.texts import in_order, joined, numbers_of
from kentongan.engine.linkage.batch.columns.words import Known
from kentongan.engine.linkage.people import BITS, MOST_BITS, RARE_BITS, SELDOM_BITS


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of each record become, as in ``people.NameColumns``."""

    sound: Any
    spellings: Lists
    seldom_spellings: Lists
    rare_spellings: Lists
    sounds: Lists
    rare_sounds: Lists
    callings: Lists
    words: Lists


class Naming:
    """Readings and what is known of their words."""

    def __init__(self, readings: Readings, known: Known) -> None:
        self.readings, self.known = readings, known
        words = readings.words
        self.spellings, self.sounds = forms(
            (words, known.texts, known.text_ranks), (words, known.sounds, known.sound_ranks)
        )

    def called(self, rows: Whole, told: Lists | None = None) -> Lists:
        """The rows of all names of each record: its own, the others in it, those told beside."""
        own = Lists(rows, np.arange(len(rows) + 1))
        others = self.readings.others.taken(rows)
        return side_by_side(own, others, told) if told else side_by_side(own, others)

    def names(self, called: Lists) -> Names:
        """The columns of the names of each record."""
        firsts = called.bounds[:-1]
        own = self.readings.words.taken(called.values[firsts])
        is_whole = self.readings.words.sizes[called.values] > 1
        is_whole[firsts] = True  # what is told beside it and has one word is a nickname
        whole = called.kept(is_whole)
        bits = self.bits[whole.values]
        rare = whole.kept(bits >= RARE_BITS)
        return Names(
            sound=joined(own, self.known.plain, ""),
            spellings=whole.inside(self.spellings).distinct(),
            seldom_spellings=whole.kept(bits >= SELDOM_BITS).inside(self.spellings).distinct(),
            rare_spellings=rare.inside(self.spellings).distinct(),
            sounds=whole.inside(self.sounds).distinct(),
            rare_sounds=rare.inside(self.sounds).distinct(),
            callings=called.inside(self.sounds).distinct(),
            words=self.sound_words(called),
        )

    def sound_words(self, called: Lists) -> Lists:
        """The hashes of k2 words."""
        return self.numbers(called, self.known.is_sound_word, self.known.sound_number)

    def numbers(self, called: Lists, wanted: Mask, numbers: Whole) -> Lists:
        """The hashes of the wanted words of all names, each once."""
        words = called.inside(self.readings.words)
        return words.kept(wanted[words.values]).mapped(numbers).distinct()

    def coarse(self, called: Lists) -> Lists:
        """The hashes of k3 words."""
        return self.numbers(called, self.known.is_coarse_word, self.known.coarse_number)

    def few(self, called: Lists, wanted: Mask) -> Lists:
        """The k2 hashes of words that few carry."""
        return self.numbers(called, wanted & self.known.is_text_word, self.known.sound_number)

    def of_words(self, rows: Whole, told: Lists) -> Lists:
        """What each word of the first name has: stems or guards."""
        return self.readings.words.taken(rows).inside(told).distinct()

    def wide(self, called: Lists, own: Lists, father: Whole) -> Lists:
        """The k2 words with those of the father, as told of him or behind bin and binti."""
        beside = Lists(father, np.arange(len(father) + 1))
        told = side_by_side(beside, called.inside(self.readings.fathers))
        first = self.readings.words
        words = told.inside(first)
        known = self.known
        kept = words.kept(known.is_sound_word[words.values]).mapped(known.sound_number)
        return side_by_side(own, kept).distinct()

    @cached_property
    def bits(self) -> Whole:
        """How rare each name that was read is, as ``people.bits_of``."""
        words = self.readings.words
        counted = np.where(self.known.is_text_word, self.known.bits, 0)[words.values]
        before = np.concatenate(([0], np.cumsum(counted)))
        sums = before[words.bounds[1:]] - before[words.bounds[:-1]]
        found: Whole = np.minimum(MOST_BITS, sums // BITS)
        return found


def forms(*spelled: tuple[Lists, Any, Whole]) -> list[Lists]:
    """For each spelling the hashes of the words written together, and of the words in order."""
    together = [joined(words, texts, "") for words, texts, _ in spelled]
    shuffled = [joined(in_order(words, ranks), texts, " ") for words, texts, ranks in spelled]
    # All at once: most names are spelled as they sound.
    numbers = numbers_of(pa.chunked_array([*together, *shuffled]).combine_chunks())
    parts = np.split(numbers, 2 * len(spelled))
    return [
        forms_of(words.sizes, parts[at], parts[at + len(spelled)])
        for at, (words, _, _) in enumerate(spelled)
    ]


def forms_of(sizes: Whole, together: Whole, shuffled: Whole) -> Lists:
    """No form without words, one of a single word, else both."""
    both = np.stack((together, shuffled), axis=1)
    there = np.stack((sizes > 0, sizes > 1), axis=1)
    return Lists(both[there], bounds_of(there.sum(axis=1)))
