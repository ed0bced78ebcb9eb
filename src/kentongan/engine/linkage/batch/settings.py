"""The comparisons and the model in the form that Splink takes."""

from typing import Any

from kentongan.engine.linkage.comparisons import COMPARISONS, Comparison, Level
from kentongan.engine.linkage.terms import Dialect
from kentongan.engine.linkage.weights import Chance, Model


def settings_of(
    dialect: Dialect,
    model: Model | None = None,
    prior: float = 1e-6,
    comparisons: tuple[Comparison, ...] = COMPARISONS,
) -> dict[str, Any]:
    """Splink's settings; without a model all levels are still to be trained."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record",
        "comparisons": [comparison_of(one, dialect, model) for one in comparisons],
        "blocking_rules_to_generate_predictions": [],
        "probability_two_random_records_match": model.prior if model else prior,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "additional_columns_to_retain": [],
    }


def comparison_of(comparison: Comparison, dialect: Dialect, model: Model | None) -> dict[str, Any]:
    """One comparison: a null level of all silent ones, then the others in the order of asking."""
    silent = [level for level in comparison.levels if level.is_silent]
    null = {"sql_condition": silent_sql(silent, dialect), "is_null_level": True}
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [
            null,
            *(level_of(comparison, level, dialect, model) for level in loud(comparison)),
        ],
    }


def loud(comparison: Comparison) -> list[Level]:
    """The levels that are evidence."""
    return [level for level in comparison.levels if not level.is_silent]


def silent_sql(levels: list[Level], dialect: Dialect) -> str:
    """That one of the silent levels holds."""
    return " OR ".join(level.condition.sql(dialect) for level in levels if level.condition)


def level_of(
    comparison: Comparison, level: Level, dialect: Dialect, model: Model | None
) -> dict[str, Any]:
    """One level with its shares."""
    told: dict[str, Any] = {
        "sql_condition": level.condition.sql(dialect) if level.condition else "ELSE",
        "label_for_charts": level.name,
    }
    if model is not None:
        chance: Chance = model.chances[comparison.name, level.name]
        told |= {"m_probability": chance.m, "u_probability": chance.u}
    return told
