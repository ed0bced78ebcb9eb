"""A report that names an official does not show itself to that agency: not even by its shadow."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.access.actions import break_glass
from kentongan.access.errors import Refused
from kentongan.accounts.models import Agency, Office, User
from kentongan.alerts.actions import examine_new_reports
from kentongan.alerts.models import Alert, Evidence
from kentongan.alerts.queries import alerts_visible_to
from kentongan.entities.models import Mention
from kentongan.entities.queries import mentions_in_sight
from kentongan.reports.actions import record_report
from kentongan.reports.content import Content
from kentongan.reports.errors import Conflict
from kentongan.reports.models import Report
from kentongan.reports.queries import report_for, reports_on_paper, reports_visible_to
from tests.website.conftest import client_of
from tests.website.pages import Page

PRIGI = "35.03.05.2001"
WORDS = "Oknum petugas menahan paspor dan meminta uang. Hubungi 0850-0077-7001."
Tell = Callable[..., Report]


@pytest.fixture
def tell(areas: dict) -> Tell:
    """``tell(by, hidden_from, noticed=…)``: a report through the door."""

    def make(
        by: User, hidden_from: Agency | None = None, noticed: str = WORDS, code: str = PRIGI
    ) -> Report:
        content = Content(
            noticed=noticed,
            region_id=areas[code].pk,
            region_code=code,
            place_precision="village",
            noticed_on=timezone.localdate() - timedelta(days=2),
            time_precision="day",
        )
        return record_report(by=by, uuid=uuid4(), content=content, hidden_from=hidden_from)

    return make


@pytest.fixture
def immigration(office: Office) -> Agency:
    return office.agency


def test_nobody_of_the_agency_sees_it_but_head_and_author(
    immigration: Agency, tell: Tell, wening: User, bima: User, ratna: User, hadi: User, sari: User
) -> None:
    report = tell(wening, immigration)
    for person in (bima, ratna, sari):
        assert report_for(person, report.uuid) is None
        assert not mentions_in_sight(person).exists()
    assert report_for(hadi, report.uuid) == report
    assert report_for(wening, report.uuid) == report
    assert mentions_in_sight(hadi).exists()


def test_an_own_report_about_the_own_agency_stays_with_its_author(
    immigration: Agency, tell: Tell, sari: User, bima: User
) -> None:
    report = tell(sari, immigration)
    assert report_for(sari, report.uuid) == report
    assert report_for(bima, report.uuid) is None


def test_another_agency_is_not_kept_out(tell: Tell, joko: User, sari: User, bima: User) -> None:
    report = tell(sari, joko.agency)
    assert report_for(bima, report.uuid) == report


def test_no_emergency_opens_it_for_the_agency(
    immigration: Agency, tell: Tell, wening: User, bima: User
) -> None:
    report = tell(wening, immigration)
    reason = "Perlu dibaca sekarang karena anak itu akan dibawa pergi."
    with pytest.raises(Refused, match="Tidak ada catatan"):
        break_glass(by=bima, subject=f"report:{report.uuid}", category="child", reason=reason)


@pytest.mark.parametrize("name", ["bima", "ratna", "sari"])
def test_every_page_looks_as_if_it_had_never_been_told(
    name: str,
    request: pytest.FixtureRequest,
    immigration: Agency,
    tell: Tell,
    wening: User,
    joko: User,
) -> None:
    viewer = request.getfixturevalue(name)
    tell(joko, None, "Ada lowongan ke luar negeri lewat 0850-0077-7001.")
    examine_new_reports(now=timezone.now())
    client = client_of(viewer)
    pages = ("/", "/laporan/", "/peringatan/", "/peringatan/peta/", "/hal/", "/hal/?kata=0850")
    pages += ("/peringatan/lembar/", "/laporan/?kata=paspor")
    before = {page: body_of(client.get(page)) for page in pages}
    tell(wening, immigration)
    examine_new_reports(now=timezone.now())
    assert {page: body_of(client.get(page)) for page in pages} == before


def body_of(answer) -> tuple[int, list[str], list[str]]:
    """What a reader could notice: the words outside forms' tokens, and the links."""
    lines = [line for line in answer.text.splitlines() if "csrfmiddlewaretoken" not in line]
    words = [line for line in lines if "data-now" not in line and "terhenti" not in line]
    return answer.status_code, words, Page(answer.text).links


