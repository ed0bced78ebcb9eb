"""A world as the messy list that an office would have kept of it."""

from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kentongan.engine.synthetic import World
from kentongan.website.demo.cells import CARELESS, MONTHS, Row, Writer
from kentongan.website.demo.sheet import Across, Line, numbering, write_delimited, write_xlsx

SEED = 1  # of the hand that writes; the world has its own
BLANK_SHARE = 0.02
SIGNATURE = ("Mengetahui,", "Kepala Seksi Intelijen dan Penindakan Keimigrasian")


def write_line_list(world: World, path: Path) -> None:
    """Write an XLSX list of a world; the column "No" is a notice's place in it, from 1.

    The notices stand in the order of their reporting, under a title for each month.
    """
    deque(write_xlsx(path, lines(world)), maxlen=0)


def write_csv(
    world: World, path: Path, *, encoding: str = "utf-8-sig", delimiter: str = ";"
) -> None:
    """The same rows as delimited text, with one line of headings and no titles.

    Raises UnicodeEncodeError for an encoding without the letters used (CP1252 has them all).
    """
    write_delimited(path, rows(world), encoding=encoding, delimiter=delimiter)


def rows(world: World) -> Iterator[Row]:
    """One row for each notice."""
    writer = Writer(CARELESS, SEED, world.truth.end)
    for number, notice in enumerate(world.notices, start=1):
        yield writer.row(number, notice)


def lines(world: World) -> Iterator[Line]:
    """The rows with what stands between them: numbers, months, blanks, headings, a signature."""
    writer = Writer(CARELESS, SEED + 1, world.truth.end)
    yield numbering()
    month = ""
    for notice, row in zip(world.notices, rows(world), strict=True):
        if month_of(notice.reported_on) != month:
            month = month_of(notice.reported_on)
            yield Across(f"BULAN {month.upper()}")
        if writer.happens(BLANK_SHARE):
            yield None
        yield row
    yield None
    yield ["Jumlah", len(world.notices)]
    yield None
    for text in SIGNATURE:
        yield [text]


def month_of(day: date) -> str:
    """Januari 2025."""
    return f"{MONTHS[day.month - 1]} {day.year}"
