"""A person as told somewhere, and everything that is derived from the telling to compare it.

Every derived column is a text, a number or a list, never missing: what was not told is ``""``,
``0`` or ``()``. So one condition gives one answer in Python, in DuckDB and in Spark.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from math import log2
from typing import NamedTuple

from kentongan.engine.linkage.names import PersonName, Rarity, read_name
from kentongan.engine.linkage.national_id import NationalId, read_national_id

RARE = 0.0005  # a word that at most one person in 2,000 carries
TELLING = 0.01  # Siti, Muhammad, Sri: more than one in a hundred, so alone they tell nobody
MOST_BITS = 60
BITS = 1024  # parts of a bit: whole numbers add up alike in any order
# A name of so many bits is not common, is rare: one person in 33,000, in eight million.
SELDOM_BITS, RARE_BITS = 15, 23
type Hashes = Iterable[tuple[int, ...]]  # of each name

NO_SHARES = Rarity()  # every word as rare as an unlisted one


class Precision(StrEnum):
    """How exactly a birth date is known; what is not known is 1."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Person:
    """What one source says of a person. Texts as written; empty: not told.

    ``national_id``, ``passport``: as written. ``birth_area``, ``region_code``: codes of an area
    with dots, as deep as known ("35.02", "35.02.01.2001"). ``sex``: "L", "P" or "". ``phones``,
    ``accounts``, ``handles``: normal forms (``normalise``).
    """

    name: str = ""
    others: tuple[str, ...] = ()
    father: str = ""
    mother: str = ""
    national_id: str = ""
    birth_date: date | None = None
    birth_precision: Precision = Precision.DAY
    sex: str = ""
    birth_area: str = ""
    region_code: str = ""
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    passport: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The columns that comparisons and keys use.

    ``spelling``, ``sound``: k1 and k2 without spaces. ``spellings``, ``sounds``: hashes of both and
    of their words in order, for the name and every other whole name. ``seldom_spellings``,
    ``rare_spellings``, ``rare_sounds``: those of the names that are not common, that are rare; so
    what agrees has the rarity of itself. ``callings``: the sounds with those of nicknames, which
    are other names of one word. ``words``, ``wide``, ``coarse``: hashes of k2 words, of these with
    the father's, of k3 words. ``rare``, ``telling``: hashes of the words that few carry, that are
    not among the commonest. ``stems``, ``guards``: hashes of what tells similar names apart.
    ``mother…``: the same of the mother. ``number``: a sound national id;
    ``written``: also a damaged one. ``born``: YYYYMMDD of a full date, ``turned`` the same with
    day and month changed over, ``month_day`` MMDD. ``regency``, ``district``, ``village``:
    residence, each code with those above it.
    ``links``: hashes of phones, accounts and handles, which lead to people but prove none.
    """

    person: Person
    name: PersonName
    mother_name: PersonName
    spelling: str
    sound: str
    spellings: tuple[int, ...]
    seldom_spellings: tuple[int, ...]
    rare_spellings: tuple[int, ...]
    sounds: tuple[int, ...]
    rare_sounds: tuple[int, ...]
    callings: tuple[int, ...]
    words: tuple[int, ...]
    wide: tuple[int, ...]
    coarse: tuple[int, ...]
    rare: tuple[int, ...]
    telling: tuple[int, ...]
    stems: tuple[int, ...]
    guards: tuple[int, ...]
    mother_sound: str
    mother_spellings: tuple[int, ...]
    mother_rare_spellings: tuple[int, ...]
    mother_sounds: tuple[int, ...]
    mother_words: tuple[int, ...]
    number: str
    written: str
    number_head: str
    serial: str
    born: str
    turned: str
    month_day: str
    year: int
    first_of_january: int
    sex: str
    birth_area: str
    regency: str
    district: str
    village: str
    passport: str
    links: tuple[int, ...]


# 250 bytes each, in every process that reads a register; of what is rarer most comes once.
@lru_cache(maxsize=200_000)
def number_of(text: str) -> int:
    """A signed 64-bit number that stands for a text, the same on every machine."""
    digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


class NameColumns(NamedTuple):
    """What the name of a person or of the mother becomes."""

    spelling: str
    sound: str
    spellings: tuple[int, ...]
    seldom_spellings: tuple[int, ...]
    rare_spellings: tuple[int, ...]
    sounds: tuple[int, ...]
    rare_sounds: tuple[int, ...]
    callings: tuple[int, ...]
    words: tuple[int, ...]


class DayColumns(NamedTuple):
    """What a birth date becomes; empty without one."""

    born: str = ""
    turned: str = ""
    month_day: str = ""
    year: int = 0
    first_of_january: int = 0


class AreaColumns(NamedTuple):
    """Residence, each code with those above it."""

    regency: str
    district: str
    village: str


def prepare(person: Person, rarity: Rarity = NO_SHARES) -> Prepared:
    """Every derived column of a person; ``rarity`` says what names are common. Never raises."""
    name, mother = read_name(person.name), read_name(person.mother)
    names = (name, *name.others, *map(read_name, person.others))
    number = read_national_id(person.national_id) if person.national_id else None
    own, hers = name_columns(names, rarity), name_columns((mother, *mother.others), rarity)
    day, area = day_columns(person, number), area_columns(person.region_code)
    shares = weighed(names, rarity)
    sound = number.digits if number and number.is_sound else ""
    return Prepared(
        person=person,
        name=name,
        mother_name=mother,
        spelling=own.spelling,
        sound=own.sound,
        spellings=own.spellings,
        seldom_spellings=own.seldom_spellings,
        rare_spellings=own.rare_spellings,
        sounds=own.sounds,
        rare_sounds=own.rare_sounds,
        callings=own.callings,
        words=own.words,
        wide=distinct((*own.words, *father_words(person, names))),
        coarse=hashes(word for one in names for word in one.k3 if len(word) > 1),
        rare=rarer_than(RARE, shares),
        telling=rarer_than(TELLING, shares),
        stems=hashes(stem for stem, _ in name.guards),
        guards=hashes(f"{stem}:{kind}" for stem, kind in name.guards),
        mother_sound=hers.sound,
        mother_spellings=hers.spellings,
        mother_rare_spellings=hers.rare_spellings,
        mother_sounds=hers.sounds,
        mother_words=hers.words,
        number=sound,
        written=number.digits if number else "",
        number_head=sound[:12],
        serial=sound[12:],
        born=day.born,
        turned=day.turned,
        month_day=day.month_day,
        year=day.year,
        first_of_january=day.first_of_january,
        sex=person.sex or (number.sex if number else "") or name.sex,
        birth_area=birth_area(person, number),
        regency=area.regency,
        district=area.district,
        village=area.village,
        passport="".join(filter(str.isalnum, person.passport)).upper(),
        links=link_numbers(person),
    )


def name_columns(names: tuple[PersonName, ...], rarity: Rarity) -> NameColumns:
    """The columns of a name and of the other names of the same person."""
    first, *others = names
    whole = (first, *(name for name in others if not is_nickname(name)))
    bits = [bits_of(name, rarity) for name in whole]
    # Each name is hashed once: nearly always all of these columns hold the same one.
    spelt = [hashes(forms(name.k1)) for name in whole]
    heard = [hashes(forms(name.k2)) for name in whole]
    sounds = together(heard)
    return NameColumns(
        spelling="".join(first.k1),
        sound=ascii_of("".join(first.k2)),
        spellings=together(spelt),
        seldom_spellings=together(reaching(SELDOM_BITS, spelt, bits)),
        rare_spellings=together(reaching(RARE_BITS, spelt, bits)),
        sounds=sounds,
        rare_sounds=together(reaching(RARE_BITS, heard, bits)),
        callings=sounds
        if len(whole) == len(names)
        else together(hashes(forms(one.k2)) for one in names),
        words=hashes(word for name in names for word in name.k2 if len(word) > 1),
    )


def is_nickname(other: PersonName) -> bool:
    """Whether a name told beside the first one has one word: many are called Gendon."""
    return len(other.k1) < 2


def forms(words: tuple[str, ...]) -> Iterable[str]:
    """The words written together, and the words in order of the alphabet: joined or shuffled."""
    if len(words) > 1:
        return "".join(words), " ".join(sorted(words))
    return words


def reaching(least: int, of_names: Hashes, bits: Iterable[int]) -> Hashes:
    """The forms of the names that are so rare."""
    return [one for one, reached in zip(of_names, bits, strict=True) if reached >= least]


def together(of_names: Hashes) -> tuple[int, ...]:
    """The forms of several names as one list, each once."""
    return distinct(chain.from_iterable(of_names))


def ascii_of(text: str) -> str:
    """The text in plain letters: databases count edits in bytes, Python in signs."""
    return text if text.isascii() else text.encode("ascii", "backslashreplace").decode()


def hashes(texts: Iterable[str]) -> tuple[int, ...]:
    """The numbers of the texts, each once, in the order of the texts."""
    return distinct(map(number_of, texts))


def distinct(numbers: Iterable[int]) -> tuple[int, ...]:
    """Each number once."""
    return tuple(dict.fromkeys(numbers))


def father_words(person: Person, names: tuple[PersonName, ...]) -> tuple[int, ...]:
    """The k2 words of the father: as told of him, or behind bin and binti."""
    told = [read_name(person.father)] if person.father else []
    told += [read_name(" ".join(name.father)) for name in names if name.father]
    return hashes(word for name in told for word in name.k2 if len(word) > 1)


def weighed(names: tuple[PersonName, ...], rarity: Rarity) -> list[tuple[str, float]]:
    """The k2 words, each with the share of people who carry the k1 word."""
    return [
        (sound, rarity.share(word))
        for name in names
        for word, sound in zip(name.k1, name.k2, strict=True)
        if len(word) > 1
    ]


def rarer_than(most: float, words: Iterable[tuple[str, float]]) -> tuple[int, ...]:
    """The words that at most this share of people carry."""
    return hashes(sound for sound, share in words if share <= most)


def bits_of(name: PersonName, rarity: Rarity) -> int:
    """How rare the name is: one in two to the power of this many people."""
    parts = sum(bits_of_word(rarity.share(word)) for word in name.k1 if len(word) > 1)
    return min(MOST_BITS, parts // BITS)


def bits_of_word(share: float) -> int:
    """How rare a word of this share of people is, in parts of a bit (``BITS``)."""
    return round(-log2(share) * BITS)


def day_columns(person: Person, number: NationalId | None) -> DayColumns:
    """The stated date, else the one that a sound national id tells."""
    day, precision = person.birth_date, person.birth_precision
    if day is None:
        day, precision = (number.likely_birth_date() if number else None), Precision.DAY
    if day is None:
        return DayColumns()
    if precision is not Precision.DAY:
        return DayColumns(year=day.year)
    return DayColumns(
        born=f"{day.year:04}{day.month:02}{day.day:02}",
        turned=f"{day.year:04}{day.day:02}{day.month:02}",
        month_day=f"{day.month:02}{day.day:02}",
        year=day.year,
        first_of_january=int((day.month, day.day) == (1, 1)),
    )


def birth_area(person: Person, number: NationalId | None) -> str:
    """The kabupaten of birth, else that of first registration."""
    if person.birth_area:
        return ".".join(person.birth_area.split(".")[:2])
    return number.area[:5] if number and number.is_sound else ""


def area_columns(region_code: str) -> AreaColumns:
    """The codes of kabupaten, kecamatan and desa; empty where it is not known so deep."""
    parts = region_code.split(".")
    deep = [".".join(parts[:depth]) if len(parts) >= depth else "" for depth in (2, 3, 4)]
    return AreaColumns(*deep)


def link_numbers(person: Person) -> tuple[int, ...]:
    """One number for each phone, account and handle."""
    kinds = (("phone", person.phones), ("account", person.accounts), ("handle", person.handles))
    return hashes(f"{kind} {value}" for kind, values in kinds for value in values if value)
