"""People as sources tell of them, in the form in which the engine compares them."""

from functools import cache
from importlib.resources import files

from kentongan.engine.linkage.people import Person, Prepared, prepare
from kentongan.engine.linkage.scoring import Match, score
from kentongan.engine.linkage.weights import Model, read_model
from kentongan.entities.name_rarity import name_rarity

FEWEST = 2


@cache
def model() -> Model:
    """The weights that batch, counter and waterfall share; raises ``BadModel``."""
    file = files("kentongan.reference").joinpath("linkage", "model.json")
    return read_model(file.read_text("utf-8"))


def prepared(told: Person) -> Prepared:
    """A told person with everything that comparisons, keys and the index use."""
    return prepare(told, name_rarity())


def model_for(people: int) -> Model:
    """The model for a register of so many; the fewer people, the likelier two are the same."""
    return model().for_people(max(people, FEWEST))


def match_of(one: Prepared, other: Prepared, people: int) -> Match:
    """How alike two people of a register of so many are."""
    return score(model_for(people), one, other)
