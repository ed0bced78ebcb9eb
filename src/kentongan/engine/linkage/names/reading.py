"""A raw writing of a name into its parts: words in four spellings, father, other names, sex."""

import re
from functools import lru_cache
from typing import NamedTuple

from kentongan.engine.linkage.names.person_name import PersonName
from kentongan.engine.linkage.names.sound import coarse, sound_of
from kentongan.engine.linkage.names.spelling import has_old_sign, modern
from kentongan.engine.linkage.names.titles import (
    ABBREVIATIONS,
    ALIAS_MARKERS,
    BALINESE,
    CLAN_MARKERS,
    DAUGHTERS,
    DEGREES,
    FATHER_MARKERS,
    FEMALE_TITLES,
    INITIALLED,
    MALE_TITLES,
    TITLES,
)
from kentongan.engine.linkage.words import legible
from kentongan.engine.linkage.words import plain as plain_words

LONGEST = 200  # Permendagri 73/2022 allows 60 letters; more is a sentence
MOST_WORDS = 12
MOST_OTHERS = 6
# A word of these needs the slow way: it may be no word of the name.
UNUSUAL = frozenset().union(
    TITLES, DEGREES, FATHER_MARKERS, ALIAS_MARKERS, CLAN_MARKERS, ABBREVIATIONS, ("i", "ni")
)
DOTS = re.compile(r"(?<=\.)")
CLEARLY_ONE = re.compile(r"[A-Za-z.,' ]*")  # no stroke, no bracket
BRACKETED = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
APART = re.compile(r"[/;|]|\s[-–]\s")
# Malaysian papers: anak lelaki and anak perempuan, son of and daughter of.
MANS_SON = re.compile(r"\b(?:a/l|s/o)\b", re.IGNORECASE)
MANS_DAUGHTER = re.compile(r"\b(?:a/p|d/o)\b", re.IGNORECASE)
SON_OF = re.compile(r"(?<=[a-z]) b\.? (?=[A-Z])")  # a small b; a large one is an initial
ZERO = re.compile(r"(?<=[^\W\d])0|0(?=[^\W\d])")
# A scanner's figures among letters, and its small l among capitals: SUB4GIO, LESTARl.
SCANNED = str.maketrans({"4": "a", "5": "s", "3": "e", "8": "b"})
MIXED = re.compile(r"^[A-Z]{2}.*[a-z]")  # maybe so
SMALL_L = re.compile(r"(?<=[A-Z])l(?![a-z])|(?<![a-z])l(?=[A-Z])")
ONE_AS_I = re.compile(r"(?<![aiueo])1(?![aiueo\d])", re.IGNORECASE)  # a vowel is missing
JOINED_SERVANT = re.compile(
    r"(abd[ou])(?:(l)(?!lah$|oh$|ah$)|(?P<sun>r|sy|sh|s|n|t|dz|z|j|h|g|m|q|k)(?=(?P=sun)))(\w{3,})"
)
ABDUR = re.compile(
    r"abd[ou](r[ao]\w{3,}|s[ao]l[ae]m|s[oy]\w{4,}|n[ao]s\w+|g[ao]\w{3,}|h[ao]\w{3,})"
)


class Token(NamedTuple):
    """A word as written: its letters, and whether a dot stood in or behind it."""

    word: str
    dotted: bool


class Parts(NamedTuple):
    """The words of a name, those of the father, and the sex that titles tell."""

    words: tuple[str, ...]
    father: tuple[str, ...]
    sex: str


@lru_cache(maxsize=30_000)
def read_name(raw: str) -> PersonName:
    """The name of a person, whatever was written; an unreadable one has no words. Never raises."""
    return of_usual_words(raw) or with_care(raw)


def of_usual_words(raw: str) -> PersonName | None:
    """A name of letters and spaces whose words mean nothing but themselves: nearly every one."""
    if MIXED.match(raw):
        return None
    usual = list(map(usual_word, said_once(raw.lower().split())))
    if None in usual or not 0 < len(usual) <= MOST_WORDS or len(raw) > LONGEST:
        return None
    return PersonName(raw, *zip(*usual))  # type: ignore[misc]  # noqa: B905  # checked per name


