"""Files that a scan reads and writes: plain CSV, and the files and parameters of SaTScan.

Texts in, texts out; who opens and saves them is no matter of the engine.
"""

from kentongan.engine.detection.files.bad import BadFile, Fault, Source
from kentongan.engine.detection.files.drawn import map_of
from kentongan.engine.detection.files.parameters import read_parameters
from kentongan.engine.detection.files.study import Files, Study, study_of
from kentongan.engine.detection.files.wishes import Wishes
from kentongan.engine.detection.files.written import as_csv, as_geojson

__all__ = [
    "BadFile",
    "Fault",
    "Files",
    "Source",
    "Study",
    "Wishes",
    "as_csv",
    "as_geojson",
    "map_of",
    "read_parameters",
    "study_of",
]
