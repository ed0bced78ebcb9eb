"""The picture of a network as numbers: for the canvas in the browser and for A4.

On paper a picture stays readable up to some twenty nodes a column; which those are says
``engine.linkage.network.layout.chosen``. On the canvas all are drawn.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import sqrt
from typing import Any

import numpy as np

from kentongan.engine.linkage.network.graph import (
    Column,
    Links,
    Network,
    Numbers,
    links_of,
    network_of,
    newest,
)
from kentongan.engine.linkage.network.layout import (
    Line,
    chosen,
    cut_down,
    heights_of,
    lines_between,
)
from kentongan.entities.network.queries import (
    DESTINATION,
    Key,
    Telling,
    nodes_told,
    spelled,
)

MOST_LINKS = 50_000
NAMED_AT_FIRST = 120
WIDTH, HEIGHT = 1000.0, 620.0
TOP, BOTTOM = 34.0, 40.0  # the headings, the bars of the weeks
MOST_OF_A_COLUMN = 22
SMALLEST, LARGEST = 3.0, 8.0
LONGEST_NAME = 25
THICKEST = 6.0
WEEK = 7


@dataclass(frozen=True)
class Web:
    """The network of some tellings with its lines."""

    network: Network[Key]
    links: Links
    rows: Sequence[Telling]
    sent_to: Mapping[str, str]

    @cached_property
    def told(self) -> Numbers:
        """How many sources tell of each node."""
        return np.bincount(self.network.node, minlength=len(self.network.keys))

    def most_told(self, most: int) -> list[int]:
        """The nodes that most sources tell of."""
        order = np.argsort(-self.told, kind="stable")[:most]
        return [int(node) for node in order]

    @cached_property
    def kinds(self) -> dict[Key, str]:
        """The kind of each thing and person; places have none of their own."""
        return {row.key: row.kind for row in self.rows}

    @cached_property
    def destinations(self) -> dict[Key, str]:
        """The name of each destination, as it was first written."""
        return {(DESTINATION, spelled(name)): name for name in reversed([*self.sent_to.values()])}


def web_of(rows: Sequence[Telling], sent_to: Mapping[str, str]) -> Web:
    """The network of some tellings; the newest ``MOST_LINKS`` lines are drawn."""
    network = network_of(nodes_told(rows, sent_to))
    links = newest(links_of(network), network.day, MOST_LINKS)
    return Web(network, links, rows, sent_to)


def word_of(key: Key) -> str:
    """A node as addresses and scripts write it: ``hal:12``, ``orang:7``, ``desa:35.03.05.2001``."""
    return f"{key[0]}:{key[1]}"


def numbers_for_canvas(web: Web) -> dict[str, Any]:
    """What the script draws: nodes and lines as columns of numbers, days from the first one."""
    network, links = web.network, web.links
    days = network.day[links.source]
    first = int(days.min()) if len(days) else 0
    return {
        "first": date.fromordinal(first).isoformat() if first else "",
        "keys": [word_of(key) for key in network.keys],
        "column": network.column.tolist(),
        "height": np.round(heights_of(network, links), 5).tolist(),
        "told": web.told.tolist(),
        "hub": np.flatnonzero(network.is_common).tolist(),
        "kind": [web.kinds.get(key, key[0]) for key in network.keys],
        "left": links.left.tolist(),
        "right": links.right.tolist(),
        "day": (days - first).tolist(),
    }


@dataclass(frozen=True)
class Spot:
    """Where a node and its name stand, in units of the picture."""

    x: str
    y: str
    text_x: str
    text_y: str
    radius: str


@dataclass(frozen=True)
class Dot:
    """A node of the picture on paper."""

    name: str
    short: str
    at: Spot
    told: int
    is_marked: bool
    is_common: bool


@dataclass(frozen=True)
class Curve:
    """A line of the picture on paper."""

    path: str
    width: str
    is_marked: bool


@dataclass(frozen=True)
class Relation:
    """One line in words: the names of its ends, how many reports, from when to when."""

    left: str
    right: str
    sources: int
    first: date
    last: date


@dataclass(frozen=True)
class Bar:
    """The tellings of one week."""

    x: str
    y: str
    width: str
    height: str
    week: date
    count: int


@dataclass(frozen=True)
class Picture:
    """A small network as a drawing and as words."""

    columns: tuple[tuple[Column, str], ...]  # with their place across
    dots: tuple[Dot, ...]
    curves: tuple[Curve, ...]
    relations: tuple[Relation, ...]
    bars: tuple[Bar, ...]
    left_out: int  # nodes
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True)
class Small:
    """The part of a network that fits a page; numbered anew."""

    network: Network[Key]
    lines: list[Line]
    xs: list[float]
    ys: list[float]
    left_out: int


def small(web: Web, first: Sequence[Key], most: int = MOST_OF_A_COLUMN) -> Small:
    """The most important part of a web: ``first`` and what lies near, then what is told most."""
    numbers = [found for key in first if (found := web.network.number_of(key)) is not None]
    nodes = chosen(web.network, web.links, numbers, most)
    network = cut_down(web.network, nodes)
    links = links_of(network)
    heights = heights_of(network, links)
    lines = lines_between(links, network.day, np.arange(len(nodes)))
    ys = TOP + heights * (HEIGHT - TOP - BOTTOM)
    xs = [across(Column(column)) for column in network.column]
    return Small(network, lines, xs, ys.tolist(), len(web.network.keys) - len(nodes))


def across(column: Column) -> float:
    """Where a column stands."""
    return 10 + column * WIDTH / len(Column)


def picture_of(web: Web, part: Small, names: dict[Key, str], marked: Sequence[Key]) -> Picture:
    """The drawing of a part; ``marked`` (the centre, a path) stands out."""
    keys = part.network.keys
    told = np.bincount(part.network.node, minlength=len(keys))
    stand = {node for node, key in enumerate(keys) if key in set(marked)}
    dots = [dot(part, node, names, int(told[node]), node in stand) for node in range(len(keys))]
    most = max((line.sources for line in part.lines), default=1)
    curves = [curve(part, line, most, {line.left, line.right} <= stand) for line in part.lines]
    return Picture(
        tuple((column, f"{across(column) - 6:.0f}") for column in Column),
        tuple(dots),
        tuple(sorted(curves, key=lambda one: one.is_marked)),
        tuple(relation(part, line, names) for line in part.lines),
        bars(web.rows),
        part.left_out,
    )


def dot(part: Small, node: int, names: dict[Key, str], told: int, is_marked: bool) -> Dot:
    """One node with its name beside it."""
    name = names.get(part.network.keys[node], "–")
    x, y = part.xs[node], part.ys[node]
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    radius = min(SMALLEST * sqrt(told), LARGEST)
    is_common = bool(part.network.is_common[node])
    places = (f"{value:.1f}" for value in (x, y, x + radius + 3, y + 4, radius))
    return Dot(name, short, Spot(*places), told, is_marked, is_common)


def curve(part: Small, line: Line, most: int, is_marked: bool) -> Curve:
    """One line, thicker for more sources; from column to column it swings level into both ends."""
    x, y, end_x, end_y = (
        part.xs[line.left],
        part.ys[line.left],
        part.xs[line.right],
        part.ys[line.right],
    )
    middle = (x + end_x) / 2 if x != end_x else x - 40
    path = f"M{x:.1f},{y:.1f}C{middle:.1f},{y:.1f} {middle:.1f},{end_y:.1f} {end_x:.1f},{end_y:.1f}"
    width = 0.8 + (THICKEST - 0.8) * (line.sources - 1) / max(most - 1, 1)
    return Curve(path, f"{width:.1f}", is_marked)


def relation(part: Small, line: Line, names: dict[Key, str]) -> Relation:
    """One line in words."""
    keys = part.network.keys
    return Relation(
        names.get(keys[line.left], "–"),
        names.get(keys[line.right], "–"),
        line.sources,
        date.fromordinal(line.first),
        date.fromordinal(line.last),
    )


def bars(rows: Iterable[Telling]) -> tuple[Bar, ...]:
    """How many reports told of anything here, week by week, along the foot of the picture."""
    days = {row.source: row.day for row in rows}
    weeks = Counter((day - 1) // WEEK for day in days.values())  # ordinal 1 was a Monday
    if not weeks:
        return ()
    first, last, most = min(weeks), max(weeks), max(weeks.values())
    step = (WIDTH - 20) / (last - first + 1)
    return tuple(bar(week, weeks[week], most, step, first) for week in sorted(weeks))


def bar(week: int, count: int, most: int, step: float, first: int) -> Bar:
    """One week."""
    height = (BOTTOM - 16) * count / most
    x, y = 10 + (week - first) * step, HEIGHT - 14 - height
    size = (f"{max(step - 1, 0.6):.2f}", f"{height:.1f}")
    monday = date.fromordinal(1) + timedelta(days=week * WEEK)
    return Bar(f"{x:.2f}", f"{y:.1f}", *size, monday, count)
