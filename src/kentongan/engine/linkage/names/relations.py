"""How two words of names relate: the same, heard as the same, a slip, a short form, or other."""

from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from kentongan.engine.linkage.names.guards import Guard, guards_disagree, guards_of, is_woman_of
from kentongan.engine.linkage.names.sound import coarse, heard_as, sound_of

VOWELS = frozenset("aiueo")
SHORTEST_SLIP = 6  # of shorter words one letter makes another name: Dedi, Dodi
SHORTEST_NEAR = 4  # a letter more where one was left out: Yani, Yanti
SHORTEST_A_O = 5
LONGEST_SHORT = 4  # so short a word is another name with another first letter: Joko, Yoko
SHORTEST_FORM = 3
# Old roots that also short words bear with a or o: Jaya and Joyo, Yuda and Yudo.
JAVANESE_ROOTS = frozenset((
    "jaia", "joio", "wira", "wiro", "iuda", "yuda", "yudo", "suria", "surio", "karta", "karto",
    "darma", "darmo", "putra", "putro", "satria", "satrio", "candra", "condro", "harja", "harjo",
    "raja", "rojo", "bima", "bimo", "bawa", "bowo", "sena", "seno", "atma", "atmo", "indra",
    "indro", "mulia", "mulio", "setia", "setio", "cipta", "cipto", "sastra", "sastro", "pranata",
    "aria", "ario", "tama", "tomo", "utama", "utomo", "kusuma", "kusumo", "reksa", "rekso",
))  # fmt: skip
# Beginnings of saints', prophets' and months' names, which are written with J and with Y.
FOREIGN_J = (
    "yoh", "yos", "yus", "yun", "yak", "yah", "yul", "yanu", "yer", "yona", "yoel", "yes", "yas",
    "yudit", "yudas", "yen", "yov", "yoan",
)  # fmt: skip
NICKNAMES = frozenset((
    ("abdul", "dul"), ("muhammad", "mamat"), ("ahmad", "mamat"), ("muhammad", "mat"),
    ("ahmad", "mat"), ("yohanes", "anis"), ("bambang", "bams"), ("fransiskus", "frans"),
    ("siti", "iti"), ("hendrik", "hen"), ("antonius", "toni"), ("gregorius", "goris"),
    ("endang", "iin"), ("sukarno", "karno"), ("fransiska", "siska"), ("elisabet", "lisa"),
    ("petrus", "piter"), ("petrus", "peter"), ("paulus", "paul"), ("yohanes", "yan"),
    ("yohanes", "yon"), ("markus", "mark"), ("mateus", "teus"), ("stefanus", "evan"),
    ("maria", "mery"), ("yosef", "osep"), ("kristina", "tina"), ("margareta", "greta"),
))  # fmt: skip
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qaz", "wsx", "edc", "rfv", "tgb", "yhn", "ujm")
NEIGHBOURS = frozenset(
    pair for row in KEYBOARD for x, y in pairwise(row) for pair in (x + y, y + x)
)


class Relation(IntEnum):
    """From other words to the same word."""

    OTHER = 0
    GUARD = 1
    INITIAL = 2
    SHORT_FORM = 3
    EITHER = 4  # both are names and people mix them up
    TYPING = 5
    HEARD = 6
    SOUND = 7
    SAME = 8


@lru_cache(maxsize=400_000)
def relation(a: str, b: str, known_a: bool, known_b: bool) -> Relation:
    """How two k1 words relate; ``known``: the word is a listed name. Symmetric."""
    if a == b:
        return Relation.SAME
    if len(a) == 1 or len(b) == 1:
        return Relation.INITIAL if begins_alike(a, b) else Relation.OTHER
    if sound_of(a) == sound_of(b):
        return Relation.HEARD if {a[0], b[0]} == {"s", "z"} else Relation.SOUND
    if known_a != known_b and lost_letter(a, b):
        return Relation.TYPING
    return by_guard(a, b) or by_ear(a, b) or by_pen(a, b, known_a and known_b) or by_length(a, b)


