"""What stands on the list and on the page of one report, and for whom."""

from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import Mention
from kentongan.entities.told import Written
from kentongan.reports.actions import revise_report
from kentongan.reports.content import Content
from kentongan.reports.models import ImportBatch, Report
from kentongan.reports.queries import reports as queries
from kentongan.reports.rules import source_of

Made = Callable[..., Report]
AsUser = Callable[[User], Client]
LIST = "/laporan/"
HOSTILE = "<img src=x onerror=alert(1)>"


def detail(report: Report) -> str:
    """The page of a report."""
    return reverse("reports:detail", args=[report.uuid])


def texts(page: object) -> list[str]:
    """The excerpts on a list page, in their order."""
    return [line["excerpt"] for line in page.context["lines"]]  # type: ignore[attr-defined]


def test_the_newest_report_stands_first(sari: User, made_report: Made, as_user: AsUser) -> None:
    for word in ("satu", "dua", "tiga"):
        made_report(sari, noticed=word)
    assert texts(as_user(sari).get(LIST)) == ["tiga", "dua", "satu"]


def test_an_empty_list_invites_and_an_empty_answer_explains(sari: User, as_user: AsUser) -> None:
    client = as_user(sari)
    assert "Belum ada laporan" in client.get(LIST).text
    narrowed = client.get(LIST, {"kata": "calo"}).text
    assert "Tidak ada laporan yang cocok" in narrowed
    assert "Hapus saringan" in narrowed


