"""Make the model file anew: ``python -m acceptance.identities.training VERSION [RECORDS]``.

The register that trains is made from another seed than those that measure.
"""

import argparse
from pathlib import Path

import duckdb
from splink import DuckDBAPI

from acceptance.identities.worlds import world_of
from kentongan import reference
from kentongan.engine.linkage.batch.linking import duckdb_engine
from kentongan.engine.linkage.batch.tables import rarity_in, table_of_told, told_by
from kentongan.engine.linkage.batch.training import Plan, train
from kentongan.engine.linkage.weights import read_model, write_model

FILE = Path(str(reference.__file__)).with_name("linkage") / "model.json"
PEOPLE = 1_000_000  # the register for whose size the prior of the file is told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m acceptance.identities.training")
    parser.add_argument("version")
    parser.add_argument("records", nargs="?", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--random-pairs", type=float, default=Plan().random_pairs)
    said = parser.parse_args()
    world = world_of(said.records, said.seed)
    prior = len(world.true_pairs()) / (said.records * (said.records - 1) / 2)
    told = told_by(world.records)
    connection = duckdb.connect()
    model = train(
        duckdb_engine(DuckDBAPI(connection)),
        table_of_told(told, rarity_in(told)),
        prior,
        Plan(random_pairs=said.random_pairs),
        version=said.version,
        trained_on=f"invented register of {said.records:,} records, seed {said.seed}",
    )
    text = write_model(model.for_people(PEOPLE))
    read_model(text)  # a file that cannot be read is not written
    FILE.write_text(text, encoding="utf-8")
    print(f"{FILE.name} {said.version}: prior weight {model.for_people(PEOPLE).prior_weight:.1f}")


if __name__ == "__main__":
    main()
