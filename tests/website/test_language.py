"""Indonesian by default, English on demand, and never out of the site."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.website.pages import Page

COOKIE = settings.LANGUAGE_COOKIE_NAME
pytestmark = pytest.mark.django_db


def choose(client: Client, language: str, target: str = "/akun/login/") -> HttpResponse:
    return client.post("/bahasa/", {"language": language, "next": target})


def test_a_page_is_indonesian_without_being_asked(client: Client) -> None:
    assert Page(client.get("/akun/login/").text).language == "id"


def test_a_chosen_language_stays(client: Client) -> None:
    choose(client, "en")
    assert Page(client.get("/akun/login/").text).language == "en"
    choose(client, "id")
    assert Page(client.get("/akun/login/").text).language == "id"


def test_one_comes_back_to_the_page_one_was_on(client: Client) -> None:
    assert choose(client, "en", "/laporan/?kata=travel")["Location"] == "/laporan/?kata=travel"


@pytest.mark.parametrize(
    "target",
    [
        "https://jahat.example/",
        "//jahat.example/",
        "///jahat.example/",
        "/\\jahat.example",
        "\\\\jahat.example",
        "javascript:alert(1)",
        "http:jahat.example",
        "",
    ],
)
def test_one_never_comes_to_another_site(target: str, client: Client) -> None:
    assert choose(client, "en", target)["Location"] == "/"


@pytest.mark.parametrize("language", ["fr", "xx", "", "id; Path=/", "../../etc"])
def test_a_language_the_site_does_not_speak_is_not_remembered(
    language: str, client: Client
) -> None:
    assert choose(client, language).status_code == 302
    assert COOKIE not in client.cookies


def test_the_cookie_is_out_of_reach_of_scripts(client: Client) -> None:
    choose(client, "en")
    morsel = client.cookies[COOKIE]
    assert (morsel["httponly"], morsel["samesite"]) == (True, "Lax")


def test_a_link_changes_nothing(client: Client) -> None:
    assert client.get("/bahasa/", {"language": "en"}).status_code == 405


def test_another_site_cannot_choose_for_me() -> None:
    client = Client(enforce_csrf_checks=True)
    assert choose(client, "en").status_code == 403