def test_words_are_looked_for_in_the_newest_reports_and_the_page_says_so(
    sari: User, made_report: Made, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("Kabar lama", "Cerita lain", "KABAR baru"):
        made_report(sari, noticed=text)
    client = as_user(sari)
    assert texts(client.get(LIST, {"kata": "kabar"})) == ["KABAR baru", "Kabar lama"]
    monkeypatch.setattr(queries, "MOST_SEARCHED", 2)
    page = client.get(LIST, {"kata": "kabar"})
    assert texts(page) == ["KABAR baru"]
    assert "laporan terbaru saja" in page.text
    assert "laporan terbaru saja" not in client.get(LIST).text


@pytest.mark.parametrize(
    ("name", "heading", "button"),
    [("sari", "Laporan saya", True), ("joko", "Laporan saya", True),
     ("bima", "Laporan", True), ("hadi", "Laporan", False)],
)  # fmt: skip
def test_the_heading_and_the_button_fit_the_role(
    name: str, heading: str, button: bool, as_user: AsUser, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(name)
    page = as_user(person).get(LIST)
    assert f"<h1>{heading}</h1>" in page.text
    assert (f'class="button" href="{reverse("reports:new")}"' in page.text) is button


def test_a_revised_report_is_marked_and_shows_its_newest_words(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    assert "pernah diubah" not in as_user(sari).get(LIST).text
    revise_report(by=sari, report=report, content=Content(noticed="Tiga orang."), reason="salah")
    page = as_user(sari).get(LIST)
    assert texts(page) == ["Tiga orang."]
    assert "pernah diubah" in page.text


def test_a_word_is_looked_for_in_what_holds_now_not_in_what_was(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari, noticed="Ada calo.")
    revise_report(by=sari, report=report, content=Content(noticed="Ada kabar."), reason="salah")
    client = as_user(sari)
    assert texts(client.get(LIST, {"kata": "calo"})) == []
    assert texts(client.get(LIST, {"kata": "kabar"})) == ["Ada kabar."]


@pytest.mark.parametrize("word", ["%", "_", "\\", "' OR '1'='1", "*"])
def test_a_sign_of_the_database_is_an_ordinary_letter(
    word: str, sari: User, made_report: Made, as_user: AsUser
) -> None:
    made_report(sari, noticed="Tanpa tanda apa pun.")
    made_report(sari, noticed=f"Dengan {word} di tengah.")
    assert texts(as_user(sari).get(LIST, {"kata": word})) == [f"Dengan {word} di tengah."]


def test_the_pages_of_a_narrowed_list_stay_narrowed(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    for number in range(21):
        made_report(sari, noticed=f"calo {number} & teman")
    made_report(sari, noticed="kabar lain")
    page = as_user(sari).get(LIST, {"kata": "calo &", "dari": "2026-11-01"})
    way = unescape(page.text.partition('class="pager"')[2].partition('href="')[2].split('"')[0])
    second = as_user(sari).get(LIST + way)
    assert texts(second) == ["calo 0 & teman"]
    assert "Halaman 2 dari 2" in second.text


@pytest.mark.parametrize(("asked", "shown"), [("0", 2), ("99", 2), ("9" * 40, 2), ("", 1)])
def test_a_page_that_does_not_exist_is_the_nearest_one(
    asked: str, shown: int, sari: User, made_report: Made, as_user: AsUser
) -> None:
    for _turn in range(21):
        made_report(sari)
    assert as_user(sari).get(LIST, {"hal": asked}).context["page"].number == shown


def test_own_reports_can_be_picked_out_of_all(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    made_report(sari, noticed="dari Sari")
    made_report(bima, noticed="dari Bima")
    client = as_user(bima)
    assert texts(client.get(LIST, {"saya": "on"})) == ["dari Bima"]
    assert texts(client.get(LIST)) == ["dari Bima", "dari Sari"]


def test_an_agency_filter_sent_by_hand_shows_a_partner_nothing_more(
    joko: User, office: Office, sari: User, made_report: Made, as_user: AsUser
) -> None:
    made_report(sari, noticed="dari Sari")
    made_report(joko, noticed="dari Joko")
    agency = sari.agency.pk if sari.agency else 0
    assert texts(as_user(joko).get(LIST, {"instansi": agency})) == ["dari Joko"]


def test_the_log_names_only_what_stood_on_that_page(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    reports = [made_report(sari) for _turn in range(21)]
    as_user(bima).get(LIST, {"hal": "2"})
    event = AuditEvent.objects.get(action="report.listed")
    assert event.subject == source_of(reports[0].uuid)


def test_what_is_written_stands_as_text_on_list_and_page(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(
        sari, noticed=HOSTILE, place_text=HOSTILE, destination=HOSTILE, job=HOSTILE, fee=HOSTILE,
        things=(Written("alias", HOSTILE),),
    )  # fmt: skip
    revise_report(by=sari, report=report, content=Content(noticed="x"), reason=HOSTILE)
    for page in (as_user(sari).get(LIST).text, as_user(sari).get(detail(report)).text):
        assert "<img" not in page.partition("<main")[2]
    assert unescape(as_user(sari).get(detail(report)).text).count(HOSTILE) >= 6


def test_a_report_of_one_version_has_no_heads_of_versions(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    page = as_user(sari).get(detail(made_report(sari))).text
    assert "Berlaku sekarang" not in page
    assert "<h2>Isi laporan</h2>" in page


def test_each_version_says_who_wrote_it_and_the_last_one_holds(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    revise_report(by=bima, report=report, content=Content(noticed="Tiga."), reason="menurut saksi")
    page = as_user(sari).get(detail(report)).text
    heads = page.partition("<thead>")[2].partition("</thead>")[0]
    assert heads.index("Versi 1") < heads.index("Sari Wulandari") < heads.index("Berlaku sekarang")
    assert heads.index("Berlaku sekarang") < heads.index("Bima Satriya")
    assert heads.count("Alasan:") == 1


def test_a_thing_named_twice_stands_once_on_the_page(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    phone = fake_phone(3)
    report = made_report(sari, noticed=f"Telepon {phone}.", things=(Written("phone", phone),))
    things = list(as_user(sari).get(detail(report)).context["things"])
    assert len(things) == len(set(things))
    assert len(things) == Mention.objects.filter(source=f"report:{report.uuid}").count()


def test_a_number_that_was_corrected_is_shown_in_the_versions_but_leads_nowhere(
    sari: User, bima: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari, things=(Written("phone", fake_phone(1)),))
    says = Content(noticed="x", things=(Written("phone", fake_phone(2)),))
    revise_report(by=sari, report=report, content=says, reason="salah nomor")
    page = as_user(bima).get(detail(report))
    assert fake_phone(1) in page.text
    assert len(page.context["things"]) == 1


def test_a_withdrawn_report_says_so_and_is_not_changed_any_more(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    Report.objects.update(withdrawn_at=timezone.now())
    page = as_user(sari).get(detail(report)).text
    assert "ditarik" in page
    assert "Ubah laporan" not in page
    assert as_user(sari).get(reverse("reports:revise", args=[report.uuid])).status_code == 403


def test_an_imported_report_says_from_which_row_of_which_file(
    sari: User, bima: User, office: Office, made_report: Made, as_user: AsUser
) -> None:
    batch = ImportBatch.objects.create(
        sha256="b" * 64, file_name="rekap <desa>.xlsx", size=1, content=b"x",
        author=bima, office=office,
    )  # fmt: skip
    report = made_report(sari)
    Report.objects.update(batch=batch, row_number=17)
    assert "baris 17 dari rekap &lt;desa&gt;.xlsx" in as_user(bima).get(detail(report)).text


@pytest.mark.parametrize(("name", "may"), [("sari", True), ("bima", True), ("hadi", False)])
def test_the_button_to_change_stands_only_where_it_leads_somewhere(
    name: str, may: bool, sari: User, made_report: Made, as_user: AsUser,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    report, client = made_report(sari), as_user(request.getfixturevalue(name))
    way = reverse("reports:revise", args=[report.uuid])
    assert (way in client.get(detail(report)).text) is may
    assert client.get(way).status_code == (200 if may else 403)


def test_many_versions_cost_no_more_questions_than_two(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report, client = made_report(sari), as_user(sari)
    counts = []
    for turn in range(6):
        content = Content(noticed=f"{turn} orang.")
        revise_report(by=sari, report=report, content=content, reason="hitung ulang")
        with CaptureQueriesContext(connection) as asked:
            client.get(detail(report))
        counts.append(len(asked))
    assert counts[0] == counts[-1]


@pytest.mark.parametrize("page", ["list", "detail", "received"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_reading_pages_are_only_read(
    page: str, method: str, sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    where = reverse("reports:list") if page == "list" else reverse(
        f"reports:{page}", args=[report.uuid]
    )  # fmt: skip
    assert getattr(as_user(sari), method)(where).status_code == 405


def test_after_reporting_the_page_tells_whom_to_call_when_somebody_is_in_danger(
    sari: User, made_report: Made, as_user: AsUser
) -> None:
    report = made_report(sari)
    page = as_user(sari).get(reverse("reports:received", args=[report.uuid])).text
    assert "110" in page
    assert "129" in page
    assert detail(report) in page
