"""/tanda-terima/: status only, and known and unknown numbers alike in size and work."""

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from kentongan.access.actions.sealing import Progress, keep_sealed, tell_progress
from kentongan.access.models import SealedIdentity
from kentongan.access.sealing import receipt, slowing
from kentongan.accounts.models import Office, User
from tests.access.sealing.conftest import CANARY, Circle, blob_for

PAGE, ERASE = "/tanda-terima/", "/tanda-terima/hapus/"
UNKNOWN = "0850-0000-0000-0001"
SUBJECT = "report:00000000-0000-4000-8000-000000000003"


@pytest.fixture(autouse=True)
def no_waiting(db: None, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the page would have waited."""
    waited: list[float] = []
    monkeypatch.setattr(slowing.time, "sleep", waited.append)
    return waited


@pytest.fixture
def digits(circle: Circle, sari: User, office: Office) -> str:
    made = keep_sealed(by=sari, subject=SUBJECT, blob=blob_for(office, SUBJECT))
    return receipt.grouped(made)


def asked(client: Client, number: str, path: str = PAGE, **more: str) -> HttpResponse:
    return client.post(path, {"number": number, **more})


def test_anybody_opens_the_page_under_a_plain_title(client: Client) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "<title>Periksa nomor" in page.text
    assert "data-quick-exit" in page.text
    assert client.get(f"{PAGE}?nomor=1").status_code == 400


@pytest.mark.parametrize("progress", Progress)
def test_a_number_shows_how_far_it_went_and_nothing_else(
    progress: Progress, digits: str, client: Client, bima: User
) -> None:
    tell_progress(by=bima, subjects=[SUBJECT], progress=progress)
    page = asked(client, digits).text
    assert str(progress.label) in page
    shown = [word for word in (CANARY, SUBJECT.partition(":")[2], "Sari") if word in page]
    assert shown == []


def test_the_number_may_be_written_in_any_way(digits: str, client: Client) -> None:
    arabic = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for written in (digits, digits.replace("-", " "), digits.replace("-", ""), arabic):
        assert "Status:" in asked(client, written).text


def test_known_and_unknown_answer_alike_in_status_and_size(digits: str, client: Client) -> None:
    answers = [asked(client, number) for number in (digits, UNKNOWN, "bukan nomor", "", "9" * 500)]
    assert {(answer.status_code, len(answer.content)) for answer in answers} == {(200, 16384)}
    headers = [{k: v for k, v in answer.items() if k != "Set-Cookie"} for answer in answers]
    assert all(one == headers[0] for one in headers)


@pytest.mark.parametrize("more", [{}, {"sure": "ya"}])
def test_erasing_answers_alike_too(more: dict[str, str], digits: str, client: Client) -> None:
    answers = [asked(client, number, ERASE, **more) for number in (UNKNOWN, digits, digits)]
    assert {(answer.status_code, len(answer.content)) for answer in answers} == {(200, 16384)}


class Hashes:
    """Counts the keyed hashes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = Counter[str]()
        for name in ("new", "digest"):
            monkeypatch.setattr(hmac, name, self.counting(name, getattr(hmac, name)))

    def counting(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def count(*arguments: object, **options: object) -> object:
            self.count[name] += 1
            return real(*arguments, **options)

        return count


def shape(sql: str) -> str:
    """A statement without its values."""
    return re.sub(r"'[^']*'|\b\d+\b|s\d+_x\d+", "?", sql)


def work(client: Client, number: str, hashes: Hashes, path: str = PAGE, **more: str) -> object:
    """The statements and hashes of one answer."""
    hashes.count.clear()
    with CaptureQueriesContext(connection) as asked_for:
        asked(client, number, path, **more)
    return [shape(one["sql"]) for one in asked_for.captured_queries], dict(hashes.count)


def test_known_and_unknown_take_the_same_statements_and_hashes(
    digits: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = Hashes(monkeypatch)
    asked(client, UNKNOWN)  # the first check of an address makes its row in the cache
    done = [work(client, number, hashes) for number in (digits, UNKNOWN, digits, "x", "")]
    assert done == [done[0]] * len(done)
    assert done[0] != ([], {})


def test_erasing_takes_as_many_statements_and_hashes_either_way(
    digits: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = Hashes(monkeypatch)
    asked(client, UNKNOWN)
    counts = []
    for number in (UNKNOWN, digits, digits):
        statements, hashed = work(client, number, hashes, ERASE, sure="ya")  # type: ignore[misc]
        counts.append((len(statements), hashed))
    assert len({str(one) for one in counts}) == 1


def test_erasing_is_asked_once_more_and_then_done(digits: str, client: Client) -> None:
    assert "Ya, hapus" in asked(client, digits, ERASE).text
    assert SealedIdentity.objects.get().blob
    assert "Identitas sudah dihapus." in asked(client, digits, ERASE, sure="ya").text
    assert SealedIdentity.objects.get().blob == ""
    assert "Identitas sudah dihapus." in asked(client, digits).text


def test_a_form_of_another_site_erases_nothing(digits: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert asked(client, digits, ERASE, sure="ya").status_code == 403
    assert client.get(ERASE).status_code == 405
    assert SealedIdentity.objects.get().blob


# --- guessing -----------------------------------------------------------------------


def test_the_first_ten_checks_wait_for_nothing_and_then_it_grows(
    digits: str, client: Client, no_waiting: list[float]
) -> None:
    for _ in range(20):
        asked(client, UNKNOWN)
    assert no_waiting == [0.125, 0.25, 0.5, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0]


def test_a_village_behind_the_same_address_is_slow_and_never_shut_out(
    digits: str, client: Client, no_waiting: list[float]
) -> None:
    for _ in range(300):
        slowing.counted(slowing.address_mark(request_from("10.1.1.1"), date.today()))  # noqa: DTZ011
    answer = client.post(PAGE, {"number": digits}, REMOTE_ADDR="10.1.1.1")
    assert "Status:" in answer.text
    assert no_waiting in ([2.0], [])


def test_another_address_does_not_wait(client: Client, no_waiting: list[float]) -> None:
    for _ in range(15):
        asked(client, UNKNOWN)
    no_waiting.clear()
    client.post(PAGE, {"number": UNKNOWN}, REMOTE_ADDR="10.9.9.9")
    assert no_waiting == []


def test_one_guesser_at_most_keeps_a_thread_waiting(
    digits: str, client: Client, no_waiting: list[float]
) -> None:
    for _ in range(10):
        asked(client, UNKNOWN)
    with slowing.ROOM:
        answer = asked(client, digits)
    assert "Tunggu sebentar" in answer.text
    assert len(answer.content) == 16384
    assert "Status:" in asked(client, digits).text


def request_from(address: str) -> object:
    return RequestFactory().post(PAGE, REMOTE_ADDR=address)


def test_an_address_is_kept_as_a_mark_that_is_another_one_tomorrow(db: None) -> None:
    request = request_from("10.1.1.1")
    today = slowing.address_mark(request, date(2026, 11, 25))  # type: ignore[arg-type]
    tomorrow = slowing.address_mark(request, date(2026, 11, 26))  # type: ignore[arg-type]
    assert today != tomorrow
    assert today != hashlib.sha256(b"10.1.1.1").hexdigest()
    assert len(today) == 64


def test_the_quick_exit_leads_to_an_empty_page(client: Client) -> None:
    page = client.get("/tanda-terima/tutup/")
    assert "Kentongan" not in page.text
    assert "no-store" in page["Cache-Control"]
