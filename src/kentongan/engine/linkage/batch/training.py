"""The model made by Splink: u from random pairs, m by expectation maximisation on several blocks.

What EM cannot see is set by hand and says so in the file: two people never have one national id,
and those whose numbers differ in the serial alone are twins more often than slips.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from splink import Linker, block_on

from kentongan.engine.linkage.batch.linking import Engine
from kentongan.engine.linkage.batch.settings import loud, settings_of
from kentongan.engine.linkage.comparisons import COMPARISONS, Comparison, Level
from kentongan.engine.linkage.weights import Chance, Model, checked

RANDOM_PAIRS = 2e7
LEAST_SHARE = 1e-9
RANDOM, EM, HAND, RULE = "random pairs", "EM", "by hand", "bounded by another level"
# A shared telephone is no evidence in the model, which makes it the best block to train on: no
# comparison is spared. The second sees all but identity.
BLOCKS = (("link",), ("number",), ("born", "regency"))
# Rare among two people: (m, u), None where training finds it. Sources: a duplicated or mistyped
# number, about one in 10**8; twins are 0.8 % of births, a slip in the serial about as frequent.
BY_HAND: Mapping[tuple[str, str], tuple[float | None, float | None]] = MappingProxyType(
    {
        ("identity", "number_same"): (None, 1e-8),
        ("identity", "passport_same"): (0.2, 1e-8),
        ("identity", "number_near"): (None, 1e-7),
        ("identity", "serial_differs"): (0.01, 0.04),
    }
)


def train(
    engine: Engine, table: Any, version: str, trained_on: str, prior: float, seed: int = 1
) -> Model:
    """The model of a table (``tables.table_of``); ``prior``: share of one person's pairs."""
    people = engine.api.register(table)
    linker = Linker(people, settings_of(engine.dialect, prior=prior), validate_settings=False)
    linker.training.estimate_u_using_random_sampling(
        RANDOM_PAIRS, seed=seed, min_count_per_level=None
    )
    for block in BLOCKS:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*block), max_pairs=5e5
        )
    trained = {
        one.output_column_name: one.comparison_levels for one in linker._settings_obj.comparisons
    }
    chances = {
        (comparison.name, level.name): chance_of(comparison, level, found)
        for comparison in COMPARISONS
        for level, found in zip(
            loud(comparison),
            [one for one in trained[comparison.name] if not one.is_null_level],
            strict=True,
        )
    }
    model = Model(
        version=version,
        trained_on=trained_on,
        prior=prior,
        people=table.num_rows,
        review=6.0,
        very_likely=12.0,
        chances=MappingProxyType(bounded(chances)),
    )
    return checked(model)


def chance_of(comparison: Comparison, level: Level, trained: Any) -> Chance:
    """What training found for a level, or what was set by hand."""
    hand_m, hand_u = BY_HAND.get((comparison.name, level.name), (None, None))
    found_m = trained.m_probability if trained._m_is_trained else None
    m, u = hand_m or found_m or 1e-4, hand_u or trained.u_probability or LEAST_SHARE
    sources = {HAND if hand_m or not found_m else EM, HAND if hand_u else RANDOM}
    return Chance(within(m), within(u), ", ".join(sorted(sources)))


def within(share: float) -> float:
    """The share inside what the logarithm bears."""
    return min(1 - 1e-9, max(LEAST_SHARE, float(share)))


def bounded(chances: dict[tuple[str, str], Chance]) -> dict[tuple[str, str], Chance]:
    """No level outweighs the one above it: its m is lowered where training said so."""
    for comparison in COMPARISONS:
        for _ in comparison.levels:  # a bound may itself be bounded
            for level in loud(comparison):
                if level.at_most:
                    lower(chances, (comparison.name, level.name), (comparison.name, level.at_most))
    return chances


def lower(
    chances: dict[tuple[str, str], Chance], key: tuple[str, str], most: tuple[str, str]
) -> None:
    """Make the weight of a level that of its bound, should it be greater."""
    chance, bound = chances[key], chances[most]
    if chance.weight > bound.weight:
        m = chance.u * bound.m / bound.u
        chances[key] = Chance(within(m * (1 - 1e-12)), chance.u, f"{chance.source}, {RULE}")
