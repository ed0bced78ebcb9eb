"""The headers on answers that no page gives: errors, redirects, files, another server's error."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from kentongan.access.doors import Door, doors
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.website.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.website.addresses import every_address
from tests.website.conftest import Everyone, client_of
from tests.website.test_doors import HEADERS

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def strange(_request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


urlpatterns = [*urlpatterns, path("uji/rusak/", broken, name="uji_rusak")]
urlpatterns += [path("uji/aneh/", strange, name="uji_aneh")]


def bare(answer: HttpResponse) -> dict[str, str | None]:
    return {name: answer.headers.get(name) for name in HEADERS}


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("/tidak/ada/", 404),
        ("/static/tidak-ada.js", 404),
        ("/static/../settings.py", 404),
        ("/laporan", 301),  # the slash is added
        ("/laporan/", 302),
        ("/bahasa/", 405),
        ("/healthz", 200),
    ],
)
def test_every_kind_of_answer_carries_the_headers(
    where: str, status: int, client: Client, db: None
) -> None:
    answer = client.get(where)
    assert answer.status_code == status
    assert bare(answer) == HEADERS
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("where", "status"), [("/uji/rusak/", 500), ("/uji/aneh/", 400)])
def test_an_error_carries_them_too(
    where: str, status: int, bima: User, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF = __name__
    for name in ("uji_rusak", "uji_aneh"):
        monkeypatch.setitem(doors(), name, Door(open="every_login", why="an error of this test"))
    browser = client_of(bima)
    browser.raise_request_exception = False
    answer = browser.get(where)
    assert answer.status_code == status
    assert bare(answer) == HEADERS
    assert answer["Cache-Control"] == "no-store"


def test_a_host_that_is_not_ours_gets_them(client: Client, db: None) -> None:
    answer = client.get("/", headers={"host": "jahat.example"})
    assert answer.status_code == 400
    assert bare(answer) == HEADERS
    assert answer["Cache-Control"] == "no-store"


def test_a_forged_form_gets_them(bima: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/akun/login/", {"login": "x"})
    assert answer.status_code == 403
    assert bare(answer) == HEADERS
    assert answer["Cache-Control"] == "no-store"


def test_a_static_file_may_be_kept_and_has_them(client: Client, db: None) -> None:
    answer = client.get("/static/css/kentongan.css")
    assert answer.status_code == 200
    assert "no-store" not in answer["Cache-Control"]
    assert bare(answer) == HEADERS
    answer.close()


@pytest.mark.slow
@pytest.mark.parametrize("role", RoleKey)
def test_every_role_gets_them_on_every_address(role: RoleKey, everyone: Everyone) -> None:
    browser = client_of(everyone[role])
    for address in every_address():
        if address.name == "account_logout":
            continue
        answer = browser.get(address.path)
        assert bare(answer) == HEADERS, address.name
        assert "no-store" in answer["Cache-Control"], address.name


def test_a_redirect_to_https_carries_the_headers_and_hsts_follows(
    client: Client, settings, db: None
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    first, second = Client().get("/akun/login/"), Client().get("/akun/login/", secure=True)
    assert first.status_code == 301
    assert first["Cache-Control"] == "no-store"
    assert second["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
