"""SaTScan's parameter files (.prm): names and values line by line, below headings in brackets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from kentongan.engine.detection.files.bad import BadFile, Fault, Source
from kentongan.engine.detection.files.dates import day_in
from kentongan.engine.detection.files.rows import Field, Row, lines_of
from kentongan.engine.detection.files.wishes import Against, Look, Unit, Wishes

SETTING = re.compile(r"\s*([A-Za-z][\w.-]*)\s*=\s*(.*?)\s*")
# Numbers in the file, and what they mean here; all others are analyses that we do not have.
MODELS: Mapping[str, Against] = {"0": "people", "1": "controls", "2": "nothing"}
LOOKS: Mapping[str, Look] = {"1": "places", "3": "past", "4": "now"}
UNITS: Mapping[str, Unit] = {"0": "all", "1": "year", "2": "month", "3": "day", "4": "day"}
# Settings of which only one value is supported, since another would find something else.
FIXED: Mapping[str, frozenset[str]] = {
    "ScanAreas": frozenset({"1"}),
    "SpatialWindowShapeType": frozenset({"0"}),
    "IncludePurelyTemporal": frozenset({"n", "0"}),
    "IncludePurelySpatial": frozenset({"n", "0"}),
    "UseGridFile": frozenset({"n", "0"}),
    "UseSpecialGrid": frozenset({"n", "0"}),
    "UseAdjustmentsByRRFile": frozenset({"n", "0"}),
    "UseMaxCirclePopulationFileOption": frozenset({"n", "0"}),
    "UseNeighborsFile": frozenset({"n", "0"}),
    "UseMetaLocationsFile": frozenset({"n", "0"}),
    "TimeTrendAdjustmentType": frozenset({"0"}),
    "SpatialAdjustmentType": frozenset({"0"}),
    "MultipleDataSetsPurposeType": frozenset({"0"}),
}
FILES = ("CaseFile", "ControlFile", "PopulationFile", "CoordinatesFile")
STOPS_AT = 50


@dataclass(frozen=True)
class Settings:
    """The settings of one file by name, each as the row where it stands: name, then value."""

    source: Source
    rows: Mapping[str, Row]

    def text(self, name: str, otherwise: str = "") -> str:
        """The value, or what stands for a setting that is missing or empty."""
        return (self.rows[name].text(1) if name in self.rows else "") or otherwise

    def one_of[T](self, name: str, values: Mapping[str, T]) -> T:
        """What the value means; raises BadFile for a missing or another one."""
        if not self.text(name):
            raise BadFile(self.source.name, 1, 1, Fault.MISSING_SETTING, name)
        if self.text(name) not in values:
            raise self.bad(name, Fault.NOT_SUPPORTED)
        return values[self.text(name)]

    def yes(self, name: str) -> bool:
        """Whether it says yes."""
        return self.text(name, "n").lower() in {"y", "1"}

    def number(self, name: str, otherwise: float, most: float = np.inf) -> float:
        """A number above zero, the largest included; raises BadFile for anything else."""
        if not self.text(name):
            return otherwise
        if not 0 < self.rows[name].number(1) <= most:
            raise self.bad(name, Fault.NOT_SUPPORTED)
        return self.rows[name].number(1)

    def whole(self, name: str, otherwise: int) -> int:
        """A whole number from 1; raises BadFile for anything else."""
        if not self.text(name):
            return otherwise
        if self.rows[name].whole(1) < 1:
            raise self.bad(name, Fault.NOT_SUPPORTED)
        return self.rows[name].whole(1)

    def bad(self, name: str, fault: Fault) -> BadFile:
        """What is wrong with the value of a setting."""
        return self.rows[name].bad(1, fault, f"{name}={self.text(name)}")

    def check(self) -> None:
        """Raise BadFile for the first setting that asks for what we do not have."""
        for name in self.rows:
            if name in FIXED and self.text(name, "n").lower() not in {*FIXED[name], "n"}:
                raise self.bad(name, Fault.NOT_SUPPORTED)


def read_parameters(source: Source) -> tuple[Wishes, dict[str, str]]:
    """What is wished for, and the paths of the files by the name of their setting.

    Raises BadFile for a line that is no setting and for analyses that are not supported.
    """
    settings = Settings(source, {row.text(0): row for row in _settings(source)})
    settings.check()
    paths = {name: settings.text(name) for name in FILES if settings.text(name)}
    return _wishes(settings), paths


def _settings(source: Source) -> Iterator[Row]:
    for number, line in enumerate(lines_of(source), 1):
        if not line.strip() or line.strip()[0] in ";[#":
            continue
        found = SETTING.fullmatch(line)
        if found is None:
            raise BadFile(source.name, number, 1, Fault.NOT_SETTING, line.strip()[:40])
        fields = [Field(found.group(at), found.start(at) + 1) for at in (1, 2)]
        yield Row(source.name, number, tuple(fields), len(line) + 1)


def _wishes(settings: Settings) -> Wishes:
    look = settings.one_of("AnalysisType", LOOKS)
    length = settings.whole("TimeAggregationLength", 1)
    unit = settings.one_of("TimeAggregationUnits", UNITS) if look != "places" else "all"
    if unit in {"month", "year"} and length != 1:
        raise settings.bad("TimeAggregationLength", Fault.NOT_SUPPORTED)
    start, end = (_day(settings, name) for name in ("StartDate", "EndDate"))
    if end < start:
        raise settings.bad("EndDate", Fault.PERIOD)
    near = settings.number("MaxSpatialSizeInDistanceFromCenter", 1)
    return Wishes(
        against=settings.one_of("ModelType", MODELS),
        look=look,
        start=start,
        end=end,
        unit=unit,
        length=length,
        dated=settings.text("PrecisionCaseTimes", "3") != "0",
        flat=settings.text("CoordinatesType", "1") == "0",
        max_km=near if settings.yes("UseDistanceFromCenterOption") else None,
        max_share=settings.number("MaxSpatialSizeInPopulationAtRisk", 50, 100) / 100,
        shortest=settings.number("MinimumTemporalClusterSize", 1),
        longest=settings.number("MaxTemporalSize", 50),
        longest_is_share=settings.text("MaxTemporalSizeInterpretation", "0") == "0",
        watched_since=_watched_since(settings),
        min_cases=settings.whole("MinimumCasesInHighRateClusters", 2),
        replicates=settings.whole("MonteCarloReps", 999),
        enough_outdone=_stops(settings),
    )


def _day(settings: Settings, name: str) -> date:
    if not settings.text(name):
        raise BadFile(settings.source.name, 1, 1, Fault.MISSING_SETTING, name)
    return day_in(settings.rows[name], 1, near=2000)


def _watched_since(settings: Settings) -> date | None:
    adjusted = settings.yes("AdjustForEarlierAnalyses")
    return _day(settings, "ProspectiveStartDate") if adjusted else None


def _stops(settings: Settings) -> int | None:
    """Early only where the file asks for it: our own default is to run all."""
    if settings.text("PValueReportType", "0") != "2":
        return None
    return settings.whole("EarlyTerminationThreshold", STOPS_AT)
