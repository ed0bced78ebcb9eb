"""Does the scan find what was published for the same data, place by place and day by day?"""

from acceptance.result import Part
from kentongan.engine.detection import Cluster, scan
from tests.engine.detection.published import SAMPLES, Found, Sample, distance_of_laws

TARGET = "same places and days, statistic to 4 decimals, p-value within the error of chance"


def scan_results() -> list[Part]:
    """One part per published sample of the space-time permutation model."""
    return [_result(sample) for sample in SAMPLES]


def _result(sample: Sample) -> Part:
    missing = sample.missing()
    if missing:
        return (sample.run, f"{missing} not found, see KENTONGAN_REFERENCE_DATA", TARGET, False)
    tables, geometry = sample.tables(), sample.geometry()
    result = scan(tables, geometry, sample.settings, against=sample.held_against())
    published = sample.found()
    first, theirs = result.clusters[0], published[0]
    alike = [_same(ours, other) for ours, other in zip(result.clusters, published, strict=False)]
    distance, limit = distance_of_laws(result.null_maxima, sample.null_maxima())
    figure = (
        f"{first.centre} + {len(first.members) - 1}, {first.start:%Y-%m-%d} to "
        f"{first.end:%Y-%m-%d}, {first.statistic:.6f} ({theirs.statistic:.6f}), "
        f"p {first.gumbel_p:.4g} ({theirs.p:.4g}), "
        f"{sum(alike)} of {len(published)} clusters alike, "
        f"null laws {distance:.3f} apart (limit {limit:.3f})"
    )
    kept = len(alike) == len(published) and all(alike) and distance <= limit
    return (sample.run, figure, TARGET, kept and _near(first.gumbel_p, theirs, sample))


def _same(ours: Cluster, theirs: Found) -> bool:
    return (
        (ours.centre, set(ours.members)) == (theirs.centre, set(theirs.members))
        and (ours.start, ours.end, ours.observed) == (theirs.start, theirs.end, theirs.observed)
        and abs(ours.statistic - theirs.statistic) < 0.5e-4
    )


def _near(p: float, theirs: Found, sample: Sample) -> bool:
    """Within three standard errors of the difference of two Monte Carlo p-values."""
    variance = theirs.p * (1 - theirs.p)
    each = variance / sample.settings.replicates + variance / theirs.replicates
    return bool(abs(p - theirs.p) <= 3 * each**0.5)
