"""What tells two names apart that look alike: endings of men and women, numbers, ranks of birth.

Each word gives pairs (stem, class). Two names with a stem in common and no class of it in common
are different names: Suharto (suhart, o) and Suharti (suhart, i); Dwi and Tri (:number, 2 and 3).
"""

from functools import lru_cache

type Guard = tuple[str, str]

# Words that exclude each other in the same place of a name, in k2.
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    ":number": (
        ("eko", "eka"), ("dwi",), ("tri",), ("catur",), ("panca", "ponco"), ("sapto", "sapta"),
        ("hasto", "asto"), ("dasa", "daso"),
    ),
    ":child": (
        ("wayan", "putu", "gede", "luh"), ("made", "kadek", "nengah"), ("nioman", "nyoman", "komang"),
        ("ketut",),
    ),
    ":grandson": (("hasan",), ("husin",)),
}  # fmt: skip
GROUP_GUARDS: dict[str, Guard] = {
    word: (group, members[0])
    for group, classes in GROUPS.items()
    for members in classes
    for word in members
}
# Endings that people mix up by ear stand in one class. Longer ones first.
ENDINGS: tuple[tuple[str, str], ...] = (
    ("ningsih", "ningsih"), ("ningrum", "ningrum"), ("ningtias", "ningtias"), ("astuti", "astuti"),
    ("lastri", "lastri"), ("wati", "wati"), ("anto", "anto"), ("anti", "anti"), ("antini", "antini"),
    ("ono", "ono"), ("ini", "ini"), ("adi", "adi"), ("ati", "ati"), ("atun", "ati"), ("ani", "ani"),
    ("asih", "asih"), ("asi", "asih"), ("iman", "man"), ("man", "man"), ("min", "man"), ("men", "man"),
    ("wan", "wan"), ("ian", "ijan"), ("ijan", "ijan"), ("iem", "iem"), ("iam", "iem"), ("nah", "nah"),
    ("na", "nah"), ("di", "di"), ("to", "to"), ("ti", "ti"), ("no", "no"), ("ni", "ni"), ("yo", "io"),
    ("jo", "jo"), ("so", "so"), ("mo", "mo"), ("tri", "tri"), ("sih", "sih"), ("si", "sih"),
    ("a", "a"), ("i", "i"), ("o", "o"), ("e", "i"), ("u", "u"),
)  # fmt: skip
SHORTEST_STEM = 3
FEMALE_A = ("ik", "in", "it", "is", "il", "iel", "ir", "on", "atn", "em", "ey", "an", "el")


@lru_cache(maxsize=200_000)
def guards_of(sound: str) -> tuple[Guard, ...]:
    """The (stem, class) pairs of a k2 word."""
    if sound in GROUP_GUARDS:
        return (GROUP_GUARDS[sound],)
    return tuple(
        (sound[: -len(ending)], class_of(sound, kind))
        for ending, kind in ENDINGS
        if sound.endswith(ending) and len(sound) - len(ending) >= SHORTEST_STEM
    )


def class_of(sound: str, kind: str) -> str:
    """A final a is a Javanese o (Suharta, Suharto) but for women's names and short words."""
    if kind != "a":
        return kind
    stem = sound[:-1]
    return "a" if len(stem) <= 3 or stem.endswith(FEMALE_A) else "o"


def guards_disagree(a: tuple[Guard, ...], b: tuple[Guard, ...]) -> bool:
    """Whether a stem stands in both, but with different classes only."""
    stems = {stem for stem, _ in a} & {stem for stem, _ in b}
    agreed = {stem for stem, _ in set(a) & set(b)}
    return bool(stems - agreed)
