"""Names of all areas by key, and the search for names that fit a written word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kentongan.regions.resolver.reading import Role, Word
from kentongan.regions.resolver.spelling import consonants, fold, key_of, regency_name
from kentongan.regions.resolver.vocabulary import ALIASES, GLUED, MARKS, Mark

Place = tuple[str, str, str]  # dotted code, name, postal code or ""
LONGEST_NAME = 4  # words; longer names of the country are found by their spelling joined
PARTS_OF_REGENCY = 5  # letters in 35.02

# Quality of a name hit, 0..1: how likely the writer meant it. Folded is "Sawo" for Sawoo.
EXACT, FOLDED, SKELETON = 1.0, 0.95, 0.6
# By edit distance (insert, drop, change, swap) and length of the longer key; 0 is no hit.
SHORT, MIDDLE = 5, 8
QUALITY_OF_TYPO = {
    1: (0.65, 0.8, 0.85),
    2: (0.0, 0.55, 0.68),
    3: (0.0, 0.0, 0.45),
}
MOST_EDITS = 3
SHORTEST_KEY = 3
SAME_CONSONANTS = 0.06  # Javanese vowels drift: Ngadirejo, Ngadirojo
OTHER_FIRST_LETTER = -0.1
# "Bu bakan" may be Bubakan, "Jl ubang" Jlubang: worth a question, no more.
BROKEN = 0.55
FOLDED_SLIP = -0.05  # a doubled letter dropped besides
# A real name one edit away from another real one is as good a reading as a typo of a long word.
TWIN = 0.85


class Hit(NamedTuple):
    """An area whose name fits some words; ``words`` is a bit mask over the reading."""

    code: str
    words: int
    quality: float
    mark: Mark | None
    doubtful: bool


class Span(NamedTuple):
    """Neighbouring words read as one name; ``noise``: none of them is a name by itself.

    ``most`` is the best quality that a name of this spelling can have.
    """

    key: str
    words: int
    mark: Mark | None
    doubtful: bool
    noise: bool = False
    most: float = 1.0


def spans_of(words: Sequence[Word]) -> Iterator[Span]:
    """Every run of one to four words of one segment that may be a name."""
    for start, first in enumerate(words):
        if first.role is not Role.ASIDE:
            yield from spans_from(words, start)
        elif first.longer != first.key:
            yield Span(first.longer, 1 << start, None, True, True, BROKEN)


def spans_from(words: Sequence[Word], start: int) -> Iterator[Span]:
    """The runs that begin with one word; a word of noise is no name by itself."""
    first = words[start]
    readings = readings_of(first)
    bits, name, doubtful = 0, False, False
    for place in range(start, min(start + LONGEST_NAME, len(words))):
        word = words[place]
        if place > start:
            if word.marks or word.segment != first.segment or word.role is Role.ASIDE:
                return
            readings = [
                (key + end, mark)
                for end in dict.fromkeys((word.key, word.longer))
                for key, mark in readings
            ]
        bits |= 1 << place
        name = name or word.role is not Role.NOISE
        doubtful = doubtful or word.role is Role.DOUBTFUL
        if name or place > start:
            for key, mark in readings:
                if len(key) > 1:
                    yield Span(key, bits, mark, doubtful, not name)


def readings_of(word: Word) -> list[tuple[str, Mark | None]]:
    """A word as it stands, written out, and without a level word written against it."""
    mark = word.marks[0] if word.marks else None
    readings = [(word.key, mark)]
    if word.longer != word.key:
        readings.append((word.longer, mark))
    if mark is None and word.role is not Role.NOISE:
        level = next((level for level in GLUED if word.key.startswith(level)), "")
        if level and len(word.key) > len(level) + 1:
            readings.append((word.key[len(level) :], MARKS[level]))
    return readings


def quality_of_typo(written: str, name: str, distance: int) -> float:
    """How likely ``written`` is a slip for ``name``; both folded."""
    length = max(len(written), len(name))
    column = 0 if length <= SHORT else 1 if length <= MIDDLE else 2
    quality = QUALITY_OF_TYPO[distance][column]
    if not quality or min(len(written), len(name)) < SHORTEST_KEY:
        return 0.0
    if written[0] != name[0]:
        quality += OTHER_FIRST_LETTER
    if consonants(written) == consonants(name):
        quality += SAME_CONSONANTS
    return quality


class NameTable:
    """A fixed list of keys that can be searched for near spellings."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = sorted(set(keys))

    def near(self, written: Sequence[str]) -> Iterator[tuple[int, str, float]]:
        """For each written key: its position, a listed key within three edits, the quality."""
        if not written or not self.keys:
            return
        distances = process.cdist(
            written, self.keys, scorer=OSA.distance, score_cutoff=MOST_EDITS, dtype=np.uint8
        )
        rows, columns = np.nonzero((distances > 0) & (distances <= MOST_EDITS))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            name = self.keys[column]
            quality = quality_of_typo(written[row], name, int(distances[row, column]))
            if quality:
                yield row, name, quality


