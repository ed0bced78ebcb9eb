"""Keys and the index's list stand or fall with the mention they are made from."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from kentongan.accounts.models import User
from kentongan.encryption.erasing import erase
from kentongan.engine.linkage.people import Person
from kentongan.entities.actions import erase_people, record_people
from kentongan.entities.models import Findable, PersonMention, ProtectedMention, ToIndex
from kentongan.entities.search.people import (
    is_findable,
    mention_of,
    number_of,
    number_on,
    numbers_of,
)
from kentongan.entities.search.writing import keep_findable, keys_under, take_out
from kentongan.entities.sides import PROTECTED, SUSPECTED
from kentongan.entities.told import Role, Setting, WrittenPerson

pytestmark = pytest.mark.django_db
SOLEH = Person(name="Soleh Kusnowo", national_id="3502710101800001")


@pytest.mark.parametrize("side", [SUSPECTED, PROTECTED])
@pytest.mark.parametrize("pk", [1, 2, 10**12])
def test_a_number_tells_side_and_mention(side: Any, pk: int) -> None:
    assert mention_of(number_on(side, pk)) == (side, pk)


def test_the_numbers_of_both_tables_never_meet(person: Callable[..., Any]) -> None:
    mentions = [person("Soleh"), person("Aminah", PROTECTED)]
    assert number_of(mentions[0]) % 2 == 0
    assert number_of(mentions[1]) % 2 == 1
    assert numbers_of(mentions) == [number_of(one) for one in mentions]


def told(
    setting: Callable[..., Setting], source: str, *people: WrittenPerson
) -> list[tuple[Setting, list[WrittenPerson]]]:
    return [(setting(source), list(people))]


def test_both_sorts_of_people_are_kept_findable_by_the_door_of_sources(
    sari: User, setting: Callable[..., Setting]
) -> None:
    people = [
        WrittenPerson(Role.SUSPECTED, SOLEH),
        WrittenPerson(Role.PROTECTED, Person(name="Siti Aminah")),
    ]
    record_people(by=sari, told=told(setting, "report:1", *people))
    wanted = {*numbers_of(PersonMention.objects.all()), *numbers_of(ProtectedMention.objects.all())}
    assert set(Findable.objects.values_list("number", flat=True)) == wanted
    assert set(ToIndex.objects.values_list("number", flat=True)) == wanted
    assert len(wanted) == 2


def test_a_transaction_that_fails_leaves_neither_keys_nor_list(
    sari: User, setting: Callable[..., Setting]
) -> None:
    def fail() -> None:
        with transaction.atomic():
            one = WrittenPerson(Role.SUSPECTED, SOLEH)
            record_people(by=sari, told=told(setting, "report:1", one))
            assert Findable.objects.exists()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not Findable.objects.exists()
    assert not ToIndex.objects.exists()


def test_whom_a_source_names_no_more_loses_the_keys(
    sari: User, setting: Callable[..., Setting]
) -> None:
    record_people(by=sari, told=told(setting, "report:1", WrittenPerson(Role.SUSPECTED, SOLEH)))
    other = WrittenPerson(Role.SUSPECTED, Person(name="Warsito"))
    record_people(by=sari, told=told(setting, "report:1", other))
    left = PersonMention.objects.get(withdrawn=False)
    assert left.person.name == "Warsito"
    assert list(Findable.objects.values_list("number", flat=True)) == [number_of(left)]


def test_an_erased_source_leaves_no_key(sari: User, setting: Callable[..., Setting]) -> None:
    record_people(by=sari, told=told(setting, "report:1", WrittenPerson(Role.SUSPECTED, SOLEH)))
    erase_people(sources=["report:1"])
    assert not Findable.objects.exists()
    assert not PersonMention.objects.filter(withdrawn=False).exists()


def test_what_is_told_again_unchanged_is_not_indexed_again(
    sari: User, setting: Callable[..., Setting]
) -> None:
    one = WrittenPerson(Role.SUSPECTED, SOLEH)
    record_people(by=sari, told=told(setting, "report:1", one))
    before = ToIndex.objects.count()
    record_people(by=sari, told=told(setting, "report:1", one))
    assert ToIndex.objects.count() == before


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
def test_a_mention_that_does_not_stand_gets_no_keys(how: str, person: Callable[..., Any]) -> None:
    mention = person("Soleh Kusnowo")
    if how == "erased":
        erase(mention)
    else:
        mention.withdrawn = True
        mention.save()
    assert not is_findable(mention)
    keep_findable([mention])
    assert not Findable.objects.exists()


def test_taking_out_twice_does_no_harm(person: Callable[..., Any]) -> None:
    mention = person("Soleh Kusnowo")
    take_out([mention])
    take_out([mention])
    assert not Findable.objects.exists()


def test_the_same_person_in_two_sources_has_the_same_keys(person: Callable[..., Any]) -> None:
    one, other = (
        person("Soleh Kusnowo", national_id="3502710101800001"),
        person("SOLEH KUSNOWO", national_id="3502 7101 0180 0001"),
    )
    assert keys_under(one) == keys_under(other)


def test_many_mentions_are_kept_in_few_questions(
    person: Callable[..., Any], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    mentions = [person(f"Soleh Kusnowo {letter}endro") for letter in "ABCDEFGHIJ"]
    with django_assert_max_num_queries(8 + 2 * len(mentions)):
        keep_findable(mentions)