def by_guard(a: str, b: str) -> Relation:
    """GUARD for two names of one stem, EITHER for two endings that are mixed up, else OTHER."""
    if is_nisba_couple(a, b):
        return Relation.GUARD
    guards_a, guards_b = guards_of(sound_of(a)), guards_of(sound_of(b))
    if guards_disagree(guards_a, guards_b):
        return Relation.SHORT_FORM if is_cut_off(a, b) else Relation.GUARD
    if {a, b} == {"nur", "nurul"}:
        return Relation.EITHER
    is_mixed_up = has_common_ending(guards_a, guards_b) and not by_ear(a, b)
    return Relation.EITHER if is_mixed_up else Relation.OTHER


def lost_letter(a: str, b: str) -> bool:
    """Whether one word is a long word less one letter inside it: Setyowati, Setyoati."""
    short, long = sorted((a, b), key=len)
    is_inside = a[0] == b[0] and a[-1] == b[-1] and len(long) > SHORTEST_SLIP + 1
    return is_inside and len(long) - len(short) == 1 and OSA.distance(a, b) == 1


def is_nisba_couple(a: str, b: str) -> bool:
    """Whether a man's -i stands beside a woman's -iah: Fauzi, Fauziah; but not Yuli, Yulia."""
    man, woman = sorted((a, b), key=len)
    return woman.endswith(("iah", "iyah")) and sound_of(woman) == sound_of(man) + "a"


def is_cut_off(a: str, b: str) -> bool:
    """Whether the longer word begins with the shorter: Kartono, Karto; but not Karim, Karimah."""
    short, long = sorted((a, b), key=len)
    is_couple = is_woman_of(sound_of(long), sound_of(short))
    return long.startswith(short) and len(short) > SHORTEST_FORM and not is_couple


def has_common_ending(a: tuple[Guard, ...], b: tuple[Guard, ...]) -> bool:
    """Whether two endings that are mixed up stand behind one stem: Mujiati, Mujiatun."""
    return any(len(kind) > 1 and len(stem) >= SHORTEST_FORM for stem, kind in {*a} & {*b})


def begins_alike(a: str, b: str) -> bool:
    """Whether an initial stands for a word; J for Y, C for K and Ch."""
    return a[0] == b[0] or sound_of(a)[0] == sound_of(b)[0] or {a[0], b[0]} == {"j", "y"}


def by_ear(a: str, b: str) -> Relation:
    """HEARD where a listener mixes the words up, EITHER where both are well known names."""
    heard_a, heard_b = heard_as(a), heard_as(b)
    if heard_a & heard_b:
        return Relation.HEARD
    if {open_a(word) for word in heard_a} & {open_a(word) for word in heard_b}:
        return by_a_and_o(sound_of(a), sound_of(b))
    if sound_of(a).replace("u", "o") == sound_of(b).replace("u", "o"):
        return Relation.EITHER
    if coarse(sound_of(a)) != coarse(sound_of(b)):
        return round_vowels(heard_a, heard_b)
    return by_weak_sounds(a, b)


def round_vowels(heard_a: frozenset[str], heard_b: frozenset[str]) -> Relation:
    """EITHER where o and u are mixed up besides: Sofyan, Supyan."""
    rounded_a = {word.replace("u", "o") for word in heard_a}
    return (
        Relation.EITHER
        if rounded_a & {word.replace("u", "o") for word in heard_b}
        else Relation.OTHER
    )


def open_a(sound: str) -> str:
    """The word with every Javanese o as a."""
    return sound.replace("o", "a")


def by_a_and_o(a: str, b: str) -> Relation:
    """Suharta and Suharto are one name heard twice; Rama and Romo are two."""
    if {a, b} == {"eka", "eko"}:
        return Relation.EITHER
    if len(a) > SHORTEST_A_O or {a, b} <= JAVANESE_ROOTS:
        return Relation.HEARD
    return Relation.EITHER if len(a) == SHORTEST_A_O else Relation.OTHER


def by_weak_sounds(a: str, b: str) -> Relation:
    """j and y, e and i, a written h: a foreign name heard twice, or two names."""
    if {a[0], b[0]} == {"j", "y"}:
        young = "y" + (a if a[0] == "j" else b)[1:]
        short, long = (
            (Relation.EITHER, Relation.HEARD)
            if young.startswith(FOREIGN_J)
            else (Relation.OTHER, Relation.EITHER)
        )
        return short if len(a) <= LONGEST_SHORT else long
    return Relation.EITHER


