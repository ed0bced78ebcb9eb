"""What the detection engine promises, measured: ``python -m acceptance detection``."""

from acceptance.detection.calibration import calibration_results
from acceptance.detection.clusters import cluster_results
from acceptance.detection.sameness import sameness_results
from acceptance.detection.speed import speed_results
from acceptance.result import Item

ITEMS = (
    Item(1, "Published clusters of space-time scans", lambda: list(cluster_results())),
    Item(3, "One answer for every kernel; even p-values", sameness_results),
    Item(4, "Scans of the nation in seconds", lambda: list(speed_results())),
    Item(7, "A calibrated threshold holds in fresh years", lambda: list(calibration_results())),
)
