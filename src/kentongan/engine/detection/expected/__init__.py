"""What a place and a time let expect, given season, day of the week and effort; and silence.

Few notices can mean that nothing happens, that it is Lebaran, or that nobody went there. These
functions say which: `exposure_by_time` learns the rhythm of days and of seasons that move,
`exposure_by_effort` what visits bring, `baseline` lays both out for a scan, and `silence` finds
places and agencies that used to tell and do not now.
"""

from kentongan.engine.detection.expected.baseline import baseline
from kentongan.engine.detection.expected.calendar import Calendar
from kentongan.engine.detection.expected.effort import Effort, exposure_by_effort
from kentongan.engine.detection.expected.regression import Exposure
from kentongan.engine.detection.expected.silence import Silence, SilenceSettings, silence
from kentongan.engine.detection.expected.times import exposure_by_time, features

__all__ = [
    "Calendar",
    "Effort",
    "Exposure",
    "Silence",
    "SilenceSettings",
    "baseline",
    "exposure_by_effort",
    "exposure_by_time",
    "features",
    "silence",
]
