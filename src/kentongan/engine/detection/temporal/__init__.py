"""Detectors that look along time, one row of counts at a time: every row by itself, all at once.

Each takes counts as (series × periods) and gives ``Bounds`` of the same shape. A period whose
baseline is not complete has no bound (NaN) and raises no alarm.
"""

from kentongan.engine.detection.temporal.bounds import Bounds
from kentongan.engine.detection.temporal.cusum import CusumSettings, cusum
from kentongan.engine.detection.temporal.ears import EarsSettings, ears
from kentongan.engine.detection.temporal.farrington import (
    Expectation,
    FarringtonSettings,
    farrington,
)
from kentongan.engine.detection.temporal.glr import Chart, GlrSettings, glr
from kentongan.engine.detection.temporal.references import Reach
from kentongan.engine.detection.temporal.same_weeks import SameWeeks, same_weeks
from kentongan.engine.detection.temporal.seasonal import SeasonSettings, seasonal_mean

__all__ = [
    "Bounds",
    "Chart",
    "CusumSettings",
    "EarsSettings",
    "Expectation",
    "FarringtonSettings",
    "GlrSettings",
    "Reach",
    "SameWeeks",
    "SeasonSettings",
    "cusum",
    "ears",
    "farrington",
    "glr",
    "same_weeks",
    "seasonal_mean",
]
