"""Words into marks: what the index on disk holds in place of names, days and places.

A mark is a keyed hash (HMAC-SHA-256, cut to 48 bits) of a kind and a word. An index of marks cannot
be asked for words that are nearly the same, so a record also carries the mark of each of its words
without one letter, and so does a question: two words that differ in one letter, or in two that
changed places, share such a mark (the deletion neighbourhood of symmetric-delete spelling
correction: W. Garbe, SymSpell, 2012).
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product

from kentongan.engine.linkage.digests import digester
from kentongan.engine.linkage.index.described import Described

type Mark = Callable[[str, str], str]

# 2⁴⁸ marks; some 300,000 words, days and places make them, so two in 6,000 vocabularies collide.
MARK_BYTES = 6
# The signs of RFC 1924, and every two of them.
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
PAIRS = tuple(map("".join, product(SIGNS, repeat=2)))
# Some 30,000 words and 200,000 words without a letter; 100 bytes each.
REMEMBERED = 1 << 18
# Of shorter words too much is gone with a letter.
SHORTEST_WORN = 4
# A word that is being typed is found from three letters on; from five the rest is told by weight.
BEGINNINGS = (3, 5)


class Kind:
    """What a mark is of; a mark of one kind never equals one of another."""

    SOUND, COARSE, WORN, BEGINNING = "s", "c", "w", "b"
    PARENT, DAY, YEAR, DISTRICT, REGENCY = "p", "d", "y", "k", "r"


# How much a shared mark counts beside its rarity, which the index knows. A word that is the same
# shares its sound, its coarse form and all its worn forms; a misspelt one one or two of these.
WEIGHTS = {
    Kind.SOUND: 0.5,
    Kind.COARSE: 0.7,
    Kind.WORN: 0.25,
    Kind.BEGINNING: 0.6,
    Kind.PARENT: 0.6,
    Kind.DAY: 1.5,
    Kind.YEAR: 0.8,
    Kind.DISTRICT: 1.0,
    Kind.REGENCY: 0.7,
}


def keyed(key: bytes) -> Mark:
    """The marks of one key."""
    digest = digester(key)

    @lru_cache(maxsize=REMEMBERED)
    def mark(kind: str, word: str) -> str:
        return signs_of(digest(f"{kind}\x1f{word}".encode("utf-8", "surrogatepass"))[:MARK_BYTES])

    return mark


def signs_of(digest: bytes) -> str:
    """Six bytes as eight signs: what ``base64.b85encode`` makes of them, in half the time."""
    head, tail = int.from_bytes(digest[:4]), int.from_bytes(digest[4:])
    first, rest = divmod(head, 85**3)
    middle, last = divmod(rest, 85)
    end, left = divmod(tail << 16, 85**3)
    return f"{PAIRS[first]}{PAIRS[middle]}{SIGNS[last]}{PAIRS[end]}{SIGNS[left // 85**2]}"


def without_a_letter(word: str) -> frozenset[str]:
    """Each word that is left when one letter goes; none for short words."""
    if len(word) < SHORTEST_WORN:
        return frozenset()
    return frozenset(word[:at] + word[at + 1 :] for at in range(len(word)))


def worn(word: str) -> frozenset[str]:
    """What a word has in common with words that differ in one letter: itself and its worn forms."""
    return without_a_letter(word) | {word}


def marks_of(person: Described, mark: Mark) -> set[str]:
    """What a record is found by."""
    found = {mark(kind, word) for kind, word in time_and_place(person)}
    found.update(mark(Kind.PARENT, word) for word in person.parents)
    for word in person.sounds:
        found.update(marks_of_sound(word, mark))
    for word in person.coarse:
        found.update(marks_of_coarse(word, mark))
    return found


@lru_cache(maxsize=REMEMBERED)
def marks_of_sound(word: str, mark: Mark) -> frozenset[str]:
    """The marks of a word as it sounds: whole, and its beginnings."""
    parts = (word[:length] for length in BEGINNINGS if len(word) >= length)
    return frozenset({mark(Kind.SOUND, word), *(mark(Kind.BEGINNING, part) for part in parts)})


@lru_cache(maxsize=REMEMBERED)
def marks_of_coarse(word: str, mark: Mark) -> frozenset[str]:
    """The marks of a coarse word: whole, and without each letter."""
    rests = without_a_letter(word)
    return frozenset({mark(Kind.COARSE, word), *(mark(Kind.WORN, rest) for rest in rests)})


def time_and_place(person: Described) -> Iterator[tuple[str, str]]:
    """Day and year of birth, district and regency."""
    facts = (
        (Kind.DAY, person.day),
        (Kind.YEAR, person.year),
        (Kind.DISTRICT, person.district),
        (Kind.REGENCY, person.regency),
    )
    yield from ((kind, word) for kind, word in facts if word)


def asked_of(person: Described, mark: Mark) -> list[tuple[str, float]]:
    """The marks that a question asks for, each with its weight.

    Lean: where the day is told, the year is not asked for, nor the regency beside the district;
    their lists are long and tell nothing more.
    """
    asked: dict[str, float] = {}
    for kind, word in asked_by(person):
        one = mark(kind, word)
        asked[one] = max(asked.get(one, 0.0), WEIGHTS[kind])
    return list(asked.items())


def asked_by(person: Described) -> Iterator[tuple[str, str]]:
    """Kind and word of every mark that a question asks for."""
    yield from ((Kind.SOUND, word) for word in person.sounds)
    for word in person.coarse:
        yield Kind.COARSE, word
        # A letter too many in the question leaves the word of the record, and the other way round.
        yield from ((Kind.COARSE, rest) for rest in without_a_letter(word))
        yield from ((Kind.WORN, rest) for rest in worn(word))
    if person.beginning:
        yield from ((Kind.BEGINNING, part) for part in longest_beginning(person.beginning))
    yield from ((Kind.PARENT, word) for word in person.parents[:1])
    facts = dict(time_and_place(person))
    if Kind.DAY in facts:
        facts.pop(Kind.YEAR, None)
    if Kind.DISTRICT in facts:
        facts.pop(Kind.REGENCY, None)
    yield from facts.items()


def longest_beginning(letters: str) -> Iterator[str]:
    """The longest part of what was typed that records carry; nothing for fewer letters."""
    known = [length for length in BEGINNINGS if length <= len(letters)]
    yield from (letters[: max(known)] for _ in known[:1])
