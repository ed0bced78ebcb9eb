"""The matchers side by side: a score for every pair of names, and where each calls them one."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
import splink.comparison_library as comparisons
from rapidfuzz.distance import JaroWinkler

from acceptance.identities.peers import run_peer
from kentongan.engine.linkage.names import STRONG, compare_names, read_name
from kentongan.entities.name_rarity import name_rarity

type NamePairs = Sequence[tuple[str, str]]

SCRIPT = Path(__file__).parent / "peer_names.py"
# The cut-offs that the measurements of linkage research and the libraries name.
CUTS = {"logic-v1": 0.7, "logic-v2": 0.7, "name-based": 0.7}
JARO_WINKLER_CUT, TRIGRAM_CUT = 0.9, 0.65


@dataclass(frozen=True)
class Scored:
    """The scores of one matcher; at or above ``cut`` it calls two names one."""

    name: str
    values: Sequence[float]
    cut: float
    microseconds: float


def product(pairs: NamePairs) -> Scored:
    """The comparison of names of this product."""
    rarity = name_rarity()
    found, spent = timed(pairs, lambda a, b: compare_names(read_name(a), read_name(b), rarity))
    # Within a level the letters order pairs; no likeness of a weaker level reaches a stronger one.
    return Scored("kentongan", [one.likeness for one in found], STRONG / 9, spent)


def jaro_winkler(pairs: NamePairs) -> Scored:
    """Jaro-Winkler on small letters."""
    values, spent = timed(pairs, lambda a, b: JaroWinkler.similarity(a.lower(), b.lower()))
    return Scored("Jaro-Winkler", values, JARO_WINKLER_CUT, spent)


def trigram(pairs: NamePairs) -> Scored:
    """The share of common trigrams, as PostgreSQL's pg_trgm counts them."""
    values, spent = timed(pairs, lambda a, b: share(trigrams(a), trigrams(b)))
    return Scored("trigram", values, TRIGRAM_CUT, spent)


def trigrams(name: str) -> set[str]:
    """Three letters each, two spaces before a word and one behind."""
    padded = (
        f"  {word} " for word in "".join(c if c.isalnum() else " " for c in name.lower()).split()
    )
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}


def share(a: set[str], b: set[str]) -> float:
    """Common ones among all."""
    return len(a & b) / len(a | b) if a | b else 0.0


def splink_default(pairs: NamePairs) -> Scored:
    """The level of Splink's NameComparison, from "else" (0) to "exact" (4), in DuckDB."""
    levels = comparisons.NameComparison("name").get_comparison("duckdb").comparison_levels
    cases = " ".join(
        f"WHEN {level.sql_condition} THEN {len(levels) - 1 - at}"
        for at, level in enumerate(levels)
        if level.sql_condition != "ELSE"
    )
    rows = [(at, a.lower(), b.lower()) for at, (a, b) in enumerate(pairs)]
    start = time.process_time()
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE pairs (number INTEGER, name_l VARCHAR, name_r VARCHAR)")
        connection.executemany("INSERT INTO pairs VALUES (?, ?, ?)", rows)
        query = f"SELECT CASE {cases} ELSE 0 END FROM pairs ORDER BY number"
        found = connection.execute(query).fetchall()
    spent = (time.process_time() - start) * 1e6 / len(pairs)
    return Scored("Splink NameComparison", [float(value) for (value,) in found], 3.0, spent)


def nomenklatura(pairs: NamePairs) -> list[Scored]:
    """nomenklatura's matchers; raises NotInstalled."""
    found = json.loads(run_peer(SCRIPT, json.dumps(list(pairs))))
    return [
        Scored(f"nomenklatura {name}", one["values"], CUTS[name], one["microseconds"])
        for name, one in found.items()
    ]


def timed[T](pairs: NamePairs, compare: Callable[[str, str], T]) -> tuple[list[T], float]:
    """What each pair gives, and the CPU microseconds of one."""
    start = time.process_time()
    values = [compare(a, b) for a, b in pairs]
    return values, (time.process_time() - start) * 1e6 / len(pairs)


def area_under(matches: Sequence[float], others: Sequence[float]) -> float:
    """The chance that a match scores above a non-match; half for a draw."""
    ranked = sorted([(value, 1) for value in matches] + [(value, 0) for value in others])
    places = [
        0,
        *(at for at, (a, b) in enumerate(pairwise(ranked), 1) if a[0] != b[0]),
        len(ranked),
    ]
    won, below = 0.0, 0
    for start, end in pairwise(places):
        here = [label for _, label in ranked[start:end]]
        won += sum(here) * (below + (len(here) - sum(here)) / 2)
        below += len(here) - sum(here)
    return won / len(matches) / len(others)
