"""The second reading of the policy agrees with the product, and knows its own rules."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acceptance.access import facts, sight, standing, world
from acceptance.access.expected import Person, Policy, Row, lies_within, read_policy
from acceptance.access.matrix import MAKERS
from acceptance.access.world import OWNERSHIPS, RELATIONS, World
from kentongan.access.policy import Kind, cell
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.queries import alerts_visible_to
from kentongan.entities.queries import things_visible_to
from kentongan.reports.queries import report_for

POLICY = read_policy()
OFFICE, AGENCY = 1, 2
NEAR = Person(pk=9, role="analyst", office=OFFICE, areas=("35.03",), agency=AGENCY)
many = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SEEN = {
    "report": lambda user, record: report_for(user, record.uuid) is not None,
    "alert": lambda user, record: alerts_visible_to(user).filter(pk=record.pk).exists(),
    "entity": lambda user, record: things_visible_to(user).filter(pk=record.pk).exists(),
}
cases = st.tuples(
    st.sampled_from(RoleKey),
    st.sampled_from(sorted(SEEN)),
    st.sampled_from(RELATIONS),
    st.sampled_from(OWNERSHIPS),
    st.integers(0, 5),
    st.booleans(),
)


def test_it_reads_every_cell_as_the_product_does() -> None:
    for role in RoleKey:
        for kind in Kind:
            mine, theirs = POLICY.cell(role, kind), cell(User(role=role), kind)
            assert mine["read"] == theirs.reach
            assert set(mine.get("may", [])) == theirs.may
            assert max(mine["label"], 0) == theirs.label


def test_it_knows_every_role_and_every_kind() -> None:
    assert set(POLICY.roles) == set(RoleKey)
    assert set(POLICY.kinds) == set(Kind)


@given(case=cases)
@many
def test_it_decides_about_random_records_as_the_gate_does(
    case: tuple[RoleKey, str, str, str, int, bool], made: World
) -> None:
    role, kind, relation, ownership, label, in_hands = case
    record = MAKERS[kind](made, role, relation, ownership, label)
    standing.give(made, record, role, is_shared=in_hands)
    user = made.people[role]
    expected = sight.sees(POLICY, world.person_of(user), record)
    assert SEEN[kind](user, record) == expected, facts.rows_of(record)


@pytest.mark.parametrize(
    ("row", "sees"),
    [
        (Row("alert", 3, office=OFFICE), True),
        (Row("alert", 4, office=OFFICE), False),
        (Row("alert", 3, office=7), False),
        (Row("report", 4, office=OFFICE), False),  # from 4 on named readers only
        (Row("report", 4, office=OFFICE, named=frozenset({9})), True),
        (Row("report", 4, office=OFFICE, owner=9), True),
        (Row("alert", 3, office=OFFICE, barred=frozenset({9})), False),
        (Row("alert", 3, office=OFFICE, hidden_from=AGENCY), False),
        (Row("alert", 3, office=OFFICE, hidden_from=AGENCY, owner=9), True),
        (Row("alert", 3, office=OFFICE, hidden_from=AGENCY, owner=9, is_written=False), False),
        (Row("alert", 4, office=OFFICE, opened=frozenset({9})), True),
        (Row("alert", 5, office=OFFICE, opened=frozenset({9})), False),
        (Row("alert", 4, office=7, opened=frozenset({9})), False),
    ],
)
def test_it_asks_one_question_after_the_other(row: Row, sees: bool) -> None:
    assert POLICY.may_read(NEAR, row) is sees


def test_a_role_without_a_purpose_reads_nothing() -> None:
    idle = Policy({"analyst": dict(POLICY.cells["analyst"]) | {"purposes": []}})
    assert not idle.may_read(NEAR, Row("alert", 0, office=OFFICE))


def test_an_area_is_a_part_of_the_tree_and_not_of_the_text() -> None:
    assert lies_within("35.03.05.2001", "35.03")
    assert not lies_within("35.031", "35.03")
    assert not lies_within("35.03", "")


def test_every_table_of_the_product_has_its_place() -> None:
    assert sight.unplaced() == []
