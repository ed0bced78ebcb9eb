"""Surges: counts that an outbreak explains many times better than chance does.

An outbreak seldom ends with the period it begins in. The count of the judged period, alone and
together with the one before, is therefore held against an outbreak that began now, and one that
began a period earlier: how many times likelier are the counts with it than without (Neyman &
Pearson, Phil Trans A 1933;231:289)? The same odds everywhere find more outbreaks for the same
number of false alarms than the same chance everywhere. The period before alone must not raise an
alarm again, so the judged one has to be large itself. Expected counts come from a penalised curve
(level, trend, and as many waves of a year as the counts ask for) and the law around them is
negative binomial, wide enough for what is not known about the curve.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numba import njit, prange
from numpy.typing import ArrayLike

from kentongan.engine.detection.temporal.bounds import Expectation, Floats, as_series
from kentongan.engine.detection.temporal.penalised import Curve, log_means, robust, uncertainty
from kentongan.engine.detection.temporal.tails import bound, tail

# A series without any case must still expect something: half a case in its whole baseline.
HALF_A_CASE = 0.5
# Precision of the prior: the log mean rarely changes by more than a half in a year, and waves are
# rarely higher than e.
TREND_PENALTY, WAVE_PENALTY = 4.0, 1.0
LEVEL_AND_TREND = 2  # terms that stand before the waves; each wave has two more
# Sums are brought down before they leave the range of numbers.
HUGE, LOG_HUGE = 1e150, math.log(1e150)
# Ways to split a count that no longer add to the sum.
NEGLIGIBLE = 1e-12
# How much an outbreak that began a period ago weighs beside one that begins now: chosen on
# simulated series (seeds 101 to 103), where 1 does nearly as well.
BEGAN_BEFORE = 2.0


class Model(NamedTuple):
    """design: (periods × parameters) of the longest baseline and the judged period, which is last.

    The time is counted from the judged period, so that one table serves them all. penalty: the
    precision of each parameter.
    """

    design: Floats
    penalty: Floats


class Rules(NamedTuple):
    """What makes an alarm; first, second: cases of the outbreak looked for in its first two
    periods, in standard deviations. gate_score, certain_score: the normal values of two chances."""

    odds: float
    first: float
    second: float
    gate: float
    gate_score: float
    certain: float
    certain_score: float
    asked_for: float
    reweight_above: float
    least_cases: float


@dataclass(frozen=True)
class SurgeSettings:
    """odds: an alarm is so many times likelier with an outbreak than without.

    size: cases of the outbreak looked for, in standard deviations of a period. shares: of them in
    its first period and in its second. gate: the judged count by itself is exceeded by chance no
    more often than this. certain: a count so rare by chance is an alarm whatever the odds, which
    have a limit where past counts scatter widely. years: how far back at most, and least_years at
    least. left_out: periods just before the judged one. waves: of a year at most; asked_for: the
    shortest goes while its Wald statistic, a chi-square of two degrees, is smaller (1 in 100).
    reweight_above: past periods this many standard deviations above their mean weigh less.
    least_cases: no alarm with fewer in the two periods. year: periods of a year. Raises ValueError
    where one is impossible.
    """

    odds: float = 50
    size: float = 4
    shares: tuple[float, float] = (0.5, 0.42)
    gate: float = 0.15
    certain: float = 1e-4
    years: int = 5
    least_years: int = 2
    left_out: int = 26
    waves: int = 2
    asked_for: float = 9.21
    reweight_above: float = 2.58
    least_cases: float = 2
    year: int = 52

    def __post_init__(self) -> None:
        if not (self.odds > 0 and 0 < self.certain <= self.gate < 1):
            raise ValueError("give odds above zero, and 0 < certain <= gate < 1")
        if not (self.size > 0 and min(self.shares) > 0 and sum(self.shares) <= 1):
            raise ValueError("give a size above zero, and two shares of at most one together")
        if not 1 <= self.least_years <= self.years:
            raise ValueError(f"{self.least_years} to {self.years} years; give at least one")
        if not 1 <= self.left_out < self.least_years * self.year:
            raise ValueError("left_out is at least 1 and less than the history")
        if min(self.waves, self.asked_for) < 0:
            raise ValueError("waves and asked_for are at least 0")

    @property
    def model(self) -> Model:
        """The terms of the curve over the longest baseline."""
        time = np.arange(-self.years * self.year, 1) / self.year
        turns = [2 * np.pi * wave * time for wave in range(1, self.waves + 1)]
        waves = [form(turn) for turn in turns for form in (np.cos, np.sin)]
        penalty = np.array([0.0, TREND_PENALTY] + [WAVE_PENALTY] * 2 * self.waves)
        return Model(np.column_stack([np.ones(len(time)), time, *waves]), penalty)

    @property
    def rules(self) -> Rules:
        """The same for the kernel."""
        chance = NormalDist()
        return Rules(
            odds=self.odds,
            first=self.size * self.shares[0],
            second=self.size * self.shares[1],
            gate=self.gate,
            gate_score=chance.inv_cdf(1 - self.gate),
            certain=self.certain,
            certain_score=chance.inv_cdf(1 - self.certain),
            asked_for=self.asked_for,
            reweight_above=self.reweight_above,
            least_cases=self.least_cases,
        )


@dataclass(frozen=True, eq=False)
class Surges(Expectation):
    """odds: (series × periods) how many times likelier the counts are with an outbreak, zero where
    the judged count is not large itself."""

    odds: Floats


def surge(counts: ArrayLike, *, since: int, settings: SurgeSettings | None = None) -> Surges:
    """Judge the periods from column ``since`` on that have enough history.

    counts: (series × periods). The p-value is that of the judged period by itself. Raises
    ValueError for a column outside the table.
    """
    series, chosen = as_series(counts), settings or SurgeSettings()
    if not 0 <= since < series.shape[1]:
        raise ValueError(f"there is no column {since} of {series.shape[1]} to begin in")
    first = max(since, chosen.least_years * chosen.year)
    found = judge(series, first, chosen.left_out, chosen.model, chosen.rules)
    table = np.full((5, *series.shape), np.nan)
    table[:, :, first:] = np.moveaxis(found, 2, 0)
    return Surges(table[0], series > table[0], table[1], table[2], table[3], table[4])


@njit(cache=True, parallel=True, error_model="numpy")
def judge(series: Floats, first: int, left_out: int, model: Model, rules: Rules) -> Floats:
    """(series × periods from first on × 5) bound, mean, dispersion, p-value and odds."""
    found = np.empty((len(series), max(0, series.shape[1] - first), 5))
    longest = len(model.design) - 1
    for row in prange(len(series)):
        for at in range(found.shape[1]):
            now = first + at
            back = min(now, longest)
            counts = series[row, now - back : now - left_out] + HALF_A_CASE / (back - left_out)
            rows = model.design[longest - back : longest - left_out]
            curve, dispersion = followed(Model(rows, model.penalty), counts, rules)
            law = law_of(curve, dispersion, model.design[-2:])
            found[row, at] = judged_one(law, series[row, now], series[row, now - 1], rules)
    return found


@njit(cache=True, error_model="numpy")
def followed(model: Model, counts: Floats, rules: Rules) -> tuple[Curve, float]:
    """The curve with no more waves than the counts ask for, and the dispersion around it."""
    terms = model.design.shape[1]
    curve, dispersion = robust(model.design, counts, model.penalty, rules.reweight_above)
    while terms > LEVEL_AND_TREND and weight_of_last_two(curve) < rules.asked_for * dispersion:
        terms -= 2
        fewer = np.ascontiguousarray(model.design[:, :terms])
        curve, dispersion = robust(fewer, counts, model.penalty[:terms], rules.reweight_above)
    return curve, dispersion


@njit(cache=True, error_model="numpy")
def weight_of_last_two(curve: Curve) -> float:
    """Wald's statistic of the last two terms before it is divided by the dispersion.

    Their information given all others is that of the last two rows of Cholesky's factor alone.
    """
    last, before = curve.curve[-1], curve.curve[-2]
    across = curve.factor[-2, -2] * before + curve.factor[-1, -2] * last
    return float(across**2 + (curve.factor[-1, -1] * last) ** 2)


class Law(NamedTuple):
    """before, mean: expected in the period before and in the judged one. dispersion: variance over
    mean, with what is not known about the mean."""

    before: float
    mean: float
    dispersion: float


@njit(cache=True, error_model="numpy")
def law_of(curve: Curve, dispersion: float, rows: Floats) -> Law:
    """rows: of the design, for the period before and the judged one; terms may be left out."""
    before, mean = np.exp(log_means(rows, curve.curve))
    direction = mean * rows[1, : len(curve.curve)]
    return Law(before, mean, dispersion * (1 + uncertainty(curve, direction) / mean))


@njit(cache=True, error_model="numpy")
def judged_one(
    law: Law, count: float, before: float, rules: Rules
) -> tuple[float, float, float, float, float]:
    """The bound of one period of one series, and what it rests on."""
    earlier = BEGAN_BEFORE * times_likelier(before, law.before, law.dispersion, rules.first)
    quiet = bound(law.mean, law.dispersion, rules.gate, rules.gate_score)
    upper = bound(law.mean, law.dispersion, rules.certain, rules.certain_score)
    upper = least_loud(law, earlier, (quiet, upper + 1), rules) - 1
    upper = max(upper, rules.least_cases - 1 - before)
    odds = most_odds(law, earlier, (quiet, count), rules)
    return upper, law.mean, law.dispersion, tail(count, law.mean, law.dispersion), odds


@njit(cache=True, error_model="numpy")
def most_odds(law: Law, earlier: float, between: tuple[float, float], rules: Rules) -> float:
    """Of an outbreak that begins now or began before, for the second count or a smaller one that
    still lies above the first; earlier: what the period before says.

    More cases are never less suspicious. Where the law has its mode at zero, they can be less odd.
    """
    quiet, count = between
    most, scattered = 0.0, law.mean < law.dispersion - 1
    least = quiet + 1 if scattered else max(quiet + 1, count)
    for seen in range(int(least), int(count) + 1):
        now = times_likelier(seen, law.mean, law.dispersion, rules.first)
        later = times_likelier(seen, law.mean, law.dispersion, rules.second)
        most = max(most, now + earlier * later)
    return most


@njit(cache=True, error_model="numpy")
def least_loud(law: Law, earlier: float, between: tuple[float, float], rules: Rules) -> float:
    """The smallest count above the first of two that has the odds, or the second; by halving."""
    quiet, loud = between
    while loud - quiet > 1:
        middle = math.floor((quiet + loud) / 2)
        if most_odds(law, earlier, (between[0], middle), rules) < rules.odds:
            quiet = middle
        else:
            loud = middle
    return loud


@njit(cache=True, error_model="numpy")
def times_likelier(count: float, mean: float, dispersion: float, size: float) -> float:
    """How many times likelier a count is with a Poisson outbreak than without.

    size: of the outbreak, in standard deviations. The sum over all ways to split the count, each
    a known multiple of the one before it.
    """
    cases = size * math.sqrt(mean * dispersion)
    part = total = 1.0
    lift = -cases
    for added in range(1, int(count) + 1):
        left = count - added
        part *= cases / added * (left + 1) * dispersion / (mean + (dispersion - 1) * left)
        total += part
        if total > HUGE:
            part, total, lift = part / HUGE, total / HUGE, lift + LOG_HUGE
        if added > cases and part < total * NEGLIGIBLE:
            break
    return math.exp(min(math.log(total) + lift, LOG_HUGE))
