"""The page of one alert and the buttons on it, as a browser uses them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.alerts.actions.lifecycle import take_up
from kentongan.alerts.models import Alert, Effect, Outcome, State
from kentongan.regions.models import Region
from tests.alerts.conftest import MakeAlert, add_signal, brought_to

WHY = "Pelapor dihubungi, keterangannya cocok."


def page_of(client: Client, alert: Alert) -> str:
    answer = client.get(reverse("alerts:detail", args=[alert.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_why_and_what_to_check(sari: User, alert: Alert, client: Client) -> None:
    add_signal(alert, "report:a", "report:b")
    client.force_login(sari)
    page = page_of(client, alert)
    for words in (
        alert.sentence,
        "Hubungi pelapor.",
        "Secara kebetulan saja, ini terjadi kira-kira sekali dalam 340 hari.",
        "Dari 3 sumber, 2 instansi.",
        "same_thing versi 1",
        "0123456789ab",
        "menyebut nomor yang sama",
        "Prigi",
        "bukan batas resmi",
    ):
        assert words in page
    assert "0123456789abc" not in page


def test_the_same_source_in_two_signals_is_one_row(
    sari: User, alert: Alert, client: Client
) -> None:
    add_signal(alert, "report:a")
    second = add_signal(alert, "report:b", rule_version="2")
    second.evidence.create(source="report:a", agency_name="Polri")
    client.force_login(sari)
    assert page_of(client, alert).count("<td>Polri</td>") == 2


def test_the_present_step_is_marked_for_eyes_and_ears(
    sari: User, alert: Alert, client: Client
) -> None:
    take_up(by=sari, alert=alert)
    client.force_login(sari)
    page = page_of(client, alert)
    assert page.count('aria-current="step"') == 1
    assert '<li aria-current="step">Verifikasi</li>' in page
    assert '<li class="past">Diterima</li>' in page


def test_taking_up_by_the_button(sari: User, alert: Alert, client: Client) -> None:
    client.force_login(sari)
    assert "Ambil dan periksa" in page_of(client, alert)
    answer = client.post(reverse("alerts:take_up", args=[alert.pk]), {"take-catatan": ""})
    assert answer.status_code == 302
    alert.refresh_from_db()
    assert alert.owner == sari


def test_the_second_to_press_the_button_reads_who_was_first(
    sari: User, bima: User, alert: Alert, client: Client
) -> None:
    take_up(by=sari, alert=alert)
    client.force_login(bima)
    answer = client.post(
        reverse("alerts:take_up", args=[alert.pk]), {"take-catatan": "Saya telepon kepala desa."}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Sari Wulandari sudah lebih dahulu mengambil peringatan ini." in page
    assert "Saya telepon kepala desa." in page


def test_an_outcome_by_the_form(sari: User, alert: Alert, client: Client) -> None:
    brought_to(alert, State.ACTION, sari)
    client.force_login(sari)
    assert "Keberangkatan tidak aman batal" in page_of(client, alert)
    said = {
        "outcome-catatan": WHY,
        "outcome-hasil": Outcome.CONFIRMED,
        "outcome-akibat": Effect.LEGAL_PATH,
    }
    client.post(reverse("alerts:move", args=[alert.pk, "outcome"]), said)
    alert.refresh_from_db()
    assert (alert.state, alert.outcome, alert.effect) == ("outcome", "confirmed", "legal_path")
    assert "Terbukti" in page_of(client, alert)


def test_a_form_that_is_not_full_says_what_is_missing_and_keeps_the_words(
    sari: User, alert: Alert, client: Client
) -> None:
    brought_to(alert, State.ACTION, sari)
    client.force_login(sari)
    answer = client.post(
        reverse("alerts:move", args=[alert.pk, "outcome"]), {"outcome-catatan": WHY}
    )
    assert answer.status_code == 422
    assert "Apa hasilnya?" in answer.content.decode()
    assert WHY in answer.content.decode()


def test_only_the_outcomes_of_the_short_cut_are_offered(
    sari: User, alert: Alert, client: Client
) -> None:
    take_up(by=sari, alert=alert)
    client.force_login(sari)
    page = page_of(client, alert)
    assert 'value="unfounded"' in page
    assert 'value="confirmed"' not in page


def test_posting_an_outcome_nobody_offered_changes_nothing(
    sari: User, alert: Alert, client: Client
) -> None:
    take_up(by=sari, alert=alert)
    client.force_login(sari)
    said = {"outcome-catatan": WHY, "outcome-hasil": "confirmed", "outcome-akibat": "nothing"}
    answer = client.post(reverse("alerts:move", args=[alert.pk, "outcome"]), said)
    alert.refresh_from_db()
    assert (answer.status_code, alert.state) == (422, State.VERIFICATION)


@pytest.mark.parametrize("to", ["closed", "action", "received"])
def test_a_move_outside_the_table_is_refused_with_the_reason(
    to: str, ratna: User, alert: Alert, client: Client
) -> None:
    client.force_login(ratna)
    answer = client.post(reverse("alerts:move", args=[alert.pk, to]), {f"{to}-catatan": WHY})
    assert answer.status_code == 409
    assert "kini di tahap Diterima" in answer.content.decode()


def test_an_unknown_state_is_not_found(ratna: User, alert: Alert, client: Client) -> None:
    client.force_login(ratna)
    assert client.post(reverse("alerts:move", args=[alert.pk, "deleted"])).status_code == 404


def test_the_section_head_hands_on_by_the_form(
    ratna: User, bima: User, joko: User, alert: Alert, client: Client
) -> None:
    client.force_login(ratna)
    page = page_of(client, alert)
    assert "Bima Satriya" in page
    assert "Joko Sembodo" not in page
    said = {"assign-kepada": bima.pk, "assign-catatan": "Bima mengenal jalur Taiwan."}
    client.post(reverse("alerts:assign", args=[alert.pk]), said)
    alert.refresh_from_db()
    assert alert.owner == bima


def test_a_note_by_the_form(sari: User, alert: Alert, client: Client) -> None:
    take_up(by=sari, alert=alert)
    client.force_login(sari)
    client.post(
        reverse("alerts:note", args=[alert.pk]), {"note-catatan": "Rumahnya kosong.\nSepi."}
    )
    assert "Rumahnya kosong.<br>Sepi." in page_of(client, alert)


def test_a_note_of_5000_characters_is_too_long(sari: User, alert: Alert, client: Client) -> None:
    take_up(by=sari, alert=alert)
    client.force_login(sari)
    answer = client.post(reverse("alerts:note", args=[alert.pk]), {"note-catatan": "a" * 5000})
    assert answer.status_code == 422
    assert alert.steps.count() == 1


@pytest.mark.parametrize("name", ["joko", "agung"])
def test_who_may_only_read_sees_no_button_but_the_reason(
    name: str, made_alert: MakeAlert, client: Client, request: pytest.FixtureRequest
) -> None:
    alert = made_alert(label=1)
    client.force_login(request.getfixturevalue(name))
    page = page_of(client, alert)
    assert f'action="/peringatan/{alert.pk}/' not in page
    assert "tidak diberi hak" in page


def test_the_clock_is_on_the_page(sari: User, made_alert: MakeAlert, client: Client) -> None:
    late = made_alert(due_at=timezone.now() - timedelta(days=2, hours=1))
    client.force_login(sari)
    assert "Terlambat 2 hari" in page_of(client, late)


def test_the_map_shows_the_village_its_neighbours_and_no_style(
    sari: User, areas: dict[str, Region], alert: Alert, client: Client
) -> None:
    client.force_login(sari)
    page = page_of(client, alert)
    assert 'class="own">Prigi</text>' in page
    assert "Tasikmadu" in page
    assert "Cepoko" not in page
    assert " style=" not in page


def test_an_alert_without_a_place_has_no_map(sari: User, alert: Alert, client: Client) -> None:
    alert.areas.all().delete()
    brought_to(alert, State.VERIFICATION, sari)
    client.force_login(sari)
    assert "alert-map" not in page_of(client, alert)


def test_the_page_takes_few_queries(sari: User, alert: Alert, client: Client) -> None:
    for number in range(10):
        add_signal(alert, f"report:{number}", f"x:{number}", rule_version=str(number))
    client.force_login(sari)
    with CaptureQueriesContext(connection) as queries:
        page_of(client, alert)
    assert len(queries) <= 25
