"""What the detection engine promises, measured: ``python -m acceptance detection``."""

from acceptance.detection.accuracy import series_results, village_results
from acceptance.detection.calibration import calibration_results
from acceptance.detection.clusters import cluster_results
from acceptance.detection.running import running_results
from acceptance.detection.sameness import sameness_results
from acceptance.detection.speed import speed_results
from acceptance.detection.temporal import oracle_results
from acceptance.detection.temporal import speed_results as temporal_speed_results
from acceptance.result import Item

ITEMS = (
    Item(1, "Published clusters of space-time scans", lambda: list(cluster_results())),
    Item(2, "Temporal detectors are those of R", lambda: list(oracle_results())),
    Item(3, "One answer for every kernel; even p-values", sameness_results),
    Item(4, "Seconds", lambda: [*speed_results(), *temporal_speed_results()]),
    Item(5, "Outbreaks found", lambda: [*series_results(), *village_results()]),
    Item(6, "A signal within a second, a night within a minute", lambda: list(running_results())),
    Item(7, "A calibrated threshold holds in fresh years", lambda: list(calibration_results())),
)
