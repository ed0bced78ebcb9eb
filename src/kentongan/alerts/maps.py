"""Drawing areas as SVG paths: pure functions from degrees to path strings.

Projection: equirectangular with the longitude shrunk by the cosine of the middle latitude. Over the
120 km of one office the error against a conformal projection is below 0.1 %, less than one unit of
the 1,000-unit picture. Paths keep one decimal and relative coordinates: 636 village cells take
about 100 kB instead of 400.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any
from xml.etree import ElementTree

import shapely

Point = tuple[float, float]  # longitude, latitude in degrees WGS84
Ring = tuple[Point, ...]
Shades = Sequence[tuple[int, str]]

WIDTH = 1000.0  # units of the picture
MARGIN = 12.0
# Half the side of the smallest map, in degrees: about 4 km, so one village shows its neighbours.
SMALLEST_HALF = 0.04
DOT = 6.0  # radius of the circle that stands for an area without a boundary
# Three shades are told apart by pattern, not by colour: from how many alerts, and their class.
STEPS: Shades = ((4, "n3"), (2, "n2"), (1, "n1"), (0, "n0"))
# Slivers that rounding leaves between neighbouring cells, in square degrees (about 1 hectare).
SLIVER = 1e-6
SVG = "http://www.w3.org/2000/svg"
PRINTED_FILL = {"n0": "#ffffff", "n1": "#d9d9d9", "n2": "#a6a6a6", "n3": "#6e6e6e"}


@dataclass(frozen=True)
class Place:
    """An area: its rings (none when the boundary is unknown) and a point inside, if known."""

    code: str
    name: str
    rings: tuple[Ring, ...] = ()
    point: Point | None = None

    def points(self) -> tuple[Point, ...]:
        """Every corner, or the one point."""
        corners = tuple(point for ring in self.rings for point in ring)
        return corners or ((self.point,) if self.point else ())


@dataclass(frozen=True)
class Shape:
    """A drawn area: the path, where its label goes, and how many alerts it carries."""

    code: str
    name: str
    path: str
    x: float
    y: float
    count: int = 0

    @property
    def shade(self) -> str:
        """The class of its shading, by STEPS."""
        return next(name for least, name in STEPS if self.count >= least)


@dataclass(frozen=True)
class Frame:
    """The window of the picture: degrees in, picture units out."""

    west: float
    north: float
    units: float  # picture units per degree of latitude
    squeeze: float  # cosine of the middle latitude
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """Where a point of the earth lies in the picture; y grows southward."""
        longitude, latitude = point
        x = MARGIN + (longitude - self.west) * self.squeeze * self.units
        return x, MARGIN + (self.north - latitude) * self.units

    def shows(self, place: Place) -> bool:
        """Whether the bounding box of the place touches the picture."""
        drawn = [self.at(point) for point in place.points()]
        if not drawn:
            return False
        xs, ys = [x for x, _y in drawn], [y for _x, y in drawn]
        return max(xs) > 0 and max(ys) > 0 and min(xs) < self.width and min(ys) < self.height


def rings_of(geometry: Mapping[str, Any] | None) -> tuple[Ring, ...]:
    """The rings of a GeoJSON Polygon or MultiPolygon; none for None.

    Raises ValueError for any other geometry: such a boundary is a mistake of the import.
    """
    if geometry is None:
        return ()
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", ())
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise ValueError(f"a boundary is a Polygon or a MultiPolygon, not {kind!r}")
    return tuple(
        tuple((float(corner[0]), float(corner[1])) for corner in ring)
        for polygon in coordinates
        for ring in polygon
    )


def frame_around(places: Iterable[Place], grow: float = 1.0, half: float = SMALLEST_HALF) -> Frame:
    """The smallest frame that holds the places, ``grow`` times as large to show neighbours.

    It reaches at least ``half`` degrees from the middle. Raises ValueError when no place has a
    corner or a point.
    """
    points = [point for place in places for point in place.points()]
    if not points:
        raise ValueError("nothing to draw: no place has a boundary or a point")
    west, east = widened([longitude for longitude, _latitude in points], grow, half)
    south, north = widened([latitude for _longitude, latitude in points], grow, half)
    squeeze = cos(radians((south + north) / 2))
    units = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)
    return Frame(west, north, units, squeeze, WIDTH, round((north - south) * units + 2 * MARGIN, 1))


def widened(values: Sequence[float], grow: float, half: float) -> Point:
    """The lowest and highest value, moved apart from their middle; ``half`` must be above 0."""
    low, high = min(values), max(values)
    reach = max((high - low) / 2 * grow, half)
    return (low + high) / 2 - reach, (low + high) / 2 + reach


def tenths(value: int) -> str:
    """A whole number of tenths as SVG writes it: 125 → 12.5, 120 → 12."""
    return f"{value / 10:.1f}".removesuffix(".0")


def path_of(frame: Frame, rings: Iterable[Ring]) -> str:
    """One path for all rings; relative steps, one decimal, no rounding drift."""
    return "".join(ring_path(frame, ring) for ring in rings)


def ring_path(frame: Frame, ring: Ring) -> str:
    """One closed ring; corners that round to the same tenth are drawn once."""
    corners = [(round(x * 10), round(y * 10)) for x, y in map(frame.at, ring)]
    if not corners:
        return ""
    (x, y), written = corners[0], []
    for next_x, next_y in corners[1:]:
        if (next_x, next_y) != (x, y):
            written.append(f"{tenths(next_x - x)},{tenths(next_y - y)}")
            x, y = next_x, next_y
    start = f"M{tenths(corners[0][0])},{tenths(corners[0][1])}"
    return f"{start}l{' '.join(written)}z" if written else ""


def dot_path(x: float, y: float, radius: float = DOT) -> str:
    """A circle as a path."""
    return (
        f"M{x - radius:.1f},{y:.1f}a{radius:g},{radius:g} 0 1,0 {2 * radius:g},0"
        f"a{radius:g},{radius:g} 0 1,0 {-2 * radius:g},0z"
    )


def middle_of(place: Place) -> Point:
    """Where the label goes: the known point, else a point that surely lies inside."""
    if place.point:
        return place.point
    inside = shapely.Polygon(max(place.rings, key=len)).representative_point()
    return inside.x, inside.y


def draw(frame: Frame, place: Place, count: int = 0) -> Shape:
    """The shape of one place; a circle at its point when it has no boundary."""
    x, y = frame.at(middle_of(place))
    path = path_of(frame, place.rings) if place.rings else dot_path(x, y)
    return Shape(place.code, place.name, path, round(x, 1), round(y, 1), count)


def draw_all(frame: Frame, places: Iterable[Place], counts: Mapping[str, int]) -> list[Shape]:
    """The shapes of the places that lie in the frame, in their order."""
    return [draw(frame, place, counts.get(place.code, 0)) for place in places if frame.shows(place)]


def joined(code: str, name: str, places: Iterable[Place]) -> Place:
    """One place out of its parts: their common outline, without slivers and holes."""
    parts = [shapely.Polygon(ring) for place in places for ring in place.rings if len(ring) > 3]
    if not parts:
        return Place(code, name)
    whole = shapely.union_all([shapely.make_valid(part) for part in parts])
    pieces = [piece for piece in shapely.get_parts(whole) if isinstance(piece, shapely.Polygon)]
    rings = tuple(
        tuple((x, y) for x, y in piece.exterior.coords) for piece in pieces if piece.area > SLIVER
    )
    largest = max(pieces, key=lambda piece: float(piece.area)).representative_point()
    return Place(code, name, rings, (largest.x, largest.y))


def by_prefix(places: Iterable[Place], parts: int) -> dict[str, list[Place]]:
    """The places grouped by the first ``parts`` parts of their code: 3 → sub-district."""
    grouped: dict[str, list[Place]] = {}
    for place in places:
        grouped.setdefault(".".join(place.code.split(".")[:parts]), []).append(place)
    return grouped


def printed_picture(frame: Frame, cells: Iterable[Shape], outlines: Iterable[Shape]) -> str:
    """A stand-alone SVG for paper: grey shades and numbers, no style sheet needed."""
    box = f"0 0 {frame.width:g} {frame.height:g}"
    root = ElementTree.Element("svg", {"xmlns": SVG, "viewBox": box})
    shapes = list(cells)
    for shape in shapes:
        fill = PRINTED_FILL[shape.shade]
        pen = {"fill": fill, "stroke": "#c8c8c8", "stroke-width": "1"}
        ElementTree.SubElement(root, "path", {"d": shape.path, **pen})
    for shape in outlines:
        pen = {"fill": "none", "stroke": "#444444", "stroke-width": "2"}
        ElementTree.SubElement(root, "path", {"d": shape.path, **pen})
    for shape in shapes:
        if shape.count:
            root.append(printed_number(shape))
    return ElementTree.tostring(root, encoding="unicode")


def printed_number(shape: Shape) -> ElementTree.Element:
    """The number of alerts, in a white disc so that it stays readable on any shade."""
    group = ElementTree.Element("g")
    centre = {"cx": f"{shape.x:g}", "cy": f"{shape.y:g}", "r": "17"}
    ElementTree.SubElement(group, "circle", {**centre, "fill": "#ffffff", "stroke": "#000000"})
    place = {"x": f"{shape.x:g}", "y": f"{shape.y + 8:g}", "text-anchor": "middle"}
    label = ElementTree.SubElement(group, "text", {**place, "font-size": "24"})
    label.text = str(shape.count)
    return group
