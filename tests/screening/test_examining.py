"""The enforcement section writes down what an examination record says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding
from kentongan.screening.actions.examining import Result, record_examination
from kentongan.screening.catalogues import Decision
from kentongan.screening.models import Application, Examination
from tests.screening.conftest import add_finding, wish

STATEMENT = "Pemohon menyatakan belum pernah punya paspor."


def result(number: str = "BAP-12", statement: str = STATEMENT, on: date | None = None) -> Result:
    return Result(number, statement, True, on or timezone.localdate())


@pytest.fixture
def referred(nur: User, application: Application) -> Application:
    """Sent to the enforcement section."""
    found = add_finding(application, "shared_contact")
    deciding.propose(by=nur, application=application, wish=wish(Decision.REFER, "R1", found))
    deciding.decide(by=nur, application=application)
    return application


def test_the_section_head_writes_the_result_down(ratna: User, referred: Application) -> None:
    record_examination(by=ratna, application=referred, result=result(" BAP-12 "))
    kept = Examination.objects.get()
    assert (kept.number, kept.statement, kept.is_proven_false) == ("BAP-12", STATEMENT, True)
    assert kept.by == ratna


@pytest.mark.parametrize("who", ["nur", "tari", "hadi", "bima", "agung"])
def test_nobody_else_does(who: str, referred: Application, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused):
        record_examination(by=request.getfixturevalue(who), application=referred, result=result())


def test_only_what_was_referred_is_examined(ratna: User, application: Application) -> None:
    with pytest.raises(Refused, match="tidak dilimpahkan"):
        record_examination(by=ratna, application=application, result=result())


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (result(number="  "), "nomor BAP"),
        (result(statement="—"), "kata-kata sendiri"),
        (result(on=date(2999, 1, 1)), "sesudah hari ini"),
    ],
)
def test_what_is_missing_is_said(bad: Result, why: str, ratna: User, referred: Application) -> None:
    with pytest.raises(Refused, match=why):
        record_examination(by=ratna, application=referred, result=bad)
    assert not Examination.objects.exists()


def test_a_record_is_written_down_once(ratna: User, referred: Application) -> None:
    record_examination(by=ratna, application=referred, result=result())
    with pytest.raises(Refused, match="belum tercatat"):
        record_examination(by=ratna, application=referred, result=result())
    yesterday = timezone.localdate() - timedelta(days=1)
    record_examination(by=ratna, application=referred, result=result("BAP-13", on=yesterday))
    assert Examination.objects.count() == 2


def test_the_log_does_not_tell_the_statement(ratna: User, referred: Application) -> None:
    record_examination(by=ratna, application=referred, result=result())
    event = AuditEvent.objects.get(action="interview.examined")
    assert event.detail == {"is_proven_false": True}


@pytest.mark.parametrize("is_false", [True, False])
def test_what_is_proven_false_can_be_cited_at_once(
    is_false: bool, ratna: User, referred: Application
) -> None:
    told = replace(result(), is_proven_false=is_false)
    record_examination(by=ratna, application=referred, result=told)
    kinds = set(referred.findings.values_list("kind", flat=True))
    assert ("confirmed_false_statement" in kinds) is is_false
