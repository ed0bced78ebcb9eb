"""The limits of the score: halves, ties, copies alone, odd weeks, and scores of whole worlds."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.synthetic import (
    Cluster,
    Network,
    NoticeTruth,
    Origin,
    Truth,
    World,
    WorldSettings,
    build_world,
)
from kentongan.engine.synthetic.building import linkable_on, second_voice_on
from kentongan.engine.synthetic.evaluation import (
    Outcome,
    Raised,
    Score,
    Verdict,
    caught_by,
    evaluate,
    evidence,
    planted_in,
    verdict,
)
from tests.engine.synthetic.conftest import LAST_DAY, square

START = date(2026, 3, 2)
few = settings(max_examples=30, deadline=None)


def day(number: int) -> date:
    return START + timedelta(number)


def noted(planted: str, origin: Origin, copy_of: str = "") -> NoticeTruth:
    return NoticeTruth(origin, planted, copy_of, "V1", "35.03.05.2001", START)


def truth_of(days: int = 28, second: int | None = 4, linkable: int | None = 6) -> Truth:
    """A network n1-n6 (copies d1, d2), a cluster c1-c4, noise x1-x4 (a copy y1), a rumour."""
    notices = {f"n{i}": noted("network-1", Origin.NETWORK) for i in range(1, 7)}
    notices |= {f"d{i}": noted("network-1", Origin.NETWORK, f"n{i}") for i in (1, 2)}
    notices |= {f"c{i}": noted("cluster-1", Origin.CLUSTER) for i in range(1, 5)}
    notices |= {f"x{i}": noted("", Origin.NOISE) for i in range(1, 5)}
    notices |= {"y1": noted("", Origin.NOISE, "x1"), "r1": noted("rumour-1", Origin.RUMOUR)}
    seen = [None if number is None else day(number) for number in (second, linkable)]
    network = Network("network-1", (), "", "", 0, (), START, START, (), *seen)
    cluster = Cluster("cluster-1", (), START, START, (), day(9))
    return Truth(START, day(days - 1), notices, (network,), (cluster,))


TRUTH = truth_of()


def alert(notices: str, on: int = 0, key: str = "k", kind: str = "same_thing") -> Raised:
    return Raised(key, kind, day(on), frozenset(notices.split()))


@pytest.mark.parametrize(
    ("notices", "worth"),
    [
        ("n1 n2 n3 x1 x2 x3", Verdict.CATCH),  # three of six are half
        ("n1 n2 n3 x1 x2 x3 x4", Verdict.FALSE),  # three of seven are not
        ("n1 n2 c1 c2", Verdict.CATCH),  # half of each
        ("n1 n2 c1 c2 x1", Verdict.FALSE),  # less than half of either
        ("n1 n2 d1 d2", Verdict.CATCH),  # two notices, each told twice
        ("n1 n2 x1 x2 y1", Verdict.CATCH),  # the copy of x1 adds nothing to it
        ("n1 n2 d1 d2 x1 x2 x3", Verdict.FALSE),  # copies do not make two into four
        ("d1", Verdict.HINT),  # a copy alone is the notice that it repeats
        ("y1", Verdict.FALSE),
        ("x1 y1", Verdict.FALSE),
        ("r1 n1", Verdict.FALSE),
        ("r1 n1 n2", Verdict.CATCH),
    ],
)
def test_half_of_the_evidence_is_enough_and_copies_weigh_nothing(
    notices: str, worth: Verdict
) -> None:
    assert verdict(TRUTH, alert(notices)) is worth


def test_evidence_is_counted_by_what_was_first_told() -> None:
    assert evidence(TRUTH, alert("d1 n1 y1 x2")) == {"n1", "x1", "x2"}
    assert evidence(TRUTH, alert("")) == frozenset()


def test_rumours_and_noise_are_planted_nowhere() -> None:
    assert planted_in(TRUTH, ["r1", "x1", "n1", "n1", "c1"]) == {"network-1": 2, "cluster-1": 1}
    assert planted_in(TRUTH, []) == {}


def test_an_alert_may_catch_a_network_and_a_cluster_at_once() -> None:
    assert sorted(caught_by(TRUTH, alert("n1 n2 c1 c2"))) == ["cluster-1", "network-1"]
    score = evaluate(TRUTH, [alert("n1 n2 c1 c2")])
    assert (score.networks_caught, score.clusters_caught, score.count(Verdict.CATCH)) == (1, 1, 1)


def test_of_two_alerts_of_one_day_the_first_by_key_counts() -> None:
    raised = [alert("n3 n4", on=7, key="b"), alert("n1 n2", on=7, key="a")]
    for order in (raised, raised[::-1]):
        assert evaluate(TRUTH, order).networks[0].caught_by == "a"


@pytest.mark.parametrize(("on", "linkable", "second"), [(6, 0, 2), (4, -2, 0), (1, -5, -3)])
def test_an_alert_before_two_voices_has_a_delay_below_zero(
    on: int, linkable: int, second: int
) -> None:
    caught = evaluate(TRUTH, [alert("n1 n2", on=on)]).networks[0]
    assert (caught.days_since_linkable, caught.days_since_second_report) == (linkable, second)


def test_what_was_never_caught_has_no_delay() -> None:
    missed = evaluate(TRUTH, [alert("n1"), alert("x1 x2", key="other")]).networks[0]
    assert (missed.caught_on, missed.caught_by) == (None, "")
    assert (missed.days_since_linkable, missed.days_since_second_report) == (None, None)


def test_a_network_with_one_voice_has_no_delay_though_it_was_caught() -> None:
    score = evaluate(truth_of(second=None, linkable=None), [alert("n1 n2")])
    assert score.networks_caught == 1
    assert score.median_days_since_second_report is None


@pytest.mark.parametrize(("days", "weeks"), [(7, 1.0), (1, 1 / 7), (30, 30 / 7), (365, 365 / 7)])
def test_weeks_are_counted_with_both_end_days(days: int, weeks: float) -> None:
    score = evaluate(truth_of(days), [alert("x1")])
    assert score.weeks == pytest.approx(weeks)
    assert score.false_per_week == pytest.approx(1 / weeks)


@pytest.mark.parametrize(
    ("stages", "best"),
    [
        (["x1", "n1"], Verdict.HINT),
        (["n1", "x1"], Verdict.HINT),
        (["n1", "n1 n2", "n1 n2 x1 x2 x3"], Verdict.CATCH),
        (["x1", "x1 x2", "r1"], Verdict.FALSE),
        (["n1", "n1 x1"], Verdict.HINT),
    ],
)
def test_an_alert_that_changed_keeps_its_best_day(stages: list[str], best: Verdict) -> None:
    grown = [alert(notices, on=n) for n, notices in enumerate(stages)]
    assert evaluate(TRUTH, grown).verdicts == {"k": best}


def test_the_detector_is_for_the_reader_only() -> None:
    scores = [evaluate(TRUTH, [alert("n1 n2", kind=kind)]) for kind in ("same_thing", "rise", "")]
    assert scores[0] == scores[1] == scores[2]


def outcome(name: str, linkable: int | None, caught: int | None) -> Outcome:
    days = [None if number is None else day(number) for number in (0, linkable, caught)]
    return Outcome(name, *days, "k")


def score(*networks: Outcome) -> Score:
    return Score(networks, (), {}, 4.0)


@pytest.mark.parametrize(
    ("caught", "median"),
    [([], None), ([None], None), ([3], 3.0), ([3, None], 3.0), ([3, 6], 4.5), ([9, 1, 2], 2.0)],
)
def test_the_median_is_of_what_was_caught(caught: list[int | None], median: float | None) -> None:
    of = score(*(outcome(f"network-{n}", 0, on) for n, on in enumerate(caught)))
    assert of.median_days_since_linkable == median


def test_a_median_leaves_out_what_never_shared_a_thing() -> None:
    of = score(outcome("network-1", None, 20), outcome("network-2", 1, 3))
    assert of.median_days_since_linkable == 2
    assert of.median_days_since_second_report == 11.5


def test_an_empty_truth_has_an_empty_score() -> None:
    empty = evaluate(Truth(START, day(6), {}), [])
    assert (empty.networks, empty.clusters, empty.verdicts) == ((), (), {})
    assert (empty.alerts_per_week, empty.cluster_median_days) == (0.0, None)


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(square(60), WorldSettings.ending(LAST_DAY, seed=4, days=200))


def known_at_once(world: World) -> list[Raised]:
    """An alert for everything planted, on the day its second voice was heard."""
    return [
        Raised(one.id, "oracle", one.second_report_on or LAST_DAY, frozenset(one.notice_ids))
        for one in (*world.networks, *world.clusters)
    ]


def test_who_knows_the_truth_catches_everything_at_once_and_nothing_in_vain(world: World) -> None:
    perfect = evaluate(world.truth, known_at_once(world))
    assert perfect.networks_caught == len(world.networks) == 7
    assert perfect.clusters_caught == len(world.clusters) == 2
    assert (perfect.false_per_week, perfect.hints_per_week) == (0, 0)
    assert perfect.median_days_since_second_report == perfect.cluster_median_days == 0


def test_alerts_on_everyday_notices_are_all_in_vain(world: World) -> None:
    noise = [n for n, truth in world.truth.notices.items() if truth.origin is Origin.NOISE]
    raised = [Raised(name, "any", LAST_DAY, frozenset({name})) for name in noise]
    found = evaluate(world.truth, raised)
    assert found.count(Verdict.FALSE) == len(noise)
    assert found.networks_caught == found.clusters_caught == 0


def test_one_alert_on_everything_is_false(world: World) -> None:
    everything = Raised("all", "any", LAST_DAY, frozenset(world.truth.notices))
    assert verdict(world.truth, everything) is Verdict.FALSE


def test_alerts_on_rumours_are_all_in_vain(world: World) -> None:
    told: dict[str, set[str]] = {}
    for name, truth in world.truth.notices.items():
        if truth.origin is Origin.RUMOUR:
            told.setdefault(truth.planted, set()).add(name)
    for rumour, names in told.items():
        assert verdict(world.truth, Raised(rumour, "any", LAST_DAY, frozenset(names))) == "false"


@few
@given(st.data())
def test_copies_may_be_added_to_any_alert_without_changing_its_worth(
    world: World, data: st.DataObject
) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(world.truth.notices)), max_size=5))
    chosen = frozenset(names)
    copies = {n for n, truth in world.truth.notices.items() if truth.duplicate_of in chosen}
    plain, more = (Raised("k", "any", LAST_DAY, ids) for ids in (chosen, chosen | copies))
    assert verdict(world.truth, more) is verdict(world.truth, plain)


@few
@given(st.data())
def test_some_of_a_network_and_nothing_else_is_a_catch_or_a_hint(
    world: World, data: st.DataObject
) -> None:
    network = data.draw(st.sampled_from(world.networks))
    ids = data.draw(st.sets(st.sampled_from(network.notice_ids), min_size=1))
    own = Raised("k", "any", LAST_DAY, frozenset(ids))
    several = len(evidence(world.truth, own)) > 1
    assert verdict(world.truth, own) is (Verdict.CATCH if several else Verdict.HINT)


def test_the_second_voice_is_not_the_second_notice(world: World) -> None:
    truths = {
        notice.id: NoticeTruth(Origin.NOISE, "", "", voice, "", START)
        for notice, voice in zip(world.notices[:4], ("V1", "V1", "V2", "V3"), strict=True)
    }
    assert second_voice_on(world.notices[:4], truths) == world.notices[2].reported_on
    assert second_voice_on(world.notices[:2], truths) is None
    assert second_voice_on([], truths) is None


def test_without_a_thing_in_common_nothing_can_be_linked(world: World) -> None:
    assert linkable_on(world.notices, world.truth.notices, ()) is None
    assert linkable_on((), world.truth.notices, {"+6285000000001"}) is None
    assert linkable_on(world.notices, world.truth.notices, {"told by nobody"}) is None
