"""The picture of who told a thing when: one row a village, a dot a day. Numbers only, no drawing.

Across, positions are shares of the width, so the picture fits a phone and a desk with letters of
the same size; downwards they are pixels.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

ROW = 46  # a line of text above a line of dots
TOP, BOTTOM = 6, 30
LEFT, RIGHT = 3.0, 97.0  # percent: half a dot stays inside
SMALLEST, LARGEST = 5.0, 11.0  # radius of a dot
MOST_ROWS = 40


@dataclass(frozen=True)
class Dot:
    """The mentions of one day in one village; ``x`` in percent, the rest in pixels."""

    day: date
    count: int
    x: str
    y: int
    radius: str


@dataclass(frozen=True)
class Row:
    """One village, or "" for mentions without a place."""

    place: str
    text_y: int
    y: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Timeline:
    """The rows in the order in which the thing came to them."""

    first: date
    last: date
    rows: tuple[Row, ...]
    height: int
    months: tuple[str, ...]  # where a month begins, in percent
    rows_left_out: int


def timeline_of(
    mentions: Iterable[tuple[str, date | None]], names: Mapping[str, str]
) -> Timeline | None:
    """The picture of (region code, day) pairs; None when no mention has a day."""
    by_code: dict[str, Counter[date]] = defaultdict(Counter)
    for code, day in mentions:
        if day is not None:
            by_code[code][day] += 1
    if not by_code:
        return None
    first = min(min(days) for days in by_code.values())
    last = max(max(days) for days in by_code.values())
    order = sorted(by_code, key=lambda code: (min(by_code[code]), code))
    shown = order[:MOST_ROWS]
    rows = [
        row_of(number, names.get(code, code), by_code[code], (first, last))
        for number, code in enumerate(shown)
    ]
    height = TOP + ROW * len(shown) + BOTTOM
    months = tuple(share(day, (first, last)) for day in months_within(first, last))
    return Timeline(first, last, tuple(rows), height, months, len(order) - len(shown))


def row_of(number: int, place: str, days: Mapping[date, int], span: tuple[date, date]) -> Row:
    """The ``number``-th row."""
    top = TOP + ROW * number
    dots = [
        Dot(day, count, share(day, span), top + 30, f"{radius(count):.1f}")
        for day, count in sorted(days.items())
    ]
    return Row(place, top + 14, top + 30, tuple(dots))


def share(day: date, span: tuple[date, date]) -> str:
    """Where a day lies across, such as ``"37.5%"``; one day alone lies in the middle."""
    first, last = span
    length = (last - first).days
    part = (day - first).days / length if length else 0.5
    return f"{LEFT + part * (RIGHT - LEFT):.2f}%"


def radius(count: int) -> float:
    """The area of a dot grows with its mentions, up to a size that fits the row."""
    return min(SMALLEST * sqrt(count), LARGEST)


def months_within(first: date, last: date) -> Sequence[date]:
    """The first days of the months after ``first`` up to ``last``."""
    months: list[date] = []
    month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return months
