"""What cases are compared with, where not with each other: people, controls, expected numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.model import Model
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.spread import Bernoulli, Forecast, Poisson


@dataclass(frozen=True, eq=False)
class Population:
    """Who could have been a case: people by stratum, area and period.

    people: strata x areas x periods, numbers at or above zero. Strata (age and sex, say) stand in
    the order of the tables of cases, whose rates are applied to them (indirect standardisation).
    """

    areas: tuple[str, ...]
    people: NDArray[np.float64]

    def __post_init__(self) -> None:
        _check(self.people, 3, "people are strata x areas x periods", len(self.areas), 1)

    @classmethod
    def constant(cls, areas: Sequence[str], people: ArrayLike, periods: int) -> Self:
        """The same people in every period: one number per area, one stratum."""
        numbers = np.asarray(people, dtype=np.float64)
        return cls(tuple(areas), np.repeat(numbers[None, :, None], periods, axis=2))

    @classmethod
    def between_censuses(
        cls, areas: Sequence[str], censuses: Sequence[date], people: ArrayLike, periods: CountTable
    ) -> Self:
        """People counted on some days, along straight lines between them: person-days per period.

        people: strata x areas x censuses, these in order of time; before the first and after the
        last their numbers stay. periods: a table with the periods wanted. A census of which the
        year alone is known stands for the first of July, as published scans have it.
        """
        weights = _days_of_censuses(censuses, periods)
        numbers = np.asarray(people, dtype=np.float64) @ weights
        return cls(tuple(areas), numbers)

    def in_order(self, areas: Sequence[str]) -> NDArray[np.float64]:
        """strata x areas x periods; an area that is not known has nobody."""
        return _in_order(self.people, self.areas, areas, axis=1)


@dataclass(frozen=True, eq=False)
class Controls:
    """Reports of another kind, against which cases are held: what share are cases?"""

    table: CountTable


@dataclass(frozen=True, eq=False)
class Baseline:
    """Expected cases by area and period, from a forecast: areas x periods, at or above zero."""

    areas: tuple[str, ...]
    expected: NDArray[np.float64]

    def __post_init__(self) -> None:
        _check(self.expected, 2, "expected cases are areas x periods", len(self.areas), 0)

    def in_order(self, areas: Sequence[str]) -> NDArray[np.float64]:
        """areas x periods; in an area that is not known nothing is expected."""
        return _in_order(self.expected, self.areas, areas, axis=0)


type Against = Population | Controls | Baseline


def model_of(strata: Sequence[CountTable], areas: Sequence[str], against: Against | None) -> Model:
    """The model for cases of one or more strata; without anything else they are shuffled.

    Raises ValueError where cases and that against which they are held do not belong together.
    """
    tables = [stratum.in_order(areas).counts for stratum in strata]
    # A single table is not copied: 83,000 places x 365 days are 240 MB.
    counts = np.stack(tables) if len(tables) > 1 else tables[0][None]
    if against is None:
        return Permutation(counts)
    if isinstance(against, Population):
        return Poisson.of(counts, against.in_order(areas))
    cases: NDArray[np.int64] = counts.sum(axis=0)
    if isinstance(against, Baseline):
        return Forecast(cases, against.in_order(areas))
    controls = against.table
    if (controls.starts, controls.end) != (strata[0].starts, strata[0].end):
        raise ValueError("cases and controls must have the same periods")
    return Bernoulli(cases, cases + controls.in_order(areas).counts)


def _days_of_censuses(censuses: Sequence[date], table: CountTable) -> NDArray[np.float64]:
    """How many days of each period each census speaks for: censuses x periods."""
    firsts = np.array([start.toordinal() for start in table.starts])
    noons = np.arange(firsts[0], table.end.toordinal() + 1) + 0.5
    at = [census.toordinal() for census in censuses]
    shares = np.array([np.interp(noons, at, one) for one in np.eye(len(at))])
    days: NDArray[np.float64] = np.add.reduceat(shares, firsts - firsts[0], axis=1)
    return days


def _check(numbers: NDArray[np.float64], axes: int, what: str, areas: int, axis: int) -> None:
    if numbers.ndim != axes or numbers.shape[axis] != areas:
        raise ValueError(f"{what}; there are {areas} areas and the shape is {numbers.shape}")
    if not np.all(np.isfinite(numbers)) or numbers.min(initial=0.0) < 0:
        raise ValueError(f"{what}, and none is below zero or missing")


def _in_order(
    numbers: NDArray[np.float64], known: Sequence[str], areas: Sequence[str], *, axis: int
) -> NDArray[np.float64]:
    row = {area: i for i, area in enumerate(known)}
    shape = list(numbers.shape)
    shape[axis] = len(areas)
    result = np.moveaxis(np.zeros(shape), axis, 0)
    by_area = np.moveaxis(numbers, axis, 0)
    for i, area in enumerate(areas):
        if area in row:
            result[i] = by_area[row[area]]
    return np.moveaxis(result, 0, axis)
