"""The keys of ``blocking`` for whole registers, family by family in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]
from numpy.typing import NDArray

from kentongan.engine.linkage.batch.columns.facts import head
from kentongan.engine.linkage.batch.columns.lists import Lists, Mask, Whole, bounds_of
from kentongan.engine.linkage.batch.columns.texts import letters_in_order, numbers_of
from kentongan.engine.linkage.blocking import MOST_KEYS, MOST_WORDS, MULTIPLIER

type Family = tuple[Mask, Whole]  # where there is a key, and the keys


@dataclass(frozen=True, slots=True)
class Given:
    """What keys are made of; texts are pyarrow columns, see ``people.Prepared``."""

    number: Any
    written: Any
    passport: Any
    born: Any
    year: Whole
    regency: Any
    district: Any
    sound: Any
    mother_sound: Any
    links: Lists
    coarse: Lists
    rare: Lists


def mixed(family: str, *parts: Whole) -> Whole:
    """``blocking.mixed`` of whole columns."""
    value: NDArray[np.uint64] = np.array([ord(family)], dtype=np.uint64)
    for part in parts:
        value = (value ^ part.astype(np.int64).view(np.uint64)) * np.uint64(MULTIPLIER)
        value ^= value >> np.uint64(29)
    return value.view(np.int64)


def keys(given: Given) -> Lists:
    """The keys of every record in the order of ``blocking.keys_of``."""
    found = list(Families(given).all())
    there = np.stack([mask for mask, _ in found], axis=1)
    there &= there.cumsum(axis=1) <= MOST_KEYS
    values = np.stack([values for _, values in found], axis=1)
    return Lists(values[there], bounds_of(there.sum(axis=1)))


class Families:
    """The families of keys, each some columns wide."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.words, self.has_word = given.coarse.padded(MOST_WORDS)
        self.year, self.has_year = given.year.astype(np.int64), given.year != 0
        self.regency, self.has_regency = hashed(given.regency)
        self.pairs = list(pairs_of(self.words, self.has_word))

    def all(self) -> Iterator[Family]:
        """As in ``blocking.written_keys``."""
        yield from self.numbers()
        yield from self.dated()
        yield from self.placed()
        yield from self.mothers()

    def numbers(self) -> Iterator[Family]:
        """N of a sound number, R of any; T, P."""
        given = self.given
        number, is_sound = hashed(given.number)
        yield is_sound, mixed("N", number)
        yield there(given.written), mixed("R", hashed(head(given.written))[0])
        passport, has_passport = hashed(given.passport)
        yield has_passport, mixed("T", passport)
        links, has_link = given.links.padded(given.links.longest)
        yield from ((has, mixed("P", link)) for has, link in zip(has_link, links, strict=True))

    def dated(self) -> Iterator[Family]:
        """D, E of a full date; Y, J of a year."""
        day, has_day = hashed(self.given.born)
        yield from self.by_word("D", has_day, day)
        yield has_day, mixed("E", day, self.regency)
        yield from self.by_pair("Y", self.has_year, self.year)
        letters = numbers_of(letters_in_order(self.given.sound))
        yield self.has_year, mixed("J", self.year, letters)

    def placed(self) -> Iterator[Family]:
        """K, 1 of a kabupaten; V, Z of a kecamatan."""
        yield from self.by_pair("K", self.has_regency, self.regency)
        alone = self.has_regency & (self.has_word.sum(axis=0) == 1)
        yield alone, mixed("1", self.regency, self.words[0])
        district, has_district = hashed(self.given.district)
        yield from self.by_word("V", has_district & self.has_year, district, self.year)
        rare, is_there = self.given.rare.padded(MOST_WORDS)
        for has, word in zip(is_there, rare, strict=True):
            yield has & has_district, mixed("Z", district, word)

    def mothers(self) -> Iterator[Family]:
        """W of her name."""
        name, has_name = hashed(self.given.mother_sound)
        yield from self.by_word("W", has_name, name)

    def by_word(self, family: str, wanted: Mask, *before: Whole) -> Iterator[Family]:
        """One key for each word of the name."""
        for has, word in zip(self.has_word, self.words, strict=True):
            yield has & wanted, mixed(family, *before, word)

    def by_pair(self, family: str, wanted: Mask, before: Whole) -> Iterator[Family]:
        """One key for every two words of the name."""
        for has, one, other in self.pairs:
            yield has & wanted, mixed(family, before, one, other)


def pairs_of(words: Whole, has_word: Mask) -> Iterator[tuple[Mask, Whole, Whole]]:
    """Every two words of each record, in the order of ``blocking.pairs``."""
    absent = np.iinfo(np.int64).max
    ordered = np.sort(np.where(has_word, words, absent), axis=0)
    for one, other in combinations(range(len(words)), 2):
        yield has_word[other], ordered[one], ordered[other]


def hashed(texts: Any) -> tuple[Whole, Mask]:
    """The hashes of texts, and which are not empty."""
    return numbers_of(texts), there(texts)


def there(texts: Any) -> Mask:
    """Which texts are not empty."""
    found: Mask = pc.not_equal(texts, "").to_numpy(zero_copy_only=False)
    return found
