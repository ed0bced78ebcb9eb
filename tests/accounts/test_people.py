"""Roles, agencies, offices and people."""

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from kentongan.accounts.models import Agency, Office, User
from kentongan.accounts.roles import ROLES, AgencyKind, Role, RoleKey

IMMIGRATION_ROLES = {
    RoleKey.VILLAGE_OFFICER,
    RoleKey.ANALYST,
    RoleKey.SECTION_HEAD,
    RoleKey.PASSPORT_OFFICER,
    RoleKey.OFFICE_HEAD,
    RoleKey.INFORMATION_OFFICER,
    RoleKey.SYSTEM_ADMIN,
}


def test_there_are_fifteen_roles() -> None:
    assert len(RoleKey) == len(ROLES) == 15
    assert set(ROLES) == set(RoleKey)


@pytest.mark.parametrize("role", ROLES.values())
def test_every_role_says_in_one_sentence_what_it_is_for(role: Role) -> None:
    assert role.purpose.endswith(".")
    assert role.purpose[0].isupper()


def test_every_role_has_its_own_name_on_screen() -> None:
    assert len({str(role.label) for role in RoleKey}) == len(RoleKey)


def test_the_roles_of_immigration() -> None:
    found = {key for key, role in ROLES.items() if role.agency is AgencyKind.IMMIGRATION}
    assert found == IMMIGRATION_ROLES


def test_every_kind_of_agency_has_a_role() -> None:
    assert {role.agency for role in ROLES.values()} == set(AgencyKind)


@pytest.mark.parametrize("key", RoleKey)
def test_the_stored_word_fits_its_column(key: RoleKey) -> None:
    assert len(key.value) <= User._meta.get_field("role").max_length


@pytest.mark.parametrize("kind", AgencyKind)
def test_the_stored_kind_of_agency_fits_its_column(kind: AgencyKind) -> None:
    assert len(kind.value) <= Agency._meta.get_field("kind").max_length


def test_a_person_is_called_by_the_full_name(sari: User) -> None:
    assert str(sari) == "Sari Wulandari"
    assert str(User(username="sari")) == "sari"


def test_a_person_belongs_to_the_agency_of_the_office(joko: User) -> None:
    assert joko.agency is not None
    assert joko.agency.kind == AgencyKind.POLICE
    assert User(username="lepas").agency is None


def test_a_login_name_is_given_once(sari: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(username="sari")


def test_an_office_with_people_cannot_be_deleted(sari: User, office: Office) -> None:
    with pytest.raises(ProtectedError):
        office.delete()


def test_an_agency_with_an_office_cannot_be_deleted(office: Office) -> None:
    with pytest.raises(ProtectedError):
        office.agency.delete()


def test_two_offices_of_one_kind_belong_to_one_agency(office: Office, other_office: Office) -> None:
    assert office.agency == other_office.agency
    assert [str(office), str(office.agency)] == [office.name, "Imigrasi"]