@lru_cache(maxsize=100_000)
def usual_word(word: str) -> tuple[str, str, str, str] | None:
    """k0 to k3 of a word that is always a word of a name; None for any other."""
    is_usual = word.isascii() and word.isalpha() and len(word) > 1 and word not in UNUSUAL
    if not is_usual or has_old_sign(word) or servant(word) != [word]:
        return None
    k1 = modern(word)
    sound = sound_of(k1)
    return word, k1, sound, coarse(sound)


def said_once(words: list[str]) -> list[str]:
    """A single name stands twice in passports, since foreign forms want two: Kateno Kateno."""
    return words[:1] if len(words) == 2 and words[0] == words[1] else words


def with_care(raw: str) -> PersonName:
    """A name with signs, titles, markers or an old spelling."""
    first, *others = writings(raw[:LONGEST])
    parts = read_parts(first)
    if not parts.words and others:
        return read_name(others[0])
    read = tuple(dict.fromkeys(one_name(other) for other in others[:MOST_OTHERS]))
    return built(raw, parts, tuple(other for other in read if other.k1))


def writings(raw: str) -> list[str]:
    """The name and after it every other name: after "alias", "al.", a stroke, or in brackets."""
    text = SON_OF.sub(" bin ", SMALL_L.sub("I", legible(raw)))
    if CLEARLY_ONE.fullmatch(text):
        return by_marker(text) or [""]
    text = MANS_DAUGHTER.sub(" binti ", MANS_SON.sub(" bin ", text))
    writings_in = (BRACKETED.sub(" ", text), *BRACKETED.findall(text))
    parts = (part for writing in writings_in for part in APART.split(writing))
    return [piece for part in parts for piece in by_marker(part)] or [""]


def by_marker(text: str) -> list[str]:
    """The text split where a marker of another name stands between two words."""
    pieces: list[list[str]] = [[]]
    for word in text.split():
        if word.lower() in ALIAS_MARKERS:
            pieces.append([])
        else:
            pieces[-1].append(word)
    return [" ".join(piece) for piece in pieces if piece]


@lru_cache(maxsize=30_000)
def one_name(text: str) -> PersonName:
    """A name without other names."""
    return built(text, read_parts(text), ())


def read_parts(text: str) -> Parts:
    """Titles and degrees cut off, shortenings written out, the father set apart."""
    tokens = tokens_of(without_degrees(text))
    words, sex = without_titles(tokens)
    own, father, told = split_father(words)
    whole_own, whole_father = (tuple(said_once(whole_words(some))) for some in (own, father))
    return Parts(whole_own, whole_father, told or sex)


def without_degrees(text: str) -> str:
    """The text before the first comma; "Santoso, Agus" is put in order."""
    head, _, tail = text.partition(",")
    rest = [token for token in tokens_of(f"x {tail}")[1:] if token.word not in DEGREES | TITLES]
    if not head.strip():
        return tail
    is_surname = len(head.split()) == 1 and 0 < len(rest) <= 2 and "," not in tail
    return f"{tail} {head}" if is_surname else head


def tokens_of(text: str) -> list[Token]:
    """The words in small letters; a degree with dots is one word, an initial one by itself."""
    tokens: list[Token] = []
    for written in text.split()[: MOST_WORDS * 2]:
        tokens += tokens_in(written, bool(tokens))
    return tokens


@lru_cache(maxsize=100_000)
def tokens_in(written: str, is_behind: bool) -> tuple[Token, ...]:
    """The words in a piece without spaces; ``is_behind``: another word stands before it."""
    if written.isascii() and written.isalpha():
        return (Token(written.lower(), False),)
    whole = plain_words(written.replace(".", "")).replace(" ", "")
    if "." in written.strip(".") and whole in (DEGREES if is_behind else INITIALLED):
        return (Token(whole, True),)
    pieces = (piece for piece in DOTS.split(written) if piece.strip("."))
    read = ((letters(piece), piece.endswith(".")) for piece in pieces)
    return tuple(Token(word, dotted) for word, dotted in read if word)


def letters(word: str) -> str:
    """The letters alone, small, without accents; figures among them are what they look like."""
    if word.isascii() and word.isalpha():
        return word.lower()
    bare = plain_words(re.sub(r"['`’‘ʼʻ´\-‐.]", "", word)).replace(" ", "")
    if not any(map(str.isalpha, bare)):
        return ""
    text = ONE_AS_I.sub("i", ZERO.sub("o", bare)).replace("1", "l").translate(SCANNED)
    return "".join(letter for letter in text if letter.isalpha())


