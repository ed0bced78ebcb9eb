"""A written place cut into words: which may be names, what level is written before them."""

import re
from enum import Enum
from typing import NamedTuple

from kentongan.regions.resolver.spelling import plain
from kentongan.regions.resolver.vocabulary import (
    HAMLET_OR_VILLAGE,
    HAMLETS,
    LONGER,
    MARKS,
    NOISE,
    PEOPLE,
    SIDES,
    STREETS,
    TITLES,
    Mark,
)

# Longer texts are stories, not places; the longest address in use is under 200 letters.
LONGEST_TEXT = 300
MOST_WORDS = 24

# 35.03.08.2001, 35.03.08, 3503082001, 350308; a national id (16 digits) is no place.
DOTTED_CODE = re.compile(
    r"(?<![\d.])(\d\d)[. -](\d\d)(?:[. -](\d\d)(?:[. -]?(\d{4}))?)?(?![\d]|[.]\d)"
)
SOLID_CODE = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(\d{4})?(?!\d)")
ONLY_REGENCY = re.compile(r"\s*(\d\d)[. ]?(\d\d)\s*")
NEIGHBOURHOOD = re.compile(
    r"\b(?:rt|rw)[\s./:]*(?:rw)?[\s.:]*\d{1,3}(?:\s*[/.-]?\s*(?:rw)?[\s.:]*\d{1,3})?(?![\d])"
)
POSTAL = re.compile(r"(?<![\d+])[1-9]\d{4}(?!\d)")
TOKEN = re.compile(r"[a-z]+(?:['’`][a-z]+)*|\d+|[,;()/&|\n]")
SOFT_IN_WORD = str.maketrans("", "", "'’`")
SHORTEST_TELLING = 3  # a word of fewer letters says nothing by itself
BETWEEN_MARKS = frozenset("/&")


class Role(Enum):
    """What a word is in a written place."""

    NAME = 1
    NOISE = 2  # only part of a longer name
    DOUBTFUL = 3  # behind a hamlet or street word: may be a name, may be the rest of that one
    ASIDE = 4  # the name of a hamlet, a street or a person


class Word(NamedTuple):
    """One word; words of different ``segment`` (a comma between) never make one name."""

    key: str
    longer: str  # written out; joined to the "Bu" or "Jl" before it; or the same
    segment: int
    marks: tuple[Mark, ...]
    role: Role


class Reading(NamedTuple):
    """A written place taken apart."""

    words: list[Word]
    codes: list[str]  # dotted region codes as written
    postal_codes: list[str]


def read(text: str) -> Reading:
    """Cut a text into words, region codes and postal codes."""
    text = plain(text[:LONGEST_TEXT])
    text, codes = take_codes(text)
    text = NEIGHBOURHOOD.sub(" , ", text)
    postal_codes = POSTAL.findall(text)
    return Reading(WordReader(TOKEN.findall(text)).words(), codes, postal_codes)


def take_codes(text: str) -> tuple[str, list[str]]:
    """The text without its region codes, and the codes dotted."""
    if not any(letter.isdigit() for letter in text):
        return text, []
    if only := ONLY_REGENCY.fullmatch(text):
        return "", [".".join(only.groups())]
    found: list[str] = []

    def keep(match: re.Match[str]) -> str:
        found.append(".".join(part for part in match.groups() if part))
        return " , "

    text = SOLID_CODE.sub(keep, DOTTED_CODE.sub(keep, text))
    return text, found


class WordReader:
    """Walks over the tokens once, remembering what the last level, street or person word said."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens[: MOST_WORDS * 3]
        self.read: list[Word] = []
        self.segment = 0
        self.marks: list[Mark] = []
        self.next_aside = False
        self.opener = ""
        self.doubtful = False

    def words(self) -> list[Word]:
        for place, token in enumerate(self.tokens):
            if not token[0].isalnum():
                self.take_break(token, place)
            elif token.isdigit():
                continue
            elif token in MARKS and not (token in TITLES and self.is_after_name()):
                self.take_mark(token)
            elif self.opens_aside(token, place):
                self.marks, self.next_aside, self.doubtful = [], True, token not in PEOPLE
                self.opener = token
            else:
                self.take_word(token)
        self.mark_the_word_before()
        return self.read[:MOST_WORDS]

    def take_break(self, token: str, place: int) -> None:
        """A comma ends names, levels and streets; ``kec/kab`` keeps both levels."""
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else ""
        if token in BETWEEN_MARKS and self.marks and following in MARKS:
            return
        self.mark_the_word_before()
        self.segment += 1
        self.marks, self.next_aside, self.doubtful = [], False, False

    def take_mark(self, token: str) -> None:
        self.next_aside = self.doubtful = False
        mark = MARKS[token]
        if mark is Mark.TOWN:  # may also begin a name: Kotabaru
            self.read.append(Word(token, token, self.segment, (), Role.NOISE))
        if mark not in self.marks:
            self.marks.append(mark)

    def mark_the_word_before(self) -> None:
        """``Watulimo kec.``: a level word with no name behind it belongs to the one before."""
        if not self.marks:
            return
        for place in range(len(self.read) - 1, -1, -1):
            word = self.read[place]
            if word.segment != self.segment or word.marks:
                return
            if word.role is Role.NAME:
                self.read[place] = word._replace(marks=(self.marks[0],))
                return

    def is_after_name(self) -> bool:
        """Whether the last word is a name in the same segment, with nothing between."""
        if not self.read or self.marks:
            return False
        last = self.read[-1]
        return last.segment == self.segment and last.role is Role.NAME

    def opens_aside(self, token: str, place: int) -> bool:
        """Whether the word says that a hamlet, a street or a person follows.

        Not behind a level word: "desa Jl ubang" is Jlubang.
        """
        if self.marks:
            return False
        later = self.tokens[place + 1 :]
        level_follows = bool(later) and later[0] in MARKS and later[0] not in TITLES
        if token == HAMLET_OR_VILLAGE:
            return not level_follows and any(word in MARKS for word in later)
        if token in PEOPLE:  # "Bulik kec. Balong" and "Na mbak" are misspelt villages
            torn = self.is_after_name() and len(self.read[-1].key) < SHORTEST_TELLING
            return not level_follows and not torn
        return token in HAMLETS or token in STREETS

    def take_word(self, token: str) -> None:
        key = token.translate(SOFT_IN_WORD)
        longer = LONGER.get(key, key)
        role = self.role_of(key)
        if self.next_aside and (role is not Role.NOISE or key in SIDES):
            role, self.next_aside, longer = Role.ASIDE, False, self.opener + key
        for mark in self.marks[:-1]:  # "kec/kab Pacitan": the name stands for both
            self.read.append(Word(key, longer, self.segment, (mark,), role))
            self.segment += 1
        marks = tuple(self.marks[-1:])
        self.read.append(Word(key, longer, self.segment, marks, role))
        self.marks = []

    def role_of(self, key: str) -> Role:
        if key in NOISE and not self.marks:
            return Role.NOISE
        return Role.DOUBTFUL if self.doubtful else Role.NAME
