"""Going through a history: no day knows of a later one, clusters once a week, rests between."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.alerts.detectors import Found, Shared, Telling
from kentongan.alerts.detectors import history as history_module
from kentongan.alerts.detectors.history import (
    CLUSTER_RESTS,
    SCAN_EVERY,
    Walk,
    by_source,
    villages_of,
    walk,
)
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import (
    BAOSAN,
    FIRST,
    MASARAN,
    PLACES,
    PRIGI,
    TASIKMADU,
    shared,
    told,
)
from tests.alerts.detectors.test_found import a_finding, pieces

type Days = dict[date, list[Found]]


def walked(
    tellings: list[Telling], things: Sequence[Shared] = (), days: int = 20, since: date = FIRST
) -> Days:
    """Day → what was found on it, without the scan for clusters unless a week is full."""
    steps = walk(
        tellings,
        things,
        since=since,
        until=since + timedelta(days - 1),
        rules=rulebook(),
        gazetteer=PLACES,
    )
    return dict(steps)


TALES = st.lists(
    st.tuples(
        st.sampled_from((PRIGI, TASIKMADU, MASARAN, BAOSAN)),
        st.integers(0, 12),
        st.integers(0, 6),
        st.sampled_from(((), ("locked_in", "holding_house"), ("holding_house",))),
    ),
    max_size=7,
)


def tellings_of(tales: list) -> list[Telling]:
    return [
        told(place, day=day, known_on=FIRST + timedelta(day + late), indicators=signs)
        for place, day, late, signs in tales
    ]


@settings(max_examples=40, deadline=None)
@given(TALES, st.integers(1, 19))
def test_no_day_knows_of_a_later_one(tales: list, days: int) -> None:
    """What is told after a day leaves all findings up to that day as they were."""
    tellings = tellings_of(tales)
    last = FIRST + timedelta(days - 1)
    known = [telling for telling in tellings if telling.known_on <= last]
    whole = walked(tellings, [shared(*tellings)])
    assert walked(known, [shared(*tellings)], days) == {
        day: found for day, found in whole.items() if day <= last
    }


@settings(max_examples=40, deadline=None)
@given(TALES)
def test_every_finding_rests_on_something_told_that_day(tales: list) -> None:
    tellings = tellings_of(tales)
    for day, found in walked(tellings, [shared(*tellings)]).items():
        for finding in found:
            assert max(row.known_on for row in finding.evidence) == day


@settings(max_examples=25, deadline=None)
@given(TALES, st.randoms())
def test_the_order_of_the_list_counts_for_nothing(tales: list, order) -> None:
    tellings = tellings_of(tales)
    mixed = list(tellings)
    order.shuffle(mixed)
    assert walked(mixed, [shared(*tellings)]) == walked(tellings, [shared(*tellings)])


def test_a_stretch_that_ends_before_it_begins_has_no_days() -> None:
    assert walked([told()], days=0) == {}


def test_what_is_told_after_the_last_day_is_not_looked_at() -> None:
    late = told(day=3, known_on=FIRST + timedelta(10), indicators=("locked_in", "holding_house"))
    assert not any(walked([late], days=10).values())
    assert any(walked([late], days=11).values())


def test_a_thing_is_looked_at_once_on_a_day_on_which_two_tell_of_it() -> None:
    pair = [told(PRIGI, day=2), told(BAOSAN, day=2)]
    assert [len(found) for found in walked(pair, [shared(*pair)]).values()][:4] == [0, 0, 1, 0]


def test_things_of_one_day_stand_in_the_order_of_their_keys() -> None:
    pair = [told(PRIGI), told(BAOSAN)]
    things = [
        shared(*pair, key="b"),
        shared(*pair, kind="account", key="z"),
        shared(*pair, key="a"),
    ]
    keys = [finding.key for finding in walked(pair, things)[FIRST]]
    assert keys == ["account:z", "phone:a", "phone:b"]


# --- what is known ------------------------------------------------------------------------------


def test_combinations_look_back_a_month_longer_than_the_longest_rule() -> None:
    longest = max(rule.within_days for rule in rulebook().combinations)
    steps = Walk(rulebook(), PLACES)
    day = FIRST + timedelta(longest + 30)
    steps.known = {telling.source: telling for telling in (told(day=-1), told(day=0), told(day=9))}
    assert [telling.day for telling in steps.lately(day)] == [FIRST, FIRST + timedelta(9)]


def test_things_are_found_by_each_source_that_mentions_them() -> None:
    one, two = Shared("phone", "a", "a", ("x", "y")), Shared("phone", "b", "b", ("y",))
    assert by_source([one, two]) == {"x": [one], "y": [one, two]}
    assert by_source([]) == {}


def test_only_villages_form_clusters() -> None:
    points = dict.fromkeys(("35", "35.03", "35.03.05", PRIGI), (111.0, -8.0))
    assert list(villages_of(points)) == [PRIGI]


# --- clusters from week to week -----------------------------------------------------------------


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[tuple[date, int]]:
    """(day, voices known) of every scan; none finds anything."""
    done: list[tuple[date, int]] = []

    def find(voices: list[Telling], *_: object, on: date, **__: object) -> list[Found]:
        done.append((on, len(voices)))
        return []

    monkeypatch.setattr(history_module, "find_clusters", find)
    return done


def test_clusters_are_looked_for_on_the_last_day_of_each_week(scans: list) -> None:
    walked([], days=3 * SCAN_EVERY + 1)
    assert [(day - FIRST).days for day, _ in scans] == [6, 13, 20]


def test_a_stretch_shorter_than_a_week_is_not_scanned(scans: list) -> None:
    walked([], days=SCAN_EVERY - 1)
    assert scans == []


def test_a_scan_knows_what_was_told_by_its_day(scans: list) -> None:
    walked([told(day=0), told(day=6), told(day=6, known_on=FIRST + timedelta(7))], days=14)
    assert [known for _, known in scans] == [2, 3]


def found_with(*sources: str, key: str = "cluster:new") -> Found:
    return a_finding(*pieces([told(source=source) for source in sources], ""), key=key)


@pytest.mark.parametrize(("after", "key"), [(0, "cluster:old"), (1, "cluster:new")])
def test_a_cluster_goes_on_until_it_has_rested(after: int, key: str) -> None:
    steps = Walk(rulebook(), PLACES)
    steps.continued([found_with("report:a", key="cluster:old")], FIRST)
    day = FIRST + CLUSTER_RESTS + timedelta(after)
    assert [found.key for found in steps.continued([found_with("report:a")], day)] == [key]


def test_a_cluster_that_moved_on_remembers_where_it_came_from() -> None:
    """a → a b → b: the last shares nothing with the first, but with the alert."""
    steps = Walk(rulebook(), PLACES)
    weeks = [("report:a",), ("report:a", "report:b"), ("report:b", "report:c"), ("report:a",)]
    keys = [
        steps.continued([found_with(*sources, key=f"cluster:{n}")], FIRST + timedelta(7 * n))[0].key
        for n, sources in enumerate(weeks)
    ]
    assert keys == ["cluster:0"] * 4


def test_each_week_that_it_goes_on_puts_off_its_rest() -> None:
    steps = Walk(rulebook(), PLACES)
    keys = [
        steps.continued([found_with("report:a", key=f"cluster:{n}")], FIRST + n * CLUSTER_RESTS)
        for n in range(4)
    ]
    assert {found.key for [found] in keys} == {"cluster:0"}


def test_two_clusters_side_by_side_are_two() -> None:
    steps = Walk(rulebook(), PLACES)
    pair = [found_with("report:a", key="cluster:a"), found_with("report:b", key="cluster:b")]
    for week in range(3):
        assert steps.continued(pair, FIRST + timedelta(7 * week)) == pair
