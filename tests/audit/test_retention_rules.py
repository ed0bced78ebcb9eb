"""The retention schedule as data: every rule has a source, and periods are reckoned right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kentongan.audit.privacy import every_model
from kentongan.audit.retention import (
    Malformed,
    Period,
    fingerprint,
    hash_of,
    read_schedule,
    rules_on,
    schedule,
)

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
# The retention row of the security design.
DESIGN = {
    "uncorroborated_tip": Period(days=180),
    "unfounded_flag": Period(days=90),
    "reporter_identity": Period(days=90),
    "closed_case": Period(years=5),
    "interview_notes": Period(years=2),
    "staff_sessions": Period(days=30),
    "address_marks": Period(hours=24),
    "audit_rows": Period(years=5),
    "backups": Period(days=35),
    "data_key_backups": Period(days=7),
}
GOOD = """
- id: a_rule
  what: Sesuatu yang disimpan
  model: reports.Report
  clock: saat dicatat
  keep: {days: 3}
  action: erase
  ground: Sudah cukup
  source: UU 27/2022
  valid_from: 2026-01-01
"""


@pytest.mark.parametrize("name", DESIGN)
def test_the_schedule_keeps_the_periods_of_the_design(name: str) -> None:
    (rule,) = [rule for rule in rules_on(NOW.date()) if rule.id == name]
    assert rule.keep == DESIGN[name]


def test_what_a_rule_covers_are_tables_of_the_product() -> None:
    labels = {model._meta.label for model in every_model()}
    covered = {model for rule in schedule() for model in rule.covers}
    assert covered <= labels


def test_every_rule_names_its_source_and_ground() -> None:
    assert all(rule.source and rule.ground for rule in schedule())


@pytest.mark.parametrize(
    "bad",
    [
        GOOD.replace("days: 3", "days: 3, hours: 1"),
        GOOD.replace("days: 3", "days: 0"),
        GOOD.replace("days: 3", "weeks: 3"),
        GOOD.replace("action: erase", "action: burn"),
        GOOD.replace("a_rule", "A Rule"),
        GOOD.replace("  source: UU 27/2022\n", ""),
        GOOD + "  sumber: lain\n",
    ],
)
def test_a_malformed_rule_is_not_read(bad: str) -> None:
    with pytest.raises(ValidationError):
        read_schedule(bad)


def test_two_editions_of_a_rule_never_hold_on_one_day() -> None:
    with pytest.raises(Malformed, match="a_rule"):
        read_schedule(GOOD + GOOD.replace("2026-01-01", "2027-01-01"))


def test_a_later_edition_follows_the_one_that_ended() -> None:
    ended = GOOD + "  valid_to: 2027-01-01\n"
    assert len(read_schedule(ended + GOOD.replace("2026-01-01", "2027-01-01"))) == 2


def test_five_years_before_a_leap_day_is_the_28th() -> None:
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert Period(years=5).before(leap) == datetime(2023, 2, 28, 12, tzinfo=UTC)


@settings(deadline=None)  # the first example pays for loading
@given(
    now=st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    days=st.integers(1, 4000),
)
def test_days_are_counted_back_exactly(now: datetime, days: int) -> None:
    assert now - Period(days=days).before(now) == timedelta(days=days)


def test_a_changed_rule_has_another_version() -> None:
    one, other = read_schedule(GOOD)[0], read_schedule(GOOD.replace("days: 3", "days: 4"))[0]
    assert one.version != other.version


@given(st.sets(st.text("abc123", min_size=1, max_size=5), max_size=6))
def test_an_approval_binds_exactly_one_list(subjects: set[str]) -> None:
    rule = read_schedule(GOOD)[0]
    assert hash_of(rule, sorted(subjects)) == hash_of(rule, sorted(subjects, reverse=True))
    assert hash_of(rule, [*subjects, "lain!"]) != hash_of(rule, subjects)


def test_a_fingerprint_says_nothing_of_what_it_stands_for() -> None:
    assert fingerprint("report:1") != fingerprint("report:2")
    assert len(fingerprint("report:1")) == 64


def test_rules_are_in_force_from_their_first_day_on() -> None:
    assert rules_on(date(2026, 10, 31)) == []
    assert len(rules_on(date(2026, 11, 1))) == len(schedule())
