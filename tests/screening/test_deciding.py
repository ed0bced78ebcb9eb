"""Proposing and deciding through the door: rules, rights and what is written down."""

import pytest

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.screening.actions import deciding
from kentongan.screening.catalogues import Decision
from kentongan.screening.decisions import State
from kentongan.screening.models import Application, Proposal, Ruling
from tests.screening.conftest import (
    WORDS,
    again,
    propose_refusal,
    refuse,
    wish,
)


def propose(by: User, application: Application, *what: object, words: str = WORDS) -> Proposal:
    return deciding.propose(by=by, application=application, wish=wish(*what, words=words))  # type: ignore[arg-type]


def test_an_officer_issues_a_passport_alone(nur: User, application: Application) -> None:
    propose(nur, application, Decision.ISSUE, "I1")
    ruling = deciding.decide(by=nur, application=application)
    assert again(application).state == State.ISSUED
    assert (ruling.proposer, ruling.decider, ruling.carrying) == (nur, nur, None)
    assert again(application).decided_at == ruling.at


def test_a_refusal_by_two_officers_with_fact_reason_and_letter(
    nur: User, ratna: User, application: Application
) -> None:
    refuse(nur, ratna, application)
    ruling = Ruling.objects.get()
    assert again(application).state == State.REFUSED
    assert (ruling.proposer, ruling.decider, ruling.reason_code) == (nur, ratna, "T1")
    assert ruling.carrying is not None
    assert ruling.letter is not None
    assert ruling.letter.proposal == ruling.proposal


def test_without_the_printed_letter_nothing_grave_is_decided(
    nur: User, ratna: User, application: Application
) -> None:
    propose_refusal(nur, application)
    with pytest.raises(Refused, match="Cetak dahulu surat"):
        deciding.decide(by=ratna, application=application)
    assert again(application).state == State.PROPOSED
