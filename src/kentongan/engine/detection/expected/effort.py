"""What visits, outreach and people living there let expect: few notices where nobody asks.

Model: log-linear in ln(1 + visits), ln(1 + days of outreach), ln(people) and the share of migrants,
pooled over all areas and periods; what an area tells beyond that is its own rate, drawn towards
its parent by ``temporal.shrinkage``, to which the exposure is handed on. Visits enter through a
logarithm because the third visit of a month brings less than the first.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kentongan.engine.detection.expected.regression import Exposure, effects, factors_of
from kentongan.engine.detection.temporal.bounds import Floats, as_series

NAMES = ("visits", "outreach_days", "people", "migrant_share")


@dataclass(frozen=True, eq=False)
class Effort:
    """What was done and who lives there.

    visits, outreach_days: areas × periods, at or above zero. people: one number for each area,
    above zero. migrant_share: of the people, 0..1, one number for each area.
    Raises ValueError where one is impossible or the shapes differ.
    """

    visits: Floats
    outreach_days: Floats
    people: Floats
    migrant_share: Floats

    def __post_init__(self) -> None:
        shape = self.visits.shape
        if len(shape) != 2 or self.outreach_days.shape != shape:
            raise ValueError("visits and outreach are areas × periods, both alike")
        if self.people.shape != shape[:1] or self.migrant_share.shape != shape[:1]:
            raise ValueError("people and migrants have one number for each area")
        if not (np.all(self.visits >= 0) and np.all(self.outreach_days >= 0)):
            raise ValueError("visits and outreach are numbers of zero or more")
        if not (np.all(self.people > 0) and np.all(np.abs(self.migrant_share - 0.5) <= 0.5)):
            raise ValueError("an area has people, and a share of migrants within 0..1")

    def terms(self) -> Floats:
        """areas × periods × NAMES; those of areas as distances from their average."""
        people, migrants = np.log(self.people), self.migrant_share
        steady = (people - people.mean(), migrants - migrants.mean())
        alike = [np.broadcast_to(one[:, None], self.visits.shape) for one in steady]
        return np.stack([np.log1p(self.visits), np.log1p(self.outreach_days), *alike], axis=2)

    @property
    def visited(self) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """areas × periods: whether anybody went there."""
        return np.asarray((self.visits > 0) | (self.outreach_days > 0))


def exposure_by_effort(
    counts: ArrayLike, effort: Effort, *, until: int, season: ArrayLike = 1.0
) -> Exposure:
    """Expected counts of an area like the average one, given its effort; areas × periods.

    counts: areas × periods. until: the number of periods to learn from. season: what the time lets
    expect, from ``exposure_by_time``. Raises ValueError without any count to learn from, or where
    shapes differ.
    """
    series = as_series(counts)
    if series.shape != effort.visits.shape or not 0 < until <= series.shape[1]:
        raise ValueError("counts and effort are alike, and some periods can be learnt from")
    terms = effort.terms()
    known = np.broadcast_to(np.asarray(season, dtype=np.float64), series.shape)
    if not np.all(known > 0):
        raise ValueError("a season of zero expects nothing")
    learnt = terms[:, :until].reshape(-1, len(NAMES))
    curve = effects(series[:, :until].ravel(), learnt, known[:, :until].ravel())
    return Exposure(known * np.exp(curve[0] + terms @ curve[1:]), factors_of(NAMES, curve))
