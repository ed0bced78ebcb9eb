"""Which villages lie near each other, and how much is heard from each."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kentongan.engine.synthetic.world import Place

EARTH_RADIUS_KM = 6371.0
ATTENTION_SHAPE = 0.8  # gamma shape: some villages are heard of often, most seldom
ASSISTED_VILLAGES = 18  # the middle of an assumed 10-25 assisted villages of one office


class Gazetteer:
    """The places of a world with their distances and their share of what is heard.

    Raises ValueError without places or when two have the same code.
    """

    def __init__(self, places: Sequence[Place], rng: np.random.Generator) -> None:
        if not places:
            raise ValueError("a world needs at least one place")
        if len({place.code for place in places}) < len(places):
            raise ValueError("two places have the same code")
        self.places = tuple(places)
        attention = rng.gamma(ATTENTION_SHAPE, size=len(places)) + 0.02
        self.attention: NDArray[np.float64] = attention / attention.sum()
        count = min(ASSISTED_VILLAGES, len(places))
        self.assisted: NDArray[np.int64] = rng.choice(len(places), count, replace=False)

    @cached_property
    def _points(self) -> NDArray[np.float64]:
        degrees = np.radians([(place.lon, place.lat) for place in self.places])
        lon, lat = degrees[:, 0], degrees[:, 1]
        xyz = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
        return EARTH_RADIUS_KM * xyz

    def nearest(self, centre: int, count: int) -> list[int]:
        """Up to `count` places by distance from place number `centre`, itself first."""
        distance = np.linalg.norm(self._points - self._points[centre], axis=1)
        distance[centre] = -1.0
        return [int(n) for n in np.argsort(distance, kind="stable")[:count]]

    def district(self, village: Place) -> Place:
        """The kecamatan of a village: code, name, middle of its villages."""
        code = village.code.rpartition(".")[0]
        inside = [place for place in self.places if place.code.startswith(f"{code}.")]
        lon = sum(place.lon for place in inside) / len(inside)
        lat = sum(place.lat for place in inside) / len(inside)
        return Place(code, village.district, village.district, village.regency, lon, lat)

    def draw(self, rng: np.random.Generator) -> Place:
        """Any place, the much-heard-of ones more often."""
        return self.places[int(rng.choice(len(self.places), p=self.attention))]

    def draw_assisted(self, rng: np.random.Generator) -> Place:
        """One of the villages that the office assists."""
        return self.places[int(rng.choice(self.assisted))]
