"""People as sources name them: kept in tables of their own, once a source, never too open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person, Precision
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import erase_people, protect, record_people, withdraw_people
from kentongan.entities.models import IdentityChange, PersonMention, ProtectedMention
from kentongan.entities.person_queries import people_in_sight
from kentongan.entities.person_rules import facts_of, tidy_person
from kentongan.entities.sides import PROTECTED
from kentongan.entities.told import Role, Setting, WrittenPerson, read_person, write_person

Make = Callable[..., Setting]
SOLEH = Person("Pak Moch. Soleh", others=("Cak Sol",), phones=(fake_phone(1),))


def suspected(name: str, **more: object) -> WrittenPerson:
    return WrittenPerson(Role.SUSPECTED, Person(name, **more))  # type: ignore[arg-type]


def protected(name: str) -> WrittenPerson:
    return WrittenPerson(Role.PROTECTED, Person(name))


def names(model: type = PersonMention) -> list[str]:
    return sorted(row.person.name for row in model.objects.filter(withdrawn=False))


def test_a_source_names_whom_it_names(sari: User, setting: Make) -> None:
    told = [WrittenPerson(Role.SUSPECTED, SOLEH), protected("Siti Aminah")]
    assert record_people(by=sari, told=[(setting("report:1"), told)]) == 2
    assert (names(), names(ProtectedMention)) == (["Pak Moch. Soleh"], ["Siti Aminah"])


def test_what_is_told_comes_back_as_it_was_told(sari: User, setting: Make) -> None:
    born = replace(SOLEH, birth_date=date(1970, 1, 1), birth_precision=Precision.YEAR)
    record_people(by=sari, told=[(setting("report:1"), [WrittenPerson(Role.SUSPECTED, born)])])
    found = PersonMention.objects.get().person
    assert replace(found, phones=born.phones) == born
    assert len(found.phones) == 1


def test_the_same_telling_again_changes_nothing(sari: User, setting: Make) -> None:
    for _time in range(2):
        record_people(by=sari, told=[(setting("report:1"), [suspected("Soleh")])])
    assert PersonMention.objects.count() == 1


def test_a_corrected_source_replaces_whom_it_named(sari: User, setting: Make) -> None:
    record_people(by=sari, told=[(setting("report:1"), [suspected("Soleh")])])
    record_people(by=sari, told=[(setting("report:1"), [suspected("Saleh")])])
    assert names() == ["Saleh"]
    assert PersonMention.objects.count() == 2


def test_a_name_that_comes_back_gets_its_old_row_back(sari: User, setting: Make) -> None:
    record_people(by=sari, told=[(setting("report:1"), [suspected("Soleh")])])
    before = PersonMention.objects.get().pk
    withdraw_people(by=sari, sources=["report:1"])
    record_people(by=sari, told=[(setting("report:1"), [suspected("SOLEH", father="Karim")])])
    assert PersonMention.objects.get(withdrawn=False).pk == before
    assert PersonMention.objects.get().person.father == "Karim"


def test_withdrawn_sources_name_nobody(sari: User, setting: Make) -> None:
    record_people(by=sari, told=[(setting("report:1"), [suspected("Soleh"), protected("Siti")])])
    assert withdraw_people(by=sari, sources=["report:1", "report:2"]) == 2
    assert names() == names(ProtectedMention) == []


def test_a_source_that_speaks_of_one_sort_leaves_the_other_as_it_was(
    sari: User, setting: Make
) -> None:
    both = [suspected("Soleh"), protected("Siti")]
    record_people(by=sari, told=[(setting("report:1"), both)])
    alone = [(setting("report:1"), [suspected("Saleh"), protected("Tuti")])]
    assert record_people(by=sari, told=alone, roles=[Role.SUSPECTED]) == 1
    assert (names(), names(ProtectedMention)) == (["Saleh"], ["Siti"])
    assert record_people(by=sari, told=alone) == 2
    assert (names(), names(ProtectedMention)) == (["Saleh"], ["Tuti"])


def test_one_noted_beside_a_source_joins_those_that_stand_there(sari: User, setting: Make) -> None:
    own = replace(setting("report:1"), author_id=sari.pk)
    record_people(by=sari, told=[(own, [suspected("Soleh"), protected("Siti")])])
    protect(by=sari, setting=own, person=Person("Tuti"))
    assert (names(), names(ProtectedMention)) == (["Soleh"], ["Siti", "Tuti"])


def test_nobody_is_noted_beside_the_source_of_another(sari: User, setting: Make) -> None:
    with pytest.raises(Refused):
        protect(by=sari, setting=setting("report:1"), person=Person("Tuti"))
    assert not ProtectedMention.objects.exists()


def test_erased_sources_leave_nothing(sari: User, setting: Make) -> None:
    record_people(by=sari, told=[(setting("report:1"), [suspected("Soleh")])])
    assert erase_people(sources=["report:1"]) == 1
    assert not PersonMention.objects.exists()


def test_people_are_never_more_open_than_their_sort(sari: User, setting: Make) -> None:
    told = [suspected("Soleh"), protected("Siti")]
    record_people(by=sari, told=[(replace(setting("report:1"), label=Label.OPEN), told)])
    assert PersonMention.objects.get().label == Label.CONFIDENTIAL
    assert ProtectedMention.objects.get().label == Label.PERSONAL


def test_somebody_without_a_name_is_left_out(sari: User, setting: Make) -> None:
    told = [suspected(" - "), suspected("", others=("Cak Sol",))]
    assert record_people(by=sari, told=[(setting("report:1"), told)]) == 1
    assert names() == ["Cak Sol"]


def test_suspects_are_read_by_the_office_and_by_who_wrote_of_them(
    sari: User, dimas: User, bima: User, asing: User, setting: Make
) -> None:
    own = replace(setting("report:1"), author_id=sari.pk)
    record_people(by=sari, told=[(own, [suspected("Soleh")])])
    seen = [people_in_sight(viewer).count() for viewer in (sari, dimas, bima, asing)]
    assert seen == [1, 0, 1, 0]


def test_protected_people_are_read_by_who_wrote_of_them_alone(
    sari: User, bima: User, hadi: User, setting: Make
) -> None:
    own = replace(setting("report:1"), author_id=sari.pk)
    record_people(by=sari, told=[(own, [protected("Siti")])])
    seen = [people_in_sight(viewer, PROTECTED).count() for viewer in (sari, bima, hadi)]
    assert seen == [1, 0, 0]


def test_what_concerns_nobody_confirmed_is_no_change_for_alerts(sari: User, setting: Make) -> None:
    record_people(by=sari, told=[(setting("report:1"), [suspected("Soleh")])])
    withdraw_people(by=sari, sources=["report:1"])
    assert not IdentityChange.objects.exists()


def test_another_spelling_is_no_new_fact_and_a_number_is() -> None:
    assert facts_of(replace(SOLEH, name="Muhammad Sholeh", others=())) == facts_of(SOLEH)
    assert facts_of(replace(SOLEH, phones=(*SOLEH.phones, "x"))) > facts_of(SOLEH)


texts = st.text(max_size=40)
people = st.builds(
    Person,
    name=texts,
    others=st.lists(texts, max_size=3).map(tuple),
    father=texts,
    mother=texts,
    national_id=texts,
    birth_date=st.none() | st.dates(),
    birth_precision=st.sampled_from(Precision),
    sex=st.sampled_from(["", "L", "P"]),
    phones=st.lists(texts, max_size=3).map(tuple),
)


@given(people)
def test_any_person_can_be_written_and_read(person: Person) -> None:
    precision = person.birth_precision if person.birth_date else Precision.DAY
    assert read_person(write_person(person)) == replace(person, birth_precision=precision)


@given(people)
def test_tidying_twice_changes_nothing(person: Person) -> None:
    tidy = tidy_person(person)
    assert tidy is None or tidy_person(tidy) == tidy


@pytest.mark.parametrize("raw", ["", " . ", "7", "a"])
def test_hardly_a_letter_is_no_name(raw: str) -> None:
    assert tidy_person(Person(raw)) is None
