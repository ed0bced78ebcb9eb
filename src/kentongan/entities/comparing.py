"""People as sources tell of them, in the form in which the engine compares them."""

from functools import cache
from importlib.resources import files

from kentongan.engine.linkage.people import Person, Prepared, prepare
from kentongan.engine.linkage.scoring import Match, score
from kentongan.engine.linkage.weights import Model, read_model
from kentongan.entities.name_rarity import name_rarity


@cache
def model() -> Model:
    """The weights that batch, counter and waterfall share; raises ``BadModel``."""
    file = files("kentongan.reference").joinpath("linkage", "model.json")
    return read_model(file.read_text("utf-8"))


def prepared(told: Person) -> Prepared:
    """A told person with everything that comparisons, keys and the index use."""
    return prepare(told, name_rarity())


def match_of(one: Prepared, other: Prepared) -> Match:
    """How alike two people are, by the model."""
    return score(model(), one, other)
