"""The ways in which one name is written twice, or two names look alike: one function for each.

A function takes a random generator and gives a pair of names; the label belongs to the function
(``name_pairs``). The tables here write names; those of ``linkage.names`` read them.
"""

import re
from collections.abc import Callable

import numpy as np

from kentongan.engine.synthetic import name_stock as stock
from kentongan.engine.synthetic.spelling import choice

type Written = tuple[str, str]
type Maker = Callable[[np.random.Generator], Written]


EVERY_WORD = tuple(dict.fromkeys((
    *stock.MEN,
    *stock.WOMEN,
    *(root + end for root in stock.ROOTS for end in stock.MEN_ENDINGS + stock.WOMEN_ENDINGS),
)))  # fmt: skip


def javanese(rng: np.random.Generator) -> str:
    """A word from a root and an ending."""
    return choice(rng, stock.ROOTS) + choice(rng, stock.MEN_ENDINGS + stock.WOMEN_ENDINGS)


def word(rng: np.random.Generator) -> str:
    """Any word: half are formed, half are listed."""
    listed = choice(rng, stock.MEN + stock.WOMEN)
    return javanese(rng) if rng.random() < 0.5 else listed


def person(rng: np.random.Generator, most: int = 3) -> str:
    """A name of one to ``most`` different words of one sex."""
    words = stock.MEN if rng.random() < 0.5 else stock.WOMEN
    drawn = [javanese(rng), *(choice(rng, words) for _ in range(int(rng.integers(most))))]
    return " ".join(dict.fromkeys(drawn[::-1]))


def two_words(rng: np.random.Generator) -> list[str]:
    """Two different words of one sex."""
    words = stock.MEN if rng.random() < 0.5 else stock.WOMEN
    first, second = rng.choice(len(words), 2, replace=False)
    return [words[first], words[second]]


def replaced(*rules: tuple[str, str]) -> Maker:
    """A name with a word that the rules change, and the changed name.

    Raises ValueError when no word of the stock is changed.
    """
    changed = {name: rewritten(name, rules) for name in EVERY_WORD}
    fitting = tuple(name for name, other in changed.items() if other.lower() != name.lower())
    if not fitting:
        raise ValueError(f"no word is changed by {rules}")

    def make(rng: np.random.Generator) -> Written:
        name = choice(rng, fitting)
        rest = "" if rng.random() < 0.4 else f" {choice(rng, EVERY_WORD)}"
        return name + rest, rewritten(name + rest, rules)

    return make


def rewritten(name: str, rules: tuple[tuple[str, str], ...]) -> str:
    """The name after every rule in turn."""
    for pattern, by in rules:
        name = re.sub(pattern, by, name)
    return name


def one_of(*makers: Maker) -> Maker:
    """Any of several, by chance."""
    return lambda rng: choice(rng, makers)(rng)


def one_rule(*rules: tuple[str, str]) -> Maker:
    """One of the rules, by chance."""
    return one_of(*map(replaced, rules))


def before(*titles: str) -> Maker:
    """A title in front."""

    def make(rng: np.random.Generator) -> Written:
        name = person(rng)
        return name, f"{choice(rng, titles)} {name}"

    return make


def behind(*degrees: str) -> Maker:
    """A degree behind a comma."""

    def make(rng: np.random.Generator) -> Written:
        name = person(rng)
        return name, f"{name}, {choice(rng, degrees)}"

    return make


def first_words(*pairs: Written) -> Maker:
    """Two writings of a first word before the same name."""

    def make(rng: np.random.Generator) -> Written:
        one, other = choice(rng, pairs)
        rest = choice(rng, stock.AFTER_ABDUL if one.startswith("Abd") else stock.MEN + stock.WOMEN)
        return f"{one} {rest}", f"{other} {rest}"

    return make


def assimilated(rng: np.random.Generator) -> Written:
    """Abdul Rohman written in one word."""
    served = choice(rng, ("Rahman", "Rohman", "Rohim", "Salam", "Rosyid", "Syakur", "Shomad"))
    return f"Abdul {served}", f"Abdu{served[0].lower()}{served.lower()}"


def joined(rng: np.random.Generator) -> Written:
    """Two words in one."""
    pairs = (
        *(("Sri", w) for w in ("Wahyuni", "Handayani", "Rejeki", "Mulyani", "Hartini", "Utami")),
        *(("Nur", w) for w in ("Hidayati", "Hayati", "Aini", "Jannah", "Cahyo", "Azizah", "Laila")),
        *(("Dwi", w) for w in ("Yanto", "Yanti", "Cahyono", "Lestari")),
        *(("Tri", w) for w in ("Yono", "Wahyuni", "Yanto", "Atmojo")),
        *(("Budi", w) for w in ("Hartono", "Santoso", "Yanto")),
        *(("Yuli", w) for w in ("Anti", "Astuti", "Anto")),
        *(("Setyo", w) for w in ("Wati", "Rini", "Budi")),
        *(("Kusuma", w) for w in ("Wati", "Wardani", "Dewi")),
    )
    one, two = choice(rng, pairs)
    return f"{one} {two}", one + two.lower()


