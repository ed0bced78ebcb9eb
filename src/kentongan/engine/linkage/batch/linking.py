"""Pairs of records that share a key, scored by Splink with the model's weights."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from splink import Linker

from kentongan.engine.linkage.batch.settings import settings_of
from kentongan.engine.linkage.comparisons import COMPARISONS, Comparison
from kentongan.engine.linkage.scoring import MatchLevel, bound_of
from kentongan.engine.linkage.terms import Dialect
from kentongan.engine.linkage.weights import Model, weight

# More records under one key are a common name or a shop's telephone, not one person.
LARGEST_BLOCK = 50


@dataclass(frozen=True)
class Links:
    """Scored pairs in the order of their records; ``left`` < ``right``, weights in bits.

    ``levels``: a ``MatchLevel`` for each. ``compared``: how many pairs were looked at.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    weights: NDArray[np.float64]
    levels: NDArray[np.str_]
    compared: int


@dataclass(frozen=True)
class Engine:
    """A database that Splink can use: its API and the two ways in which dialects differ."""

    api: Any
    dialect: Dialect
    explode: str  # the function that makes one row of each element


def duckdb_engine(api: Any) -> Engine:
    """Splink's DuckDB."""
    return Engine(api, Dialect.DUCKDB, "unnest")


def spark_engine(api: Any) -> Engine:
    """Splink's Spark."""
    return Engine(api, Dialect.SPARK, "explode")


def link(
    engine: Engine,
    table: Any,
    model: Model,
    least_weight: float = 0.0,
    largest_block: int = LARGEST_BLOCK,
) -> Links:
    """All pairs of people (``tables.table_of``) that reach a weight, scored by the model."""
    found, compared = scored(
        engine, table, model, COMPARISONS, least_weight=least_weight, largest_block=largest_block
    )
    return links_of(found, model, compared)


def scored(
    engine: Engine,
    table: Any,
    model: Model,
    comparisons: tuple[Comparison, ...],
    *,
    least_weight: float,
    largest_block: int = LARGEST_BLOCK,
) -> tuple[Any, int]:
    """Splink's rows of all pairs that share a key, and how many were compared.

    The table holds ``record``, ``keys`` and the columns of the comparisons, of whatever things.
    """
    records = engine.api.register(table)
    settings = settings_of(engine.dialect, model, comparisons=comparisons)
    linker = Linker(records, settings, log_level=None, validate_settings=False)
    pairs = blocked_pairs(engine, records.physical_name, largest_block)
    compared = count_of(engine, pairs.physical_name)
    linker.table_management.register_blocked_pairs_for_predict(pairs)
    found: Any = linker.inference.predict(threshold_match_weight=least_weight)
    return found.as_pyarrow_table(), compared


def blocked_pairs(engine: Engine, people: str, largest_block: int) -> Any:
    """Every two records that share a key of a block that is not too large, once."""
    sql = f"""
        with keys as (select record, {engine.explode}(keys) as k from {people}),
        sizes as (
            select k from keys group by k having count(*) between 2 and {largest_block}
        ),
        kept as (select keys.record, keys.k from keys join sizes on keys.k = sizes.k)
        select distinct '0' as match_key, l.record as join_key_l, r.record as join_key_r
        from kept l join kept r on l.k = r.k and l.record < r.record
    """
    return engine.api.query_sql(sql)


def count_of(engine: Engine, name: str) -> int:
    """The number of rows of a table."""
    counted = engine.api.query_sql(f"select count(*) as many from {name}")
    return int(counted.as_record_list()[0]["many"])


def links_of(found: Any, model: Model, compared: int) -> Links:
    """The scored pairs as arrays, in order."""
    left, right = (found.column(f"record_{side}").to_numpy() for side in "lr")
    order = np.lexsort((np.maximum(left, right), np.minimum(left, right)))
    return Links(
        left=np.minimum(left, right)[order].astype(np.int64),
        right=np.maximum(left, right)[order].astype(np.int64),
        weights=found.column("match_weight").to_numpy()[order].astype(np.float64),
        levels=levels_of(found, model)[order],
        compared=compared,
    )


def levels_of(found: Any, model: Model) -> NDArray[np.str_]:
    """The match level of each row, by the same rule as one pair at the counter.

    A telephone is not looked at here: it never makes a link in a batch.
    """
    # Splink tells the weight of each comparison; its number would cost all columns of both records.
    found_levels = [numbers_of(found, comparison, model) for comparison in COMPARISONS]
    kinds, which = np.unique(np.stack(found_levels, axis=1), axis=0, return_inverse=True)
    capped = [most_of(model, kind.tolist()) for kind in kinds]
    reached = np.full(len(which), MatchLevel.UNLIKELY.value, dtype="U12")
    weights = found.column("match_weight").to_numpy()
    for level, least in (
        (MatchLevel.WEAK, 0.0),
        (MatchLevel.REVIEW, model.review),
        (MatchLevel.VERY_LIKELY, model.very_likely),
    ):
        may = np.array([rank(level) <= rank(most) for most in capped], dtype=bool)
        reached[(weights >= least) & may[which.ravel()]] = level.value
    return reached


def numbers_of(found: Any, comparison: Comparison, model: Model) -> NDArray[np.int64]:
    """Which level of a comparison each row has, counted in its order, by the weight."""
    told = found.column(f"mw_{comparison.name}").to_numpy()
    weights = np.array([weight(model, comparison, level.name) for level in comparison.levels])
    nearest: NDArray[np.int64] = np.abs(told[:, None] - weights[None, :]).argmin(axis=1)
    return nearest


def most_of(model: Model, numbers: list[int]) -> MatchLevel:
    """The highest level that the found levels allow, whatever the weight."""
    found = [
        (comparison, comparison.levels[number].name)
        for comparison, number in zip(COMPARISONS, numbers, strict=True)
    ]
    levels = {comparison.name: level for comparison, level in found}
    said = {comparison.name: weight(model, comparison, level) for comparison, level in found}
    return bound_of(levels, said).most


def rank(level: MatchLevel) -> int:
    """The place of a level, the weakest first."""
    return (MatchLevel.UNLIKELY, MatchLevel.WEAK, MatchLevel.REVIEW, MatchLevel.VERY_LIKELY).index(
        level
    )
