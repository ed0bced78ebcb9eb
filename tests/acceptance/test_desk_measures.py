"""What measures the passport desk measures: a wrong calendar and a silent report are told."""

from datetime import date

import pytest

from acceptance.desk import ITEMS, clocks, fairness
from kentongan.engine.fairness import Comparison, Flag
from kentongan.engine.working_days import WorkingCalendar
from kentongan.regions.working_days import national_calendar

POINTED = Flag("officer of sex", Comparison("officer 2 · P", 900, 30, 15.0, 1e-5))


def test_lines_have_the_numbers_of_the_issue() -> None:
    numbers = [item.number for item in ITEMS]
    assert numbers == sorted(set(numbers))
    assert {5, 6} <= set(numbers)


def test_every_day_of_three_years_is_right_by_the_independent_table() -> None:
    assert all(good for _what, _figure, _target, good in map(clocks.days_of, (2025, 2026, 2027)))


@pytest.fixture
def _without_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The national calendar forgets the joint leave after Independence day 2025."""
    whole = national_calendar()
    less = WorkingCalendar(whole.days_off - {date(2025, 8, 18)}, whole.decreed)
    monkeypatch.setattr(clocks, "national_calendar", lambda: less)


@pytest.mark.usefixtures("_without_one_day")
def test_one_forgotten_day_is_told_by_every_measure() -> None:
    _what, figure, _target, good = clocks.days_of(2025)
    assert not good
    assert figure == "364 of 365 right"
    assert not clocks.clock_of("issue", 4)[3]
    assert not clocks.between()[3]


def test_a_report_that_points_at_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "report", lambda _year: ())
    monkeypatch.setattr(fairness, "decided_year", lambda *_a, **_k: None)
    assert not fairness.planted("one year", 9, 1, 0)[3]
    assert fairness.fair(0)[3]
    assert fairness.false_flags(0)[1].startswith("0.0% of 400")


def test_a_report_that_always_points_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "report", lambda _year: (POINTED,))
    monkeypatch.setattr(fairness, "decided_year", lambda *_a, **_k: None)
    assert fairness.planted("one year", 9, 20, 0)[3]
    assert not fairness.fair(0)[3]
    assert not fairness.false_flags(0)[3]