class NameIndex:
    """All names; ``home`` regencies are searched for misspellings always, the rest on demand."""

    def __init__(self, places: Iterable[Place], home: Sequence[str]) -> None:
        self.home = frozenset(home) | {code[:2] for code in home}
        self.names: dict[str, str] = {}
        self.codes: dict[str, list[str]] = {}
        self.unfolded: dict[str, str] = {}  # keys that differ from their fold
        self.by_postal_code: dict[str, list[str]] = defaultdict(list)
        self.postal_code: dict[str, str] = {}
        for code, name, postal_code in places:
            self.names[code] = name
            key = self.key(code)
            folded = fold(key)
            self.codes.setdefault(folded, []).append(code)
            if folded != key:
                self.unfolded[code] = key
            if postal_code:
                self.by_postal_code[postal_code].append(code)
                self.postal_code[code] = postal_code
        self.aliases = {
            key: code for code, keys in ALIASES.items() if code in self.names for key in keys
        }
        self.table_at_home = self.home_table()
        self.skeletons = self.home_skeletons()
        self.twins = self.home_twins()
        self.regencies = NameTable(
            fold(self.key(code)) for code in self.names if len(code) <= PARTS_OF_REGENCY
        )
        self.blocks = self.country_blocks()
        self.tables_of_regencies: dict[str, NameTable] = {}

    def key(self, code: str) -> str:
        name = self.names[code]
        return key_of(regency_name(name) if len(code) == PARTS_OF_REGENCY else name)

    def is_home(self, code: str) -> bool:
        """Inside a home regency, or the province around it."""
        return code[:PARTS_OF_REGENCY] in self.home

    def home_table(self) -> NameTable:
        """Keys of home names as they stand and folded."""
        keys = {self.key(code) for code in self.names if self.is_home(code)}
        return NameTable(keys | {fold(key) for key in keys})

    def home_skeletons(self) -> dict[str, list[str]]:
        skeletons: dict[str, list[str]] = defaultdict(list)
        for key in {fold(key) for key in self.table_at_home.keys}:
            skeletons[consonants(key)].append(key)
        return skeletons

    def home_twins(self) -> dict[str, list[str]]:
        """For each home name the other home names one edit away."""
        keys = sorted({fold(key) for key in self.table_at_home.keys})
        twins: dict[str, list[str]] = defaultdict(list)
        if keys:
            distances = process.cdist(
                keys, keys, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8
            )
            for row, column in zip(*np.nonzero(distances == 1), strict=True):
                twins[keys[row]].append(keys[column])
        return twins

    def country_blocks(self) -> dict[tuple[str, int], list[str]]:
        """Keys by first letter and length, for misspellings outside the home area."""
        blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key in self.codes:
            if key:
                blocks[key[0], len(key)].append(key)
        return blocks

    def exact_hits(self, span: Span) -> list[Hit]:
        """Areas whose name is the span, and home twins one edit away."""
        key, bits, mark, doubtful, _noise, most = span
        folded = fold(key)
        hits = [
            Hit(
                code,
                bits,
                min(most, EXACT if self.unfolded.get(code, folded) == key else FOLDED),
                mark,
                doubtful,
            )
            for code in self.codes.get(folded, ())
        ]
        if alias := self.aliases.get(span.key):
            hits.append(Hit(alias, span.words, EXACT, span.mark, span.doubtful))
        if most >= TWIN:
            for twin in self.twins.get(folded, ()):
                hits += self.hits_named(twin, span, TWIN)
        return hits

    def hits_named(
        self, key: str, span: Span, quality: float, everywhere: bool = False
    ) -> list[Hit]:
        """A hit for each area of that folded key; at home only unless ``everywhere``."""
        return [
            Hit(code, span.words, quality, span.mark, span.doubtful)
            for code in self.codes[key]
            if everywhere or self.is_home(code)
        ]

    def near_hits(self, spans: Sequence[Span]) -> list[Hit]:
        """Home areas whose name is a likely slip of the span, or its consonants alone."""
        hits: list[Hit] = []
        written = [(span, fold(span.key)) for span in spans]
        # A dropped letter can leave a false double ("juug" for Jurug): searched as it stands too.
        searched = written + [(span, span.key) for span, folded in written if folded != span.key]
        for row, key, quality in self.table_at_home.near([key for _, key in searched]):
            span, searched_for = searched[row]
            slip = quality if searched_for == span.key else quality + FOLDED_SLIP
            hits += self.hits_named(fold(key), span, slip)
        for span, folded in written:
            if len(folded) > SHORTEST_KEY and consonants(folded) == folded:
                for key in self.skeletons.get(folded, ()):
                    hits += self.hits_named(key, span, SKELETON)
        return hits

    def far_hits(self, spans: Sequence[Span], regencies: Iterable[str]) -> list[Hit]:
        """Likely slips outside the home area: regency names, then names inside ``regencies``,
        or without any, names of the country that begin with the same letter."""
        written = [fold(span.key) for span in spans]
        tables = [self.regencies, *(self.table_of(code) for code in sorted(set(regencies)))]
        if len(tables) == 1:
            tables.append(self.block_table(written))
        return [
            hit
            for table in tables
            for row, key, quality in table.near(written)
            for hit in self.hits_named(key, spans[row], quality, everywhere=True)
        ]

    def table_of(self, regency: str) -> NameTable:
        """The names inside one regency, kept once built (about 20 kB each)."""
        if regency not in self.tables_of_regencies:
            inside = f"{regency}."
            self.tables_of_regencies[regency] = NameTable(
                fold(self.key(code)) for code in self.names if code.startswith(inside)
            )
        return self.tables_of_regencies[regency]

    def block_table(self, written: Sequence[str]) -> NameTable:
        table = NameTable(())
        table.keys = [
            key
            for block in sorted(
                {(word[0], len(word) + more) for word in written for more in (-1, 0, 1)}
            )
            for key in self.blocks.get(block, ())
        ]
        return table
