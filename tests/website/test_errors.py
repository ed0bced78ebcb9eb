"""What a person reads when something is wrong: Indonesian, and what to do now."""

from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.encryption.keyring import write_new
from kentongan.website import views
from kentongan.website.middleware import NoStoreMiddleware, RefusalMiddleware
from tests.website.conftest import Open, client_of
from tests.website.pages import Page


def broken_database() -> object:
    raise OperationalError("the database is gone")


@pytest.fixture
def without_database() -> HttpRequest:
    """A request whose person cannot be looked up."""
    request = RequestFactory().get("/")
    request.user = SimpleLazyObject(broken_database)
    request.session = SimpleLazyObject(broken_database)
    return request


def test_an_address_that_does_not_exist(client: Client, db: None) -> None:
    answer = client.get("/tidak/ada/")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.text


def test_the_404_page_is_the_same_for_a_record_of_others_as_for_none(
    asing: User, sari: User, made_report, open_as: Open
) -> None:
    hidden = open_as(asing, f"/laporan/{made_report(sari).uuid}/")
    missing = open_as(asing, "/laporan/00000000-0000-4000-8000-000000000000/")
    assert hidden.status_code == missing.status_code == 404
    assert Page(hidden.text).links == Page(missing.text).links


def test_a_refusal_shows_its_reason(hadi: User, open_as: Open) -> None:
    answer = open_as(hadi, "/laporan/baru/")
    assert answer.status_code == 403
    assert "Peran Anda tidak diberi hak untuk langkah ini. Hubungi kepala seksi." in answer.text


def test_the_reason_of_a_refusal_is_text_and_not_a_page(bima: User) -> None:
    request = RequestFactory().get("/")
    request.user = bima
    answer = RefusalMiddleware(lambda _r: HttpResponse()).process_exception(
        request, Refused("<b>Belum</b> waktunya.")
    )
    assert answer is not None
    assert "&lt;b&gt;Belum&lt;/b&gt; waktunya." in answer.text


def test_an_error_that_is_no_refusal_is_left_to_the_error_page() -> None:
    middleware = RefusalMiddleware(lambda _r: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), LookupError()) is None


def test_a_request_that_is_not_refused_passes() -> None:
    answer = HttpResponse("isi")
    assert RefusalMiddleware(lambda _r: answer)(RequestFactory().get("/")) is answer


def test_a_form_without_its_token(bima: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/akun/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Muat ulang halaman sebelumnya dan coba lagi." in answer.text
    assert "CSRF" not in answer.text


def test_a_request_for_another_host(client: Client, db: None) -> None:
    answer = client.get("/akun/login/", headers={"host": "jahat.example"})
    assert answer.status_code == 400
    assert "Permintaan tidak dipahami" in answer.text


def test_a_forbidden_page_without_a_reason_says_what_to_do(rf: RequestFactory, bima: User) -> None:
    request = rf.get("/")
    request.user = bima
    answer = views.forbidden(request, SuspiciousOperation())
    assert answer.status_code == 403
    assert "masuk kembali" in answer.text


def test_the_500_page_needs_no_database(without_database: HttpRequest) -> None:
    answer = views.server_error(without_database)
    assert answer.status_code == 500
    assert "Yang sudah tersimpan tetap aman." in answer.text


def test_an_error_in_a_page_is_shown_as_the_500_page(
    bima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(bima)
    client.raise_request_exception = False
    monkeypatch.setattr(views, "dashboard", lambda viewer: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Ada gangguan di sistem" in answer.text
    assert "ZeroDivisionError" not in answer.text


@pytest.mark.parametrize("broken", ["gone", "other"])
def test_without_the_right_keys_a_page_says_so_and_shows_nothing(
    broken: str, bima: User, sari: User, made_report, settings, tmp_path: Path
) -> None:
    made_report(sari, noticed="Kenari di desa")
    settings.KEY_FILE, settings.DEMO = tmp_path / "keyring.json", False
    if broken == "other":
        write_new(settings.KEY_FILE)
    answer = client_of(bima).get("/laporan/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "300"
    assert "Beri tahu admin sistem" in answer.text
    assert "Kenari" not in answer.text
    assert Page(answer.text).inline == []


@pytest.mark.parametrize("path", ["/tidak/ada/", "/akun/login/"])
def test_a_page_around_an_error_has_nothing_inline(path: str, client: Client, db: None) -> None:
    assert Page(client.get(path).text).inline == []


def test_the_500_page_has_nothing_inline(without_database: HttpRequest) -> None:
    assert Page(views.server_error(without_database).text).inline == []


def test_a_page_that_may_be_kept_by_a_cache_says_so_itself(rf: RequestFactory) -> None:
    def kept(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    assert NoStoreMiddleware(kept)(rf.get("/"))["Cache-Control"] == "max-age=60"
