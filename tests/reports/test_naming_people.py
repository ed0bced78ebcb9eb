"""A report names suspected parties: in the form, the box or its text; never twice, never lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import Mention, PersonMention
from kentongan.entities.told import Person, Role, Written, WrittenPerson
from kentongan.reports.actions import revise_report
from kentongan.reports.content import Content, columns_of, content_of, tidied
from kentongan.reports.forms import ReportForm, initial_of
from kentongan.reports.mentioning import people_named
from kentongan.reports.models import Report, Revision
from kentongan.reports.rules import faults

Made = Callable[..., Report]
PHONE = fake_phone(4)
SOLEH = WrittenPerson(Role.SUSPECTED, Person("Moch. Soleh", others=("Cak Sol",), phones=(PHONE,)))
TODAY = date(2026, 11, 26)


def named() -> dict[str, tuple[str, ...]]:
    standing = PersonMention.objects.filter(withdrawn=False)
    return {row.person.name: row.person.phones for row in standing}


def test_who_is_written_down_is_told(sari: User, made_report: Made) -> None:
    report = made_report(sari, people=(SOLEH,))
    row = PersonMention.objects.get()
    assert (row.source, row.author) == (f"report:{report.uuid}", sari)
    assert row.person.name == "Moch. Soleh"


def test_his_numbers_are_things_that_others_may_share(sari: User, made_report: Made) -> None:
    made_report(sari, people=(SOLEH,))
    assert Mention.objects.get().thing.kind == "phone"


def test_a_recruiter_named_in_the_box_is_told_with_the_only_number(
    sari: User, made_report: Made
) -> None:
    things = (Written("alias", "Pak Kasno"), Written("phone", PHONE))
    made_report(sari, things=things)
    assert list(named()) == ["Pak Kasno"]
    assert len(named()["Pak Kasno"]) == 1


def test_of_several_named_nobody_is_given_the_number() -> None:
    written = [Written("alias", "Pak Kasno"), Written("alias", "Bu Rini"), Written("phone", PHONE)]
    people = people_named(Content(noticed=""), written)
    assert [one.person.phones for one in people] == [(), ()]


def test_who_stands_in_the_form_and_in_the_text_is_told_once() -> None:
    content = Content(noticed="", people=(SOLEH,))
    written = [Written("alias", "cak sol"), Written("alias", "Bu Rini")]
    assert [one.person.name for one in people_named(content, written)] == ["Moch. Soleh", "Bu Rini"]


def test_a_revision_replaces_whom_the_report_named(
    sari: User, bima: User, made_report: Made
) -> None:
    report = made_report(sari, people=(SOLEH,))
    revision = report.current
    assert revision is not None
    other = replace(SOLEH, person=Person("Moch. Saleh"))
    content = replace(content_of(revision), people=(other,))
    revise_report(by=sari, report=report, content=content, reason="nama salah ketik")
    assert list(named()) == ["Moch. Saleh"]


@given(st.lists(st.builds(Person, name=st.text(max_size=20), father=st.text(max_size=20))))
def test_people_are_stored_among_the_things_and_come_back(people: list[Person]) -> None:
    written = tuple(WrittenPerson(Role.SUSPECTED, person) for person in people)
    content = tidied(Content(noticed="x", things=(Written("phone", PHONE),), people=written))
    assert content_of(Revision(**columns_of(content))) == content
    assert tidied(content) == content


def test_too_many_and_too_long_is_a_fault() -> None:
    many = tuple(replace(SOLEH, person=Person(f"Calo {n}")) for n in range(11))
    long = (replace(SOLEH, person=Person("x" * 301)),)
    for people in (many, long):
        content = Content(noticed="x", place_precision="unsure", people=people)
        assert len(faults(content, TODAY)) == 1


def form(sari: User, **said: str) -> ReportForm:
    data = {"uuid": str(uuid4()), "place": "unsure", "when": "today", "noticed": "Ada tawaran."}
    return ReportForm(data | said, writer=sari, today=TODAY)


def test_the_form_takes_one_person(sari: User) -> None:
    said = {"person_name": "Moch. Soleh", "person_alias": "Cak Sol", "person_phone": PHONE}
    filled = form(sari, **said, person_village="Masaran, Munjungan")
    assert filled.is_valid(), filled.errors
    person = replace(SOLEH.person, region_code=filled.content().people[0].person.region_code)
    assert filled.content().people == (replace(SOLEH, person=person),)
    assert person.region_code.startswith("35.03")


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"person_phone": PHONE}, "person_name"),
        ({"person_name": "Soleh", "person_phone": "12"}, "person_phone"),
        ({"person_name": "Soleh", "person_village": "Entah Berantah"}, "person_village"),
    ],
)
def test_what_cannot_be_told_of_a_person_is_asked_about(
    said: dict[str, str], where: str, sari: User
) -> None:
    assert where in form(sari, **said).errors


def test_a_report_about_nobody_names_nobody(sari: User) -> None:
    filled = form(sari)
    assert filled.is_valid(), filled.errors
    assert filled.content().people == ()
    assert not filled.has_person


def test_the_revise_form_shows_the_person_again(sari: User) -> None:
    home = replace(SOLEH, person=replace(SOLEH.person, region_code="35.03.05.2001"))
    initial = initial_of(Content(noticed="x", people=(home,)))
    assert (initial["person_name"], initial["person_alias"]) == ("Moch. Soleh", "Cak Sol")
    assert initial["person_village"].startswith("Prigi")
