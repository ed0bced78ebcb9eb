"""How long the temporal detectors take, beside what R was measured to take.

``python -m benchmarks.temporal`` prints one line per detector and writes
``benchmarks/results/temporal.json``. Times are processor seconds of one process with one thread,
everything compiled before; ``first`` is what a first call takes that has to compile.

R's seconds are those of surveillance 1.20.3 (R 4.2.2), measured per series and week on 2026-11-25
on 2 x AMD EPYC (Zen 3), as told in docs/detection.md, sections 0 and 3.3, and counted up.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.scan import machine
from kentongan.engine.detection.temporal import (
    FarringtonSettings,
    GlrSettings,
    cusum,
    ears,
    farrington,
    glr,
    same_weeks,
    shrinkage,
    surge,
)

RESULTS = Path(__file__).parent / "results" / "temporal.json"
SERIES, WEEKS, YEAR = 10_000, 520, 52
EXCESS = GlrSettings(excess=0.2)
ORIGINAL = FarringtonSettings.original()

type Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """work: over a table of series by weeks. weeks: of history and judged weeks that it is given.

    peer: R's seconds, least and most, None where it was not measured. target: ours.
    """

    name: str
    work: Callable[[Floats], object]
    weeks: int = WEEKS
    peer: tuple[float, float] | None = None
    target: float | None = None


EARS_OF_R = (131.0, 239.0)
TASKS = {
    "ears C1": Task("EARS C1, every week", lambda t: ears(t, "C1"), peer=EARS_OF_R, target=0.6),
    "ears C2": Task("EARS C2, every week", lambda t: ears(t, "C2"), peer=EARS_OF_R, target=0.6),
    "ears C3": Task("EARS C3, every week", lambda t: ears(t, "C3"), peer=EARS_OF_R, target=0.6),
    "cusum": Task("CUSUM, nine years", lambda t: cusum(t, since=YEAR), peer=(88.0, 88.0)),
    "flexible": Task(
        "Farrington flexible, latest week",
        lambda t: farrington(t, since=t.shape[1] - 1),
        peer=(230.0, 240.0),
        target=1.0,
    ),
    "original": Task(
        "Farrington 1996, latest week",
        lambda t: farrington(t, since=t.shape[1] - 1, settings=ORIGINAL),
        peer=(100.0, 100.0),
    ),
    "surge": Task("surge, latest week", lambda t: surge(t, since=t.shape[1] - 1)),
    "bayes": Task("Bayes, six years", lambda t: same_weeks(t, "bayes")),
    "rki": Task("RKI, six years", lambda t: same_weeks(t, "rki")),
    "shrinkage": Task(
        "gamma-Poisson shrinkage, latest week",
        lambda t: shrinkage(t, parents=np.arange(len(t)) // 100, since=t.shape[1] - 1),
    ),
    "glr": Task("GLR Poisson, a year", lambda t: glr(t, since=3 * YEAR, mean=3.0), 4 * YEAR),
    "glr nb": Task(
        "GLR negative binomial, a year",
        lambda t: glr(t, since=3 * YEAR, mean=3.0, settings=EXCESS),
        4 * YEAR,
    ),
}


def table_of(series: int, weeks: int) -> Floats:
    """Counts without a pattern, three a week."""
    return np.random.default_rng(2026).poisson(3.0, (series, weeks)).astype(np.float64)


def seconds_of(task: Task) -> tuple[float, float]:
    """Processor seconds of a first call on three series, and of one on all of them."""
    numba.set_num_threads(1)
    first = timed(task, table_of(3, task.weeks))
    return first, timed(task, table_of(SERIES, task.weeks))


def timed(task: Task, table: Floats) -> float:
    begun = time.process_time()
    task.work(table)
    return time.process_time() - begun


def first_seconds(name: str, folder: Path) -> float:
    """Of a process that has to compile: its cache begins empty, in the folder."""
    code = f"from benchmarks.temporal import *; print(timed(TASKS[{name!r}], table_of(3, WEEKS)))"
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    return float(done.stdout.split()[-1])


def row_of(task: Task) -> dict[str, object]:
    """One line of the results."""
    first, seconds = seconds_of(task)
    low, high = task.peer or (None, None)
    return {
        "detector": task.name,
        "series": SERIES,
        "weeks": task.weeks,
        "seconds": round(seconds, 3),
        "first_call_seconds": round(first, 2),
        "target_seconds": task.target,
        "r_seconds": task.peer,
        "times_faster_than_r": low and high and [round(low / seconds), round(high / seconds)],
    }


def main() -> None:
    print(machine())
    rows = []
    for task in TASKS.values():
        row = row_of(task)
        rows.append(row)
        print(
            f"{row['detector']}, {SERIES} series: {row['seconds']} s "
            f"(target {row['target_seconds'] or '-'}), R surveillance 1.20.3 "
            f"{row['r_seconds'] or '-'} s, {row['times_faster_than_r'] or '-'} times",
            flush=True,
        )
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1) + "\n")


if __name__ == "__main__":
    main()
