"""The catalogue of warning indicators: signs that can be checked before somebody departs.

The signs stand in the numbered YAML files beside this module, one file a stage, and are edited
without code. A sign is about an offer, a payment, a paper or a place; never a trait of a person.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import fuzz, process


class IndicatorClass(StrEnum):
    """What a sign speaks of; the five are kept apart."""

    TRAFFICKING = "trafficking"
    SMUGGLING = "smuggling"
    NON_PROCEDURAL = "non_procedural"
    FRAUD_OVERCHARGING = "fraud_overcharging"
    PAPERWORK = "paperwork"


class Dimension(StrEnum):
    """The dimensions of the ILO/EC operational indicators (2009); NONE for the other classes."""

    DECEPTIVE_RECRUITMENT = "deceptive_recruitment"
    COERCIVE_RECRUITMENT = "coercive_recruitment"
    ABUSE_OF_VULNERABILITY = "abuse_of_vulnerability"
    EXPLOITATION = "exploitation"
    COERCION_AT_DESTINATION = "coercion_at_destination"
    NONE = "none"


class Strength(StrEnum):
    """How much one sign alone says (ILO/EC 2009)."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class Malformed(ValueError):
    """An indicator file cannot be used; the message names the file, the sign and the fault."""


class Indicator(BaseModel):
    """One sign: what it is called, asked, written, how strong it is, and what to check next.

    common: place among the chips that stand in the open on the form, None for the others.
    aliases: how line lists write it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str = Field(pattern=r"^[a-z][a-z0-9_]{2,39}$")
    stage: str
    label: str = Field(min_length=3, max_length=60)
    question: str = Field(pattern=r"^.{10,160}\?$")
    wording: str = Field(pattern=r"^.{10,160}\.$")
    class_: IndicatorClass = Field(alias="class")
    dimension: Dimension
    strength: Strength
    source: str = Field(min_length=5)
    check_next: tuple[str, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = Field(min_length=1)
    common: int | None = None


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator by id, the commonest first; raises Malformed."""
    texts = {
        entry.name: entry.read_text("utf-8")
        for entry in sorted(files("kentongan.indicators").iterdir(), key=lambda entry: entry.name)
        if re.fullmatch(r"\d_\w+\.yaml", entry.name)
    }
    return read_catalogue(texts)


def read_catalogue(texts: dict[str, str]) -> dict[str, Indicator]:
    """The indicators of files (name → YAML text); raises Malformed with every fault found."""
    found: dict[str, Indicator] = {}
    faults: list[str] = []
    for name, text in texts.items():
        for number, raw in enumerate(entries(name, text), start=1):
            try:
                sign = Indicator.model_validate({"stage": stage_of(name)} | raw)
            except ValidationError as error:
                faults += faults_of(error, f"{name}, {raw.get('id', f'entry {number}')}")
                continue
            if sign.id in found:
                faults.append(f"{name}, {sign.id}: the id stands twice")
            found[sign.id] = sign
    faults += ambiguous_phrases(found.values())
    if faults:
        raise Malformed("\n".join(faults))
    unranked = len(found) + 1
    return dict(sorted(found.items(), key=lambda item: item[1].common or unranked))


def stage_of(file_name: str) -> str:
    """``2_recruitment.yaml`` → ``recruitment``."""
    return file_name.partition("_")[2].removesuffix(".yaml")


