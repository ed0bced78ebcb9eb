"""The model made by Splink: u from random pairs, m by expectation maximisation on several blocks.

What EM cannot see is set by hand and says so in the file: two people never have one national id,
and those whose numbers differ in the serial alone are twins more often than slips.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from splink import Linker, block_on

from kentongan.engine.linkage.batch.linking import Engine
from kentongan.engine.linkage.batch.settings import loud, settings_of
from kentongan.engine.linkage.comparisons import COMPARISONS, Comparison, Level
from kentongan.engine.linkage.weights import Chance, Model

RANDOM_PAIRS = 5e5
LEAST_SHARE = 1e-9
UNSEEN_M = 1e-4
MOST_PAIRS_OF_EM = 5e5
REVIEW, VERY_LIKELY = 6.0, 12.0
RANDOM, EM, HAND, UNSEEN = "random pairs", "EM", "by hand", "never seen"
RULE = "bounded by another level"
# A shared telephone is no evidence in the model, which makes it the best block to train on: no
# comparison is spared. The second sees all but identity.
# What was not told is "" and must not make a block.
BLOCKS = (("link",), ("nullif(number, '')",), ("nullif(born, '')", "nullif(regency, '')"))
# (m, u) by hand, None where training finds it. What two people share less often than once in
# 10,000 pairs no sample of pairs shows. Names: sums of squared shares, times ten, since families
# and regions make homonyms that independent words do not. A nickname is one of a few dozen, and
# seldom told. Dates: 22,600 days of birth. Places: an
# office keeps its own villages (636 of them), not the nation's 83,762. Numbers: one in 10**8 is
# another's or mistyped; twins are 0.8 % of births, a slip in the serial about as frequent. What
# contradicts: brothers and sisters share telephone, mother and village, so EM takes many of them
# for one person and finds contradictions too harmless; one register in 250 errs in the sex.
BY_HAND: Mapping[tuple[str, str], tuple[float | None, float | None]] = MappingProxyType(
    {
        ("name", "same_rare"): (None, 2e-7),
        ("name", "same"): (None, 8e-6),
        ("name", "same_common"): (None, 3e-4),
        ("name", "sound_rare"): (None, 2e-7),
        ("name", "sound"): (None, 5e-5),
        ("name", "fathers_words"): (0.011, 6e-6),
        ("name", "extra_words"): (None, 2.4e-5),
        ("name", "nickname"): (0.02, 4e-4),
        ("name", "near"): (None, 5e-5),
        ("name", "guarded"): (0.001, None),
        ("identity", "number_same"): (None, 1e-8),
        ("identity", "passport_same"): (0.2, 1e-8),
        ("identity", "number_near"): (None, 1e-7),
        ("identity", "serial_differs"): (0.004, 0.1),
        ("identity", "date_and_area_same"): (None, 2e-6),
        ("identity", "date_same"): (None, 4e-5),
        ("identity", "number_differs_date_same"): (0.001, 2e-5),
        ("identity", "sex_differs"): (0.004, None),
        ("identity", "number_differs"): (0.006, None),
        ("identity", "differs"): (0.008, None),
        ("mother", "same_rare"): (None, 3e-7),
        ("mother", "same"): (None, 3e-4),
        ("mother", "near"): (None, 5e-5),
        ("place", "village"): (None, 2e-4),
        ("place", "district"): (None, 1e-3),
    }
)


@dataclass(frozen=True)
class Plan:
    """What is trained and how; the defaults are those for people.

    ``blocks``: the columns of each round of EM; a comparison that uses one of them is spared in
    that round. ``by_hand``: (m, u) by comparison and level, None where training finds it.
    """

    comparisons: tuple[Comparison, ...] = COMPARISONS
    blocks: tuple[tuple[str, ...], ...] = BLOCKS
    by_hand: Mapping[tuple[str, str], tuple[float | None, float | None]] = BY_HAND
    random_pairs: float = RANDOM_PAIRS
    seed: int = 1


PEOPLE = Plan()


def train(
    engine: Engine,
    table: Any,
    prior: float,
    plan: Plan = PEOPLE,
    *,
    version: str = "0",
    trained_on: str = "",
) -> Model:
    """The model of a table (``tables.table_of``); ``prior``: share of one person's pairs."""
    people = engine.api.register(table)
    settings = settings_of(engine.dialect, prior=prior, comparisons=plan.comparisons)
    linker = Linker(people, settings, log_level=None, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(
        plan.random_pairs, seed=plan.seed, min_count_per_level=None
    )
    for block in plan.blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*block), max_pairs=MOST_PAIRS_OF_EM
        )
    chances = chances_of(linker, plan)
    return Model(
        version=version,
        trained_on=trained_on,
        prior=prior,
        people=table.num_rows,
        review=REVIEW,
        very_likely=VERY_LIKELY,
        chances=MappingProxyType(bounded(chances, plan.comparisons)),
    )


def chances_of(linker: Any, plan: Plan) -> dict[tuple[str, str], Chance]:
    """The shares of every level after training."""
    told = linker.misc.save_model_to_json()["comparisons"]
    trained = {one["output_column_name"]: one["comparison_levels"] for one in told}
    return {
        (comparison.name, level.name): chance_of(plan, comparison, level, found)
        for comparison in plan.comparisons
        for level, found in zip(loud(comparison), trained[comparison.name][1:], strict=True)
    }


def chance_of(
    plan: Plan, comparison: Comparison, level: Level, trained: Mapping[str, Any]
) -> Chance:
    """What training found for a level, or what was set by hand."""
    hand_m, hand_u = plan.by_hand.get((comparison.name, level.name), (None, None))
    found_m, found_u = trained.get("m_probability"), trained.get("u_probability")
    m, u = hand_m or found_m or UNSEEN_M, hand_u or found_u or LEAST_SHARE
    sources = (
        f"m: {HAND if hand_m else EM if found_m else UNSEEN}",
        f"u: {HAND if hand_u else RANDOM if found_u else UNSEEN}",
    )
    return Chance(within(m), within(u), "; ".join(sources))


def within(share: float) -> float:
    """The share inside what the logarithm bears."""
    return min(1 - 1e-9, max(LEAST_SHARE, float(share)))


def bounded(
    chances: dict[tuple[str, str], Chance], comparisons: tuple[Comparison, ...] = COMPARISONS
) -> dict[tuple[str, str], Chance]:
    """No level outweighs the one above it: its m is lowered where training said so."""
    for comparison in comparisons:
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
