"""Papers of the privacy office: one shape for the screen and for A4.

A paper is a list of blocks. Templates under docs/templates are plain text with a few marks
(``#`` heading, ``-`` item, ``|`` table row, ``$name`` for what the product knows); what code
composes is built from blocks at once. typst gets JSON; no markup is ever built from strings.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from string import Template
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from kentongan.accounts.letterhead import letterhead_on
from kentongan.engine.typesetting import typeset

PARTS = ("heading", "subheading", "item", "row", "paragraph")
MARKS = {"## ": "subheading", "# ": "heading", "- ": "item"}
RULE = re.compile(r"\|[\s|:-]+\|")  # the line below the first row of a table


@dataclass(frozen=True)
class Block:
    """One piece: ``kind`` is heading, subheading, paragraph, items or table."""

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A printable paper; ``signers`` stand in a row at its foot."""

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    signers: tuple[str, ...] = field(default=())


def heading(text: str) -> Block:
    return Block("heading", text)


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


def items(texts: Iterable[str]) -> Block:
    return Block("items", items=tuple(texts))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Block:
    """A table; the first row is its head."""
    return Block("table", rows=(tuple(head), *(tuple(row) for row in rows)))


def facts(pairs: Mapping[str, str]) -> Block:
    """A table of two columns: what, and its value."""
    return Block("facts", rows=tuple(pairs.items()))


def filled(text: str, known: Mapping[str, str]) -> str:
    """``$name`` replaced by what is known; raises KeyError for a name nobody knows."""
    return Template(text).substitute(known)


def read_paper(text: str, known: Mapping[str, str], tables: Mapping[str, Block]) -> Paper:
    """A template as a paper: the first heading is the title, ``@name`` alone stands for a table.

    Raises KeyError for a name that neither ``known`` nor ``tables`` has.
    """
    lines = filled(text, known).splitlines()
    blocks = list(blocks_of(lines, tables))
    return Paper(blocks[0].text, tuple(blocks[1:]))


def blocks_of(lines: Iterable[str], tables: Mapping[str, Block]) -> Iterable[Block]:
    """The blocks of lines; lines of one kind that follow each other belong together."""
    kind, held = "", list[str]()
    for line in [*lines, ""]:
        this, content = part_of(line.strip())
        if held and (this != kind or this in {"heading", "subheading", ""}):
            yield block(kind, held)
            held = []
        if this == "named":
            yield tables[content]
        elif this:
            held.append(content)
        kind = this


def part_of(line: str) -> tuple[str, str]:
    """What a line is, and its words."""
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            return kind, line.removeprefix(mark)
    if line.startswith("|"):
        return ("row", line) if not RULE.fullmatch(line) else ("row", "")
    if line.startswith("@"):
        return "named", line[1:]
    return ("paragraph", line) if line else ("", "")


def block(kind: str, held: Sequence[str]) -> Block:
    """One block of the lines that belong together."""
    if kind == "item":
        return items(held)
    if kind == "row":
        cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in held if row]
        return table(cells[0], cells[1:])
    return Block(kind, " ".join(held))


def printable(paper: Paper, at: datetime) -> dict[str, Any]:
    """The paper with the head of the office, ready for JSON."""
    local = timezone.localtime(at)
    return asdict(paper) | {
        "letterhead": letterhead_on(local.date()),
        "office": settings.OFFICE_NAME,
        "address": settings.OFFICE_ADDRESS,
        "place_and_day": f"{settings.OFFICE_TOWN}, {day_words(local.date())}",
    }


def day_words(day: date) -> str:
    """``26 November 2026``."""
    return date_format(day, "j F Y")


def moment_words(at: datetime) -> str:
    """``26 November 2026 pukul 10.15``."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y')} pukul {date_format(local, 'H.i')}"


def print_paper(paper: Paper, at: datetime) -> bytes:
    """The paper as PDF; the same paper at the same moment gives the same bytes."""
    return typeset("kentongan.website", "website/privacy/paper.typ", paper=printable(paper, at))
