"""How well one area explains everything that was written: points and the clues behind them.

Points are additive and chosen on the labelled strings (tests/regions/labelled_places.csv), not
probabilities: their only use is to rank, and to ask when two areas are within ``MARGIN``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from kentongan.regions.resolver.index import FOLDED, Hit, NameIndex
from kentongan.regions.resolver.reading import SHORTEST_TELLING, Reading, Role
from kentongan.regions.resolver.vocabulary import Mark

# The name itself, times the quality of the spelling.
OWN = 10.0
# A written area above it. Sub-district and regency weigh the same, so that "Kauman Ponorogo" is
# no nearer to the ward Kauman of Ponorogo town than to the sub-district Kauman: both are asked.
ABOVE = {2: 3.0, 5: 7.0, 8: 7.0}
HOME = 6.0  # less than an area above it, more than exact against misspelt
# Outside the home area a bare name is rather a city than one of many villages.
FAR = {2: 4.0, 5: 4.0, 8: 1.0, 13: 0.0}
NEAR, NEARER = 1.0, 2.0  # the hint ranks but never decides: below MARGIN, see Weighed.firm
RIGHT_LEVEL, RIGHT_LEVEL_ABOVE, WRONG_LEVEL = 3.0, 2.0, -6.0
OTHER_VILLAGE_KIND = 2.0  # people mix up desa and kelurahan
SEAT, TOWN_OF_REGENCY = 2.0, 0.0  # "kota Ponorogo": the sub-district first, then the regency
CITY = 4.0  # "kota Madiun" is the city: further from the regency of that name than MARGIN
UNEXPLAINED, MOST_UNEXPLAINED = -2.5, -5.0
CONTRADICTED = -5.0  # a written regency, or marked sub-district, is another one
INSIDE_LONGER_NAME = -5.0  # "Bandar" in "Bandar Lampung"
BEHIND_STREET = -2.5
SAME_POSTAL, POSTAL_ABOVE = 6.0, 3.0
WRITTEN_CODE = 20.0

PROVINCE, REGENCY, DISTRICT, VILLAGE = 2, 5, 8, 13  # letters in a code of that level
ANCESTORS = {PROVINCE: (), REGENCY: (2,), DISTRICT: (5, 2), VILLAGE: (8, 5, 2)}
LENGTH_OF_MARK = {
    Mark.VILLAGE: VILLAGE,
    Mark.WARD: VILLAGE,
    Mark.DISTRICT: DISTRICT,
    Mark.REGENCY: REGENCY,
    Mark.PROVINCE: PROVINCE,
}
VILLAGE_MARKS = frozenset({Mark.VILLAGE, Mark.WARD})
FIRST_CITY = 71  # regency numbers from 71 on are cities


class Clue(Enum):
    """What speaks for a place."""

    EXACT = "exact"
    NEAR_SPELLING = "near"
    CODE = "code"
    OLD_CODE = "old code"
    PART_OF_CODE = "part of code"
    ABOVE = "above"
    POSTAL = "postal"
    RIGHT_LEVEL = "level"
    WRONG_LEVEL = "wrong level"
    CONTRADICTED = "contradicted"
    HOME = "home"


class Weighed(NamedTuple):
    """One area with its points."""

    code: str
    points: float
    quality: float
    above: tuple[str, ...]  # codes of the written areas that contain it
    clues: tuple[Clue, ...]
    unexplained: int  # words
    marked: bool
    other_village: bool = False  # a word marked as a village is none of its own
    hint: float = 0.0  # points for lying near the writer, part of ``points``

    @property
    def firm(self) -> float:
        """Points of what was written, without the hint."""
        return self.points - self.hint


def level_points(index: NameIndex, code: str, mark: Mark | None) -> float:
    """Whether the level word before the name fits the area."""
    if mark is None:
        return 0.0
    if mark is Mark.TOWN:
        return town_points(index, code)
    if len(code) != LENGTH_OF_MARK[mark]:
        return WRONG_LEVEL
    if mark is Mark.REGENCY:
        return WRONG_LEVEL if is_city(code) else RIGHT_LEVEL
    if len(code) == VILLAGE and (code[-4] == "1") != (mark is Mark.WARD):
        return OTHER_VILLAGE_KIND
    return RIGHT_LEVEL


def is_city(code: str) -> bool:
    return int(code[3:5]) >= FIRST_CITY


def town_points(index: NameIndex, code: str) -> float:
    if len(code) == REGENCY:
        return CITY if is_city(code) else TOWN_OF_REGENCY
    if len(code) == DISTRICT and index.key(code) == index.key(code[:REGENCY]):
        return SEAT
    return WRONG_LEVEL


class Evidence:
    """All hits of one reading, ready to weigh any of them."""

    def __init__(self, index: NameIndex, reading: Reading, hits: Iterable[Hit], near: str) -> None:
        self.index = index
        self.near = near
        self.hits = best_hits(hits)
        self.chain: Mapping[str, Sequence[Hit]] = self.hits_above()
        self.names = sum(
            1 << place
            for place, word in enumerate(reading.words)
            if word.role is Role.NAME and (len(word.key) >= SHORTEST_TELLING or word.marks)
        )
        self.villages = sum(
            1 << place
            for place, word in enumerate(reading.words)
            if word.role is Role.NAME and not VILLAGE_MARKS.isdisjoint(word.marks)
        )
        self.firm = [hit for hit in self.hits if self.contradicts_others(hit)]
        self.longer = sorted(
            {hit.words for hit in self.hits if hit.quality >= FOLDED and hit.words.bit_count() > 1}
        )
        self.postal = self.areas_of(reading.postal_codes)

    def hits_above(self) -> dict[str, list[Hit]]:
        """Hits of areas that may contain others, by code."""
        chain: dict[str, list[Hit]] = defaultdict(list)
        for hit in self.hits:
            if len(hit.code) < VILLAGE:
                chain[hit.code].append(hit)
        return chain

    @staticmethod
    def contradicts_others(hit: Hit) -> bool:
        if hit.quality < FOLDED or hit.doubtful:
            return False
        return len(hit.code) <= REGENCY or (hit.mark is Mark.DISTRICT and len(hit.code) == DISTRICT)

    def areas_of(self, postal_codes: Sequence[str]) -> dict[str, float]:
        """Points of the villages with a written postal code and of the areas around them."""
        points: dict[str, float] = {}
        for postal_code in postal_codes:
            for code in self.index.by_postal_code.get(postal_code, ()):
                points[code] = SAME_POSTAL
                points[code[:DISTRICT]] = points[code[:REGENCY]] = POSTAL_ABOVE
        return points

    def postal_areas(self) -> list[tuple[str, float]]:
        """Sub-districts with a written postal code, then its villages; the only village first."""
        villages = [code for code in self.postal if len(code) == VILLAGE]
        districts = sorted({code[:DISTRICT] for code in villages})
        if len(villages) == 1:
            return [(villages[0], SAME_POSTAL), (districts[0], 0.0)]
        return [(code, SAME_POSTAL + 1) for code in districts] + [
            (code, SAME_POSTAL) for code in villages
        ]

    def known_above(self, code: str) -> bool:
        """Whether an area around ``code`` is written too."""
        chain = self.chain
        length = len(code)
        return code[:2] in chain or (
            (length > REGENCY and code[:REGENCY] in chain)
            or (length > DISTRICT and code[:DISTRICT] in chain)
        )

    def above(self, hit: Hit) -> tuple[float, int, tuple[str, ...]]:
        """Points, words and codes of the areas above that other words name."""
        points, used, found = 0.0, hit.words, []
        for length in ANCESTORS[len(hit.code)]:
            best = 0.0
            for other in self.chain.get(hit.code[:length], ()):
                if other.words & used:
                    continue
                fit = level_points(self.index, other.code, other.mark)
                worth = ABOVE[length] * other.quality + (RIGHT_LEVEL_ABOVE if fit > 0 else 0.0)
                if fit >= 0 and worth > best:
                    best, chosen = worth, other
            if best:
                points, used = points + best, used | chosen.words
                found.append(chosen.code)
        return points, used, tuple(found)

    def is_contradicted(self, code: str, used: int) -> bool:
        for other in self.firm:
            if not other.words & used and not code.startswith(other.code):
                return True
        return False

    def is_inside_longer(self, words: int, used: int) -> bool:
        return any(words & run == words and run & ~used for run in self.longer)

    def near_points(self, code: str) -> float:
        if not self.near:
            return 0.0
        if code.startswith(self.near) or self.near.startswith(code):
            return NEARER
        return NEAR if code[:REGENCY] == self.near[:REGENCY] else 0.0

    def weigh(self, hit: Hit) -> Weighed:
        """Points of one hit with everything else that was written."""
        code = hit.code
        above_points, used, above = self.above(hit)
        level = level_points(self.index, code, hit.mark)
        unexplained = (self.names & ~used).bit_count()
        contradicted = bool(self.firm) and self.is_contradicted(code, used)
        inside = bool(self.longer) and self.is_inside_longer(hit.words, used)
        home = self.index.is_home(code)
        postal, hint = self.postal.get(code, 0.0), self.near_points(code)
        points = (
            OWN * hit.quality
            + above_points
            + level
            + postal
            + hint
            + max(UNEXPLAINED * unexplained, MOST_UNEXPLAINED)
            + (CONTRADICTED if contradicted else 0.0)
            + (INSIDE_LONGER_NAME if inside else 0.0)
            + (BEHIND_STREET if hit.doubtful else 0.0)
            + (HOME if home else FAR[len(code)])
        )
        told = (
            (Clue.EXACT if hit.quality >= FOLDED else Clue.NEAR_SPELLING, True),
            (Clue.RIGHT_LEVEL, level > 0),
            (Clue.WRONG_LEVEL, level < 0),
            (Clue.ABOVE, bool(above)),
            (Clue.POSTAL, bool(postal)),
            (Clue.CONTRADICTED, contradicted),
            (Clue.HOME, home),
        )
        clues = tuple(clue for clue, is_so in told if is_so)
        marked, other_village = hit.mark is not None, bool(self.villages & ~used)
        return Weighed(
            code, points, hit.quality, above, clues, unexplained, marked, other_village, hint
        )


def best_hits(hits: Iterable[Hit]) -> list[Hit]:
    """One hit per area and words, the best spelt."""
    best: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        known = best.get((hit.code, hit.words))
        if known is None or hit.quality > known.quality:
            best[hit.code, hit.words] = hit
    return list(best.values())
