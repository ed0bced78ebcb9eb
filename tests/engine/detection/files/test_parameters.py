"""Parameter files: what they wish for, and what they may not."""

from datetime import date

import pytest

from kentongan.engine.detection.files import BadFile, Fault, Source, read_parameters
from kentongan.engine.detection.files.wishes import Wishes

WHOLE = """[Input]
;case data filename
CaseFile=cases.cas
CoordinatesFile = places.geo
StartDate=2026/1/1
EndDate=2026/4/30
[Analysis]
AnalysisType=4
ModelType=2
TimeAggregationUnits=3
"""


def read(text: str) -> Wishes:
    return read_parameters(Source("run.prm", text))[0]


def changed(**settings: object) -> str:
    return WHOLE + "".join(f"{name}={value}\n" for name, value in settings.items())


def test_files_are_named_by_their_setting() -> None:
    _, paths = read_parameters(Source("run.prm", WHOLE))
    assert paths == {"CaseFile": "cases.cas", "CoordinatesFile": "places.geo"}


def test_what_is_not_said_is_as_satscan_has_it() -> None:
    wishes = read(WHOLE)
    assert (wishes.start, wishes.end) == (date(2026, 1, 1), date(2026, 4, 30))
    assert (wishes.max_share, wishes.max_km) == (0.5, None)
    assert (wishes.longest, wishes.longest_is_share) == (50, True)
    assert (wishes.replicates, wishes.min_cases, wishes.enough_outdone) == (999, 2, None)


@pytest.mark.parametrize(
    ("model", "against"), [("0", "people"), ("1", "controls"), ("2", "nothing")]
)
def test_models_are_what_cases_are_held_against(model: str, against: str) -> None:
    assert read(changed(ModelType=model)).against == against


@pytest.mark.parametrize(("analysis", "look"), [("1", "places"), ("3", "past"), ("4", "now")])
def test_analyses_are_where_clusters_are_looked_for(analysis: str, look: str) -> None:
    assert read(changed(AnalysisType=analysis)).look == look


def test_a_radius_counts_only_where_it_is_switched_on() -> None:
    assert read(changed(MaxSpatialSizeInDistanceFromCenter=7)).max_km is None
    switched = changed(MaxSpatialSizeInDistanceFromCenter=7, UseDistanceFromCenterOption="y")
    assert read(switched).max_km == 7


def test_half_of_nineteen_years_are_nine_years() -> None:
    years = changed(StartDate="1973/1/1", EndDate="1991/12/31", TimeAggregationUnits=1)
    wishes = read(years)
    settings = wishes.settings(date(1973, 1, 1), date(1991, 12, 31))
    assert settings.max_days == 9 * 365.25


def test_a_longest_window_may_be_told_in_periods() -> None:
    weeks = changed(TimeAggregationLength=7, MaxTemporalSizeInterpretation=1, MaxTemporalSize=4)
    settings = read(weeks).settings(date(2026, 1, 9), date(2026, 4, 30))
    assert (settings.min_days, settings.max_days) == (7, 28)


def test_a_purely_spatial_scan_needs_no_periods() -> None:
    wishes = read(changed(AnalysisType=1, TimeAggregationUnits=0))
    assert wishes.settings(date(2026, 1, 1), date(2026, 4, 30)).purely_spatial
    assert wishes.every(date(2026, 1, 1), date(2026, 1, 10)) == 10


def test_stopping_early_is_done_where_it_is_asked_for() -> None:
    assert read(changed(PValueReportType=2)).enough_outdone == 50
    early = changed(PValueReportType=2, EarlyTerminationThreshold=20)
    assert read(early).enough_outdone == 20
    assert read(changed(PValueReportType=3)).enough_outdone is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ModelType", "4"),
        ("AnalysisType", "2"),
        ("ScanAreas", "2"),
        ("SpatialWindowShapeType", "1"),
        ("IncludePurelyTemporal", "y"),
        ("UseGridFile", "y"),
        ("TimeTrendAdjustmentType", "3"),
        ("MaxSpatialSizeInPopulationAtRisk", "101"),
        ("MonteCarloReps", "0"),
        ("MinimumCasesInHighRateClusters", "0"),
    ],
)
def test_what_we_do_not_have_is_refused_with_its_line(name: str, value: str) -> None:
    with pytest.raises(BadFile) as caught:
        read(changed(**{name: value}))
    assert caught.value.fault == Fault.NOT_SUPPORTED
    assert (caught.value.line, caught.value.column) == (11, len(name) + 2)
    assert caught.value.seen == f"{name}={value}"


@pytest.mark.parametrize("unit", [1, 2])
def test_several_months_or_years_are_no_period(unit: int) -> None:
    with pytest.raises(BadFile) as caught:
        read(changed(TimeAggregationUnits=unit, TimeAggregationLength=2))
    assert caught.value.seen == "TimeAggregationLength=2"


@pytest.mark.parametrize("name", ["StartDate", "EndDate", "ModelType", "AnalysisType"])
def test_a_setting_that_is_needed_is_named(name: str) -> None:
    lines = [line for line in WHOLE.splitlines() if not line.startswith(name)]
    with pytest.raises(BadFile) as caught:
        read("\n".join(lines))
    assert (caught.value.fault, caught.value.seen) == (Fault.MISSING_SETTING, name)


@pytest.mark.parametrize(
    ("line", "fault", "column"),
    [
        ("this is no setting", Fault.NOT_SETTING, 1),
        ("EndDate=2025/1/1", Fault.PERIOD, 9),
        ("EndDate=2026/4/31", Fault.NO_SUCH_DAY, 9),
        ("MaxTemporalSize=many", Fault.NOT_NUMBER, 17),
        ("MonteCarloReps=9.5", Fault.NOT_WHOLE, 16),
    ],
)
def test_a_bad_line_is_told_with_its_column(line: str, fault: Fault, column: int) -> None:
    with pytest.raises(BadFile) as caught:
        read(WHOLE + line)
    bad = caught.value
    assert (bad.name, bad.line, bad.column, bad.fault) == ("run.prm", 11, column, fault)


def test_earlier_scans_are_allowed_for_where_the_file_asks_for_it() -> None:
    assert read(changed(ProspectiveStartDate="2026/4/20")).watched_since is None
    adjusted = changed(ProspectiveStartDate="2026/4/20", AdjustForEarlierAnalyses="y")
    assert read(adjusted).watched_since == date(2026, 4, 20)
    with pytest.raises(BadFile) as caught:
        read(changed(AdjustForEarlierAnalyses="y"))
    assert caught.value.seen == "ProspectiveStartDate"
