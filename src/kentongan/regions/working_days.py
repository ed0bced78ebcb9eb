"""The national calendar of working days: the one by which every clock of the product counts."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from kentongan.engine.working_days import WorkingCalendar, calendar_of

DECREED = "ditetapkan"
# Holidays of a fixed date, certain in every year: Keppres 251/1967 and 3/1983, 24/2013 (1 May),
# 24/2016 (1 June). Those that move with the moon are not guessed before their decree.
FIXED = frozenset(
    {"Tahun Baru Masehi", "Hari Buruh", "Hari Lahir Pancasila", "Hari Kemerdekaan", "Natal"}
)


@cache
def national_calendar() -> WorkingCalendar:
    """Working days from Monday to Friday without holidays, joint leave and election days.

    Raises ValueError where the table cannot be read.
    """
    return calendar_of(certain_days_off())


def certain_days_off() -> Iterator[tuple[date, bool]]:
    """The days off that a decree or a fixed date makes certain, each with whether by decree."""
    text = files("kentongan.reference").joinpath("national_holidays.csv").read_text("utf-8")
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        is_decreed = row["status"] == DECREED
        if is_decreed or row["occasion"] in FIXED:
            yield date.fromisoformat(row["day"]), is_decreed
