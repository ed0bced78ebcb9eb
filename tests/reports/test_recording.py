"""One report is kept once, for the right agency and the right office."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.access.errors import Refused
from kentongan.accounts.models import Agency, Office, User
from kentongan.audit.models import AuditEvent
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.models import Mention
from kentongan.entities.told import Written
from kentongan.reports.actions import Conflict, Incomplete, record_report
from kentongan.reports.actions import reports as doing
from kentongan.reports.content import Content
from kentongan.reports.models import Report, Revision
from kentongan.reports.rules import source_of

RUMOUR = Content(noticed="Katanya ada agen baru.", source_kind="rumour")
Made = Callable[..., Report]


def test_a_report_is_a_row_with_its_first_revision(sari: User, made_report: Made) -> None:
    report = made_report(sari)
    assert report.current is not None
    assert (report.current.number, report.region_code) == (1, "35.03.05.2001")
    assert (report.label, report.voice) == (3, f"{sari.agency.pk}:{sari.pk}")


def test_sending_the_same_form_twice_keeps_one_report(sari: User, made_report: Made) -> None:
    uuid = uuid4()
    assert made_report(sari, uuid=uuid) == made_report(sari, uuid=uuid)
    assert (Report.objects.count(), Revision.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(action="report.recorded").count() == 1


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(min_size=1, max_size=40).filter(str.strip), times=st.integers(1, 4))
def test_however_often_it_is_sent_it_is_one_report(sari: User, text: str, times: int) -> None:
    uuid = uuid4()
    content = Content(noticed=f"Ada {text}")
    reports = {record_report(by=sari, uuid=uuid, content=content).pk for _ in range(times)}
    assert len(reports) == Report.objects.filter(uuid=uuid).count() == 1


def test_other_words_under_the_same_uuid_are_a_conflict(sari: User, made_report: Made) -> None:
    uuid = uuid4()
    made_report(sari, uuid=uuid)
    with pytest.raises(Conflict):
        made_report(sari, uuid=uuid, noticed="Cerita yang lain.")
    assert Revision.objects.get().noticed.startswith("Ada orang")


def test_another_persons_uuid_is_a_conflict_even_with_the_same_words(
    sari: User, dimas: User, made_report: Made
) -> None:
    uuid = uuid4()
    made_report(sari, uuid=uuid)
    with pytest.raises(Conflict):
        made_report(dimas, uuid=uuid)


def test_a_form_sent_again_after_a_revision_is_still_the_same_form(
    sari: User, made_report: Made
) -> None:
    report = made_report(sari, uuid=(uuid := uuid4()))
    doing.revise_report(by=sari, report=report, content=RUMOUR, reason="salah tulis")
    assert made_report(sari, uuid=uuid) == report


def test_two_forms_at_the_same_moment_make_one_row(
    sari: User, made_report: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one commits between our look and our insert; the unique uuid decides."""
    uuid = uuid4()
    look = Report.objects.filter
    earlier: list[Report] = []

    def look_too_early(**asked: object) -> object:
        if not earlier and "uuid" in asked:
            earlier.append(None)  # type: ignore[arg-type]
            earlier.append(made_report(sari, uuid=uuid))
            return look(pk=None)
        return look(**asked)

    monkeypatch.setattr(Report.objects, "filter", look_too_early)
    assert made_report(sari, uuid=uuid) == earlier[1]
    assert Report.objects.count() == Revision.objects.count() == 1


def test_an_empty_report_says_what_is_missing(sari: User) -> None:
    with pytest.raises(Incomplete) as problem:
        record_report(by=sari, uuid=uuid4(), content=Content(noticed=" \n "))
    assert problem.value.faults == ["Tulis apa yang terlihat, atau centang satu tanda."]


@pytest.mark.parametrize("role", ["agung", "laras", "hadi"])
def test_who_may_not_report_is_told_so(role: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused, match="tidak diberi hak"):
        record_report(by=request.getfixturevalue(role), uuid=uuid4(), content=RUMOUR)


def test_a_partners_report_goes_to_the_immigration_office_of_the_place(
    joko: User, office: Office, other_office: Office, made_report: Made
) -> None:
    assert made_report(joko, "35.03.05.2001").office == office
    assert made_report(joko, "35.05.01.2001").office == other_office


def test_a_partners_report_without_a_place_goes_where_the_partner_works(
    joko: User, office: Office, other_office: Office
) -> None:
    assert record_report(by=joko, uuid=uuid4(), content=RUMOUR).office == office


def test_an_immigration_officers_report_stays_in_the_own_office(
    sari: User, office: Office, other_office: Office, made_report: Made
) -> None:
    assert made_report(sari, "35.05.01.2001").office == office


def test_a_place_that_no_office_covers_is_refused_in_words(joko: User, made_report: Made) -> None:
    with pytest.raises(Refused, match="Belum ada kantor imigrasi"):
        made_report(joko)


def test_only_who_compares_sources_grades_them(sari: User, bima: User, made_report: Made) -> None:
    with pytest.raises(Refused, match="analis"):
        made_report(sari, reliability="A", credibility="1")
    graded = made_report(bima, reliability="B", credibility="2").current
    assert graded is not None
    assert (graded.reliability, graded.credibility) == ("B", "2")


def test_an_analyst_writes_down_what_another_agency_told(bima: User, wening: User) -> None:
    report = record_report(by=bima, uuid=uuid4(), content=RUMOUR, agency=wening.agency)
    assert report.agency == wening.agency
    assert report.voice == f"{wening.agency.pk}:{bima.pk}"


def test_a_partner_speaks_only_for_the_own_agency(joko: User, office: Office) -> None:
    immigration = Agency.objects.get(code="immigration")
    with pytest.raises(Refused, match="instansi sendiri"):
        record_report(by=joko, uuid=uuid4(), content=RUMOUR, agency=immigration)


def test_what_is_named_and_what_stands_in_the_text_are_both_told_to_entities(
    sari: User, made_report: Made
) -> None:
    report = made_report(
        sari,
        noticed=f"Pelamar diminta menelepon {fake_phone(7)} malam hari.",
        things=(Written("alias", "Bu Wati"),),
    )
    told = Mention.objects.filter(source=source_of(report.uuid))
    assert set(told.values_list("thing__kind", flat=True)) >= {"phone", "alias"}
    assert set(told.values_list("voice", "region_code", "label")) == {
        (report.voice, "35.03.05.2001", 3)
    }


def test_the_log_names_the_report_and_never_its_words(sari: User, made_report: Made) -> None:
    report = made_report(sari, noticed="RAHASIA-DALAM-CERITA")
    event = AuditEvent.objects.get(action="report.recorded")
    assert (event.actor, event.subject) == ("sari", source_of(report.uuid))
    assert "RAHASIA" not in str(event.detail)
