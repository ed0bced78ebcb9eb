"""Schematic borders: Thiessen cells around village points, joined to sub-districts and regencies.

A cell is the ground that is nearer to its village than to any other. Villages of the neighbouring
regencies take part, so that the border of the working area falls between the villages on both
sides; where there is none (the sea), cells end a little outside the villages. Degrees are treated
as a plane: within 11 degrees of the equator that shifts a border by less than 2 %.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import shapely

from kentongan.regions.coordinates import Point

SCHEMATIC = "skematis: sel Thiessen di sekitar titik desa"
JOINED = "skematis: gabungan batas desa"

# Degrees. Villages further away than this from every own one cannot bound a cell.
NEIGHBOURS_WITHIN = 0.2
# How far the working area reaches beyond its outermost villages: at the coast 1.7 km.
PADDING = 0.015
HULL_RATIO = 0.12  # how closely the hull follows the points; 1 is the convex hull
GRID = 1e-5  # degrees, about 1 m


def cells(own: Mapping[str, Point], around: Iterable[Point] = ()) -> dict[str, shapely.Geometry]:
    """A cell for each own point; points written twice share the cell of the first.

    Empty when there are fewer than three different points: they bound nothing.
    """
    at: dict[tuple[float, float], str] = {}
    for code, (latitude, longitude) in own.items():
        at.setdefault((longitude, latitude), code)
    if len(at) < 3:
        return {}
    corners = np.array(list(at))
    whole = outline(corners)
    outside = [point for point in neighbours(corners, around) if point not in at]
    sites = [*at, *outside]
    grown = shapely.box(*whole.bounds).buffer(NEIGHBOURS_WITHIN)
    pieces = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=grown))
    return {at[site]: clipped(piece, whole) for site, piece in paired(sites, pieces) if site in at}


def outline(corners: np.ndarray) -> shapely.Geometry:
    """A hull that follows the points loosely, with room for the outermost villages."""
    hull = shapely.concave_hull(shapely.MultiPoint(corners), ratio=HULL_RATIO)
    return hull.buffer(PADDING, quad_segs=4)


def neighbours(corners: np.ndarray, around: Iterable[Point]) -> list[tuple[float, float]]:
    """Other points (longitude, latitude) near enough to bound a cell."""
    west, south = corners.min(axis=0) - NEIGHBOURS_WITHIN
    east, north = corners.max(axis=0) + NEIGHBOURS_WITHIN
    return list(
        dict.fromkeys(
            (longitude, latitude)
            for latitude, longitude in around
            if west < longitude < east and south < latitude < north
        )
    )


def paired(
    sites: Sequence[tuple[float, float]], pieces: Sequence[shapely.Geometry]
) -> Iterable[tuple[tuple[float, float], shapely.Geometry]]:
    """Each site with the piece it lies in."""
    tree = shapely.STRtree(pieces)
    which, inside = tree.query(shapely.points(sites), predicate="within")
    return [(sites[site], pieces[piece]) for site, piece in zip(which, inside, strict=True)]


def clipped(piece: shapely.Geometry, whole: shapely.Geometry) -> shapely.Geometry:
    """The part of a cell inside the working area, on a grid of a metre."""
    return shapely.set_precision(shapely.intersection(piece, whole), GRID)


def beside(
    drawn: Mapping[str, shapely.Geometry], official: Sequence[shapely.Geometry]
) -> dict[str, shapely.Geometry]:
    """The cells without the ground of official borders; one that lies wholly in it stays."""
    if not official:
        return dict(drawn)
    taken = shapely.union_all(list(official))
    left = {code: shapely.difference(cell, taken, grid_size=GRID) for code, cell in drawn.items()}
    return {code: drawn[code] if cell.is_empty else cell for code, cell in left.items()}


def joined(parts: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """The union of neighbours without the slivers between their rounded borders."""
    return shapely.union_all(list(parts), grid_size=GRID)


def as_geojson(shape: shapely.Geometry) -> dict[str, object]:
    """Polygon or MultiPolygon, longitude first, five decimals."""
    polygons = [
        [[[round(x, 5), round(y, 5)] for x, y in ring.coords] for ring in rings_of(polygon)]
        for polygon in shapely.get_parts(shape)
        if isinstance(polygon, shapely.Polygon) and not polygon.is_empty
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def rings_of(polygon: shapely.Polygon) -> list[shapely.LinearRing]:
    """Outer ring first."""
    return [polygon.exterior, *polygon.interiors]


def is_schematic(source: str) -> bool:
    """Whether a border was drawn here, so that it may be drawn anew."""
    return not source or source.startswith("skematis")
