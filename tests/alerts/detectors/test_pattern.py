"""Patterns that change: found from voices, in plain words, and no name in them."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from kentongan.alerts.detectors import Found, Telling
from kentongan.alerts.detectors.cluster import counted
from kentongan.alerts.detectors.pattern import (
    changes_in,
    find_changes,
    said_by,
)
from kentongan.indicators.rulebook import rulebook
from tests.alerts.detectors.tales import BAOSAN, PLACES, PRIGI, TASIKMADU, told

RULE = rulebook().pattern
ON = date(2026, 11, 23)
VILLAGES = (PRIGI, TASIKMADU, BAOSAN)
USUAL = (
    ("Malaysia", "buruh kebun"),
    ("Taiwan", "buruh pabrik"),
    ("Hong Kong", "penata rumah tangga"),
    ("", ""),
)


def ago(number: int, days: int, **fields: object) -> Telling:
    day = ON - timedelta(days=days)
    return told(VILLAGES[number % 3], day=day, known_on=day, **fields)


def quiet_year() -> list[Telling]:
    """Three hundred voices, each week the same."""
    return [
        ago(n, n * 364 // 300, destination=USUAL[n % 4][0], job=USUAL[n % 4][1]) for n in range(300)
    ]


def news(count: int = 6, **fields: object) -> list[Telling]:
    """So many voices of the last weeks with one offer that nobody knew."""
    said: dict[str, object] = {"destination": "Kamboja", "job": "Admin Daring"} | fields
    return [ago(n, n * 3, **said) for n in range(count)]


def found_in(tellings: list[Telling], **changes: object) -> list[Found]:
    rule = RULE.model_copy(update=changes)
    return find_changes(counted(tellings), on=ON, rule=rule, gazetteer=PLACES)


@pytest.fixture(scope="module")
def pattern() -> Found:
    [found] = found_in(quiet_year() + news(indicators=("visit_visa_for_work",)))
    return found


def test_a_quiet_year_has_no_pattern() -> None:
    assert found_in(quiet_year()) == []


def test_a_new_offer_is_one_finding(pattern: Found) -> None:
    assert pattern.kind == "pattern"
    assert pattern.title.startswith("Pola baru: ")
    assert pattern.figures["observed"] == 6
    assert pattern.figures["before"] == 0
    assert pattern.figures["recurrence_days"] >= 7 * 100


def test_the_sentence_says_what_was_told_and_what_was_usual(pattern: Found) -> None:
    assert pattern.sentence.startswith("6 laporan dari 6 sumber dalam 42 hari menyebut ")
    assert "; sebelumnya belum pernah." in pattern.sentence
    for words in ("tujuan kamboja", "pekerjaan admin daring", "visa kunjungan"):
        assert words in pattern.sentence


def test_the_evidence_are_the_recent_reports_with_it(pattern: Found) -> None:
    assert len(pattern.evidence) == 6
    assert set(pattern.areas) == set(VILLAGES)


def test_the_key_holds_none_of_the_words(pattern: Found) -> None:
    assert pattern.key.startswith("pattern:")
    assert not {"kamboja", "admin"} & set(pattern.key.replace(":", " ").split())
    assert len(pattern.key) <= 120


def test_the_same_pattern_has_the_same_key_next_week(pattern: Found) -> None:
    more = [*quiet_year(), *news(7, indicators=("visit_visa_for_work",))]
    assert [found.key for found in found_in(more)] == [pattern.key]


def test_the_order_of_reports_changes_nothing() -> None:
    tellings = quiet_year() + news()
    assert found_in(tellings) == found_in(tellings[::-1])


def test_a_pattern_that_was_known_and_rises_says_what_is_usual() -> None:
    before = [ago(n, 60 + n * 40, destination="Kamboja", job="admin daring") for n in range(3)]
    [found] = found_in([*quiet_year(), *before, *news(9)])
    assert found.title.startswith("Pola yang naik: ")
    assert "; biasanya " in found.sentence


def test_one_voice_that_tells_it_six_times_is_no_pattern() -> None:
    assert found_in(quiet_year() + news(voice="1:joko")) == []


def test_one_message_passed_on_six_times_is_no_pattern() -> None:
    text = "Dibutuhkan segera admin daring ke Kamboja, gaji besar, tanpa biaya, hubungi pengirim."
    assert found_in(quiet_year() + news(text=text)) == []


def test_one_village_and_one_agency_are_not_enough() -> None:
    assert found_in(quiet_year() + news(region_code=PRIGI)) == []
    assert len(found_in(quiet_year() + news(region_code=PRIGI, agency="TNI"))) == 0


def test_a_place_and_a_network_of_phones_are_no_offer() -> None:
    fresh = news(
        destination="", job="", region_code=BAOSAN, agency="TNI", phones=("0899 1234 567",)
    )
    fresh += news(destination="", job="", region_code=BAOSAN, phones=("0899 1234 567",))
    assert found_in(quiet_year() + fresh) == []


def test_a_foreign_phone_is_something_of_an_offer() -> None:
    [found] = found_in(quiet_year() + news(job="", phones=("+855 12 345 678",)))
    assert "nomor berawalan +855" in found.sentence


def test_a_job_that_names_somebody_is_not_counted() -> None:
    for found in found_in(quiet_year() + news(job="admin Bu Tatik")):
        assert "tatik" not in f"{found.title} {found.sentence}".casefold()


def test_what_was_told_later_is_not_known_yet() -> None:
    late = [ago(n, 2, destination="Kamboja", job="admin daring") for n in range(6)]
    tomorrow = ON + timedelta(1)
    unknown = [told(one.region_code, day=one.day, known_on=tomorrow) for one in late]
    assert found_in(quiet_year() + unknown) == []


def test_without_enough_history_nothing_is_said() -> None:
    assert found_in([one for one in quiet_year() if one.day > ON - timedelta(90)] + news()) == []
    assert found_in([]) == []


def test_a_closed_report_closes_the_finding() -> None:
    [found] = found_in(quiet_year() + news(label=4))
    assert found.label == 4


def test_a_stricter_rule_finds_less() -> None:
    assert found_in(quiet_year() + news(), discovery=1e-9) == []


def test_the_figures_hold_no_infinity_and_no_missing_number(pattern: Found) -> None:
    assert all(0 <= value < 1e12 for value in pattern.figures.values())


# --- marks for words ----------------------------------------------------------------------------


def signed(column: str, word: str) -> str:
    """A mark that stands in another order than the words."""
    return sha256(f"{column} {word}".encode()).hexdigest()[:12]


def test_marks_in_place_of_words_change_no_word_of_a_finding(pattern: Found) -> None:
    voices = counted(quiet_year() + news(indicators=("visit_visa_for_work",)))
    said = said_by(voices, ON, RULE, signed)
    assert not {"kamboja", "admin daring", "taiwan"} & {
        word for words in said.columns.values() for word in words
    }
    [found] = changes_in(said, on=ON, rule=RULE, gazetteer=PLACES)
    assert (found.key, found.sentence) == (pattern.key, pattern.sentence)
    assert found.figures["chance"] == pattern.figures["chance"]


def test_what_its_reports_tell_no_more_is_not_told() -> None:
    said = said_by(counted(quiet_year() + news()), ON, RULE, signed)
    revised = [ago(n, n * 3, destination="Kamboja") for n in range(6)]
    later = replace(said, behind=lambda _pattern: revised)
    assert changes_in(later, on=ON, rule=RULE, gazetteer=PLACES) == []
