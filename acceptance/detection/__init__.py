"""What the detection engine promises, measured: ``python -m acceptance detection``."""

from acceptance.detection.accuracy import series_results, village_results
from acceptance.detection.scan import cluster_results, kernel_results, speed_results
from acceptance.detection.temporal import oracle_results
from acceptance.detection.temporal import speed_results as temporal_speed_results
from acceptance.result import Item

ITEMS = (
    Item(1, "Published clusters of space-time scans", lambda: list(cluster_results())),
    Item(2, "Temporal detectors are those of R", lambda: list(oracle_results())),
    Item(3, "Every kernel finds what counting by hand finds", lambda: list(kernel_results())),
    Item(4, "Seconds", lambda: [*speed_results(), *temporal_speed_results()]),
    Item(5, "Outbreaks found", lambda: [*series_results(), *village_results()]),
)
