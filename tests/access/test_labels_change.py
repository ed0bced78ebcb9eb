"""A label goes up at once and down by two people with a reason; copies follow it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.actions import (
    approve_lower_label,
    assign_record,
    change_label,
    refuse_lower_label,
)
from kentongan.access.errors import Refused
from kentongan.access.labels import Label, effective_label, label_of_extract
from kentongan.access.models import Assignment, LabelChange, Notice
from kentongan.access.policy import Kind
from kentongan.access.queries import labels_to_decide
from kentongan.access.visibility import Sight, visible
from kentongan.accounts.models import Office, User
from kentongan.alerts.models import Evidence, Signal
from kentongan.entities.models import Mention
from kentongan.entities.queries import things_visible_to
from kentongan.reports.models import Report
from kentongan.reports.queries import report_for
from tests.alerts.conftest import make_alert
from tests.website.conftest import client_of

REASON = "Namanya tidak lagi disebut dalam laporan ini."
MakeReport = Callable[..., Report]


def word(report: Report) -> str:
    return f"report:{report.uuid}"


@pytest.fixture
def report(bima: User, made_report: MakeReport) -> Report:
    return made_report(bima, noticed="Hubungi 0850-0077-7001 untuk kerja.")


def put(by: User, report: Report, to: int) -> LabelChange:
    return change_label(by=by, subject=word(report), to=to, reason=REASON)


@given(st.lists(st.one_of(st.none(), st.sampled_from(Label)), max_size=5))
def test_the_stricter_label_wins_and_a_missing_one_closes(labels: list[Label | None]) -> None:
    known = [label for label in labels if label is not None]
    expected = max(known) if known and len(known) == len(labels) else Label.SEALED
    assert effective_label(*labels) == expected


def test_an_extract_is_a_summary_unless_its_record_has_named_readers() -> None:
    assert [int(label_of_extract(label)) for label in Label] == [0, 1, 2, 2, 4, 5]


def test_without_a_label_a_row_is_closed_to_everybody(
    hadi: User, bima: User, made_report: MakeReport
) -> None:
    made_report(bima)
    by_its_list = Sight(Kind.REPORT, label="batch__label")  # no list, so no label
    for viewer in (hadi, bima):
        assert not visible(Report.objects.all(), viewer, by_its_list).exists()


def test_raising_needs_nobody_else_and_takes_the_copies_along(
    sari: User, bima: User, report: Report, office: Office
) -> None:
    signal = Signal.objects.create(
        alert=make_alert(office, "35.03.05.2001"), kind="indicators", found_at=timezone.now()
    )
    Evidence.objects.create(signal=signal, source=word(report))
    assert things_visible_to(sari).exists()
    assert put(bima, report, Label.PERSONAL).applied_at is not None
    assert Report.objects.get(pk=report.pk).label == Label.PERSONAL
    assert Mention.objects.get().label == Evidence.objects.get().label == Label.PERSONAL
    assert not things_visible_to(sari).exists()


def test_from_label_four_on_only_the_author_and_the_assigned_read(
    ratna: User, bima: User, report: Report
) -> None:
    put(bima, report, Label.PERSONAL)
    assert report_for(bima, report.uuid) == report
    assert report_for(ratna, report.uuid) is None
    until = timezone.now() + timedelta(days=3)
    task = assign_record(by=bima, subject=word(report), to=ratna, until=until)
    assert report_for(ratna, report.uuid) == report
    Assignment.objects.filter(pk=task.pk).update(at=until - timedelta(days=9), until=task.at)
    assert report_for(ratna, report.uuid) is None


def test_lowering_waits_for_a_second_person(ratna: User, bima: User, report: Report) -> None:
    change = put(bima, report, Label.RESTRICTED)
    assert change.applied_at is None
    assert Report.objects.get(pk=report.pk).label == Label.CONFIDENTIAL
    assert labels_to_decide(bima) == []
    assert labels_to_decide(ratna) == [change]
    with pytest.raises(Refused, match="orang kedua"):
        approve_lower_label(by=bima, change=change)
    approve_lower_label(by=ratna, change=change)
    assert Report.objects.get(pk=report.pk).label == Label.RESTRICTED
    assert Mention.objects.get().label == Label.RESTRICTED
    assert Notice.objects.filter(to=bima, kind="label_lowered").exists()


def test_the_second_person_may_say_no_once(ratna: User, bima: User, report: Report) -> None:
    change = put(bima, report, Label.RESTRICTED)
    refuse_lower_label(by=ratna, change=change)
    assert Report.objects.get(pk=report.pk).label == Label.CONFIDENTIAL
    with pytest.raises(Refused, match="sudah diputuskan"):
        approve_lower_label(by=ratna, change=change)


def test_a_label_that_moved_meanwhile_is_not_lowered(
    ratna: User, bima: User, report: Report
) -> None:
    change = put(bima, report, Label.INTERAGENCY)
    Report.objects.filter(pk=report.pk).update(label=Label.RESTRICTED)
    with pytest.raises(Refused, match="sudah berubah"):
        approve_lower_label(by=ratna, change=change)


@pytest.mark.parametrize("name", ["joko", "sari", "asing", "agung"])
def test_who_does_not_see_it_or_may_not_lower_it_is_refused(
    name: str, request: pytest.FixtureRequest, report: Report
) -> None:
    with pytest.raises(Refused):
        put(request.getfixturevalue(name), report, Label.OPEN)


@pytest.mark.parametrize("to", [Label.CONFIDENTIAL, 6, -1])
def test_only_another_known_label_is_taken(to: int, bima: User, report: Report) -> None:
    with pytest.raises(Refused, match="Pilih tingkat"):
        put(bima, report, to)


def test_a_reason_of_dots_changes_nothing(bima: User, report: Report) -> None:
    with pytest.raises(Refused, match="satu kalimat penuh"):
        change_label(by=bima, subject=word(report), to=4, reason="…" * 40)


def test_the_database_itself_wants_two_people(bima: User, report: Report) -> None:
    change = put(bima, report, Label.RESTRICTED)
    now = timezone.now()
    for fields in ({"approved_by": bima, "applied_at": now}, {"applied_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LabelChange.objects.filter(pk=change.pk).update(**fields)


@pytest.mark.parametrize("to", ["bima", "asing", "laras"])
def test_a_record_goes_into_no_hands_that_may_not_read_it(
    to: str, request: pytest.FixtureRequest, bima: User, report: Report
) -> None:
    until = timezone.now() + timedelta(days=1)
    with pytest.raises(Refused):
        assign_record(by=bima, subject=word(report), to=request.getfixturevalue(to), until=until)


def test_who_leads_hands_out_a_record_he_does_not_read_himself(
    ratna: User, bima: User, dimas: User, report: Report
) -> None:
    put(bima, report, Label.PERSONAL)
    until = timezone.now() + timedelta(days=1)
    assign_record(by=ratna, subject=word(report), to=dimas, until=until)
    assert report_for(dimas, report.uuid) == report
    assert report_for(ratna, report.uuid) is None


def test_two_taps_raise_a_label_on_its_page(bima: User, report: Report) -> None:
    client = client_of(bima)
    page = f"/akses/catatan/{word(report)}/"
    assert "Tingkat kerahasiaan" in client.get(page).text
    client.post(f"{page}tingkat/", {"tingkat": "4", "alasan": REASON})
    assert Report.objects.get(pk=report.pk).label == Label.PERSONAL


def test_a_proposal_is_decided_on_the_page_of_decisions(
    bima: User, ratna: User, report: Report
) -> None:
    client_of(bima).post(
        f"/akses/catatan/{word(report)}/tingkat/", {"tingkat": "2", "alasan": REASON}
    )
    change = LabelChange.objects.get()
    assert REASON in client_of(ratna).get("/akses/keputusan/").text
    client_of(ratna).post(f"/akses/tingkat/{change.pk}/", {"putusan": "setuju"})
    assert Report.objects.get(pk=report.pk).label == Label.RESTRICTED


@pytest.mark.parametrize("name", ["asing", "joko", "laras"])
def test_the_page_of_a_record_is_not_there_for_strangers(
    name: str, request: pytest.FixtureRequest, report: Report
) -> None:
    client = client_of(request.getfixturevalue(name))
    missing = "report:00000000-0000-4000-8000-000000000000"
    for subject in (word(report), missing, "report:x", "hantu:1", "alert:9", "area:35.03"):
        assert client.get(f"/akses/catatan/{subject}/").status_code == 404


def test_the_page_of_a_record_tells_what_became_of_its_label(
    bima: User, ratna: User, report: Report
) -> None:
    put(bima, report, Label.PERSONAL)
    page = f"/akses/catatan/{word(report)}/"
    assert "Riwayat tingkat" in client_of(bima).get(page).text
    assert REASON in client_of(bima).get(page).text
    assert "Riwayat tingkat" in client_of(ratna).get(page).text
    assert REASON not in client_of(ratna).get(page).text  # who does not read the record


def test_who_changed_a_label_reads_the_own_reason_of_a_record_that_went_out_of_sight(
    ratna: User, report: Report
) -> None:
    put(ratna, report, Label.PERSONAL)
    assert report_for(ratna, report.uuid) is None
    assert REASON in client_of(ratna).get(f"/akses/catatan/{word(report)}/").text
