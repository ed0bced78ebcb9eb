"""The policy table: every role has a row, only known words, nothing by default."""

from types import SimpleNamespace

import pytest
import yaml

from kentongan.access import table as table_module
from kentongan.access.labels import Label
from kentongan.access.policy import (
    NOTHING,
    Cell,
    Kind,
    Reach,
    abilities,
    cell,
    may,
    policy,
    purposes_of,
    read_cell,
    table,
)
from kentongan.access.table import read_policy
from kentongan.accounts.models import User
from kentongan.accounts.roles import ROLES, AgencyKind, RoleKey

DEEDS = policy().deeds
CASEWORK = {
    *(Kind.REPORT, Kind.ALERT, Kind.ENTITY, Kind.IMPORT, Kind.WEEKLY_SHEET),
    *(Kind.PERSON, Kind.PROTECTED_PERSON),
}
EVERY_CELL = [(role, kind, cell) for role, cells in table().items() for kind, cell in cells.items()]
PARTNERS = {RoleKey(k) for k, role in ROLES.items() if role.agency is not AgencyKind.IMMIGRATION}


def person(role: str, *, active: bool = True) -> User:
    return User(username="uji", role=role, is_active=active)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path) -> object:
    """``written(rows)``: the policy as read from another file."""

    def write(rows: dict[str, object]) -> None:
        (tmp_path / "policy.yaml").write_text(yaml.safe_dump(rows), "utf-8")
        monkeypatch.setattr(table_module, "files", lambda _package: tmp_path)

    return write


def test_every_role_has_a_row() -> None:
    assert set(table()) == set(RoleKey)


def test_a_role_without_a_row_stops_the_start(written) -> None:
    written({role.value: {} for role in RoleKey if role is not RoleKey.AUDITOR})
    with pytest.raises(ValueError, match="AUDITOR"):
        read_policy()


@pytest.mark.parametrize(
    "rows",
    [
        {"raja": {}},
        {"analyst": {"harta": {"read": "own", "label": 1}}},
        {"analyst": {"report": {"read": "semua", "label": 1}}},
        {"analyst": {"report": {"read": "own", "label": 6}}},
        {"analyst": {"report": {"read": "own", "label": 1, "mya": ["create"]}}},
        {"analyst": {"purposes": ["iseng"]}},
        {"deeds": {"harta": ["create"]}},
        {"analyst": {"purposes": ["cegah"], "report": {"read": "own", "label": 1, "may": ["x"]}}},
        {"analyst": {"report": {"read": "own", "label": 1}}},
    ],
    ids=["role", "kind", "reach", "label", "word", "purpose", "deeds", "deed", "no purpose"],
)
def test_an_unknown_word_in_the_table_is_refused(rows: dict, written) -> None:
    written({role.value: {} for role in RoleKey} | rows)
    with pytest.raises(ValueError):
        read_policy()


@pytest.mark.parametrize("missing", ["read", "label"])
def test_a_cell_says_both_how_far_and_how_sensitive(missing: str) -> None:
    raw = {"read": "own", "label": 1}
    del raw[missing]
    with pytest.raises(KeyError, match=missing):
        read_cell(raw)


def test_a_cell_is_read_word_by_word() -> None:
    raw = {"read": "area", "label": 2, "may": ["take", "act"]}
    assert read_cell(raw) == Cell(Reach.AREA, Label.RESTRICTED, frozenset({"take", "act"}))


@pytest.mark.parametrize("kind", DEEDS)
def test_every_deed_is_given_to_somebody(kind: Kind) -> None:
    given = {deed for cells in table().values() for deed in cells.get(kind, NOTHING).may}
    assert given == DEEDS[kind]


@pytest.mark.parametrize("role", sorted(set(RoleKey) - {RoleKey.PUBLIC_REPORTER}))
def test_every_role_with_a_login_reads_for_a_purpose(role: RoleKey) -> None:
    assert purposes_of(person(role))
    assert not purposes_of(person(role, active=False))


@pytest.mark.parametrize(("role", "kind", "found"), EVERY_CELL)
def test_nobody_reads_a_sealed_record(role: RoleKey, kind: Kind, found: Cell) -> None:
    assert found.label < Label.SEALED or found.reach is Reach.NONE, (role, kind)


