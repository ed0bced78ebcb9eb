"""Several kinds of indicator at once, against adding up by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from kentongan.engine.detection import ScanSettings, scan, scan_together
from tests.engine.detection.naive import naive_statistic
from tests.engine.detection.small import on_a_road, table
from tests.engine.detection.worlds import map_of, seeds

LIMITS = ScanSettings(max_km=3.0, max_days=3, replicates=9, min_cases=2)
few = settings(max_examples=25, deadline=None)
DAYS = 6


def kinds_of(seed: int, places: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {kind: rng.poisson(0.4, (places, DAYS)) for kind in ("loans", "recruiters", "passports")}


def tables_of(kinds: dict[str, np.ndarray], areas: tuple[str, ...]):  # type: ignore[no-untyped-def]
    return {
        kind: table(dict(zip(areas, counts.tolist(), strict=True)))
        for kind, counts in kinds.items()
    }


def sum_by_hand(kinds: dict[str, np.ndarray], places: list[int], days: int) -> float:
    total = 0.0
    for counts in kinds.values():
        observed, everything = counts[places, -days:].sum(), counts.sum()
        due = counts[places].sum() * counts[:, -days:].sum() / max(everything, 1)
        total += naive_statistic(int(observed), float(due), int(everything))
    return total


@few
@given(seeds)
def test_the_best_cylinder_has_the_largest_sum_of_statistics(seed: int) -> None:
    geometry, kinds = map_of(seed, 8), kinds_of(seed, 8)
    limits = replace(LIMITS, max_share=1.0)
    found, _ = scan_together(tables_of(kinds, geometry.areas), geometry, limits)
    sums = [0.0]
    for centre in range(8):
        here = geometry.around(centre)
        near = geometry.neighbours[here][geometry.distances[here] <= 3.0].tolist()
        for size in range(1, len(near) + 1):
            for days in (1, 2, 3):
                cases = sum(counts[near[:size], -days:].sum() for counts in kinds.values())
                if cases >= 2:
                    sums.append(sum_by_hand(kinds, near[:size], days))
    assert (found[0].total if found else 0.0) == pytest.approx(max(sums), abs=1e-9)


@few
@given(seeds)
def test_one_kind_alone_is_the_plain_scan(seed: int) -> None:
    geometry, kinds = map_of(seed, 10), kinds_of(seed, 10)
    loans = tables_of(kinds, geometry.areas)["loans"]
    together, maxima = scan_together({"loans": loans}, geometry, LIMITS)
    alone = scan(loans, geometry, LIMITS)
    assert maxima == pytest.approx(alone.null_maxima, abs=1e-9)
    for one, other in zip(together, alone.clusters, strict=True):
        assert (one.members, one.start, one.end) == (other.members, other.start, other.end)
        assert one.observed == {"loans": other.observed}
        assert one.total == pytest.approx(other.statistic, abs=1e-9)
        assert one.monte_carlo_p == other.monte_carlo_p


@few
@given(seeds)
def test_the_sum_is_told_by_kind(seed: int) -> None:
    geometry, kinds = map_of(seed, 8), kinds_of(seed, 8)
    found, _ = scan_together(tables_of(kinds, geometry.areas), geometry, LIMITS)
    for cluster in found:
        assert sum(cluster.statistic.values()) == pytest.approx(cluster.total)
        assert sum(cluster.observed.values()) >= 2
        assert set(cluster.expected) == set(kinds)


def test_small_rises_of_three_kinds_are_one_unusual_cluster() -> None:
    quiet = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    rise = {"a": [*quiet, 2], "b": [*quiet, 0], "c": [*quiet, 0], "d": [*quiet, 0]}
    kinds = {kind: table(rise) for kind in ("loans", "recruiters", "passports")}
    limits = ScanSettings(max_km=0.5, max_days=1, replicates=199)
    road = on_a_road("a", "b", "c", "d")
    (found, *_), _ = scan_together(kinds, road, limits)
    alone = scan(kinds["loans"], road, limits).clusters[0]
    assert found.members == alone.members == ("a",)
    assert found.total == pytest.approx(3 * alone.statistic)
    assert found.monte_carlo_p < alone.monte_carlo_p / 3


def test_kinds_are_shuffled_each_by_itself() -> None:
    """Equal kinds drawn from one stream would always agree, and chance would look stronger."""
    kinds = {kind: table({"a": [1, 1, 1], "b": [1, 1, 1]}) for kind in ("one", "two")}
    limits = ScanSettings(max_km=0.5, max_days=1, replicates=400, min_cases=1)
    _, maxima = scan_together(kinds, on_a_road("a", "b"), limits)
    _, single = scan_together({"one": kinds["one"]}, on_a_road("a", "b"), limits)
    both_away = np.mean(maxima > 1.5 * single.max())
    assert both_away == pytest.approx(np.mean(single > 0) ** 2 / 2, abs=0.08)


def test_without_recent_cases_of_any_kind_nothing_is_found() -> None:
    old = {"one": table({"a": [3, 0, 0], "b": [2, 0, 0]})}
    found, maxima = scan_together(
        old, on_a_road("a", "b"), ScanSettings(max_km=None, max_days=1, replicates=7)
    )
    assert (found, maxima.tolist()) == ((), [0.0] * 7)
