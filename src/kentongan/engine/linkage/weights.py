"""The model: how often each level is met among records of one person (m) and of two people (u).

One file holds it, with its version, where each number came from, and the sentences; batch, counter
and waterfall use the same. Fellegi and Sunter (1969): the weight of a level is log2(m / u).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log2
from types import MappingProxyType
from typing import Any

from kentongan.engine.linkage.comparisons import COMPARISONS, Comparison, Level

FORMAT = 1


class BadModel(ValueError):
    """The file is no model for these comparisons; the text says where."""


@dataclass(frozen=True, slots=True)
class Chance:
    """``m``, ``u``: shares among pairs of one person and of two; ``source``: whence they are."""

    m: float
    u: float
    source: str

    @property
    def weight(self) -> float:
        """Evidence in bits; below 0 against one person."""
        return log2(self.m / self.u)


@dataclass(frozen=True)
class Model:
    """``chances``: by comparison and level. ``prior``: share of one person's pairs among all pairs
    of a register of ``people`` records. ``review``, ``very_likely``: the least weight of each."""

    version: str
    trained_on: str
    prior: float
    people: int
    review: float
    very_likely: float
    chances: Mapping[tuple[str, str], Chance]

    @property
    def prior_weight(self) -> float:
        """The weight before anything is compared."""
        return log2(self.prior / (1 - self.prior))

    def for_people(self, people: int) -> "Model":
        """The model for a register of another size: the fewer people, the likelier the same one.

        Raises ValueError below two people.
        """
        if people < 2:
            raise ValueError("two records are the least that can be compared")
        prior = min(0.5, self.prior * self.people / people)
        return replace(self, prior=prior, people=people)


def write_model(model: Model) -> str:
    """The text of the file."""
    facts = {name: getattr(model, name) for name in FACTS}
    comparisons = [written(model, comparison) for comparison in COMPARISONS]
    whole = {"format": FORMAT, **facts, "comparisons": comparisons}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


FACTS = ("version", "trained_on", "prior", "people", "review", "very_likely")


def written(model: Model, comparison: Comparison) -> dict[str, Any]:
    """One comparison of the file, its levels in the order of asking."""
    levels = [
        {"name": level.name, "sentence": level.sentence, **numbers(model, comparison, level)}
        for level in comparison.levels
    ]
    return {"name": comparison.name, "label": comparison.label, "levels": levels}


def numbers(model: Model, comparison: Comparison, level: Level) -> dict[str, Any]:
    """m, u and their source; a silent level has none."""
    if level.is_silent:
        return {}
    chance = model.chances[comparison.name, level.name]
    return {"m": chance.m, "u": chance.u, "source": chance.source}


def read_model(text: str) -> Model:
    """The model in a file; raises BadModel when it does not fit the comparisons of this program."""
    try:
        told = json.loads(text)
        found = {one["name"]: one["levels"] for one in told["comparisons"]}
        facts = {name: told[name] for name in FACTS}
    except (ValueError, KeyError, TypeError) as error:
        raise BadModel(f"no model file: {error}") from None
    if told.get("format") != FORMAT:
        raise BadModel(f"format {told.get('format')} is not {FORMAT}")
    if list(found) != [comparison.name for comparison in COMPARISONS]:
        raise BadModel(f"comparisons {list(found)} are not those of this program")
    chances = {
        (comparison.name, name): chance
        for comparison in COMPARISONS
        for name, chance in read_levels(comparison, found[comparison.name])
    }
    return checked(Model(**facts, chances=MappingProxyType(chances)))


def read_levels(comparison: Comparison, told: list[Mapping[str, Any]]) -> list[tuple[str, Chance]]:
    """The chances of one comparison; raises BadModel for other levels or impossible shares."""
    if [one.get("name") for one in told] != [level.name for level in comparison.levels]:
        raise BadModel(f"{comparison.name}: other levels than those of this program")
    loud = [
        (one, level) for one, level in zip(told, comparison.levels, strict=True)
        if not level.is_silent
    ]  # fmt: skip
    return [(level.name, read_chance(comparison, level, one)) for one, level in loud]


def read_chance(comparison: Comparison, level: Level, told: Mapping[str, Any]) -> Chance:
    """m, u and source of a level."""
    m, u = told.get("m"), told.get("u")
    if not all(isinstance(share, float) and 0 < share < 1 for share in (m, u)):
        raise BadModel(f"{comparison.name}, {level.name}: m and u lie between 0 and 1")
    return Chance(float(m or 0), float(u or 0), str(told.get("source", "")))


def checked(model: Model) -> Model:
    """The model; raises BadModel for a prior outside 0 to 1, thresholds out of order, or a weight
    above the one it may not exceed."""
    if not (0 < model.prior < 1 and model.people > 1 and model.review < model.very_likely):
        raise BadModel("the prior lies between 0 and 1, and review below very likely")
    for comparison in COMPARISONS:
        for level in comparison.levels:
            if level.at_most and weight(model, comparison, level.name) > weight(
                model, comparison, level.at_most
            ):
                raise BadModel(f"{comparison.name}: {level.name} outweighs {level.at_most}")
    return model


def weight(model: Model, comparison: Comparison, level: str) -> float:
    """The evidence of a level in bits; 0 for a silent one."""
    chance = model.chances.get((comparison.name, level))
    return chance.weight if chance else 0.0
