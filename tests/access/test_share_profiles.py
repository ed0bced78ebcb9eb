"""Who may receive which profile is data; here it is written down a second time."""

from itertools import product

import pytest
import yaml

from kentongan.access.labels import Label
from kentongan.access.models import Profile
from kentongan.access.share_profiles import (
    LIST,
    ConsentRule,
    fitting,
    is_between,
    may_receive,
    profile_rules,
    read_rules,
    rule_of,
)
from kentongan.accounts.models import Agency, Office, User
from kentongan.accounts.roles import ROLES, RoleKey

# role → the profiles it may receive; a role that is not here receives nothing.
RECEIVES = {
    RoleKey.ARMY_VILLAGE_OFFICER: "RINGKAS-AREA",
    RoleKey.DISTRICT_HEAD: "RINGKAS-AREA",
    RoleKey.POLICE_VILLAGE_OFFICER: "POLRI-SIDIK",
    RoleKey.LABOUR_OFFICER: "DISNAKER-PT DISNAKER-LAYANAN",
    RoleKey.RELIGIOUS_AFFAIRS_OFFICER: "KEMENAG-PT",
    RoleKey.CIVIL_REGISTRY_OFFICER: "DUKCAPIL-COCOK",
    RoleKey.ANALYST: "KASUS-IMIGRASI",
    RoleKey.SECTION_HEAD: "KASUS-IMIGRASI",
    RoleKey.OFFICE_HEAD: "KASUS-IMIGRASI",
    RoleKey.INFORMATION_OFFICER: "PPID-0",
}


def person(role: RoleKey, *, active: bool = True, office: int = 7) -> User:
    agency = Agency(pk=1, name="Uji", kind=ROLES[role].agency)
    return User(
        pk=office * 100, role=role, is_active=active, office=Office(pk=office, agency=agency)
    )


@pytest.mark.parametrize(("role", "profile"), list(product(RoleKey, Profile)))
def test_a_profile_goes_to_these_roles_and_no_others(role: RoleKey, profile: Profile) -> None:
    expected = profile in RECEIVES.get(role, "").split()
    assert may_receive(person(role), profile) is expected


@pytest.mark.parametrize("role", RECEIVES)
def test_a_sleeping_account_receives_nothing(role: RoleKey) -> None:
    assert not any(may_receive(person(role, active=False), profile) for profile in Profile)


@pytest.mark.parametrize("role", RECEIVES)
def test_somebody_without_an_office_receives_nothing(role: RoleKey) -> None:
    assert not any(may_receive(User(role=role), profile) for profile in Profile)


def test_a_role_in_an_office_of_another_agency_receives_nothing() -> None:
    soldier = person(RoleKey.ARMY_VILLAGE_OFFICER)
    soldier.office = person(RoleKey.POLICE_VILLAGE_OFFICER).office
    assert not any(may_receive(soldier, profile) for profile in Profile)


@pytest.mark.parametrize("profile", Profile)
def test_sender_and_receiver_sit_apart_but_for_the_public_counts(profile: Profile) -> None:
    inside = profile is Profile.PUBLIC_COUNTS
    assert is_between(1, 1, profile) is inside
    assert is_between(1, 2, profile) is not inside
    assert not is_between(None, 2, profile)
    assert not is_between(None, None, profile)


def test_the_first_fitting_profile_is_the_one_to_propose() -> None:
    labour = person(RoleKey.LABOUR_OFFICER)
    assert fitting(labour, 1, "alert") == [Profile.LABOUR_COMPANY, Profile.LABOUR_SERVICE]
    assert fitting(labour, 1, LIST) == [Profile.LABOUR_COMPANY]
    assert fitting(labour, 1, "report") == [Profile.LABOUR_SERVICE]
    assert fitting(labour, 1, "import") == []


@pytest.mark.parametrize("profile", Profile)
def test_nothing_sealed_is_in_any_profile(profile: Profile) -> None:
    assert rule_of(profile).label < Label.SEALED


def test_service_for_a_victim_needs_consent_and_police_consent_or_danger() -> None:
    needing = {
        p: r.consent for p, r in profile_rules().items() if r.consent is not ConsentRule.NONE
    }
    assert needing == {
        Profile.LABOUR_SERVICE: ConsentRule.REQUIRED,
        Profile.POLICE_INQUIRY: ConsentRule.OR_DANGER,
    }


def test_whatever_names_a_person_or_is_published_is_approved_by_another() -> None:
    approved = {profile for profile, rule in profile_rules().items() if rule.approval}
    assert approved == {
        Profile.POLICE_INQUIRY,
        Profile.LABOUR_SERVICE,
        Profile.IMMIGRATION_CASE,
        Profile.PUBLIC_COUNTS,
    }


ENTRY = {
    "title": "Angka",
    "label": 0,
    "agencies": ["army"],
    "subjects": [LIST],
    "purposes": ["statistik"],
    "approval": True,
}
FAULTS = {
    "a profile nobody knows": {"RAHASIA-SEMUA": ENTRY},
    "an incomplete entry": {"PPID-0": {"title": "Angka"}},
    "a sealed label": {"PPID-0": ENTRY | {"label": 5}},
    "a purpose nobody knows": {"PPID-0": ENTRY | {"purposes": ["iseng"]}},
    "a word nobody knows": {"PPID-0": ENTRY | {"semua": True}},
    "missing profiles": {"PPID-0": ENTRY},
    "a subject nobody knows": {one.value: ENTRY | {"subjects": ["orang"]} for one in Profile},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_file_stops_the_start(fault: str) -> None:
    with pytest.raises(ValueError):
        read_rules(yaml.safe_dump(FAULTS[fault]))
