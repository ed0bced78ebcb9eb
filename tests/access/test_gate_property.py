"""Whatever the person: nothing above the label, nothing outside the reach."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.regions.models import Region
from tests import factories
from tests.access.conftest import seen, unpost
from tests.access.naive import Row, lies_within, seen_of
from tests.access.test_gate import Fill

GUARDED = (Kind.REPORT, Kind.ALERT, Kind.ENTITY)
many_people = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
people = st.fixed_dictionaries(
    {
        "role": st.sampled_from(RoleKey),
        "is_active": st.sampled_from((True, True, True, False)),
        "office": st.sampled_from(("mine", "other", "none")),
        "posted": st.sets(st.sampled_from([code for code, *_ in factories.AREAS]), max_size=3),
    }
)


@pytest.fixture(params=GUARDED)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def rows(kind: Kind, fill: Fill) -> dict[int, Row]:
    return {row.pk: row for row in fill(kind)}


def become(viewer: User, person: dict, offices: dict[str, Office | None], areas: dict) -> None:
    """Give the viewer the drawn role, office and postings."""
    unpost(viewer)
    for code in person["posted"]:
        factories.post(viewer, areas[code])
    viewer.role, viewer.is_active = person["role"], person["is_active"]
    viewer.office = offices[person["office"]]


@pytest.fixture
def offices(office: Office, other_office: Office) -> dict[str, Office | None]:
    return {"mine": office, "other": other_office, "none": None}


@given(person=people)
@many_people
def test_nothing_above_the_label_is_ever_shown(
    person: dict, kind: Kind, rows: dict[int, Row], viewer: User, offices: dict, areas: dict
) -> None:
    become(viewer, person, offices, areas)
    highest = cell(viewer, kind).label
    assert all(rows[pk].label <= highest for pk in seen(viewer, kind))


@given(person=people)
@many_people
def test_nothing_outside_the_reach_is_ever_shown(
    person: dict, kind: Kind, rows: dict[int, Row], viewer: User, offices: dict, areas: dict
) -> None:
    become(viewer, person, offices, areas)
    others = [rows[pk] for pk in seen(viewer, kind) if rows[pk].author_id != viewer.pk]
    reach = cell(viewer, kind).reach
    assert not others or reach in {Reach.AREA, Reach.OFFICE}
    if reach is Reach.OFFICE:
        assert {row.office_id for row in others} <= {viewer.office_id}


@given(person=people)
@many_people
def test_of_other_people_s_rows_by_area_only_those_in_the_postings_are_shown(
    person: dict, kind: Kind, rows: dict[int, Row], viewer: User, offices: dict, areas: dict
) -> None:
    become(viewer, person | {"role": RoleKey.VILLAGE_OFFICER}, offices, areas)
    others = [rows[pk] for pk in seen(viewer, kind) if rows[pk].author_id != viewer.pk]
    for row in others if person["posted"] else ():
        assert any(lies_within(c, area) for c in row.region_codes for area in person["posted"])


@given(person=people)
@many_people
def test_the_gate_and_its_twin_agree_on_anybody(
    person: dict, kind: Kind, rows: dict[int, Row], viewer: User, offices: dict, areas: dict
) -> None:
    become(viewer, person, offices, areas)
    shown = seen(viewer, kind)
    assert len(shown) == len(set(shown))
    assert set(shown) == seen_of(viewer, rows.values(), kind)


def test_the_area_tree_of_the_tests_uses_fixed_width_codes(areas: dict[str, Region]) -> None:
    widths = {(code.count("."), len(code)) for code in areas}
    assert widths == {(0, 2), (1, 5), (2, 8), (3, 13)}