@pytest.mark.parametrize("role", sorted(PARTNERS - {RoleKey.AUDITOR}))
def test_a_partner_agency_reads_only_its_own_reports_and_alerts_meant_for_agencies(
    role: RoleKey,
) -> None:
    row = table()[role]
    assert row.get(Kind.REPORT, NOTHING).reach in {Reach.NONE, Reach.OWN}
    assert row.get(Kind.ALERT, NOTHING).label <= Label.INTERAGENCY
    assert set(row) <= {Kind.REPORT, Kind.ALERT, Kind.REPORTER, Kind.SHARE, Kind.AUDIT}
    assert not any(found.special for found in row.values())


@pytest.mark.parametrize(
    "role", [RoleKey.SYSTEM_ADMIN, RoleKey.INFORMATION_OFFICER, RoleKey.PUBLIC_REPORTER]
)
def test_these_roles_see_nothing_of_the_casework(role: RoleKey) -> None:
    assert not CASEWORK & set(table()[role])
    assert Kind.CASE not in table()[role]


def test_the_auditor_reads_the_casework_and_changes_nothing_in_it() -> None:
    row = table()[RoleKey.AUDITOR]
    assert all(not found.may for kind, found in row.items() if kind in CASEWORK)


def test_the_special_channel_is_read_by_the_head_and_the_auditor_alone() -> None:
    reading = {role for role, _kind, found in EVERY_CELL if found.special}
    assert reading == {RoleKey.OFFICE_HEAD, RoleKey.AUDITOR}


def test_whom_to_protect_is_noted_by_officers_who_report_and_may_read_their_own() -> None:
    noting = {role for role in RoleKey if may(person(role), Kind.PROTECTED_PERSON, "create")}
    assert noting == {RoleKey.VILLAGE_OFFICER, RoleKey.ANALYST, RoleKey.SECTION_HEAD}
    for role in noting:
        found = cell(person(role), Kind.PROTECTED_PERSON)
        assert (found.reach, found.label) == (Reach.OWN, Label.PERSONAL)
        assert may(person(role), Kind.REPORT, "create")


def test_only_those_who_lead_close_and_assign_alerts() -> None:
    leading = {role for role in RoleKey if may(person(role), Kind.ALERT, "close")}
    assert leading == {RoleKey.SECTION_HEAD, RoleKey.OFFICE_HEAD}
    assert leading == {role for role in RoleKey if may(person(role), Kind.ALERT, "assign")}


@pytest.mark.parametrize("role", RoleKey)
def test_an_inactive_person_may_nothing(role: RoleKey) -> None:
    gone = person(role, active=False)
    assert abilities(gone) == frozenset()
    assert {cell(gone, kind) for kind in Kind} == {NOTHING}


@pytest.mark.parametrize("role", ["", "Analyst", "raja"])
def test_a_person_without_a_known_role_may_nothing(role: str) -> None:
    assert abilities(person(role)) == frozenset()


def test_a_deed_nobody_knows_is_given_to_nobody() -> None:
    assert not any(may(person(role), kind, "delete") for role in RoleKey for kind in Kind)


def test_abilities_are_words_for_the_menu() -> None:
    words = abilities(person(RoleKey.POLICE_VILLAGE_OFFICER))
    assert {"report_create", "report_read", "alert_read", "share_accept"} <= words
    assert not words & {"case_read", "entity_read", "reporter_read"}


@pytest.mark.parametrize("role", RoleKey)
def test_abilities_say_the_same_as_the_questions(role: RoleKey) -> None:
    someone = person(role)
    asked = {
        f"{kind}_{deed}"
        for kind, deeds in DEEDS.items()
        for deed in deeds
        if may(someone, kind, deed)
    }
    read = {f"{kind}_read" for kind in Kind if cell(someone, kind).reach is not Reach.NONE}
    assert abilities(someone) == asked | read


def test_the_policy_is_read_once() -> None:
    assert policy() is policy()


def test_a_person_like_object_without_a_role_class_is_refused() -> None:
    visitor = SimpleNamespace(is_active=True, role=None)
    assert cell(visitor, Kind.REPORT) == NOTHING  # type: ignore[arg-type]
