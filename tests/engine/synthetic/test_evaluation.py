"""What an alert is worth, told by a small truth; and the fast score against a slow one."""

from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.synthetic import Cluster, Network, NoticeTruth, Origin, Truth
from kentongan.engine.synthetic.evaluation import Raised, Score, Verdict, evaluate, verdict

START = date(2026, 1, 5)
ORIGINS = {"net": Origin.NETWORK, "clu": Origin.CLUSTER, "rum": Origin.RUMOUR}


def day(number: int) -> date:
    return START + timedelta(number)


def noted(planted: str, copy_of: str = "") -> NoticeTruth:
    origin = ORIGINS.get(planted[:3], Origin.NOISE)
    return NoticeTruth(origin, planted, copy_of, "V1", "35.03.05.2001", START)


def network(name: str, second: int | None, linkable: int | None) -> Network:
    days = [None if number is None else day(number) for number in (second, linkable)]
    return Network(name, (), "", "", 0, (), START, START, (), *days)


# Four weeks: a network n1-n3 with a copy d1 of n1, another m1-m2, a cluster c1-c2, noise, a rumour.
TRUTH = Truth(
    START,
    day(27),
    {
        **{name: noted("net-a") for name in ("n1", "n2", "n3")},
        "d1": noted("net-a", copy_of="n1"),
        **{name: noted("net-b") for name in ("m1", "m2")},
        **{name: noted("clu-a") for name in ("c1", "c2")},
        **{name: noted("") for name in ("x1", "x2", "x3")},
        **{name: noted("rum-a") for name in ("r1", "r2", "r3")},
    },
    (network("net-a", 3, 5), network("net-b", 8, None)),
    (Cluster("clu-a", (), START, START, (), day(10)),),
)


def alert(notices: str, on: int = 0, key: str = "k") -> Raised:
    return Raised(key, "same_thing", day(on), frozenset(notices.split()))


@pytest.mark.parametrize(
    ("notices", "worth"),
    [
        ("n1 n2", Verdict.CATCH),
        ("n1 n2 x1 x2", Verdict.CATCH),  # half of the evidence
        ("n1 n2 x1 x2 x3", Verdict.FALSE),  # less than half
        ("n1 d1", Verdict.HINT),  # a notice and its copy are one notice
        ("d1 n2", Verdict.CATCH),  # a copy stands for what it repeats
        ("n1", Verdict.HINT),
        ("c1", Verdict.HINT),
        ("c1 c2", Verdict.CATCH),
        ("n1 c1", Verdict.FALSE),  # two things that have nothing to do with each other
        ("n1 x1", Verdict.FALSE),
        ("x1", Verdict.FALSE),
        ("x1 x2", Verdict.FALSE),
        ("r1 r2 r3", Verdict.FALSE),  # a rumour is nothing, however often it is told
        ("r1", Verdict.FALSE),
        ("", Verdict.FALSE),
    ],
)
def test_an_alert_is_worth_what_its_evidence_is(notices: str, worth: Verdict) -> None:
    assert verdict(TRUTH, alert(notices)) is worth


def test_the_first_alert_that_catches_counts() -> None:
    score = evaluate(TRUTH, [alert("n1 n3", on=9, key="late"), alert("n1 n2", on=7, key="early")])
    assert score.networks[0].caught_on == day(7)
    assert score.networks[0].caught_by == "early"


def test_delays_are_counted_from_the_shared_thing_and_from_the_second_voice() -> None:
    caught = evaluate(TRUTH, [alert("n1 n2", on=7)]).networks[0]
    assert (caught.days_since_linkable, caught.days_since_second_report) == (2, 4)


def test_a_network_that_never_shared_a_thing_has_only_the_other_delay() -> None:
    caught = evaluate(TRUTH, [alert("m1 m2", on=9)]).networks[1]
    assert (caught.days_since_linkable, caught.days_since_second_report) == (None, 1)


def test_an_alert_on_half_of_each_of_two_networks_catches_both() -> None:
    assert evaluate(TRUTH, [alert("n1 n2 m1 m2")]).networks_caught == 2


