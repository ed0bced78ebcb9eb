"""A register linked as at night: pairs found, blocking, kin, calibration, seconds and memory.

``KENTONGAN_RECORDS`` changes the size; preparing and linking run in processes of their own, so that
seconds and the peak of memory are theirs. Told are the seconds of both, from columns as told.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from splink import DuckDBAPI

from acceptance.identities.worlds import shipped_model, world_of
from acceptance.result import Part
from kentongan.engine.linkage.batch.linking import Links, duckdb_engine, link
from kentongan.engine.linkage.batch.tables import rarity_in, table_of_told, told_by
from kentongan.engine.linkage.scoring import MatchLevel
from kentongan.engine.synthetic.identities import IdentityWorld

RECORDS = int(os.environ.get("KENTONGAN_RECORDS", "1000000"))
LEAST_WEIGHT = -12.0  # a chance of 1 in 4,000: what lies below is told with a figure of its own
MOST_SECONDS, MOST_GIGABYTES = 60, 4.0
CORES = PROCESSES = 2
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
TOLD, PREPARED, TRUE, LINKS = "told.parquet", "people.parquet", "true.npy", "links.npz"
BINS = 10


def batch_results() -> Iterator[Part]:
    """F1, blocking, seconds, memory, twins and calibration of one register."""
    world = world_of(RECORDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pq.write_table(told_by(world.records), folder / TOLD)
        true = np.array(sorted(world.true_pairs()), dtype=np.int64)
        np.save(folder / TRUE, true)
        said = [measured(step, folder) for step in STEPS]
        arrays = np.load(folder / LINKS)
        links = Links(compared=said[1]["compared"], **{name: arrays[name] for name in arrays.files})
        yield from speed_parts(*said)
        yield from truth_parts(world, links)


def measured(step: str, folder: Path) -> dict[str, float]:
    """What a step tells that runs in a process of its own."""
    code = f"from acceptance.identities.batch import run; run({step!r}, {str(folder)!r})"
    ran = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True
    )
    said: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return said


def run(step: str, folder: str) -> None:
    """Do a step; print its seconds and its peak of memory."""
    started, cpu = time.perf_counter(), cpu_seconds()
    told = STEPS[step](Path(folder))
    spent = {"seconds": time.perf_counter() - started, "cpu": cpu_seconds() - cpu}
    own, others = (resource.getrusage(who).ru_maxrss / 1e6 for who in WHO)
    memory = {"gigabytes": own + PROCESSES * others}  # the largest child, as often as there are
    print(json.dumps({**spent, **memory, **told()}))


def cpu_seconds() -> float:
    """CPU of this process and of those it has waited for."""
    own, others = (resource.getrusage(who) for who in WHO)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def prepare(folder: Path) -> Callable[[], dict[str, float]]:
    """Columns and keys of a register as told, with the shares of its own words."""
    told = pq.read_table(folder / TOLD)
    rarity = rarity_in(told, PROCESSES)
    pq.write_table(table_of_told(told, rarity, PROCESSES), folder / PREPARED, compression="none")
    return dict


def link_up(folder: Path) -> Callable[[], dict[str, float]]:
    """Pairs of a prepared register, in a file beside it."""
    connection = duckdb.connect()
    connection.execute(f"set memory_limit = '3GB'; set temp_directory = '{folder}'")
    connection.execute("set preserve_insertion_order = false; set threads = 2")
    connection.execute(f"create table people as select * from '{folder / PREPARED}'")
    engine = duckdb_engine(DuckDBAPI(connection))
    links = link(engine, "people", shipped_model(RECORDS), LEAST_WEIGHT)
    arrays: dict[str, Any] = {
        name: getattr(links, name) for name in ("left", "right", "weights", "levels")
    }
    np.savez(folder / LINKS, **arrays)
    return lambda: {"compared": links.compared, "recall": blocking_recall(connection, folder)}


STEPS = {"prepare": prepare, "link": link_up}


def speed_parts(prepared: dict[str, float], linked: dict[str, float]) -> Iterator[Part]:
    """Seconds and memory of preparing, blocking, comparing and scoring."""
    for what, said in (("columns and keys", prepared), ("pairs with Splink on DuckDB", linked)):
        yield what, f"{said['seconds']:.0f} s ({said['cpu']:.0f} CPU s)", "told", True
    seconds, cpu = (prepared[name] + linked[name] for name in ("seconds", "cpu"))
    kept = min(seconds, cpu / CORES) <= MOST_SECONDS
    figure = f"{seconds:.0f} s ({cpu:.0f} CPU s on {CORES} cores)"
    target = f"{MOST_SECONDS} s on two idle cores"
    yield f"batch of {RECORDS:,} records, from what was told to links", figure, target, kept
    memory = max(prepared["gigabytes"], linked["gigabytes"])
    yield "its memory", f"{memory:.1f} GB", f"{MOST_GIGABYTES:.0f} GB", memory <= MOST_GIGABYTES
    pairs = linked["compared"] / RECORDS
    yield "pairs compared", f"{pairs:.1f} a record", "10 a record", pairs <= 10
    met = linked["recall"]
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


def blocking_recall(connection: duckdb.DuckDBPyConnection, folder: Path) -> float:
    """The share of true pairs among those compared."""
    true = np.load(folder / TRUE)
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
