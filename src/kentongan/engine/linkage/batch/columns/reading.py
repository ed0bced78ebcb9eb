"""Writings of names into numbered words: the usual ones as arrays, the others by ``read_name``."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from kentongan.engine.linkage.batch.columns.lists import (
    Lists,
    Mask,
    Whole,
    from_column,
    lists_of,
    stacked,
)
from kentongan.engine.linkage.batch.columns.words import UNUSUAL, Book
from kentongan.engine.linkage.names import PersonName, read_name
from kentongan.engine.linkage.names.reading import LONGEST, MIXED, MOST_WORDS

LETTERS = r"^[A-Za-z]+( [A-Za-z]+)*$"
SEXES = ("", "L", "P")


@dataclass(frozen=True, slots=True)
class Readings:
    """Read names by row: their words, rows of their other names and of their father, the sex told.

    ``words`` are numbers of a ``Book``; ``sexes`` places in ``SEXES``.
    """

    words: Lists
    others: Lists
    fathers: Lists
    sexes: Whole


class Unusual:
    """Names that are read one by one."""

    def __init__(self, book: Book, first_row: int) -> None:
        self.book, self.first_row = book, first_row
        self.words: list[list[int]] = []
        self.others: list[list[int]] = []
        self.fathers: list[list[int]] = []
        self.sexes: list[int] = []

    def take(self, name: PersonName) -> int:
        """The row of a name; its other names and its father follow it."""
        at = len(self.words)
        self.words.append([self.book.number(word) for word in name.k1])
        self.sexes.append(SEXES.index(name.sex))
        self.others.append([])
        self.fathers.append([])
        self.others[at] = [self.take(other) for other in name.others]
        if name.father:
            self.fathers[at] = [self.take(read_name(" ".join(name.father)))]
        return self.first_row + at


def read_texts(texts: list[Any], book: Book) -> tuple[Readings, list[Whole]]:
    """All readings of some columns, and for each column the row of every text."""
    coded = pa.chunked_array(texts, pa.string()).combine_chunks().dictionary_encode()
    written = coded.dictionary
    usual, is_usual = usual_words(written, book)
    rows = np.arange(len(written))
    unusual = Unusual(book, len(written))
    slow = written.filter(pa.array(~is_usual)).to_pylist()
    rows[~is_usual] = [unusual.take(read_name(text)) for text in slow]
    of_text = rows[coded.indices.to_numpy()]
    ends = np.cumsum([len(column) for column in texts])
    return whole(usual, unusual), np.split(of_text, ends[:-1])


def usual_words(written: Any, book: Book) -> tuple[Lists, Mask]:
    """The words of names in which each word means but itself; other names have none."""
    is_plain = pc.match_substring_regex(written, LETTERS).to_numpy(zero_copy_only=False)
    is_plain &= pc.binary_length(written).to_numpy() <= LONGEST
    is_plain &= ~pc.match_substring_regex(written, MIXED.pattern).to_numpy(zero_copy_only=False)
    lower = pc.ascii_lower(pc.if_else(pa.array(is_plain), written, ""))
    words, bounds = from_column(pc.split_pattern(lower, " "))
    coded = words.dictionary_encode()
    numbers = np.array(list(map(book.usual_number, coded.dictionary.to_pylist())), dtype=np.int64)
    found = Lists(numbers[coded.indices.to_numpy()], bounds)
    odd = np.add.reduceat(found.values == UNUSUAL, bounds[:-1]) if len(bounds) > 1 else np.empty(0)
    is_usual = is_plain & (odd == 0) & (found.sizes <= MOST_WORDS) & ~say_twice(found)
    return found.kept(is_usual[found.rows()]), is_usual


def say_twice(names: Lists) -> Mask:
    """Which names are one word twice over."""
    found: Mask = names.sizes == 2
    first = names.bounds[:-1][found]
    found[found] = names.values[first] == names.values[first + 1]
    return found


def whole(usual: Lists, unusual: Unusual) -> Readings:
    """The usual readings, and below them the others."""
    none = Lists(np.empty(0, dtype=np.int64), np.zeros(len(usual.bounds), dtype=np.int64))
    return Readings(
        words=stacked(usual, lists_of(unusual.words)),
        others=stacked(none, lists_of(unusual.others)),
        fathers=stacked(none, lists_of(unusual.fathers)),
        sexes=np.concatenate(
            (np.zeros(len(none.bounds) - 1, np.int64), np.array(unusual.sexes, np.int64))
        ),
    )
