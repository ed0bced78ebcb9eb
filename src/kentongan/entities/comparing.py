"""People as sources tell of them, in the form in which the engine compares them."""

from collections.abc import Iterable
from functools import lru_cache

from kentongan.engine.linkage.names import Rarity
from kentongan.engine.linkage.normal import normalise
from kentongan.engine.linkage.people import Person, Precision, Prepared, prepare
from kentongan.entities.told import BirthPrecision, ToldPerson


def engine_person(told: ToldPerson) -> Person:
    """What is told with numbers in their normal form; what cannot be such a number is left out."""
    return Person(
        name=told.name,
        others=told.others,
        father=told.father,
        mother=told.mother,
        national_id=told.national_id,
        birth_date=told.birth_date,
        birth_precision=precision_of(told.birth_precision),
        sex=told.sex,
        birth_area=told.birth_area,
        region_code=told.region_code,
        phones=normal_forms("phone", told.phones),
        accounts=normal_forms("account", told.accounts),
        handles=normal_forms("handle", told.handles),
        passport=told.passport,
    )


def precision_of(told: str) -> Precision:
    """A date of which nothing is said is told whole."""
    return Precision.YEAR if told == BirthPrecision.YEAR else Precision.DAY


def normal_forms(kind: str, written: Iterable[str]) -> tuple[str, ...]:
    """The normal form of each number that can be read."""
    return tuple(normal.key for raw in written if (normal := normalise(kind, raw)))


@lru_cache(maxsize=1)
def rarity() -> Rarity:
    """How common words of names are."""
    return Rarity()


def prepared(told: ToldPerson) -> Prepared:
    """A told person with everything that comparisons, keys and the index use."""
    return prepare(engine_person(told), rarity())


@lru_cache(maxsize=1)
def model() -> object:
    """The weights."""
    return object()
