"""Letters and referrals at their edges: methods, hand-overs, conflicts, hostile names."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.access.actions import declare_conflict
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import letters as actions
from kentongan.screening.actions.applications import take_over
from kentongan.screening.actions.follow_up import refer
from kentongan.screening.follow_up.queries import referrals_in_sight
from kentongan.screening.letters.content import Letter as Content
from kentongan.screening.letters.printing import print_letter
from kentongan.screening.models import Application, Letter, Referral
from tests.screening.conftest import again, propose_refusal
from tests.website.conftest import client_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> #panic() $x$ {name} {{ x }}"
REASON = "Pemohon adalah sepupu saya sendiri."


def at(name: str, *parts: object) -> str:
    return reverse(f"screening:{name}", args=parts)


@pytest.fixture
def letter(application: Application, nur: User) -> Letter:
    return actions.print_decision_letter(by=nur, proposal=propose_refusal(nur, application))


@pytest.fixture
def sent(application: Application, nur: User) -> Referral:
    return refer(
        by=nur, application=application, recipient="village_officer", need="education",
        agreed=True,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["print_answer", "refer", "follow_up"])
def test_what_changes_something_is_not_done_by_looking(
    name: str, application: Application, nur: User
) -> None:
    assert client_of(nur).get(at(name, application.uuid)).status_code == 405


def test_what_only_shows_is_not_posted_to(letter: Letter, nur: User) -> None:
    client, uuid = client_of(nur), letter.application.uuid
    for path in (
        at("letter", uuid, letter.pk),
        at("letter_pdf", uuid, letter.pk, "a4"),
        at("annex", uuid),
    ):
        assert client.post(path).status_code == 405


def test_a_referral_is_read_by_one_address_and_answered_by_another(
    sent: Referral, sari: User
) -> None:
    client = client_of(sari)
    assert client.post(at("referral", sent.pk)).status_code == 405
    assert client.get(at("answer_referral", sent.pk)).status_code == 405


def test_nobody_without_a_login_reads_anything(letter: Letter, sent: Referral, client: Any) -> None:
    for path in (
        at("letter", letter.application.uuid, letter.pk),
        at("letter_pdf", letter.application.uuid, letter.pk, "a4"),
        at("referrals"),
        at("referral", sent.pk),
    ):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "Surti" not in answer.content.decode()


def test_letters_go_with_the_application_to_who_takes_it_over(
    letter: Letter, nur: User, tari: User
) -> None:
    path = at("letter", letter.application.uuid, letter.pk)
    take_over(by=tari, number=letter.application.number)
    assert client_of(tari).get(path).status_code == 200
    assert client_of(nur).get(path).status_code == 404


def test_a_referral_stays_with_who_sent_it(sent: Referral, nur: User, tari: User) -> None:
    take_over(by=tari, number=sent.application.number)
    assert list(referrals_in_sight(nur)) == [sent]
    assert list(referrals_in_sight(tari)) == []


def test_a_relative_of_the_applicant_reads_no_letter(letter: Letter, nur: User) -> None:
    path = at("letter", letter.application.uuid, letter.pk)
    declare_conflict(by=nur, subject=letter.application.subject, reason=REASON)
    assert client_of(nur).get(path).status_code == 404


def test_a_conflict_in_the_village_hides_its_referrals(sent: Referral, sari: User) -> None:
    declare_conflict(by=sari, subject=f"area:{sent.region_code}", reason=REASON)
    assert list(referrals_in_sight(sari)) == []


def test_the_letter_stays_indonesian_whatever_the_screen_speaks(letter: Letter, nur: User) -> None:
    client = client_of(nur)
    client.cookies["django_language"] = "en"
    page = client.get(at("letter", letter.application.uuid, letter.pk)).content.decode()
    assert "Permohonan paspor Anda ditolak." in page
    assert 'lang="en"' in page


def named(application: Application, name: str) -> Application:
    application.told = application.told | {"name": name}
    application.save(update_fields=["told"])
    return again(application)


def test_a_hostile_name_is_a_name_on_every_page_and_on_paper(
    application: Application, nur: User, sari: User
) -> None:
    odd = named(application, HOSTILE)
    refer(by=nur, application=odd, recipient="village_officer", need="papers", agreed=True)
    letter = actions.print_decision_letter(by=nur, proposal=propose_refusal(nur, odd))
    paths = {
        nur: [at("letter", odd.uuid, letter.pk), at("detail", odd.uuid)],
        sari: [at("referrals")],
    }
    for user, shown in paths.items():
        for path in shown:
            page = client_of(user).get(path).content.decode()
            assert "<script>alert" not in page
            assert "&lt;script&gt;alert" in page
    assert print_letter(Content.restored(letter.content)).startswith(b"%PDF")


def test_an_applicant_without_a_name_gets_a_letter_too(application: Application, nur: User) -> None:
    nameless = named(application, "")
    letter = actions.print_decision_letter(by=nur, proposal=propose_refusal(nur, nameless))
    assert Content.restored(letter.content).to == ("Kepada", "")


def test_the_log_names_neither_applicant_nor_sentence(
    letter: Letter, sent: Referral, nur: User
) -> None:
    client_of(nur).get(at("letter_pdf", letter.application.uuid, letter.pk, "besar"))
    told = " ".join(f"{one.subject} {one.detail}" for one in AuditEvent.objects.all())
    assert "Surti" not in told
    assert "ditolak" not in told.lower()


def questions_of(user: User, uuid: UUID) -> int:
    """How many questions the page of an application asks the database."""
    client = client_of(user)
    client.get(at("detail", uuid))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(at("detail", uuid)).status_code == 200
    return len(asked)


def test_more_letters_and_referrals_ask_no_more_questions(
    letter: Letter, sent: Referral, nur: User
) -> None:
    application = letter.application
    few = questions_of(nur, application.uuid)
    for day in range(1, 7):
        actions.print_entry_letter(
            by=nur, application=application, ended_on=letter.printed_at.date().replace(day=day)
        )
        Referral.objects.create(
            office=application.office, application=application, recipient="labour_office",
            need="papers", purpose="work", label=3, sent_by=nur, sent_at=letter.printed_at,
        )  # fmt: skip
    assert questions_of(nur, application.uuid) <= few


@pytest.mark.parametrize("size", ["a4", "besar"])
def test_a_download_is_named_after_its_letter(letter: Letter, nur: User, size: str) -> None:
    answer = client_of(nur).get(at("letter_pdf", letter.application.uuid, letter.pk, size))
    assert answer.headers["Content-Disposition"] == f'inline; filename="{letter.number}-{size}.pdf"'


def test_the_words_of_the_reading_voice_are_all_on_the_page(letter: Letter, nur: User) -> None:
    page = client_of(nur).get(at("letter", letter.application.uuid, letter.pk)).content.decode()
    head, _, aloud = page.partition("data-read-text")
    assert "data-read-controls hidden" in head
    assert "Permohonan paspor Anda ditolak." in aloud
