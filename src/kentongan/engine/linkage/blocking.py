"""Keys under which records of one person meet: about fifteen numbers a record.

Two records are worth comparing when they share a key. Each family of keys survives other faults:
a lost national id, a changed name, a falsified year, a missing date.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from kentongan.engine.linkage.people import Prepared, number_of

MASK = 0xFFFF_FFFF_FFFF_FFFF
TOP = 1 << 63
MULTIPLIER = 0x9E37_79B9_7F4A_7C15  # 2**64 / golden ratio: spreads neighbours apart
MOST_WORDS = 4  # of a name; the rarest ones first would need counts that change
MOST_KEYS = 40


def mixed(family: str, *parts: int) -> int:
    """One signed 64-bit number of a family's letter and its parts."""
    value = ord(family)
    for part in parts:
        value = ((value ^ part) * MULTIPLIER) & MASK
        value ^= value >> 29
    return value - (1 << 64) if value >= TOP else value


def keys_of(prepared: Prepared) -> tuple[int, ...]:
    """The keys of a record, each once; signed 64-bit, the same on every machine."""
    return tuple(dict.fromkeys(written_keys(prepared)))[:MOST_KEYS]


def written_keys(one: Prepared) -> Iterator[int]:
    """Numbers first, which are sharp, then a date or place with a part of the name."""
    yield from number_keys(one)
    words = one.coarse[:MOST_WORDS]
    yield from dated_keys(one, words)
    yield from placed_keys(one, words)
    yield from mother_keys(one, words)


def number_keys(one: Prepared) -> Iterator[int]:
    """National id whole and its head; passport; phones, accounts and handles.

    Not its tail, the birth date and a serial: in a register of 200,000 it joined 240,000 pairs, of
    which three were true. Nor a word of the mother with the year: 46,000 pairs, none of them true.
    """
    if one.number:
        yield mixed("N", number_of(one.number))
    if one.written:
        yield mixed("R", number_of(one.written[:12]))
    if one.passport:
        yield mixed("T", number_of(one.passport))
    yield from (mixed("P", link) for link in one.links)


def dated_keys(one: Prepared, words: tuple[int, ...]) -> Iterator[int]:
    """Birth date with a word or the kabupaten; year with two words, or with all letters."""
    if one.born:
        day = number_of(one.born)
        yield from (mixed("D", day, word) for word in words)
        yield mixed("E", day, number_of(one.regency))
    if one.year:
        yield from (mixed("Y", one.year, *pair) for pair in pairs(words))
        yield mixed("J", one.year, letters_of(one.sound))


def placed_keys(one: Prepared, words: tuple[int, ...]) -> Iterator[int]:
    """Kabupaten with two words, kecamatan with a word and the year or a rare word."""
    if one.regency:
        area = number_of(one.regency)
        yield from (mixed("K", area, *pair) for pair in pairs(words))
        if len(words) == 1:
            yield mixed("1", area, words[0])
    if one.district:
        area = number_of(one.district)
        yield from (mixed("V", area, one.year, word) for word in words if one.year)
        yield from (mixed("Z", area, word) for word in one.rare[:MOST_WORDS])


def mother_keys(one: Prepared, words: tuple[int, ...]) -> Iterator[int]:
    """The whole name of the mother with a word of the name."""
    if one.mother_sound:
        yield from (mixed("W", number_of(one.mother_sound), word) for word in words)


def pairs(words: tuple[int, ...]) -> Iterable[tuple[int, int]]:
    """Every two different words, the smaller number first."""
    return combinations(sorted(words), 2)


def letters_of(sound: str) -> int:
    """The letters of a name in order of the alphabet: joined, split and shuffled words agree."""
    return number_of("".join(sorted(sound)))
