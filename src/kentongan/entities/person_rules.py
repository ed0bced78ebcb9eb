"""What a source may tell of a person, in one form; pure."""

from collections.abc import Hashable, Iterable
from dataclasses import replace

from kentongan.engine.linkage.normal import Kind, normalise
from kentongan.engine.linkage.people import Person

LONGEST_NAME = 120
MOST_OTHERS = 12
MOST_NUMBERS = 20
FEWEST_LETTERS = 2


def tidy_person(person: Person) -> Person | None:
    """The person with one name, single spaces and numbers in their normal form.

    Without a name the first of the others stands for it; None for somebody without any name.
    """
    names = [name for raw in (person.name, *person.others) if (name := tidy_name(raw))]
    if not names:
        return None
    name, *others = dict.fromkeys(names)
    return replace(
        person,
        name=name,
        others=tuple(others[:MOST_OTHERS]),
        father=tidy_name(person.father),
        mother=tidy_name(person.mother),
        national_id=" ".join(person.national_id.split())[:30],
        passport="".join(person.passport.split()).upper()[:20],
        phones=normal_forms(Kind.PHONE, person.phones),
        accounts=normal_forms(Kind.ACCOUNT, person.accounts),
        handles=normal_forms(Kind.HANDLE, person.handles),
    )


def tidy_name(raw: str) -> str:
    """A name on one line; "" where it has hardly a letter."""
    name = " ".join(raw.split())[:LONGEST_NAME]
    return name if sum(letter.isalpha() for letter in name) >= FEWEST_LETTERS else ""


def normal_forms(kind: Kind, written: Iterable[str]) -> tuple[str, ...]:
    """What of it is such a thing, each once, as it is read."""
    found = (normalise(kind, raw) for raw in written)
    return tuple(dict.fromkeys(normal.display for normal in found if normal))[:MOST_NUMBERS]


def name_key(person: Person) -> str:
    """What tells two people of one source apart."""
    return person.name.casefold()


def facts_of(person: Person) -> frozenset[Hashable]:
    """Everything that is told beside names: more of it later is new evidence.

    Another spelling of the name is none: spellings are what the question was about.
    """
    single = ("national_id", "birth_date", "sex", "birth_area", "region_code", "passport")
    known = [(name, value) for name in single if (value := getattr(person, name))]
    parents = [(name, getattr(person, name).casefold()) for name in ("father", "mother")]
    numbers = [
        (name, value)
        for name in ("phones", "accounts", "handles")
        for value in getattr(person, name)
    ]
    return frozenset(f"{name}={value}" for name, value in (*known, *parents, *numbers) if value)
