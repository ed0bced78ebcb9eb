"""How many questions people cost the database: as many for many as for few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations, pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person
from kentongan.entities.actions import judge_people, record_people
from kentongan.entities.models import PersonMention
from kentongan.entities.person_queries import (
    askable,
    confirmed_for_retention,
    identity_for,
    people_for_detection,
    roots_for_detection,
)
from kentongan.entities.sides import SUSPECTED
from kentongan.entities.told import Role, Setting, WrittenPerson

Make = Callable[..., Setting]
WHY = "Kedua pelapor menyebut rumah dan istri yang sama."


@contextmanager
def counted(most: int) -> Iterator[None]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        yield
    assert len(asked) <= most, [one["sql"][:90] for one in asked]


def tell(by: User, setting: Make, names: list[str]) -> list[PersonMention]:
    told = [
        (setting(f"report:{name}"), [WrittenPerson(Role.SUSPECTED, Person(name))]) for name in names
    ]
    record_people(by=by, told=told)
    return list(PersonMention.objects.order_by("pk"))


@pytest.fixture
def ten(sari: User, setting: Make) -> list[PersonMention]:
    return tell(sari, setting, [f"Calo {letter}" for letter in "abcdefghij"])


Ten = list[PersonMention]


@pytest.fixture
def five_and_five(bima: User, ten: Ten) -> Ten:
    """Two people of five mentions each, one chain and one star, said to be different."""
    for first, second in pairwise(ten[:5]):
        judge_people(by=bima, first=first, second=second, verdict="same", reason=WHY)
    for other in ten[6:]:
        judge_people(by=bima, first=ten[5], second=other, verdict="same", reason=WHY)
    judge_people(by=bima, first=ten[0], second=ten[9], verdict="different", reason=WHY)
    return ten


def test_a_chain_and_a_star_are_two_people(five_and_five: Ten) -> None:
    roots = roots_for_detection([one.pk for one in five_and_five])
    assert sorted(set(roots.values())) == [five_and_five[0].pk, five_and_five[5].pk]


def test_all_pairs_of_both_are_answered(five_and_five: Ten) -> None:
    pairs = list(combinations([one.pk for one in five_and_five], 2))
    with counted(12):
        assert askable(SUSPECTED, pairs) == []


def test_pairs_that_nobody_judged_cost_one_question(ten: Ten) -> None:
    pairs = list(combinations([one.pk for one in ten], 2))
    with counted(1):
        assert askable(SUSPECTED, pairs) == pairs


def test_a_person_of_many_mentions_is_one_question(bima: User, five_and_five: Ten) -> None:
    with counted(2):  # the gate asks once where the viewer stands
        assert len(identity_for(bima, five_and_five[3])) == 5


def test_detection_asks_for_each_person_and_not_for_each_mention(five_and_five: Ten) -> None:
    with counted(3):
        found = people_for_detection([one.pk for one in five_and_five])
    assert [len(one.mentions) for one in found] == [5, 5]


def test_retention_asks_once_for_each_sort(five_and_five: Ten) -> None:
    with counted(2):
        confirmed_for_retention([one.source for one in five_and_five])


def test_a_hundred_sources_are_told_with_the_questions_of_a_few(sari: User, setting: Make) -> None:
    names = [f"Calo {number}" for number in range(100)]
    with CaptureQueriesContext(connection) as few:
        tell(sari, setting, names[:3])
    with CaptureQueriesContext(connection) as many:
        assert len(tell(sari, setting, names)) == 100
    assert len(many) <= len(few) + 6


def test_the_same_hundred_again_write_nothing(sari: User, setting: Make) -> None:
    names = [f"Calo {number}" for number in range(100)]
    tell(sari, setting, names)
    with CaptureQueriesContext(connection) as asked:
        tell(sari, setting, names)
    assert not [one for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
