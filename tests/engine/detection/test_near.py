"""Neighbours by cells, against measuring every pair; and geometries kept on disk."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Geometry, ScanSettings, scan
from kentongan.engine.detection.near import (
    Near,
    Room,
    morton_order,
    neighbour_lists,
    sort_nearest_first,
)
from tests.engine.detection.small import TODAY

few = settings(max_examples=60, deadline=None)
steps = st.integers(0, 12) | st.just(0)
points_in_space = st.lists(st.tuples(steps, steps, steps), min_size=1, max_size=60)


def slow_lists(points: NDArray[np.float64], max_km: float) -> list[list[tuple[float, int]]]:
    """Every pair measured, nearest first, the place itself first of all, then by row."""
    lists = []
    for row, point in enumerate(points):
        apart = np.sqrt(((points - point) ** 2).sum(axis=1)).tolist()
        near = sorted((km, other != row, other) for other, km in enumerate(apart) if km <= max_km)
        lists.append([(km, other) for km, _, other in near])
    return lists


def fast_lists(points: NDArray[np.float64], max_km: float) -> list[list[tuple[float, int]]]:
    offsets, neighbours, distances = neighbour_lists(points, max_km)
    pairs = list(zip(distances.tolist(), neighbours.tolist(), strict=True))
    return [pairs[first:stop] for first, stop in pairwise(offsets)]


@few
@given(points_in_space, st.sampled_from([0.5, 1.0, 2.0, 5.0, 30.0, np.inf]))
@example([(0, 0, 0)] * 40, 1.0)  # all on one spot: one bucket, merged
@example([(0, 0, 0)] * 39 + [(12, 0, 0)], np.inf)
def test_cells_find_the_pairs_that_a_ruler_finds(
    points: list[tuple[int, int, int]], max_km: float
) -> None:
    at = np.array(points, dtype=float)
    assert fast_lists(at, max_km) == slow_lists(at, max_km)


@few
@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 2.5, 900.0]), min_size=1, max_size=200))
def test_sorting_is_by_distance_then_by_row(distances: list[float]) -> None:
    km = np.array(distances)
    rows = np.random.default_rng(len(km)).permutation(len(km)).astype(np.int32)
    expected = sorted(zip(distances, rows.tolist(), strict=True))
    sort_nearest_first(Near(km, rows, -1), Room.of(len(km)))
    assert list(zip(km.tolist(), rows.tolist(), strict=True)) == expected


@pytest.mark.parametrize("tiny", [1e-9, 1e-3])
def test_a_reach_far_below_the_size_of_the_map_finds_the_twins_on_one_spot(tiny: float) -> None:
    points = np.array([[0.0, 0, 0], [9000.0, 9000, 9000], [9000.0, 9000, 9000]])
    assert [len(near) for near in fast_lists(points, tiny)] == [1, 2, 2]


def test_morton_order_visits_the_quarters_of_a_map_one_after_another() -> None:
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(4.0), np.arange(4.0)))
    order = morton_order(np.stack((x, y, np.zeros(16)), axis=1))
    quarters = (x[order] // 2 + 2 * (y[order] // 2)).tolist()
    assert quarters == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4


@few
@given(points_in_space)
def test_morton_order_visits_every_place_once(points: list[tuple[int, int, int]]) -> None:
    order = morton_order(np.array(points, dtype=float))
    assert sorted(order.tolist()) == list(range(len(points)))


def random_map(max_km: float | None) -> Geometry:
    x, y = np.random.default_rng(3).random((2, 40)) * 30
    return Geometry.from_plane([f"35.{i:02}" for i in range(40)], x, y, max_km=max_km)


@pytest.mark.parametrize("max_km", [None, 7.0])
def test_a_geometry_comes_back_from_disk_as_it_was(tmp_path: Path, max_km: float | None) -> None:
    made = random_map(max_km)
    made.save(tmp_path / "deep" / "geometry")
    found = Geometry.load(tmp_path / "deep" / "geometry")
    assert (found.areas, found.max_km) == (made.areas, made.max_km)
    for name in ("offsets", "neighbours", "distances", "walk"):
        assert getattr(found, name).dtype == getattr(made, name).dtype
        assert getattr(found, name).tolist() == getattr(made, name).tolist()


def test_a_scan_with_a_geometry_from_disk_is_the_same(tmp_path: Path) -> None:
    made = random_map(20.0)
    made.save(tmp_path / "map")
    counts = np.random.default_rng(4).poisson(0.3, (40, 20))
    days = [TODAY.fromordinal(TODAY.toordinal() - 19 + i) for i in range(20)]
    table = CountTable(counts, made.areas, tuple(days), TODAY)
    limits = ScanSettings(replicates=20)
    fresh, kept = (scan(table, one, limits) for one in (made, Geometry.load(tmp_path / "map")))
    assert fresh.clusters == kept.clusters
    assert fresh.null_maxima.tolist() == kept.null_maxima.tolist()


def test_saving_again_replaces_what_was_there(tmp_path: Path) -> None:
    random_map(None).save(tmp_path / "map")
    random_map(3.0).save(tmp_path / "map")
    assert Geometry.load(tmp_path / "map").max_km == 3.0
    assert [path.name for path in tmp_path.iterdir()] == ["map"]


@pytest.mark.parametrize("damage", ["missing", "cut off", "other layout", "no folder"])
def test_half_a_geometry_is_refused(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "map"
    if damage != "no folder":
        random_map(None).save(folder)
    if damage == "missing":
        (folder / "distances.npy").unlink()
    if damage == "cut off":
        file = folder / "distances.npy"
        file.write_bytes(file.read_bytes()[:500])
    if damage == "other layout":
        np.save(folder / "layout.npy", np.array(99))
    with pytest.raises(ValueError, match="does not hold"):
        Geometry.load(folder)


def test_a_failed_save_leaves_the_old_geometry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random_map(None).save(tmp_path / "map")

    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="no space"):
        random_map(3.0).save(tmp_path / "map")
    monkeypatch.undo()
    assert Geometry.load(tmp_path / "map").max_km is None
    assert [path.name for path in tmp_path.iterdir()] == ["map"]
