"""Who sees which alert: role by area, on the page, in lists, counts, the map and the feed alike."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, Step
from kentongan.alerts.queries import (
    alerts_needing,
    alerts_visible_to,
    evidence_of,
    open_alerts_by_area,
    steps_of,
)
from kentongan.reports.models import Report
from tests.alerts.conftest import MakeAlert, add_signal, brought_to

PRIGI, MASARAN, BAOSAN = "35.03.05.2001", "35.03.04.2001", "35.02.03.2001"
L1, L2, L3 = Label.INTERAGENCY, Label.RESTRICTED, Label.CONFIDENTIAL


@pytest.mark.parametrize(
    ("name", "code", "label", "sees"),
    [
        ("sari", PRIGI, L2, True),  # PIMPASA: own villages up to TERBATAS
        ("sari", PRIGI, L3, False),
        ("sari", MASARAN, L1, False),
        ("dimas", BAOSAN, L2, True),
        ("dimas", PRIGI, L2, False),
        ("bima", MASARAN, L3, True),  # the section: the whole office up to RAHASIA
        ("bima", BAOSAN, Label.PERSONAL, False),
        ("ratna", PRIGI, L3, True),
        ("hadi", BAOSAN, L3, True),
        ("joko", PRIGI, L1, True),  # partners: own area, antarinstansi only
        ("joko", PRIGI, L2, False),
        ("joko", MASARAN, L1, False),
        ("wening", MASARAN, L1, True),
        ("wening", BAOSAN, L1, False),
        ("agung", PRIGI, L2, True),  # the auditor reads
        ("agung", PRIGI, L3, False),
        ("laras", PRIGI, L1, False),  # PPID: nothing of the casework
        ("asing", PRIGI, L1, False),  # another office: nothing
    ],
)
def test_who_sees_what(
    name: str,
    code: str,
    label: Label,
    sees: bool,
    made_alert: MakeAlert,
    request: pytest.FixtureRequest,
    client: Client,
) -> None:
    alert = made_alert(code, label=label)
    viewer: User = request.getfixturevalue(name)
    client.force_login(viewer)
    page = client.get(reverse("alerts:detail", args=[alert.pk]))
    card = client.get(reverse("alerts:card", args=[alert.pk]))
    expected = 200 if sees else 404
    assert (page.status_code, card.status_code) == (expected, expected)
    assert list(alerts_visible_to(viewer)) == ([alert] if sees else [])
    assert open_alerts_by_area(viewer) == ({code: 1} if sees else {})


PAGES = ("alerts:list", "alerts:since", "alerts:map")


@pytest.mark.parametrize("name", ["joko", "sari", "asing"])
@pytest.mark.parametrize("page", PAGES)
def test_no_list_map_or_feed_tells_of_a_hidden_alert(
    name: str, page: str, made_alert: MakeAlert, request: pytest.FixtureRequest, client: Client
) -> None:
    made_alert(PRIGI, label=L3, title="Judul yang tersembunyi")
    client.force_login(request.getfixturevalue(name))
    query = {"sejak": "2026-01-01T00:00:00+07:00", "wilayah": "35.03" if page != PAGES[0] else ""}
    answer = client.get(reverse(page), query)
    assert answer.status_code == 200
    assert "Judul yang tersembunyi" not in answer.content.decode()
    if page == "alerts:since":
        assert (answer.json()["waiting"], answer.json()["alerts"]) == (0, [])


@pytest.mark.parametrize("page", [*PAGES, "alerts:week", "alerts:weekly_sheet"])
def test_the_information_officer_finds_no_alert_page(
    page: str, laras: User, client: Client
) -> None:
    client.force_login(laras)
    assert client.get(reverse(page)).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "alerts:week", "alerts:weekly_sheet"])
def test_without_login_every_page_asks_for_it(page: str, client: Client, db: None) -> None:
    answer = client.get(reverse(page))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.headers["Location"]


def test_a_number_that_does_not_exist_looks_like_one_that_is_hidden(
    asing: User, alert: Alert, client: Client
) -> None:
    client.force_login(asing)
    hidden = client.get(reverse("alerts:detail", args=[alert.pk]))
    missing = client.get(reverse("alerts:detail", args=[alert.pk + 1]))
    beyond = client.get(f"/peringatan/{2**63}/")
    assert {hidden.status_code, missing.status_code, beyond.status_code} == {404}
    assert len(hidden.content) == len(missing.content)


@pytest.mark.parametrize("deed", ["take_up", "assign", "note"])
def test_a_stranger_cannot_post_to_an_alert(
    deed: str, asing: User, alert: Alert, client: Client
) -> None:
    client.force_login(asing)
    assert client.post(reverse(f"alerts:{deed}", args=[alert.pk])).status_code == 404
    assert not alert.steps.exists()


@pytest.mark.parametrize("deed", ["take_up", "assign", "note"])
def test_reading_changes_nothing(deed: str, sari: User, alert: Alert, client: Client) -> None:
    client.force_login(sari)
    assert client.get(reverse(f"alerts:{deed}", args=[alert.pk])).status_code == 405


def test_a_partner_reads_that_there_is_news_but_not_from_whom(
    joko: User, sari: User, made_alert: MakeAlert, client: Client
) -> None:
    alert = made_alert(label=L1)
    add_signal(alert, "report:a", "report:b")
    brought_to(alert, "verification", sari)
    Step.objects.create(
        alert=alert,
        at=alert.raised_at,
        by=sari,
        from_state="verification",
        to_state="verification",
        note="Bertemu Mbok Sumi",
    )
    client.force_login(joko)
    page = client.get(reverse("alerts:detail", args=[alert.pk])).content.decode()
    assert "2 kabar dari 1 instansi" in page
    for hidden in ("Sari Wulandari", "Mbok Sumi", "menyebut nomor yang sama", "20 Nov"):
        assert hidden not in page
    assert evidence_of(joko, alert) == []
    assert [step.by for step in steps_of(joko, alert)] == [None]


def test_the_evidence_links_only_reports_the_viewer_may_open(
    sari: User,
    bima: User,
    agung: User,
    joko: User,
    alert: Alert,
    made_report: Callable[..., Report],
) -> None:
    own, of_joko = made_report(sari), made_report(joko)
    add_signal(alert, f"report:{own.uuid}", f"report:{of_joko.uuid}")
    links = {
        viewer.username: {uuid for _row, uuid in evidence_of(viewer, alert) if uuid}
        for viewer in (sari, bima, agung)
    }
    assert links["sari"] == {str(own.uuid)}
    assert str(own.uuid) in links["bima"]
    assert links["agung"] == set()


def test_partners_and_auditors_find_the_open_alerts_in_place_of_tasks(
    joko: User, agung: User, made_alert: MakeAlert
) -> None:
    open_alert = made_alert(label=L1)
    made_alert(label=L1, state="closed", outcome="partly")
    assert list(alerts_needing(joko)) == [open_alert]
    assert list(alerts_needing(agung)) == [open_alert]
