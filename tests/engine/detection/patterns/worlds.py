"""Invented rows of facts, with and without a change."""

import numpy as np

from kentongan.engine.detection.patterns import Facts

DESTINATIONS = ("Malaysia", "Taiwan", "Hong Kong", "Arab Saudi", "Singapura", "")
JOBS = ("rumah tangga", "pabrik", "perkebunan", "perawat", "")
VISAS = ("kerja", "kunjungan", "umrah", "")
PREFIXES = ("0812", "0813", "0857", "0821", "")
USUAL = {"job": JOBS, "phone": PREFIXES, "to": DESTINATIONS, "visa": VISAS}
PLANTED = {"job": "admin", "phone": "+855", "to": "Kamboja", "visa": "kunjungan"}

type Table = dict[str, list[str]]


def usual(seed: int, rows: int = 400) -> Table:
    """Words that have nothing to do with each other or with time; some are not told."""
    random = np.random.default_rng(seed)
    return {
        name: [str(word) for word in random.choice(words, rows, p=shares(len(words)))]
        for name, words in USUAL.items()
    }


def shares(words: int) -> np.ndarray:
    weights = 1 / np.arange(1, words + 1)
    return np.asarray(weights / weights.sum())


def lately(rows: int, share: float = 0.1) -> list[bool]:
    """The last rows are the recent ones."""
    return [row >= rows * (1 - share) for row in range(rows)]


def with_rows(table: Table, rows: int, **words: str) -> Table:
    """So many rows more, all with these words; what is not given is not told."""
    return {name: [*told, *[words.get(name, "")] * rows] for name, told in table.items()}


def changed(seed: int, rows: int = 6) -> Facts:
    """A usual year, and so many rows of a combination that nobody told before."""
    table = with_rows(usual(seed), rows, **PLANTED)
    return Facts.of(table, [*lately(400), *[True] * rows])