def without_titles(tokens: list[Token]) -> tuple[list[Token], str]:
    """Cut from both ends what is no name, as long as a name is left; and the sex it tells."""
    sex = ""
    while len(tokens) > 1 and is_degree(tokens[-1]):
        tokens = tokens[:-1]
    while len(tokens) > 1 and is_title(tokens):
        word = tokens[0].word
        sex = sex or ("P" if word in FEMALE_TITLES else "L" if word in MALE_TITLES else "")
        tokens = tokens[1:]
    return without_article(tokens, sex)


def is_degree(token: Token) -> bool:
    """Whether the last word is a degree: known, and dotted or without vowels."""
    return token.word in DEGREES and (token.dotted or not re.search(r"[aiou]", token.word))


def is_title(tokens: list[Token]) -> bool:
    """Whether the first of several words is a title; a lone letter may only be H. or R."""
    written = {tokens[0].word, modern(tokens[0].word)}  # "Njai" is "Nyai"
    return not TITLES.isdisjoint(written) and not (
        tokens[1].word in FATHER_MARKERS and len(tokens[0].word) > 1
    )


def without_article(tokens: list[Token], sex: str) -> tuple[list[Token], str]:
    """Balinese I and Ni before a name are no part of it but tell the sex."""
    articles = {"i": "L", "ni": "P"}
    if len(tokens) < 2 or tokens[0].word not in articles or tokens[0].dotted:
        return tokens, sex
    first = Token("made", False) if tokens[1].word == "md" else tokens[1]
    return [first, *tokens[2:]], sex or articles[tokens[0].word]


def split_father(tokens: list[Token]) -> tuple[list[Token], list[Token], str]:
    """The own words, the father's behind bin or binti, and the sex."""
    for at, token in enumerate(tokens[1:], start=1):
        if token.word in FATHER_MARKERS and at + 1 < len(tokens):
            father = [one for one in tokens[at + 1 :] if one.word not in FATHER_MARKERS]
            while len(father) > 1 and father[0].word in TITLES:
                father = father[1:]
            return tokens[:at], father, "P" if token.word in DAUGHTERS else "L"
    return tokens, [], ""


def whole_words(tokens: list[Token]) -> list[str]:
    """The words with shortenings written out and without clan markers."""
    is_balinese = any(token.word in BALINESE for token in tokens)
    words: list[str] = []
    for at, token in enumerate(tokens[:MOST_WORDS]):
        if token.word in CLAN_MARKERS and 0 < at < len(tokens) - 1:
            continue
        words += whole(token, alone=len(tokens) == 1, is_balinese=is_balinese)
    return words


def whole(token: Token, *, alone: bool, is_balinese: bool) -> list[str]:
    """One word written out: Moh. as muhammad, Abdurrahman as abdul rahman."""
    if token.word == "md" and is_balinese:
        return ["made"]
    if token.word in ABBREVIATIONS and not alone:
        return ABBREVIATIONS[token.word].split()
    if token.word.startswith(("abdu", "abdo")):
        return servant(token.word)
    return [token.word]


@lru_cache(maxsize=20_000)
def servant(word: str) -> list[str]:
    """Abdul and what he serves, also where the article is assimilated: Abdurrohman."""
    if found := JOINED_SERVANT.fullmatch(word):
        return ["abdul", found.group(4)]
    if found := ABDUR.fullmatch(word):
        return ["abdul", found.group(1)]
    return [word]


def built(raw: str, parts: Parts, others: tuple[PersonName, ...]) -> PersonName:
    """The four spellings of the words, and the guards."""
    k1 = spelled(parts.words)
    k2 = tuple(map(sound_of, k1))
    return PersonName(
        raw=raw,
        k0=parts.words,
        k1=k1,
        k2=k2,
        k3=tuple(map(coarse, k2)),
        father=spelled(parts.father),
        others=others,
        sex=parts.sex,
    )


def spelled(words: tuple[str, ...]) -> tuple[str, ...]:
    """k1 of the words; an old sign in one of them makes the others old."""
    among_old = any(map(has_old_sign, words))
    return tuple(modern(word, among_old) for word in words)
