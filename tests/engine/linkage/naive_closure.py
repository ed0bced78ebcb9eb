"""The slow twin of ``engine.linkage.closure``: every question goes through the whole log again."""

from collections.abc import Iterable, Sequence

from kentongan.engine.linkage.closure import Said


def holds(said: Said, log: Sequence[Said]) -> bool:
    """No row that holds undoes it."""
    return not any(other.undoes == said.number and holds(other, log) for other in log)


def holding(log: Sequence[Said], verdict: str) -> list[Said]:
    return [said for said in log if said.verdict == verdict and holds(said, log)]


def group(one: int, log: Sequence[Said]) -> frozenset[int]:
    """Walk along "same" until nobody new is met."""
    met, ties = {one}, [(said.first, said.second) for said in holding(log, "same")]
    while True:
        more = {b for a, b in [*ties, *((b, a) for a, b in ties)] if a in met} - met
        if not more:
            return frozenset(met)
        met |= more


def apart(one: int, other: int, log: Sequence[Said]) -> bool:
    mine, theirs = group(one, log), group(other, log)
    return any(
        (said.first in mine and said.second in theirs)
        or (said.first in theirs and said.second in mine)
        for said in holding(log, "different")
    )


def partition(members: Iterable[int], log: Sequence[Said]) -> frozenset[frozenset[int]]:
    return frozenset(group(one, log) for one in members)
