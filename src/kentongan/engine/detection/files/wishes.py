"""What somebody wishes of a scan, in the units in which he thinks, and the limits it comes to."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kentongan.engine.counts import DAYS_IN_MONTH, DAYS_IN_YEAR, Every
from kentongan.engine.detection.settings import ScanSettings

type Against = Literal["nothing", "people", "controls"]
type Look = Literal["now", "past", "places"]
type Unit = Literal["day", "month", "year", "all"]


@dataclass(frozen=True)
class Wishes:
    """What a scan is wished to be.

    against: what cases are held against; "nothing" shuffles their times. look: windows that end
    today, all windows, or places over the whole study. start, end: of the study, None for the first
    and last day of any case. unit, length: so many units are a period. dated: whether cases have a
    date. flat: coordinates are no degrees. shortest, longest: windows in periods; where
    longest_is_share the longest is in percent of the study. watched_since: a scan was made after
    every period since that day, so that p-values hold for all of them. The rest as in
    `ScanSettings`.
    """

    against: Against = "nothing"
    look: Look = "now"
    start: date | None = None
    end: date | None = None
    unit: Unit = "day"
    length: int = 1
    dated: bool = True
    flat: bool = False
    max_km: float | None = None
    max_share: float = 0.5
    shortest: float = 1
    longest: float = 50
    longest_is_share: bool = True
    watched_since: date | None = None
    min_cases: int = 2
    replicates: int = 999
    enough_outdone: int | None = None
    seed: int = 1
    threads: int = 1

    def every(self, start: date, end: date) -> Every:
        """The length of a period."""
        if self.unit == "all" or self.look == "places":
            return (end - start).days + 1
        return self.length if self.unit == "day" else self.unit

    def settings(self, start: date, end: date) -> ScanSettings:
        """The limits of the scan; raises ValueError where they make no sense."""
        days = (end - start).days + 1
        period, longest = self._period_days(days), self.longest
        if self.longest_is_share:
            longest = max(math.floor(round(days / period) * self.longest / 100 + 1e-9), 1)
        return ScanSettings(
            max_km=self.max_km,
            max_share=self.max_share,
            min_days=self.shortest * period,
            max_days=longest * period,
            prospective=self.look == "now",
            purely_spatial=self.look == "places",
            min_cases=self.min_cases,
            replicates=self.replicates,
            enough_outdone=self.enough_outdone,
            seed=self.seed,
            threads=self.threads,
        )

    def _period_days(self, days: int) -> float:
        if self.unit == "all" or self.look == "places":
            return float(days)
        return {"day": 1.0, "month": DAYS_IN_MONTH, "year": DAYS_IN_YEAR}[self.unit] * self.length
