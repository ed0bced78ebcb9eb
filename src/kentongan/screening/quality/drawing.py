"""A funnel plot as numbers for an SVG: units beside their limits, in no order of merit.

Across: how many members a unit has, on a logarithmic scale. Up: its rate, adjusted to the purposes
of its applicants. Lines: between which rates units lie by chance (95 % and 99.8 %).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from kentongan.screening.quality.wording import Row

WIDTH, HEIGHT = 600.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 14.0, 10.0, 34.0
HEADROOM = 1.1
type Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Dot:
    """A unit in the picture."""

    x: str
    y: str
    title: str
    is_flagged: bool


@dataclass(frozen=True)
class Funnel:
    """The picture: paths of limits, the line of the overall rate, dots and marks on the axes."""

    outer: str
    inner: str
    middle: str
    dots: tuple[Dot, ...]
    across: tuple[tuple[str, str], ...]  # place and number of members
    up: tuple[tuple[str, str], ...]  # place and rate in words
    width: str = f"{WIDTH:.0f}"
    height: str = f"{HEIGHT:.0f}"
    left: str = f"{LEFT:.0f}"
    floor: str = f"{HEIGHT - BOTTOM:.0f}"
    right: str = f"{WIDTH - RIGHT:.0f}"


def funnel(
    told: Mapping[str, Any], question: str, decided: int, rows: Sequence[Row]
) -> Funnel | None:
    """The funnel of one question; None where there is nothing to compare."""
    limits, judged = told["limits"][question], [row for row in rows if row.p_value is not None]
    if not limits or not judged:
        return None
    overall = told["events"] / decided
    rates = [adjusted(row, overall) for row in judged]
    top = HEADROOM * max([*rates, *(row[4] for row in limits)])
    sizes = (limits[0][0], max(limits[-1][0], limits[0][0] + 1))
    place = scale(sizes, min(top, 1.0))
    return Funnel(
        outer=band(limits, 1, 4, place),
        inner=band(limits, 2, 3, place),
        middle=line([(sizes[0], overall), (sizes[1], overall)], place),
        dots=tuple(dot(row, rate, place) for row, rate in zip(judged, rates, strict=True)),
        across=tuple((spot(place(size, 0)[0]), str(size)) for size in marks(limits)),
        up=tuple(
            (spot(place(sizes[0], share * min(top, 1.0))[1]), f"{share * min(top, 1.0):.1%}")
            for share in (0.0, 0.5, 1.0)
        ),
    )


def adjusted(row: Row, overall: float) -> float:
    """The rate of a unit as if its applicants had the purposes of all."""
    if row.expected:
        return min(1.0, overall * row.events / row.expected)
    return row.events / row.trials


def scale(sizes: tuple[float, float], top: float) -> Place:
    """From members and rate to the picture."""
    first, last = log(sizes[0]), log(sizes[1])

    def place(trials: float, rate: float) -> tuple[float, float]:
        across = (log(max(trials, sizes[0])) - first) / (last - first)
        x = LEFT + min(across, 1.0) * (WIDTH - LEFT - RIGHT)
        return x, HEIGHT - BOTTOM - min(rate / top, 1.0) * (HEIGHT - TOP - BOTTOM)

    return place


def spot(value: float) -> str:
    """A coordinate; a text, since a comma of the language would break the picture."""
    return f"{value:.1f}"


def line(points: Sequence[tuple[float, float]], place: Place) -> str:
    """A path through points."""
    told = [",".join(map(spot, place(*point))) for point in points]
    return "M" + " L".join(told)


def band(limits: Sequence[Sequence[float]], low: int, high: int, place: Place) -> str:
    """The closed path between two limits."""
    upper = [(row[0], row[high]) for row in limits]
    lower = [(row[0], row[low]) for row in reversed(limits)]
    return line([*upper, *lower], place) + " Z"


def dot(row: Row, rate: float, place: Place) -> Dot:
    """A unit with its words."""
    x, y = place(row.trials, rate)
    return Dot(spot(x), spot(y), f"{row.unit}: {row.events}/{row.trials}", row.is_flagged)


def marks(limits: Sequence[Sequence[float]]) -> list[int]:
    """The sizes that are written below: the smallest, one in the middle, the largest."""
    sizes = [int(row[0]) for row in limits]
    return sorted({sizes[0], sizes[len(sizes) // 2], sizes[-1]})
