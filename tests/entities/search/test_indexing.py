"""Keys and index follow the mentions; what is lost is made anew, what is gone leaves the files."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kentongan.accounts.models import User
from kentongan.encryption.erasing import erase
from kentongan.engine.linkage.blocking import keys_of
from kentongan.engine.linkage.people import Person
from kentongan.entities.actions import record_people, withdraw_people
from kentongan.entities.comparing import prepared
from kentongan.entities.models import Findable, IndexGeneration, PersonMention, ToIndex
from kentongan.entities.search import indexing, keys
from kentongan.entities.search.finding import asked, find_people
from kentongan.entities.search.indexing import bring_up_to_date, index_of, renew_for_privacy
from kentongan.entities.search.writing import keep_findable, take_out
from kentongan.entities.sides import PROTECTED, SUSPECTED
from kentongan.entities.told import Role, Setting, WrittenPerson
from kentongan.website.worker import WORK, is_nightly
from tests.entities.search.conftest import MOMENT

pytestmark = pytest.mark.django_db
BY_NUMBER = Person(national_id="3502710101800001")
BY_NAME = Person(name="Soleh Kusnowo")


def found(viewer: User, person: Person) -> list[int]:
    return [hit.mention.pk for hit in find_people(viewer, SUSPECTED, asked(person))]


def indexed() -> int | None:
    """How many suspected parties stand in the index; None without one."""
    index = index_of(SUSPECTED)
    return index.count if index else None


@pytest.fixture
def soleh(person: Callable[..., Any]) -> PersonMention:
    made: PersonMention = person("Soleh Kusnowo", national_id="3502710101800001")
    return made


def test_what_a_source_tells_is_found_at_once_and_no_more_when_it_is_withdrawn(
    sari: User, bima: User, setting: Callable[..., Setting]
) -> None:
    told = WrittenPerson(
        Role.SUSPECTED, Person(name="Soleh Kusnowo", national_id="3502710101800001")
    )
    record_people(by=sari, told=[(setting("report:1", author_id=sari.pk), [told])])
    assert len(found(bima, BY_NUMBER)) == 1
    bring_up_to_date(MOMENT)
    withdraw_people(by=sari, sources=["report:1"])
    assert found(bima, BY_NUMBER) == []
    assert not Findable.objects.exists()
    bring_up_to_date(MOMENT)
    assert indexed() == 0


def test_the_index_takes_in_what_was_written_since(bima: User, soleh: PersonMention) -> None:
    bring_up_to_date(MOMENT)
    assert found(bima, BY_NAME) == [soleh.pk]
    assert not ToIndex.objects.exists()
    assert bring_up_to_date(MOMENT) == 0


def test_a_changed_mention_is_found_by_its_new_words_alone(
    bima: User, soleh: PersonMention
) -> None:
    bring_up_to_date(MOMENT)
    soleh.told = {"name": "Warsito Gendon"}
    soleh.save()
    keep_findable([soleh])
    bring_up_to_date(MOMENT)
    assert found(bima, BY_NAME) == []
    assert found(bima, BY_NUMBER) == []
    assert found(bima, Person(name="Warsita Gendon")) == [soleh.pk]


def test_an_erased_mention_leaves_the_files_in_the_night(
    bima: User, soleh: PersonMention, folder: Path
) -> None:
    bring_up_to_date(MOMENT)
    before = set(folder.iterdir())
    take_out([soleh])
    erase(soleh)
    assert found(bima, BY_NAME) == []
    bring_up_to_date(MOMENT)
    assert renew_for_privacy(MOMENT) == 0
    assert before.isdisjoint(folder.iterdir())
    assert renew_for_privacy(MOMENT) == 0
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("lost", ["the folder", "the database's word", "both", "half a file"])
def test_a_lost_index_is_made_anew_and_meanwhile_keys_find(
    lost: str, bima: User, soleh: PersonMention, folder: Path
) -> None:
    bring_up_to_date(MOMENT)
    if lost == "half a file":
        next(folder.glob("*/person/meta.json")).write_text("{")
    if lost in {"the folder", "both"}:
        shutil.rmtree(folder)
    if lost in {"the database's word", "both"}:
        IndexGeneration.objects.all().delete()
    indexing.opened.cache_clear()
    assert found(bima, BY_NUMBER) == [soleh.pk]
    assert found(bima, BY_NAME) == []
    assert bring_up_to_date(MOMENT) == 1
    assert found(bima, BY_NAME) == [soleh.pk]


def test_keys_come_back_where_a_backup_left_them_out(bima: User, soleh: PersonMention) -> None:
    before = keys.sharing(stored_keys(soleh))
    keys.forget([2 * soleh.pk])
    assert found(bima, BY_NUMBER) == []
    bring_up_to_date(MOMENT)
    assert found(bima, BY_NUMBER) == [soleh.pk]
    assert keys.sharing(stored_keys(soleh)) == before


def stored_keys(mention: PersonMention) -> list[int]:
    """The keys of a mention as the database holds them."""
    held = Findable.objects.filter(number=2 * mention.pk).values_list("keys", flat=True).get()
    return list(held) if connection.vendor == "postgresql" else list(keys.unpacked(bytes(held)))


def test_a_common_key_gives_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    keys.put([(2 * number, [7, number + 100]) for number in range(1, 260)])
    shared = keys.sharing([7, 150])
    assert len(shared) in {keys.MOST_OF_A_KEY, keys.MOST_OF_A_KEY + 1}
    assert shared[100] in {1, 2}


def test_the_two_sorts_of_people_share_no_key(
    person: Callable[..., Any], soleh: PersonMention
) -> None:
    person("Soleh Kusnowo", PROTECTED, national_id="3502710101800001")
    assert set(keys.sharing(stored_keys(soleh))) == {2 * soleh.pk}


def test_no_key_stands_as_the_engine_makes_it(soleh: PersonMention) -> None:
    plain = set(keys_of(prepared(soleh.person)))
    assert plain.isdisjoint(stored_keys(soleh))
    assert len(plain) == len(stored_keys(soleh))


def test_where_nobody_was_told_of_no_index_is_made(folder: Path) -> None:
    assert bring_up_to_date(MOMENT) == 0
    assert not folder.exists()
    assert not IndexGeneration.objects.exists()


def test_when_the_last_one_is_gone_the_index_is_made_anew_and_empty(
    soleh: PersonMention, folder: Path
) -> None:
    bring_up_to_date(MOMENT)
    take_out([soleh])
    soleh.delete()
    bring_up_to_date(MOMENT)
    assert renew_for_privacy(MOMENT) == 0
    assert indexed() == 0
    assert bring_up_to_date(MOMENT) == 0


def test_only_so_many_are_taken_in_at_once(
    monkeypatch: pytest.MonkeyPatch, bima: User, person: Callable[..., Any]
) -> None:
    person("Soleh Kusnowo")
    bring_up_to_date(MOMENT)
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    for name in ("Warsito", "Gendon", "Parjiyem"):
        person(name)
    assert [bring_up_to_date(MOMENT) for _ in range(3)] == [2, 1, 0]
    assert indexed() == 4


def test_an_index_that_breaks_off_keeps_what_was_asked_before(
    monkeypatch: pytest.MonkeyPatch, bima: User, soleh: PersonMention, person: Callable[..., Any]
) -> None:
    bring_up_to_date(MOMENT)
    person("Warsito Gendon")

    def broken(*_arguments: object) -> int:
        raise OSError("no space")

    monkeypatch.setattr(indexing, "put_all", broken)
    with pytest.raises(OSError, match="no space"):
        bring_up_to_date(MOMENT)
    assert found(bima, BY_NAME) == [soleh.pk]
    assert ToIndex.objects.exists()


def test_the_worker_looks_every_second_and_renews_each_night() -> None:
    works = {work.name: work for work in WORK}
    assert works["index-people"].next_due(MOMENT) - MOMENT == timedelta(seconds=1)
    assert is_nightly(works["renew-index"])
    assert not is_nightly(works["index-people"])
