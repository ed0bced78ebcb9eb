"""The conditions and their slow twin (``naive``) give one level for whatever two people say."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from kentongan.engine.linkage.comparisons import COMPARISONS, Comparison
from kentongan.engine.linkage.names import counted, read_name
from kentongan.engine.linkage.people import Person, prepare
from kentongan.engine.linkage.scoring import level_of
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities
from tests.engine.linkage import naive
from tests.engine.linkage.cast import people, unhurried

VILLAGES = [
    f"35.{kab:02}.{kec:02}.{2000 + desa}" for kab in (1, 2) for kec in (1, 2) for desa in (1, 2)
]
by_name = pytest.mark.parametrize("comparison", COMPARISONS, ids=[one.name for one in COMPARISONS])


@by_name
@given(a=people, b=people)
@unhurried
def test_odd_people_reach_the_level_of_the_slow_twin(
    comparison: Comparison, a: Person, b: Person
) -> None:
    one, other = prepare(a), prepare(b)
    assert level_of(comparison, one, other).name == naive.LEVELS[comparison.name](one, other)


@by_name
def test_records_of_one_register_reach_the_level_of_the_slow_twin(comparison: Comparison) -> None:
    world = build_identities(IdentitySettings(70, copies=0.5, twins=0.3), VILLAGES, seed=12)
    rarity = counted(read_name(one.name).k1 for one in world.records)
    cast = [prepare(one, rarity) for one in world.records]
    slow = naive.LEVELS[comparison.name]
    for a, b in combinations(cast, 2):
        assert level_of(comparison, a, b).name == slow(a, b)


@given(st.text("abcd", max_size=9), st.text("abcd", max_size=9))
@unhurried
def test_edits_are_counted_like_the_library_counts_them(one: str, other: str) -> None:
    assert naive.edits(one, other) == Levenshtein.distance(one, other)
