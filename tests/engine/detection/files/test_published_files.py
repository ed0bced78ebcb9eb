"""Published runs from their own files: parameters, cases, people, controls, coordinates."""

import pytest

from kentongan.engine.detection import scan
from kentongan.engine.detection.files import Files, Source, read_parameters, study_of
from tests.engine.detection.files.parameter_files import parameters_of, sources_of
from tests.engine.detection.published import SAMPLES, Sample


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.run)
def test_every_published_cluster_is_found_from_files(sample: Sample) -> None:
    if missing := sample.missing():
        pytest.skip(f"{missing} is not in the reference data folder")
    wishes, paths = read_parameters(Source("run.prm", parameters_of(sample)))
    texts = sources_of(sample)
    assert set(paths) == set(texts)
    files = Files(
        texts["CaseFile"],
        texts["CoordinatesFile"],
        texts.get("PopulationFile"),
        texts.get("ControlFile"),
    )
    study = study_of(files, wishes)
    found = scan(study.tables, study.geometry, study.settings, against=study.against).clusters
    for ours, theirs in zip(found, sample.found(), strict=False):
        assert set(ours.members) == set(theirs.members)
        assert (ours.start, ours.end, ours.observed) == (theirs.start, theirs.end, theirs.observed)
        assert ours.statistic == pytest.approx(theirs.statistic, abs=1e-6)
        assert ours.expected == pytest.approx(theirs.expected, abs=0.0051)
