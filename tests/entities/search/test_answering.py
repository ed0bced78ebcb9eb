"""What the box shows: people before things, in words, each with where and by whom it was told."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kentongan.accounts.models import User
from kentongan.encryption.erasing import erase
from kentongan.engine.linkage.scoring import MatchLevel
from kentongan.entities.models import Mention
from kentongan.entities.search.answering import LEVELS, Line, answer
from kentongan.entities.search.asking import read_words
from kentongan.entities.search.indexing import bring_up_to_date
from kentongan.entities.sides import PROTECTED
from tests.entities.search.conftest import MOMENT

pytestmark = pytest.mark.django_db
NUMBER = "0850 1234 5678"


def lines(viewer: User, words: str, *, is_typing: bool = False) -> list[Line]:
    return answer(viewer, read_words(words), is_typing)


def test_people_come_before_things(
    bima: User, person: Callable[..., Any], told: Callable[..., list[Mention]]
) -> None:
    told("report:9", ("phone", NUMBER))
    person("Muhamad Sholeh", phones=("+6285012345678",))
    assert [line.subject.partition(":")[0] for line in lines(bima, NUMBER)] == ["person", "thing"]


def test_a_person_is_told_with_place_and_agency(bima: User, person: Callable[..., Any]) -> None:
    mention = person("Muhamad Sholeh", phones=("+6285012345678",))
    (line,) = lines(bima, NUMBER)
    assert line.title == "Muhamad Sholeh"
    assert "Prigi" in line.meta
    assert mention.agency.name in line.meta
    assert line.is_confidential


def test_a_thing_links_to_its_page(bima: User, told: Callable[..., list[Mention]]) -> None:
    (mention,) = told("report:9", ("phone", NUMBER))
    (line,) = lines(bima, NUMBER)
    assert line.address == f"/hal/{mention.thing_id}/"
    assert line.sort == "Nomor telepon"
    assert not line.is_confidential


@pytest.mark.parametrize("is_typing", [True, False])
@pytest.mark.parametrize(
    ("kind", "raw", "asked"),
    [
        ("phone", NUMBER, "+62 850-1234-5678"),
        ("handle", "@kerja_taiwan", "@Kerja_Taiwan"),
        ("organisation", "PT. Maju Jaya Abadi", "pt maju jaya abadi"),
        ("alias", "Mbak Yuni", "Yuni"),
    ],
)
def test_a_thing_is_found_in_another_writing(
    kind: str, raw: str, asked: str, is_typing: bool, bima: User, told: Callable[..., Any]
) -> None:
    told("report:9", (kind, raw))
    assert [line.subject[:6] for line in lines(bima, asked, is_typing=is_typing)] == ["thing:"]


def test_a_part_of_a_number_waits_for_the_page(bima: User, told: Callable[..., Any]) -> None:
    told("report:9", ("phone", NUMBER))
    assert lines(bima, "50123456", is_typing=True) == []
    assert len(lines(bima, "50123456")) == 1


def test_things_of_another_office_are_not_shown(
    asing: User, bima: User, told: Callable[..., Any]
) -> None:
    told("report:9", ("phone", NUMBER))
    assert len(lines(bima, NUMBER, is_typing=True)) == 1
    assert lines(asing, NUMBER, is_typing=True) == []
    assert lines(asing, NUMBER) == []


def test_withdrawn_and_erased_people_are_not_shown(bima: User, person: Callable[..., Any]) -> None:
    gone, erased = (person("Muhamad Sholeh", phones=("+6285012345678",)) for _ in range(2))
    gone.withdrawn = True
    gone.save()
    erase(erased)
    assert lines(bima, NUMBER) == []


def test_an_officer_sees_both_sorts_of_his_own(sari: User, person: Callable[..., Any]) -> None:
    person("Muhamad Sholeh", phones=("+6285012345678",))
    person("Siti Aminah", PROTECTED, phones=("+6285012345678",))
    sorts = {line.title: line.sort for line in lines(sari, NUMBER)}
    assert sorts == {"Muhamad Sholeh": "Terduga perekrut", "Siti Aminah": "Calon korban atau saksi"}


def test_the_level_is_told_in_words(bima: User, person: Callable[..., Any]) -> None:
    told = {"national_id": "3502710101800001", "birth_date": date(1980, 1, 1)}
    person("Muhamad Sholeh", **told)
    (line,) = lines(bima, "3502710101800001")
    assert line.level in {str(word) for word in LEVELS.values()}


def test_every_level_has_a_word() -> None:
    assert set(LEVELS) == set(MatchLevel)


def test_a_name_alone_is_never_told_as_very_alike(bima: User, person: Callable[..., Any]) -> None:
    person("Kusnowitaningrum Parjiyem")
    bring_up_to_date(MOMENT)
    (line,) = lines(bima, "Kusnowitaningrum Parjiyem ")
    assert line.level != str(LEVELS[MatchLevel.VERY_LIKELY])


def test_at_most_ten_of_a_sort_are_shown(bima: User, person: Callable[..., Any]) -> None:
    for _ in range(13):
        person("Muhamad Sholeh", phones=("+6285012345678",))
    assert len(lines(bima, NUMBER)) == 10


def test_nothing_asked_asks_the_database_nothing(
    bima: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(0):
        assert lines(bima, "a") == []


def test_as_many_questions_for_ten_people_as_for_one(
    bima: User, person: Callable[..., Any], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(10):
        person("Muhamad Sholeh", phones=("+6285012345678",))
    bring_up_to_date(MOMENT)
    # On SQLite one question a key, at most 40 keys a person.
    with django_assert_max_num_queries(100) as asked:
        assert len(lines(bima, NUMBER, is_typing=True)) == 10
    assert sum("entities_personmention" in one["sql"] for one in asked.captured_queries) <= 2
