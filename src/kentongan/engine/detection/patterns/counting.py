"""Which combinations there are, and which rows have them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.patterns.facts import UNTOLD, Facts
from kentongan.engine.detection.patterns.settings import PatternSettings

type Rows = NDArray[np.int64]


class LaidOut(NamedTuple):
    """The arrays of ``Counted``, as compiled code takes them."""

    members: Rows
    starts: Rows
    set_of: Rows
    told: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Counted:
    """The combinations to test, with their rows one after another.

    sets: the columns of each set that was counted. set_of: of each combination, which set.
    members: row numbers. starts: where those of each combination begin, and the end.
    told: sets × rows, which rows tell every column of a set; only these could have had it.
    """

    sets: tuple[tuple[int, ...], ...]
    set_of: NDArray[np.int64]
    members: Rows
    starts: NDArray[np.int64]
    told: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.set_of)

    def laid_out(self) -> LaidOut:
        """For compiled code."""
        return LaidOut(self.members, self.starts, self.set_of, self.told)

    def rows_of(self, combination: int) -> Rows:
        """The rows that have it."""
        return self.members[self.starts[combination] : self.starts[combination + 1]]


def count(facts: Facts, settings: PatternSettings) -> Counted:
    """Every combination with enough rows, by set of columns and then by codes."""
    sets = tuple(
        columns
        for size in range(settings.fewest_facts, settings.most_facts + 1)
        for columns in combinations(range(len(facts.columns)), size)
    )
    told = np.array([np.all(facts.codes[:, one] != UNTOLD, axis=1) for one in sets], dtype=np.bool_)
    found = [
        (place, rows)
        for place, columns in enumerate(sets)
        for rows in rows_by_code(facts.codes[:, columns], told[place])
        if len(rows) >= settings.min_cases
    ]
    sizes = [len(rows) for _place, rows in found]
    return Counted(
        sets,
        np.array([place for place, _rows in found], dtype=np.int64),
        np.concatenate([rows for _place, rows in found] or [np.empty(0, dtype=np.int64)]),
        np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
        told.reshape(len(sets), len(facts.codes)),
    )


def rows_by_code(codes: NDArray[np.int64], told: NDArray[np.bool_]) -> Iterator[Rows]:
    """The rows of each combination of codes."""
    rows = np.flatnonzero(told)
    if not len(rows):
        return
    keys = np.zeros(len(rows), dtype=np.int64)
    for column in codes[rows].T:
        # Numbered anew for each column: the product of all their words would leave the integers.
        _, keys = np.unique(keys * (column.max() + 1) + column, return_inverse=True)
    order = np.argsort(keys, kind="stable")
    yield from np.split(rows[order], np.flatnonzero(np.diff(keys[order])) + 1)
