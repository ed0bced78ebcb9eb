"""Small tables and maps for the tests of the scan."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Geometry

TODAY = date(2026, 11, 24)


def table(rows: Mapping[str, Sequence[int]], end: date = TODAY) -> CountTable:
    """Daily counts per place, the last column being today."""
    days = len(next(iter(rows.values())))
    starts = tuple(end - timedelta(days=days - 1 - i) for i in range(days))
    return CountTable(np.array(list(rows.values())), tuple(rows), starts, end)


def on_a_map(points: Mapping[str, tuple[float, float]], max_km: float | None = None) -> Geometry:
    """Places by their position in km."""
    x, y = zip(*points.values(), strict=True)
    return Geometry.from_plane(list(points), x, y, max_km=max_km)


def on_a_road(*places: str) -> Geometry:
    """Places one km apart from the next."""
    return on_a_map({place: (float(i), 0.0) for i, place in enumerate(places)})
