"""A map of what was found: an SVG picture of places, clusters and a scale, without any script."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from kentongan.engine.detection.files.study import Study
from kentongan.engine.detection.geometry import EARTH_RADIUS_KM
from kentongan.engine.detection.scan import Cluster

# Units of the picture: as wide as this, and so much room around and below.
WIDTH, MARGIN, FOOT = 1000.0, 24.0, 40.0
HIGHEST, LOWEST = 2000.0, 200.0
PLACE, SMALLEST = 1.6, 6.0
KM_PER_DEGREE = math.radians(EARTH_RADIUS_KM)
# Told apart by the number beside them, not by colour alone.
STYLE = (
    "text{font:14px sans-serif;fill:#222}.p{fill:#9aa0a6}.m{fill:#b3261e}"
    ".c{fill:#b3261e;fill-opacity:.08;stroke:#b3261e;stroke-width:2}"
    ".n{font-weight:bold;fill:#b3261e}.s{stroke:#222;stroke-width:2}"
)

type Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """From kilometres, y to the north, to the picture, y to the south."""

    west: float
    north: float
    units: float
    height: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> "Frame":
        """With all points inside."""
        xs, ys = zip(*points, strict=True)
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        inside = WIDTH - 2 * MARGIN
        units = min(inside / (width or 1.0), HIGHEST / (height or 1.0))
        return cls(min(xs), max(ys), units, max(height * units, LOWEST) + 2 * MARGIN + FOOT)

    def at(self, point: Point) -> Point:
        """Where a point lies in the picture."""
        x, y = point
        return MARGIN + (x - self.west) * self.units, MARGIN + (self.north - y) * self.units


def map_of(clusters: Sequence[Cluster], study: Study, title: str) -> str:
    """The picture as a text; title: what it shows, also for those who hear it read."""
    points = points_of(study)
    frame = Frame.around(list(points.values()))
    drawn = [f'<path class="p" d="{_dots(frame, points.values())}"/>']
    for rank, cluster in reversed(list(enumerate(clusters, 1))):
        drawn += _cluster(frame, points, rank, cluster)
    size = f'viewBox="0 0 {WIDTH:g} {frame.height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    foot = f'<text x="{MARGIN:g}" y="{frame.height - 10:.0f}">{escape(title)}</text>'
    style = f"<title>{escape(title)}</title><style>{STYLE}</style>"
    return "\n".join([head, style, *drawn, *_scale(frame), foot, "</svg>", ""])


def points_of(study: Study) -> dict[str, Point]:
    """Each place in km, x to the east and y to the north."""
    if study.wishes.flat:
        return {spot.place: (spot.first, spot.second) for spot in study.spots}
    latitudes = [spot.first for spot in study.spots]
    squeeze = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
    return {
        spot.place: (spot.second * squeeze * KM_PER_DEGREE, spot.first * KM_PER_DEGREE)
        for spot in study.spots
    }


def _dots(frame: Frame, points: Iterable[Point]) -> str:
    """Squares in one path: 83,000 places are 2 MB."""
    corner = f"h{2 * PLACE:g}v{2 * PLACE:g}h-{2 * PLACE:g}z"
    placed = (frame.at(point) for point in points)
    return "".join(f"M{x - PLACE:.1f},{y - PLACE:.1f}{corner}" for x, y in placed)


def _cluster(frame: Frame, points: dict[str, Point], rank: int, cluster: Cluster) -> Iterator[str]:
    x, y = frame.at(points[cluster.centre])
    radius = max(cluster.radius_km * frame.units, SMALLEST)
    yield f'<circle class="c" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    members = [points[place] for place in cluster.members]
    yield f'<path class="m" d="{_dots(frame, members)}"/>'
    yield f'<text class="n" x="{x + radius + 4:.1f}" y="{y + 5:.1f}">{rank}</text>'


def _scale(frame: Frame) -> Iterator[str]:
    """A round number of kilometres, at most a fifth of the width."""
    most = WIDTH / 5 / frame.units
    step = 10.0 ** math.floor(math.log10(most))
    km = max(factor * step for factor in (1, 2, 5) if factor * step <= most)
    right, y = WIDTH - MARGIN, frame.height - 14
    left = right - km * frame.units
    yield f'<path class="s" d="M{left:.1f},{y:.0f}H{right:g}"/>'
    yield f'<text x="{left:.1f}" y="{y - 6:.0f}">{km:g} km</text>'
