"""Clusters in space and time. `scan` is the front door; `scan_together` looks at several kinds of
indicator at once, `scan_subsets` for clusters of any shape; `Vicinity` at what one case changes."""

from kentongan.engine.detection.adjacency import Adjacency
from kentongan.engine.detection.against import Baseline, Controls, Population
from kentongan.engine.detection.around import Vicinity
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.joint import JointCluster, scan_together
from kentongan.engine.detection.scan import Cluster, ScanResult, scan
from kentongan.engine.detection.settings import ScanSettings
from kentongan.engine.detection.subsets import scan_subsets

__all__ = [
    "Adjacency",
    "Baseline",
    "Cluster",
    "Controls",
    "Geometry",
    "JointCluster",
    "Population",
    "ScanResult",
    "ScanSettings",
    "Vicinity",
    "scan",
    "scan_subsets",
    "scan_together",
]
