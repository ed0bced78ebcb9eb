"""A calibrated threshold in quiet years that it has not seen."""

import os
from collections.abc import Iterator

import numpy as np

from acceptance.result import Part
from kentongan.engine.detection import Geometry, ScanSettings
from kentongan.engine.detection.calibration import (
    Watch,
    alert_rate,
    calibrate,
    quiet_sightings,
)
from kentongan.engine.detection.margins import Margins

SEED = int(os.environ.get("KENTONGAN_SEED", "20261125"))
# A district of forty villages that tells of three things a day, more on Mondays.
PLACES, SIDE_KM, PER_DAY, SPREAD = 40, 60.0, 3.0, 1.2
BY_WEEKDAY = (1.2, 1.1, 1.0, 1.0, 1.1, 0.8, 0.8)
HISTORY_DAYS = 45
LIMITS = ScanSettings(max_km=20, max_days=7, replicates=199, max_clusters=3)
# Quiet years to choose from, and fresh ones: the more of the former, the less they add to chance.
YEARS, FRESH = 100, 20
WANTED = (0.5, 1.0)  # false alerts per week
FAR_AWAY = 500_000  # the seeds of fresh years begin so far from the others


def calibration_results() -> Iterator[Part]:
    """One part per wanted rate."""
    margins, watch = district()
    known = quiet_sightings(margins, watch, years=YEARS, seed=SEED)
    fresh = quiet_sightings(margins, watch, years=FRESH, seed=SEED + FAR_AWAY)
    for wanted in WANTED:
        chosen = calibrate(known, wanted)
        found = alert_rate(fresh, chosen.threshold_days)
        figure = (
            f"threshold {chosen.threshold_days:.1f} days (p {chosen.p_value:.4f}), measured "
            f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f}) per week"
        )
        kept = found.low <= wanted <= found.high
        what = f"{wanted} false alerts per week in {FRESH} fresh quiet years"
        yield what, figure, f"{wanted} within the 95 % interval", kept


def district() -> tuple[Margins, Watch]:
    """Where, how much, and how it is watched."""
    random = np.random.default_rng(SEED)
    areas = tuple(f"{at:03}" for at in range(PLACES))
    x, y = random.random((2, PLACES)) * SIDE_KM
    shares = random.gamma(0.7, size=PLACES)
    margins = Margins(areas, shares / shares.sum(), PER_DAY * np.array(BY_WEEKDAY), SPREAD)
    geometry = Geometry.from_plane(areas, x, y, max_km=LIMITS.max_km)
    return margins, Watch(geometry, LIMITS, HISTORY_DAYS)
