"""Detectors that look along time, one row of counts at a time: every row by itself, all at once.

Each takes counts as (series × periods) and gives ``Bounds`` of the same shape. A period whose
baseline is not complete has no bound (NaN) and raises no alarm.
"""

from kentongan.engine.detection.temporal.bounds import Bounds, Expectation
from kentongan.engine.detection.temporal.cusum import CusumSettings, cusum
from kentongan.engine.detection.temporal.ears import EarsSettings, ears
from kentongan.engine.detection.temporal.farrington import (
    FarringtonSettings,
    Fitted,
    farrington,
)
from kentongan.engine.detection.temporal.glr import Chart, GlrSettings, glr
from kentongan.engine.detection.temporal.nowcast import (
    DelayLaw,
    Nowcast,
    nowcast,
    only_complete,
    reporting_triangle,
    whole_totals,
)
from kentongan.engine.detection.temporal.references import Reach
from kentongan.engine.detection.temporal.same_weeks import SameWeeks, same_weeks
from kentongan.engine.detection.temporal.seasonal import SeasonSettings, seasonal_mean
from kentongan.engine.detection.temporal.shrinkage import ShrinkageSettings, shrinkage
from kentongan.engine.detection.temporal.surge import SurgeSettings, surge

__all__ = [
    "Bounds",
    "Chart",
    "CusumSettings",
    "DelayLaw",
    "EarsSettings",
    "Expectation",
    "FarringtonSettings",
    "Fitted",
    "GlrSettings",
    "Nowcast",
    "Reach",
    "SameWeeks",
    "SeasonSettings",
    "ShrinkageSettings",
    "SurgeSettings",
    "cusum",
    "ears",
    "farrington",
    "glr",
    "nowcast",
    "only_complete",
    "reporting_triangle",
    "same_weeks",
    "seasonal_mean",
    "shrinkage",
    "surge",
    "whole_totals",
]
