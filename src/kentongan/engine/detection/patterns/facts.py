"""Rows of facts, as numbers in an order that does not depend on how they came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

UNTOLD = -1


class Fact(NamedTuple):
    """One column and what it says."""

    column: str
    value: str


@dataclass(frozen=True, eq=False)
class Facts:
    """Rows of facts, each recent or from before.

    columns: names, in alphabetical order. words: of each column, in alphabetical order.
    codes: rows × columns, the number of a word in its column, or UNTOLD.
    recent: one truth value a row. rows: the place of each row where it came from.
    Rows stand in the order of their codes, so that chance falls on the same facts whatever the
    order in which they were told.
    """

    columns: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    codes: NDArray[np.int64]
    recent: NDArray[np.bool_]
    rows: NDArray[np.int64]

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[str]], recent: ArrayLike) -> Self:
        """Column → the word of every row, "" where it is not told; and which rows are recent.

        Raises ValueError where columns differ in length.
        """
        is_recent = np.asarray(recent, dtype=np.bool_)
        if any(len(told) != len(is_recent) for told in columns.values()):
            raise ValueError("every column has one word for each row")
        names = tuple(sorted(columns))
        words = tuple(tuple(sorted({*columns[name]} - {""})) for name in names)
        codes = np.full((len(is_recent), len(names)), UNTOLD, dtype=np.int64)
        for place, name in enumerate(names):
            number = {word: code for code, word in enumerate(words[place])} | {"": UNTOLD}
            codes[:, place] = [number[word] for word in columns[name]]
        order = np.lexsort((~is_recent, *codes.T))
        return cls(names, words, codes[order], is_recent[order], order)

    def fact(self, column: int, code: int) -> Fact:
        """The words of a code."""
        return Fact(self.columns[column], self.words[column][code])
