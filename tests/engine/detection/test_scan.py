"""What a scan of small worlds finds, and what it refuses."""

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import Geometry, ScanResult, ScanSettings, scan
from tests.engine.detection.small import TODAY, on_a_map, on_a_road, table

QUICK = ScanSettings(max_km=None, max_days=3, replicates=99)

# A quiet month in six villages; yesterday and today four reports in each of two neighbours.
ROAD = ("pule", "tugu", "durenan", "gandusari", "kampak", "munjungan")
QUIET = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1]
OUTBREAK = {
    "pule": [*QUIET, 0, 0],
    "tugu": [*QUIET, 2, 2],
    "durenan": [*QUIET, 2, 2],
    "gandusari": [*QUIET, 0, 0],
    "kampak": [*QUIET, 0, 0],
    "munjungan": [*QUIET, 0, 0],
}


def outbreak(settings: ScanSettings = QUICK) -> ScanResult:
    return scan(table(OUTBREAK), on_a_road(*ROAD), settings)


def test_neighbours_with_a_rise_together_are_the_most_likely_cluster() -> None:
    found = outbreak().clusters[0]
    assert set(found.members) == {"tugu", "durenan"}
    assert (found.start, found.end) == (date(2026, 11, 23), date(2026, 11, 24))
    assert (found.observed, found.radius_km) == (8, 1.0)
    # 0.037 with 9,999 replicates; with 99, four standard deviations above that.
    assert found.monte_carlo_p <= 0.037 + 4 * (0.037 / 99) ** 0.5


def test_the_centre_is_the_first_member_and_members_are_nearest_first() -> None:
    found = outbreak().clusters[0]
    assert found.members[0] == found.centre


def test_a_place_with_many_reports_always_is_no_cluster() -> None:
    steady = {"busy": [5] * 10, "calm": [1] * 10, "still": [0] * 10}
    assert scan(table(steady), on_a_road("busy", "calm", "still"), QUICK).clusters == ()


def test_a_day_with_many_reports_everywhere_is_no_cluster() -> None:
    rise = {place: [1] * 9 + [6] for place in ROAD}
    assert scan(table(rise), on_a_road(*ROAD), QUICK).clusters == ()


def test_without_reports_there_is_nothing_to_find() -> None:
    nothing = scan(table({"a": [0, 0], "b": [0, 0]}), on_a_road("a", "b"), QUICK)
    assert nothing.clusters == ()
    assert nothing.null_maxima.tolist() == [0.0] * 99


def test_reports_older_than_every_window_are_nothing_new() -> None:
    old = {"a": [3, 0, 0, 0], "b": [0, 2, 0, 0]}
    short = replace(QUICK, max_days=2)
    assert scan(table(old), on_a_road("a", "b"), short).clusters == ()


def test_looking_back_finds_a_rise_that_is_over() -> None:
    over = {place: [*row, 0, 0, 1] for place, row in OUTBREAK.items()}
    back = scan(table(over), on_a_road(*ROAD), replace(QUICK, prospective=False))
    assert (back.clusters[0].start, back.clusters[0].end) == (
        date(2026, 11, 20),
        date(2026, 11, 21),
    )


def test_a_place_may_have_two_clusters_at_different_times() -> None:
    twice = {"a": [4, 4, 0, 0, 0, 0, 4, 4], "b": [0, 0, 4, 4, 4, 4, 0, 0]}
    settings = replace(QUICK, max_km=0.5, max_share=1, prospective=False, max_days=2)
    found = scan(table(twice), on_a_map({"a": (0, 0), "b": (9, 0)}), settings).clusters
    assert len(found) == 2
    assert {cluster.centre for cluster in found} == {"a", "b"}


def test_clusters_share_no_place_when_all_end_today() -> None:
    found = outbreak(replace(QUICK, max_days=20)).clusters
    members = [place for cluster in found for place in cluster.members]
    assert len(members) == len(set(members))


def test_no_circle_reaches_beyond_the_largest_radius() -> None:
    found = outbreak(replace(QUICK, max_km=0.5)).clusters
    assert {len(cluster.members) for cluster in found} == {1}


def test_no_window_is_shorter_or_longer_than_allowed() -> None:
    found = outbreak(replace(QUICK, min_days=3, max_days=3)).clusters[0]
    assert (found.end - found.start).days + 1 == 3


def test_a_cluster_has_the_least_number_of_cases() -> None:
    assert outbreak(replace(QUICK, min_cases=8)).clusters[0].observed >= 8
    assert outbreak(replace(QUICK, min_cases=12)).clusters == ()


def test_only_as_many_clusters_as_wanted() -> None:
    assert len(outbreak(replace(QUICK, max_km=0.5, max_clusters=1)).clusters) == 1


def test_the_same_seed_gives_the_same_result_and_another_seed_another() -> None:
    first, again, other = outbreak(), outbreak(), outbreak(replace(QUICK, seed=2))
    assert first.clusters == again.clusters
    assert (first.null_maxima == again.null_maxima).all()
    assert (first.null_maxima != other.null_maxima).any()


def test_more_replicates_begin_with_the_same_ones() -> None:
    more = outbreak(replace(QUICK, replicates=150)).null_maxima
    assert (more[:99] == outbreak().null_maxima).all()


def test_the_order_of_places_does_not_matter() -> None:
    turned = dict(reversed(OUTBREAK.items()))
    points = {place: (float(i), 0.0) for i, place in enumerate(ROAD)}
    geometry = on_a_map(dict(reversed(points.items())))
    assert scan(table(turned), geometry, QUICK).clusters == outbreak().clusters


