"""Silence: against a slow reading of the law, with effort, and as rare as promised."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]

from kentongan.engine.detection.expected import SilenceSettings, silence
from tests.engine.detection.temporal.test_shrinkage import slow_prior, slow_restlessness

SHORT = SilenceSettings(window=2, baseline=8)
type Counts = NDArray[np.int64]
some = settings(max_examples=40, deadline=None)  # the first call compiles


def slow(counts: Counts, parents: list[int]) -> list[float]:
    """The lower tail of the last two of ten periods, one series after the other."""
    past, found = counts[:, :8], []
    for place, parent in enumerate(parents):
        family = [past[other] for other, one in enumerate(parents) if one == parent]
        shape, rate = slow_prior(family)
        mean = 2 * (shape + past[place].sum()) / (rate + 8)
        spread = slow_restlessness(family) + 2 / (rate + 8)
        law = stats.nbinom(mean / (spread - 1), 1 / spread)
        found.append(float(law.cdf(counts[place, 8:].sum())))
    return found


@some
@given(seed=st.integers(0, 10_000), rate=st.floats(0.5, 6))
def test_the_chance_of_so_few_is_that_of_the_slow_twin(seed: int, rate: float) -> None:
    counts = np.random.default_rng(seed).poisson(rate, (7, 10))
    parents = [3, 3, 9, 3, 9, 9, 4]
    found = silence(counts, parents=parents, settings=SHORT)
    judged = ~np.isnan(found.p)
    np.testing.assert_allclose(found.p[judged], np.array(slow(counts, parents))[judged], atol=1e-9)


def quiet_end(series: int = 30, rate: float = 3.0, *, silent: int = 0, seed: int = 1) -> Counts:
    """56 weeks at one rate; the first ``silent`` series tell nothing in the last four."""
    counts = np.random.default_rng(seed).poisson(rate, (series, 56))
    counts[:silent, -4:] = 0
    return counts


def test_who_always_told_and_does_not_now_is_silent() -> None:
    found = silence(quiet_end(silent=2), parents=[0] * 30)
    assert np.flatnonzero(found.silent).tolist() == [0, 1]
    assert found.observed[0] == 0
    assert 9 < found.expected[0] < 15
    assert found.quiet[0] >= 4


def test_who_seldom_tells_is_not_judged() -> None:
    counts = quiet_end(rate=0.05, silent=1)
    assert np.isnan(silence(counts, parents=[0] * 30).p[0])


def test_a_quiet_season_is_no_silence() -> None:
    counts = quiet_end(rate=2)
    counts[:, -4:] = 0
    season = np.where(np.arange(56) < 52, 1.0, 0.01)
    assert silence(counts, parents=[0] * 30).silent.all()
    assert not silence(counts, parents=[0] * 30, exposure=season).silent.any()


def test_when_all_fall_silent_together_none_is_singled_out() -> None:
    counts = quiet_end(rate=6)
    counts[:, -4:] = np.random.default_rng(2).poisson(0.9, (30, 4))
    together = SilenceSettings(together=0.1)
    assert silence(counts, parents=[0] * 30).silent.all()
    assert not silence(counts, parents=[0] * 30, settings=together).silent.any()


def test_one_that_is_silent_alone_is_found_beside_the_others() -> None:
    found = silence(quiet_end(silent=1), parents=[0] * 30, settings=SilenceSettings(together=0.1))
    assert np.flatnonzero(found.silent).tolist() == [0]


def test_a_silence_of_everything_is_seen_down_to_the_share() -> None:
    counts = quiet_end(rate=12, silent=30)
    found = silence(counts, parents=[0] * 30, settings=SilenceSettings(together=0.2))
    assert found.silent.all()


def test_a_series_alone_is_held_to_itself() -> None:
    alone = quiet_end(series=1, rate=8, silent=1)
    found = silence(alone, parents=[0], settings=SilenceSettings(together=0.2))
    assert found.silent.tolist() == [True]


def test_where_less_was_asked_less_is_expected() -> None:
    counts = quiet_end(silent=1)
    effort = np.ones(counts.shape)
    effort[0, -4:] = 0.1
    whole = silence(counts, parents=[0] * 30)
    less = silence(counts, parents=[0] * 30, exposure=effort)
    assert less.expected[0] == pytest.approx(whole.expected[0] / 10, rel=0.1)
    assert (whole.silent[0], less.silent[0]) == (True, False)


def test_where_nobody_went_nothing_is_said_but_that() -> None:
    counts, visited = quiet_end(silent=2), np.ones((30, 56), dtype=bool)
    visited[0, -4:] = False
    found = silence(counts, parents=[0] * 30, visited=visited)
    assert found.unvisited.tolist() == [True] + [False] * 29
    assert np.flatnonzero(found.silent).tolist() == [1]
    assert np.isnan(found.p[0])


def test_a_place_that_was_never_asked_is_not_judged() -> None:
    visited = np.zeros((30, 56), dtype=bool)
    visited[:, -4:] = True
    assert np.isnan(silence(quiet_end(), parents=[0] * 30, visited=visited).p).all()


def test_when_all_is_as_usual_silences_are_as_rare_as_promised() -> None:
    """In all these worlds nobody fell silent, so each with a finding counts as false."""
    false = []
    for seed in range(200):
        random = np.random.default_rng(seed)
        rates = random.gamma(4, 1, 40)
        counts = random.poisson(rates[:, None], (40, 56))
        false.append(silence(counts, parents=np.arange(40) // 10).silent.any())
    assert np.mean(false) <= 0.05 + 2 * np.sqrt(0.05 / 200)


def test_p_values_of_usual_weeks_are_not_too_small() -> None:
    counts = np.random.default_rng(3).poisson(8, (3000, 56))
    p_values = silence(counts, parents=np.arange(3000) // 10).p
    for level in (0.01, 0.05, 0.2):
        assert np.mean(p_values <= level) <= level + 3 * np.sqrt(level / 3000)


def test_who_never_told_is_quiet_since_the_beginning() -> None:
    counts = quiet_end()
    counts[0] = 0
    assert silence(counts, parents=[0] * 30).quiet[0] == 56


@pytest.mark.parametrize(
    ("parents", "exposure", "periods"), [([0], 1.0, 56), ([0, 0], 0.0, 56), ([0, 0], 1.0, 55)]
)
def test_what_cannot_be_judged_is_refused(
    parents: list[int], exposure: float, periods: int
) -> None:
    with pytest.raises(ValueError, match=r"parent|expects nothing"):
        silence(np.ones((2, periods)), parents=parents, exposure=exposure)


@pytest.mark.parametrize(
    "wrong", [{"window": 0}, {"baseline": 7}, {"regular": 0}, {"discovery": 1}, {"together": 0}]
)
def test_impossible_settings_of_silence_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"window|shares"):
        SilenceSettings(**wrong)  # type: ignore[arg-type]
