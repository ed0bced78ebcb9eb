"""Data sets whose cases fall anew into places and periods, by chances or among people."""

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.number_laws import Table, number_from
from kentongan.engine.detection.shuffles import draw_without_return
from kentongan.engine.detection.streams import Stream, below, fraction, stream_of


class Aliases(NamedTuple):
    """Cells to draw from with unequal chances in one step (Walker 1977, built as Vose 1991).

    A column is chosen evenly; it keeps its own cell with the chance `keeps`, else its `other`.
    """

    keeps: NDArray[np.float64]
    other: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Scattered:
    """Every case falls into a cell by the chances of the cells, whatever the others did.

    numbers: how many fall into the span at all. periods: how many the span has; cell c is place
    c // periods in period c % periods.
    """

    numbers: Table
    aliases: Aliases
    periods: int
    seed: int

    @classmethod
    def of(cls, expected: NDArray[np.float64], numbers: Table, seed: int) -> Self:
        """expected: places x periods of the span, in proportion to the chances."""
        return cls(numbers, aliases_of(expected.ravel()), expected.shape[1], seed)

    @property
    def usual_cases(self) -> float:
        """The mean of the numbers."""
        return _mean(self.numbers)

    def draw(self, replicates: range) -> Drawn:
        """The cell of each case."""
        starts = _starts(self.numbers, self.seed, replicates)
        cells = np.empty(starts[-1], dtype=np.int32)
        _scatter(self.aliases, (self.seed, replicates.start), starts, cells)
        return _drawn(cells, self.periods, starts)


@dataclass(frozen=True, eq=False)
class Labels:
    """Some of the people are cases, every choice of so many being as likely.

    people: the cell of each of those in the span, as in `Scattered`; numbers: how many of them are
    cases.
    """

    numbers: Table
    people: NDArray[np.int32]
    periods: int
    seed: int

    @classmethod
    def of(cls, people: NDArray[np.int64], numbers: Table, seed: int) -> Self:
        """people: places x periods of the span."""
        cells = np.repeat(np.arange(people.size, dtype=np.int32), people.ravel())
        return cls(numbers, cells, people.shape[1], seed)

    @property
    def usual_cases(self) -> float:
        """The mean of the numbers."""
        return _mean(self.numbers)

    def draw(self, replicates: range) -> Drawn:
        """The cells of those who are cases."""
        starts = _starts(self.numbers, self.seed, replicates)
        cells = np.empty(starts[-1], dtype=np.int32)
        _label(self.people.copy(), (self.seed, replicates.start), starts, cells)
        return _drawn(cells, self.periods, starts)


def _mean(numbers: Table) -> float:
    """The mean is the sum of the chances of more than 0, 1, 2 …"""
    return float((1 - numbers[:-1]).sum())


def _starts(numbers: Table, seed: int, replicates: range) -> NDArray[np.int64]:
    starts = np.zeros(len(replicates) + 1, dtype=np.int64)
    _draw_numbers(numbers, seed, replicates.start, starts)
    return starts


def _drawn(cells: NDArray[np.int32], periods: int, starts: NDArray[np.int64]) -> Drawn:
    places, when = np.divmod(cells, np.int32(periods))
    return Drawn(places, when, starts)


@njit(cache=True, nogil=True)
def _draw_numbers(numbers: Table, seed: int, first: int, starts: NDArray[np.int64]) -> None:
    """The first number of each stream says how many cases there are."""
    for replicate in range(len(starts) - 1):
        stream = stream_of(seed, first + replicate)
        starts[replicate + 1] = starts[replicate] + number_from(numbers, stream)


@njit(cache=True, nogil=True)
def _stream_after_number(seed: int, replicate: int) -> Stream:
    stream = stream_of(seed, replicate)
    fraction(stream)
    return stream


@njit(cache=True, nogil=True)
def _scatter(
    aliases: Aliases,
    seed_and_first: tuple[int, int],
    starts: NDArray[np.int64],
    cells: NDArray[np.int32],
) -> None:
    seed, first = seed_and_first
    keeps, other = aliases
    for replicate in range(len(starts) - 1):
        stream = _stream_after_number(seed, first + replicate)
        for case in range(starts[replicate], starts[replicate + 1]):
            column = below(stream, len(keeps))
            cells[case] = column if fraction(stream) < keeps[column] else other[column]


@njit(cache=True, nogil=True)
def _label(
    people: NDArray[np.int32],
    seed_and_first: tuple[int, int],
    starts: NDArray[np.int64],
    cells: NDArray[np.int32],
) -> None:
    seed, first = seed_and_first
    swaps = np.empty(len(people), dtype=np.int64)
    for replicate in range(len(starts) - 1):
        stream = _stream_after_number(seed, first + replicate)
        draw_without_return(stream, people, cells[starts[replicate] : starts[replicate + 1]], swaps)


@njit(cache=True)
def aliases_of(weights: NDArray[np.float64]) -> Aliases:
    """Columns for cells of such weights; they need not add up to one."""
    size = len(weights)
    keeps = weights * (size / weights.sum())
    other = np.arange(size).astype(np.int32)
    small, large = np.flatnonzero(keeps < 1.0), np.flatnonzero(keeps >= 1.0)
    smalls, larges = _stack(small, size), _stack(large, size)
    few, many = len(small), len(large)
    while few and many:
        poor, rich = smalls[few - 1], larges[many - 1]
        other[poor] = rich
        keeps[rich] -= 1.0 - keeps[poor]
        few -= 1
        if keeps[rich] < 1.0:
            many -= 1
            smalls[few] = rich
            few += 1
    # What rounding leaves over keeps its own cell.
    keeps[smalls[:few]], keeps[larges[:many]] = 1.0, 1.0
    return Aliases(keeps, other)


@njit(cache=True)
def _stack(numbers: NDArray[np.int64], room: int) -> NDArray[np.int64]:
    stack = np.zeros(room, dtype=np.int64)
    stack[: len(numbers)] = numbers
    return stack
