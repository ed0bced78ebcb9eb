"""What tells two names apart that look alike: endings of men and women, numbers, ranks of birth.

Each word gives pairs (stem, class). Two names with a stem in common and no class of it in common
are different names: Suharto (suhart, o) and Suharti (suhart, i); Dwi and Tri (:number, 2 and 3).
"""

import re
from functools import lru_cache

from kentongan.engine.linkage.names.sound import sound_of

type Guard = tuple[str, str]

# Words that exclude each other in the same place of a name.
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    ":number": (
        ("eko", "eka"), ("dwi",), ("tri",), ("catur",), ("panca", "ponco"), ("sapta", "sapto"),
        ("asta", "asto", "hasta", "hasto"), ("dasa", "doso"),
    ),
    ":child": (
        ("wayan", "putu", "gede", "luh", "iluh"), ("made", "kadek", "nengah"),
        ("nyoman", "komang"), ("ketut",),
    ),
    ":grandson": (("hasan",), ("husein",)),
    ":prophet": (("muhammad",), ("ahmad",), ("mahmud",)),
}  # fmt: skip
GROUP_GUARDS: dict[str, Guard] = {
    sound_of(word): (group, members[0])
    for group, classes in GROUPS.items()
    for members in classes
    for word in members
}
# Endings; those that people mix up by ear, or that both sexes bear, stand in one class.
CLASSES: dict[str, tuple[str, ...]] = {
    "ningsih": ("ningsih",), "ningrum": ("ningrum",), "astuti": ("astuti",), "wati": ("wati",),
    "lastri": ("lastri",), "anto": ("anto", "anta"), "anti": ("anti",), "ono": ("ono", "ana"),
    "adi": ("adi",), "ati": ("ati", "atun", "atin"), "ani": ("ani",), "asih": ("asih", "asi"),
    "man": ("man", "min", "men", "iman"), "wan": ("wan",), "ijan": ("ijan", "ian"),
    "ran": ("ran", "rin"), "iem": ("iem", "iam", "yem"), "inem": ("inem",), "ina": ("ina",),
    "ini": ("ini",), "di": ("di",), "to": ("to", "ta"), "ti": ("ti",), "no": ("no", "na"),
    "ni": ("ni",), "mi": ("mi",), "mo": ("mo", "ma"), "io": ("io", "jo", "ja"), "so": ("so", "sa"),
    "si": ("si", "sih"), "lan": ("lan",), "yanto": ("yanto",), "yono": ("yono",),
    "i": ("i", "e"), "o": ("o", "a"), "u": ("u",),
}  # fmt: skip
CLASS_OF_ENDING = {ending: name for name, endings in CLASSES.items() for ending in endings}
LONGEST_ENDING = max(map(len, CLASS_OF_ENDING))
SHORTEST_STEM = 3
# Women's names whose a has no Javanese o beside it: Kartika, Novita, Amelia; and short words.
WOMANS_A = re.compile(
    r"(?:ik|in|il|el|is|ir|(?<!sm)(?<!w)it|ol|lian|rian|dian|iran|^ratn|^retn|lail|sint|mat|tiar"
    r"|yol|ai[dl]|ver|nad|as[im])a$|^\w{1,3}a$"
    r"|(?<!^sur)(?<!^mul)(?<!^set)(?<!^sat)(?<!^kar)(?<!^ar)(?<!set)(?<!tar)(?<!nar)(?<!har)(?<!dar)(?<=[^aeiou])ia$"
)
# Men's names that a woman bears with -ah: Karim, Karimah; Muslim, Muslimah.
ARABIC_MAN = re.compile(r"[^aeiou]{0,2}[ai][^aeiou]i[^aeiou]|mu[^aeiou]{1,2}i[^aeiou]")
ARABIC_WOMAN = re.compile(rf"(?P<man>{ARABIC_MAN.pattern})a")


@lru_cache(maxsize=200_000)
def guards_of(sound: str) -> tuple[Guard, ...]:
    """The (stem, class) pairs of a k2 word; none for a word that no other name resembles."""
    if sound in GROUP_GUARDS:
        return (GROUP_GUARDS[sound],)
    if ARABIC_MAN.fullmatch(sound):
        return ((sound, "he"), *by_ending(sound))
    if woman := ARABIC_WOMAN.fullmatch(sound):
        return ((woman["man"], "she"), (sound[:-1], "a"))
    return by_ending(sound)


def by_ending(sound: str) -> tuple[Guard, ...]:
    """One pair for every ending the word has."""
    longest = min(LONGEST_ENDING, len(sound) - min(SHORTEST_STEM, len(sound) - 1))
    endings = (sound[-size:] for size in range(1, longest + 1))
    is_womans = WOMANS_A.search(sound) is not None
    return tuple(
        (sound[: -len(ending)], "a" if is_womans else CLASS_OF_ENDING[ending])
        for ending in endings
        if ending in CLASS_OF_ENDING
    )


def is_woman_of(woman: str, man: str) -> bool:
    """Whether the first k2 word is the second with the ending of a woman."""
    return woman == man + "a" and ARABIC_MAN.fullmatch(man) is not None


def guards_disagree(a: tuple[Guard, ...], b: tuple[Guard, ...]) -> bool:
    """Whether a stem stands in both, but with different classes only."""
    stems = {stem for stem, _ in a} & {stem for stem, _ in b}
    agreed = {stem for stem, _ in set(a) & set(b)}
    return bool(stems - agreed)
