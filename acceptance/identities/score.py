"""Properties of the score, on random and hostile people: more of them than a test can take."""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace

from acceptance.identities.worlds import SEED, rarity_of, shipped_model, world_of
from acceptance.result import Part
from kentongan.engine.linkage.people import Person, Prepared, prepare
from kentongan.engine.linkage.scoring import score

PAIRS = 10_000
FIELDS = ("mother", "birth_date", "sex", "region_code", "national_id")


def score_results() -> Iterator[Part]:
    """Symmetry, sums, monotony and texts of any sign."""
    world = world_of(4000)
    model, rarity = shipped_model(4000), rarity_of(world)
    chance = random.Random(SEED)
    people = [prepare(one, rarity) for one in world.records]
    pairs = [tuple(chance.sample(people, 2)) for _ in range(PAIRS // 2)]
    pairs += [(people[a], people[b]) for a, b in sorted(world.true_pairs())]
    lopsided = sum(score(model, a, b).weight != score(model, b, a).weight for a, b in pairs)
    yield "score is symmetric", f"{lopsided} of {len(pairs):,} pairs differ", "0", lopsided == 0
    found = [score(model, a, b) for a, b in pairs]
    off = max(abs(sum(bar.weight for bar in one.bars) - one.weight) for one in found)
    yield "bars sum to the weight", f"off by {off:.0e}", "1e-9", off <= 1e-9
    fallen = sum(falls(model, a, b, chance) for a, b in pairs)
    yield (
        "one more agreeing fact lowers the weight",
        f"{fallen} of {len(pairs):,}",
        "0",
        fallen == 0,
    )
    broken = sum(breaks(model, chance) for _ in range(PAIRS // 4))
    yield "hostile texts that break the score", f"{broken} of {PAIRS // 4:,}", "0", broken == 0


def falls(model: object, a: Prepared, b: Prepared, chance: random.Random) -> bool:
    """Whether a fact that both lacked, and now share, lowers the weight."""
    field = chance.choice(FIELDS)
    value = getattr(a.person, field)
    blank = type(value)() if isinstance(value, str) else None
    without = [prepare(bare(one.person, field, blank)) for one in (a, b)]
    with_it = [prepare(replace(one.person, **{field: value})) for one in without]
    return score(model, *with_it).weight < score(model, *without).weight - 1e-9  # type: ignore[arg-type]


def bare(person: Person, field: str, blank: object) -> Person:
    """The person without the fact and without what tells it too."""
    person = replace(person, **{field: blank})
    if field in {"birth_date", "sex"}:
        return replace(person, national_id="")
    return replace(person, birth_date=None, sex="") if field == "national_id" else person


def breaks(model: object, chance: random.Random) -> bool:
    """Whether two people of random signs cannot be compared."""
    try:
        match = score(model, prepare(hostile(chance)), prepare(hostile(chance)))  # type: ignore[arg-type]
    except Exception:  # whatever it is, it is the measurement
        return True
    return not 0 <= match.probability <= 1


def hostile(chance: random.Random) -> Person:
    """Texts of any signs, lone surrogates too."""

    def text() -> str:
        return "".join(
            chr(chance.randrange(sys.maxunicode + 1)) for _ in range(chance.randrange(30))
        )

    return Person(
        name=text(), others=(text(),), father=text(), mother=text(), national_id=text(), sex=text(),
        birth_area=text(), region_code=text(), phones=(text(),), passport=text(),
    )  # fmt: skip
