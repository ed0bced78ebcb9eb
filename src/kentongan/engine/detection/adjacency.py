"""Which villages touch, by their borders or, where those are not known, by their points."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Self

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from kentongan.engine.detection.near import distance, neighbour_lists

# Corners that agree to so many decimals of a degree, 1 m, are one.
DECIMALS = 5
# A place on the circle is not inside, whatever a square root was rounded to.
INSIDE = 1 - 1e-9


@dataclass(frozen=True, eq=False)
class Adjacency:
    """areas: sorted codes; those that touch place i are neighbours[offsets[i]:offsets[i + 1]]."""

    areas: tuple[str, ...]
    offsets: NDArray[np.int64]
    neighbours: NDArray[np.int32]

    @classmethod
    def of_pairs(cls, areas: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Self:
        """Raises KeyError for a pair with an area that is not among them."""
        ordered = tuple(sorted(set(areas)))
        row = {area: at for at, area in enumerate(ordered)}
        touching: list[set[int]] = [set() for _ in ordered]
        for one, other in pairs:
            if one != other:
                touching[row[one]].add(row[other])
                touching[row[other]].add(row[one])
        offsets = np.cumsum([0, *map(len, touching)]).astype(np.int64)
        flat = [other for each in touching for other in sorted(each)]
        return cls(ordered, offsets, np.array(flat, dtype=np.int32))

    @classmethod
    def of_borders(cls, rings: Mapping[str, Sequence[Sequence[tuple[float, float]]]]) -> Self:
        """Two areas touch where they have a stretch of border in common, not a corner alone.

        rings: the outlines of each area, longitude and latitude in degrees. Holds for outlines
        drawn together, in which neighbours have the same corners.
        """
        owners: dict[frozenset[tuple[float, float]], set[str]] = defaultdict(set)
        for area, outlines in rings.items():
            for outline in outlines:
                corners = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in outline]
                for one, other in pairwise([*corners, *corners[:1]]):
                    if one != other:
                        owners[frozenset((one, other))].add(area)
        pairs = [pair for both in owners.values() for pair in combinations(sorted(both), 2)]
        return cls.of_pairs(rings, pairs)

    @classmethod
    def of_points(
        cls, areas: Sequence[str], x_km: ArrayLike, y_km: ArrayLike, *, max_km: float
    ) -> Self:
        """Two places touch where no third one lies in the circle that they span.

        Gabriel & Sokal, Systematic Zoology 1969;18:259. max_km: places farther apart never touch.
        """
        x, y = np.asarray(x_km, dtype=np.float64), np.asarray(y_km, dtype=np.float64)
        points = np.stack((x, y, np.zeros_like(x)), axis=1)
        offsets, neighbours, distances = neighbour_lists(points, max_km)
        kept = np.zeros(len(neighbours), dtype=np.bool_)
        _span_nothing(points, offsets, neighbours, distances, kept)
        centres = np.repeat(np.arange(len(areas)), np.diff(offsets))
        pairs = zip(centres[kept].tolist(), neighbours[kept].tolist(), strict=True)
        return cls.of_pairs(areas, ((areas[one], areas[other]) for one, other in pairs))

    def in_order(self, areas: Sequence[str]) -> "Adjacency":
        """The same with one row per code of `areas`, which are sorted; others touch nothing."""
        known = set(areas)
        return Adjacency.of_pairs(
            areas, [pair for pair in self.pairs() if pair[0] in known and pair[1] in known]
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Every two areas that touch, each pair once."""
        return [
            (area, self.areas[other])
            for at, area in enumerate(self.areas)
            for other in self.neighbours[self.offsets[at] : self.offsets[at + 1]].tolist()
            if other > at
        ]


@njit(cache=True)
def _span_nothing(
    points: NDArray[np.float64],
    offsets: NDArray[np.int64],
    neighbours: NDArray[np.int32],
    distances: NDArray[np.float64],
    kept: NDArray[np.bool_],
) -> None:
    """Mark the neighbours with nobody between; a third within the circle is nearer to both."""
    for centre in range(len(offsets) - 1):
        for at in range(offsets[centre], offsets[centre + 1]):
            other, apart = neighbours[at], distances[at] * distances[at]
            kept[at] = other != centre
            for nearer in range(offsets[centre], at):
                there = distance(points, neighbours[nearer], other)
                if distances[nearer] * distances[nearer] + there * there < apart * INSIDE:
                    kept[at] = False
                    break
