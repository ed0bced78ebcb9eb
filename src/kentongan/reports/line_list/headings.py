"""Which row holds the headings, and which column holds what."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rapidfuzz.distance import DamerauLevenshtein

Row = Sequence[Any]  # cells as read: text, number or {"date": …}
NUMBERED_ROW_LEAST = 3
LONGEST_HEADING = 40
DATA = re.compile(r"\d{3}|\d\s*[/.:-]\s*\d")
SIGNS = re.compile(r"[^\w#]+|_")


@dataclass(frozen=True)
class Field:
    """One thing a column may hold; ``words`` are its known headings, cleaned."""

    name: str
    label: str
    many: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """Where the headings stand: rows ``first`` to ``last`` (Excel numbers), one text a column."""

    first: int
    last: int
    texts: tuple[str, ...]
    columns: dict[str, list[int]]

    @property
    def strength(self) -> int:
        """How many different fields were recognised."""
        return len(self.columns)


# Lists repeat their villages, agencies and reporters thousands of times.
@lru_cache(maxsize=4096)
def cleaned(text: object) -> str:
    """A heading in lower case without signs: ``Desa/Kel. (asal)`` → ``desa kel asal``."""
    if not isinstance(text, str):
        return ""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(SIGNS.sub(" ", plain).split())


@cache
def fields() -> dict[str, Field]:
    """The table of known headings; raises ValueError for a word that stands in two fields."""
    text = files("kentongan.reference").joinpath("line_list_headings.yaml").read_text("utf-8")
    found = {name: field_of(name, raw) for name, raw in yaml.safe_load(text).items()}
    words = [word for field in found.values() for word in field.words]
    if len(words) != len(set(words)):
        raise ValueError(f"headings twice: {sorted({w for w in words if words.count(w) > 1})}")
    return found


def field_of(name: str, raw: dict[str, Any]) -> Field:
    """One entry of the table; raises KeyError when a part is missing."""
    words = tuple(dict.fromkeys(cleaned(str(word)) for word in raw["words"]))
    return Field(name, raw["label"], bool(raw.get("many")), words)


@cache
def word_table() -> dict[str, str]:
    """Heading word → field name."""
    return {word: field.name for field in fields().values() for word in field.words}


# The longest headings are phrases; a table of 300 words and 60 columns is looked at once a file.
@cache
def field_for(heading: str) -> tuple[str, int] | None:
    """The field of a cleaned heading and how well it fits (3 same, 2 contains, 1 misspelt)."""
    table = word_table()
    if not heading or len(heading) > 80:
        return None
    if heading in table:
        return table[heading], 3
    held = [word for word in table if f" {word} " in f" {heading} " and len(word) > 1]
    if held:
        return table[max(held, key=len)], 2
    return misspelt(heading)


def misspelt(heading: str) -> tuple[str, int] | None:
    """The field whose word is one slip away; short words are too close to each other for that."""
    if len(heading) < 6:
        return None
    near = [
        word
        for word in word_table()
        if len(word) >= 6 and DamerauLevenshtein.distance(heading, word, score_cutoff=1) <= 1
    ]
    return (word_table()[near[0]], 1) if near else None


def guessed_columns(texts: Sequence[str]) -> dict[str, list[int]]:
    """Field → columns (from 0); a field of one column takes the best fitting, then the first."""
    fits: dict[str, list[tuple[int, int]]] = {}
    for column, text in enumerate(texts):
        if found := field_for(cleaned(text)):
            fits.setdefault(found[0], []).append((-found[1], column))
    columns = {}
    for name, ranked in fits.items():
        best = sorted(ranked)
        kept = best if fields()[name].many else best[:1]
        columns[name] = sorted(column for _, column in kept)
    return with_a_narrative(columns)


def with_a_narrative(columns: dict[str, list[int]]) -> dict[str, list[int]]:
    """Where nothing else tells the story, the remarks do."""
    if "narrative" not in columns and "remarks" in columns:
        columns["narrative"] = columns.pop("remarks")
    return columns


def written(row: Row) -> list[str]:
    """The texts of a row on one line each; numbers and dates are no headings."""
    return [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row]


def combined(top: Row, below: Row) -> list[str]:
    """Two-line headings as one: the upper words stand over every column until the next ones."""
    upper, lower = written(top), written(below)
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    texts, over = [], ""
    for above, under in zip(upper, lower, strict=True):
        over = above or (over if under else "")
        texts.append(joined(over, under))
    return texts


def joined(over: str, under: str) -> str:
    """The lower words alone where they are known, else both: ``HP`` over ``Perekrut``."""
    if not under or not over or over == under:
        return under or over
    alone, both = field_for(cleaned(under)), field_for(cleaned(f"{under} {over}"))
    if alone and alone[1] == 3:
        return under
    return f"{over} {under}" if both else under


def is_numbering(row: Row) -> bool:
    """The row "(1) (2) (3)" that official tables have under their headings."""
    values = [cell for cell in row if cell != ""]
    if len(values) < NUMBERED_ROW_LEAST or len(str(values[-1])) > 6:
        return False
    digits = [re.sub(r"[()\s.]", "", str(cell)) for cell in values]
    return digits == [str(place) for place in range(1, len(values) + 1)]


def looks_like_data(row: Row) -> bool:
    """Whether a row holds numbers or dates or long texts, as headings do not."""
    return any(
        not isinstance(cell, str) or len(cell) > LONGEST_HEADING or DATA.search(cell)
        for cell in row
    )


def heading_of(rows: Sequence[tuple[int, Row]]) -> Heading | None:
    """The best heading among the first rows of a sheet; None below two recognised fields.

    One line is preferred to two that say no more, an earlier one to a later one.
    """
    best: Heading | None = None
    for place, (number, row) in enumerate(rows):
        candidates = [Heading(number, number, tuple(written(row)), {})]
        if place + 1 < len(rows) and may_be_second_line(rows[place], rows[place + 1]):
            below, second = rows[place + 1]
            candidates.append(Heading(number, below, tuple(combined(row, second)), {}))
        for candidate in candidates:
            columns = guessed_columns(candidate.texts)
            found = Heading(candidate.first, candidate.last, candidate.texts, columns)
            if found.strength >= 2 and (best is None or found.strength > best.strength):
                best = found
    return best


def may_be_second_line(top: tuple[int, Row], below: tuple[int, Row]) -> bool:
    """Whether the next row can be the lower half of a heading."""
    first = [text for text in written(top[1]) if text]
    return len(first) >= 2 and below[0] == top[0] + 1 and not looks_like_data(below[1])
