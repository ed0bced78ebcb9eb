"""Cumulative sums of standardised counts: small rises that last.

Rossi, Lampugnani & Marchi, Stat Med 1999;18:2111 and Rogerson & Yamada, Stat Med 2004;23:2195 for
the transformations; Pierce & Schafer, JASA 1986;81:977 for the second Anscombe form. The rules and
the bounds are those of R ``surveillance`` 1.20, to be held against its results.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from kentongan.engine.detection.temporal.bounds import Bounds, Floats, as_series

type Transformation = Literal["standard", "rossi", "anscombe", "anscombe2nd", "negative_binomial"]


@dataclass(frozen=True)
class CusumSettings:
    """reference: the rise (in standard deviations) that is let pass in each period.

    decision: the sum that raises an alarm. transformation: how counts become nearly normal.
    dispersion: mean² / dispersion is the variance above Poisson, for "negative_binomial".
    bounds: where no count is low enough to end an alarm Rossi's bound is zero; "r" squares a
    negative root there, as R does. Raises ValueError where one is impossible.
    """

    reference: float = 1.04
    decision: float = 2.26
    transformation: Transformation = "rossi"
    dispersion: float | None = None
    bounds: Literal["zero", "r"] = "zero"

    def __post_init__(self) -> None:
        if not self.decision > 0 or self.reference < 0:
            raise ValueError("the decision lies above 0 and the reference is at least 0")
        needs = self.transformation == "negative_binomial"
        if needs != (self.dispersion is not None) or (self.dispersion or 1.0) <= 0:
            raise ValueError("negative_binomial, and nothing else, needs a dispersion above 0")


@dataclass(frozen=True)
class Standardised:
    """Counts as standard scores, and back: the count at which a score is reached."""

    score: Callable[[Floats, Floats], Floats]
    count: Callable[[Floats, Floats], Floats]


def cusum(
    counts: ArrayLike, *, since: int, settings: CusumSettings | None = None, mean: ArrayLike = ()
) -> Bounds:
    """Sum up what lies above the mean from column ``since`` on.

    counts: (series × periods). mean: expected counts, the same shape; without it the mean of the
    columns before ``since``. Raises ValueError where there is no history, or a mean of zero.
    """
    series, chosen = as_series(counts), settings or CusumSettings()
    if not 0 < since < series.shape[1]:
        raise ValueError(
            f"judging begins in column {since}; there must be columns before and after"
        )
    expected = expected_counts(series, since, mean)
    form = form_of(chosen)
    scores = form.score(series[:, since:], expected)
    sums = summed(scores, chosen.reference)
    upper, alarm = np.full_like(series, np.nan), np.zeros(series.shape, dtype=np.bool_)
    left = chosen.reference + chosen.decision - sums[:, :-1]
    upper[:, since:] = form.count(left, expected)
    alarm[:, since:] = sums[:, 1:] >= chosen.decision
    return Bounds(upper, alarm)


def expected_counts(series: Floats, since: int, mean: ArrayLike) -> Floats:
    """The mean of every judged period; raises ValueError where it is not above zero."""
    given = np.asarray(mean, dtype=np.float64)
    if given.size:
        expected = np.broadcast_to(given, series.shape)[:, since:]
    else:
        shape = (series.shape[0], series.shape[1] - since)
        expected = np.broadcast_to(series[:, :since].mean(axis=1, keepdims=True), shape)
    if not np.all(expected > 0):
        raise ValueError("a series without any count in its history has no mean to rise above")
    return expected


def summed(scores: Floats, reference: float) -> Floats:
    """The sums before the first and after each period; a sum never falls below zero."""
    sums = np.zeros((scores.shape[0], scores.shape[1] + 1))
    for period in range(scores.shape[1]):
        sums[:, period + 1] = np.maximum(0.0, sums[:, period] + scores[:, period] - reference)
    return sums


def form_of(settings: CusumSettings) -> Standardised:
    """The chosen transformation."""
    if settings.transformation == "negative_binomial":
        return negative_binomial(settings.dispersion or np.inf)
    if (settings.transformation, settings.bounds) == ("rossi", "r"):
        return Standardised(FORMS["rossi"].score, rossi_count_of_r)
    return FORMS[settings.transformation]


def negative_binomial(dispersion: float) -> Standardised:
    """Pearson residuals with a variance above the mean."""

    def spread(mean: Floats) -> Floats:
        return np.sqrt(mean + mean**2 / dispersion)

    return Standardised(
        lambda count, mean: (count - mean) / spread(mean),
        lambda score, mean: score * spread(mean) + mean,
    )


def rossi_count(score: Floats, mean: Floats) -> Floats:
    """The count with the score; zero where no count is as low."""
    return np.maximum(0.0, rossi_root(score, mean)) ** 2


def rossi_count_of_r(score: Floats, mean: Floats) -> Floats:
    """The same with negative roots squared; zero only where the quadratic has none."""
    return np.where(2 * np.sqrt(mean) + score < 0, 0.0, rossi_root(score, mean) ** 2)


def rossi_root(score: Floats, mean: Floats) -> Floats:
    """The root of Rossi's quadratic in √count."""
    return np.sqrt(np.maximum(0.0, 4 * mean + 2 * np.sqrt(mean) * score)) - np.sqrt(mean)


def power(base: Floats) -> Floats:
    """base^1.5; zero below zero."""
    above: Floats = np.maximum(0.0, base)
    return above * np.sqrt(above)


FORMS = {
    "standard": Standardised(
        lambda count, mean: (count - mean) / np.sqrt(mean),
        lambda score, mean: np.maximum(0.0, np.ceil(score * np.sqrt(mean) + mean)),
    ),
    "rossi": Standardised(
        lambda count, mean: (count - 3 * mean + 2 * np.sqrt(mean * count)) / (2 * np.sqrt(mean)),
        rossi_count,
    ),
    "anscombe": Standardised(
        lambda count, mean: 1.5 * (count ** (2 / 3) - mean ** (2 / 3)) / mean ** (1 / 6),
        lambda score, mean: power(score * mean ** (1 / 6) / 1.5 + mean ** (2 / 3)),
    ),
    # R takes mean^(1/3) instead of mean^(-1/3) when it goes back to counts.
    "anscombe2nd": Standardised(
        lambda count, mean: (
            1.5 * (count ** (2 / 3) - mean ** (2 / 3) + mean ** (-1 / 3) / 9) / mean ** (1 / 6)
        ),
        lambda score, mean: power(
            score * mean ** (1 / 6) / 1.5 + mean ** (2 / 3) - mean ** (1 / 3) / 9
        ),
    ),
}