def typed(rng: np.random.Generator) -> Written:
    """Capitals, an apostrophe, a stroke or a zero where an o stands."""
    name = person(rng)
    styles = (
        name.upper(), name.lower(), name.upper().replace("O", "0", 1), name.replace(" ", "  "),
        re.sub(r"(?<=[aiu])(?=[aiu])", "'", name), name + ".",
    )  # fmt: skip
    return name, choice(rng, tuple(style for style in styles if style != name))


def doubled(rng: np.random.Generator) -> Written:
    """A doubled letter in the middle."""
    name = person(rng)
    places = [m.end() for m in re.finditer(r"(?<=[aiueo])[dfklmnrst](?=[aiueo])", name)]
    if not places:
        return doubled(rng)
    at = choice(rng, tuple(places))
    return name, name[:at] + name[at - 1] + name[at:]


def child_of(rng: np.random.Generator) -> Written:
    """Two writings of the marker before the same father."""
    father, name = choice(rng, stock.MEN), choice(rng, stock.WOMEN)
    one, other = rng.choice(["binti", "bt", "bt.", "bte", "Binti"], 2, replace=False)
    return f"{name} {one} {father}", f"{name} {other} {father}"


def also_called(rng: np.random.Generator) -> Written:
    """A nickname told besides."""
    name = person(rng)
    marker = choice(rng, ("alias", "als", "al.", "alias", "a.k.a."))
    return name, f"{name} {marker} {choice(rng, ('Gendut', 'Acong', 'Bendot', 'Kliwon', 'Pele'))}"


def balinese(rng: np.random.Generator) -> Written:
    """The rank of birth shortened, or without its article."""
    name = choice(rng, stock.BALI)
    one, other = choice(
        rng,
        (("I Wayan", "Wayan"), ("I Ketut", "Kt."), ("Ni Nyoman", "Nyoman"), ("I Wayan", "I Wy."),
         ("Ni Made", "Made"), ("I Gusti", "I Gst."), ("Ni Kadek", "Ni Kd.")),
    )  # fmt: skip
    return f"{one} {name}", f"{other} {name}"


def of_clan(rng: np.random.Generator) -> Written:
    """The clan marker of a woman shortened."""
    first, clan = choice(rng, stock.BATAK), choice(rng, stock.CLANS)
    return f"{first} boru {clan}", f"{first} {choice(rng, ('br.', 'br', 'Br'))} {clan}"


def a_and_o(rng: np.random.Generator) -> Written:
    """Every a of a Javanese word heard as o."""
    name = choice(rng, stock.A_AND_O)
    vowels = (
        re.sub(r"a$", "o", name) if rng.random() < 0.7 else re.sub(r"a(?=\w?\w?a?$)", "o", name)
    )
    rest = choice(rng, ("", f" {choice(rng, stock.MEN)}"))
    return name + rest, vowels + rest


def slip(rng: np.random.Generator) -> Written:
    """A letter lost or two turned round inside a long word."""
    words = tuple(w for w in stock.MEN + stock.WOMEN if len(w) >= 8)
    name = choice(rng, words)
    at = int(rng.integers(2, len(name) - 2))
    if rng.random() < 0.5 or name[at] == name[at + 1]:
        return (name, name[:at] + name[at + 1 :]) if name[at] not in "hy" else slip(rng)
    return name, name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def turned_round(rng: np.random.Generator) -> Written:
    """Two words in the other order."""
    one, two = two_words(rng)
    return f"{one} {two}", f"{two} {one}"


def last_left_out(rng: np.random.Generator) -> Written:
    """Two rare words, and one more."""
    one, two = rng.choice(stock.RARE, 2, replace=False)
    return f"{one} {two} {choice(rng, stock.MEN + stock.WOMEN)}", f"{one} {two}"


def saint(rng: np.random.Generator) -> Written:
    """A saint's name with J and with Y."""
    one, other = choice(rng, stock.SAINTS)
    rest = choice(rng, stock.TIMOR)
    return f"{one} {rest}", f"{other} {rest}"


def initial(rng: np.random.Generator) -> Written:
    """One of two words as its first letter."""
    one, two = two_words(rng)
    return (
        (f"{one} {two}", f"{one} {two[0]}.")
        if rng.random() < 0.5
        else (f"{one} {two}", f"{one[0]}. {two}")
    )


def middle_left_out(rng: np.random.Generator) -> Written:
    """A middle word left out of a common name."""
    one, two = two_words(rng)
    words = stock.MEN if one in stock.MEN else stock.WOMEN
    middle = choice(rng, tuple(word for word in words if word not in (one, two)))
    return f"{one} {middle} {two}", f"{one} {two}"


