"""What the report of a scan says, sentence by sentence."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kentongan.alerts.scan_words import report_of, title_of
from kentongan.engine.detection import Cluster, ScanResult
from kentongan.engine.detection.files import Files, Source, Study, Wishes, study_of

CLUSTER = Cluster(
    centre="Pule",
    members=("Pule", "Tugu"),
    radius_km=3.456,
    start=date(2026, 3, 4),
    end=date(2026, 3, 5),
    observed=9,
    expected=2.25,
    statistic=5.4321,
    monte_carlo_p=0.012,
    gumbel_p=0.0098765,
    recurrence_days=101.25,
)
PLACES = "Pule -8.1 111.5\nTugu -8.2 111.6\nKampak -8.3 111.7\n"
CASES = "Pule 2 2026/3/1\nTugu 1 2026/3/5\nPule 1 2026/2/1\n"


def study(wishes: Wishes | None = None, **files: str) -> Study:
    more = {name: Source(f"x.{name}", text) for name, text in files.items()}
    return study_of(
        Files(Source("x.cas", CASES), Source("x.geo", PLACES), more.get("pop"), more.get("ctl")),
        wishes or Wishes(start=date(2026, 3, 1), end=date(2026, 3, 5), seed=7),
    )


def report(*clusters: Cluster, of: Study | None = None) -> list[str]:
    return report_of(of or study(), ScanResult(clusters, np.zeros(19))).splitlines()


def test_the_title_tells_the_days() -> None:
    assert title_of(study()) == "Gugus kasus 2026-03-01 sampai 2026-03-05"


def test_the_head_tells_how_much_was_looked_at_and_how() -> None:
    assert report()[1:5] == [
        "3 kasus di 3 tempat; kasus dibandingkan dengan kasus di waktu lain (permutasi).",
        "1 kasus di luar masa ini tidak dihitung.",
        "Dicari: gugus yang masih berlangsung pada hari terakhir; "
        "paling banyak 50,0 persen kasus atau penduduk, 1 sampai 2 hari.",
        "Dibandingkan dengan 19 kumpulan data acak, benih 7.",
    ]


def test_where_no_case_was_left_out_nothing_is_said_of_it() -> None:
    whole = study(Wishes(start=date(2026, 2, 1), end=date(2026, 3, 5)))
    assert not any("di luar masa" in line for line in report(of=whole))


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (Wishes(max_km=7.5), "radius paling jauh 7,50 km"),
        (Wishes(max_share=0.2), "paling banyak 20,0 persen"),
        (Wishes(look="past"), "gugus kapan saja dalam masa ini"),
        (Wishes(look="places"), "gugus tempat sepanjang masa ini"),
        (Wishes(longest=4, longest_is_share=False), "1 sampai 4 hari"),
    ],
)
def test_limits_are_told_as_they_were_wished(wishes: Wishes, words: str) -> None:
    assert words in "\n".join(report(of=study(wishes)))


def test_a_scan_of_places_has_no_windows() -> None:
    assert not any("hari." in line for line in report(of=study(Wishes(look="places"))))


@pytest.mark.parametrize(
    ("against", "words"),
    [("people", "jumlah penduduk (Poisson)"), ("controls", "kontrol (Bernoulli)")],
)
def test_what_cases_were_held_against_is_told(against: str, words: str) -> None:
    wishes = Wishes(against=against)  # type: ignore[arg-type]
    files = {"pop": "Pule 2026 9\nTugu 2026 9\n", "ctl": "Kampak 3 2026/3/1\n"}
    assert words in report(of=study(wishes, **files))[1]


def test_a_cluster_is_told_in_five_lines() -> None:
    assert report(CLUSTER)[6:] == [
        "Gugus 1: Pule, Tugu",
        "  radius 3,46 km",
        "  2026-03-04 sampai 2026-03-05",
        "  9 kasus, biasanya 2,25 (4,00 kali)",
        "  statistik 5,432100; p 0,0120 (urutan), 0,009876 (Gumbel)",
        "  Kebetulan seperti ini terjadi kira-kira sekali dalam 101 hari.",
    ]


def test_of_many_places_five_are_named() -> None:
    many = replace(CLUSTER, members=tuple("abcdefgh"))
    assert report(many)[6] == "Gugus 1: a, b, c, d, e, dan 3 tempat lain"
    five = replace(CLUSTER, members=tuple("abcde"))
    assert report(five)[6] == "Gugus 1: a, b, c, d, e"


def test_what_hardly_ever_happens_is_not_told_to_the_day() -> None:
    rare = replace(CLUSTER, recurrence_days=3.3e9)
    assert report(rare)[-1] == (
        "  Kebetulan seperti ini lebih jarang dari sekali dalam sejuta hari."
    )


def test_how_often_it_recurs_is_told_of_what_lasts_alone() -> None:
    past = study(Wishes(look="past"))
    assert not any("Kebetulan" in line for line in report(CLUSTER, of=past))


def test_clusters_are_numbered_in_their_order() -> None:
    lines = report(CLUSTER, replace(CLUSTER, members=("Kampak",)))
    assert [line for line in lines if line.startswith("Gugus ") and ":" in line] == [
        "Gugus 1: Pule, Tugu",
        "Gugus 2: Kampak",
    ]


def test_nothing_found_is_said_so() -> None:
    assert report()[-1] == "Tidak ada gugus: di mana pun kasus tidak lebih banyak dari biasanya."
