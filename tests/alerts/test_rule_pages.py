"""The pages of trials, the watch list and the budget: who opens them and what they say."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import Office, User
from kentongan.alerts.actions.setting_aside import take_or_set_aside
from kentongan.alerts.models import Alert, AlertBudget, Aside, Mode, RuleDecision
from kentongan.alerts.register import Registered
from kentongan.audit.models import AuditEvent
from tests.alerts.test_trials import shadow_of
from tests.alerts.test_watching import BECAUSE, a_cluster
from tests.website.conftest import client_of

pytestmark = pytest.mark.django_db
TRIAL = "/peringatan/aturan/child/1/"
PAGES = ("/peringatan/pantau/", "/peringatan/anggaran/", TRIAL)


def words_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def watch(office: Office, count: int = 1, **fields: Any) -> list[Alert]:
    """So many weak clusters."""
    some = [a_cluster(str(n), 12, is_weak=True, **fields) for n in range(count)]
    take_or_set_aside(some, office=office, now=timezone.now())
    return list(Alert.objects.filter(aside=Aside.WEAK).order_by("pk"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["bima", "ratna", "hadi"])
def test_the_office_opens_the_page(path: str, name: str, request: pytest.FixtureRequest) -> None:
    assert words_of(client_of(request.getfixturevalue(name)), path)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["joko", "wening", "laras"])
def test_partners_find_no_such_page(path: str, name: str, request: pytest.FixtureRequest) -> None:
    words_of(client_of(request.getfixturevalue(name)), path, 404)


@pytest.mark.parametrize("path", ["/peringatan/aturan/child/99/", "/peringatan/aturan/x/1/"])
def test_a_rule_that_is_not_there_is_not_found(path: str, ratna: User) -> None:
    words_of(client_of(ratna), path, 404)


# --- the watch list -----------------------------------------------------------------------------


def test_the_list_says_why_where_and_how_rare_with_a_way_to_the_map(
    office: Office, bima: User
) -> None:
    (one,) = watch(office)
    page = words_of(client_of(bima), "/peringatan/pantau/")
    assert f"/peringatan/pantau/{one.pk}/" in page
    assert "Belum cukup kuat" in page
    assert "/peringatan/peta/?wilayah=35.03.05" in page
    assert "sekali dalam 12 hari" in page


def test_what_is_watched_has_no_page_among_the_alerts(office: Office, bima: User) -> None:
    (one,) = watch(office)
    client = client_of(bima)
    words_of(client, f"/peringatan/{one.pk}/", 404)
    assert one.title not in words_of(client, "/peringatan/")


def test_an_alert_has_no_page_among_the_watched(alert: Alert, bima: User) -> None:
    words_of(client_of(bima), f"/peringatan/pantau/{alert.pk}/", 404)


def test_a_promotion_leads_to_the_alert(office: Office, bima: User) -> None:
    (one,) = watch(office)
    client = client_of(bima)
    answer = client.post(f"/peringatan/pantau/{one.pk}/angkat/", {"alasan": BECAUSE})
    assert answer.headers["Location"] == f"/peringatan/{one.pk}/"
    assert BECAUSE in words_of(client, f"/peringatan/{one.pk}/")


@pytest.mark.parametrize(("reason", "status"), [("", 422), ("ok", 409)])
def test_without_a_reason_it_stays_on_the_list(
    office: Office, bima: User, reason: str, status: int
) -> None:
    (one,) = watch(office)
    path = f"/peringatan/pantau/{one.pk}/angkat/"
    assert client_of(bima).post(path, {"alasan": reason}).status_code == status
    one.refresh_from_db()
    assert one.aside == Aside.WEAK


def test_who_may_not_promote_sees_no_form(office: Office, agung: User, bima: User) -> None:
    (one,) = watch(office)
    path = f"/peringatan/pantau/{one.pk}/"
    assert f"{path}angkat/" in words_of(client_of(bima), path)
    assert f"{path}angkat/" not in words_of(client_of(agung), path)


def test_reading_one_is_written_down(office: Office, bima: User) -> None:
    (one,) = watch(office, label=Label.CONFIDENTIAL)
    client_of(bima).get(f"/peringatan/pantau/{one.pk}/")
    assert AuditEvent.objects.filter(action="alert.read", subject=f"alert:{one.pk}").exists()


def test_many_rows_take_no_more_questions(office: Office, bima: User) -> None:
    client, counts = client_of(bima), []
    for count in (3, 12):
        watch(office, count)
        with CaptureQueriesContext(connection) as asked:
            client.get("/peringatan/pantau/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- rules on trial -----------------------------------------------------------------------------


def test_the_list_of_rules_leads_to_each_version(ratna: User) -> None:
    assert TRIAL in words_of(client_of(ratna), "/peringatan/aturan/")


def test_a_leader_stops_a_rule_with_a_reason(ratna: User) -> None:
    client = client_of(ratna)
    said = {"keadaan": "off", "alasan": BECAUSE}
    assert client.post(f"{TRIAL}putuskan/", said).headers["Location"] == TRIAL
    page = words_of(client, TRIAL)
    assert "Dihentikan" in page
    assert BECAUSE in page
    assert RuleDecision.objects.get().mode == Mode.OFF


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"keadaan": "off", "alasan": "ok"}, 409),
        ({"keadaan": "live", "alasan": BECAUSE}, 422),
        ({"alasan": BECAUSE}, 422),
    ],
)
def test_a_decision_that_makes_no_sense_says_so(
    said: dict[str, str], status: int, ratna: User
) -> None:
    assert client_of(ratna).post(f"{TRIAL}putuskan/", said).status_code == status
    assert not RuleDecision.objects.exists()


def test_who_may_not_decide_sees_no_form_and_is_refused(bima: User) -> None:
    client = client_of(bima)
    assert "putuskan/" not in words_of(client, TRIAL)
    said = {"keadaan": "off", "alasan": BECAUSE}
    assert client.post(f"{TRIAL}putuskan/", said).status_code in {403, 409}
    assert not RuleDecision.objects.exists()


def test_a_trial_shows_its_year_and_what_it_would_have_raised(
    office: Office, ratna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        shadow_of(office, f"report:{number}")
    Alert.objects.update(label=Label.RESTRICTED)
    monkeypatch.setattr("kentongan.alerts.shadows.registered", registered_on_trial)
    page = words_of(client_of(ratna), "/peringatan/aturan/child/2/")
    assert "belum memperingatkan siapa pun" in page
    assert "<strong>3</strong>" in page
    assert page.count("<rect x=") == 52
    assert page.count("Satu nomor dua kali.") == 3


def registered_on_trial() -> list[Registered]:
    return [Registered("child", "2", "Anak", on_trial=True)]


# --- the budget ---------------------------------------------------------------------------------


def test_a_leader_changes_the_budget_with_a_reason(ratna: User) -> None:
    client, path = client_of(ratna), "/peringatan/anggaran/"
    assert "angka awal" in words_of(client, path)
    said = {"per_petugas": "3.5", "alasan": BECAUSE}
    assert client.post(path, said).status_code == 302
    page = words_of(client, path)
    assert BECAUSE in page
    assert "Ratna Kusuma" in page


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"per_petugas": "0", "alasan": BECAUSE}, 422),
        ({"per_petugas": "banyak", "alasan": BECAUSE}, 422),
        ({"per_petugas": "3", "alasan": "ok"}, 409),
    ],
)
def test_a_budget_that_makes_no_sense_says_so(
    said: dict[str, str], status: int, ratna: User
) -> None:
    assert client_of(ratna).post("/peringatan/anggaran/", said).status_code == status
    assert not AlertBudget.objects.exists()


def test_who_may_not_set_it_reads_it_and_is_refused(bima: User) -> None:
    client, path = client_of(bima), "/peringatan/anggaran/"
    assert "per_petugas" not in words_of(client, path)
    said = {"per_petugas": "3", "alasan": BECAUSE}
    assert client.post(path, said).status_code == 409
