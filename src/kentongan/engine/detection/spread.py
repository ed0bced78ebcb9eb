"""Models in which cases fall into cells: by people, among people, or by a forecast."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.number_laws import (
    binomial_table,
    hypergeometric_table,
    poisson_table,
)
from kentongan.engine.detection.scatter import Labels, Scattered
from kentongan.engine.detection.score import BERNOULLI, POISSON, UNCONDITIONAL, Law
from kentongan.engine.detection.sizes import Sizes
from kentongan.engine.detection.windows import Windows


@dataclass(frozen=True, eq=False)
class Expecting:
    """Cases against expected ones, wherever these come from; both places x periods."""

    counts: NDArray[np.int64]
    expected: NDArray[np.float64]

    @cached_property
    def share_of(self) -> NDArray[np.float64]:
        """A circle may hold a share of all expected cases: of people by the rate of their stratum.

        Published scans of nine counties with 50.2 % of the people and 49.9 % of the cases due
        settle which of the two is meant.
        """
        share: NDArray[np.float64] = self.expected.sum(axis=1)
        return share

    def sizes(self, windows: Windows) -> Sizes:
        """Expected cases."""
        return Sizes.of_cells(windows.sums(self.expected))

    def busy(self, windows: Windows) -> NDArray[np.bool_]:
        """Windows in which anything is expected."""
        busy: NDArray[np.bool_] = windows.sums(self.expected.sum(axis=0)[None])[0] > 0
        return busy


@dataclass(frozen=True, eq=False)
class Poisson(Expecting):
    """Cases in proportion to people (Kulldorff, Communications in Statistics 1997;26:1481).

    counts: places x periods. expected: likewise, adding up to all cases.
    """

    @classmethod
    def of(cls, strata: NDArray[np.int64], people: NDArray[np.float64]) -> Self:
        """Both strata x places x periods; the rate of each stratum is applied to its people.

        Raises ValueError where cases fall on nobody or the shapes differ.
        """
        if strata.shape != people.shape:
            raise ValueError(f"cases are {strata.shape} and people {people.shape}: not alike")
        cases, everyone = strata.sum(axis=(1, 2)), people.sum(axis=(1, 2))
        if np.any((everyone == 0) & (cases > 0)):
            raise ValueError("a stratum has cases but no people")
        rates = cases / np.where(everyone > 0, everyone, 1.0)
        expected = (rates[:, None, None] * people).sum(axis=0)
        counts = strata.sum(axis=0)
        _check_expected(counts, expected, "people")
        return cls(counts, expected)

    @cached_property
    def law(self) -> Law:
        """The cases of the study are given."""
        total = float(self.counts.sum())
        return Law(POISSON, total, total)

    def chance(self, span: slice, seed: int) -> Scattered:
        """All cases fall anew; how many fall into the span is a binomial number."""
        inside, everywhere = self.expected[:, span], self.expected.sum()
        numbers = binomial_table(int(self.counts.sum()), float(inside.sum() / everywhere))
        return Scattered.of(inside, numbers, seed)


@dataclass(frozen=True, eq=False)
class Bernoulli:
    """Cases among people who are cases or controls (Kulldorff 1997).

    counts: cases, places x periods; people: cases and controls, likewise.
    """

    counts: NDArray[np.int64]
    people: NDArray[np.int64]

    @cached_property
    def law(self) -> Law:
        """The cases and the people of the study are given."""
        return Law(BERNOULLI, float(self.counts.sum()), float(self.people.sum()))

    @cached_property
    def share_of(self) -> NDArray[np.float64]:
        """A circle may hold a share of all people."""
        return self.people.sum(axis=1).astype(np.float64)

    def sizes(self, windows: Windows) -> Sizes:
        """People."""
        return Sizes.of_cells(windows.sums(self.people.astype(np.float64)))

    def busy(self, windows: Windows) -> NDArray[np.bool_]:
        """Windows in which there is anybody."""
        busy: NDArray[np.bool_] = windows.sums(self.people.sum(axis=0)[None])[0] > 0
        return busy

    def chance(self, span: slice, seed: int) -> Labels:
        """Any of the people may be the cases; how many of the span is a hypergeometric number."""
        inside = self.people[:, span]
        total = int(self.people.sum()), int(inside.sum()), int(self.counts.sum())
        return Labels.of(inside, hypergeometric_table(*total), seed)


@dataclass(frozen=True, eq=False)
class Forecast(Expecting):
    """Cases against expected numbers from elsewhere (Neill, Int J Forecasting 2009;25:498).

    counts, expected: places x periods. Nothing makes the totals agree: a rise everywhere is found.
    """

    def __post_init__(self) -> None:
        if self.counts.shape != self.expected.shape:
            raise ValueError(
                f"cases are {self.counts.shape} and expected numbers {self.expected.shape}"
            )
        _check_expected(self.counts, self.expected, "expected cases")

    @cached_property
    def law(self) -> Law:
        """No total is given; what stands in its place is above any that will be met."""
        most = max(len(poisson_table(float(self.expected.sum()))), int(self.counts.sum())) + 1
        return Law(UNCONDITIONAL, float(most), float(most))

    def chance(self, span: slice, seed: int) -> Scattered:
        """Every cell has a Poisson number of cases with its expected number as mean."""
        inside = self.expected[:, span]
        return Scattered.of(inside, poisson_table(float(inside.sum())), seed)


def _check_expected(counts: NDArray[np.int64], expected: NDArray[np.float64], what: str) -> None:
    if np.any((counts > 0) & (expected == 0)):
        raise ValueError(f"there are cases in a place and period without any {what}")
