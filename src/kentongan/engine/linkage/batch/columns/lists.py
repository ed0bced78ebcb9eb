"""Lists of different lengths in one array: an operation costs once, not once a row."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

type Whole = NDArray[np.int64]
type Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lists:
    """Row i holds ``values[bounds[i]:bounds[i + 1]]``; ``bounds`` begins with 0."""

    values: Whole
    bounds: Whole

    @property
    def sizes(self) -> Whole:
        """How long each list is."""
        return np.diff(self.bounds)

    @property
    def longest(self) -> int:
        """The length of the longest list."""
        return int(self.sizes.max(initial=0))

    def rows(self) -> Whole:
        """The row of every value."""
        return np.repeat(np.arange(len(self.bounds) - 1), self.sizes)

    def taken(self, rows: Whole) -> "Lists":
        """The lists of some rows, in the order of the rows."""
        sizes = self.sizes[rows]
        places = ranges(self.bounds[:-1][rows], sizes)
        return Lists(self.values[places], bounds_of(sizes))

    def kept(self, wanted: Mask) -> "Lists":
        """Only the values that are wanted."""
        before = np.concatenate(([0], np.cumsum(wanted)))
        return Lists(self.values[wanted], before[self.bounds])

    def mapped(self, table: Whole) -> "Lists":
        """Each value replaced by what stands at its place in a table."""
        return Lists(table[self.values], self.bounds)

    def inside(self, inner: "Lists") -> "Lists":
        """The values are rows of other lists: theirs one behind the other."""
        found = inner.taken(self.values)
        return Lists(found.values, found.bounds[self.bounds])

    def distinct(self) -> "Lists":
        """Each value of a list once, at its first place."""
        rows = self.rows()
        again = np.zeros(len(rows), dtype=bool)
        for apart in range(1, self.longest):
            same = self.values[apart:] == self.values[:-apart]
            again[apart:] |= same & (rows[apart:] == rows[:-apart])
        return self.kept(~again)

    def padded(self, width: int) -> tuple[Whole, Mask]:
        """The first values of each list as columns, and where there is one."""
        there = np.arange(width)[:, None] < self.sizes[None, :]
        places = np.minimum(self.bounds[:-1] + np.arange(width)[:, None], len(self.values))
        values = np.append(self.values, 0)[places]
        return values, there


def lists_of(rows: list[list[int]]) -> Lists:
    """Lists of Python as one array."""
    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    values = np.array([value for row in rows for value in row], dtype=np.int64)
    return Lists(values, bounds_of(sizes))


def bounds_of(sizes: Whole) -> Whole:
    """Where lists of these sizes begin and end."""
    return np.concatenate(([0], np.cumsum(sizes)))


def ranges(starts: Whole, sizes: Whole) -> Whole:
    """For each row the numbers from its start on, so many as its size."""
    bounds = bounds_of(sizes)
    return np.repeat(starts - bounds[:-1], sizes) + np.arange(bounds[-1])


def side_by_side(*parts: Lists) -> Lists:
    """Row by row, the lists of all parts one behind the other."""
    sizes = np.array([part.sizes for part in parts])
    bounds = bounds_of(sizes.sum(axis=0))
    values = np.empty(bounds[-1], dtype=np.int64)
    starts = bounds[:-1]
    for part in parts:
        values[ranges(starts, part.sizes)] = part.values
        starts = starts + part.sizes
    return Lists(values, bounds)


def stacked(*parts: Lists) -> Lists:
    """The rows of all parts, those of the first part first."""
    sizes = np.concatenate([part.sizes for part in parts])
    return Lists(np.concatenate([part.values for part in parts]), bounds_of(sizes))


def as_column(lists: Lists) -> Any:
    """The lists as a pyarrow column of 64-bit numbers."""
    return pa.ListArray.from_arrays(pa.array(lists.bounds, pa.int32()), pa.array(lists.values))


def from_column(column: Any) -> tuple[Any, Whole]:
    """The values of a pyarrow column of lists, and the bounds of its rows."""
    bounds = column.offsets.to_numpy().astype(np.int64)
    return column.values.slice(bounds[0], bounds[-1] - bounds[0]), bounds - bounds[0]
