"""The commands of alerts, and the rows and words of the weekly sheet they print."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.access.labels import Label
from kentongan.accounts.letterhead import letterhead_on
from kentongan.accounts.models import User
from kentongan.alerts.management.commands.draw_alert_states import drawings, holds
from kentongan.alerts.management.commands.weekly_sheet import chosen_reader
from kentongan.alerts.weekly import (
    DAYS,
    TOP_AGENCIES,
    TOP_ALERTS,
    YEAR_AGO,
    Week,
    agency_rows,
    alert_row,
    last_seven_days,
    sheet,
    shortened,
    top_alerts,
    week_figures,
)
from tests.alerts.conftest import NOW, MakeAlert

WEEK = Week(date(2026, 11, 19))
DATES = st.dates(date(2001, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize("name", ["bima", "ratna", "agung"])
def test_the_sheet_is_printed_for_a_named_reader(name: str, request: pytest.FixtureRequest) -> None:
    reader = request.getfixturevalue(name)
    assert chosen_reader(name) == reader


@pytest.mark.parametrize("name", ["sari", "laras", "tidak-ada", "Bima", "bima "])
def test_the_sheet_is_printed_for_no_one_else(
    name: str, sari: User, laras: User, bima: User
) -> None:
    with pytest.raises(CommandError, match="--for USERNAME"):
        chosen_reader(name)


def test_without_a_name_the_head_of_this_office_reads_it(hadi: User, asing: User) -> None:
    assert chosen_reader(None) == hadi
    assert chosen_reader("") == hadi


def test_a_head_who_left_is_not_printed_for(hadi: User) -> None:
    hadi.is_active = False
    hadi.save()
    with pytest.raises(CommandError):
        chosen_reader(None)


@pytest.mark.parametrize("day", ["kemarin", "2026-13-01", "25-11-2026"])
def test_a_day_that_is_none_is_refused_before_anything_is_written(
    day: str, hadi: User, tmp_path: Path
) -> None:
    out = tmp_path / "lembar.pdf"
    with pytest.raises(CommandError, match="--until"):
        call_command("weekly_sheet", str(out), "--until", day, stdout=StringIO())
    assert not out.exists()


def test_the_drawings_are_in_indonesian_whoever_runs_the_command() -> None:
    with translation.override("en"):
        english = drawings()
    with translation.override("id"):
        assert drawings() == english
    assert "Penilaian risiko" in english["alert-states.md"]


@pytest.mark.parametrize(
    ("written", "same"), [("ä\n", True), ("ä", False), ("", False), (None, False)]
)
def test_a_file_holds_a_text_only_to_the_last_letter(
    written: str | None, same: bool, tmp_path: Path
) -> None:
    path = tmp_path / "x.md"
    if written is not None:
        path.write_text(written, encoding="utf-8")
    assert holds(path, "ä\n") is same


def test_a_folder_of_that_name_holds_no_text(tmp_path: Path) -> None:
    assert not holds(tmp_path, "")


@given(DATES)
@settings(max_examples=40)
def test_a_week_is_seven_whole_days_of_this_place(today: date) -> None:
    week = last_seven_days(today)
    start, end = week.bounds()
    assert (week.last, end - start) == (today, timedelta(days=7))
    assert (start.hour, start.utcoffset()) == (0, timedelta(hours=7))


@given(DATES)
@settings(max_examples=40)
def test_weeks_follow_each_other_without_gap_and_the_year_keeps_its_weekday(today: date) -> None:
    week = last_seven_days(today)
    assert week.before(DAYS).bounds()[1] == week.bounds()[0]
    assert week.before(YEAR_AGO).first.isoweekday() == week.first.isoweekday()


@given(st.text(max_size=30), st.integers(1, 20))
@settings(max_examples=60)
def test_a_shortened_text_fits_and_a_short_one_is_left_alone(text: str, longest: int) -> None:
    cut = shortened(text, longest)
    assert len(cut) <= longest
    assert cut == text if len(text) <= longest else cut.endswith("…")


@given(st.lists(st.tuples(st.text(max_size=60), st.integers(1, 500)), max_size=30))
@settings(max_examples=40)
def test_the_rows_of_agencies_lose_no_report(agencies: list[tuple[str, int]]) -> None:
    rows = agency_rows(agencies)
    assert sum(int(str(row["count"])) for row in rows) == sum(count for _name, count in agencies)
    assert len(rows) == min(len(agencies), TOP_AGENCIES + 1)


@pytest.mark.parametrize(
    ("codes", "places"),
    [
        ((), ""),
        (("35.03.05.2001",), "Prigi"),
        (("35.03.05.2001", "35.03.05.2002"), "Prigi, Tasikmadu"),
        (("35.03.05.2001", "35.03.05.2002", "35.99"), "Prigi, Tasikmadu dan 1 lainnya"),
    ],
)
def test_the_places_of_an_alert_on_paper(
    codes: tuple[str, ...], places: str, made_alert: MakeAlert
) -> None:
    alert = made_alert()
    alert.areas.all().delete()
    for code in codes:
        alert.areas.create(region_code=code)
    names = {"35.03.05.2001": "Prigi", "35.03.05.2002": "Tasikmadu"}
    assert alert_row(alert, names)["places"] == places


def test_an_alert_on_paper_without_owner_and_deadline(made_alert: MakeAlert) -> None:
    row = alert_row(made_alert(due_at=None), {})
    assert (row["owner"], row["due"], row["state"]) == ("belum ada", "–", "Diterima")


def test_a_deadline_on_paper_is_in_the_time_of_this_place(made_alert: MakeAlert) -> None:
    with translation.override("id"):
        assert alert_row(made_alert(due_at=NOW), {})["due"].endswith("2026 10.00")


def test_on_paper_an_alert_without_deadline_comes_after_those_with_one(
    bima: User, made_alert: MakeAlert
) -> None:
    for title, due_at, urgency in (
        ("tanpa tenggat", None, 2),
        ("nanti", NOW + timedelta(days=2), 2),
        ("dulu", NOW, 2),
        ("hari ini", None, 1),
    ):
        made_alert(title=title, due_at=due_at, urgency=urgency, raised_at=NOW)
    top, _withheld = top_alerts(bima, WEEK)
    assert [alert.title for alert in top] == ["hari ini", "dulu", "nanti", "tanpa tenggat"]


def test_what_is_shown_withheld_and_left_out_adds_up_to_what_is_open(
    bima: User, made_alert: MakeAlert
) -> None:
    for number in range(TOP_ALERTS + 5):
        secret = Label.CONFIDENTIAL if number % 4 == 0 else Label.RESTRICTED
        made_alert(raised_at=NOW, label=secret)
    figures = week_figures(bima, WEEK, NOW)
    words = sheet(figures, bima, NOW)
    assert words["withheld"] == len(range(0, TOP_ALERTS + 5, 4))
    assert len(words["alerts"]) + words["withheld"] + words["more"] == figures.this.open_at_end
    assert min(words["more"], words["withheld"]) > 0


def test_before_the_first_letterhead_the_sheet_has_none() -> None:
    assert letterhead_on(date(1990, 1, 1)) == []
    assert letterhead_on(date(2026, 11, 25))
