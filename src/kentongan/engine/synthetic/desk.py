"""A seeded year at a passport counter: who decided about whom, with or without a planted bias.

Refusals depend on the purpose alone unless a bias is planted; women and men, ages and villages
spread over purposes unevenly, as they do, so that a report without strata would be misled.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PURPOSES = ("work", "umrah", "haj", "study", "family", "tourism", "seafarer")
PURPOSE_SHARES = (0.30, 0.40, 0.04, 0.06, 0.08, 0.10, 0.02)  # work and umrah: domain.md §9, 2018
REFUSAL_RATES = (0.025, 0.005, 0.003, 0.008, 0.010, 0.008, 0.015)  # about 1.2 % together
WOMEN_SHARES = (0.62, 0.55, 0.52, 0.50, 0.60, 0.50, 0.03)
AGE_BANDS = ("0-17", "18-24", "25-34", "35-49", "50+")
AGE_SHARES = (0.06, 0.20, 0.28, 0.26, 0.20)
VILLAGE_SPREAD = 0.7  # shape of a gamma law: a few villages send many


@dataclass(frozen=True)
class Bias:
    """An officer who refuses one sex so many times as often as the others do."""

    officer: str
    sex: str
    times: float


@dataclass(frozen=True)
class DecidedYear:
    """One entry for each applicant in every column."""

    officer: NDArray[np.str_]
    sex: NDArray[np.str_]
    age_band: NDArray[np.str_]
    purpose: NDArray[np.str_]
    village: NDArray[np.str_]
    refused: NDArray[np.bool_]


def decided_year(
    seed: int,
    *,
    bias: Bias | None = None,
    officers: int = 5,
    applicants: int = 25_000,
    villages: int = 636,
) -> DecidedYear:
    """A year of decisions; the same seed gives the same year."""
    random = np.random.default_rng(seed)
    purpose = random.choice(len(PURPOSES), size=applicants, p=PURPOSE_SHARES)
    is_woman = random.random(applicants) < np.array(WOMEN_SHARES)[purpose]
    loads = random.dirichlet(np.full(officers, 20.0))  # some sit at the counter more often
    officer = np.array([f"officer {at}" for at in range(officers)])[
        random.choice(officers, size=applicants, p=loads)
    ]
    sizes = random.gamma(VILLAGE_SPREAD, size=villages)
    sex = np.where(is_woman, "P", "L")
    rate = np.array(REFUSAL_RATES)[purpose]
    if bias is not None:
        rate = np.where((officer == bias.officer) & (sex == bias.sex), rate * bias.times, rate)
    return DecidedYear(
        officer=officer,
        sex=sex,
        age_band=random.choice(AGE_BANDS, size=applicants, p=AGE_SHARES),
        purpose=np.array(PURPOSES)[purpose],
        village=np.char.add(
            "village ", random.choice(villages, size=applicants, p=sizes / sizes.sum()).astype(str)
        ),
        refused=random.random(applicants) < rate,
    )
