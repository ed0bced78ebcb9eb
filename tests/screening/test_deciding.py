"""Proposing and deciding through the door: rules, rights and what is written down."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding
from kentongan.screening.actions.applications import take_over
from kentongan.screening.actions.retention import erase_applications
from kentongan.screening.catalogues import Decision
from kentongan.screening.decisions import Obstacle, State
from kentongan.screening.models import Application, NotTheSame, Proposal, Ruling
from tests.screening.conftest import (
    WORDS,
    add_finding,
    add_letter,
    again,
    propose_refusal,
    refuse,
    wish,
)

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
A_MONTH = timedelta(days=31)


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


def test_who_proposed_a_grave_decision_does_not_decide_it(
    nur: User, ratna: User, application: Application
) -> None:
    proposal = propose_refusal(nur, application)
    add_letter(proposal, nur)
    with pytest.raises(Refused):
        deciding.decide(by=nur, application=application)
    nur.role = ratna.role  # promoted meanwhile: still the same person
    nur.save()
    with pytest.raises(Refused, match="Yang mengusulkan tidak boleh memutuskan"):
        deciding.decide(by=User.objects.get(pk=nur.pk), application=application)


def test_another_officer_at_the_counter_decides_nothing_grave(
    nur: User, tari: User, application: Application
) -> None:
    add_letter(propose_refusal(nur, application), nur)
    take_over(by=tari, number=application.number)
    with pytest.raises(Refused, match="tidak diberi hak"):
        deciding.decide(by=tari, application=application)


def test_the_letter_of_an_earlier_proposal_does_not_count(
    nur: User, ratna: User, application: Application
) -> None:
    first = propose_refusal(nur, application)
    add_letter(first, nur)
    deciding.give_back(by=ratna, application=application, words="tulis alasannya lebih jelas")
    propose_refusal(nur, application)
    with pytest.raises(Refused, match="Cetak dahulu surat"):
        deciding.decide(by=ratna, application=application)


def test_a_fact_denied_after_the_proposal_carries_nothing(
    nur: User, ratna: User, application: Application
) -> None:
    proposal = propose_refusal(nur, application)
    add_letter(proposal, nur)
    deny(proposal, nur)
    with pytest.raises(Refused, match="memerlukan fakta yang dapat diperiksa"):
        deciding.decide(by=ratna, application=application)
    assert not Ruling.objects.exists()


def deny(proposal: Proposal, by: User) -> None:
    """Somebody says that the cited fact is another's."""
    found = proposal.facts.get().finding
    NotTheSame.objects.create(
        office=found.office,
        application=found.application,
        kind=found.kind,
        key=found.key,
        reason="Nomor itu milik kakaknya.",
        by=by,
        at=found.found_at,
    )


def test_a_denied_fact_cannot_be_cited(nur: User, ratna: User, application: Application) -> None:
    proposal = propose_refusal(nur, application)
    deny(proposal, nur)
    deciding.give_back(by=ratna, application=application, words="faktanya tentang orang lain")
    again_cited = wish(Decision.REFUSE, "T1", proposal.facts.get().finding)
    with pytest.raises(Refused, match="Fakta yang dipilih sudah berubah"):
        deciding.propose(by=nur, application=application, wish=again_cited)


def test_the_fact_of_another_application_cannot_be_cited(
    nur: User, application: Application, child: Application
) -> None:
    elsewhere = add_finding(child)
    with pytest.raises(Refused, match="Fakta yang dipilih sudah berubah"):
        propose(nur, application, Decision.REFUSE, "T1", elsewhere)


def test_an_impression_is_no_fact(nur: User, application: Application) -> None:
    felt = add_finding(application, "impression")
    with pytest.raises(Refused, match="memerlukan fakta yang dapat diperiksa"):
        propose(nur, application, Decision.REFUSE, "T1", felt)


@pytest.mark.parametrize(
    ("decision", "reason", "kind", "words", "why"),
    [
        (Decision.REFUSE, "", "duplicate_application", WORDS, "alasan berkode"),
        (Decision.REFUSE, "X9", "duplicate_application", WORDS, "alasan berkode"),
        (Decision.REFUSE, "P2", "duplicate_application", WORDS, "alasan berkode"),
        (Decision.REFUSE, "T1", "duplicate_application", "…", "kata-kata sendiri"),
        (Decision.REFUSE, "T1", "shared_contact", WORDS, "tidak cukup"),
        (Decision.POSTPONE, "P1", "shared_contact", WORDS, "tidak cukup"),
    ],
)
def test_a_proposal_that_lacks_something_is_refused_with_what(
    decision: Decision,
    reason: str,
    kind: str,
    words: str,
    why: str,
    nur: User,
    application: Application,
) -> None:
    found = add_finding(application, kind)
    with pytest.raises(Refused, match=why):
        propose(nur, application, decision, reason, found, words=words)
    assert again(application).state == State.OPEN
    assert not Proposal.objects.exists()


def test_refusals_are_told_in_the_language_of_the_page(nur: User, application: Application) -> None:
    with translation.override("id"), pytest.raises(Refused) as refused:
        propose(nur, application, Decision.REFUSE, "T1")
    assert refused.value.reason == Obstacle.NO_FACT.value


@pytest.mark.parametrize("who", ["tari", "ratna", "hadi", "sari", "bima", "agung"])
def test_only_who_has_it_proposes(
    who: str, application: Application, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Refused):
        propose(request.getfixturevalue(who), application, Decision.ISSUE, "I1")


