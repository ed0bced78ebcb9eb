"""Every address of the site, whoever asks: login first, headers always, an error never."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.website.middleware import PERMISSIONS_POLICY
from tests.website.addresses import ACCOUNT, Address, every_address, own_addresses
from tests.website.conftest import Everyone, client_of

# Who is not logged in may reach these and no others.
OPEN_TO_ALL = {"healthz", "language", "receipt:check", "receipt:erase", "receipt:leave"}
OPEN_ACCOUNT_PAGES = {"account_login", "account_logout", "account_signup", "account_inactive"}
OPEN_ACCOUNT_PAGES |= {"account_use_code", "mfa_authenticate"}  # the latter: after the password
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
ADDRESSES = every_address()
every = pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
CLOSED = [one for one in ADDRESSES if one.name not in OPEN_TO_ALL | OPEN_ACCOUNT_PAGES]
every_closed = pytest.mark.parametrize("address", CLOSED, ids=lambda address: address.name)
every_own = pytest.mark.parametrize("address", own_addresses(), ids=lambda address: address.name)


def test_the_walk_finds_the_folders() -> None:
    names = {address.name for address in ADDRESSES}
    assert {
        "home",
        "reports:list",
        "reports:import_list",
        "alerts:detail",
        "entities:list",
    } <= names
    assert len(names) == len(ADDRESSES)


@pytest.mark.django_db
@every_closed
def test_a_stranger_is_sent_to_the_login(address: Address, client: Client) -> None:
    answer = client.get(address.path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/akun/login/?next=")


@pytest.mark.django_db
@every_closed
def test_a_stranger_changes_nothing(address: Address, client: Client) -> None:
    answer = client.post(address.path, {"noticed": "Titipan."})
    kept = answer.status_code == 403 and b"Titipan." in answer.content  # a typed report goes back
    assert kept or answer["Location"].startswith("/akun/login/?next=")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OPEN_TO_ALL | OPEN_ACCOUNT_PAGES))
def test_the_list_of_open_pages_names_only_pages_that_exist(name: str) -> None:
    assert name in {address.name for address in ADDRESSES}


@pytest.mark.django_db
@every
def test_every_answer_carries_the_headers(address: Address, bima: User) -> None:
    for client in (Client(), client_of(bima)):
        answer = client.get(address.path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("role", RoleKey)
def test_no_address_breaks_and_what_is_not_there_is_not_found(
    role: RoleKey, everyone: Everyone
) -> None:
    client = client_of(everyone[role])
    answers = {address: client.get(address.path) for address in own_addresses()}
    assert max(answer.status_code for answer in answers.values()) < 500
    found = {a.path for a, answer in answers.items() if a.is_of_nothing and is_found(answer)}
    assert found == set()


def is_found(answer: Any) -> bool:
    """Whether a page opened; who must first prove himself anew learns nothing of it."""
    proof = reverse("account_reauthenticate")
    return answer.status_code not in {403, 404, 405} and proof not in answer.headers.get(
        "Location", ""
    )


@pytest.mark.django_db
@every_own
def test_a_form_from_another_site_is_refused(address: Address, bima: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bima, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(address.path, {"note": "x"}).status_code in {302, 403, 404, 405}


def test_account_pages_are_told_by_their_name() -> None:
    assert all(name.startswith(ACCOUNT) for name in OPEN_ACCOUNT_PAGES)
