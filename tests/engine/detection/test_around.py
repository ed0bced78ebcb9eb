"""One case more: searching around it finds what the whole scan finds there, to the last bit."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Cluster, Geometry, ScanSettings, Vicinity, scan
from kentongan.engine.detection.around import rows_of
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.observed import Cylinder, best_cylinders
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.scan import apart, cluster_of, windows_of
from tests.engine.detection.worlds import map_of, model_of

END = date(2026, 11, 25)
PLACES, PERIODS = 30, 20
some = settings(max_examples=60, deadline=None)
SETTINGS = ScanSettings(max_km=2.0, min_days=1, max_days=7, min_cases=2, replicates=19)


def world(seed: int) -> tuple[CountTable, Geometry]:
    """A month of cases in places on a small map."""
    geometry = map_of(seed, PLACES)
    counts = model_of("permutation", seed, PLACES, PERIODS).counts
    days = [date.fromordinal(END.toordinal() - PERIODS + 1 + day) for day in range(PERIODS)]
    return CountTable(counts, geometry.areas, tuple(days), END), geometry


def around(table: CountTable, geometry: Geometry, *places: str) -> list[Cluster]:
    """What the search around some places finds, from the counts near them and the totals."""
    near = Vicinity.of(geometry, places, SETTINGS.max_km)
    maxima = scan(table, geometry, SETTINGS).null_maxima
    return near.clusters(table_of(table, near), table.counts.sum(axis=0), SETTINGS, maxima)


def table_of(table: CountTable, near: Vicinity) -> CountTable:
    """The counts that the search asks for."""
    rows = [table.areas.index(area) for area in near.areas]
    return CountTable(table.counts[rows], near.areas, table.starts, table.end)


def whole(table: CountTable, geometry: Geometry, *places: str) -> list[Cluster]:
    """Of the best cylinders of all centres those that hold one of the places, each apart."""
    model = Permutation(table.counts[None])
    circles = Circles.within(geometry, model.share_of, max_km=SETTINGS.max_km, max_share=0.5)
    windows = windows_of(table, model, SETTINGS, looks=1)
    sums, sizes = windows.sums(model.counts), model.sizes(windows)
    best = best_cylinders(circles, sums, model.law, sizes, SETTINGS)
    maxima = scan(table, geometry, SETTINGS).null_maxima
    held = [one for one in best if set(places) & set(members(one, geometry))]
    return [
        cluster_of(one, table, geometry, windows, maxima=maxima, stopped=False)
        for one in list(apart(held, geometry, windows))[: SETTINGS.max_clusters]
    ]


def members(one: Cylinder, geometry: Geometry) -> list[str]:
    rows = geometry.neighbours[geometry.around(one.centre)][: one.places]
    return [geometry.areas[row] for row in rows]


@some
@given(
    seed=st.integers(0, 10**6), places=st.sets(st.integers(0, PLACES - 1), min_size=1, max_size=3)
)
def test_it_finds_what_the_whole_scan_finds_there(seed: int, places: set[int]) -> None:
    table, geometry = world(seed)
    codes = [geometry.areas[place] for place in places]
    assert around(table, geometry, *codes) == whole(table, geometry, *codes)


@some
@given(seed=st.integers(0, 10**6))
def test_around_the_first_cluster_of_the_whole_scan_it_finds_that_cluster(seed: int) -> None:
    table, geometry = world(seed)
    for cluster in scan(table, geometry, SETTINGS).clusters[:1]:
        for code in cluster.members:
            assert around(table, geometry, code)[0] == cluster


def test_every_cluster_it_finds_holds_the_place() -> None:
    table, geometry = world(7)
    found = {code: around(table, geometry, code) for code in geometry.areas}
    assert any(found.values())
    assert all(code in one.members for code, some in found.items() for one in some)


def test_only_the_places_within_two_circles_must_be_known() -> None:
    line = Geometry.from_plane([f"{n:02}" for n in range(20)], range(20), [0] * 20)
    near = Vicinity.of(line, ["10"], 2.0)
    assert near.areas == ("06", "07", "08", "09", "10", "11", "12", "13", "14")
    assert len(near.geometry.walk) == 5


def test_a_place_that_the_geometry_does_not_know_is_left_out() -> None:
    line = Geometry.from_plane(["b", "d"], [0, 1], [0, 0])
    assert rows_of(line, ["a", "b", "c", "e"]).tolist() == [0]


def test_without_any_known_place_there_is_nothing_to_search() -> None:
    line = Geometry.from_plane(["b", "d"], [0, 1], [0, 0])
    with pytest.raises(ValueError, match="none of the places"):
        Vicinity.of(line, ["a"], 2.0)


def test_more_cases_here_than_in_the_whole_are_refused() -> None:
    table, geometry = world(3)
    near = Vicinity.of(geometry, [geometry.areas[0]], 2.0)
    none = np.zeros(PERIODS, dtype=np.int64)
    with pytest.raises(ValueError, match="must not be negative"):
        near.clusters(table_of(table, near), none, SETTINGS, np.zeros(19))


def test_a_study_shorter_than_the_shortest_window_has_no_cluster() -> None:
    table, geometry = world(3)
    near = Vicinity.of(geometry, [geometry.areas[0]], 2.0)
    long = ScanSettings(max_km=2.0, min_days=PERIODS + 1, max_days=PERIODS + 1)
    part = table_of(table, near)
    assert near.clusters(part, table.counts.sum(axis=0), long, np.zeros(19)) == []
