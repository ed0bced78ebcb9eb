"""The rules that make an alert, read from ``rules.yaml``: combinations, same thing, cluster."""

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kentongan.indicators.catalogue import (
    Dimension,
    Indicator,
    IndicatorClass,
    Malformed,
    Strength,
    catalogue,
    faults_of,
)

Urgency = Literal[1, 2, 3]  # today, this week, watch
RESTRICTED = 2  # access.labels: readable by the village officer, not by partners


class Strict(BaseModel):
    """An unknown word in the file is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Grading(Strict):
    """The grades (6x6) and ways of knowing that a report may have."""

    reliability: frozenset[str]
    credibility: frozenset[str]
    source_kinds: frozenset[str]

    def accepts(self, reliability: str, credibility: str, source_kind: str) -> bool:
        """Whether a report so graded is good enough."""
        return (
            reliability in self.reliability
            and credibility in self.credibility
            and source_kind in self.source_kinds
        )


class Need(Strict):
    """At least so many signs out of a set; empty fields ask for nothing."""

    any_of: frozenset[str] = frozenset()
    classes: frozenset[IndicatorClass] = frozenset()
    dimensions: frozenset[Dimension] = frozenset()
    strengths: frozenset[Strength] = frozenset()
    at_least: int = Field(ge=1)

    def wants(self, sign: Indicator) -> bool:
        """Whether the sign counts for this need."""
        return (
            (not self.any_of or sign.id in self.any_of)
            and (not self.classes or sign.class_ in self.classes)
            and (not self.dimensions or sign.dimension in self.dimensions)
            and (not self.strengths or sign.strength in self.strengths)
        )


class Combination(Strict):
    """Signs that together raise an alert; several voices speak of one sub-district."""

    id: str
    version: str
    title: str = Field(max_length=120)
    needs: tuple[Need, ...] = Field(min_length=1)
    signs: int = Field(ge=1)
    voices: int = Field(default=1, ge=1)
    within_days: int = Field(default=30, ge=1)
    grading: str
    urgency: Urgency
    label: int = Field(default=RESTRICTED, ge=0, le=5)
    source: str

    @model_validator(mode="after")
    def known_signs(self) -> "Combination":
        for need in self.needs:
            if unknown := need.any_of - set(catalogue()):
                raise ValueError(f"no such indicator: {', '.join(sorted(unknown))}")
        return self


class SharedKind(Strict):
    """When the same thing of one kind says something.

    is_a_text: the thing is a text itself, so that the same words do not make one voice of two.
    """

    name: str
    within_days: int = Field(ge=1)
    voices: int = Field(default=2, ge=2)
    signs: int = Field(default=0, ge=0)
    bonds: int = Field(default=0, ge=0, le=3)
    rare: float = Field(default=0.0, ge=0, le=1)
    is_a_text: bool = False
    urgency: Urgency = 2
    label: int = Field(default=RESTRICTED, ge=0, le=5)
    checks: tuple[str, ...] = Field(min_length=1)


class SameThing(Strict):
    """The same thing in independent voices."""

    version: str
    near_km: float = Field(gt=0)
    common_from: int = Field(ge=2)
    sign_share: float = Field(ge=0, le=1)
    kinds: dict[str, SharedKind]


class ClusterRule(Strict):
    """When a cluster of the scan is worth an alert."""

    version: str
    history_days: int = Field(ge=30)
    shortest_history_days: int = Field(ge=1)
    max_km: float = Field(gt=0)
    min_days: int = Field(ge=1)
    max_days: int = Field(ge=1)
    min_cases: int = Field(ge=2)
    recurrence_days: float = Field(gt=0)
    watch_days: float = Field(default=7, gt=0)  # less rare than this is not even watched
    replicates: int = Field(ge=19)
    urgency: Urgency
    label: int = Field(ge=0, le=5)
    checks: tuple[str, ...] = Field(min_length=1)


class PatternRule(Strict):
    """When a combination of facts that is new or rises is worth an alert.

    visas: word → the writings that mean it. recent_days: what counts as now; the rest of
    history_days is before.
    """

    version: str
    on_trial: bool = False  # found in silence until a leader lets it warn
    history_days: int = Field(ge=60)
    shortest_history_days: int = Field(ge=30)
    recent_days: int = Field(ge=7)
    weekday: int = Field(ge=0, le=6)
    min_cases: int = Field(ge=2)
    voices: int = Field(ge=2)
    discovery: float = Field(gt=0, lt=1)
    replicates: int = Field(ge=19)
    visas: dict[str, tuple[str, ...]]
    urgency: Urgency
    label: int = Field(ge=0, le=5)
    checks: tuple[str, ...] = Field(min_length=1)


class SilenceRule(Strict):
    """When it is worth an alert that an agency or a sub-district tells nothing any more."""

    version: str
    on_trial: bool = False  # found in silence until a leader lets it warn
    window_weeks: int = Field(ge=1)
    baseline_weeks: int = Field(ge=8)
    weekday: int = Field(ge=0, le=6)
    regular: float = Field(gt=0, le=1)
    discovery: float = Field(gt=0, lt=1)
    together: float = Field(gt=0, le=1)
    urgency: Urgency
    label: int = Field(ge=0, le=5)
    checks: tuple[str, ...] = Field(min_length=1)


class Trial(Strict):
    """Rules that are new or changed: tried beside those in force, each in its new version."""

    combinations: tuple[Combination, ...] = ()
    same_thing: tuple[SameThing, ...] = ()
    cluster: tuple[ClusterRule, ...] = ()


class Rulebook(Strict):
    """All rules of one version of the file."""

    version: str
    news_days: int = Field(ge=1)
    gradings: dict[str, Grading]
    combinations: tuple[Combination, ...]
    same_thing: SameThing
    cluster: ClusterRule
    pattern: PatternRule
    silence: SilenceRule
    trial: Trial = Trial()

    @model_validator(mode="after")
    def consistent(self) -> "Rulebook":
        ids = [rule.id for rule in self.combinations]
        if len(set(ids)) != len(ids):
            raise ValueError("a combination stands twice")
        wanted = {"verified", *(rule.grading for rule in self.all_combinations)}
        if missing := wanted - set(self.gradings):
            raise ValueError(f"no such grading: {', '.join(sorted(missing))}")
        if twice := self.versions_twice():
            raise ValueError(f"a version on trial needs a number of its own: {', '.join(twice)}")
        return self

    def versions_twice(self) -> list[str]:
        """Rules of which two readings have the same version."""
        versions = [
            *(f"{rule.id} {rule.version}" for rule in self.all_combinations),
            *(f"same_thing {rule.version}" for rule in self.all_same_things),
            *(f"cluster {rule.version}" for rule in self.all_clusters),
        ]
        return sorted({one for one in versions if versions.count(one) > 1})

    @property
    def all_combinations(self) -> tuple[Combination, ...]:
        """Those in force and those on trial."""
        return (*self.combinations, *self.trial.combinations)

    @property
    def all_same_things(self) -> tuple[SameThing, ...]:
        """The rule in force and those on trial."""
        return (self.same_thing, *self.trial.same_thing)

    @property
    def all_clusters(self) -> tuple[ClusterRule, ...]:
        """The rule in force and those on trial."""
        return (self.cluster, *self.trial.cluster)


@cache
def rulebook() -> Rulebook:
    """The rules in force; raises Malformed."""
    return read_rules(files("kentongan.indicators").joinpath("rules.yaml").read_text("utf-8"))


def read_rules(text: str) -> Rulebook:
    """The rules of a file; raises Malformed with every fault found."""
    try:
        return Rulebook.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise Malformed(f"rules.yaml: {error}") from None
    except ValidationError as error:
        raise Malformed("\n".join(faults_of(error, "rules.yaml"))) from None
