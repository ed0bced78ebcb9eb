"""Compiled functions do as their text says: the interpreter finds the same, step by step."""

import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.detection import near, number_laws, observed, scatter, score, shuffles, sizes
from kentongan.engine.detection.score import BERNOULLI, POISSON, UNCONDITIONAL, Law
from kentongan.engine.detection.streams import number, stream_of
from tests.engine.detection.published import ROOT
from tests.engine.detection.worlds import circles_of, map_of, model_of, names, seeds, windows_of

few = settings(max_examples=40, deadline=None)
laws = st.sampled_from([POISSON, BERNOULLI, UNCONDITIONAL])


def interpreted(function: object) -> Callable[..., object]:
    """The function as it is written."""
    plain: Callable[..., object] = function.py_func  # type: ignore[attr-defined]
    return plain


@few
@given(laws, st.integers(1, 40), st.integers(0, 40), st.floats(0.01, 30.0))
def test_statistics_and_expected_numbers_are_as_they_are_written(
    kind: int, cases: int, more: int, size: float
) -> None:
    law = Law(kind, float(cases + more), max(size, cases + more) * 1.5)
    size = max(size, float(cases)) if kind == BERNOULLI else size
    for function in (score.statistic, score.expected):
        words = (float(cases), size, law) if function is score.statistic else (size, law)
        assert function(*words) == pytest.approx(interpreted(function)(*words), rel=1e-12)


@few
@given(laws, st.floats(0, 8), st.integers(1, 3), st.integers(5, 60))
def test_largest_sizes_are_as_they_are_written(
    kind: int, floor: float, least: int, top: int
) -> None:
    law = Law(kind, 50.0, 200.0)
    words = (floor, least, top, 40.0, law)
    slow = interpreted(score.largest_sizes)(*words)
    assert score.largest_sizes(*words).tolist() == pytest.approx(list(slow), rel=1e-12)  # type: ignore[call-overload]


@few
@given(st.integers(0, 60), st.floats(0, 1), st.floats(0, 40), st.integers(0, 30))
def test_tables_of_numbers_are_as_they_are_written(
    cases: int, share: float, mean: float, inside: int
) -> None:
    for function, words in (
        (number_laws.binomial_table, (cases, share)),
        (number_laws.poisson_table, (mean,)),
        (number_laws.hypergeometric_table, (cases + inside, inside, cases)),
    ):
        slow = np.asarray(interpreted(function)(*words))
        assert function(*words) == pytest.approx(slow, abs=1e-12)


@few
@given(st.lists(st.floats(0.001, 9), min_size=1, max_size=12))
def test_aliases_are_as_they_are_written(weights: list[float]) -> None:
    fast = scatter.aliases_of(np.array(weights))
    slow = interpreted(scatter.aliases_of)(np.array(weights))
    for one, other in zip(fast, slow, strict=True):  # type: ignore[call-overload]
        assert one.tolist() == pytest.approx(other.tolist())


@few
@given(st.integers(1, 20), seeds)
def test_draws_without_return_are_as_they_are_written(people: int, seed: int) -> None:
    drawn = []
    for function in (shuffles.draw_without_return, interpreted(shuffles.draw_without_return)):
        pool, out = np.arange(people, dtype=np.int32), np.zeros(people // 2 + 1, dtype=np.int32)
        out = out[: min(len(out), people)]
        function(stream_of(seed, 3), pool, out, np.zeros(len(out), dtype=np.int64))
        drawn.append((out.tolist(), pool.tolist()))
    assert drawn[0] == drawn[1]


@few
@given(names, seeds)
def test_sizes_of_circles_are_as_they_are_written(name: str, seed: int) -> None:
    model = model_of(name, seed, 6, 7)
    of = model.sizes(windows_of(model, 7, 1))
    so_far = of.added.sum(axis=0)
    for window in range(of.windows):
        slow = interpreted(sizes.size_in)(so_far, window, of.shares)
        assert sizes.size_in(so_far, window, of.shares) == slow


@few
@given(names, seeds, st.integers(1, 3))
def test_best_cylinders_are_as_they_are_written(name: str, seed: int, least: int) -> None:
    model, geometry = model_of(name, seed, 7, 6), map_of(seed, 7)
    circles, windows = circles_of(geometry, model), windows_of(model, 6, None)
    table = windows.sums(model.counts)
    found = []
    for function in (observed._search, interpreted(observed._search)):
        bests = observed.Bests.none_of(7)
        function(circles, table, (model.law, model.sizes(windows)), least, bests)
        found.append([column.tolist() for column in bests])
    for fast, slow in zip(*found, strict=True):
        assert fast == pytest.approx(slow)


@few
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=12))
def test_distances_are_as_they_are_written(points: list[tuple[int, int]]) -> None:
    places = np.array([(x, y, 0.0) for x, y in points])
    for one in range(len(places)):
        for other in range(len(places)):
            slow = interpreted(near.distance)(places, one, other)
            assert near.distance(places, one, other) == slow


def test_random_numbers_do_not_depend_on_the_compiler() -> None:
    code = (
        "from kentongan.engine.detection.streams import number, stream_of\n"
        "stream = stream_of(5, 9)\n"
        "print(*(int(number(stream)) for _ in range(6)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": f"{ROOT / 'src'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    stream = stream_of(5, 9)
    assert done.stdout.split() == [str(int(number(stream))) for _ in range(6)]