def entries(name: str, text: str) -> list[dict[str, Any]]:
    """The raw entries of one file; raises Malformed when it is no list of mappings."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Malformed(f"{name}: {error}") from None
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise Malformed(f"{name}: the file must be a list of indicators")
    return raw


def faults_of(error: ValidationError, where: str) -> list[str]:
    """One line a fault: where, which field, what is wrong."""
    return [
        f"{where}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
    ]


def ambiguous_phrases(signs: Iterable[Indicator]) -> list[str]:
    """Phrases by which two signs, or a sign and an empty cell, are called.

    A line list could not say which it meant.
    """
    owner: dict[str, str] = {}
    faults = []
    for sign in signs:
        for phrase in phrases_of(sign):
            if not phrase:
                faults.append(f"{sign.id}: a name without letters would name every empty cell")
            if owner.setdefault(phrase, sign.id) != sign.id:
                faults.append(f"“{phrase}” names {owner[phrase]} and {sign.id}")
    return faults


# --- line lists -------------------------------------------------------------------------------

SEPARATORS = re.compile(r"[,;/\n|•+&]|\s-\s|\bdan\b|\bserta\b|\bjuga\b")
# A sentence that denies a sign is no sign; an alias that itself contains the word may match it.
NEGATIONS = frozenset(
    {"tidak", "tdk", "tak", "bukan", "belum", "blm", "tanpa", "tnp", "gak", "nggak"}
)
SHORT_FORMS = {"tdk": "tidak", "tak": "tidak", "gak": "tidak", "nggak": "tidak", "blm": "belum"} | {
    "tnp": "tanpa", "pasport": "paspor", "passport": "paspor", "pspor": "paspor", "hutang": "utang",
    "dok": "dokumen", "dokumen2": "dokumen", "byr": "bayar", "kwitansi": "kuitansi",
    "umroh": "umrah", "handphone": "hp",
}  # fmt: skip
# Lower and "gaji tinggi" becomes "biaya tinggi"; two slips in 16 letters still pass.
CLOSE_ENOUGH = 88
SHORTEST_GUESS = 6  # letters; shorter words are only taken as they stand
LONGEST_PART = 14  # words; more is a story, and its words are not a list of signs


def plain(text: str) -> str:
    """Lower-case words with single spaces, common short forms written out."""
    unified = unicodedata.normalize("NFKC", text).lower()
    words = re.sub(r"[^0-9a-z]+", " ", unified).split()
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


def phrases_of(sign: Indicator) -> Iterator[str]:
    """All phrases by which a sign may be called, in plain form."""
    yield from dict.fromkeys(map(plain, (sign.id, sign.label, *sign.aliases)))


@cache
def phrase_book() -> dict[str, str]:
    """Phrase → indicator id."""
    return {phrase: sign.id for sign in catalogue().values() for phrase in phrases_of(sign)}


@lru_cache(maxsize=4096)
def matched(text: str) -> tuple[str, ...]:
    """``match_label`` with an answer that nobody can change."""
    if whole := phrase_book().get(plain(text)):
        return (whole,)
    parts = (plain(part) for part in SEPARATORS.split(text.lower()))
    return tuple(dict.fromkeys(found for part in parts for found in signs_in(part)))


def match_label(text: str) -> list[str]:
    """The indicator ids that a cell of a line list names ("paspor ditahan, biaya tinggi").

    A part is taken as a whole phrase, else every phrase of two words or more whose words stand in
    it in order, else the one phrase that is nearly the same letter by letter. A part that denies a
    sign names none.
    """
    return list(matched(text))


def signs_in(part: str) -> list[str]:
    """The signs that one part of a cell names."""
    book = phrase_book()
    if part in book:
        return [book[part]]
    words = part.split()
    if not words or len(words) > LONGEST_PART:
        return []
    spoken = [
        phrase
        for phrase in book
        if " " in phrase and same_denial(words, phrase) and in_order(phrase.split(), words)
    ]
    return list(dict.fromkeys(book[phrase] for phrase in spoken)) or nearly(part)


def in_order(wanted: list[str], words: list[str]) -> bool:
    """Whether the wanted words stand among ``words`` in their order."""
    rest = iter(words)
    return all(word in rest for word in wanted)


def same_denial(words: Iterable[str], phrase: str) -> bool:
    """Whether both deny with the same words, or neither denies."""
    return NEGATIONS.intersection(words) == NEGATIONS.intersection(phrase.split())


def nearly(part: str) -> list[str]:
    """The sign of the one phrase that differs by a slip of the pen; none when two signs vie."""
    if len(part) < SHORTEST_GUESS:
        return []
    book = phrase_book()
    close = process.extract(part, list(book), scorer=fuzz.token_sort_ratio, limit=3)
    good = [
        (score, book[phrase])
        for phrase, score, _place in close
        if score >= CLOSE_ENOUGH and same_denial(part.split(), phrase)
    ]
    best = {sign for score, sign in good if score == max(score for score, _sign in good)}
    return list(best) if len(best) == 1 else []
