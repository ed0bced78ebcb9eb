"""Clusters of any shape, against trying every subset."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from kentongan.engine.detection import ScanSettings, scan, scan_subsets
from kentongan.engine.detection.score import expected, statistic
from kentongan.engine.detection.subsets import SubsetSearch, sizes_by_place
from tests.engine.detection.small import on_a_map, table
from tests.engine.detection.worlds import (
    circles_of,
    map_of,
    model_of,
    names,
    seeds,
    windows_of,
)

LIMITS = ScanSettings(max_km=4.0, replicates=6, min_cases=1)
few = settings(max_examples=25, deadline=None)


def search_of(name: str, seed: int, least: int = 1):  # type: ignore[no-untyped-def]
    model, geometry = model_of(name, seed, 8, 5), map_of(seed, 8)
    windows = windows_of(model, 5, 1)
    sizes = sizes_by_place(model.sizes(windows))
    limits = replace(LIMITS, min_cases=least)
    return SubsetSearch(circles_of(geometry, model), windows, sizes, model.law, limits), model


def by_trying_all(search, table: np.ndarray, centre: int) -> float:  # type: ignore[no-untyped-def]
    near = search.circles.neighbours[search.circles.starts[centre] : search.circles.stops[centre]]
    scores = [0.0]
    for window in range(table.shape[1]):
        for number in range(1, len(near) + 1):
            for subset in map(list, combinations(near.tolist(), number)):
                count, size = table[subset, window].sum(), search.sizes[subset, window].sum()
                if count >= search.settings.min_cases and count > expected(size, search.law):
                    scores.append(statistic(float(count), float(size), search.law))
    return max(scores)


@few
@given(names, seeds)
def test_the_best_of_the_sorted_places_is_the_best_of_all_subsets(name: str, seed: int) -> None:
    search, model = search_of(name, seed)
    table = search.windows.sums(model.counts)
    best = search.best(table)
    for centre in range(len(best.statistic)):
        slow = by_trying_all(search, table, centre)
        assert best.statistic[centre] == pytest.approx(slow, abs=1e-8)


@few
@given(names, seeds)
def test_maxima_of_random_data_sets_are_those_of_their_tables(name: str, seed: int) -> None:
    search, model = search_of(name, seed, 2)
    span = search.windows.span
    drawn = model.chance(span, seed).draw(range(4))
    for data_set, largest in enumerate(search.maxima(drawn).tolist()):
        here = slice(drawn.starts[data_set], drawn.starts[data_set + 1])
        counts = np.zeros(model.counts.shape, dtype=int)
        np.add.at(counts, (drawn.places[here], span.start + drawn.periods[here]), 1)
        assert largest == search.best(search.windows.sums(counts)).statistic.max()


# A coast road: every second village has a rise, those between have none.
COAST = {f"{i}": (float(i), 0.0) for i in range(9)}
ROWS = {
    place: [2, 1, 2, 1, 2, 1, 2, 1, 4 if int(place) % 2 == 0 and int(place) < 7 else 0]
    for place in COAST
}


def test_a_cluster_leaves_out_the_villages_between() -> None:
    limits = ScanSettings(max_km=6, max_days=1, max_share=1, replicates=99)
    any_shape = scan_subsets(table(ROWS), on_a_map(COAST), limits).clusters[0]
    circle = scan(table(ROWS), on_a_map(COAST), limits).clusters[0]
    assert set(any_shape.members) == {"0", "2", "4", "6"}
    assert any_shape.observed == 16
    assert any_shape.statistic > circle.statistic
    assert any_shape.radius_km <= 6


def test_chance_finds_more_among_more_shapes() -> None:
    limits = ScanSettings(max_km=6, max_days=1, replicates=49)
    any_shape = scan_subsets(table(ROWS), on_a_map(COAST), limits).null_maxima
    circles = scan(table(ROWS), on_a_map(COAST), limits).null_maxima
    assert (any_shape >= circles - 1e-9).all()


def test_clusters_share_no_village_on_a_day() -> None:
    limits = ScanSettings(max_km=1, max_days=2, replicates=9)
    members = [
        place
        for cluster in scan_subsets(table(ROWS), on_a_map(COAST), limits).clusters
        for place in cluster.members
    ]
    assert len(members) == len(set(members)) > 0


def test_without_recent_cases_nothing_is_found() -> None:
    old = {place: [1, 0, 0] for place in COAST}
    found = scan_subsets(table(old), on_a_map(COAST), ScanSettings(max_km=2, max_days=1))
    assert found.clusters == ()
