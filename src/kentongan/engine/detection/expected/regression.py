"""What raises and lowers counts, as factors, by a regression that trusts little data little.

Log-linear; every effect has a normal prior around "no effect", whose weight against the data grows
with how restless the counts are (a quasi-Poisson penalised likelihood; McCullagh & Nelder,
Generalized Linear Models, 1989, ch. 9). One Ramadan in the history moves its factor some of the
way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kentongan.engine.detection.temporal.bounds import Floats
from kentongan.engine.detection.temporal.penalised import fit

# How far a factor may lie from 1 before anything is known: e^±0.5 is 0.6 to 1.6.
PRIOR_SPREAD = 0.5
HEAD_START = 0.1


@dataclass(frozen=True, eq=False)
class Exposure:
    """table: how much is to be expected of every cell. factors: of each term, per unit of it."""

    table: Floats
    factors: dict[str, float]


def effects(counts: Floats, terms: Floats, known: Floats, spread: float = PRIOR_SPREAD) -> Floats:
    """The level and the effect of each term, as logarithms.

    counts: one row. terms: cells × terms, without the level. known: what is expected of each cell
    already, up to a factor. Raises ValueError without any count to learn from.
    """
    if not counts.sum() > 0:
        raise ValueError("without any count there is nothing to learn from")
    design = np.column_stack([np.ones(len(counts)), terms])
    penalty = np.full(design.shape[1], spread**-2)
    penalty[0] = 0.0
    ratio = counts / known
    level = np.full(len(counts), np.log(counts.sum() / known.sum()))
    found = fit(design, ratio, known, penalty, level)
    restless = dispersion(counts, known * found.mean, design.shape[1])
    return np.asarray(fit(design, ratio, known, penalty * restless, np.log(found.mean)).curve)


def dispersion(counts: Floats, mean: Floats, terms: int) -> float:
    """Variance over mean, at least 1 (Pearson)."""
    distance = float(np.sum((counts - mean) ** 2 / mean))
    return max(1.0, distance / max(1, len(counts) - terms))


def factors_of(names: Sequence[str], curve: Floats) -> dict[str, float]:
    """Name → factor; the level is left out."""
    return {name: float(np.exp(effect)) for name, effect in zip(names, curve[1:], strict=True)}