def test_an_alert_that_grew_is_one_alert_with_its_best_verdict() -> None:
    score = evaluate(
        TRUTH, [alert("n1", on=1), alert("n1 n2", on=6), alert("n1 n2 x1 x2 x3", on=9)]
    )
    assert score.verdicts == {"k": Verdict.CATCH}
    assert score.networks[0].caught_on == day(6)


def test_rates_are_for_each_week_of_the_world() -> None:
    raised = [alert(text, key=text) for text in ("n1 n2", "n3", "x1", "r1 r2")]
    score = evaluate(TRUTH, raised)
    assert score.weeks == 4
    assert (score.alerts_per_week, score.false_per_week, score.hints_per_week) == (1.0, 0.5, 0.25)


def test_no_alerts_catch_nothing_and_are_never_false() -> None:
    score = evaluate(TRUTH, [])
    assert (score.networks_caught, score.clusters_caught, score.false_per_week) == (0, 0, 0)
    assert score.median_days_since_linkable is None


def test_the_cluster_is_caught_by_its_own_notices() -> None:
    score = evaluate(TRUTH, [alert("c1 c2", on=12)])
    assert score.clusters_caught == 1
    assert score.cluster_median_days == 2


def test_a_notice_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        evaluate(TRUTH, [alert("n1 nowhere")])


def slow_score(truth: Truth, raised: list[Raised]) -> tuple[int, int, float | None, int, int]:
    """Networks and clusters caught, median delay, hints and false alerts, said in plain loops."""
    planted = [one.id for one in (*truth.networks, *truth.clusters)]
    catches, hints, keys = {}, set(), {alert.key for alert in raised}
    good = set()
    for one in raised:
        originals = {truth.notices[name].duplicate_of or name for name in one.notice_ids}
        for name in planted:
            own = [notice for notice in originals if truth.notices[notice].planted == name]
            if len(own) > 1 and 2 * len(own) >= len(originals):
                good.add(one.key)
                catches[name] = min(catches.get(name, one.raised_on), one.raised_on)
            elif len(own) == len(originals) == 1:
                hints.add(one.key)
    delays = [
        (catches[one.id] - one.linkable_on).days
        for one in truth.networks
        if one.id in catches and one.linkable_on
    ]
    return (
        sum(one.id in catches for one in truth.networks),
        sum(one.id in catches for one in truth.clusters),
        median(delays) if delays else None,
        len(hints - good),
        len(keys - good - hints),
    )


def figures(score: Score) -> tuple[int, int, float | None, int, int]:
    return (
        score.networks_caught,
        score.clusters_caught,
        score.median_days_since_linkable,
        score.count(Verdict.HINT),
        score.count(Verdict.FALSE),
    )


alerts = st.lists(
    st.builds(
        Raised,
        st.sampled_from("abcdef"),
        st.just("any"),
        st.integers(0, 27).map(day),
        st.frozensets(st.sampled_from(sorted(TRUTH.notices)), max_size=6),
    ),
    max_size=12,
)


@given(alerts)
def test_the_score_agrees_with_plain_loops(raised: list[Raised]) -> None:
    assert figures(evaluate(TRUTH, raised)) == slow_score(TRUTH, raised)


@given(alerts, st.randoms(use_true_random=False))
def test_the_order_of_the_alerts_does_not_matter(raised: list[Raised], chance) -> None:
    shuffled = chance.sample(raised, len(raised))
    assert figures(evaluate(TRUTH, shuffled)) == figures(evaluate(TRUTH, raised))


@given(alerts, alerts)
def test_more_alerts_never_catch_less_or_later(some: list[Raised], more: list[Raised]) -> None:
    few, all_of_them = evaluate(TRUTH, some), evaluate(TRUTH, some + more)
    for one, other in zip(few.networks, all_of_them.networks, strict=True):
        if one.caught_on:
            assert other.caught_on
            assert other.caught_on <= one.caught_on


@given(alerts)
def test_every_alert_has_exactly_one_verdict(raised: list[Raised]) -> None:
    score = evaluate(TRUTH, raised)
    assert sum(score.count(worth) for worth in Verdict) == len({alert.key for alert in raised})
