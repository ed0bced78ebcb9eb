"""Whether the fairness report finds a planted bias and leaves fair years alone."""

import os
from collections.abc import Iterator

from acceptance.result import Part
from kentongan.engine.fairness import REPORT_LEVEL, Flag, flagged
from kentongan.engine.fairness_report import Decided, questions
from kentongan.engine.intervals import share
from kentongan.engine.synthetic.desk import Bias, DecidedYear, decided_year

SEED = int(os.environ.get("KENTONGAN_SEED", "20261126"))
WORLDS = 20
MORE_WORLDS = 400  # twenty cannot tell a rate of 2 % from one of 10 %
# One officer refuses women twice as often; 1.2 % are refused, 5 officers decide.
PLANTED = Bias("officer 2", "P", 2.0)
POINTED_AT = ("officer of sex", "officer 2 · P")
YEAR, TWO_YEARS = 25_000, 50_000
FEWEST_IN_A_YEAR, FEWEST_IN_TWO = 14, 19


def fairness_results() -> Iterator[Part]:
    """Planted worlds of one and two years, fair ones, and how often a fair one is blamed."""
    yield planted("one year", YEAR, FEWEST_IN_A_YEAR, SEED)
    yield planted("two years", TWO_YEARS, FEWEST_IN_TWO, SEED + WORLDS)
    yield fair(SEED + 2 * WORLDS)
    yield false_flags(SEED + 3 * WORLDS)


def planted(what: str, applicants: int, fewest: int, seed: int) -> Part:
    """How many of the worlds with a bias have it pointed at."""
    found = beside = 0
    for world in range(seed, seed + WORLDS):
        flags = report(decided_year(world, bias=PLANTED, applicants=applicants))
        named = {(flag.question, flag.comparison.unit) for flag in flags}
        found += POINTED_AT in named
        beside += any(unit.startswith("officer") and "officer 2" not in unit for _q, unit in named)
    figure = f"{found} of {WORLDS} worlds; another officer also pointed at in {beside}"
    title = f"an officer who refuses women twice as often, {what} of decisions"
    return title, figure, f"at least {fewest}", found >= fewest


def fair(seed: int) -> Part:
    """How many fair worlds have anything pointed at."""
    false = blamed(seed, WORLDS)
    figure = f"{false} of {WORLDS} worlds with any flag"
    return "fair worlds stay quiet", figure, "at most 2", false <= 2


def false_flags(seed: int) -> Part:
    """The rate of fair worlds with any flag; more than promised only if its interval says so."""
    rate = share(blamed(seed, MORE_WORLDS), MORE_WORLDS)
    figure = f"{rate.value:.1%} of {MORE_WORLDS} (95 % {rate.low:.1%} to {rate.high:.1%})"
    good = rate.low <= REPORT_LEVEL
    return "false flag rate over fair worlds", figure, f"{REPORT_LEVEL:.0%} promised", good


def blamed(seed: int, worlds: int) -> int:
    """How many of so many fair worlds have any flag."""
    return sum(bool(report(decided_year(world))) for world in range(seed, seed + worlds))


def report(year: DecidedYear) -> tuple[Flag, ...]:
    """What the report points at."""
    columns = (year.officer, year.sex, year.age_band, year.purpose, year.village, year.refused)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return flagged(questions(Decided(*row) for row in rows))
