"""Decided applications become counts; who applied is joined for the counting alone."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.actions.quality import (
    count_month,
    count_now,
    count_quality,
    hand_out_export,
    resume_rule,
    suspend_rule,
)
from kentongan.screening.actions.quality_cases import cases, ended_by_kind, finals
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.catalogues import Decision
from kentongan.screening.facts.rules import REGISTER
from kentongan.screening.models import (
    Application,
    FactCount,
    Impression,
    NotTheSame,
    Objection,
    QualityReport,
    RuleSuspension,
    StoredFinding,
)
from kentongan.screening.quality import queries
from kentongan.screening.quality.base_rates import Ended
from kentongan.screening.quality.report import UNKNOWN
from tests.screening.conftest import PRIGI
from tests.screening.quality.conftest import DAY, NOW, Decide, moment

REASON = "Empat dari lima keberatan membatalkan keputusannya."
WORDS = "Paspor lama itu sudah habis masa berlakunya."
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def overturn(application: Application, nur: User, hadi: User) -> None:
    """The objection was right."""
    today = timezone.localdate()
    objecting.object_to(by=nur, application=application, words=WORDS, received_on=today)
    objecting.review(by=hadi, application=application, overturn=True, words=WORDS)


def test_an_application_counts_once_by_its_ruling(decided: Decide, office: Office) -> None:
    decided(Decision.ISSUE)
    refused = decided(Decision.REFUSE)
    found = {one.application: one for one in finals(office, FIRST, LAST)}
    assert len(found) == 2
    one = found[refused.pk]
    assert (one.officer, one.decision, one.reason, one.carrying) == (
        "nur",
        Decision.REFUSE,
        "T1",
        "duplicate_application",
    )


def test_a_refusal_that_was_overturned_and_issued_still_counts_as_one(
    decided: Decide, office: Office, nur: User, hadi: User
) -> None:
    application = decided(Decision.REFUSE)
    overturn(application, nur, hadi)
    deciding.resume(by=nur, application=application)
    wish = deciding.Wish(Decision.ISSUE, "I1", "dokumen lengkap, tujuan jelas")
    deciding.propose(by=nur, application=application, wish=wish, now=moment(DAY, 13))
    deciding.decide(by=nur, application=application, now=moment(DAY, 14))
    (one,) = finals(office, FIRST, LAST)
    assert (one.decision, one.objected, one.overturned) == (Decision.REFUSE, True, True)


def test_only_the_days_and_the_office_asked_for_count(
    decided: Decide, office: Office, other_office: Office
) -> None:
    decided(Decision.ISSUE, on=DAY)
    assert finals(office, DAY, DAY)
    assert not finals(office, DAY + timedelta(days=1), LAST)
    assert not finals(office, FIRST, DAY - timedelta(days=1))
    assert not finals(other_office, FIRST, LAST)


def test_a_case_knows_the_group_and_no_name(decided: Decide, office: Office) -> None:
    decided(Decision.ISSUE, sex="L", born=date(2003, 5, 5), purpose="umrah")
    (case,) = cases(finals(office, FIRST, LAST))
    assert (case.sex, case.age_band, case.purpose, case.village, case.officer) == (
        "L",
        "18-24",
        "umrah",
        PRIGI,
        "nur",
    )


def test_an_impression_marks_the_case(decided: Decide, office: Office, nur: User) -> None:
    application = decided(Decision.ISSUE)
    Impression.objects.create(
        office=office, application=application, words="Gelisah.", by=nur, at=NOW
    )
    (case,) = cases(finals(office, FIRST, LAST))
    assert case.has_impression


def test_an_erased_application_counts_without_the_person(decided: Decide, office: Office) -> None:
    application = decided(Decision.ISSUE)
    erase_applications([application.subject])
    (case,) = cases(finals(office, FIRST, LAST))
    assert (case.sex, case.age_band) == (UNKNOWN, UNKNOWN)
    assert case.decision is Decision.ISSUE


def test_facts_are_counted_by_how_their_applications_ended(
    decided: Decide, office: Office, nur: User, hadi: User
) -> None:
    decided(Decision.ISSUE, fact="shared_contact")
    decided(Decision.ISSUE, fact="shared_contact")
    overturn(decided(Decision.REFUSE), nur, hadi)
    decided(Decision.REFUSE)
    assert ended_by_kind(finals(office, FIRST, LAST)) == {
        "shared_contact": Ended("shared_contact", decided=2, issued=2),
        "duplicate_application": Ended(
            "duplicate_application", decided=2, grave=2, answered=1, overturned=1
        ),
    }


def test_an_objection_counts_for_the_fact_that_carried_the_decision(
    decided: Decide, office: Office, nur: User, hadi: User
) -> None:
    application = decided(Decision.REFUSE)
    StoredFinding.objects.create(
        office=office, application=application, kind="shared_contact", key="k" * 32,
        source="Permohonan", on=DAY, found_at=NOW,
    )  # fmt: skip
    overturn(application, nur, hadi)
    ended = ended_by_kind(finals(office, FIRST, LAST))
    assert ended["shared_contact"].grave == 1
    assert ended["shared_contact"].answered == 0
    assert ended["duplicate_application"].overturned == 1


def test_what_was_somebody_else_is_no_fact(decided: Decide, office: Office, nur: User) -> None:
    application = decided(Decision.ISSUE, fact="shared_contact")
    finding = StoredFinding.objects.get(application=application)
    NotTheSame.objects.create(
        office=office, application=application, kind=finding.kind, key=finding.key,
        reason="Nomor balai desa.", by=nur, at=NOW,
    )  # fmt: skip
    assert ended_by_kind(finals(office, FIRST, LAST)) == {}


# --- what is kept of it --------------------------------------------------------------------------


def test_the_year_is_counted_up_to_yesterday(decided: Decide, office: Office) -> None:
    decided(Decision.ISSUE)
    decided(Decision.ISSUE, on=timezone.localdate(NOW))
    made = count_quality(office=office, now=NOW)
    assert made.content["decided"] == 1
    assert made.last_day == date(2026, 11, 26)


def test_counting_again_replaces_the_year_and_keeps_the_month(
    decided: Decide, office: Office
) -> None:
    decided(Decision.ISSUE, on=date(2026, 10, 5))
    count_quality(office=office, now=NOW)
    decided(Decision.ISSUE, on=date(2026, 10, 6))
    count_quality(office=office, now=NOW)
    assert QualityReport.objects.count() == 2
    assert QualityReport.objects.get(is_month=False).content["decided"] == 2
    month = QualityReport.objects.get(is_month=True)
    assert (month.first_day, month.last_day) == (date(2026, 10, 1), date(2026, 10, 31))
    assert month.content["decided"] == 1


def test_a_month_has_one_report(office: Office) -> None:
    count_month(office, date(2026, 2, 28), NOW)
    count_month(office, date(2026, 2, 28), NOW)
    assert QualityReport.objects.get().first_day == date(2026, 2, 1)


def test_no_name_and_no_number_stand_in_a_report(decided: Decide, office: Office) -> None:
    application = decided(Decision.REFUSE)
    told = json.dumps(count_quality(office=office, now=NOW).content)
    assert application.shown not in told
    assert application.number not in told
    assert str(application.uuid) not in told


def test_base_rates_are_those_of_the_last_count(decided: Decide, office: Office) -> None:
    decided(Decision.REFUSE)
    count_quality(office=office, now=NOW)
    rates = queries.base_rates(office, ["duplicate_application", "shared_contact"])
    assert rates["duplicate_application"].ended == Ended(
        "duplicate_application", decided=1, grave=1
    )
    assert not rates["duplicate_application"].is_known
    assert rates["shared_contact"].ended.decided == 0


def test_a_kind_that_is_over_loses_its_count(
    decided: Decide, office: Office, other_office: Office
) -> None:
    decided(Decision.REFUSE)
    count_quality(office=office, now=NOW)
    count_quality(office=other_office, now=NOW)
    assert FactCount.objects.count() == 1
    count_quality(office=office, now=NOW + timedelta(days=400))
    assert not FactCount.objects.exists()


def test_the_auditor_may_have_it_counted_and_others_may_not(
    office: Office, agung: User, nur: User, hadi: User
) -> None:
    assert count_now(by=agung, now=NOW).office == office
    row = AuditEvent.objects.get(action="desk_quality.counted")
    assert (row.actor, row.detail) == ("agung", {"found": 0})
    for person in (nur, hadi):
        with pytest.raises(Refused):
            count_now(by=person)


def test_an_export_is_written_down_by_its_hash(office: Office, agung: User, nur: User) -> None:
    report = count_quality(office=office, now=NOW)
    hand_out_export(by=agung, report=report, digest="ab" * 32)
    assert AuditEvent.objects.get(action="desk_quality.exported").detail == {"sha256": "ab" * 32}
    with pytest.raises(Refused):
        hand_out_export(by=nur, report=report, digest="")


# --- suspended rules -----------------------------------------------------------------------------


def test_a_suspended_rule_finds_nothing_at_that_office(
    office: Office, other_office: Office, agung: User
) -> None:
    suspend_rule(by=agung, kind="consent_missing", reason=REASON)
    kinds = queries.suspended_kinds(office)
    assert kinds == {"consent_missing"}
    assert queries.suspended_kinds(other_office) == frozenset()
    given = {"is_child": True, "consent": []}
    assert all(one.kind not in kinds for one in REGISTER.find(given, without=kinds))


def test_a_suspension_keeps_the_figures_it_rests_on(
    decided: Decide, office: Office, agung: User, nur: User, hadi: User
) -> None:
    overturn(decided(Decision.REFUSE), nur, hadi)
    count_quality(office=office, now=NOW)
    made = suspend_rule(by=agung, kind="duplicate_application", reason=REASON)
    assert (made.answered, made.overturned) == (1, 1)
    assert RuleSuspension.objects.get().reason == REASON


def test_a_rule_is_suspended_once_and_can_be_resumed(office: Office, agung: User) -> None:
    suspend_rule(by=agung, kind="shared_contact", reason=REASON)
    with pytest.raises(Refused, match="sudah dihentikan"):
        suspend_rule(by=agung, kind="shared_contact", reason=REASON)
    ended = resume_rule(by=agung, kind="shared_contact", reason=REASON)
    assert (ended.ended_by, ended.end_reason) == (agung, REASON)
    assert queries.suspended_kinds(office) == frozenset()
    with pytest.raises(Refused, match="tidak sedang"):
        resume_rule(by=agung, kind="shared_contact", reason=REASON)
    suspend_rule(by=agung, kind="shared_contact", reason=REASON)
    assert queries.suspensions_for(agung).count() == 2


@pytest.mark.parametrize(
    ("kind", "reason", "told"),
    [("no_such_rule", REASON, "tidak ada"), ("shared_contact", "…", "alasan")],
)
def test_a_suspension_needs_a_rule_and_a_reason(
    agung: User, kind: str, reason: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        suspend_rule(by=agung, kind=kind, reason=reason)


def test_only_the_auditor_suspends_a_rule(nur: User, ratna: User, hadi: User) -> None:
    for person in (nur, ratna, hadi):
        with pytest.raises(Refused):
            suspend_rule(by=person, kind="shared_contact", reason=REASON)


def test_nobody_else_reads_reports_rules_or_suspensions(
    office: Office, agung: User, hadi: User
) -> None:
    count_quality(office=office, now=NOW)
    suspend_rule(by=agung, kind="shared_contact", reason=REASON)
    assert queries.report_for(agung, None) is not None
    assert queries.report_for(hadi, None) is None
    assert not queries.suspensions_for(hadi).exists()
    assert queries.rules_for(hadi) == []
    assert {rate.ended.kind for rate in queries.rules_for(agung)} == set(REGISTER.rules)


def test_what_is_overturned_too_often_stands_first(office: Office, agung: User) -> None:
    FactCount.objects.create(
        office=office, kind="shared_contact", counted_on=DAY, decided=30, issued=20, referred=0,
        grave=10, answered=5, overturned=3,
    )  # fmt: skip
    first, *others = queries.rules_for(agung)
    assert first.ended.kind == "shared_contact"
    assert not any(one.is_overturned_too_often for one in others)
    assert not Objection.objects.exists()
