"""Slow twins: combinations counted one by one, chances as fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb

from kentongan.engine.detection.patterns import Fact, PatternSettings

type Table = Mapping[str, Sequence[str]]


def chance(rows: int, having: int, recent: int, seen: int, *, middle: bool = False) -> Fraction:
    """Fisher's exact test, in whole numbers."""

    def exactly(number: int) -> Fraction:
        rest = recent - number
        if number > having or not 0 <= rest <= rows - having:
            return Fraction(0)
        return Fraction(comb(having, number) * comb(rows - having, rest), comb(rows, recent))

    tail = sum((exactly(number) for number in range(seen, recent + 1)), Fraction(0))
    return tail - exactly(seen) / 2 if middle else tail


def all_chances(
    table: Table, recent: Sequence[bool], settings: PatternSettings
) -> dict[tuple[Fact, ...], float]:
    """Every combination that is to be tested, with the chance of its recent rows."""
    found = {}
    for size in range(settings.fewest_facts, settings.most_facts + 1):
        for names in combinations(sorted(table), size):
            rows = list(zip(*(table[name] for name in names), strict=True))
            telling = [place for place, words in enumerate(rows) if all(words)]
            for words in {rows[place] for place in telling}:
                having = [place for place in telling if rows[place] == words]
                if len(having) >= settings.min_cases:
                    p = chance(
                        len(telling),
                        len(having),
                        sum(recent[place] for place in telling),
                        sum(recent[place] for place in having),
                        middle=settings.middle,
                    )
                    found[tuple(map(Fact, names, words))] = float(p)
    return found