def test_what_the_agency_hears_is_raised_apart_and_hidden_from_it(
    immigration: Agency, tell: Tell, wening: User, joko: User, bima: User, hadi: User
) -> None:
    tell(joko, None, "Agen minta uang muka 10 juta, hubungi 0850-0077-7001 untuk ke Malaysia.")
    tell(wening, immigration, "Petugas menitipkan berkas lewat 0850-0077-7001 di pelabuhan.")
    examine_new_reports(now=timezone.now())
    hidden = Alert.objects.filter(hidden_from=immigration)
    assert hidden.exists()
    assert all(alert.key.startswith("special:") for alert in hidden)
    assert not alerts_visible_to(bima).filter(pk__in=hidden).exists()
    assert alerts_visible_to(hadi).filter(pk__in=hidden).exists()
    told = Evidence.objects.filter(signal__alert__in=Alert.objects.filter(hidden_from=None))
    special = Report.objects.get(hidden_from=immigration)
    assert not told.filter(source=f"report:{special.uuid}").exists()


def test_a_telling_after_it_does_not_join_the_two_in_the_open(
    immigration: Agency, tell: Tell, wening: User, joko: User
) -> None:
    tell(wening, immigration, "Petugas menitipkan berkas lewat 0850-0077-7001 di pelabuhan.")
    examine_new_reports(now=timezone.now())
    tell(joko, None, "Agen minta uang muka 10 juta, hubungi 0850-0077-7001 untuk ke Malaysia.")
    examine_new_reports(now=timezone.now())
    same = Alert.objects.filter(kind="same_thing")
    assert [alert.hidden_from for alert in same] == [immigration]


def test_it_is_never_on_paper(immigration: Agency, tell: Tell, wening: User, hadi: User) -> None:
    tell(wening, immigration)
    assert reports_visible_to(hadi).count() == 1
    assert reports_on_paper(hadi).count() == 0


def test_the_mention_keeps_the_channel_when_the_report_is_revised(
    immigration: Agency, tell: Tell, wening: User
) -> None:
    tell(wening, immigration)
    assert Mention.objects.get().hidden_from == immigration


def test_the_same_form_with_another_channel_is_another_report(
    immigration: Agency, tell: Tell, wening: User, areas: dict
) -> None:
    report = tell(wening, immigration)
    content = Content(noticed=WORDS, region_id=areas[PRIGI].pk, region_code=PRIGI)
    with pytest.raises((Conflict, Exception)):
        record_report(by=wening, uuid=report.uuid, content=content)


def filled(**more: str) -> dict[str, str]:
    return {"uuid": str(uuid4()), "place": "unsure", "when": "unknown", "noticed": WORDS} | more


def test_the_form_sends_it_there_by_a_tick_and_the_agency(
    wening: User, immigration: Agency
) -> None:
    agency = str(immigration.pk)
    form = filled(names_official="on", official_agency=agency)
    answer = client_of(wening).post("/laporan/baru/", form)
    assert answer.status_code == 302
    assert Report.objects.get().hidden_from == immigration
    assert client_of(wening).get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("half", [{"names_official": "on"}, {"official_agency": "1"}])
def test_the_tick_and_the_agency_belong_together(half: dict, wening: User) -> None:
    if "official_agency" in half:
        half = {"official_agency": str(wening.agency.pk)}  # type: ignore[union-attr]
    answer = client_of(wening).post("/laporan/baru/", filled(**half))
    assert answer.status_code == 422
    assert not Report.objects.exists()
