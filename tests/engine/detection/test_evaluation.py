"""What a watch is worth: counted by hand on small ones."""

import pytest

from kentongan.engine.detection.evaluation import (
    Outbreak,
    Signal,
    Terms,
    Watch,
    evaluate,
    jaccard,
    mean,
    middle,
)


def at(period: int, *places: int) -> Signal:
    """A signal about places."""
    return Signal(period, frozenset(places))


HERE = Outbreak(10, 20, frozenset({1, 2, 3}))
ELSEWHERE = Outbreak(40, 50, frozenset({7, 8}))


def test_found_means_a_signal_during_the_outbreak_and_at_its_places() -> None:
    watch = Watch(70, [at(9, 1), at(12, 9), at(13, 2, 4), at(51, 7)], [HERE, ELSEWHERE])
    worth = evaluate([watch])
    assert worth.sensitivity is not None
    assert worth.sensitivity.value == 0.5
    assert worth.delays == (3,)
    assert worth.overlap is not None
    assert worth.overlap.value == 0.25


def test_alerts_in_vain_are_counted_per_officer_and_week() -> None:
    watch = Watch(70, [at(12, 2), at(30, 5), at(60, 5)], [HERE])
    worth = evaluate([watch], Terms(officers=2))
    assert worth.predictive is not None
    assert worth.predictive.value == pytest.approx(1 / 3)
    assert worth.false_per_week.value == pytest.approx(2 / 10 / 2)
    assert worth.between is not None
    assert worth.between.value == 24


@pytest.mark.parametrize(
    ("signals", "alerts"),
    [
        ([at(1, 5), at(6, 5, 6), at(12, 6)], 1),
        ([at(1, 5), at(9, 5)], 2),
        ([at(1, 5), at(2, 6)], 2),
        # One that never falls silent is raised anew after four weeks.
        ([at(day, 5) for day in range(60)], 3),
    ],
)
def test_signals_that_go_on_are_one_alert(signals: list[Signal], alerts: int) -> None:
    worth = evaluate([Watch(7, signals, [])])
    assert worth.false_per_week.value == alerts


def test_a_single_place_in_common_may_not_be_enough() -> None:
    watch = Watch(70, [at(12, 1, 9), at(14, 1, 2)], [HERE])
    assert evaluate([watch]).delays == (2,)
    assert evaluate([watch], Terms(common=2)).delays == (4,)
    assert evaluate([watch], Terms(common=3)).delays == ()


def test_watches_are_pooled() -> None:
    silent, loud = Watch(35, [], [HERE]), Watch(35, [at(12, 1)], [HERE])
    worth = evaluate([silent, loud])
    assert worth.sensitivity is not None
    assert worth.sensitivity.value == 0.5
    assert worth.false_per_week.value == 0


def test_of_several_signals_in_one_period_the_nearest_finds() -> None:
    worth = evaluate([Watch(70, [at(12, 1, 8, 9), at(12, 1, 2, 3)], [HERE])])
    assert worth.overlap is not None
    assert worth.overlap.value == 1


def test_nothing_to_find_and_nothing_signalled_gives_no_estimate() -> None:
    worth = evaluate([Watch(70, [], [])])
    assert (worth.sensitivity, worth.predictive, worth.delay) == (None, None, None)
    assert (worth.between, worth.overlap) == (None, None)


def test_intervals_hold_their_value_and_narrow_with_more() -> None:
    few, many = middle([1, 2, 3, 4, 9]), middle([1, 2, 3, 4, 9] * 40)
    assert few is not None
    assert many is not None
    assert few.low <= few.value == 3 == many.value <= many.high
    assert many.high - many.low < few.high - few.low
    one = mean([2.0, 4.0])
    assert one is not None
    assert one.value == 3
    assert one.low < 2
    assert one.high > 4
    assert middle([]) is None
    assert mean([]) is None


def test_places_in_common_over_places_of_either() -> None:
    assert jaccard(frozenset({1, 2}), frozenset({2, 3})) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "wrong", [{"quiet": -1}, {"longest": -1}, {"common": 0}, {"officers": 0.0}, {"week": 0.0}]
)
def test_impossible_terms_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"quiet|officers"):
        Terms(**wrong)  # type: ignore[arg-type]
