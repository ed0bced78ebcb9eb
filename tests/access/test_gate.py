"""The gate against its slow twin: every role × every guarded kind × reach × label."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from kentongan.access.labels import Label
from kentongan.access.policy import Kind, Reach, table
from kentongan.access.visibility import Sight, visible
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert
from kentongan.alerts.queries import SIGHT as ALERTS
from kentongan.entities.models import Mention
from kentongan.entities.queries import SIGHT as ENTITIES
from kentongan.entities.sides import EVERY_SORT
from kentongan.reports.models import Report
from kentongan.reports.queries.imports import SIGHT as IMPORTS
from kentongan.reports.queries.reports import SIGHT as REPORTS
from kentongan.screening.follow_up.queries import SIGHT as REFERRALS
from kentongan.screening.queries import SIGHT as APPLICATIONS
from tests import factories
from tests.access.conftest import (
    MASARAN,
    PRIGI,
    SIGHTS,
    TAWANGREJO,
    put_alert,
    put_mention,
    put_report,
    seen,
    unpost,
)
from tests.access.naive import Row, seen_of

Fill = Callable[[Kind], list[Row]]


def test_the_pages_use_the_sights_tested_here() -> None:
    used = {Kind.REPORT: REPORTS, Kind.ALERT: ALERTS, Kind.ENTITY: ENTITIES, Kind.IMPORT: IMPORTS}
    used |= {Kind.INTERVIEW: APPLICATIONS, Kind.REFERRAL: REFERRALS}
    assert used | {sort.kind: sort.sight for sort in EVERY_SORT} == SIGHTS


@pytest.mark.parametrize("kind", SIGHTS)
def test_the_gate_decides_as_its_slow_twin_for_every_role(
    kind: Kind, fill: Fill, viewer: User
) -> None:
    rows = fill(kind)
    for role in RoleKey:
        viewer.role = role
        assert sorted(seen(viewer, kind)) == sorted(seen_of(viewer, rows, kind)), role


@pytest.mark.parametrize("kind", SIGHTS)
def test_without_a_posting_it_decides_as_its_twin_by_the_area_of_the_office(
    kind: Kind, fill: Fill, viewer: User
) -> None:
    rows = fill(kind)
    unpost(viewer)
    for role in RoleKey:
        viewer.role = role
        assert sorted(seen(viewer, kind)) == sorted(seen_of(viewer, rows, kind)), role


@pytest.mark.parametrize("kind", SIGHTS)
def test_the_gate_is_neither_always_open_nor_always_shut(
    kind: Kind, fill: Fill, viewer: User
) -> None:
    rows = fill(kind)
    viewer.role = RoleKey.SECTION_HEAD
    assert 0 < len(seen(viewer, kind)) < len(rows)


@pytest.mark.parametrize("role", RoleKey)
def test_an_inactive_person_of_any_role_sees_nothing(
    role: RoleKey, viewer: User, office: Office
) -> None:
    put_report(1, Label.OPEN, PRIGI, office, viewer)
    viewer.role, viewer.is_active = role, False
    assert seen(viewer, Kind.REPORT) == []


def test_somebody_without_a_login_sees_nothing(viewer: User, office: Office) -> None:
    put_report(1, Label.OPEN, PRIGI, office, viewer)
    stranger = AnonymousUser()
    assert not visible(Report.objects.all(), stranger, SIGHTS[Kind.REPORT])  # type: ignore[type-var]


@pytest.mark.parametrize("role", ["", "raja", "superuser"])
def test_a_role_the_table_does_not_know_sees_nothing(
    role: str, viewer: User, office: Office
) -> None:
    put_report(1, Label.OPEN, PRIGI, office, viewer)
    viewer.role = role
    assert seen(viewer, Kind.REPORT) == []


def test_a_superuser_has_no_other_sight_than_the_role(viewer: User, office: Office) -> None:
    put_report(1, Label.OPEN, PRIGI, office, viewer)
    viewer.role, viewer.is_superuser = RoleKey.SYSTEM_ADMIN, True
    assert seen(viewer, Kind.REPORT) == []


def test_an_analyst_without_an_office_does_not_see_what_belongs_to_no_office(
    viewer: User, office: Office
) -> None:
    row = put_mention(1, Label.OPEN, PRIGI, office, viewer)
    Mention.objects.filter(pk=row.pk).update(office=None)
    viewer.role, viewer.office = RoleKey.ANALYST, None
    assert seen(viewer, Kind.ENTITY) == []


def test_a_village_officer_sees_an_alert_once_although_two_of_its_villages_are_hers(
    sari: User, asing: User, office: Office
) -> None:
    row = put_alert(1, Label.RESTRICTED, PRIGI, office, asing)
    assert Alert.objects.get().areas.count() == 2
    assert seen(sari, Kind.ALERT) == [row.pk]


@pytest.mark.parametrize(
    ("area", "code", "covers"),
    [
        ("35.03", PRIGI, True),
        ("35.03.05", PRIGI, True),
        (PRIGI, PRIGI, True),
        ("35.03.04", PRIGI, False),
        (PRIGI, "35.03.05.2002", False),
        (PRIGI, "35.03", False),  # a coarser place is not the village's own
        ("35.03", TAWANGREJO, False),
        ("35.03", "", False),  # an unsure place lies nowhere
    ],
)
def test_an_area_covers_what_lies_below_it(
    area: str, code: str, covers: bool, viewer: User, asing: User, office: Office, areas: dict
) -> None:
    unpost(viewer)
    factories.post(viewer, areas[area])
    viewer.role = RoleKey.VILLAGE_OFFICER
    put_alert(1, Label.OPEN, code, office, asing)
    assert bool(seen(viewer, Kind.ALERT)) is covers


def test_a_posting_that_has_ended_shows_its_village_no_more(
    sari: User, asing: User, office: Office
) -> None:
    put_alert(1, Label.OPEN, "35.03.05.2002", office, asing)
    lasting = put_alert(2, Label.OPEN, "35.03.05.2003", office, asing)
    sari.postings.filter(region__code="35.03.05.2002").update(valid_to=date(2026, 1, 1))
    assert seen(sari, Kind.ALERT) == [lasting.pk]


def test_what_i_wrote_myself_is_mine_even_outside_my_area(sari: User, office: Office) -> None:
    row = put_report(1, Label.CONFIDENTIAL, MASARAN, office, sari)
    assert seen(sari, Kind.REPORT) == [row.pk]


def test_what_i_wrote_myself_is_hidden_once_its_label_rises_above_mine(
    sari: User, office: Office
) -> None:
    put_report(1, Label.SEALED, PRIGI, office, sari)
    assert seen(sari, Kind.REPORT) == []


def test_the_gate_narrows_a_question_and_never_widens_it(bima: User, office: Office) -> None:
    put_report(1, Label.OPEN, PRIGI, office, bima)
    other = put_report(2, Label.OPEN, MASARAN, office, bima)
    asked = Report.objects.filter(region_code=MASARAN)
    assert [report.pk for report in visible(asked, bima, SIGHTS[Kind.REPORT])] == [other.pk]


def test_a_table_without_author_or_office_shows_nothing_of_that_reach(bima: User) -> None:
    bare = Sight(Kind.REPORT, author=None, office=None)
    assert not visible(Report.objects.all(), bima, bare).exists()


def test_no_role_reaches_imports_by_area_since_a_file_lies_in_no_village() -> None:
    reaches = {cells[Kind.IMPORT].reach for cells in table().values() if Kind.IMPORT in cells}
    assert Reach.AREA not in reaches