def by_pen(a: str, b: str, both_known: bool) -> Relation:
    """TYPING for one slip in a long word; EITHER when both words are names."""
    if min(len(a), len(b)) < SHORTEST_SLIP - 1 or max(len(a), len(b)) < SHORTEST_SLIP:
        return by_short_pen(a, b)
    if sound_of(a)[0] != sound_of(b)[0]:  # nobody mistypes the first letter
        return Relation.OTHER
    if not is_one_letter(a, b):
        return Relation.OTHER
    if is_one_vowel(a, b) or (both_known and sorted(a) == sorted(b)):
        return Relation.EITHER
    return Relation.OTHER if both_known or is_other_consonant(a, b) else Relation.TYPING


def is_other_consonant(a: str, b: str) -> bool:
    """Whether one consonant stands for another that is no neighbour on the keyboard."""
    if len(a) != len(b) or sorted(a) == sorted(b):
        return False
    return not any(x + y in NEIGHBOURS for x, y in zip(a, b, strict=True) if x != y)


def is_near(a: str, b: str) -> bool:
    """Whether two words, names though they are, lie so close that a clerk mixes them up.

    They begin and end alike; one letter is other, or vowels only, or a scanner took rn for m. The
    ending of the other sex is none of this: Suharto, Suharti.
    """
    if as_scanned(a) == as_scanned(b):
        return True
    is_long = min(len(a), len(b)) >= SHORTEST_NEAR + (len(a) != len(b))
    if not is_long or not are_ends_alike(sound_of(a), sound_of(b)):
        return False
    is_slip = OSA.distance(a, b) <= 1 and not is_other_consonant(a, b)
    return is_slip or is_same_frame(a, b)


def are_ends_alike(a: str, b: str) -> bool:
    """Whether two k2 words begin with one letter and end with one vowel, or with consonants."""
    return a[0] == b[0] and (a[-1] == b[-1] or VOWELS.isdisjoint(a[-1] + b[-1]))


def is_one_letter(a: str, b: str) -> bool:
    """Whether one letter makes the difference, as written or as spoken: Kasan, Hasan."""
    return min(OSA.distance(a, b), OSA.distance(sound_of(a), sound_of(b))) <= 1


def is_same_frame(a: str, b: str) -> bool:
    """Whether two words differ in vowels only: Ratnawati, Retnowati; Badawi, Baidowi."""
    frames = [[letter for letter in word if letter not in VOWELS] for word in (a, b)]
    return frames[0] == frames[1] and len(frames[0]) >= SHORTEST_FORM


def as_scanned(word: str) -> str:
    """The letters that a scanner tells apart badly as one: Hemawan, Hernawan."""
    return word.replace("rn", "m").replace("cl", "d").replace("vv", "w")


def by_short_pen(a: str, b: str) -> Relation:
    """EITHER for c heard as s, v written for w in a short word: Asep, Acep; Dewi, Devi."""
    one, other = (word.replace("c", "s").replace("v", "w") for word in (a, b))
    return Relation.EITHER if one == other else Relation.OTHER


def is_one_vowel(a: str, b: str) -> bool:
    """Whether the words are as long as each other and differ in vowels only."""
    return len(a) == len(b) and all(
        x == y or (x in VOWELS and y in VOWELS) for x, y in zip(a, b, strict=True)
    )


def by_length(a: str, b: str) -> Relation:
    """SHORT_FORM where one word is the end or the beginning of the other, or a known nickname."""
    short, long = sorted((a, b), key=len)
    if (long, short) in NICKNAMES:
        return Relation.SHORT_FORM
    if len(short) < SHORTEST_FORM:
        return Relation.OTHER
    ends = any(
        whole.endswith(part) or whole.startswith(part)
        for whole, part in (
            (long, short),
            (sound_of(long), sound_of(short)),
            (long.removeprefix("su"), short),
        )
    )
    return Relation.SHORT_FORM if ends else Relation.OTHER
