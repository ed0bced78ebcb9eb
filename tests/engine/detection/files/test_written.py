"""What is written of clusters can be read again and says the same."""

import csv
import io
import json
import math
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import Cluster, scan
from kentongan.engine.detection.files import (
    Files,
    Source,
    Study,
    Wishes,
    as_csv,
    as_geojson,
    map_of,
    study_of,
)

NAMES = ("Pule", "Tugu & Co <b>", "Durenan", "Kampak")
SVG = "{http://www.w3.org/2000/svg}"


def study(*, flat: bool = False, spread: float = 0.1) -> Study:
    """Four villages; the last two days bring many cases to the first two."""
    places = "\n".join(
        f'"{name}" {-7 - at * spread:.4f} {112 + at * spread:.4f}' for at, name in enumerate(NAMES)
    )
    old = [f'"{name}" 1 2026/1/{day}' for name in NAMES for day in (1, 2, 3, 4)]
    new = [f'"{name}" 3 2026/1/{day}' for name in NAMES[:2] for day in (5, 6)]
    files = Files(Source("a.cas", "\n".join([*old, *new])), Source("a.geo", places))
    return study_of(files, Wishes(flat=flat, max_share=0.6, replicates=9))


def found(of: Study) -> tuple[Cluster, ...]:
    return scan(of.tables, of.geometry, of.settings).clusters


def test_the_table_has_a_line_for_each_cluster() -> None:
    of = study()
    rows = list(csv.DictReader(io.StringIO(as_csv(found(of), of))))
    assert [row["rank"] for row in rows] == [str(at + 1) for at in range(len(found(of)))]
    first, cluster = rows[0], found(of)[0]
    assert (first["centre"], int(first["observed"])) == (cluster.centre, cluster.observed)
    assert (first["start"], first["end"]) == ("2026-01-05", "2026-01-06")
    assert float(first["statistic"]) == pytest.approx(cluster.statistic, abs=1e-6)
    assert float(first["expected"]) == pytest.approx(cluster.expected, abs=1e-4)
    assert float(first["latitude"]) == pytest.approx(-7, abs=0.11)


def test_a_table_of_nothing_has_its_names_alone() -> None:
    assert as_csv((), study()).splitlines() == [as_csv((), study()).strip()]


def test_circles_and_places_stand_on_the_map_of_the_world() -> None:
    of = study()
    told = json.loads(as_geojson(found(of), of))
    kinds = [feature["geometry"]["type"] for feature in told["features"]]
    members = sum(len(cluster.members) for cluster in found(of))
    assert (kinds.count("Polygon"), kinds.count("Point")) == (len(found(of)), members)
    about = told["features"][0]["properties"]
    assert (about["rank"], about["observed"]) == (1, found(of)[0].observed)
    assert about["start"] == "2026-01-05"


def test_a_circle_ends_where_it_begins_and_has_its_radius() -> None:
    of = study()
    cluster = found(of)[0]
    (ring,) = json.loads(as_geojson(found(of), of))["features"][0]["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    north = max(latitude for _, latitude in ring) - min(latitude for _, latitude in ring)
    assert math.radians(north) * 6367 / 2 == pytest.approx(max(cluster.radius_km, 0.1), rel=0.01)


def test_a_flat_map_has_no_degrees_to_write() -> None:
    of = study(flat=True)
    with pytest.raises(ValueError, match="degrees"):
        as_geojson(found(of), of)


@pytest.mark.parametrize("flat", [False, True])
def test_the_picture_is_well_formed_and_holds_no_script(flat: bool) -> None:
    of = study(flat=flat)
    root = ElementTree.fromstring(map_of(found(of), of, "Gugus <1> & 2"))
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds == {"svg", "title", "style", "path", "circle", "text"}
    assert root.findtext(f"{SVG}title") == "Gugus <1> & 2"
    circles = root.findall(f"{SVG}circle")
    assert len(circles) == len(found(of))


def test_numbers_beside_circles_are_ranks() -> None:
    of = study()
    root = ElementTree.fromstring(map_of(found(of), of, "x"))
    ranks = [text.text for text in root.findall(f"{SVG}text") if text.get("class") == "n"]
    assert sorted(map(str, ranks)) == [str(at + 1) for at in range(len(found(of)))]


@settings(max_examples=25, deadline=None)
@given(st.floats(0.0001, 2.0), st.booleans())
def test_everything_lies_inside_the_picture(spread: float, flat: bool) -> None:
    of = study(flat=flat, spread=spread)
    root = ElementTree.fromstring(map_of((), of, "x"))
    _, _, width, height = map(float, root.get("viewBox", "").split())
    path = root.find(f"{SVG}path")
    assert path is not None
    for corner in path.get("d", "").split("M")[1:]:
        x, y = (float(number) for number in corner.split("h")[0].split(","))
        assert 0 <= x <= width
        assert 0 <= y <= height


def test_one_village_alone_is_a_picture_too() -> None:
    files = Files(Source("a.cas", "a 1 2026/1/1"), Source("a.geo", "a -7 112"))
    assert "<svg" in map_of((), study_of(files, Wishes()), "x")