@pytest.mark.parametrize("who", ["tari", "sari", "bima", "agung", "asing"])
def test_who_has_no_part_in_it_neither_decides_nor_gives_back(
    who: str, nur: User, application: Application, request: pytest.FixtureRequest
) -> None:
    propose(nur, application, Decision.ISSUE, "I1")
    stranger = request.getfixturevalue(who)
    with pytest.raises(Refused):
        deciding.decide(by=stranger, application=application)
    with pytest.raises(Refused):
        deciding.give_back(by=stranger, application=application, words=WORDS)


@pytest.mark.parametrize("who", ["ratna", "hadi"])
def test_a_head_decides_a_light_proposal_too(
    who: str, nur: User, application: Application, request: pytest.FixtureRequest
) -> None:
    propose(nur, application, Decision.ISSUE, "I1")
    head = request.getfixturevalue(who)
    assert deciding.decide(by=head, application=application).decider == head


def test_nothing_is_proposed_or_decided_twice(
    nur: User, ratna: User, application: Application
) -> None:
    propose(nur, application, Decision.ISSUE, "I1")
    with pytest.raises(Refused, match="tidak dapat dilakukan sekarang"):
        propose(nur, application, Decision.ISSUE, "I1")
    deciding.decide(by=nur, application=application)
    for by in (nur, ratna):
        with pytest.raises(Refused, match="tidak dapat dilakukan sekarang"):
            deciding.decide(by=by, application=application)


def test_asking_for_papers_gives_thirty_days(nur: User, application: Application) -> None:
    propose(nur, application, Decision.ASK, "A1")
    deciding.decide(by=nur, application=application, now=NOON)
    fresh = again(application)
    assert (fresh.state, fresh.waiting_until) == (State.WAITING, date(2026, 12, 26))
    assert fresh.decided_at is None


@pytest.mark.parametrize(("papers_came", "until"), [(True, None), (False, date(2026, 12, 26))])
def test_what_did_not_come_stays_written_on_the_application(
    papers_came: bool, until: date | None, nur: User, application: Application
) -> None:
    propose(nur, application, Decision.ASK, "A1")
    deciding.decide(by=nur, application=application, now=NOON)
    deciding.resume(by=nur, application=application, papers_came=papers_came, now=NOON + A_MONTH)
    fresh = again(application)
    assert (fresh.state, fresh.waiting_until) == (State.OPEN, until)
    assert fresh.started_on == (NOON + A_MONTH).date()


def test_a_proposal_goes_back_with_the_reason(
    nur: User, ratna: User, application: Application
) -> None:
    proposal = propose_refusal(nur, application)
    deciding.give_back(by=ratna, application=application, words="faktanya belum jelas")
    proposal.refresh_from_db()
    assert (proposal.given_back_by, proposal.answer) == (ratna, "faktanya belum jelas")
    assert again(application).state == State.OPEN


def test_who_proposed_takes_the_proposal_back(nur: User, application: Application) -> None:
    propose_refusal(nur, application)
    deciding.give_back(by=nur, application=application, words="salah memilih fakta")
    assert again(application).state == State.OPEN


def test_giving_back_takes_words(nur: User, application: Application) -> None:
    propose_refusal(nur, application)
    with pytest.raises(Refused, match="kata-kata sendiri"):
        deciding.give_back(by=nur, application=application, words=" . ")


def test_only_what_can_be_opened_again_is(nur: User, application: Application) -> None:
    with pytest.raises(Refused, match="tidak dapat dilakukan sekarang"):
        deciding.resume(by=nur, application=application)
    propose(nur, application, Decision.ISSUE, "I1")
    deciding.decide(by=nur, application=application)
    with pytest.raises(Refused, match="tidak dapat dilakukan sekarang"):
        deciding.resume(by=nur, application=application)


def test_another_counter_does_not_open_it_again(
    nur: User, tari: User, application: Application
) -> None:
    propose(nur, application, Decision.ASK, "A1")
    deciding.decide(by=nur, application=application)
    with pytest.raises(Refused):
        deciding.resume(by=tari, application=application)


def test_the_log_holds_codes_and_no_words(nur: User, ratna: User, application: Application) -> None:
    refuse(nur, ratna, application)
    told = {event.action: event.detail for event in AuditEvent.objects.all()}
    assert told["interview.proposed"]["decision"] == "refuse"
    assert told["interview.proposed"]["facts"] == ["duplicate_application"]
    assert told["interview.decided"]["code"] == "T1"
    assert WORDS not in str(told)
    assert "Surti" not in str(told)


def test_the_next_proposal_has_the_next_number(
    nur: User, ratna: User, application: Application
) -> None:
    numbers = []
    for _round in range(3):
        numbers.append(propose_refusal(nur, application).number)
        deciding.give_back(by=ratna, application=application, words="faktanya belum jelas")
    assert numbers == [1, 2, 3]


def test_what_is_erased_says_nothing_of_whom_it_was_about(
    nur: User, ratna: User, application: Application
) -> None:
    refuse(nur, ratna, application)
    erase_applications([application.subject])
    fresh = again(application)
    assert (fresh.shown, fresh.told, fresh.national_id_key) == ("dihapus", {}, "")
    assert Proposal.objects.get().words == ""
    assert Ruling.objects.get().reason_code == "T1"


@pytest.mark.parametrize(("papers_came", "cited"), [(True, []), (False, ["file_not_completed"])])
def test_a_day_that_passed_without_papers_can_be_cited_at_once(
    papers_came: bool, cited: list[str], nur: User, application: Application
) -> None:
    propose(nur, application, Decision.ASK, "A1")
    deciding.decide(by=nur, application=application, now=NOON)
    later = NOON + A_MONTH + timedelta(days=1)
    deciding.resume(by=nur, application=application, papers_came=papers_came, now=later)
    kinds = application.findings.values_list("kind", flat=True)
    assert [kind for kind in kinds if kind == "file_not_completed"] == cited
