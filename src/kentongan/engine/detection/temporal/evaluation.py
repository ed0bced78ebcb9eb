"""How well detectors find outbreaks: simulated series, and what is detected and called in vain.

The scenarios and measures of Noufaily et al., Stat Med 2013;32:1206: weekly counts of twelve years,
four outbreaks in the baseline and one in the last 49 weeks. Every detector is shown the same
series, so that two of them are compared pair by pair.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.detection.evaluation import Outbreak, Signal, Watch
from kentongan.engine.detection.temporal.bounds import Floats
from kentongan.engine.intervals import Z

type Ints = NDArray[np.int64]
type Flags = NDArray[np.bool_]

WEEKS, YEAR, CURRENT = 624, 52, 49
BASELINE = 312
PAST_SIZES = (2, 3, 5, 10)
SIZES = tuple(range(1, 11))


class Scenario(NamedTuple):
    """log mean = level + trend × week + cosine and sine of a year; variance = dispersion × mean.

    waves: how many of a year, each with the same cosine and sine.
    """

    level: float
    dispersion: float
    trend: float
    cosine: float
    sine: float
    waves: int = 1

    def mean(self) -> Floats:
        """The expected count of every week."""
        week = np.arange(1, WEEKS + 1)
        turn = 2 * np.pi * week / YEAR
        log_mean = self.level + self.trend * week
        for wave in range(1, self.waves + 1):
            log_mean = (
                log_mean + self.cosine * np.cos(wave * turn) + self.sine * np.sin(wave * turn)
            )
        return np.asarray(np.exp(log_mean))


FULL = (
    Scenario(0.1, 1.5, 0.0025, 0.6, 0.6),
    Scenario(-2, 2, 0.005, 0.1, 0.3),
    Scenario(1.5, 1, 0.003, 0.2, -0.4),
    Scenario(0.5, 5, 0.002, 0.5, 0.5),
    Scenario(2.5, 3, 0.001, 1, 0.1),
    Scenario(3.75, 1.1, 0.001, 0.1, -0.1),
    Scenario(5, 1.2, 0.0001, 0.05, 0.01),
)


def scenarios(waves: Sequence[int] = (1, 0)) -> list[Scenario]:
    """Each of the seven with and without its trend, and with so many waves of a year.

    28 with one wave and none, as most others have used them; the paper's 42 are waves (0, 1, 2).
    """
    return [
        one._replace(trend=one.trend * trend, waves=count)
        for one, trend, count in product(FULL, (1, 0), waves)
    ]


@dataclass(frozen=True, eq=False)
class Trial:
    """Simulated series with a known outbreak in the last weeks.

    counts: (series × weeks). scenario: of each series. size: of its outbreak, in standard
    deviations of a week. outbreak: (series × weeks) from its first case to its last.
    """

    counts: Ints
    scenario: Ints
    size: Ints
    outbreak: Flags


def simulate(replicates: int, seed: int, waves: Sequence[int] = (1, 0)) -> Trial:
    """So many series of every scenario, sizes of outbreaks drawn evenly."""
    random = np.random.default_rng(seed)
    chosen = scenarios(waves)
    scenario = np.repeat(np.arange(len(chosen)), replicates)
    mean = np.array([one.mean() for one in chosen])[scenario]
    dispersion = np.array([one.dispersion for one in chosen])[scenario]
    counts, spread = quiet_weeks(random, mean, dispersion), np.sqrt(mean * dispersion[:, None])
    size, outbreak = random.choice(SIZES, len(counts)), np.zeros(counts.shape, dtype=np.bool_)
    for row in range(len(counts)):
        for past in random.choice(PAST_SIZES, 4):
            counts[row] += cases(random, past * spread[row], BASELINE, WEEKS - CURRENT)
        added = cases(random, size[row] * spread[row], WEEKS - CURRENT, WEEKS)
        counts[row] += added
        outbreak[row] = between_first_and_last(added)
    return Trial(counts, scenario, size, outbreak)


def quiet_weeks(random: np.random.Generator, mean: Floats, dispersion: Floats) -> Ints:
    """Counts without outbreaks: negative binomial, Poisson for a dispersion of one."""
    excess = dispersion[:, None] - 1
    shape = np.divide(mean, excess, out=np.ones_like(mean), where=excess > 0)
    rate = np.where(excess > 0, random.gamma(shape) * excess, mean)
    return random.poisson(rate)


def cases(random: np.random.Generator, size: Floats, first: int, end: int) -> Ints:
    """An outbreak beginning in a random week from first to before end; size: by that week.

    Its cases fall into weeks by a log-normal law; those after the end are not seen.
    """
    begin = int(random.integers(first, end))
    delays = np.floor(random.lognormal(0, 0.5, random.poisson(size[begin]))).astype(np.int64)
    return np.bincount(begin + delays[begin + delays < end], minlength=WEEKS)


def between_first_and_last(added: Ints) -> Flags:
    """The weeks from the first case to the last."""
    seen = np.cumsum(added)
    return np.asarray((seen > 0) & (seen - added < seen[-1]))


@dataclass(frozen=True, eq=False)
class Measures:
    """false_alarms: the share of weeks without an outbreak that alarmed. found: (series) whether
    its outbreak was; series without one, all its cases falling away, are False in ``has_outbreak``.
    """

    false_alarms: float
    found: Flags
    has_outbreak: Flags


class Gain(NamedTuple):
    """How much oftener one detector finds outbreaks of one size than another one.

    size: in standard deviations, 0 for all of them. found, other: probabilities of detection.
    low, high: 95 % interval of the difference, from pairs.
    """

    size: int
    series: int
    found: float
    other: float
    low: float
    high: float


def measured(trial: Trial, alarm: Flags) -> Measures:
    """What alarms, (series × weeks), did in the last weeks of a trial.

    An outbreak is found by an alarm between its first case and its last.
    """
    last = slice(WEEKS - CURRENT, WEEKS)
    called, outbreak = alarm[:, last], trial.outbreak[:, last]
    return Measures(
        float(called[~outbreak].mean()), (called & outbreak).any(axis=1), outbreak.any(axis=1)
    )


def watches_of(trial: Trial, alarm: Flags) -> list[Watch]:
    """The last weeks of each series as a watch of one place, for ``detection.evaluation``."""
    here, last = frozenset([0]), slice(WEEKS - CURRENT, WEEKS)
    return [
        Watch(
            CURRENT,
            [Signal(int(week), here) for week in np.flatnonzero(called)],
            [Outbreak(int(weeks[0]), int(weeks[-1]), here)] if len(weeks) else [],
        )
        for called, weeks in zip(
            alarm[:, last], map(np.flatnonzero, trial.outbreak[:, last]), strict=True
        )
    ]


def gains(trial: Trial, one: Measures, other: Measures) -> list[Gain]:
    """The gain of one detector over another for all outbreaks, then for each size."""
    there = one.has_outbreak
    return [
        gain(size, one.found[chosen], other.found[chosen])
        for size in (0, *SIZES)
        if (chosen := there & ((trial.size == size) | (size == 0))).any()
    ]


def gain(size: int, found: Flags, other: Flags) -> Gain:
    """The difference on the same series, with the interval of Agresti & Min, Stat Med 2005;24:729.

    Half a pair is added to each of the four ways a pair can turn out.
    """
    pairs = len(found) + 2
    better, worse = (found & ~other).sum() + 0.5, (other & ~found).sum() + 0.5
    middle = (better - worse) / pairs
    spread = np.sqrt((better + worse) / pairs - middle**2) / np.sqrt(pairs)
    margin = Z * spread
    return Gain(
        size,
        len(found),
        float(found.mean()),
        float(other.mean()),
        float(middle - margin),
        float(middle + margin),
    )
