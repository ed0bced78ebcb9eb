"""Months of the moon and holidays, from the tables of ``reference``."""

import csv
from functools import cache
from importlib.resources import files

from kentongan.engine.detection.expected import Calendar


@cache
def moving_days() -> Calendar:
    """The calendar of 2015 to 2035; raises ValueError where a table cannot be read."""
    return Calendar.from_rows(rows("hijri_months.csv"), rows("national_holidays.csv"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, without its remarks."""
    text = files("kentongan.reference").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
