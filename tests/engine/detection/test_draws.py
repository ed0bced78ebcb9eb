"""Random numbers and random data sets: what they keep, and that chances are what they should be."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kentongan.engine.detection.number_laws import (
    binomial_table,
    hypergeometric_table,
    number_from,
    poisson_table,
)
from kentongan.engine.detection.scatter import Labels, Scattered, aliases_of
from kentongan.engine.detection.shuffles import draw_without_return
from kentongan.engine.detection.streams import below, fraction, number, stream_of

some = settings(max_examples=40, deadline=None)
MASK = 2**64 - 1

# The first call of a compiled function takes seconds.
unhurried = settings(deadline=None)


def split_mix(state: int) -> int:
    """The finisher of SplitMix64, in numbers without end."""
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & MASK
    return state ^ (state >> 31)


def test_numbers_are_those_that_split_mix_was_published_with() -> None:
    """From the seed 1234567, as the reference implementation in C prints them."""
    stream = np.array([1234567, 0], dtype=np.uint64)
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    assert [int(number(stream)) for _ in published] == published


@unhurried
@given(st.integers(0, 2**40), st.integers(0, 10_000))
def test_a_number_depends_on_its_place_in_the_stream_alone(seed: int, replicate: int) -> None:
    stream = stream_of(seed, replicate)
    key = int(stream[0])
    drawn = [int(number(stream)) for _ in range(5)]
    assert drawn == [split_mix((key + n * 0x9E3779B97F4A7C15) & MASK) for n in range(1, 6)]


def test_seeds_and_replicates_have_streams_of_their_own() -> None:
    keys = {int(stream_of(seed, replicate)[0]) for seed in range(50) for replicate in range(200)}
    assert len(keys) == 10_000


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_numbers_below_a_limit_are_alike(limit: int) -> None:
    stream = stream_of(5, limit)
    counts = np.bincount([below(stream, limit) for _ in range(20_000)], minlength=limit)
    assert len(counts) == limit
    assert stats.chisquare(counts).pvalue > 0.001 if limit > 1 else True


def test_fractions_are_even() -> None:
    stream = stream_of(1, 2)
    drawn = [fraction(stream) for _ in range(20_000)]
    assert stats.kstest(drawn, "uniform").pvalue > 0.001
    assert 0 <= min(drawn) < max(drawn) < 1


@unhurried
@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 99))
def test_drawing_leaves_the_pool_as_it_was_and_takes_nothing_twice(
    size: int, wanted: int, seed: int
) -> None:
    pool = np.arange(size, dtype=np.int32)
    out = np.zeros(min(wanted, size), dtype=np.int32)
    draw_without_return(stream_of(seed, 0), pool, out, np.zeros(size, dtype=np.int64))
    assert pool.tolist() == list(range(size))
    assert len(set(out.tolist())) == len(out)


def test_every_pair_is_drawn_as_often() -> None:
    pool, out, swaps = np.arange(4, dtype=np.int32), np.zeros(2, np.int32), np.zeros(2, np.int64)
    counts = np.zeros((4, 4), dtype=int)
    for replicate in range(6000):
        draw_without_return(stream_of(9, replicate), pool, out, swaps)
        counts[out[0], out[1]] += 1
    assert stats.chisquare(counts[~np.eye(4, dtype=bool)]).pvalue > 0.001


@some
@given(st.integers(0, 60), st.floats(0, 1))
def test_binomial_sums_are_those_of_scipy(cases: int, share: float) -> None:
    expected = stats.binom.cdf(np.arange(cases + 1), cases, share)
    assert binomial_table(cases, share) == pytest.approx(expected, abs=1e-10)


@some
@given(st.integers(1, 60), st.data())
def test_hypergeometric_sums_are_those_of_scipy(people: int, data: st.DataObject) -> None:
    inside, cases = data.draw(st.integers(0, people)), data.draw(st.integers(0, people))
    table = hypergeometric_table(people, inside, cases)
    expected = stats.hypergeom.cdf(np.arange(len(table)), people, inside, cases)
    assert table == pytest.approx(expected, abs=1e-10)


@some
@given(st.floats(0, 300))
def test_poisson_sums_are_those_of_scipy(mean: float) -> None:
    table = poisson_table(mean)
    assert table == pytest.approx(stats.poisson.cdf(np.arange(len(table)), mean), abs=1e-10)


def test_a_million_cases_lose_nothing_to_rounding() -> None:
    table = binomial_table(1_000_000, 7 / 365)
    expected = stats.binom.cdf(np.arange(len(table)), 1_000_000, 7 / 365)
    assert table == pytest.approx(expected, abs=1e-7)


def test_numbers_follow_their_table() -> None:
    table = poisson_table(3.0)
    drawn = [number_from(table, stream_of(4, replicate)) for replicate in range(20_000)]
    counts = np.bincount(drawn, minlength=12)[:12]
    due = stats.poisson.pmf(np.arange(12), 3.0) * 20_000
    assert ((counts - due) ** 2 / due).sum() < stats.chi2.ppf(0.999, 11)


@some
@given(st.lists(st.floats(0, 9), min_size=1, max_size=20).filter(lambda some: sum(some) > 0.01))
def test_aliases_give_every_cell_its_weight(weights: list[float]) -> None:
    keeps, other = aliases_of(np.array(weights))
    chances = keeps.copy()
    np.add.at(chances, other, 1 - keeps)
    assert chances / len(weights) == pytest.approx(np.array(weights) / sum(weights), abs=1e-12)
    assert all(chances[i] < 1e-9 for i, weight in enumerate(weights) if weight == 0)


def test_scattered_cases_fall_in_proportion_to_what_is_expected() -> None:
    expected = np.array([[1.0, 2.0], [0.0, 5.0]])
    drawn = Scattered.of(expected, binomial_table(10, 0.8), 3).draw(range(3000))
    counts = np.zeros((2, 2))
    np.add.at(counts, (drawn.places, drawn.periods), 1)
    assert counts[1, 0] == 0
    assert counts / 3000 == pytest.approx(expected, abs=0.2)
    numbers = np.diff(drawn.starts)
    assert (numbers.mean(), numbers.var()) == pytest.approx((8.0, 1.6), abs=0.2)


def test_each_person_is_a_case_as_often_and_once_at_most() -> None:
    people = np.array([[2, 0], [1, 1]])
    labels = Labels.of(people, hypergeometric_table(8, 4, 4), 3)
    drawn = labels.draw(range(4000))
    counts = np.zeros((2, 2))
    np.add.at(counts, (drawn.places, drawn.periods), 1)
    assert counts / 4000 == pytest.approx(people / 2, abs=0.05)
    assert labels.usual_cases == pytest.approx(2.0)
    assert math.isclose(np.diff(drawn.starts).max(), 4)


@pytest.mark.parametrize("kind", ["scattered", "labels"])
def test_a_data_set_is_drawn_alike_alone_and_among_others(kind: str) -> None:
    table = binomial_table(6, 0.5)
    chance = (
        Scattered.of(np.ones((3, 2)), table, 7)
        if kind == "scattered"
        else Labels.of(np.full((3, 2), 2), table, 7)
    )
    together, alone = chance.draw(range(2, 9)), chance.draw(range(5, 6))
    here = slice(together.starts[3], together.starts[4])
    assert together.places[here].tolist() == alone.places.tolist()
    assert together.periods[here].tolist() == alone.periods.tolist()
