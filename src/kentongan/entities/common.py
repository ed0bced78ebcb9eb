"""Common things: which are known, and how many mentions make one. Read once, checked at reading."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

from kentongan.entities.models import ThingKind


class KnownThing(BaseModel):
    """A listed thing, as people write it, and why it says nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ThingKind
    raw: str
    reason: str


class Rarity(BaseModel):
    """A thing with at least all of these is common; days between its first and last mention."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    voices: PositiveInt
    agencies: PositiveInt
    districts: PositiveInt
    days: PositiveInt


class CommonThings(BaseModel):
    """The whole of reference/common_things.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    known: tuple[KnownThing, ...]
    rarity: dict[ThingKind, Rarity]


@cache
def common_things() -> CommonThings:
    """The file; raises pydantic.ValidationError for a word it does not know."""
    text = files("kentongan.reference").joinpath("common_things.yaml").read_text("utf-8")
    return CommonThings.model_validate(yaml.safe_load(text))
