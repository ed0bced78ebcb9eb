"""The table of keys against an obvious twin; keys made anew in bulk; keys that tell nothing."""

import hmac
from collections import Counter
from collections.abc import Sequence

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kentongan.encryption.blinding import blind
from kentongan.entities.models import Findable
from kentongan.entities.search import keys
from kentongan.entities.search.blinded import blinded, marker, secret_of
from kentongan.entities.sides import PROTECTED, SUSPECTED

SMALLEST, LARGEST = -(2**63), 2**63 - 1
KEY = st.sampled_from([SMALLEST, -5, 0, 7, 99, LARGEST])
STEP = st.tuples(st.integers(1, 6), st.none() | st.lists(KEY, unique=True, max_size=5))


def naive(register: dict[int, Sequence[int]], asked: Sequence[int]) -> Counter[int]:
    """Number → how many of the keys it shares, by looking at every row."""
    shared = {number: len(set(held) & set(asked)) for number, held in register.items()}
    return Counter({number: count for number, count in shared.items() if count})


class TestKeysAgainstTheirTwin(TestCase):
    """Any order of putting and forgetting."""

    @settings(deadline=None, max_examples=40)
    @given(steps=st.lists(STEP, max_size=12), asked=st.lists(KEY, unique=True))
    def test_numbers_are_found_by_what_was_put_last(
        self, steps: list[tuple[int, list[int] | None]], asked: list[int]
    ) -> None:
        register: dict[int, Sequence[int]] = {}
        for number, held in steps:
            if held is None:
                keys.forget([number])
                register.pop(number, None)
            else:
                keys.put([(number, held)])
                register[number] = held
        assert keys.sharing(asked) == naive(register, asked)
        assert Findable.objects.count() == len(register)

    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.integers(SMALLEST, LARGEST), max_size=40))
    def test_a_blob_holds_every_key(self, held: list[int]) -> None:
        assert list(keys.unpacked(keys.packed(held))) == held


@pytest.mark.django_db
def test_nothing_is_asked_without_keys() -> None:
    keys.put([(2, [1, 2])])
    assert keys.sharing([]) == Counter()


@pytest.mark.django_db
def test_forgetting_what_is_not_there_does_nothing() -> None:
    keys.put([(2, [1, 2])])
    keys.forget([4, 6])
    assert keys.sharing([1]) == Counter({2: 1})


@pytest.mark.django_db
def test_keys_made_anew_stand_in_place_of_all_before() -> None:
    keys.put([(2, [1, 2]), (4, [2])])
    with keys.all_anew() as gather:
        gather([(6, [2, 3])])
        gather([(8, [3]), (10, [])])
        assert keys.sharing([2]) == Counter({2: 1, 4: 1})
    assert keys.sharing([1, 2, 3]) == Counter({6: 2, 8: 1})
    assert set(Findable.objects.values_list("number", flat=True)) == {6, 8, 10}


@pytest.mark.django_db
def test_keys_are_found_and_changed_after_they_were_made_anew() -> None:
    with keys.all_anew() as gather:
        gather([(6, [2, 3])])
    keys.put([(6, [5])])
    assert keys.sharing([2, 3, 5]) == Counter({6: 1})
    with keys.all_anew() as gather:
        gather([(8, [5])])
    assert keys.sharing([5]) == Counter({8: 1})


def break_off() -> None:
    with keys.all_anew() as gather:
        gather([(6, [2])])
        raise KeyError


@pytest.mark.django_db
def test_making_keys_anew_that_breaks_off_leaves_the_old_ones() -> None:
    keys.put([(2, [1, 2])])
    with pytest.raises(KeyError), transaction.atomic():
        break_off()
    assert keys.sharing([2]) == Counter({2: 1})
    with keys.all_anew() as gather:
        gather([(8, [2])])
    assert keys.sharing([2]) == Counter({8: 1})


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_postgresql_never_reads_the_whole_table() -> None:
    keys.put([(2 * number, [number, 7]) for number in range(1, 400)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE entities_findable")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT number FROM entities_findable WHERE keys @> ARRAY[7::bigint] LIMIT 200"
        )
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "entities_findable_keys" in plan


def test_a_key_is_blinded_by_a_keyed_hash_of_its_eight_bytes() -> None:
    secret = bytes.fromhex(blind("search", "keys person"))
    told = hmac.new(secret, (7).to_bytes(8, "little", signed=True), "sha256").digest()[:8]
    assert blinded(SUSPECTED, [7]) == [int.from_bytes(told, "little", signed=True)]


@settings(deadline=None)
@given(st.lists(st.integers(SMALLEST, LARGEST), unique=True, max_size=20))
def test_blinded_keys_are_as_many_and_fit_the_column(plain: list[int]) -> None:
    found = blinded(SUSPECTED, plain)
    assert len(set(found)) == len(plain)
    assert all(SMALLEST <= key <= LARGEST for key in found)
    assert blinded(SUSPECTED, plain) == found
    assert set(found).isdisjoint(blinded(PROTECTED, plain))


def test_every_purpose_and_side_has_a_secret_of_its_own() -> None:
    secrets = {
        secret_of(purpose, side) for purpose in ("keys", "marks") for side in (SUSPECTED, PROTECTED)
    }
    assert len(secrets) == 4
    assert all(len(secret) == 32 for secret in secrets)


def test_the_marks_of_both_sides_differ() -> None:
    assert marker(SUSPECTED)("s", "soleh") != marker(PROTECTED)("s", "soleh")
    assert marker(SUSPECTED) is marker(SUSPECTED)
