"""95 % intervals for shares and counts, in closed form."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

Z = 1.959963984540054  # the two-sided 95 % quantile of the normal law


@dataclass(frozen=True)
class Estimate:
    """A value and the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def percent(self) -> str:
        """A share in words."""
        return f"{self.value:.0%}"

    @property
    def percent_range(self) -> str:
        """The ends of its interval in words."""
        return f"{self.low:.0%} – {self.high:.0%}"


def share(successes: int, trials: int) -> Estimate:
    """A share of trials with its score interval (Wilson, J Am Stat Assoc 1927;22:209).

    Raises ValueError without a trial, or for more successes than trials.
    """
    if trials < 1 or not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is no share")
    found, spread = successes / trials, Z * Z / trials
    middle = (found + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(found * (1 - found) / trials + spread / (4 * trials))
    # At the ends the interval touches 0 or 1 exactly; rounding must not push it beyond.
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == trials else middle + half
    return Estimate(found, low, high)


def rate(events: int, exposure: float, dispersion: float = 1.0) -> Estimate:
    """Events per unit of exposure with Byar's interval for a Poisson count.

    Breslow & Day, Statistical Methods in Cancer Research II (IARC 1987), p. 69; within 1 % of the
    exact limits from one event on. dispersion: how many times more the events vary than a Poisson
    count; so many of them say as much as one (McCullagh & Nelder, Generalized Linear Models, 1989,
    sec. 6.2). Raises ValueError without exposure, and for a dispersion below 1.
    """
    if exposure <= 0 or events < 0 or dispersion < 1:
        raise ValueError(f"{events} events in an exposure of {exposure} are no rate")
    apart, weight = events / dispersion, dispersion / exposure
    return Estimate(events / exposure, lower(apart) * weight, upper(apart) * weight)


def dispersion(counts: Sequence[int]) -> float:
    """How many times more counts of equal exposure vary than Poisson counts; never below 1."""
    if len(counts) < 2 or not any(counts):
        return 1.0
    return max(1.0, variance(counts) / fmean(counts))


def lower(events: float) -> float:
    """The lower limit of a Poisson mean after so many events."""
    if events == 0:
        return 0.0
    return float(events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3)


def upper(events: float) -> float:
    """The upper limit; of no event exactly −ln 0.025."""
    if events == 0:
        return -math.log(0.025)
    more = events + 1
    return float(more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3)
