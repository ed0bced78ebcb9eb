"""Published scans, from their data to the last cluster of their lists."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from kentongan.engine.detection import Cluster, ScanResult, scan
from kentongan.engine.detection.inference import gumbel_p, recurrence_days
from tests.engine.detection.published import SAMPLES, Found, Sample, distance_of_laws


@cache
def result_of(sample: Sample) -> ScanResult:
    tables, geometry = sample.tables(), sample.geometry()
    return scan(tables, geometry, sample.settings, against=sample.held_against())


def pairs(sample: Sample) -> Iterator[tuple[Cluster, Found]]:
    """What we find beside what was published, in order."""
    return zip(result_of(sample).clusters, sample.found(), strict=False)


@pytest.fixture(params=SAMPLES, ids=lambda sample: sample.run)
def sample(request: pytest.FixtureRequest) -> Sample:
    missing = request.param.missing()
    if missing:
        pytest.skip(f"{missing} is not in the reference data folder (KENTONGAN_REFERENCE_DATA)")
    return request.param


def test_every_published_cluster_is_found_in_the_published_order(sample: Sample) -> None:
    ours = [(c.centre, c.members, c.start, c.end, c.observed) for c, _ in pairs(sample)]
    theirs = [(f.centre, f.members, f.start, f.end, f.observed) for f in sample.found()]
    assert ours == theirs


def test_the_statistic_agrees_to_six_decimals(sample: Sample) -> None:
    for ours, theirs in pairs(sample):
        assert ours.statistic == pytest.approx(theirs.statistic, abs=1e-6)


def test_expected_cases_agree_to_the_published_digits(sample: Sample) -> None:
    for ours, theirs in pairs(sample):
        assert ours.expected == pytest.approx(theirs.expected, abs=0.005)


def test_the_radius_agrees_to_ten_metres(sample: Sample) -> None:
    for ours, theirs in pairs(sample):
        assert ours.radius_km == pytest.approx(theirs.radius_km, abs=0.01)


def test_p_values_agree_within_the_error_of_chance(sample: Sample) -> None:
    replicates = sample.settings.replicates
    for ours, theirs in pairs(sample):
        error = (theirs.p * (1 - theirs.p) * (1 / replicates + 1 / theirs.replicates)) ** 0.5
        assert abs(ours.gumbel_p - theirs.p) <= 3 * error + 1e-4


def test_shuffled_data_sets_behave_as_the_published_ones(sample: Sample) -> None:
    ours, theirs = result_of(sample).null_maxima, sample.null_maxima()
    distance, limit = distance_of_laws(ours, theirs)
    assert distance <= limit
    error = (ours.var() / len(ours) + theirs.var() / len(theirs)) ** 0.5
    assert abs(ours.mean() - theirs.mean()) <= 3 * error


def test_published_maxima_give_the_published_gumbel_p_value(sample: Sample) -> None:
    theirs = [found for found in sample.found() if found.replicates == len(sample.null_maxima())]
    for found in theirs:
        # Three digits were printed.
        assert gumbel_p(found.statistic, sample.null_maxima()) == pytest.approx(found.p, rel=6e-3)


def test_published_recurrence_intervals_follow_from_published_p_values(sample: Sample) -> None:
    length = sample.tables()[0].period_days
    for found in sample.found():
        if found.recurrence_days is not None:
            days = recurrence_days(found.p, length)
            # The p-value is printed with three or four digits, the interval in whole days.
            assert days == pytest.approx(found.recurrence_days, rel=2e-3, abs=0.5 + length / 1000)


def test_a_sample_says_which_file_it_lacks() -> None:
    lost = Sample("no_such_run", "nowhere", *_period(), 1, SAMPLES[0].settings)
    assert lost.missing() == "nowhere.cas"
    with pytest.raises(FileNotFoundError, match=r"nowhere\.geo"):
        lost.geometry()


def _period() -> tuple:  # type: ignore[type-arg]
    return SAMPLES[0].start, SAMPLES[0].end


def test_samples_of_one_law_are_near_and_of_two_laws_far() -> None:
    rng = np.random.default_rng(1)
    some, others = rng.gumbel(size=999), rng.gumbel(size=999)
    near, limit = distance_of_laws(some, others)
    far, _ = distance_of_laws(some, others + 0.3)
    assert near < limit < far
