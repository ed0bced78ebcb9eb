"""Suspected parties and people to protect: the same deeds, tables and rights of their own."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person
from kentongan.entities.actions import judge_people, record_people, split_off, undo
from kentongan.entities.models import (
    IdentityChange,
    PersonJudgement,
    PersonMention,
    ProtectedJudgement,
    ProtectedMention,
)
from kentongan.entities.person_queries import (
    identity_for,
    judgements_about,
    may_ask,
    people_in_sight,
    person_for,
)
from kentongan.entities.sides import PROTECTED, SUSPECTED, side_of
from kentongan.entities.told import Role, Setting, WrittenPerson
from kentongan.reports.models import Report
from tests.website.conftest import client_of

Make = Callable[..., Setting]
WHY = "Keluarganya sama menurut kedua pelapor, alamatnya juga."


@pytest.fixture
def two(bima: User, setting: Make) -> list[ProtectedMention]:
    """The analyst wrote twice of one who needs protection."""
    for number, name in enumerate(("Siti Aminah", "St. Aminah")):
        one = replace(setting(f"report:{number}"), author_id=bima.pk)
        record_people(by=bima, told=[(one, [WrittenPerson(Role.PROTECTED, Person(name))])])
    return list(ProtectedMention.objects.order_by("pk"))


Two = list[ProtectedMention]


def test_each_sort_has_its_own_side(two: Two) -> None:
    assert side_of(two[0]) is PROTECTED
    assert side_of(PersonMention()) is SUSPECTED
    assert PROTECTED.sight.kind == "protected_person"


def test_who_wrote_of_them_judges_them(bima: User, two: Two) -> None:
    act = judge_people(by=bima, first=two[0], second=two[1], verdict="same", reason=WHY)
    assert [one.pk for one in identity_for(bima, two[1])] == [two[0].pk, two[1].pk]
    undo(by=bima, act=act, reason=WHY, side=PROTECTED)
    assert [one.pk for one in identity_for(bima, two[1])] == [two[1].pk]
    assert ProtectedJudgement.objects.count() == 2
    assert not PersonJudgement.objects.exists()


def test_a_protected_person_is_split_off_like_any_other(bima: User, two: Two) -> None:
    judge_people(by=bima, first=two[0], second=two[1], verdict="same", reason=WHY)
    split_off(by=bima, mention=two[0], reason=WHY)
    assert may_ask(two[0], two[1])


def test_no_alert_ever_hears_of_people_to_protect(bima: User, two: Two) -> None:
    judge_people(by=bima, first=two[0], second=two[1], verdict="same", reason=WHY)
    assert not IdentityChange.objects.exists()


def test_a_leader_without_a_task_neither_reads_nor_judges_them(ratna: User, two: Two) -> None:
    assert not people_in_sight(ratna, PROTECTED).exists()
    assert person_for(ratna, two[0].pk, PROTECTED) is None
    with pytest.raises(Refused):
        judge_people(by=ratna, first=two[0], second=two[1], verdict="same", reason=WHY)


def test_a_suspect_and_a_protected_person_are_never_one(
    bima: User, setting: Make, two: Two
) -> None:
    """Who was forced to recruit is a possible victim first: two tables, no bridge between them."""
    one = replace(setting("report:9"), author_id=bima.pk)
    record_people(by=bima, told=[(one, [WrittenPerson(Role.SUSPECTED, Person("Siti Aminah"))])])
    suspect = PersonMention.objects.get()
    with pytest.raises(Refused):
        judge_people(by=bima, first=suspect, second=two[0], verdict="same", reason=WHY)


def test_the_same_name_in_both_tables_is_two_marks(bima: User, setting: Make) -> None:
    told = [WrittenPerson(role, Person("Siti Aminah")) for role in Role]
    record_people(by=bima, told=[(setting("report:9"), told)])
    assert PersonMention.objects.get().key != ProtectedMention.objects.get().key


def test_what_a_report_names_is_a_suspect_and_nobody_to_protect(
    sari: User, made_report: Callable[..., Report]
) -> None:
    made_report(sari, people=(WrittenPerson(Role.SUSPECTED, Person("Soleh")),))
    assert (PersonMention.objects.count(), ProtectedMention.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["ratna", "hadi", "sari", "joko", "agung", "laras", "asing"])
def test_no_page_of_others_tells_of_people_to_protect(
    name: str, request: pytest.FixtureRequest, two: Two
) -> None:
    client = client_of(request.getfixturevalue(name))
    for path in ("/", "/hal/", "/laporan/", "/peringatan/"):
        assert "Aminah" not in client.get(path).text
    assert client.get(f"/hal/dilindungi/{two[0].pk}/").status_code == 404


def test_the_history_of_one_sort_holds_nothing_of_the_other(bima: User, two: Two) -> None:
    judge_people(by=bima, first=two[0], second=two[1], verdict="unsure", reason=WHY)
    assert [row.verdict for row in judgements_about(bima, two[0])] == ["unsure"]
