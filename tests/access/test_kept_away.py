"""Conflicts of interest and exclusions: what is kept from somebody is nowhere for him."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from kentongan.access.actions import declare_conflict, end_conflict, end_exclusion, exclude_from
from kentongan.access.errors import Refused
from kentongan.access.models import Conflict, Exclusion
from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Alert, AlertArea, Evidence, Signal
from kentongan.alerts.queries import alerts_visible_to, evidence_of, open_alerts_by_area
from kentongan.entities.models import Thing
from kentongan.entities.queries import mentions_in_sight, things_visible_to
from kentongan.reports.models import Report
from kentongan.reports.queries import reports_visible_to
from tests.alerts.conftest import make_alert
from tests.website.conftest import client_of

PRIGI, MASARAN = "35.03.05.2001", "35.03.04.2001"
PHONE = "Hubungi 0850-0077-7001 segera."
REASON = "Kakak ipar petugas itu disebut dalam laporan."
MakeReport = Callable[..., Report]


def word(report: Report) -> str:
    return f"report:{report.uuid}"


def with_evidence(alert: Alert, *reports: Report) -> Alert:
    signal = Signal.objects.create(
        alert=alert, kind="indicators", rule="uji", found_at=alert.raised_at
    )
    for report in reports:
        Evidence.objects.create(signal=signal, source=word(report), region_code=report.region_code)
    return alert


@pytest.fixture
def two(bima: User, ratna: User, made_report: MakeReport) -> tuple[Report, Report]:
    """A report from Prigi and one from Masaran, both with the same number."""
    return made_report(ratna, PRIGI, noticed=PHONE), made_report(ratna, MASARAN, noticed=PHONE)


def test_a_village_too_near_vanishes_with_all_its_records(
    bima: User, office: Office, two: tuple[Report, Report]
) -> None:
    near, far = two
    with_evidence(make_alert(office, PRIGI), near)
    wide = make_alert(office, MASARAN, key="thing:2")
    AlertArea.objects.create(alert=wide, region_code=PRIGI)
    declare_conflict(by=bima, subject=f"area:{PRIGI}", reason="sepupu kepala desa")
    assert list(reports_visible_to(bima)) == [far]
    assert [mention.source for mention in mentions_in_sight(bima)] == [word(far)]
    assert not alerts_visible_to(bima).exists()
    assert not open_alerts_by_area(bima)


def test_a_thing_too_near_takes_the_reports_and_alerts_that_speak_of_it_along(
    bima: User, office: Office, two: tuple[Report, Report], made_report: MakeReport, ratna: User
) -> None:
    other = made_report(ratna, noticed="Kabar lain tanpa nomor.")
    with_evidence(make_alert(office, PRIGI), *two)
    thing = Thing.objects.get(kind="phone")
    declare_conflict(by=bima, subject=f"thing:{thing.pk}", reason="nomor adik sendiri")
    assert list(reports_visible_to(bima)) == [other]
    assert not things_visible_to(bima).exists()
    assert not alerts_visible_to(bima).exists()


def test_a_record_too_near_takes_its_alert_and_row_of_evidence_along(
    bima: User, ratna: User, office: Office, two: tuple[Report, Report]
) -> None:
    near, far = two
    alert = with_evidence(make_alert(office, PRIGI), near, far)
    assert len(evidence_of(bima, alert)) == 2
    declare_conflict(by=bima, subject=word(near), reason="tetangga sebelah rumah")
    assert [row.source for row, _uuid in evidence_of(bima, alert)] == [word(far)]
    assert not alerts_visible_to(bima).exists()
    assert alerts_visible_to(ratna).exists()


def test_counts_search_and_map_say_nothing_of_it(
    bima: User, office: Office, two: tuple[Report, Report]
) -> None:
    near, _far = two
    client = client_of(bima)
    assert client.get("/laporan/", {"wilayah": "35.03.05"}).text.count(str(near.uuid))
    declare_conflict(by=bima, subject=f"area:{PRIGI}", reason="sepupu kepala desa")
    for page in (
        "/laporan/",
        "/laporan/?kata=Hubungi",
        "/",
        "/hal/?kata=0850",
        "/peringatan/peta/",
    ):
        assert str(near.uuid) not in client.get(page).text
    assert client.get(f"/laporan/{near.uuid}/").status_code == 404


def test_anybody_declares_the_own_conflict_and_only_somebody_else_ends_it(
    joko: User, sari: User, ratna: User
) -> None:
    for person in (joko, sari):
        row = declare_conflict(by=person, subject=f"area:{PRIGI}", reason="rumah orang tua")
        assert declare_conflict(by=person, subject=f"area:{PRIGI}", reason="rumah sendiri") == row
    with pytest.raises(Refused):
        end_conflict(by=sari, conflict=row)
    end_conflict(by=ratna, conflict=row)
    assert Conflict.objects.get(pk=row.pk).ended_by == ratna


def test_the_database_lets_nobody_end_the_own_conflict(ratna: User) -> None:
    row = declare_conflict(by=ratna, subject=f"area:{PRIGI}", reason="rumah orang tua")
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.filter(pk=row.pk).update(ended_by=ratna)


def test_who_leads_records_it_for_a_colleague_and_for_nobody_elsewhere(
    ratna: User, bima: User, asing: User, two: tuple[Report, Report]
) -> None:
    declare_conflict(by=ratna, subject=f"area:{PRIGI}", reason="sepupu kepala desa", person=bima)
    assert list(reports_visible_to(bima)) == [two[1]]
    with pytest.raises(Refused, match="tidak bekerja"):
        declare_conflict(by=ratna, subject=f"area:{PRIGI}", reason="sepupu desa", person=asing)
    with pytest.raises(Refused, match="Peran Anda"):
        declare_conflict(by=bima, subject=f"area:{PRIGI}", reason="sepupu desa", person=ratna)


@pytest.mark.parametrize("subject", ["", "area:35", "area:35.3", "area:x", "hantu:1", "report:x"])
def test_what_is_neither_village_nor_record_is_refused(subject: str, bima: User) -> None:
    with pytest.raises(Refused, match="Pilih desa"):
        declare_conflict(by=bima, subject=subject, reason="sepupu kepala desa")


def test_a_conflict_is_declared_on_its_page_by_the_name_of_the_village(
    sari: User, areas: dict, two: tuple[Report, Report]
) -> None:
    client = client_of(sari)
    client.post("/akses/benturan/", {"wilayah": "prigi", "alasan": "sepupu kepala desa"})
    assert Conflict.objects.get().subject == f"area:{PRIGI}"
    assert "sepupu kepala desa" in client.get("/akses/saya/").text


def test_an_excluded_person_and_an_excluded_agency_see_it_nowhere(
    ratna: User, bima: User, joko: User, office: Office, two: tuple[Report, Report]
) -> None:
    near, far = two
    exclude_from(by=ratna, subject=word(near), reason=REASON, person=bima)
    assert list(reports_visible_to(bima)) == [far]
    alert = make_alert(office, PRIGI, label=1)
    assert alerts_visible_to(joko).exists()
    exclude_from(by=ratna, subject=f"alert:{alert.pk}", reason=REASON, agency=joko.agency)
    assert not alerts_visible_to(joko).exists()
    assert alerts_visible_to(ratna).exists()


def test_whom_an_exclusion_names_never_learns_of_it(
    ratna: User, bima: User, two: tuple[Report, Report]
) -> None:
    exclude_from(by=ratna, subject=word(two[0]), reason=REASON, person=bima)
    client = client_of(bima)
    for page in ("/akses/saya/", "/", "/akses/keputusan/", "/akses/benturan/"):
        assert str(two[0].uuid)[:13] not in client.get(page).text
    end_exclusion(by=ratna, exclusion=Exclusion.objects.get())
    assert two[0] in reports_visible_to(bima)


def test_an_exclusion_names_one_person_or_one_agency(
    ratna: User, bima: User, joko: User, two: tuple[Report, Report]
) -> None:
    subject = word(two[0])
    for whom in ({}, {"person": bima, "agency": joko.agency}, {"person": ratna}):
        with pytest.raises(Refused):
            exclude_from(by=ratna, subject=subject, reason=REASON, **whom)
    with pytest.raises(Refused, match="Peran Anda"):
        exclude_from(by=bima, subject=subject, reason=REASON, person=ratna)


def test_who_leads_excludes_on_the_page_of_the_record(
    ratna: User, bima: User, two: tuple[Report, Report]
) -> None:
    client, page = client_of(ratna), f"/akses/catatan/{word(two[0])}/"
    client.post(f"{page}kecualikan/", {"orang": bima.pk, "alasan": REASON})
    assert str(bima) in client.get(page).text
    client.post(f"/akses/pengecualian/{Exclusion.objects.get().pk}/akhiri/")
    assert Exclusion.objects.get().ended_at is not None
