"""Who may write for whom, grade and revise: the whole cast in tables."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.access.permissions import allowed
from kentongan.accounts.models import Agency, Office, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.regions.models import Region
from kentongan.reports import permissions
from kentongan.reports.content import Content
from kentongan.reports.models import Credibility, Reliability, Report
from kentongan.reports.queries import office_for
from kentongan.reports.queries.reports import areas_to_filter
from tests import factories

Made = Callable[..., Report]
CAST = ["sari", "dimas", "bima", "ratna", "hadi", "joko", "wening", "agung", "laras", "asing"]
REPORTERS = {"sari", "dimas", "bima", "ratna", "joko", "wening", "asing"}
WEIGHERS = {"bima", "ratna", "asing"}
REVISERS = {"sari", "dimas", "bima", "ratna", "asing"}


@pytest.fixture(params=CAST)
def person(request: pytest.FixtureRequest) -> User:
    found: User = request.getfixturevalue(request.param)
    return found


def test_who_may_report_for_the_own_agency(person: User) -> None:
    may = allowed(permissions.check_may_report, person, person.agency)
    assert may is (person.username in REPORTERS)


def test_who_may_report_for_another_agency(person: User) -> None:
    other = Agency.objects.create(code="other", name="Dinas Sosial", kind=AgencyKind.LABOUR)
    may = allowed(permissions.check_may_report, person, other)
    assert may is (person.username in WEIGHERS)
    assert permissions.weighs_reports(person) is (person.username in WEIGHERS)


def test_who_may_revise_at_all(person: User, made_report: Made, dimas: User) -> None:
    """Which reports a person finds is the gate's question, asked before this one."""
    report = made_report(dimas, "35.02.03.2001")
    may = allowed(permissions.check_may_revise, person, report)
    assert may is (person.username in REVISERS)


def test_nobody_revises_what_was_withdrawn(person: User, made_report: Made, dimas: User) -> None:
    report = made_report(dimas, "35.02.03.2001")
    report.withdrawn_at = timezone.now()
    assert not allowed(permissions.check_may_revise, person, report)


def test_nobody_does_anything_with_a_closed_account(person: User) -> None:
    person.is_active = False
    assert not allowed(permissions.check_may_report, person, person.agency)
    assert not permissions.weighs_reports(person)
    assert not permissions.sees_others(person)


def test_the_grading_is_changed_by_those_who_weigh_and_left_alone_by_all(person: User) -> None:
    weighs = person.username in WEIGHERS
    for reliability, credibility in product(Reliability.values, Credibility.values):
        graded = Content("x", reliability=reliability, credibility=credibility)
        changes = graded.grading != ("F", "6")
        may = allowed(permissions.check_may_grade, person, graded)
        assert may is (weighs or not changes)
        assert allowed(permissions.check_may_grade, person, graded, graded.grading)


def test_taking_a_grade_away_is_grading_too(sari: User) -> None:
    with pytest.raises(Refused, match="analis"):
        permissions.check_may_grade(sari, Content("x"), before=("B", "2"))


def test_half_a_change_of_the_grading_is_one(sari: User) -> None:
    was = Content("x", reliability="B", credibility="2")
    for half in ({"reliability": "A"}, {"credibility": "1"}):
        assert not allowed(
            permissions.check_may_grade,
            sari,
            replace(was, **half),  # type: ignore[arg-type]
            was.grading,
        )


def test_an_account_without_an_office_is_told_whom_to_ask(db: None) -> None:
    nobody = User.objects.create(username="nobody", role=RoleKey.VILLAGE_OFFICER)
    with pytest.raises(Refused, match="Hubungi admin"):
        permissions.check_may_report(nobody, None)
    assert areas_to_filter(nobody) == []


def test_of_two_offices_the_one_with_the_more_exact_area_looks_after_a_report(
    joko: User, office: Office, areas: dict[str, Region]
) -> None:
    for code in ("35", "35.03.05"):
        factories.make_office(f"Kantor {code}", AgencyKind.IMMIGRATION, [areas[code]])
    near = Office.objects.get(name="Kantor 35.03.05")
    wide = Office.objects.get(name="Kantor 35")
    asked = ("35.03.05.2001", "35.03.04.2001", "35.05.01.2001")
    assert [office_for(joko, code) for code in asked] == [near, office, wide]


def test_an_office_of_another_agency_never_looks_after_a_report(
    joko: User, wening: User, office: Office
) -> None:
    """The police post works in exactly that sub-district; still immigration gets it."""
    assert office_for(wening, "35.03.05.2001") == office
    assert office_for(joko, "35.03.05") == office


def test_an_area_an_office_has_lost_does_not_count(
    joko: User, office: Office, areas: dict[str, Region]
) -> None:
    Region.objects.filter(code="35.03").update(valid_to="2026-01-01")
    assert office_for(joko, "35.03.05.2001") is None
