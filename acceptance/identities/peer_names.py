"""Run in the peers' environment: pairs of names in, the scores of nomenklatura out (JSON).

Its name cache goes by the id of an entity, so every name gets an id of its own.
"""

import json
import sys
import time
from typing import Any

from followthemoney import (
    EntityProxy,  # type: ignore[import-not-found]
    model,  # type: ignore[import-not-found]
)
from nomenklatura.matching import get_algorithm  # type: ignore[import-not-found]

ALGORITHMS = ("logic-v1", "logic-v2", "name-based")


def person(number: int, name: str) -> Any:
    """An entity of the library with nothing but a name."""
    said = {"id": f"p{number}", "schema": "Person", "properties": {"name": [name]}}
    return EntityProxy.from_dict(said)


def scores(algorithm: str, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """The score of every pair, and the microseconds one took."""
    found = get_algorithm(algorithm)
    config = found.default_config()
    entities = [
        (person(2 * number, one), person(2 * number + 1, other))
        for number, (one, other) in enumerate(pairs)
    ]
    found.compare(*entities[0], config)  # what is loaded at the first call is not counted
    start = time.process_time()
    values = [found.compare(one, other, config).score for one, other in entities]
    spent = (time.process_time() - start) * 1e6 / len(pairs)
    return {"values": values, "microseconds": spent}


if __name__ == "__main__":
    assert model is not None
    PAIRS = [(one, other) for one, other in json.load(sys.stdin)]
    json.dump({name: scores(name, PAIRS) for name in ALGORITHMS}, sys.stdout)
