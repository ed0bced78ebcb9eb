"""Drawing: the projection, the paths, joined outlines; pure, without a database."""

import math
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.alerts.maps import (
    MARGIN,
    WIDTH,
    Frame,
    Place,
    Point,
    Ring,
    by_prefix,
    dot_path,
    draw,
    draw_all,
    frame_around,
    joined,
    path_of,
    printed_picture,
    rings_of,
)

LONGITUDES, LATITUDES = st.floats(110.5, 112.5), st.floats(-8.6, -7.5)
POINTS = st.tuples(LONGITUDES, LATITUDES)
SQUARE: Ring = ((111.0, -8.0), (111.1, -8.0), (111.1, -8.1), (111.0, -8.1), (111.0, -8.0))
RIGHT: Ring = tuple((x + 0.1, y) for x, y in SQUARE)


def corners_of(path: str) -> list[list[Point]]:
    """The slow twin of path_of: walk the relative steps of every ring back to corners."""
    rings = []
    for ring in re.findall(r"M([^l]+)l([^z]*)z", path):
        x, y = map(float, ring[0].split(","))
        corners = [(x, y)]
        for step in ring[1].split():
            dx, dy = map(float, step.split(","))
            x, y = x + dx, y + dy
            corners.append((x, y))
        rings.append(corners)
    return rings


