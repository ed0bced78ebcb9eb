"""The map of what was found: where things stand on it and how far they are apart."""

import math
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import Cluster
from kentongan.engine.detection.files import Files, Source, Study, Wishes, map_of, study_of
from kentongan.engine.detection.files.drawn import MARGIN, WIDTH, Frame, points_of

SVG = "{http://www.w3.org/2000/svg}"
few = settings(max_examples=40, deadline=None)
spots = st.lists(
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=1, max_size=9, unique=True
)


def study(points: list[tuple[float, float]], *, flat: bool = True) -> Study:
    places = "\n".join(
        f"p{at} {first:.6f} {second:.6f}" for at, (first, second) in enumerate(points)
    )
    files = Files(Source("x.cas", "p0 1 2026/1/1"), Source("x.geo", places))
    return study_of(files, Wishes(flat=flat))


def cluster(*members: str, radius: float = 5.0) -> Cluster:
    days = date(2026, 1, 1), date(2026, 1, 1)
    return Cluster(members[0], members, radius, *days, 3, 1.0, 1.3, 0.1, 0.1, 10.0)


def drawn(of: Study, *clusters: Cluster) -> ElementTree.Element:
    return ElementTree.fromstring(map_of(clusters, of, "Peta"))


def dots(root: ElementTree.Element, kind: str) -> list[tuple[float, float]]:
    """The middles of the squares of a kind."""
    paths = [path.get("d", "") for path in root.findall(f"{SVG}path") if path.get("class") == kind]
    found = re.findall(r"M([\d.-]+),([\d.-]+)h", "".join(paths))
    return [(float(x) + 1.6, float(y) + 1.6) for x, y in found]


@few
@given(spots)
def test_all_points_lie_within_the_frame_and_keep_their_sides(
    points: list[tuple[float, float]],
) -> None:
    frame = Frame.around(points)
    placed = [frame.at(point) for point in points]
    for (x, y), (east, north) in zip(placed, points, strict=True):
        assert MARGIN - 1e-6 <= x <= WIDTH - MARGIN + 1e-6
        assert MARGIN - 1e-6 <= y <= frame.height
        for (other_x, other_y), (further, higher) in zip(placed, points, strict=True):
            assert (x <= other_x) or (east >= further)
            assert (y <= other_y) or (north <= higher)


@few
@given(spots)
def test_distances_on_the_map_are_those_on_the_ground(points: list[tuple[float, float]]) -> None:
    frame = Frame.around(points)
    first, *others = points
    for other in others:
        apart = math.dist(frame.at(first), frame.at(other))
        assert apart == pytest.approx(math.dist(first, other) * frame.units, abs=1e-6)


def test_a_degree_is_shorter_along_a_parallel_than_along_a_meridian() -> None:
    of = study([(-60, 100), (-60, 101), (-59, 100)], flat=False)
    points = points_of(of)
    across = math.dist(points["p0"], points["p1"])
    along = math.dist(points["p0"], points["p2"])
    assert across / along == pytest.approx(math.cos(math.radians(59.5)))
    assert along == pytest.approx(111.1, abs=0.2)


def test_north_is_up_and_east_is_right() -> None:
    of = study([(-8, 111), (-7, 112)], flat=False)
    (left, low), (right, high) = dots(drawn(of), "p")
    assert left < right
    assert high < low


def test_a_circle_has_its_radius_on_the_map() -> None:
    of = study([(0, 0), (100, 0)])
    circle = drawn(of, cluster("p0", radius=10.0)).find(f"{SVG}circle")
    assert circle is not None
    assert float(circle.get("r", "")) == pytest.approx(10 * (WIDTH - 2 * MARGIN) / 100, abs=0.1)
    assert float(circle.get("cx", "")) == pytest.approx(MARGIN, abs=0.1)


def test_a_cluster_of_one_village_can_still_be_seen() -> None:
    circle = drawn(study([(0, 0), (100, 0)]), cluster("p0", radius=0.0)).find(f"{SVG}circle")
    assert circle is not None
    assert float(circle.get("r", "")) == 6


def test_members_are_marked_where_their_villages_stand() -> None:
    root = drawn(study([(0, 0), (60, 80), (100, 0)]), cluster("p0", "p1"))
    every, marked = dots(root, "p"), dots(root, "m")
    assert len(every) == 3
    for mark in marked:
        assert min(math.dist(mark, dot) for dot in every) < 0.2
    assert len(marked) == 2


def test_the_most_unusual_cluster_is_drawn_last_and_lies_on_top() -> None:
    root = drawn(study([(0, 0), (100, 0)]), cluster("p0"), cluster("p1"))
    ranks = [text.text for text in root.findall(f"{SVG}text") if text.get("class") == "n"]
    assert ranks == ["2", "1"]


@pytest.mark.parametrize(
    ("wide", "label"),
    [(100, "20 km"), (10, "2 km"), (7, "1 km"), (1000, "200 km"), (0.5, "0.1 km")],
)
def test_the_scale_is_a_round_number_of_kilometres(wide: float, label: str) -> None:
    root = drawn(study([(0, 0), (wide, 0)]))
    assert label in [text.text for text in root.findall(f"{SVG}text")]
    bar = next(path for path in root.findall(f"{SVG}path") if path.get("class") == "s")
    left, right = map(float, re.findall(r"M([\d.]+),\d+H([\d.]+)", bar.get("d", ""))[0])
    km = (right - left) * wide / (WIDTH - 2 * MARGIN)
    assert km == pytest.approx(float(label.split(maxsplit=1)[0]), rel=0.01)
