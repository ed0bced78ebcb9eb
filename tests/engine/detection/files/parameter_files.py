"""Published runs as parameter files, and small files of our own."""

from kentongan.engine.counts import DAYS_IN_YEAR
from kentongan.engine.detection.files import Source
from tests.engine.detection.published import Sample, path_of

MODELS = {None: 2, "pop": 0, "ctl": 1}
UNITS = {"year": (1, 1), 1: (3, 1), 7: (3, 7), 24: (3, 24)}
NAMES = {"cas": "CaseFile", "geo": "CoordinatesFile", "pop": "PopulationFile", "ctl": "ControlFile"}
FLAT = "NHumberside"


def kinds_of(sample: Sample) -> list[str]:
    return ["cas", "geo", *([sample.against] if sample.against else [])]


def sources_of(sample: Sample) -> dict[str, Source]:
    """The data files by the name of their setting."""
    paths = {NAMES[kind]: path_of(f"{sample.data}.{kind}") for kind in kinds_of(sample)}
    return {name: Source(path.name, path.read_text()) for name, path in paths.items()}


def parameters_of(sample: Sample) -> str:
    """The text of a parameter file for the run, paths in full."""
    limits, (unit, length) = sample.settings, UNITS[sample.every]
    files = {NAMES[kind]: path_of(f"{sample.data}.{kind}") for kind in kinds_of(sample)}
    look = 1 if limits.purely_spatial else 4 if limits.prospective else 3
    said: dict[str, object] = {
        **files,
        "PrecisionCaseTimes": 0 if sample.data == FLAT else 3,
        "StartDate": f"{sample.start:%Y/%m/%d}",
        "EndDate": f"{sample.end:%Y/%m/%d}",
        "CoordinatesType": 0 if sample.data == FLAT else 1,
        "AnalysisType": look,
        "ModelType": MODELS[sample.against],
        "ScanAreas": 1,
        "TimeAggregationUnits": unit,
        "TimeAggregationLength": length,
        "MaxSpatialSizeInPopulationAtRisk": 50,
        "MonteCarloReps": 99,
    }
    if limits.max_km is not None:
        said |= {"UseDistanceFromCenterOption": "y"}
        said |= {"MaxSpatialSizeInDistanceFromCenter": limits.max_km}
    if not limits.purely_spatial:
        period = DAYS_IN_YEAR if unit == 1 else length
        said |= {"MaxTemporalSizeInterpretation": 1}
        said |= {"MaxTemporalSize": round(limits.max_days / period)}
    lines = [f"{name}={value}" for name, value in said.items()]
    return "\r\n".join(["[Input]", ";case data filename", *lines, ""])
