"""A register linked as at night: pairs found, blocking, kin, calibration, seconds and memory.

``KENTONGAN_RECORDS`` changes the size; preparing and linking run in processes of their own, so that
the peak of memory is theirs.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from splink import DuckDBAPI

from acceptance.identities.worlds import rarity_of, shipped_model, world_of
from acceptance.result import Part
from kentongan.engine.linkage.batch.linking import Links, duckdb_engine, link
from kentongan.engine.linkage.batch.tables import table_of
from kentongan.engine.linkage.scoring import MatchLevel
from kentongan.engine.synthetic.identities import IdentityWorld

RECORDS = int(os.environ.get("KENTONGAN_RECORDS", "1000000"))
LEAST_WEIGHT = -12.0  # a chance of 1 in 4,000: what lies below is told with a figure of its own
MOST_SECONDS, MOST_GIGABYTES = 60, 4.0
BINS = 10


def batch_results() -> Iterator[Part]:
    """F1, blocking, seconds, memory, twins and calibration of one register."""
    world = world_of(RECORDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        prepared = time.perf_counter()
        cpu = cpu_seconds()
        table = table_of(world.records, rarity_of(world), processes=2)
        pq.write_table(table, path)
        prepared = time.perf_counter() - prepared
        del table
        np.save(path.with_name("true.npy"), np.array(sorted(world.true_pairs()), dtype=np.int64))
        yield (
            "derived columns and keys, made as records come in",
            f"{prepared:.0f} s ({cpu_seconds() - cpu:.0f} CPU s) for {RECORDS:,}",
            "told",
            True,
        )
        said = json.loads(measured(path))
        arrays = np.load(Path(folder) / "links.npz")
        links = Links(compared=said["compared"], **{name: arrays[name] for name in arrays.files})
        yield from speed_parts(said)
        yield from truth_parts(world, links)


def cpu_seconds() -> float:
    """CPU of this process and of those it has waited for."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def measured(path: Path) -> str:
    """What the linking process tells."""
    command = [sys.executable, "-m", "acceptance.identities.batch", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[
        -1
    ]


def run(path: Path) -> None:
    """Link a prepared register; print seconds and peak memory, write the links beside it."""
    started, cpu = time.perf_counter(), cpu_seconds()
    connection = duckdb.connect()
    connection.execute(f"set memory_limit = '3GB'; set temp_directory = '{path.parent}'")
    connection.execute("set preserve_insertion_order = false; set threads = 2")
    connection.execute(f"create table people as select * from '{path}'")
    engine = duckdb_engine(DuckDBAPI(connection))
    links = link(engine, "people", shipped_model(RECORDS), LEAST_WEIGHT)
    told = {
        "seconds": time.perf_counter() - started,
        "cpu": cpu_seconds() - cpu,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "compared": links.compared,
    }
    told["recall"] = blocking_recall(connection, path)
    arrays: dict[str, Any] = {
        name: getattr(links, name) for name in ("left", "right", "weights", "levels")
    }
    np.savez(path.parent / "links.npz", **arrays)
    print(json.dumps(told))


def speed_parts(said: dict[str, float]) -> Iterator[Part]:
    """Seconds and memory of blocking, comparing and scoring."""
    seconds = f"{said['seconds']:.0f} s ({said['cpu']:.0f} CPU s on 2 cores)"
    kept = min(said["seconds"], said["cpu"] / 2) <= MOST_SECONDS
    yield "batch with Splink on DuckDB", seconds, f"{MOST_SECONDS} s on two idle cores", kept
    memory = said["gigabytes"]
    yield "its memory", f"{memory:.1f} GB", f"{MOST_GIGABYTES:.0f} GB", memory <= MOST_GIGABYTES
    pairs = said["compared"] / RECORDS
    yield "pairs compared", f"{pairs:.1f} a record", "10 a record", pairs <= 10
    met = said["recall"]
    yield "true pairs among them", f"{met:.4f}", "0.97", met >= 0.97


def truth_parts(world: IdentityWorld, links: Links) -> Iterator[Part]:
    """What the links say against what was planted."""
    true = np.array(sorted(world.true_pairs()), dtype=np.int64)
    codes = true[:, 0] * RECORDS + true[:, 1]
    is_true = np.isin(links.left * RECORDS + links.right, codes)
    yield from f1_parts(links, is_true, len(true))
    yield from kin_parts(world, links)
    yield calibration_part(links, is_true)


def f1_parts(links: Links, is_true: NDArray[np.bool_], count: int) -> Iterator[Part]:
    """Pairs at weight 0, and those told to humans."""
    precision, recall = shares(links.weights >= 0, is_true, count)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    figure = f"F1 {f1:.4f} (precision {precision:.4f}, recall {recall:.4f})"
    yield "pairs at weight 0", figure, "F1 0.965", f1 >= 0.965
    told = np.isin(links.levels, [MatchLevel.REVIEW, MatchLevel.VERY_LIKELY])
    precision, recall = shares(told, is_true, count)
    figure = f"precision {precision:.4f}, recall {recall:.4f}"
    kept = precision >= 0.995 and recall >= 0.92
    yield "pairs shown for review or as very likely", figure, "0.995 and 0.92", kept


def shares(said: NDArray[np.bool_], is_true: NDArray[np.bool_], count: int) -> tuple[float, float]:
    """Precision and recall of what is said."""
    hits = int((is_true & said).sum())
    return hits / max(1, int(said.sum())), hits / count


def blocking_recall(connection: duckdb.DuckDBPyConnection, path: Path) -> float:
    """The share of true pairs among those compared."""
    true = np.load(path.with_name("true.npy"))
    codes = true[:, 0] * RECORDS + true[:, 1]
    name = connection.execute(
        "select table_name from duckdb_columns() where column_name = 'join_key_l'"
    ).fetchall()[0][0]
    compared = connection.execute(
        f"select join_key_l * {RECORDS} + join_key_r as code from {name}"
    ).fetchnumpy()["code"]
    return float(np.isin(codes, compared).mean())


def kin_parts(world: IdentityWorld, links: Links) -> Iterator[Part]:
    """How often twins, siblings, father and son are called very likely."""
    kinds = {(min(one.a, one.b), max(one.a, one.b)): one.kind for one in world.kin}
    said = links.levels == MatchLevel.VERY_LIKELY
    a, b = world.person_of[links.left[said]], world.person_of[links.right[said]]
    pairs = zip(np.minimum(a, b).tolist(), np.maximum(a, b).tolist(), strict=True)
    wrong = [kinds[pair] for pair in pairs if pair in kinds]
    for kind in sorted(set(kinds.values())):
        every = pairs_of_kind(world, kind)
        share = wrong.count(kind) / max(1, every)
        figure = f"{wrong.count(kind)} of {every:,} ({share:.3%})"
        yield f"{kind} called very likely", figure, "0.1%", share <= 0.001


def pairs_of_kind(world: IdentityWorld, kind: str) -> int:
    """How many pairs of records stand for two people of that kinship."""
    sizes = np.bincount(world.person_of)
    return int(sum(sizes[one.a] * sizes[one.b] for one in world.kin if one.kind == kind))


def calibration_part(links: Links, is_true: NDArray[np.bool_]) -> Part:
    """Expected calibration error of the shown chance in ten bins, of all pairs shown to anybody."""
    chances = 1 / (1 + np.exp2(-links.weights))
    shown = links.weights >= -4  # less than 6 in 100 is not shown
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    error = sum(
        inside.sum() * abs(chances[inside].mean() - is_true[inside].mean())
        for at in range(BINS)
        if (inside := shown & (bins == at)).any()
    ) / max(1, int(shown.sum()))
    return "calibration error of the chance", f"{error:.4f}", "0.03", error <= 0.03


if __name__ == "__main__":
    run(Path(sys.argv[1]))
