"""Clusters written down: CSV for a table, GeoJSON for a map program."""

import csv
import io
import json
import math
from collections.abc import Iterator, Sequence

from kentongan.engine.detection.files.study import Study
from kentongan.engine.detection.geometry import EARTH_RADIUS_KM
from kentongan.engine.detection.scan import Cluster

COLUMNS = (
    *("rank", "centre", "places", "radius_km", "start", "end", "observed", "expected"),
    *("observed_by_expected", "statistic", "p_monte_carlo", "p_gumbel", "recurrence_days"),
    *("latitude", "longitude", "members"),
)
# Corners of a drawn circle.
CORNERS = 72


def as_csv(clusters: Sequence[Cluster], study: Study) -> str:
    """One line per cluster below a line of names; members stand in one field, between spaces.

    On a flat map y stands for the latitude and x for the longitude.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    spots = {spot.place: (spot.first, spot.second) for spot in study.spots}
    for rank, cluster in enumerate(clusters, 1):
        first, second = spots[cluster.centre]
        at = (second, first) if study.wishes.flat else (first, second)
        told = _numbers(cluster)
        writer.writerow([rank, cluster.centre, *told, *at, " ".join(cluster.members)])
    return text.getvalue()


def _numbers(cluster: Cluster) -> Iterator[object]:
    yield len(cluster.members)
    yield round(cluster.radius_km, 3)
    yield from (cluster.start, cluster.end, cluster.observed, round(cluster.expected, 4))
    yield round(cluster.observed / cluster.expected, 3)
    yield round(cluster.statistic, 6)
    yield round(cluster.monte_carlo_p, 6)
    yield float(f"{cluster.gumbel_p:.5g}")
    yield float(f"{cluster.recurrence_days:.5g}")


def as_geojson(clusters: Sequence[Cluster], study: Study) -> str:
    """A circle for each cluster and a point for each of its places (RFC 7946: degrees, WGS 84).

    Raises ValueError for places on a flat map, which have no degrees.
    """
    if study.wishes.flat:
        raise ValueError("GeoJSON needs degrees; these places lie on a flat map")
    features: list[dict[str, object]] = []
    spots = {spot.place: (spot.second, spot.first) for spot in study.spots}
    for rank, cluster in enumerate(clusters, 1):
        about = dict(zip(COLUMNS[2:13], map(_plain, _numbers(cluster)), strict=True))
        about = {"rank": rank, "centre": cluster.centre, **about}
        features.append(_feature("Polygon", [_circle(spots[cluster.centre], cluster)], about))
        features += [
            _feature("Point", list(spots[place]), {"rank": rank, "place": place})
            for place in cluster.members
        ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def _plain(value: object) -> object:
    return value if isinstance(value, int | float) else str(value)


def _feature(kind: str, where: object, about: dict[str, object]) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": where}
    return {"type": "Feature", "geometry": geometry, "properties": about}


def _circle(centre: tuple[float, float], cluster: Cluster) -> list[list[float]]:
    """Corners against the clock, the first one again at the end; a dot of 100 m at least."""
    longitude, latitude = centre
    degrees = math.degrees(max(cluster.radius_km, 0.1) / EARTH_RADIUS_KM)
    across = degrees / max(math.cos(math.radians(latitude)), 1e-6)
    turns = [2 * math.pi * (corner % CORNERS) / CORNERS for corner in range(CORNERS + 1)]
    return [
        [
            round(longitude + across * math.cos(turn), 6),
            round(latitude + degrees * math.sin(turn), 6),
        ]
        for turn in turns
    ]