def great_circle(one: Point, other: Point) -> float:
    """Kilometres on the sphere."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*one, *other))
    part = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(part))


@given(st.lists(POINTS, min_size=1, max_size=30))
def test_everything_lies_inside_its_frame(points: list[Point]) -> None:
    frame = frame_around([Place("x", "x", point=point) for point in points])
    for x, y in map(frame.at, points):
        assert MARGIN - 0.1 <= x <= WIDTH - MARGIN + 0.1
        assert MARGIN - 0.1 <= y <= frame.height - MARGIN + 0.1


@given(POINTS, POINTS)
def test_distances_on_the_map_are_distances_on_the_ground(one: Point, other: Point) -> None:
    frame = frame_around([Place("a", "", point=(110.9, -8.3)), Place("b", "", point=(111.9, -7.7))])
    km_per_unit = 111.19 / frame.units
    drawn = math.dist(frame.at(one), frame.at(other)) * km_per_unit
    assert drawn == pytest.approx(great_circle(one, other), rel=0.005, abs=0.01)


def test_north_is_up_and_east_is_right() -> None:
    frame = frame_around([Place("x", "x", (SQUARE,))])
    west_north, east_south = frame.at((111.0, -8.0)), frame.at((111.1, -8.1))
    assert west_north[0] < east_south[0]
    assert west_north[1] < east_south[1]


def test_one_village_is_shown_with_room_around_it() -> None:
    frame = frame_around([Place("x", "x", point=(111.7, -8.3))])
    assert frame.at((111.7, -8.3)) == pytest.approx((WIDTH / 2, frame.height / 2), abs=1)
    assert frame.shows(Place("y", "y", point=(111.72, -8.31)))
    assert not frame.shows(Place("z", "z", point=(111.9, -8.31)))


def test_a_larger_frame_shows_the_neighbour() -> None:
    far = Place("far", "far", (tuple((x + 0.12, y) for x, y in SQUARE),))
    own = Place("own", "own", (SQUARE,))
    assert not frame_around([own]).shows(far)
    assert frame_around([own], grow=1.8).shows(far)


def test_nothing_to_draw_is_an_error_that_says_so() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        frame_around([Place("x", "x")])


@given(st.lists(POINTS, min_size=3, max_size=40))
def test_a_path_walked_back_gives_the_corners(points: list[Point]) -> None:
    ring = (*points, points[0])
    frame = frame_around([Place("x", "x", (ring,))])
    drawn = [point for corners in corners_of(path_of(frame, [ring])) for point in corners]
    for corner in map(frame.at, ring):
        nearest = min((math.dist(corner, other) for other in drawn), default=0)
        assert nearest <= 0.0708 + 1e-6  # half a tenth each way: no drift along the ring


def test_a_path_has_at_most_one_decimal() -> None:
    frame = frame_around([Place("x", "x", (SQUARE,))])
    assert not re.search(r"\.\d\d", path_of(frame, [SQUARE]))


def test_a_ring_smaller_than_a_tenth_draws_nothing() -> None:
    frame = frame_around([Place("x", "x", (SQUARE,))])
    speck = tuple((111.0 + x / 1e9, -8.0) for x in range(4))
    assert path_of(frame, [speck]) == ""


@pytest.mark.parametrize(
    ("geometry", "count"),
    [
        (None, 0),
        ({"type": "Polygon", "coordinates": [SQUARE]}, 1),
        ({"type": "Polygon", "coordinates": [SQUARE, SQUARE]}, 2),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [RIGHT]]}, 2),
        ({"type": "MultiPolygon", "coordinates": []}, 0),
    ],
)
def test_rings_of_a_geometry(geometry: dict[str, object] | None, count: int) -> None:
    assert len(rings_of(geometry)) == count


def test_a_height_in_a_boundary_is_ignored() -> None:
    assert rings_of({"type": "Polygon", "coordinates": [[[1, 2, 9], [3, 4, 9]]]}) == (
        ((1, 2), (3, 4)),
    )


@pytest.mark.parametrize("kind", ["Point", "LineString", None])
def test_a_boundary_of_another_type_is_an_error(kind: str | None) -> None:
    with pytest.raises(ValueError, match="Polygon"):
        rings_of({"type": kind, "coordinates": [1, 2]})


def test_a_village_without_boundary_is_a_circle_at_its_point() -> None:
    frame = frame_around([Place("x", "x", (SQUARE,))])
    shape = draw(frame, Place("y", "y", point=(111.05, -8.05)))
    assert shape.path == dot_path(*frame.at((111.05, -8.05)))
    assert "a6,6" in shape.path


def test_a_label_without_a_known_point_lies_inside_a_bent_area() -> None:
    bent: Ring = ((0, 0), (4, 0), (4, 4), (3, 4), (3, 1), (1, 1), (1, 4), (0, 4), (0, 0))
    frame = frame_around([Place("u", "u", (bent,))])
    shape = draw(frame, Place("u", "u", (bent,)))
    hole_x = [frame.at((1, 2))[0], frame.at((3, 2))[0]]
    hole_y = frame.at((2, 1))[1]
    assert not (hole_x[0] < shape.x < hole_x[1] and shape.y < hole_y)


@pytest.mark.parametrize(
    ("count", "shade"), [(0, "n0"), (1, "n1"), (2, "n2"), (3, "n2"), (4, "n3"), (99, "n3")]
)
def test_more_reports_give_a_darker_shade(count: int, shade: str) -> None:
    frame = frame_around([Place("x", "x", (SQUARE,))])
    assert draw(frame, Place("x", "x", (SQUARE,)), count).shade == shade


def test_only_what_lies_in_the_frame_is_drawn() -> None:
    frame = frame_around([Place("x", "x", (SQUARE,))])
    places = [Place("x", "x", (SQUARE,)), Place("far", "far", point=(115.0, -3.0)), Place("?", "?")]
    assert [shape.code for shape in draw_all(frame, places, {"x": 2})] == ["x"]


def test_two_neighbours_joined_have_one_outline_without_the_border_between() -> None:
    whole = joined("k", "K", [Place("a", "a", (SQUARE,)), Place("b", "b", (RIGHT,))])
    (outline,) = whole.rings
    longitudes = {round(x, 6) for x, _y in outline if -8.1 < round(_y, 6) < -8.0}
    assert not longitudes & {111.1}
    assert (min(x for x, _y in outline), max(x for x, _y in outline)) == (
        111.0,
        pytest.approx(111.2),
    )


def test_joining_areas_without_boundaries_gives_an_area_without_one() -> None:
    assert joined("k", "K", [Place("a", "a", point=(1, 1))]).points() == ()


def test_villages_grouped_by_their_sub_district() -> None:
    places = [Place(code, "") for code in ("35.03.05.2001", "35.03.04.2001", "35.03.05.2002")]
    grouped = by_prefix(places, 3)
    assert {code: len(inside) for code, inside in grouped.items()} == {"35.03.05": 2, "35.03.04": 1}


def test_the_printed_picture_is_xml_that_stands_alone() -> None:
    frame = frame_around([Place("x", "x", (SQUARE,))])
    cells = draw_all(frame, [Place("x", "<&>", (SQUARE,))], {"x": 5})
    root = ElementTree.fromstring(printed_picture(frame, cells, cells))
    names = {name for node in root.iter() for name in node.attrib}
    assert not names & {"style", "class"}
    assert [node.text for node in root.iter() if node.text] == ["5"]


def test_a_frame_is_one_thousand_units_wide() -> None:
    frame: Frame = frame_around([Place("x", "x", (SQUARE, RIGHT))])
    assert frame.width == WIDTH
    assert 400 < frame.height < 700
