"""The first page of each role: what needs the person now, and only doors that open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.reports.models import Report
from kentongan.website.chores import EXAMINE
from kentongan.website.dashboards import RECENT_REPORTS, URGENT_ALERTS, dashboard
from kentongan.website.models import Chore
from tests.alerts.conftest import make_alert
from tests.website.conftest import Everyone, Open, client_of
from tests.website.pages import Page

PRIGI = "35.03.05.2001"
STANDS_STILL = "Pemeriksaan laporan sedang terhenti"
MENU = {
    "Lapor": "/laporan/baru/",
    "Peringatan": "/peringatan/",
    "Peta": "/peringatan/peta/",
    "Laporan": "/laporan/",
    "Hal": "/hal/",
    "Impor": "/laporan/impor/",
    "Berbagi": "/berbagi/",
}
PARTNER = "Lapor Peringatan Peta Laporan Berbagi"
# Written by hand from the access matrix: what stands in the menu of each role.
MENUS = {
    RoleKey.VILLAGE_OFFICER: "Lapor Peringatan Peta Laporan Hal Berbagi",
    RoleKey.ANALYST: "Lapor Peringatan Peta Laporan Hal Impor Berbagi",
    RoleKey.SECTION_HEAD: "Lapor Peringatan Peta Laporan Hal Impor Berbagi",
    RoleKey.OFFICE_HEAD: "Peringatan Peta Laporan Hal Berbagi",
    RoleKey.PASSPORT_OFFICER: "Lapor Peringatan Peta Laporan",
    RoleKey.POLICE_VILLAGE_OFFICER: PARTNER,
    RoleKey.ARMY_VILLAGE_OFFICER: PARTNER,
    RoleKey.LABOUR_OFFICER: PARTNER,
    RoleKey.RELIGIOUS_AFFAIRS_OFFICER: PARTNER,
    RoleKey.DISTRICT_HEAD: PARTNER,
    RoleKey.CIVIL_REGISTRY_OFFICER: "Lapor Laporan Berbagi",
    RoleKey.AUDITOR: "Peringatan Peta Berbagi",
    RoleKey.INFORMATION_OFFICER: "Berbagi",
    RoleKey.SYSTEM_ADMIN: "",
    RoleKey.PUBLIC_REPORTER: "",
}
every_role = pytest.mark.parametrize("role", RoleKey)
MakeReport = Callable[..., Report]


@pytest.fixture
def worker_runs(db: None) -> None:
    now = timezone.now()
    Chore.objects.create(name=EXAMINE, due_at=now, done_at=now)


@every_role
def test_every_role_has_a_first_page(role: RoleKey, everyone: Everyone, open_as: Open) -> None:
    page = open_as(everyone[role])
    assert page.status_code == 200
    assert everyone[role].full_name in page.text


@every_role
def test_the_menu_has_the_doors_of_the_role_and_no_others(
    role: RoleKey, everyone: Everyone, open_as: Open
) -> None:
    links = Page(open_as(everyone[role]).text).inside
    doors = {word for word, address in MENU.items() if address in links}
    assert doors == set(MENUS[role].split())


@every_role
def test_every_link_of_the_first_page_opens(role: RoleKey, everyone: Everyone) -> None:
    client = client_of(everyone[role])
    links = Page(client.get("/").text).inside
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@every_role
def test_a_door_that_is_not_in_the_menu_stays_shut(role: RoleKey, everyone: Everyone) -> None:
    client = client_of(everyone[role])
    shut = {address for word, address in MENU.items() if word not in MENUS[role].split()}
    answers = {address: client.get(address).status_code for address in shut}
    assert set(answers.values()) <= {403, 404}, answers


@every_role
def test_a_section_stands_there_only_for_who_may_read_it(
    role: RoleKey, everyone: Everyone, open_as: Open
) -> None:
    text = open_as(everyone[role]).text
    assert ("Perlu Anda sekarang" in text) is ("Peringatan" in MENUS[role].split())
    assert ("Laporan terbaru" in text) is ("Laporan" in MENUS[role].split())


@pytest.mark.parametrize("role", [role for role, menu in MENUS.items() if not menu])
def test_a_role_without_screens_is_told_whom_to_ask(
    role: RoleKey, everyone: Everyone, open_as: Open
) -> None:
    assert "Hubungi kepala seksi bila perlu." in open_as(everyone[role]).text


def test_an_alert_that_waits_for_me_stands_on_top(
    bima: User, office: Office, open_as: Open
) -> None:
    alert = make_alert(office, PRIGI, title="Nomor yang sama di tiga desa")
    page = open_as(bima)
    assert "Nomor yang sama di tiga desa" in page.text
    assert f"/peringatan/{alert.pk}/" in Page(page.text).inside


def test_the_alert_of_another_office_does_not(asing: User, office: Office, open_as: Open) -> None:
    make_alert(office, PRIGI, title="Nomor yang sama di tiga desa")
    assert "Nomor yang sama" not in open_as(asing).text


def test_my_report_stands_there_and_not_on_a_colleague_s_page(
    sari: User, dimas: User, made_report: MakeReport, open_as: Open
) -> None:
    made_report(sari, noticed="Mobil travel menjemput malam hari.")
    assert "Mobil travel" in open_as(sari).text
    assert "Mobil travel" not in open_as(dimas).text


def test_what_people_write_is_shown_as_text_and_not_as_a_page(
    sari: User, made_report: MakeReport, open_as: Open
) -> None:
    made_report(sari, noticed="<script>alert(1)</script>")
    text = open_as(sari).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_few_of_each_are_enough_for_a_first_page(
    bima: User, office: Office, made_report: MakeReport
) -> None:
    for number in range(7):
        made_report(bima)
        make_alert(office, PRIGI, key=f"thing:{number}")
    shown = dashboard(bima)
    assert len(shown["alerts"]) == URGENT_ALERTS
    assert len(shown["reports"]) == RECENT_REPORTS


def test_more_records_do_not_mean_more_queries(
    bima: User, office: Office, made_report: MakeReport, django_assert_max_num_queries: Callable
) -> None:
    for number in range(6):
        made_report(bima)
        make_alert(office, PRIGI, key=f"thing:{number}")
    client = client_of(bima)
    with django_assert_max_num_queries(11):
        client.get("/")


def test_a_worker_that_stands_still_is_told(bima: User, open_as: Open, worker_runs: None) -> None:
    assert STANDS_STILL not in open_as(bima).text
    Chore.objects.update(done_at=timezone.now() - timedelta(minutes=3))
    assert STANDS_STILL in open_as(bima).text


def test_a_stranger_is_sent_to_the_login_and_back(client: Client, db: None) -> None:
    assert client.get("/")["Location"] == "/akun/login/?next=/"


def test_the_first_page_takes_no_form(bima: User) -> None:
    assert client_of(bima).post("/").status_code == 405
