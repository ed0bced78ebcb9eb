"""Small random worlds under every model, for tests that hold for all of them."""

import numpy as np
from hypothesis import strategies as st

from kentongan.engine.detection.chance import Drawn
from kentongan.engine.detection.circles import Circles
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.model import Model
from kentongan.engine.detection.permutation import Permutation
from kentongan.engine.detection.score import statistic
from kentongan.engine.detection.sizes import size_in
from kentongan.engine.detection.spread import Bernoulli, Forecast, Poisson
from kentongan.engine.detection.windows import Windows

MODELS = ("permutation", "strata", "poisson", "bernoulli", "forecast")


def model_of(name: str, seed: int, places: int, periods: int) -> Model:
    """A model with few cases, most of them in some places."""
    rng = np.random.default_rng(seed)
    rates = rng.gamma(0.5, 1, (places, 1))
    counts = rng.poisson(rates * 0.6, (places, periods))
    counts[0, 0] += 1  # never without any case
    if name == "permutation":
        return Permutation(counts[None])
    if name == "strata":
        return Permutation(np.stack((counts, rng.poisson(0.2, counts.shape))))
    people = np.repeat(rng.integers(1, 30, (places, 1)), periods, axis=1).astype(float)
    if name == "poisson":
        return Poisson.of(counts[None], people[None])
    if name == "forecast":
        return Forecast(counts, people * 0.02)
    return Bernoulli(counts, counts + rng.poisson(1.0, counts.shape))


def map_of(seed: int, places: int) -> Geometry:
    """Places on whole kilometres, some on one spot."""
    x, y = np.random.default_rng(seed).integers(0, 6, (2, places))
    return Geometry.from_plane([f"{i:03}" for i in range(places)], x, y)


def circles_of(geometry: Geometry, model: Model) -> Circles:
    return Circles.within(geometry, model.share_of, max_km=4.0, max_share=0.6)


def windows_of(model: Model, periods: int, looks: int | None) -> Windows:
    windows = Windows.of(periods, 1, 11, looks=looks)
    return windows.where(model.busy(windows))


def slow_maxima(
    circles: Circles, windows: Windows, model: Model, drawn: Drawn, least: int
) -> list[float]:
    """Every cylinder of every data set, by the definition and with a logarithm for each."""
    return [
        max(slow_statistics(circles, windows, model, table, least), default=0.0)
        for table in _tables(drawn, len(circles.starts), windows.span)
    ]


def _tables(drawn: Drawn, places: int, span: slice) -> list[np.ndarray]:
    tables = []
    for first, stop in zip(drawn.starts[:-1], drawn.starts[1:], strict=True):
        table = np.zeros((places, span.stop), dtype=int)
        here = slice(first, stop)
        np.add.at(table, (drawn.places[here], span.start + drawn.periods[here]), 1)
        tables.append(table)
    return tables


def slow_statistics(
    circles: Circles, windows: Windows, model: Model, table: np.ndarray, least: int
) -> list[float]:
    sizes, found = model.sizes(windows), []
    for start, stop in zip(circles.starts, circles.stops, strict=True):
        so_far, members = np.zeros(sizes.added.shape[1]), []
        for place in circles.neighbours[start:stop]:
            so_far = so_far + sizes.added[place]
            members.append(place)
            for window in range(len(windows)):
                days = slice(windows.first[window], windows.stop[window])
                count = int(table[members, days].sum())
                if count >= least:
                    size = size_in(so_far, window, sizes.shares)
                    found.append(statistic(float(count), size, model.law))
    return found


seeds = st.integers(0, 10_000)
names = st.sampled_from(MODELS)
