"""Which combinations there are, and which rows have them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.patterns.facts import UNTOLD, Facts
from kentongan.engine.detection.patterns.settings import PatternSettings

type Numbers = NDArray[np.int64]
type Rows = NDArray[np.int32]

RARE = -1  # told, but by too few rows to be tested
SILENT = -2  # not all columns of the set are told
# So many keys are counted in a table; more are sorted first.
LARGEST_TABLE = 1 << 23


@dataclass(frozen=True, eq=False)
class Counted:
    """The combinations to test: by set of columns and then by codes.

    sets: the columns of each set that was counted. set_of: of each combination, which set.
    having: how many rows have it. number: rows × sets, the combination that a row has of each set,
    or RARE or SILENT. told: sets × rows, which rows tell every column of a set; only these could
    have had it.
    """

    sets: tuple[tuple[int, ...], ...]
    set_of: Numbers
    having: Numbers
    number: Rows
    told: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.set_of)

    def rows_of(self, combination: int) -> Numbers:
        """The rows that have it."""
        return np.flatnonzero(self.number[:, self.set_of[combination]] == combination)

    def among(self, rows: NDArray[np.bool_]) -> Numbers:
        """How many of these rows have each combination."""
        found = self.number[rows]
        return np.bincount(found[found >= 0], minlength=len(self)).astype(np.int64)


def count(facts: Facts, settings: PatternSettings) -> Counted:
    """Every combination with enough rows, by set of columns and then by codes."""
    wanted = list(numbered(facts, settings))
    sizes = [len(having) for _columns, _number, having in wanted]
    first = np.cumsum([0, *sizes])[:-1]
    number = np.full((len(facts.codes), len(wanted)), SILENT, dtype=np.int32)
    told = np.zeros((len(wanted), len(facts.codes)), dtype=np.bool_)
    for place, (columns, own, _having) in enumerate(wanted):
        told[place] = np.all(facts.codes[:, columns] != UNTOLD, axis=1)
        number[:, place] = np.where(
            own >= 0, own + first[place], np.where(told[place], RARE, SILENT)
        )
    return Counted(
        tuple(columns for columns, _number, _having in wanted),
        np.repeat(np.arange(len(wanted)), sizes).astype(np.int64),
        np.concatenate([having for *_, having in wanted] or [np.empty(0, dtype=np.int64)]),
        number,
        told,
    )


def numbered(
    facts: Facts, settings: PatternSettings
) -> Iterator[tuple[tuple[int, ...], Rows, Numbers]]:
    """Each set of columns, the number of every row within it (RARE for none), and their sizes.

    A combination with enough rows is one of fewer columns with enough rows and a word more.
    """
    everybody = np.zeros(len(facts.codes), dtype=np.int32)
    known: dict[tuple[int, ...], Rows] = {(): everybody}
    for size in range(1, settings.most_facts + 1):
        for columns in combinations(range(len(facts.columns)), size):
            codes = facts.codes[:, columns[-1]]
            number, having = split(known[columns[:-1]], codes, settings.min_cases)
            if size < settings.most_facts:
                known[columns] = number
            if size >= settings.fewest_facts:
                yield columns, number, having


def split(parent: Rows, codes: Numbers, fewest: int) -> tuple[Rows, Numbers]:
    """The number of each row when every parent is split by codes, and how many rows have each.

    In the order of parents and codes; RARE where fewer rows have it.
    """
    rows = np.flatnonzero((parent >= 0) & (codes >= 0))
    found = np.full(len(parent), RARE, dtype=np.int32)
    if not len(rows):
        return found, np.empty(0, dtype=np.int64)
    words = int(codes.max()) + 1
    keys = parent[rows].astype(np.int64) * words + codes[rows]
    if int(keys.max()) < LARGEST_TABLE:
        sizes = np.bincount(keys)
    else:
        _words, keys, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    enough = sizes >= fewest
    found[rows] = np.where(enough, np.cumsum(enough) - 1, RARE)[keys]
    return found, sizes[enough].astype(np.int64)
