"""How well outbreaks are found: simulated series, and clusters planted among villages.

``KENTONGAN_SEED`` (``python -m acceptance detection --seed N``) makes the series and the worlds;
no threshold was chosen on it.
"""

import os
from collections.abc import Iterator

from acceptance.result import Part
from benchmarks.outbreaks import (
    FALSE_ALARMS,
    ONE_WAVE,
    TO_TWO_WAVES,
    Run,
    runs,
    told,
)
from benchmarks.villages import MOST_FALSE, WORLDS, Row, measure
from kentongan.engine.detection.temporal.evaluation import Gain, Trial, gains, simulate

SEED = int(os.environ.get("KENTONGAN_SEED", "20261127"))
# Series of each scenario. Outbreaks of one standard deviation are found once in twenty times: 2,500
# of them tell a difference of one in a hundred.
OF_EACH = ((ONE_WAVE, 1000), (TO_TWO_WAVES, 200))
OFFICERS = 1.0
MOST_FOUND = 0.9


def series_results() -> Iterator[Part]:
    """The 28 scenarios, then the 42 with two waves of a year."""
    for waves, count in OF_EACH:
        trial = simulate(count, SEED, waves)
        found = runs(trial)
        name = f"{14 * len(waves)} scenarios, seed {SEED}"
        yield _false_alarms(name, found[0])
        for one in found:
            yield f"{name}: {one.name}", one.line(trial), "told", True
        yield from _gains(name, trial, found[0], found[1])
        yield from _gains(name, trial, found[3], found[4])


def _false_alarms(name: str, ours: Run) -> Part:
    figure = told(ours.false_alarms, 4)
    kept = ours.false_alarms[0] <= FALSE_ALARMS
    return f"{name}: weeks in vain, surge", figure, f"at most {FALSE_ALARMS}", kept


def _gains(name: str, trial: Trial, ours: Run, theirs: Run) -> Iterator[Part]:
    """Of every size; all together must be above zero with their interval."""
    for one in gains(trial, ours.measures, theirs.measures):
        size = f"k = {one.size}" if one.size else "all sizes"
        kept = one.found > one.other if one.size else one.low > 0
        yield f"{name}: {size}, {ours.name} over {theirs.name}", _gain(one), "more", kept


def _gain(one: Gain) -> str:
    return (
        f"{one.found:.3f} against {one.other:.3f} of {one.series}, "
        f"difference [{one.low:+.3f}, {one.high:+.3f}]"
    )


def village_results() -> Iterator[Part]:
    """Every detector at the same budget; ours must keep the promise."""
    rows = list(measure(SEED, OFFICERS))
    name = f"{WORLDS} worlds, {OFFICERS:g} officer each, seed {SEED}"
    for row in rows:
        yield f"{name}: {row.detector}", row.line(), "told", True
    yield from _promise(name, rows[0])


def _promise(name: str, ours: Row) -> Iterator[Part]:
    found, false = ours.worth.sensitivity, ours.worth.false_per_week
    share = found.value if found else 0.0
    target = f"at least {MOST_FOUND}"
    yield f"{name}: planted clusters found", f"{share:.3f}", target, share >= MOST_FOUND
    figure = f"{false.value:.2f} [{false.low:.2f}, {false.high:.2f}]"
    kept = false.low <= MOST_FALSE  # chosen on other worlds: held within the interval
    yield f"{name}: false alerts per officer and week", figure, f"{MOST_FALSE:g}", kept