def with_father(rng: np.random.Generator) -> Written:
    """One word in the register, the father's name behind it in the passport."""
    name = javanese(rng)
    father = choice(rng, ("Kasan", "Wongso", "Karto", "Sastro", "Marto"))
    return name, f"{name} {father} {choice(rng, ('Rejo', 'Dikromo', 'Wiryo'))}"


def short_form(rng: np.random.Generator) -> Written:
    """The end of a long word, as people call somebody."""
    forms = (
        ("Suhartini", "Tini"), ("Sulastri", "Lastri"), ("Supriyanto", "Yanto"), ("Tukiyem", "Yem"),
        ("Sumarni", "Marni"), ("Sumarno", "Marno"), ("Suparman", "Parman"), ("Sutrisno", "Trisno"),
        ("Nurhayati", "Yati"), ("Hartono", "Tono"), ("Wulandari", "Wulan"), ("Kurniawan", "Wawan"),
        ("Sukarman", "Karman"), ("Kusumawati", "Wati"), ("Suwarni", "Warni"), ("Sudarmi", "Darmi"),
    )  # fmt: skip
    one, other = choice(rng, forms[:11] + forms[12:])
    return one, f"{choice(rng, ('', 'Pak ', 'Bu ', 'Mbak '))}{other}"


def father_unclear(rng: np.random.Generator) -> Written:
    """The same name, the father's differs by a vowel or is cut off."""
    name, father = (
        choice(rng, stock.WOMEN),
        choice(rng, ("Paiman", "Wagiman", "Ngadiman", "Sukiman")),
    )
    other = father[:-3] + "min" if rng.random() < 0.5 else father[:-1]
    return f"{name} binti {father}", f"{name} binti {other}"


def maybe_muhammad(rng: np.random.Generator) -> Written:
    """M. may be Muhammad or Made."""
    name = choice(rng, stock.MEN)
    return f"M. {name}", f"{choice(rng, ('Muhammad', 'Mohamad', 'Moh.'))} {name}"


def couple(rng: np.random.Generator) -> Written:
    """A man's and a woman's word of one stem, before or behind the same word."""
    one, other = choice(rng, stock.COUPLES)
    rest = choice(rng, ("", "", "Sri ", "Dwi "))
    return rest + one, rest + other


def brothers(rng: np.random.Generator) -> Written:
    """Two words of one stem that are two names."""
    one, other = choice(rng, stock.BROTHERS)
    rest = choice(rng, ("", "", f"{choice(rng, ('Agus', 'Sri', 'Budi', 'Endang'))} "))
    return rest + one, rest + other


def other_number(rng: np.random.Generator) -> Written:
    """Another place in the order of birth."""
    one, other = rng.choice(["Eko", "Dwi", "Tri", "Catur"], 2, replace=False)
    rest = choice(rng, stock.MEN + stock.WOMEN)
    return f"{one} {rest}", f"{other} {rest}"


def other_second(rng: np.random.Generator) -> Written:
    """Only the common first word is the same."""
    words = stock.MEN if rng.random() < 0.5 else stock.WOMEN
    first, one, other = rng.choice(len(words), 3, replace=False)
    return f"{words[first]} {words[one]}", f"{words[first]} {words[other]}"


def other_servant(rng: np.random.Generator) -> Written:
    """Abdul with another of the ninety-nine names."""
    one, other = rng.choice(stock.AFTER_ABDUL, 2, replace=False)
    return f"Abdul {one}", f"{choice(rng, ('Abdul', 'Abd.'))} {other}"


def other_father(rng: np.random.Generator) -> Written:
    """The same name with another father."""
    one, other = rng.choice(
        ["Umar", "Kasan", "Slamet", "Ibrahim", "Sukarno", "Yusuf"], 2, replace=False
    )
    name = choice(rng, stock.WOMEN)
    return f"{name} binti {one}", f"{name} binti {other}"


def other_rank(rng: np.random.Generator) -> Written:
    """A Balinese name with another rank of birth."""
    one, other = rng.choice(["Wayan", "Made", "Nyoman", "Ketut"], 2, replace=False)
    name = choice(rng, stock.BALI)
    return f"Ni {one} {name}", f"Ni {other} {name}"


def other_clan(rng: np.random.Generator) -> Written:
    """The same first word, another clan."""
    one, other = rng.choice(stock.CLANS, 2, replace=False)
    first = choice(rng, stock.BATAK)
    return f"{first} {one}", f"{first} {other}"


def other_title(rng: np.random.Generator) -> Written:
    """Two different words with titles that look alike."""
    one, other = two_words(rng)
    title = choice(rng, ("H.", "Pak", "Bu", "Moh.", "Siti", "R."))
    return f"{title} {one}", f"{title} {other}"
