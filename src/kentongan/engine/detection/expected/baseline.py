"""Expected counts for a scan that holds cases against a forecast."""

import numpy as np
from numpy.typing import ArrayLike

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.against import Baseline
from kentongan.engine.detection.temporal.shrinkage import Past, predicted


def baseline(table: CountTable, *, parents: ArrayLike, exposure: ArrayLike, until: int) -> Baseline:
    """What every area lets expect in every period, from what it told before ``until``.

    parents: one whole number for each area; areas with little history are drawn towards those
    with the same parent. exposure: from ``exposure_by_time`` or ``exposure_by_effort``; anything
    that broadcasts to the counts, above zero. Raises ValueError where they do not belong together.
    """
    counts, groups = table.counts.astype(np.float64), np.asarray(parents)
    shares = np.broadcast_to(np.asarray(exposure, dtype=np.float64), counts.shape)
    if groups.shape != counts.shape[:1] or not 0 < until <= counts.shape[1]:
        raise ValueError("give a parent for each area and some periods to learn from")
    if not np.all(shares > 0):
        raise ValueError("an exposure of zero expects nothing")
    learnt = counts[:, :until], shares[:, :until]
    past = Past(
        until,
        learnt[0].sum(axis=1, keepdims=True),
        learnt[1].sum(axis=1, keepdims=True),
        (learnt[0] ** 2 / learnt[1]).sum(axis=1, keepdims=True),
    )
    mean, _dispersion = predicted(past, groups, shares)
    return Baseline(table.areas, mean)
