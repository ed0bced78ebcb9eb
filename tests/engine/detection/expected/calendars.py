"""The calendar that ships with the product, read as plain rows."""

import csv
from functools import cache
from importlib.resources import files

from kentongan.engine.detection.expected import Calendar


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of ``reference``, without its remarks."""
    text = files("kentongan.reference").joinpath(name).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@cache
def calendar() -> Calendar:
    return Calendar.from_rows(rows("hijri_months.csv"), rows("national_holidays.csv"))
