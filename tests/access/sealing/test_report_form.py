"""The folded section of the report form: what is typed there is sealed, and never comes back."""

import logging
import re
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from kentongan.access.actions.sealing import make_key
from kentongan.access.models import SealedIdentity
from kentongan.access.sealing import envelope, receipt
from kentongan.access.sealing.section import Section
from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.entities.models import Mention, Thing
from kentongan.reports.models import Report, Revision
from tests.access.sealing.conftest import (
    CANARY,
    PHONE,
    SOMEBODY,
    WORDS,
    Asked,
    Circle,
    blob_for,
    client_of,
)
from tests.access.sealing.test_opening import first, second

NEW = "/laporan/baru/"
PLAIN = {f"identity_{name}": text for name, text in vars(SOMEBODY).items()}
Form = dict[str, str]


def filled(**changes: str) -> Form:
    """The least that makes a report."""
    least = {
        "uuid": str(uuid4()),
        "place": "35.03.05.2001",
        "when": "today",
        "noticed": "Dua orang mengumpulkan KTP pemuda.",
    }
    return least | changes


def sent(user: User, form: Form) -> HttpResponse:
    return client_of(user).post(NEW, form)


def leaked(text: str) -> list[str]:
    """The words of the identity that stand in a page."""
    return [word for word in vars(SOMEBODY).values() if word in text]


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


@pytest.mark.parametrize("name", ["sari", "joko", "bima"])
def test_who_may_seal_finds_the_folded_section(
    name: str, circle: Circle, request: pytest.FixtureRequest
) -> None:
    page = client_of(request.getfixturevalue(name)).get(NEW).text
    assert "Siapa yang memberi tahu? (disegel)" in page
    assert "Browser Anda tidak menyegel sendiri; server menyegel saat menerima." in page
    assert page.count("data-identity=") == 5


def test_with_fewer_than_two_keys_the_page_says_to_report_without(sari: User, ratna: User) -> None:
    make_key(by=ratna, words=WORDS["ratna"])
    page = client_of(sari).get(NEW).text
    assert "Identitas belum dapat diterima" in page
    assert "data-identity=" not in page
    assert sent(sari, filled(**PLAIN)).status_code == 302
    assert not SealedIdentity.objects.exists()


def test_without_javascript_the_server_seals_what_arrives(
    circle: Circle, sari: User, asked: Asked, ratna: User, hadi: User
) -> None:
    answer = sent(sari, filled(**PLAIN))
    assert answer.status_code == 200
    kept = SealedIdentity.objects.get()
    assert kept.subject == f"report:{Report.objects.get().uuid}"
    assert not kept.in_browser
    opening = asked(kept)
    first(opening, ratna)
    assert second(opening, hadi) == SOMEBODY


def test_a_seal_made_in_the_browser_is_kept_as_it_is(
    circle: Circle, sari: User, office: Office
) -> None:
    form = filled()
    form["identity_sealed"] = blob_for(office, f"report:{form['uuid']}")
    assert sent(sari, form).status_code == 200
    kept = SealedIdentity.objects.get()
    assert (kept.blob, kept.in_browser) == (form["identity_sealed"], True)


def test_the_receipt_stands_in_the_answer_and_leads_to_the_status(
    circle: Circle, sari: User
) -> None:
    page = sent(sari, filled(**PLAIN)).text
    (digits,) = re.findall(r'id="receipt">([\d-]+)<', page)
    assert receipt.normalised(digits)
    assert "data-quick-exit" in page
    assert "Diterima" in Client().post("/tanda-terima/", {"number": digits}).text
    report = Report.objects.get()
    again = client_of(sari).get(f"/laporan/{report.uuid}/diterima/").text
    assert digits not in again


def test_the_same_form_sent_twice_gives_the_same_receipt(circle: Circle, sari: User) -> None:
    form = filled(**PLAIN, identity_seed="benih")
    numbers = [re.findall(r'id="receipt">([\d-]+)<', sent(sari, form).text) for _ in range(2)]
    assert numbers[0] == numbers[1] != []
    other = sent(sari, form | {"identity_seed": "lain"}).text
    assert "hanya tampil sekali" in other
    assert numbers[0][0] not in other


def test_a_report_without_an_identity_goes_its_usual_way(circle: Circle, sari: User) -> None:
    assert sent(sari, filled(identity_name=" ", identity_sealed="")).status_code == 302
    assert not SealedIdentity.objects.exists()


