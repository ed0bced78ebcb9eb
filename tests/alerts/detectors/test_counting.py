"""Which tellings a cluster counts, and what it says of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.alerts.detectors import Found, Telling, find_clusters
from kentongan.alerts.detectors.cluster import (
    RAREST_DAYS,
    continuing,
    counted,
    finding,
    geometry_of,
    settings_of,
)
from kentongan.alerts.detectors.voices import COPY_DAYS, in_order, originals, same_words
from kentongan.engine.detection import Cluster
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import BAOSAN, FIRST, MASARAN, PLACES, PRIGI, TASIKMADU, told

RULE = rulebook().cluster
NEWS = "Mobil travel sering berhenti tengah malam di dekat jembatan menuju kota kabupaten."
OTHER = "Warga diminta menyerahkan kartu keluarga dan uang muka kepada orang dari kota."
TALES = st.lists(
    st.tuples(
        st.sampled_from((PRIGI, TASIKMADU, MASARAN, "")),
        st.integers(0, 70),
        st.integers(0, 20),
        st.sampled_from("abc"),
        st.sampled_from((NEWS, OTHER, f"Fwd: {NEWS}", "", "pendek")),
    ),
    max_size=9,
)


def tellings_of(tales: list[tuple[str, int, int, str, str]]) -> list[Telling]:
    """Noticed on a day, told some days later."""
    return [
        told(place, day=day, known_on=FIRST + timedelta(day + late), voice=voice, text=text)
        for place, day, late, voice, text in tales
    ]


# --- slow twins ---------------------------------------------------------------------------------


def slow_originals(tellings: list[Telling]) -> dict[str, str]:
    """The slow twin: look at all that came before, latest first."""
    original: dict[str, str] = {}
    before: list[Telling] = []
    for telling in in_order(tellings):
        same = [
            earlier.source
            for earlier in reversed(before)
            if (telling.known_on - earlier.known_on).days <= COPY_DAYS
            and (not telling.district or earlier.district in ("", telling.district))
            and same_words(earlier.text, telling.text)
        ]
        roots = {original[source] for source in same}
        original[telling.source] = min(roots) if len(roots) == 1 else telling.source
        if len(roots) > 1:
            original[telling.source] = "several"
        before.append(telling)
    return original


@settings(max_examples=80, deadline=None)
@given(TALES)
def test_copies_are_those_of_the_slow_twin(tales: list) -> None:
    tellings = tellings_of(tales)
    slow, fast = slow_originals(tellings), originals(tellings)
    for source, expected in slow.items():
        assert expected == "several" or fast[source] == expected
        if expected == "several":
            break  # from here on the twins may name different firsts


@settings(max_examples=60, deadline=None)
@given(TALES)
def test_the_original_of_an_original_is_itself(tales: list) -> None:
    fast = originals(tellings_of(tales))
    assert all(fast[first] == first for first in fast.values())


@settings(max_examples=60, deadline=None)
@given(TALES, st.integers(0, 90))
def test_who_comes_later_changes_nothing_for_those_before(tales: list, day: int) -> None:
    tellings = tellings_of(tales)
    then = FIRST + timedelta(day)
    known = [telling for telling in tellings if telling.known_on <= then]
    so_far, later = originals(known), originals(tellings)
    assert so_far == {telling.source: later[telling.source] for telling in known}
    assert counted(known) == [telling for telling in counted(tellings) if telling.known_on <= then]


@settings(max_examples=60, deadline=None)
@given(TALES)
def test_no_voice_counts_twice_within_a_month_in_a_village(tales: list) -> None:
    kept = counted(tellings_of(tales))
    for place, one in enumerate(kept):
        for other in kept[place + 1 :]:
            if (one.voice, one.region_code) == (other.voice, other.region_code):
                assert (other.day - one.day).days > COPY_DAYS


@settings(max_examples=40, deadline=None)
@given(TALES, st.randoms())
def test_the_order_in_which_reports_are_read_counts_for_nothing(tales: list, order) -> None:
    tellings = tellings_of(tales)
    mixed = list(tellings)
    order.shuffle(mixed)
    assert counted(mixed) == counted(tellings)


# --- when a scan may speak ----------------------------------------------------------------------

ON = date(2026, 11, 24)
NEAR = geometry_of({code: PLACES.points[code] for code in (PRIGI, TASIKMADU, MASARAN)}, RULE)


def ago(days: int, place: str = PRIGI, **fields: object) -> Telling:
    day = ON - timedelta(days)
    return told(place, day=day, **({"known_on": day} | fields))


def scanned(*tellings: Telling, **changes: object) -> list[Found]:
    rule = RULE.model_copy(update={"replicates": 19, "recurrence_days": 1} | changes)
    return find_clusters(tellings, NEAR, on=ON, rule=rule, gazetteer=PLACES)


QUIET = [ago(days, MASARAN) for days in range(30, 364, 14)]
BURST = [ago(days, (PRIGI, TASIKMADU)[days % 2]) for days in range(6)]


def test_no_report_at_all_is_no_cluster() -> None:
    assert scanned() == []


def test_a_burst_after_a_long_quiet_time_is_found() -> None:
    [found] = scanned(*QUIET, *BURST)
    assert found.areas == (PRIGI, TASIKMADU)
    assert found.figures["voices"] == len(BURST)


def test_fewer_voices_than_the_rule_asks_for_are_no_cluster() -> None:
    assert scanned(*QUIET, *BURST[: RULE.min_cases - 1]) == []


def test_what_is_noticed_after_the_day_of_the_scan_does_not_count() -> None:
    assert scanned(*QUIET, *(ago(-days - 1) for days in range(6))) == []


def test_what_is_older_than_the_history_does_not_count() -> None:
    old = [ago(RULE.history_days + days) for days in range(40)]
    assert scanned(*old, *BURST) == []


@pytest.mark.parametrize(("first", "speaks"), [(44, False), (45, True)])
def test_a_history_shorter_than_the_rule_asks_for_says_nothing(first: int, speaks: bool) -> None:
    before = [ago(days, MASARAN) for days in range(first, 20, -3)]
    assert before[0].day == ON - timedelta(first)
    assert bool(scanned(*before, *BURST)) == speaks


def test_a_village_without_a_point_forms_no_cluster() -> None:
    assert scanned(*QUIET, *(ago(days, BAOSAN) for days in range(6))) == []


def test_the_rule_decides_how_many_shuffles_and_how_far() -> None:
    asked = settings_of(RULE, 19)
    assert (asked.replicates, asked.max_km, asked.max_days) == (19, RULE.max_km, RULE.max_days)
    assert (asked.min_days, asked.min_cases) == (RULE.min_days, RULE.min_cases)


# --- what the finding says ----------------------------------------------------------------------


def cluster(**fields: object) -> Cluster:
    """Prigi and Tasikmadu in the last week."""
    usual: dict[str, object] = {
        "centre": PRIGI,
        "members": (PRIGI, TASIKMADU),
        "radius_km": 1.934,
        "start": ON - timedelta(6),
        "end": ON,
        "observed": 6,
        "expected": 1.25,
        "statistic": 7.123456,
        "monte_carlo_p": 0.01,
        "gumbel_p": 0.0012345678912,
        "recurrence_days": 810.04,
    }
    return Cluster(**(usual | fields))  # type: ignore[arg-type]


def said(*tellings: Telling, **fields: object) -> Found:
    return finding(cluster(**fields), tellings, RULE, PLACES)


def test_the_evidence_are_the_voices_of_its_places_and_days() -> None:
    outside = [ago(7), ago(-1), ago(3, MASARAN), ago(3, "")]
    found = said(*BURST, *outside)
    assert found.sources == {telling.source for telling in BURST}


def test_the_first_and_the_last_day_are_inside() -> None:
    assert len(said(ago(6), ago(0), ago(3, TASIKMADU)).evidence) == 3


def test_voices_and_agencies_are_counted_each_once() -> None:
    found = said(ago(1, voice="1:a"), ago(2, voice="1:a"), ago(3, voice="1:b", agency="TNI"))
    assert (found.figures["voices"], found.figures["agencies"]) == (2, 2)


def test_the_sentence_and_the_title_name_the_places() -> None:
    found = said(*BURST)
    assert found.title == "Gugus laporan di Prigi dan Tasikmadu"
    assert found.sentence == (
        "6 laporan dari 6 sumber di Prigi dan Tasikmadu dalam 7 hari; biasanya 1,2."
    )


def test_the_figures_are_rounded_so_that_every_machine_says_the_same() -> None:
    figures = said(*BURST).figures
    assert figures["radius_km"] == 1.9
    assert figures["statistic"] == 7.1235
    assert figures["p"] == 0.00123457
    assert figures["recurrence_days"] == 810.0


def test_a_cluster_that_chance_never_makes_has_a_figure_that_json_can_hold() -> None:
    assert said(*BURST, recurrence_days=float("inf")).figures["recurrence_days"] == RAREST_DAYS


def test_a_cluster_is_open_to_partners_unless_a_report_is_about_a_protected_person() -> None:
    assert said(*BURST).label == 1
    assert said(*BURST, ago(1, label=5)).label == 5


# --- from night to night ------------------------------------------------------------------------


def test_of_two_open_alerts_the_one_with_more_reports_in_common_goes_on() -> None:
    found = said(*BURST)
    few, many = frozenset(list(found.sources)[:2]), frozenset(list(found.sources)[2:])
    assert continuing(found, {"cluster:a": few, "cluster:b": many}).key == "cluster:b"


def test_of_equals_the_first_by_name_goes_on_whatever_the_order() -> None:
    found = said(*BURST)
    going_on = {"cluster:b": found.sources, "cluster:a": found.sources}
    assert continuing(found, going_on).key == "cluster:a"
    assert continuing(found, dict(sorted(going_on.items()))).key == "cluster:a"


def test_without_open_alerts_it_keeps_its_own_name() -> None:
    assert continuing(said(*BURST), {}).key == f"cluster:{PRIGI}:{ON - timedelta(6)}"


def test_only_the_name_changes_when_an_alert_goes_on() -> None:
    found = said(*BURST)
    named = continuing(found, {"cluster:old": found.sources})
    assert (named.evidence, named.figures, named.title) == (
        found.evidence,
        found.figures,
        found.title,
    )
