"""What the measured day plants is found, case by case, through the doors of the counter."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from acceptance.desk import day_cases
from acceptance.desk.day_cases import Case, People
from kentongan.accounts.models import User
from kentongan.entities.told import Person
from kentongan.screening.actions.applications import open_application
from kentongan.screening.actions.cautions import set_caution
from kentongan.screening.actions.interviewing import keep_answer, keep_paper
from kentongan.screening.applicants import Applicant, Told
from kentongan.screening.cautions import around, marks_of
from kentongan.screening.facts.shown import facts_of
from kentongan.screening.lists.queries import name_key
from kentongan.screening.models import Application, LicenceEntry, LicenceList

EXTRA = ("address", "sponsor", "companion", "companion_phone")
Make = Callable[[People], object]


@pytest.fixture
def prepared(rini: User) -> User:
    """The counter of the measured day: lists and cautions."""
    for kind, names in (
        ("agency", (day_cases.LISTED, day_cases.CAUTIONED_AGENCY)),
        ("umrah", (day_cases.LISTED_OPERATOR,)),
    ):
        made = LicenceList.objects.create(
            office=rini.office,
            kind=kind,
            listed_on=timezone.localdate(),
            source="uji",
            digest="",
            loaded_by=rini,
            loaded_at=timezone.now(),
        )
        for name in names:
            LicenceEntry.objects.create(licence_list=made, name=name, key=name_key(name))
    things = (
        marks_of([("phone", day_cases.CAUTIONED_PHONE)]),
        marks_of([("organisation", day_cases.CAUTIONED_AGENCY)]),
        marks_of([("phone", day_cases.CAUTIONED_COMPANION)]),
        around("35.03.05.2001"),
    )
    for number, marks in enumerate(things):
        set_caution(
            by=None,
            office=rini.office,
            subject=f"alert:{number}",
            marks=marks,
            on=timezone.localdate(),
        )
    return rini


def walked(by: User, case: Case) -> Application:
    """The case told, answered and shown."""
    form = case.form
    person = Person(
        name=form["name"],
        national_id=form["national_id"],
        birth_date=date.fromisoformat(form["birth_date"]),
        phones=(form["phone"],),
    )
    applicant = Applicant(person=person, **{name: form.get(name, "") for name in EXTRA})
    code = "35.03.05.2001" if "region_code" in form else ""
    application = open_application(by=by, told=Told(applicant, form["purpose"], code))
    for question, written in case.answers.items():
        keep_answer(by=by, application=application, question=question, written=written)
    for paper in case.papers:
        keep_paper(by=by, application=application, kind=paper["kind"], told=paper)
    return application


def check(by: User, make: Callable[[People], object], seed: int = 3) -> None:
    """Every case of a group shows what is planted, and nothing else."""
    cases = list(make(People(seed)))  # type: ignore[call-overload]
    opened = [(case, walked(by, case)) for case in cases]
    now = timezone.now()
    wrong = [
        (case.form["purpose"], sorted(case.expected), found)
        for case, application in opened
        if (found := sorted({fact.kind for fact in facts_of(application, now)}))
        != sorted(case.expected)
    ]
    assert not wrong


@pytest.mark.parametrize("seed", [1, 2])
def test_papers_and_numbers(prepared: User, seed: int) -> None:
    check(prepared, without_area, seed)


def without_area(people: People) -> list[Case]:
    """The made-up regency of the measurement is not among the areas of the cast."""
    cases = list(day_cases.papers_and_numbers(people))
    return [case for case in cases if not case.form["national_id"].startswith("350299")]


def test_contacts_of_several_applicants(prepared: User) -> None:
    check(prepared, day_cases.shared)


def test_firms_on_and_off_the_list(prepared: User) -> None:
    check(prepared, day_cases.firms)


def test_destinations_and_days(prepared: User) -> None:
    check(prepared, day_cases.journeys)


def test_things_of_a_live_alert(prepared: User) -> None:
    check(prepared, day_cases.cautions)


def test_children_and_who_comes_with_them(prepared: User) -> None:
    check(prepared, day_cases.children)


def test_the_days_of_the_journeys_lie_ahead() -> None:
    day = date(*map(int, reversed(day_cases.days_ahead(20).split("-"))))
    assert day == date.today() + timedelta(days=20)  # noqa: DTZ011
