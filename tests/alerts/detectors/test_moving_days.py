"""The calendar as detectors read it."""

from datetime import date

from kentongan.alerts.detectors.moving_days import moving_days, rows


def test_the_calendar_knows_the_days_of_this_year() -> None:
    assert moving_days().is_day_off(date(2026, 3, 21))
    assert moving_days().month(date(2026, 3, 1)) == 9


def test_remarks_are_no_rows() -> None:
    assert all(row["first_day"].count("-") == 2 for row in rows("hijri_months.csv"))
    assert {row["kind"] for row in rows("national_holidays.csv")} >= {"nasional", "cuti_bersama"}
