"""The lines above an office's name: the edition in force, newest first."""

from datetime import date, timedelta

import pytest

from kentongan.accounts import letterhead
from kentongan.accounts.letterhead import letterhead_on, letterheads

EDITIONS = [
    {"valid_from": date(2026, 1, 1), "valid_to": None, "lines": ["Baru"]},
    {"valid_from": date(2020, 1, 1), "valid_to": date(2025, 1, 1), "lines": ["Lama"]},
]


@pytest.fixture
def _two_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterhead, "letterheads", lambda: EDITIONS)


@pytest.mark.usefixtures("_two_editions")
@pytest.mark.parametrize(
    ("day", "lines"),
    [
        (date(2019, 12, 31), []),
        (date(2020, 1, 1), ["Lama"]),
        (date(2024, 12, 31), ["Lama"]),
        (date(2025, 6, 1), []),
        (date(2026, 1, 1), ["Baru"]),
    ],
)
def test_a_day_has_the_lines_of_its_edition(day: date, lines: list[str]) -> None:
    assert letterhead_on(day) == lines


def test_the_file_holds_its_editions_newest_first_with_a_source() -> None:
    found = letterheads()
    days = [edition["valid_from"] for edition in found]
    assert days == sorted(days, reverse=True)
    assert all(edition["source"] and edition["lines"] for edition in found)


def test_what_is_handed_out_changes_nothing_in_the_file() -> None:
    today = letterheads()[0]["valid_from"] + timedelta(days=1)
    letterhead_on(today).append("Coretan")
    assert "Coretan" not in letterhead_on(today)