# --- nothing comes back -------------------------------------------------------------


def test_a_failed_form_does_not_show_what_was_typed(circle: Circle, sari: User) -> None:
    answer = sent(sari, filled(noticed="", **PLAIN))
    assert answer.status_code == 422
    assert leaked(answer.text) == []


def test_a_failed_form_gives_the_seal_back_and_the_next_sending_keeps_it(
    circle: Circle, sari: User
) -> None:
    form = filled(noticed="", **PLAIN)
    again = hidden(sent(sari, form).text, "identity_sealed")
    assert envelope.read(again).subject == f"report:{form['uuid']}"
    kept = filled(uuid=form["uuid"], identity_sealed=again)
    assert sent(sari, kept).status_code == 200
    assert SealedIdentity.objects.get().blob == again


@pytest.mark.parametrize(
    "blob", ["segel1.rusak", CANARY, "<script>alert(1)</script>"], ids=["broken", "plain", "markup"]
)
def test_what_is_no_seal_is_thrown_away(blob: str, circle: Circle, sari: User) -> None:
    answer = sent(sari, filled(identity_sealed=blob))
    assert answer.status_code == 422
    assert "perlu diketik lagi" in answer.text
    assert blob not in answer.text
    assert not Report.objects.exists()


def test_a_seal_for_another_report_is_thrown_away(
    circle: Circle, sari: User, office: Office
) -> None:
    blob = blob_for(office, f"report:{uuid4()}")
    answer = sent(sari, filled(identity_sealed=blob))
    assert answer.status_code == 422
    assert blob not in answer.text


def test_a_form_with_another_content_under_the_same_id_asks_to_type_again(
    circle: Circle, sari: User
) -> None:
    form = filled(**PLAIN)
    sent(sari, form)
    answer = sent(sari, form | {"noticed": "Kabar yang lain sama sekali."})
    assert answer.status_code == 409
    assert leaked(answer.text) == []


@pytest.mark.parametrize(
    "typed", [{"identity_name": "x" * 121}, {"identity_remarks": CANARY + "y" * 500}]
)
def test_what_is_too_long_is_asked_for_again(typed: Form, circle: Circle, sari: User) -> None:
    answer = sent(sari, filled(**typed))
    assert answer.status_code == 422
    assert "terlalu panjang" in answer.text
    assert CANARY not in answer.text
    assert hidden(answer.text, "identity_sealed") == ""


def test_after_the_session_ended_only_the_seal_is_given_back(
    circle: Circle, office: Office
) -> None:
    form = filled(**PLAIN)
    blob = form["identity_sealed"] = blob_for(office, f"report:{form['uuid']}")
    page = Client().post(NEW, form)
    assert page.status_code == 403
    assert leaked(page.text) == []
    assert blob in page.text


def test_a_forged_form_does_not_show_what_was_typed(circle: Circle, sari: User) -> None:
    answer = client_of(sari, enforce_csrf_checks=True).post(NEW, filled(**PLAIN))
    assert answer.status_code == 403
    assert leaked(answer.text) == []


def test_nothing_typed_there_stands_in_revision_mention_log_or_page(
    circle: Circle, sari: User, bima: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = sent(sari, filled(**PLAIN)).text
    uuid = Report.objects.get().uuid
    pages = [client_of(one).get(f"/laporan/{uuid}/").text for one in (sari, bima)]
    tables = [str(list(model.objects.values())) for model in (Revision, Mention, Thing, AuditEvent)]
    assert [leaked(text) for text in (page, *pages, *tables, caplog.text)] == [[]] * 8
    assert PHONE not in "".join(tables)


def test_an_error_of_the_server_tells_nothing(
    circle: Circle, sari: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fall(*_arguments: object) -> None:
        raise RuntimeError("tumbang")

    monkeypatch.setattr(Section, "seal", fall)
    client = client_of(sari)
    client.raise_request_exception = False
    answer = client.post(NEW, filled(**PLAIN))
    assert answer.status_code == 500
    assert leaked(answer.text) == leaked(caplog.text) == []


# --- who sees that there is one ---------------------------------------------------------


def test_who_may_ask_sees_that_there_is_one_and_the_writer_does_not(
    circle: Circle, sari: User, bima: User
) -> None:
    sent(sari, filled(**PLAIN))
    path = f"/laporan/{Report.objects.get().uuid}/"
    assert "tersimpan tersegel" in client_of(bima).get(path).text
    assert "tersegel" not in client_of(sari).get(path).text
