"""Clusters in space and time: `scan` is the front door."""

from kentongan.engine.detection.against import Baseline, Controls, Population
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.scan import Cluster, ScanResult, scan
from kentongan.engine.detection.settings import ScanSettings

__all__ = [
    "Baseline",
    "Cluster",
    "Controls",
    "Geometry",
    "Population",
    "ScanResult",
    "ScanSettings",
    "scan",
]