def test_a_place_without_a_row_counts_zero() -> None:
    rows = {place: row for place, row in OUTBREAK.items() if place != "munjungan"}
    geometry = on_a_road(*ROAD)
    zero = {**rows, "munjungan": [0] * 22}
    assert (
        scan(table(rows), geometry, QUICK).clusters == scan(table(zero), geometry, QUICK).clusters
    )


def test_a_place_without_reports_inside_a_circle_is_a_member() -> None:
    gap = {"a": [1, 1, 0, 3], "b": [0, 0, 0, 0], "c": [1, 1, 0, 3], "far": [4, 4, 2, 0]}
    points = {"a": (0, 0), "b": (1, 0), "c": (2, 0), "far": (50, 0)}
    found = scan(table(gap), on_a_map(points), replace(QUICK, max_share=0.6)).clusters[0]
    assert set(found.members) == {"a", "b", "c"}


def test_strata_explain_a_partner_who_begins_to_report() -> None:
    """An agency that joins today and knows one place only is no rise of that place."""
    old = {"a": [1, 2, 1, 2, 1, 2], "b": [2, 1, 2, 1, 2, 1], "c": [3, 3, 3, 3, 3, 3]}
    new = {"a": [0, 0, 0, 0, 0, 6], "b": [0] * 6, "c": [0] * 6}
    both = {place: [x + y for x, y in zip(old[place], new[place], strict=True)] for place in old}
    road, one_day = on_a_road("a", "b", "c"), replace(QUICK, max_days=1)
    together = scan(table(both), road, one_day).clusters[0]
    apart = scan([table(old), table(new)], road, one_day).clusters
    assert (together.centre, together.observed) == ("a", 8)
    assert all(cluster.statistic < together.statistic / 5 for cluster in apart)


def test_one_stratum_is_the_plain_scan() -> None:
    assert scan([table(OUTBREAK)], on_a_road(*ROAD), QUICK).clusters == outbreak().clusters


def test_strata_that_fall_together_change_nothing_but_the_draws() -> None:
    nothing = {place: [0] * 22 for place in ROAD}
    found = scan([table(OUTBREAK), table(nothing)], on_a_road(*ROAD), QUICK)
    assert found.clusters == outbreak().clusters


def test_progress_is_told_up_to_the_last_replicate() -> None:
    told: list[tuple[int, int]] = []
    scan(table(OUTBREAK), on_a_road(*ROAD), QUICK, lambda *step: told.append(step))
    assert told[-1] == (99, 99)


def test_weeks_end_today_and_recur_in_days() -> None:
    events = [("a", TODAY)] * 5 + [("b", date(2026, 11, d)) for d in (1, 5, 9, 13)]
    weeks = CountTable.from_events(
        events, areas=["a", "b"], start=date(2026, 10, 28), end=TODAY, every=7
    )
    settings = replace(QUICK, max_share=1, max_days=7)
    found = scan(weeks, on_a_map({"a": (0, 0), "b": (9, 0)}), settings).clusters[0]
    assert (found.start, found.end) == (date(2026, 11, 18), TODAY)
    assert found.recurrence_days == pytest.approx(7 / found.gumbel_p)


def test_a_radius_beyond_the_geometry_is_refused() -> None:
    near = on_a_map({"a": (0, 0), "b": (1, 0)}, max_km=5)
    with pytest.raises(ValueError, match=r"up to 5 km"):
        scan(table({"a": [1], "b": [1]}), near, replace(QUICK, max_km=6))
    with pytest.raises(ValueError, match=r"up to 5 km"):
        scan(table({"a": [1], "b": [1]}), near, QUICK)


def test_a_place_without_coordinates_is_refused() -> None:
    with pytest.raises(ValueError, match="no place: c"):
        scan(table({"a": [1], "c": [1]}), on_a_road("a", "b"), QUICK)


def test_strata_of_different_days_are_refused() -> None:
    with pytest.raises(ValueError, match="same periods"):
        scan([table({"a": [1, 2]}), table({"a": [1]})], on_a_road("a"), QUICK)
    with pytest.raises(ValueError, match="at least one table"):
        scan([], on_a_road("a"), QUICK)


def test_places_on_the_globe_are_scanned_like_those_on_a_map() -> None:
    lonlat = Geometry.from_lonlat(ROAD, [111.70 + i / 100 for i in range(6)], [-8.2] * 6)
    found = scan(table(OUTBREAK), lonlat, QUICK).clusters[0]
    assert set(found.members) == {"tugu", "durenan"}
    assert found.radius_km == pytest.approx(1.0999, abs=1e-3)
    assert isinstance(found.statistic, float)
    assert np.isfinite(found.recurrence_days)


def test_a_night_of_one_office_takes_seconds() -> None:
    """636 villages, 90 days, 320 reports: 0.2 s of processor time in 2026, and 50 of them 10 s."""
    rng = np.random.default_rng(6)
    counts = np.zeros((636, 90), dtype=int)
    np.add.at(counts, (rng.integers(0, 636, 320), rng.integers(0, 90, 320)), 1)
    places = [f"{i:03}" for i in range(636)]
    geometry = Geometry.from_plane(places, *(rng.random((2, 636)) * 80), max_km=20)
    rows = table(dict(zip(places, counts.tolist(), strict=True)))
    begun = time.process_time()
    scan(rows, geometry, ScanSettings(max_km=20, max_days=30, replicates=199))
    assert time.process_time() - begun < 2
