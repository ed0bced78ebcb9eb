"""Clusters: many voices in neighbouring villages within a short time."""

from datetime import date, timedelta

import pytest

from kentongan.alerts.decimals import decimal
from kentongan.alerts.detectors import Found, Gazetteer, Telling, find_clusters
from kentongan.alerts.detectors.cluster import continuing, counted, geometry_of
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import told

RULE = rulebook().cluster
# A grid of 100 villages, 3 km apart.
POINTS = {
    f"35.03.{n // 10 + 1:02}.{2001 + n % 10}": (111.5 + (n % 10) * 0.027, -8.3 + (n // 10) * 0.027)
    for n in range(100)
}
VILLAGES = sorted(POINTS)
PLACES = Gazetteer({code: f"Desa {n}" for n, code in enumerate(VILLAGES)}, POINTS)
ON = date(2026, 11, 24)


def ago(village: int, days: int, **fields: object) -> Telling:
    day = ON - timedelta(days=days)
    return told(VILLAGES[village % 100], **({"day": day, "known_on": day} | fields))


def quiet_year() -> list[Telling]:
    """Every village is heard of four times, evenly over the year."""
    return [ago(n * 37, (n * 91) // 100 % 365) for n in range(400)]


def burst(count: int = 8) -> list[Telling]:
    """``count`` voices from three neighbours in the last ten days."""
    return [ago(44 + n % 3, n % 10) for n in range(count)]


def scanned(tellings: list[Telling], **changes: object) -> list[Found]:
    rule = RULE.model_copy(update=changes)
    return find_clusters(
        counted(tellings), geometry_of(POINTS, rule), on=ON, rule=rule, gazetteer=PLACES
    )


@pytest.fixture(scope="module")
def cluster() -> Found:
    [found] = scanned(quiet_year() + burst())
    return found


def test_a_quiet_year_has_no_cluster() -> None:
    assert scanned(quiet_year()) == []


def test_a_burst_in_neighbouring_villages_is_one_cluster(cluster: Found) -> None:
    assert {VILLAGES[44], VILLAGES[45], VILLAGES[46]} <= set(cluster.areas)
    assert cluster.figures["observed"] >= 8
    assert cluster.figures["recurrence_days"] >= RULE.recurrence_days


def test_the_sentence_compares_with_what_is_usual(cluster: Found) -> None:
    assert cluster.sentence.startswith(f"{cluster.figures['observed']} laporan dari ")
    assert cluster.sentence.endswith(f"; biasanya {decimal(cluster.figures['expected'])}.")


def test_the_evidence_are_the_reports_inside(cluster: Found) -> None:
    assert len(cluster.evidence) == cluster.figures["observed"]
    assert {piece.region_code for piece in cluster.evidence} == set(cluster.areas)


def test_the_same_data_gives_the_same_finding(cluster: Found) -> None:
    tellings = quiet_year() + burst()
    once, again = scanned(tellings), scanned(tellings[::-1])
    assert once == again
    assert once[0].data_hash == again[0].data_hash


def test_one_voice_repeating_himself_is_no_cluster() -> None:
    assert scanned(quiet_year() + [ago(44, n, voice="1:joko") for n in range(8)]) == []


def test_one_message_passed_on_eight_times_is_no_cluster() -> None:
    news = "Mobil travel sering berhenti tengah malam di dekat jembatan menuju kota kabupaten."
    assert scanned(quiet_year() + [ago(44, n, text=f"{news} ({n})") for n in range(8)]) == []


def test_without_enough_history_nothing_is_said() -> None:
    assert scanned(burst()) == []


def test_places_that_are_unsure_or_elsewhere_do_not_count() -> None:
    elsewhere = [told(code, day=ON, known_on=ON) for code in ("", "35.03.05", "11.01.01.2001") * 4]
    assert scanned(quiet_year() + elsewhere) == []


def test_a_rarer_threshold_leaves_it_out() -> None:
    assert scanned(quiet_year() + burst(), recurrence_days=1e12) == []


# --- counting voices ----------------------------------------------------------------------------


def test_a_voice_counts_once_a_month_and_village() -> None:
    days = (0, 10, 29, 31, 32, 70)
    kept = counted([told(voice="1:joko", day=day) for day in days])
    assert [telling.day - kept[0].day for telling in kept] == [timedelta(n) for n in (0, 31, 70)]


def test_a_voice_in_two_villages_counts_in_both() -> None:
    assert len(counted([told(VILLAGES[n], voice="1:joko") for n in (1, 2)])) == 2


# --- one alert from night to night --------------------------------------------------------------


def test_a_cluster_that_shares_reports_with_an_open_alert_continues_it(cluster: Found) -> None:
    some = frozenset(sorted(cluster.sources)[:2])
    named = continuing(cluster, {"cluster:old": some, "cluster:other": frozenset({"report:x"})})
    assert named.key == "cluster:old"


def test_a_cluster_that_shares_none_is_another_one(cluster: Found) -> None:
    assert continuing(cluster, {"cluster:other": frozenset({"report:x"})}) == cluster
