"""Why two mentions are alike: the bars of a match, one below the other, and the sentence of each.

Numbers only. Across, positions are shares of the width, so the picture fits a telephone. The weight
tells how alike two tellings are; it says nothing of the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from django.utils.formats import number_format

from kentongan.engine.linkage.scoring import Bar, Match, MatchLevel
from kentongan.entities.level_words import LEVELS

SHARES = 100.0
SURE = 0.9
LEAST_WIDTH = 0.6  # percent: a bar of weight 0 is still a mark


@dataclass(frozen=True)
class Fall:
    """One bar: where it begins and how wide it is, in percent.

    ``side``: for, against or nothing.
    """

    label: str
    sentence: str
    values: tuple[str, str]
    weight: str
    side: str
    x: str
    width: str


@dataclass(frozen=True)
class Waterfall:
    """The bars in the order in which they were weighed, and what they come to.

    ``percent``: the chance of one person; "" where the evidence is of too few kinds to tell one.
    ``caution``: what keeps it from being very likely; "" where the kinds of evidence are too few.
    """

    bars: tuple[Fall, ...]
    weight: str
    percent: str
    caution: str
    level: str
    words: Any
    zero: str  # where no weight stands, in percent
    links: tuple[str, ...]
    version: str


def waterfall_of(match: Match) -> Waterfall:
    """The picture of a match."""
    heights = list(accumulate((bar.weight for bar in match.bars), initial=0.0))
    low, high = min(heights), max(heights)
    span = (high - low) or 1.0

    def across(height: float) -> float:
        return (height - low) / span * SHARES

    bars = tuple(
        fall(bar, across(start), across(end))
        for bar, (start, end) in zip(match.bars, pairwise(heights), strict=True)
    )
    return Waterfall(
        bars,
        signed(match.weight),
        "" if is_held_back(match) else percent_of(match.probability),
        match.caution,
        match.level.value,
        LEVELS[match.level],
        f"{across(0.0):.2f}%",
        match.links,
        match.version,
    )


def is_held_back(match: Match) -> bool:
    """Whether the kinds of evidence keep the level below what the weight says.

    A chance of 99.9 % beside "to be checked" would be read in place of it.
    """
    return match.level is not MatchLevel.VERY_LIKELY and match.probability >= SURE


def fall(bar: Bar, start: float, end: float) -> Fall:
    """One bar of the picture."""
    width = max(abs(end - start), LEAST_WIDTH)
    x = min(start, end, SHARES - width)
    side = "for" if bar.weight > 0 else "against" if bar.weight < 0 else "nothing"
    return Fall(
        bar.label,
        bar.sentence,
        bar.values,
        signed(bar.weight),
        side,
        f"{x:.2f}%",
        f"{width:.2f}%",
    )


def signed(weight: float) -> str:
    """A weight with its sign and one decimal, as the language writes it: +9,1, −2,0, 0."""
    rounded = round(weight, 1)
    if rounded == 0:
        return "0"
    return f"{'+' if rounded > 0 else '−'}{number_format(abs(rounded), 1)}"


def percent_of(probability: float) -> str:
    """A chance in words that claim no more than is known."""
    if probability >= 0.999:
        return "> 99,9%"
    if probability < 0.001:
        return "< 0,1%"
    return f"{number_format(round(probability * 100, 1), 1)}%"


def kept(match: Match) -> dict[str, Any]:
    """What stood on the screen, to be stored beside the decision."""
    return {
        "version": match.version,
        "weight": round(match.weight, 3),
        "probability": round(match.probability, 6),
        "level": match.level.value,
        "bars": [kept_bar(bar) for bar in match.bars],
        "links": list(match.links),
        "caution": match.caution,
    }


def kept_bar(bar: Bar) -> dict[str, Any]:
    """One bar as it is stored."""
    said = {"comparison": bar.comparison, "level": bar.level, "sentence": bar.sentence}
    return said | {
        "weight": round(bar.weight, 3),
        "values": list(bar.values),
        "m": bar.m,
        "u": bar.u,
    }


def strongest(match: Match, most: int = 2) -> Sequence[str]:
    """The sentences that say most for or against, for a line of a list."""
    compared = [bar for bar in match.bars if bar.comparison != "prior" and bar.weight]
    return [bar.sentence for bar in sorted(compared, key=lambda bar: -abs(bar.weight))[:most]]
