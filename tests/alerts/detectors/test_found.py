"""The values between reports and alerts: places, keys, hashes, labels, rows of evidence."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.access.labels import Label
from kentongan.alerts.detectors import Found, Gazetteer, Piece
from kentongan.alerts.detectors.found import (
    CONFIDENTIAL,
    bounded_key,
    distinct_places,
    district_of,
    pieces,
    strictest,
)
from kentongan.alerts.models import Alert
from tests.alerts.detectors.tales import FIRST, MASARAN, PRIGI, TASIKMADU, told

CODES = st.sampled_from(
    ("", "35", "35.03", "35.03.05", "35.03.04", PRIGI, TASIKMADU, MASARAN, "35.03.0")
)


def a_finding(*rows: Piece, **fields: object) -> Found:
    """The smallest finding on these rows."""
    finding = Found(
        key="phone:x", kind="same_thing", rule="same_thing:phone", rule_version="1",
        title="Satu nomor", sentence="Satu nomor dua kali.", checks=(), urgency=2, label=2,
        areas=(), figures={}, evidence=rows,
    )  # fmt: skip
    return replace(finding, **fields)  # type: ignore[arg-type]


# --- places -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "district"),
    [
        ("35.03.05.2001", "35.03.05"),
        ("35.03.05", "35.03.05"),
        ("35.03", ""),
        ("35", ""),
        ("", ""),
    ],
)
def test_the_sub_district_of_a_code_is_its_first_three_parts(code: str, district: str) -> None:
    assert district_of(code) == district
    assert told(code).district == district


def test_two_villages_of_one_sub_district_are_two_places() -> None:
    assert distinct_places([told(TASIKMADU), told(PRIGI)]) == [PRIGI, TASIKMADU]


def test_a_regency_around_a_village_is_not_another_place() -> None:
    assert distinct_places([told("35.03"), told(PRIGI), told("35")]) == [PRIGI]


def test_an_unsure_place_is_no_place() -> None:
    assert distinct_places([told(""), told("")]) == []


def test_the_same_village_told_twice_is_one_place() -> None:
    assert distinct_places([told(PRIGI), told(PRIGI)]) == [PRIGI]


def test_a_code_that_only_begins_alike_surrounds_nothing() -> None:
    assert distinct_places([told("35.03.0"), told(PRIGI)]) == ["35.03.0", PRIGI]


def slow_places(codes: list[str]) -> set[str]:
    """The slow twin: compare part by part with every other code."""
    parts = {code: code.split(".") for code in codes if code}
    return {
        code
        for code, own in parts.items()
        if not any(len(other) > len(own) and other[: len(own)] == own for other in parts.values())
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(CODES, max_size=8))
def test_distinct_places_are_those_of_the_slow_twin_in_code_order(codes: list[str]) -> None:
    found = distinct_places([told(code) for code in codes])
    assert set(found) == slow_places(codes)
    assert found == sorted(set(found))


def test_an_area_without_a_name_is_called_by_its_code() -> None:
    assert Gazetteer({PRIGI: "Prigi"}).name(PRIGI) == "Prigi"
    assert Gazetteer().name(PRIGI) == PRIGI


# --- keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 1, 119, 120])
def test_a_key_that_fits_stays_as_it_is(length: int) -> None:
    assert bounded_key("k" * length) == "k" * length


def test_a_key_that_does_not_fit_keeps_its_beginning_for_whoever_reads_the_log() -> None:
    key = bounded_key("organisation:" + "k" * 200)
    assert key.startswith("organisation:kkk")
    assert "#" in key


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_every_key_fits_its_column_and_different_things_stay_different(
    one: str, other: str
) -> None:
    limit = Alert._meta.get_field("key").max_length
    assert len(bounded_key(one)) <= limit
    assert (bounded_key(one) == bounded_key(other)) == (one == other)


# --- the label ----------------------------------------------------------------------------------


def test_the_label_a_report_usually_carries_is_the_one_of_the_gate() -> None:
    assert CONFIDENTIAL == Label.CONFIDENTIAL


@pytest.mark.parametrize(
    ("rule", "reports", "label"),
    [
        (2, [], 2),
        (2, [3, 3], 2),
        (1, [0, 3], 1),
        (2, [3, 4], 4),
        (1, [5, 4], 5),
        (5, [4], 5),
    ],
)
def test_an_alert_is_as_closed_as_its_most_sensitive_report(
    rule: int, reports: list[int], label: int
) -> None:
    assert strictest(rule, [told(label=each) for each in reports]) == label


# --- evidence -----------------------------------------------------------------------------------


def test_evidence_stands_oldest_first_and_on_one_day_by_source() -> None:
    rows = pieces(
        [told(day=3), told(day=1, source="report:b"), told(day=1, source="report:a")], "sama"
    )
    assert [row.noticed_on for row in rows] == [FIRST + timedelta(n) for n in (1, 1, 3)]
    assert [row.source for row in rows[:2]] == ["report:a", "report:b"]


def test_evidence_says_where_when_which_agency_and_why_and_nothing_more() -> None:
    telling = told(text="Pak Slamet datang.", voice="1:joko", destination="Kamboja")
    [row] = pieces([telling], "menyebut nomor yang sama")
    assert row == Piece(telling.source, PRIGI, FIRST, FIRST, "Polri", "menyebut nomor yang sama")
    kept = {field.name for field in fields(Piece)}
    assert not kept & {"text", "voice", "destination", "things"}


def test_a_finding_knows_its_sources() -> None:
    assert a_finding(*pieces([told(source="report:a"), told(source="report:b")], "")).sources == {
        "report:a",
        "report:b",
    }


# --- the hash of the data -----------------------------------------------------------------------


ROWS = pieces([told(source="report:a"), told(TASIKMADU, source="report:b", day=1)], "sama")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Lain"},
        {"sentence": "Lain."},
        {"checks": ("Telepon.",)},
        {"urgency": 1},
        {"label": 5},
        {"figures": {"voices": 9}},
        {"evidence": ROWS[::-1]},
        {"evidence": tuple(replace(row, agency_name="TNI", reason="x") for row in ROWS)},
    ],
)
def test_other_words_for_the_same_data_are_the_same_finding(changes: dict) -> None:
    assert a_finding(*ROWS, **changes).data_hash == a_finding(*ROWS).data_hash


@pytest.mark.parametrize(
    "changes",
    [
        {"key": "phone:y"},
        {"rule": "same_thing:account"},
        {"rule_version": "2"},
        {"evidence": ROWS[:1]},
        {"evidence": (replace(ROWS[0], region_code=MASARAN), ROWS[1])},
        {"evidence": (replace(ROWS[0], noticed_on=FIRST - timedelta(1)), ROWS[1])},
        {"evidence": (replace(ROWS[0], source="report:c"), ROWS[1])},
    ],
)
def test_another_rule_thing_report_place_or_day_is_another_finding(changes: dict) -> None:
    assert a_finding(*ROWS, **changes).data_hash != a_finding(*ROWS).data_hash
