"""Scans against people, controls and forecasts find what their definitions say, to the last day."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import (
    Baseline,
    Cluster,
    Controls,
    Population,
    ScanResult,
    ScanSettings,
    scan,
    scan_subsets,
)
from kentongan.engine.detection.against import Against, model_of
from kentongan.engine.detection.scan import windows_of
from tests.engine.detection.definitions import (
    Judge,
    Numbers,
    Points,
    Rows,
    Share,
    best_of,
    by_controls,
    by_forecast,
    by_people,
    circles,
    shapes,
)
from tests.engine.detection.small import TODAY, on_a_map, table

few = settings(max_examples=40, deadline=None)
PLACES = ("a", "b", "c", "d", "e")
MODELS = ("people", "strata", "controls", "forecast")


@dataclass(frozen=True)
class World:
    """Cases by stratum, what they are held against, and where the places lie."""

    model: str
    points: Points
    cases: list[Rows]
    others: list[Numbers]

    @property
    def days(self) -> int:
        return len(next(iter(self.cases[0].values())))

    def judged(self, cases: list[Rows] | None = None) -> tuple[Judge, Share]:
        """By the definitions; cases: other ones, such as of a random data set."""
        mine = cases or self.cases
        if self.model == "controls":
            return by_controls(mine[0], self.controls(mine[0]))
        if self.model == "forecast":
            return by_forecast(mine[0], self.others[0])
        return by_people(mine, self.others)

    def controls(self, cases: Rows) -> Rows:
        """Who of the people is no case: whole numbers, the people being always the same."""
        people = {
            place: [int(c + o) for c, o in zip(self.cases[0][place], others, strict=True)]
            for place, others in self.others[0].items()
        }
        return {
            place: [n - c for n, c in zip(people[place], cases[place], strict=True)]
            for place in cases
        }

    def against(self) -> Against:
        """The same for the engine."""
        areas = tuple(self.points)
        numbers = np.array([[one[area] for area in areas] for one in self.others], dtype=float)
        if self.model == "controls":
            return Controls(table(self.controls(self.cases[0])))
        if self.model == "forecast":
            return Baseline(areas, numbers[0])
        return Population(areas, numbers)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    model = draw(st.sampled_from(MODELS))
    spots = st.tuples(st.integers(0, 4), st.integers(0, 4))
    points = dict(zip(PLACES, draw(st.lists(spots, min_size=2, max_size=5)), strict=False))
    days = draw(st.integers(1, 4))
    strata = 2 if model == "strata" else 1

    def rows(least: int, most: int) -> st.SearchStrategy[Rows]:
        row = st.lists(st.integers(least, most), min_size=days, max_size=days)
        return st.fixed_dictionaries(dict.fromkeys(points, row))

    cases = [draw(rows(0, 3)) for _ in range(strata)]
    cases[0][PLACES[0]][0] += 1  # never without any case
    others: list[Numbers] = [draw(rows(1, 9)) for _ in range(strata)]  # type: ignore[misc]
    return World(model, points, cases, others)


@st.composite
def limits(draw: st.DrawFn) -> ScanSettings:
    shortest = draw(st.integers(1, 2))
    return ScanSettings(
        max_km=draw(st.sampled_from([None, 1.5, 3.0])),
        max_share=draw(st.sampled_from([0.4, 1.0])),
        min_days=shortest,
        max_days=draw(st.integers(shortest, 4)),
        prospective=draw(st.booleans()),
        purely_spatial=draw(st.booleans()),
        min_cases=draw(st.integers(1, 3)),
        replicates=4,
        seed=draw(st.integers(0, 99)),
    )


def engine(world: World, limits: ScanSettings, run: Callable[..., ScanResult] = scan) -> ScanResult:
    cases = [table(rows) for rows in world.cases]
    return run(cases, on_a_map(world.points), limits, against=world.against())


def by_definition(world: World, limits: ScanSettings, every=circles, cases=None):  # type: ignore[no-untyped-def]
    judge, share = world.judged(cases)
    # What a circle may hold a share of is the same in every data set.
    share = world.judged()[1] if world.model != "controls" else share
    return best_of(every(world.points, limits, share), world.days, limits, judge)


def days_of(cluster: Cluster, days: int) -> tuple[int, int]:
    first = (TODAY - cluster.start).days
    return days - 1 - first, days - 1 - (TODAY - cluster.end).days


@few
@given(worlds(), limits())
def test_the_first_cluster_is_the_most_unusual_by_definition(
    world: World, limits: ScanSettings
) -> None:
    found, best = engine(world, limits).clusters, by_definition(world, limits)
    assert bool(found) == (best is not None)
    if best:
        assert found[0].statistic == pytest.approx(best.statistic, abs=1e-8)


@few
@given(worlds(), limits())
def test_every_cluster_has_the_numbers_of_the_definition(
    world: World, limits: ScanSettings
) -> None:
    judge, _ = world.judged()
    for cluster in engine(world, limits).clusters:
        first, last = days_of(cluster, world.days)
        observed, expected, statistic = judge(cluster.members, range(first, last + 1))
        assert cluster.observed == observed
        assert cluster.expected == pytest.approx(expected)
        assert cluster.statistic == pytest.approx(statistic, abs=1e-8)


@few
@given(worlds(), limits())
def test_any_shape_is_the_most_unusual_of_all_sets_by_definition(
    world: World, limits: ScanSettings
) -> None:
    """With one case enough, since a set is chosen before its cases are counted."""
    limits = replace(limits, min_cases=1)
    found = engine(world, limits, scan_subsets).clusters
    best = by_definition(world, limits, shapes)
    assert (found[0].statistic if found else 0.0) == pytest.approx(
        best.statistic if best else 0.0, abs=1e-8
    )


@few
@given(worlds(), limits())
def test_each_random_data_set_has_the_maximum_of_the_definition(
    world: World, limits: ScanSettings
) -> None:
    if world.model == "strata":
        return  # a data set does not tell which case was of which stratum
    maxima = engine(world, limits).null_maxima
    for drawn, largest in zip(data_sets(world, limits), maxima, strict=False):
        slow = best_in(world, limits, drawn)
        assert largest == pytest.approx(slow, abs=1e-8)


def best_in(world: World, limits: ScanSettings, cases: Rows) -> float:
    """Of a data set, of which only the days that windows touch are known."""
    judge, share = world.judged()
    if world.model == "forecast":
        judge = by_forecast(cases, world.others[0])[0]
    elif world.model == "people":
        judge = with_cases(judge, cases, sum(map(sum, world.cases[0].values())))
    else:
        judge = among(cases, world)
    best = best_of(circles(world.points, limits, share), world.days, limits, judge)
    return best.statistic if best else 0.0


def with_cases(judge: Judge, cases: Rows, total: int) -> Judge:
    """Other cases, the same in all and the same expected."""

    def judged(places, days):  # type: ignore[no-untyped-def]
        expected = judge(places, days)[1]
        observed = sum(cases[place][day] for place in places for day in days)
        if observed <= expected:
            return observed, expected, 0.0
        outside = total - observed
        rest = outside * np.log(outside / (total - expected)) if outside else 0.0
        return observed, expected, observed * np.log(observed / expected) + rest

    return judged


def among(cases: Rows, world: World) -> Judge:
    """Other cases among the same people: how many of those inside, and how many in all."""
    total = sum(map(sum, world.cases[0].values()))
    people = world.controls({place: [0] * world.days for place in cases})
    everyone = sum(map(sum, people.values()))

    def judged(places, days):  # type: ignore[no-untyped-def]
        observed = sum(cases[place][day] for place in places for day in days)
        size = sum(people[place][day] for place in places for day in days)
        inside = {"in": [observed], "out": [total - observed]}
        others = {"in": [size - observed], "out": [everyone - size - total + observed]}
        return by_controls(inside, others)[0](["in"], range(1))

    return judged


def data_sets(world: World, limits: ScanSettings) -> list[Rows]:
    """Those that the engine draws, written out; nothing where no window holds a case."""
    geometry, cases = on_a_map(world.points), [table(rows) for rows in world.cases]
    model = model_of(cases, geometry.areas, world.against())
    windows = windows_of(cases[0], model, limits, looks=1)
    if not len(windows):
        return []
    drawn, sets = model.chance(windows.span, limits.seed).draw(range(limits.replicates)), []
    for first, stop in zip(drawn.starts[:-1], drawn.starts[1:], strict=True):
        counts = np.zeros((len(geometry.areas), world.days), dtype=int)
        np.add.at(
            counts, (drawn.places[first:stop], windows.span.start + drawn.periods[first:stop]), 1
        )
        sets.append(dict(zip(geometry.areas, counts.tolist(), strict=True)))
    return sets
