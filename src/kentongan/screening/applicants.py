"""Who applies, as told at the counter, and the blind keys by which it is found again."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from kentongan.encryption.blinding import blind
from kentongan.entities.models import ThingKind
from kentongan.entities.queries import normalise
from kentongan.entities.told import Person, read_person, write_person
from kentongan.screening.interview.rules import is_child
from kentongan.screening.models import ContactKind

NATIONAL_ID = "national_id"
DIGITS_OF_A_NUMBER = 16
NOBODY = Person()


@dataclass(frozen=True)
class Applicant:
    """An applicant: a ``Person`` as ``entities`` tells it, and what only the desk asks.

    ``companion``: who comes with a child; the two after it are this person's.
    """

    person: Person = field(default=NOBODY)
    birth_place: str = ""
    address: str = ""
    sponsor: str = ""
    sponsor_phone: str = ""
    companion: str = ""
    companion_phone: str = ""
    companion_relation: str = ""

    def is_child(self, on: date) -> bool:
        """Below eighteen on a day; somebody without a birth date counts as grown up."""
        born = self.person.birth_date
        return born is not None and is_child(born, on)


@dataclass(frozen=True)
class Told:
    """What an application says: who applies, for what, from which village, its SIMKIM number."""

    applicant: Applicant
    purpose: str
    region_code: str = ""
    simkim_number: str = ""


OF_THE_DESK = tuple(one.name for one in fields(Applicant) if one.name != "person")


def write_applicant(applicant: Applicant) -> dict[str, Any]:
    """As JSON, without what is empty."""
    extra = {name: value for name, value in asdict(applicant).items() if name in OF_THE_DESK}
    return write_person(applicant.person) | {name: value for name, value in extra.items() if value}


def read_applicant(told: Mapping[str, Any]) -> Applicant:
    """The inverse of ``write_applicant``; nothing tells of nobody."""
    extra = {name: str(told[name]) for name in OF_THE_DESK if name in told}
    return Applicant(person=read_person(told), **extra)


def national_id_key(written: str) -> str:
    """The blind index of a national id number; "" for what has not 16 digits."""
    digits = "".join(letter for letter in written if letter.isdecimal())
    return blind(NATIONAL_ID, digits) if len(digits) == DIGITS_OF_A_NUMBER else ""


def simkim_keys(written: str) -> frozenset[tuple[ContactKind, str]]:
    """The blind index of a SIMKIM number, however it is pasted or scanned; none for no number."""
    plain = letters_of(written)
    return frozenset({(ContactKind.SIMKIM, blind(ContactKind.SIMKIM, plain))} if plain else ())


def contact_keys(applicant: Applicant) -> frozenset[tuple[ContactKind, str]]:
    """What other applicants may have in common with this one, blinded."""
    told = dict.fromkeys(contacts(applicant))
    return frozenset((kind, blind(kind, plain)) for kind, plain in told)


def contacts(applicant: Applicant) -> Iterator[tuple[ContactKind, str]]:
    """The contacts in one way of writing; what cannot be read is left out."""
    for phone in (*applicant.person.phones, applicant.sponsor_phone):
        if found := normalise(ThingKind.PHONE, phone):
            yield ContactKind.PHONE, found.key
    for account in applicant.person.accounts:
        if found := normalise(ThingKind.ACCOUNT, account):
            yield ContactKind.ACCOUNT, found.key
    for kind, words in (
        (ContactKind.SPONSOR, applicant.sponsor),
        (ContactKind.ADDRESS, applicant.address),
    ):
        if plain := letters_of(words):
            yield kind, plain


def letters_of(words: str) -> str:
    """Letters and digits alone, small: the same for "Jl. Melati 3" and "jl melati, 3"."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())
