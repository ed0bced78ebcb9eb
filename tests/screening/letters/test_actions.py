"""Letters are numbered, composed from the rows and stored as printed."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kentongan.access.errors import Refused
from kentongan.accounts.models import Office, User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding, objecting
from kentongan.screening.actions import letters as actions
from kentongan.screening.catalogues import Decision
from kentongan.screening.letters.content import Letter as Content
from kentongan.screening.letters.content import spoken
from kentongan.screening.letters.matter import desk_of, journey_of, matter_of
from kentongan.screening.letters.printing import print_letter
from kentongan.screening.models import Answers, Application, Letter, Objection, Proposal
from tests.screening.conftest import add_finding, again, propose_refusal, wish

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def answered(application: Application, **answers: str) -> None:
    """The interview of an application."""
    Answers.objects.create(
        office=application.office,
        application=application,
        number=application.answers.count() + 1,
        answers=answers,
        written_by=application.handler,
        written_at=NOW,
    )


def ask(by: User, application: Application, reason: str = "A1") -> Proposal:
    return deciding.propose(by=by, application=application, wish=wish(Decision.ASK, reason))


def told(letter: Letter) -> str:
    return "\n".join(spoken(Content.restored(letter.content)))


def objection_of(nur: User, ratna: User, application: Application) -> Objection:
    """A refusal with its printed letter, and the objection to it."""
    proposal = propose_refusal(nur, application)
    actions.print_decision_letter(by=nur, proposal=proposal)
    deciding.decide(by=ratna, application=again(application))
    return objecting.object_to(
        by=nur,
        application=again(application),
        words="Paspor lama saya sudah hilang",
        received_on=timezone.localdate(),
    )


def test_a_letter_is_stored_as_it_is_printed(application: Application, nur: User) -> None:
    proposal = propose_refusal(nur, application)
    letter = actions.print_decision_letter(by=nur, proposal=proposal, now=NOW)
    kept = Letter.objects.get(pk=letter.pk)
    assert "Permohonan paspor Anda ditolak." in told(kept)
    assert "Surti Handayani" in told(kept)
    assert "Sudah ada permohonan nomor 3 " in told(kept)
    assert print_letter(Content.restored(kept.content)) == print_letter(
        Content.restored(letter.content)
    )


def test_a_letter_is_written_to_the_log_without_words(application: Application, nur: User) -> None:
    proposal = propose_refusal(nur, application)
    letter = actions.print_decision_letter(by=nur, proposal=proposal, now=NOW)
    event = AuditEvent.objects.filter(action="letter.printed").get()
    assert event.subject == application.subject
    assert event.detail == {"number": letter.number, "kind": "decision"}


def test_letters_are_counted_for_each_office_and_year(
    application: Application, child: Application, nur: User, other_office: Office
) -> None:
    numbers = [
        actions.print_decision_letter(by=nur, proposal=ask(nur, one), papers=["family_card"]).number
        for one in (application, child)
    ]
    year = timezone.localdate().year
    assert numbers == [f"S-{year}-000001", f"S-{year}-000002"]
    with transaction.atomic():
        assert actions.next_number(application.office, year) == f"S-{year}-000003"
        assert actions.next_number(application.office, year + 1) == f"S-{year + 1}-000001"
        assert actions.next_number(other_office, year) == f"S-{year}-000001"


def test_a_stored_letter_is_never_changed(application: Application, nur: User) -> None:
    letter = actions.print_decision_letter(by=nur, proposal=propose_refusal(nur, application))
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(number="S-2026-999999")
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).delete()


def test_the_papers_that_were_ticked_are_asked_for(application: Application, nur: User) -> None:
    proposal = ask(nur, application)
    letter = actions.print_decision_letter(
        by=nur, proposal=proposal, papers=["family_card", "work_1", "unknown_paper"]
    )
    assert "Bawa: Kartu keluarga (KK) asli." in told(letter)
    assert "Bawa: Kontrak kerja atau surat panggilan kerja." in told(letter)
    assert "unknown_paper" not in told(letter)


def test_papers_are_named_when_papers_are_missing(application: Application, nur: User) -> None:
    proposal = ask(nur, application)
    with pytest.raises(Refused, match="Tandai sedikitnya satu dokumen"):
        actions.print_decision_letter(by=nur, proposal=proposal)
    assert not Letter.objects.exists()


def test_a_proposal_that_was_given_back_has_no_letter(application: Application, nur: User) -> None:
    proposal = propose_refusal(nur, application)
    deciding.give_back(by=nur, application=again(application), words="masih diperiksa lagi")
    proposal.refresh_from_db()
    with pytest.raises(Refused, match="sudah dikembalikan"):
        actions.print_decision_letter(by=nur, proposal=proposal)


def test_once_decided_there_is_no_second_letter(
    application: Application, nur: User, ratna: User
) -> None:
    proposal = propose_refusal(nur, application)
    actions.print_decision_letter(by=nur, proposal=proposal)
    deciding.decide(by=ratna, application=again(application))
    with pytest.raises(Refused, match="sudah dicetak"):
        actions.print_decision_letter(by=nur, proposal=Proposal.objects.get(pk=proposal.pk))


def test_an_issue_may_be_printed_after_it_is_decided(application: Application, nur: User) -> None:
    proposal = deciding.propose(by=nur, application=application, wish=wish(Decision.ISSUE, "I1"))
    deciding.decide(by=nur, application=again(application))
    fresh = Proposal.objects.get(pk=proposal.pk)
    letter = actions.print_decision_letter(by=nur, proposal=fresh)
    assert "Permohonan paspor Anda disetujui." in told(letter)


@pytest.mark.parametrize("name", ["bima", "sari", "agung", "laras"])
def test_who_does_not_work_at_the_desk_prints_nothing(
    name: str, application: Application, nur: User, request: pytest.FixtureRequest
) -> None:
    proposal = propose_refusal(nur, application)
    with pytest.raises(Refused):
        actions.print_decision_letter(by=request.getfixturevalue(name), proposal=proposal)


def test_a_preview_keeps_nothing(application: Application, nur: User) -> None:
    found = actions.preview(propose_refusal(nur, application), (), NOW)
    assert found.number == actions.PREVIEW
    assert not Letter.objects.exists()


def test_a_reason_that_ended_prints_nothing(application: Application, nur: User) -> None:
    proposal = propose_refusal(nur, application)
    before = datetime(2025, 6, 2, 3, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="tidak berlaku"):
        actions.print_decision_letter(by=nur, proposal=proposal, now=before)


def test_a_caution_in_the_rows_is_not_in_the_letter(application: Application, nur: User) -> None:
    found = add_finding(application, "live_caution")
    found.values = {"number": "AL-77", "thing": "0899-0000-777"}
    found.save(update_fields=["values"])
    proposal = deciding.propose(
        by=nur, application=application, wish=wish(Decision.REFER, "R1", found)
    )
    letter = actions.print_decision_letter(by=nur, proposal=proposal)
    assert "AL-77" not in str(letter.content)
    assert "0899" not in str(letter.content)


def test_a_letter_about_a_child_goes_to_its_parents(child: Application, nur: User) -> None:
    proposal = ask(nur, child)
    letter = actions.print_decision_letter(by=nur, proposal=proposal, papers=["consent"])
    content = Content.restored(letter.content)
    assert content.to == ("Kepada Ayah dan Ibu, atau Wali,", "dari Wati Lestari")
    assert "Pak Dul" not in told(letter)


def test_the_officers_words_are_not_in_the_letter(application: Application, nur: User) -> None:
    proposal = propose_refusal(nur, application)
    letter = actions.print_decision_letter(by=nur, proposal=proposal)
    assert proposal.words
    assert proposal.words not in told(letter)


@pytest.mark.parametrize(
    ("answers", "place", "scheme"),
    [
        ({}, "negara tujuan", ""),
        ({"destination": "TW", "scheme": "g_to_g"}, "Taiwan", "g_to_g"),
        ({"destination": "unknown", "scheme": "unknown"}, "negara tujuan", ""),
        ({"destination": "taiwan"}, "Taiwan", ""),
        ({"destination": "Taiwan atau Hong Kong"}, "Taiwan atau Hong Kong", ""),
    ],
)
def test_where_to_is_read_from_the_latest_answers(
    application: Application, answers: dict[str, str], place: str, scheme: str
) -> None:
    answered(application, destination="MY", scheme="individual")
    answered(application, **answers)
    journey = journey_of(application)
    assert (journey.place, journey.scheme) == (place, scheme)


def test_the_matter_is_the_applicants_own(application: Application) -> None:
    matter = matter_of(application)
    assert (matter.number, matter.name) == (application.number, "Surti Handayani")
    assert (matter.area, matter.journey.purpose) == ("35.03.05.2001", "work")
    assert matter.interviewed_on == application.started_on


def test_a_letter_has_the_head_of_its_day() -> None:
    desk = desk_of(NOW)
    assert desk.head.place_and_day.endswith("27 November 2026")
    assert desk.head.above[-1] == "Direktorat Jenderal Imigrasi"


def test_an_objection_is_answered_by_a_letter(
    application: Application, nur: User, ratna: User, hadi: User
) -> None:
    objection = objection_of(nur, ratna, application)
    with pytest.raises(Refused, match="belum dijawab"):
        actions.print_answer_letter(by=hadi, objection=objection)
    objecting.review(
        by=hadi, application=again(application), overturn=True, words="paspor lama memang hilang"
    )
    letter = actions.print_answer_letter(
        by=hadi, objection=Objection.objects.get(pk=objection.pk), entry_ended_on=NOW.date()
    )
    assert "dibuka lagi" in told(letter)
    assert "27 November 2026" in told(letter)
    assert letter.kind == "answer"


def test_an_upheld_decision_is_told_with_its_reason(
    application: Application, nur: User, ratna: User, hadi: User
) -> None:
    objection = objection_of(nur, ratna, application)
    objecting.review(
        by=hadi, application=again(application), overturn=False, words="paspor masih berlaku"
    )
    letter = actions.print_answer_letter(by=hadi, objection=Objection.objects.get(pk=objection.pk))
    assert "Keputusan kami tetap." in told(letter)
    assert "permohonan yang sama" in told(letter)


def test_the_end_of_an_interest_entry_is_told(application: Application, ratna: User) -> None:
    letter = actions.print_entry_letter(
        by=ratna, application=application, ended_on=date(2026, 11, 20)
    )
    assert "20 November 2026" in told(letter)
    assert (letter.kind, letter.proposal) == ("entry", None)
