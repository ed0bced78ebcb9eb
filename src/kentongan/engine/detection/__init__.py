"""Clusters in space and time: `scan` is the front door."""

from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.scan import Cluster, ScanResult, scan
from kentongan.engine.detection.settings import ScanSettings

__all__ = ["Cluster", "Geometry", "ScanResult", "ScanSettings", "scan"]
