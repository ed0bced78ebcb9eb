"""Outbreaks in simulated series: surge beside Farrington's detectors, on the same series.

``python -m benchmarks.outbreaks [--seed N] [--waves 0 1 2]`` prints one line per detector and one
per size of outbreak, and writes ``benchmarks/results/outbreaks.json``. The scenarios are those of
Noufaily et al., Stat Med 2013;32:1206: 28 of them, 42 with two waves of a year.

Detectors run with the settings they are shipped with, and again with a threshold at which 0.9 % of
the weeks without an outbreak alarm. Thresholds were and are chosen on the seed ``TUNING`` and its
neighbours (101 to 105), never on the seed that is measured. The figures of others, from
docs/detection.md, section 4.1, are of other series of the same scenarios.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.scan import machine
from kentongan.engine.detection.evaluation import Terms, Worth, evaluate
from kentongan.engine.detection.temporal import FarringtonSettings, SurgeSettings, farrington, surge
from kentongan.engine.detection.temporal.evaluation import (
    CURRENT,
    SIZES,
    WEEKS,
    Gain,
    Measures,
    Trial,
    gains,
    measured,
    simulate,
    watches_of,
)

RESULTS = Path(__file__).parent / "results" / "outbreaks.json"
SINCE = WEEKS - CURRENT
SEED, TUNING, REPLICATES, FALSE_ALARMS = 2026, 101, 100, 0.009
RESAMPLED = 400
ONE_WAVE, TO_TWO_WAVES = (1, 0), (0, 1, 2)
OTHERS = (
    "Farrington 1996, Telkamp 2023: false .031, k=2/4/6/8/10 .285 .493 .800 .914 .932",
    "Noufaily 2013, Telkamp 2023: false .009, k=2/4/6/8/10 .127 .328 .682 .822 .913",
    "Poisson-gamma state model, Telkamp 2023: false .017, .267 .460 .758 .903 .945",
    "R surveillance 1.20.3 farringtonFlexible, 224 series: false .0108, .22 .38 .57 .90 .95",
)

type Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Run:
    """What one detector did. false_alarms: with its interval, from resampled series."""

    name: str
    measures: Measures
    worth: Worth
    false_alarms: tuple[float, float, float]
    predictive: tuple[float, float, float]

    def line(self, trial: Trial) -> str:
        """All figures of one detector."""
        found = [share_found(trial, self.measures, size) for size in SIZES]
        delay, between = self.worth.delay, self.worth.between
        return (
            f"{self.name}: false {told(self.false_alarms, 4)}, PPV {told(self.predictive)}, "
            f"delay {delay.value if delay else float('nan'):.0f} weeks (mean "
            f"{np.mean(self.worth.delays):.2f}), {between.value if between else 0:.1f} weeks "
            f"between alerts, POD k=1..10 {' '.join(f'{one:.3f}' for one in found)}, all "
            f"{share_found(trial, self.measures):.3f}"
        )


def told(three: tuple[float, float, float], digits: int = 3) -> str:
    value, low, high = (f"{one:.{digits}f}" for one in three)
    return f"{value} [{low}, {high}]"


def share_found(trial: Trial, one: Measures, size: int = 0) -> float:
    """The probability of detection for a size, 0 for all."""
    chosen = one.has_outbreak & ((trial.size == size) | (size == 0))
    return float(one.found[chosen].mean())


def run(name: str, trial: Trial, alarm: Flags) -> Run:
    """The measures of one detector; alarm: (series × weeks)."""
    called, outbreak = alarm[:, SINCE:], trial.outbreak[:, SINCE:]
    tables = [(called & ~outbreak), ~outbreak, (called & outbreak), called]
    sums = np.stack([table.sum(axis=1) for table in tables]).astype(np.float64)
    return Run(
        name,
        measured(trial, alarm),
        evaluate(watches_of(trial, alarm), Terms(quiet=1, week=1)),
        resampled(sums[0], sums[1]),
        resampled(sums[2], sums[3]),
    )


def resampled(above: NDArray[np.float64], below: NDArray[np.float64]) -> tuple[float, float, float]:
    """A ratio of sums over series and its 95 % interval, series being drawn anew."""
    drawn = np.random.default_rng(1).integers(0, len(above), (RESAMPLED, len(above)))
    ratios = above[drawn].sum(axis=1) / below[drawn].sum(axis=1)
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(above.sum() / below.sum()), float(low), float(high)


@cache
def thresholds(seed: int = TUNING) -> tuple[float, float, float]:
    """Odds of surge, alphas of Noufaily and Farrington 1996 that give the wanted false alarms."""
    trial = simulate(REPLICATES, seed)
    quiet = ~trial.outbreak[:, SINCE:]
    odds = surge(trial.counts, since=SINCE).odds[:, SINCE:][quiet]
    flexible = farrington(trial.counts, since=SINCE)
    first = farrington(trial.counts, since=SINCE, settings=FarringtonSettings.original())
    chances = [
        np.quantile(np.where(np.isnan(one.upper), 1.0, one.p_value)[:, SINCE:][quiet], FALSE_ALARMS)
        for one in (flexible, first)
    ]
    return float(np.quantile(odds, 1 - FALSE_ALARMS)), float(chances[0]), float(chances[1])


def runs(trial: Trial) -> list[Run]:
    """As shipped, then all at the same false alarms; surge first, then Noufaily."""
    counts, (odds, alpha, first_alpha) = trial.counts, thresholds()
    flexible, first = FarringtonSettings(), FarringtonSettings.original()
    same = replace(flexible, alpha=alpha), replace(first, alpha=first_alpha)

    def by(settings: FarringtonSettings) -> Flags:
        return farrington(counts, since=SINCE, settings=settings).alarm

    at = f"at {FALSE_ALARMS}"
    return [
        run("surge", trial, surge(counts, since=SINCE).alarm),
        run("Noufaily 2013", trial, by(flexible)),
        run("Farrington 1996", trial, by(first)),
        run(
            f"surge {at} (odds {odds:.1f})",
            trial,
            surge(counts, since=SINCE, settings=SurgeSettings(odds=odds)).alarm,
        ),
        run(f"Noufaily 2013 {at} (alpha {alpha:.4f})", trial, by(same[0])),
        run(f"Farrington 1996 {at} (alpha {first_alpha:.5f})", trial, by(same[1])),
    ]


def lines(trial: Trial, found: Sequence[Run]) -> list[str]:
    """One per detector, then the gains over Noufaily 2013: as shipped and at the same rate."""
    text = [one.line(trial) for one in found]
    for ours, theirs in ((0, 1), (3, 4)):
        every = gains(trial, found[ours].measures, found[theirs].measures)
        text += [f"{found[ours].name} over {found[theirs].name}:", *map(gain_line, every)]
    return text


def gain_line(one: Gain) -> str:
    """One size of outbreak."""
    size = f"k = {one.size}" if one.size else "all"
    return (
        f"  {size}: {one.found:.3f} against {one.other:.3f} on {one.series} series, difference "
        f"[{one.low:+.3f}, {one.high:+.3f}]"
    )


def main(seed: int = SEED, waves: Sequence[int] = ONE_WAVE) -> None:
    trial = simulate(REPLICATES, seed, waves)
    found = runs(trial)
    print(machine())
    print(f"seed {seed}, thresholds from seed {TUNING}, {len(trial.counts)} series")
    print(*lines(trial, found), *OTHERS, sep="\n", flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    rows = [row_of(trial, one) for one in found]
    RESULTS.write_text(json.dumps({"seed": seed, "rows": rows}, indent=1) + "\n")


def row_of(trial: Trial, one: Run) -> dict[str, object]:
    """A detector in the results."""
    found = {size: round(share_found(trial, one.measures, size), 4) for size in SIZES}
    worth = {name: value for name, value in asdict(one.worth).items() if name != "delays"}
    figures = {"false_alarms": one.false_alarms, "predictive": one.predictive}
    return {"detector": one.name, "found": found, **figures, "alerts": worth}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--waves", type=int, nargs="*", default=ONE_WAVE)
    said = parser.parse_args()
    main(said.seed, tuple(said.waves))
