"""The person in the form: a box that opens by a tap, kept over revisions, shown to who may read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import PersonMention
from kentongan.entities.told import Person, Role, WrittenPerson
from kentongan.regions.models import Region
from kentongan.reports.actions import withdraw_reports
from kentongan.reports.actions.retention import erase_reports
from kentongan.reports.content import Content, content_of, person_words, tidied
from kentongan.reports.forms import ReviseForm, initial_of
from kentongan.reports.line_list.packing import packed, unpacked_content
from kentongan.reports.line_list.rows import Understood
from kentongan.reports.models import ImportBatch, Report
from kentongan.reports.rules import source_of
from kentongan.reports.wording import compared

Filled = Callable[..., dict[str, object]]
AsUser = Callable[[User], Client]
Made = Callable[..., Report]
NEW = "/laporan/baru/"
PRIGI = "35.03.05.2001"
PHONE, OTHER = fake_phone(21), fake_phone(22)
SOLEH = WrittenPerson(
    Role.SUSPECTED,
    Person("Moch. Soleh", others=("Cak Sol", "Sol"), phones=(PHONE, OTHER), father="Karim",
           region_code=PRIGI),
)  # fmt: skip
RINI = WrittenPerson(Role.SUSPECTED, Person("Bu Rini"))
TODAY = date(2026, 11, 25)


def revised(writer: User, was: Content, **changes: object) -> Content:
    """The revise form as the browser sends it back."""
    shown = {name: "" if value is None else value for name, value in initial_of(was).items()}
    data = shown | {"based_on": 1, "reason": "salah tulis"} | changes
    form = ReviseForm(data, writer=writer, today=TODAY, was=was)
    assert form.is_valid(), form.errors
    return tidied(form.content())


def content(*people: WrittenPerson) -> Content:
    return tidied(Content(noticed="Ada tawaran.", people=people))


def test_the_box_is_closed_until_somebody_needs_it(sari: User, as_user: AsUser) -> None:
    page = as_user(sari).get(NEW).text
    assert '<details id="id_person">' in page
    assert page.count('name="person_') == 4


def test_a_fault_in_the_box_opens_it_and_keeps_what_was_typed(
    sari: User, as_user: AsUser, filled: Filled
) -> None:
    page = as_user(sari).post(NEW, filled(person_name="Soleh", person_phone="12"))
    assert page.status_code == 422
    assert '<details open id="id_person">' in page.text
    assert 'value="Soleh"' in page.text
    assert not Report.objects.exists()


def test_who_reads_the_report_reads_whom_it_names(
    sari: User, bima: User, as_user: AsUser, filled: Filled
) -> None:
    as_user(sari).post(NEW, filled(person_name="Moch. Soleh", person_alias="Cak Sol"))
    report = Report.objects.get()
    assert "Moch. Soleh alias Cak Sol" in as_user(bima).get(f"/laporan/{report.uuid}/").text


def test_the_page_of_a_revision_shows_the_person_again(
    sari: User, as_user: AsUser, made_report: Made
) -> None:
    report = made_report(sari, people=(SOLEH,))
    page = as_user(sari).get(reverse("reports:revise", args=[report.uuid])).text
    assert 'value="Moch. Soleh"' in page
    assert 'value="Prigi, Watulimo, Trenggalek"' in page


def test_untouched_the_form_says_the_same_of_everybody(sari: User) -> None:
    was = content(SOLEH, RINI)
    assert revised(sari, was).people == was.people


def test_a_home_that_is_no_longer_in_force_stays(sari: User, areas: dict[str, Region]) -> None:
    gone = replace(SOLEH, person=replace(SOLEH.person, region_code="35.03.05.2999"))
    assert revised(sari, content(gone)).people == content(gone).people


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"person_name": "M. Soleh"}, {"name": "M. Soleh"}),
        ({"person_alias": "Pak Sol"}, {"others": ("Pak Sol", "Sol")}),
        ({"person_phone": ""}, {"phones": (OTHER,)}),
        ({"person_village": ""}, {"region_code": ""}),
    ],
    ids=["name", "alias", "phone", "village"],
)
def test_one_box_changes_one_thing(
    changes: dict[str, str], expected: dict[str, object], sari: User
) -> None:
    found = revised(sari, content(SOLEH), **changes).people[0].person
    assert found == replace(SOLEH.person, **expected)  # type: ignore[arg-type]


def test_without_a_name_the_first_person_goes_and_the_second_stays(sari: User) -> None:
    empty = dict.fromkeys(("person_name", "person_alias", "person_phone", "person_village"), "")
    assert revised(sari, content(SOLEH, RINI), **empty).people == (RINI,)


def test_a_corrected_name_is_marked_beside_the_old_one(
    sari: User, as_user: AsUser, filled: Filled, made_report: Made
) -> None:
    report = made_report(sari, people=(RINI,))
    was = report.current
    assert was is not None
    changed = replace(content_of(was), people=(SOLEH,))
    form = initial_of(changed) | {"based_on": 1, "reason": "nama salah ketik"}
    form = {name: "" if value is None else value for name, value in form.items()}
    answer = as_user(sari).post(reverse("reports:revise", args=[report.uuid]), form)
    assert answer.status_code == 302
    (row,) = [row for row in compared(list(report.revisions.order_by("number"))) if row.cells[1][1]]
    assert "Bu Rini" in row.cells[0][0]
    assert "Moch. Soleh" in row.cells[1][0]


def test_a_person_in_words_has_names_first_and_numbers_after() -> None:
    assert person_words(SOLEH.person) == f"Moch. Soleh alias Cak Sol alias Sol, {PHONE}, {OTHER}"


def test_people_of_a_line_list_survive_the_database(sari: User) -> None:
    agency = sari.agency
    assert agency is not None
    outcome = Understood("accepted", (), content(SOLEH, RINI), agency, "1:x", "x")
    assert unpacked_content(packed(outcome)) == outcome.content


def test_rows_that_were_read_before_reports_named_people_are_still_read(sari: User) -> None:
    agency = sari.agency
    assert agency is not None
    old = packed(Understood("accepted", (), content(), agency, "1:x", "x"))
    del old["content"]["people"]
    assert unpacked_content(old).people == ()


def test_an_erased_report_takes_its_people_along(sari: User, made_report: Made) -> None:
    report = made_report(sari, people=(SOLEH, RINI))
    erase_reports([source_of(report.uuid)])
    assert not PersonMention.objects.exists()
    report.refresh_from_db()
    assert report.current is not None
    assert content_of(report.current).people == ()


def test_an_undone_import_withdraws_its_people(bima: User, made_report: Made) -> None:
    report = made_report(bima, people=(SOLEH,))
    batch = ImportBatch.objects.create(
        sha256="0" * 64, size=1, content=b"x", author=bima, office=bima.office
    )
    Report.objects.filter(pk=report.pk).update(batch=batch)
    withdraw_reports(by=bima, batch=batch)
    assert PersonMention.objects.get().withdrawn
