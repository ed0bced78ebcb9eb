"""Groups of linked records: joined by evidence, kept apart by humans, numbers, chains and hubs."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.batch.clusters import LARGEST, Link, Refusal, cluster

links = st.lists(
    st.builds(Link, st.integers(0, 6), st.integers(7, 12), st.sampled_from((7.0, 9.0, 14.0))),
    max_size=14, unique_by=lambda one: (one.a, one.b),
)  # fmt: skip


def every(*records: int, weight: float = 10.0) -> list[Link]:
    return [Link(a, b, weight) for a, b in combinations(records, 2)]


def reasons(refused: tuple[tuple[Link, Refusal], ...]) -> set[Refusal]:
    return {why for _, why in refused}


def test_linked_records_are_one_group() -> None:
    assert cluster(every(1, 2, 3)).groups == ((1, 2, 3),)


def test_who_was_called_different_stays_apart() -> None:
    found = cluster([Link(1, 2, 20.0)], different=[(2, 1)])
    assert found.groups == ()
    assert reasons(found.refused) == {Refusal.DIFFERENT}


def test_different_holds_through_a_third_record() -> None:
    found = cluster([Link(1, 2, 12.0), Link(2, 3, 9.0)], different=[(1, 3)])
    assert found.groups == ((1, 2),)


def test_two_sound_national_ids_are_not_one_person() -> None:
    found = cluster(every(0, 1, 2), numbers=["A", "", "B"])
    assert found.groups == ((0, 1),)
    assert Refusal.NUMBERS in reasons(found.refused)


def test_a_chain_breaks_where_it_is_weakest() -> None:
    found = cluster([*every(1, 2, 3, weight=15), *every(4, 5, 6, weight=15), Link(3, 4, 8.0)])
    assert found.groups == ((1, 2, 3), (4, 5, 6))
    assert found.refused == ((Link(3, 4, 8.0), Refusal.CHAIN),)


def test_no_group_grows_without_end() -> None:
    found = cluster(every(*range(LARGEST + 3)))
    assert max(map(len, found.groups)) == LARGEST
    assert Refusal.TOO_LARGE in reasons(found.refused)


def test_a_hub_joins_nobody() -> None:
    found = cluster([Link(0, other, 10.0) for other in range(1, 40)])
    assert found.groups == ()
    assert reasons(found.refused) == {Refusal.HUB}


@given(links, st.randoms(use_true_random=False))
def test_the_order_of_the_links_does_not_matter(found: list[Link], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cluster(shuffled) == cluster(found)


@given(links, st.sets(st.tuples(st.integers(0, 6), st.integers(7, 12)), max_size=5))
def test_no_group_holds_two_who_were_called_different(
    found: list[Link], different: set[tuple[int, int]]
) -> None:
    for group in cluster(found, different).groups:
        assert not different & set(combinations(group, 2))


@given(links)
def test_a_record_is_in_one_group_at_most(found: list[Link]) -> None:
    members = [record for group in cluster(found).groups for record in group]
    assert len(members) == len(set(members))
