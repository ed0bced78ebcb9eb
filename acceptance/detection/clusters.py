"""Every published cluster of SaTScan, its random maxima, and the p-values that follow from them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from acceptance.result import Part
from kentongan.engine.detection import Cluster, scan
from kentongan.engine.detection.inference import gumbel_p
from tests.engine.detection.published import SAMPLES, Found, Sample, distance_of_laws

ROWS = "statistic to 1e-6, members, dates and observed equal, expected to 0.005"
LAW = "Kolmogorov-Smirnov at 1 in 100, mean within 3 standard errors"
DIGITS = "the published digits, three or four"


def cluster_results() -> Iterator[Part]:
    """One part per published run: every one of its clusters."""
    for sample in SAMPLES:
        if sample.missing():
            yield sample.run, f"{sample.missing()} not found", ROWS, False
            continue
        result = scan(
            sample.tables(), sample.geometry(), sample.settings, against=sample.held_against()
        )
        published = sample.found()
        pairs = list(zip(result.clusters, published, strict=False))
        equal = [_equal(ours, theirs) for ours, theirs in pairs]
        worst = max(abs(ours.statistic - theirs.statistic) for ours, theirs in pairs)
        figure = f"{sum(equal)} of {len(published)} clusters, statistic off by {worst:.1e} at most"
        yield sample.run, figure, ROWS, sum(equal) == len(published)
        yield _law(sample, result.null_maxima)
        yield from _gumbel(sample, published)


def _equal(ours: Cluster, theirs: Found) -> bool:
    return (
        set(ours.members) == set(theirs.members)
        and (ours.start, ours.end, ours.observed) == (theirs.start, theirs.end, theirs.observed)
        and abs(ours.statistic - theirs.statistic) <= 1e-6
        and abs(ours.expected - theirs.expected) <= 0.005 + 1e-9
    )


def _law(sample: Sample, ours: np.ndarray) -> Part:
    theirs = sample.null_maxima()
    distance, limit = distance_of_laws(ours, theirs)
    error = (ours.var() / len(ours) + theirs.var() / len(theirs)) ** 0.5
    off = abs(ours.mean() - theirs.mean()) / error
    figure = f"{distance:.3f} apart (limit {limit:.3f}), means {off:.1f} standard errors apart"
    return f"{sample.run}: random maxima", figure, LAW, distance <= limit and off <= 3


def _gumbel(sample: Sample, published: Sequence[Found]) -> Iterator[Part]:
    """Only where the published p-value is of the maxima that were published."""
    maxima = sample.null_maxima()
    told = [found for found in published if found.replicates == len(maxima)]
    if not told:
        return  # nothing could fail
    equal = sum(_to_the_digit(gumbel_p(found.statistic, maxima), found.p) for found in told)
    figure = f"{equal} of {len(told)} p-values that were published together with their maxima"
    yield f"{sample.run}: Gumbel", figure, DIGITS, equal == len(told)


def _to_the_digit(ours: float, published: float) -> bool:
    """Within one unit of the last digit; the statistic itself was published to six decimals."""
    exponent = Decimal(str(published)).as_tuple().exponent
    return abs(ours - published) <= 10.0 ** float(exponent)
