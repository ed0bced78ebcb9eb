"""The words of the one search box: a name in any spelling, a number, a handle, a birth date.

Pure: nothing is looked up here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kentongan.engine.linkage.names import read_name
from kentongan.engine.linkage.normal import Kind, normalise
from kentongan.engine.linkage.people import Person, Precision

LONGEST = 120
FEWEST_LETTERS = 3
FEWEST_DIGITS = 6  # of fewer no number can be told
NATIONAL_ID_DIGITS = range(13, 18)
DAY_FIRST = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d\d)\b")
YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})\b")
YEAR = re.compile(r"(?<![\d/.-])(?:lahir\s+)?((?:19[2-9]|20[0-2])\d)\b")
PASSPORT = re.compile(r"[A-Za-z]{1,2}\s?\d{6,7}")
HANDLE = re.compile(r"^@|://|\.(?:com|me|id)/")
SEPARATORS = re.compile(r"[\s().+\-]")
NOBODY = Person()


@dataclass(frozen=True)
class Question:
    """What the words may mean; an empty ``person`` and no ``things`` ask for nothing.

    ``things``: kind and writing of each thing that they may be. ``beginning``: the letters of a
    last word that may go on. ``is_number``: whether they can be no name.
    """

    text: str
    person: Person = NOBODY
    things: tuple[tuple[str, str], ...] = ()
    beginning: str = ""
    is_number: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return self.person != NOBODY or bool(self.things)


def read_words(text: str) -> Question:
    """The question that a person typed; never raises."""
    words = " ".join(text[:LONGEST].split())
    if is_numeric(words):
        return number_question(words)
    if HANDLE.search(words):
        return thing_question(words, (Kind.HANDLE,), Person(handles=keys("handle", words)))
    if PASSPORT.fullmatch(words):
        return Question(words, Person(passport=words), is_number=True)
    return name_question(words, goes_on=not text.endswith((" ", ",")))


def is_numeric(words: str) -> bool:
    """Whether only digits stand there, whatever stands between, but no birth date."""
    bare = SEPARATORS.sub("", words)
    return bare.isdecimal() and len(bare) >= FEWEST_DIGITS and not DAY_FIRST.fullmatch(words)


def number_question(words: str) -> Question:
    """A telephone, an account or a national id: whichever the digits can be."""
    digits = SEPARATORS.sub("", words)
    person = Person(
        national_id=digits if len(digits) in NATIONAL_ID_DIGITS else "",
        phones=keys(Kind.PHONE, words),
        accounts=keys(Kind.ACCOUNT, words),
    )
    return thing_question(words, (Kind.PHONE, Kind.ACCOUNT, Kind.HANDLE), person)


def thing_question(words: str, kinds: tuple[Kind, ...], person: Person) -> Question:
    """A number or handle: the thing itself, and the people who use it."""
    things = tuple((kind.value, words) for kind in kinds if normalise(kind, words))
    return Question(words, person, things, is_number=True)


def keys(kind: str, words: str) -> tuple[str, ...]:
    """The normal form of the words as such a number, where they can be one."""
    found = normalise(kind, words)
    return (found.key,) if found else ()


def name_question(words: str, goes_on: bool) -> Question:
    """A name with or without a birth date; it may also be a firm or a house."""
    name, person = without_date(words)
    if sum(map(str.isalpha, name)) < FEWEST_LETTERS:
        return Question(words)
    things = tuple((kind.value, name) for kind in Kind if normalise(kind, name))
    # Behind a date nothing of the name can go on.
    beginning = last_sound(name) if goes_on and name == words else ""
    return Question(words, replace(person, name=name), things, beginning)


def last_sound(name: str) -> str:
    """How the last word sounds as far as it is typed."""
    sounds = read_name(name).k2
    return sounds[-1] if sounds else ""


def without_date(words: str) -> tuple[str, Person]:
    """The words without the birth date or year among them, and what that tells."""
    for start, end, day in dates(words):
        return remaining(words, start, end), Person(birth_date=day)
    if (found := YEAR.search(words)) and found.group() != words:
        born = Person(birth_date=date(int(found[1]), 1, 1), birth_precision=Precision.YEAR)
        return remaining(words, *found.span()), born
    return words, NOBODY


def dates(words: str) -> Iterator[tuple[int, int, date]]:
    """Where a whole date stands, and which."""
    for pattern, order in ((YEAR_FIRST, (1, 2, 3)), (DAY_FIRST, (3, 2, 1))):
        for found in pattern.finditer(words):
            try:
                yield *found.span(), date(*(int(found[part]) for part in order))
            except ValueError:
                continue


def remaining(words: str, start: int, end: int) -> str:
    """The words around what was read."""
    return " ".join(f"{words[:start]} {words[end:]}".split()).strip(" ,")
