"""Whatever is assigned, opened, declared, excluded or kept back: the gate decides as its twin."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.access.models import Assignment, BreakGlass, Conflict, Exclusion
from kentongan.access.policy import Kind
from kentongan.accounts.models import Agency, Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.regions.models import Region
from tests.access.conftest import MASARAN, PRIGI, TABLES, seen
from tests.access.naive import Row, seen_of
from tests.access.test_gate import Fill
from tests.access.test_gate_property import become, people

HOUR = timedelta(hours=1)
AREAS = (PRIGI, MASARAN, "35.03.05", "35.03", "35.02")
random_worlds = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
facts = st.fixed_dictionaries(
    {
        "what": st.sampled_from(("assigned", "opened", "near", "area", "person", "agency")),
        "row": st.integers(0, 119),
        "behind": st.booleans(),
        "over": st.sampled_from((False, False, False, True)),
    }
)
worlds = st.fixed_dictionaries(
    {
        "facts": st.lists(facts, max_size=6),
        "hidden": st.lists(st.integers(0, 119), max_size=30),
        "whose": st.sampled_from(("mine", "other")),
    }
)


@pytest.fixture(params=(Kind.REPORT, Kind.ALERT, Kind.ENTITY))
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def rows(kind: Kind, fill: Fill) -> list[Row]:
    return fill(kind)


@pytest.fixture
def police(joko: User) -> Agency:
    """Another agency than the viewer's."""
    assert joko.agency is not None
    return joko.agency


def forget(kind: Kind) -> None:
    """The world of the example before this one."""
    for model in (Assignment, BreakGlass, Conflict, Exclusion):
        model.objects.all().delete()
    TABLES[kind].objects.update(hidden_from=None)


def subject_of(row: Row, fact: dict) -> str:
    words = row.told_by if fact["behind"] and row.told_by else row.subjects
    return sorted(words)[0]


def make(fact: dict, rows: list[Row], viewer: User, by: User) -> None:
    """One fact about the viewer, over or in force."""
    now, subject = timezone.now(), subject_of(rows[fact["row"]], fact)
    ended = now if fact["over"] else None
    what = fact["what"]
    if what == "assigned":
        until = now + HOUR
        Assignment.objects.create(
            subject=subject, user=viewer, by=by, at=now - HOUR, until=until, ended_at=ended
        )
    elif what == "opened":
        start = now - (2 * HOUR if fact["over"] else timedelta())
        BreakGlass.objects.create(
            subject=subject, by=viewer, asked_at=start, opened_at=start, ends_at=start + HOUR
        )
    elif what in {"near", "area"}:
        word = f"area:{AREAS[fact['row'] % len(AREAS)]}" if what == "area" else subject
        Conflict.objects.get_or_create(
            user=viewer, subject=word, ended_at=ended, defaults={"by": by, "at": now}
        )
    else:
        whom = {"user": viewer} if what == "person" else {"agency": viewer.agency or by.agency}
        Exclusion.objects.create(subject=subject, by=by, at=now, ended_at=ended, **whom)


@given(person=people, world=worlds)
@random_worlds
def test_the_gate_and_its_twin_agree_in_any_world(
    person: dict,
    world: dict,
    kind: Kind,
    rows: list[Row],
    viewer: User,
    offices: dict[str, Office | None],
    areas: dict[str, Region],
    asing: User,
    police: Agency,
) -> None:
    forget(kind)
    become(viewer, person, offices, areas)
    for fact in world["facts"]:
        make(fact, rows, viewer, asing)
    whose = viewer.agency if world["whose"] == "mine" and viewer.agency else police
    hidden = {rows[number].pk for number in world["hidden"]}
    TABLES[kind].objects.filter(pk__in=hidden).update(hidden_from=whose)
    told = [replace(row, hidden_from=whose.pk) if row.pk in hidden else row for row in rows]
    assert set(seen(viewer, kind)) == seen_of(viewer, told, kind)


@pytest.fixture
def offices(office: Office, other_office: Office) -> dict[str, Office | None]:
    return {"mine": office, "other": other_office, "none": None}


@pytest.mark.parametrize("role", [RoleKey.ANALYST, RoleKey.OFFICE_HEAD, RoleKey.VILLAGE_OFFICER])
def test_with_an_emergency_the_sealed_row_stays_shut(
    role: RoleKey, kind: Kind, rows: list[Row], viewer: User
) -> None:
    viewer.role = role
    now = timezone.now()
    for row in rows:
        BreakGlass.objects.create(
            subject=sorted(row.subjects)[0],
            by=viewer,
            asked_at=now,
            opened_at=now,
            ends_at=now + HOUR,
        )
    sealed = {row.pk for row in rows if row.label == 5}
    foreign = {row.pk for row in rows if row.office_id != viewer.office_id}
    shown = set(seen(viewer, kind))
    assert shown >= {row.pk for row in rows} - sealed - foreign
    assert not shown & sealed
