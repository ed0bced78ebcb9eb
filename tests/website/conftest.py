"""One person of every role, and how a page is opened."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponse
from django.test import Client

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import ROLES, AgencyKind, RoleKey
from kentongan.regions.models import Region
from tests import factories

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Everyone = dict[RoleKey, User]
Open = Callable[..., HttpResponse]


@pytest.fixture
def everyone(office: Office, areas: dict[str, Region]) -> Everyone:
    """A person of each of the fifteen roles, partners in offices of their own agency."""
    offices = {AgencyKind.IMMIGRATION: office}
    for kind in set(AgencyKind) - {AgencyKind.IMMIGRATION}:
        offices[kind] = factories.make_office(f"Kantor {kind.label}", kind, [areas["35.03.05"]])
    people = {
        role: factories.make_user(role.value, role, offices[ROLES[role].agency]) for role in RoleKey
    }
    factories.post(people[RoleKey.VILLAGE_OFFICER], areas["35.03.05"])
    return people


def client_of(user: AbstractBaseUser) -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def open_as() -> Open:
    """``open_as(user, path)``: the page as that person sees it."""

    def open_page(user: User, path: str = "/") -> HttpResponse:
        return client_of(user).get(path)

    return open_page
