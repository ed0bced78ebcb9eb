"""Coming in: by name and password, no sign-up, a few wrong tries."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kentongan.accounts.models import User
from tests.factories import PASSWORD

LOGIN = reverse("account_login")


@pytest.fixture
def cast(sari: User) -> User:
    call_command("createcachetable", verbosity=0)
    cache.clear()
    sari.password = make_password(PASSWORD)
    sari.save()
    return sari


def try_login(client: Client, password: str, address: str = "10.0.0.1") -> object:
    return client.post(LOGIN, {"login": "sari", "password": password}, REMOTE_ADDR=address)


def test_the_right_password_opens_the_first_page(client: Client, cast: User) -> None:
    assert try_login(client, PASSWORD).url == "/"  # type: ignore[attr-defined]


def test_the_wrong_password_opens_nothing(client: Client, cast: User) -> None:
    page = try_login(client, "salah salah salah")
    assert page.status_code == 200  # type: ignore[attr-defined]
    assert "_auth_user_id" not in client.session


def test_an_unknown_name_gets_the_same_words_as_a_wrong_password(
    client: Client, cast: User
) -> None:
    wrong = client.post(LOGIN, {"login": "sari", "password": "salah salah"})
    unknown = client.post(LOGIN, {"login": "tidakada", "password": "salah salah"})
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_the_sixth_wrong_try_is_not_looked_at(client: Client, cast: User) -> None:
    for _ in range(5):
        try_login(client, "salah salah salah")
    page = try_login(client, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert "Terlalu banyak" in page.content.decode()  # type: ignore[attr-defined]


def test_an_inactive_person_stays_outside(client: Client, cast: User) -> None:
    User.objects.filter(pk=cast.pk).update(is_active=False)
    try_login(client, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_himself(client: Client, cast: User) -> None:
    page = client.post(
        reverse("account_signup"),
        {"username": "baru", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert page.status_code == 200
    assert not User.objects.filter(username="baru").exists()


def test_a_get_does_not_log_anybody_out(client: Client, sari: User) -> None:
    client.force_login(sari)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session


def test_passwords_are_argon2_of_the_chosen_cost() -> None:
    stored = make_password(PASSWORD)
    assert identify_hasher(stored).algorithm == "argon2"
    assert "m=19456,t=2,p=1" in stored
