"""What the detection engine promises, measured: ``python -m acceptance detection``."""

from acceptance.detection.running import running_results
from acceptance.detection.scan import cluster_results, kernel_results, speed_results
from acceptance.result import Item

ITEMS = (
    Item(1, "Published clusters of space-time scans", lambda: list(cluster_results())),
    Item(2, "Every kernel finds what counting by hand finds", lambda: list(kernel_results())),
    Item(3, "Scans of the nation in seconds", lambda: list(speed_results())),
    Item(6, "A signal within a second, a night within a minute", lambda: list(running_results())),
)
