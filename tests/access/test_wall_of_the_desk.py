"""The second wall around the passport desk: with the gate gone, a page reads no foreign row."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils import timezone

from kentongan.access.seats import NOBODY
from kentongan.access.wall import seat_of, seated, trusted
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.entities.models import ApplicantMention
from kentongan.screening.actions import interviewing, objecting
from kentongan.screening.actions.applications import open_application, take_over
from kentongan.screening.actions.follow_up import record_outcome, refer
from kentongan.screening.actions.handing_over import Given, hand_over
from kentongan.screening.actions.interest import enter_interest
from kentongan.screening.models import (
    Answers,
    Application,
    ContactKey,
    Handover,
    Impression,
    InterestEntry,
    Letter,
    NotTheSame,
    Objection,
    Outcome,
    Paper,
    Proposal,
    ProposalFact,
    Referral,
    Ruling,
    StoredFinding,
    Taker,
    Way,
)
from tests.access.test_wall import in_the_open, needs_postgresql, no_gate, plain
from tests.factories import make_user
from tests.screening.conftest import TO_WORK, add_finding, again, refuse
from tests.website.conftest import client_of

__all__ = ["no_gate", "plain"]  # fixtures of the tests below
CANARY = "Burung kenari kuning di loket"
DESK = (
    *(Application, ContactKey, Answers, Paper, Impression, StoredFinding, NotTheSame, Proposal),
    *(ProposalFact, Letter, Handover, Ruling, Objection, InterestEntry, Referral, Outcome),
    ApplicantMention,
)
OF_A_VILLAGE = [Referral]


@pytest.fixture
def officer(office: Office) -> User:
    return make_user("nur", RoleKey.PASSPORT_OFFICER, office, "Nur Aini")


@pytest.fixture
def desk(plain: None, officer: User, ratna: User) -> Application:
    """A refused application with everything that can hang on one, in the hands of Nur."""
    with transaction.atomic():
        made = open_application(by=officer, told=TO_WORK)
        written(officer, made)
        refused = refuse(officer, ratna, made)
        given = Given(Way.HAND, Taker.APPLICANT, timezone.localdate())
        hand_over(by=officer, letter=refused.letters.get(), given=given)
        enter_interest(by=ratna, application=refused, months=2, reason=f"{CANARY}, lihat lagi")
        record_outcome(by=officer, application=refused, kind="papers", words=CANARY)
        refer(
            by=officer, application=refused, recipient="village_officer", need="education",
            agreed=True,
        )  # fmt: skip
        objecting.object_to(
            by=officer, application=refused, words=CANARY, received_on=timezone.localdate()
        )
    return again(refused)


def written(by: User, made: Application) -> None:
    """What is written at the counter."""
    interviewing.keep_words(by=by, application=made, officer_words=CANARY, applicant_words=CANARY)
    interviewing.keep_impression(by=by, application=made, words=CANARY)
    interviewing.keep_paper(by=by, application=made, kind="ktp", told={"name": CANARY})
    denied = add_finding(made, key="d" * 32)
    interviewing.deny(by=by, application=made, key=denied.key, reason=f"{CANARY} lain orangnya")


def seen() -> list[str]:
    """The tables of the desk in which something is seen."""
    return [model.__name__ for model in DESK if model.objects.exists()]


@needs_postgresql
@in_the_open
def test_everything_hangs_on_it_and_nobody_without_a_seat_sees_any(desk: Application) -> None:
    assert seen() == [model.__name__ for model in DESK]
    with seated(NOBODY):
        assert seen() == []


@needs_postgresql
@in_the_open
@pytest.mark.parametrize("name", ["joko", "wening", "laras", "asing", "dimas", "bima", "agung"])
def test_who_has_no_part_reads_no_row_though_the_gate_is_gone(
    name: str, desk: Application, no_gate: None, request: pytest.FixtureRequest
) -> None:
    with seated(seat_of(request.getfixturevalue(name), timezone.now())):
        assert seen() == []


@needs_postgresql
@in_the_open
@pytest.mark.parametrize("name", ["laras", "asing", "joko", "bima"])
def test_no_page_of_a_stranger_tells_of_it_though_the_gate_is_gone(
    name: str, desk: Application, no_gate: None, request: pytest.FixtureRequest
) -> None:
    client, letter = client_of(request.getfixturevalue(name)), Letter.objects.get()
    for path in (
        reverse("screening:detail", args=[desk.uuid]),
        reverse("screening:letter", args=[desk.uuid, letter.pk]),
        reverse("screening:letter_pdf", args=[desk.uuid, letter.pk, "a4"]),
        reverse("screening:annex", args=[desk.uuid]),
        reverse("screening:referral", args=[Referral.objects.get().pk]),
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert CANARY not in answer.text


@needs_postgresql
@in_the_open
def test_a_colleague_at_the_counter_sees_the_applicant_and_nothing_of_the_application(
    desk: Application, office: Office, no_gate: None
) -> None:
    colleague = make_user("tari", RoleKey.PASSPORT_OFFICER, office)
    with seated(seat_of(colleague, timezone.now())):
        assert seen() == ["ApplicantMention"]


@needs_postgresql
@in_the_open
def test_the_village_sees_the_need_and_nothing_of_the_application(
    desk: Application, sari: User, no_gate: None
) -> None:
    with seated(seat_of(sari, timezone.now())):
        assert seen() == [model.__name__ for model in OF_A_VILLAGE]


@needs_postgresql
@in_the_open
@pytest.mark.parametrize("name", ["officer", "ratna", "hadi"])
def test_who_works_on_it_reads_and_shows_all_of_it_behind_both_walls(
    name: str, desk: Application, request: pytest.FixtureRequest
) -> None:
    viewer = request.getfixturevalue(name)
    with seated(seat_of(viewer, timezone.now())):
        assert seen() == [model.__name__ for model in DESK]
    page = client_of(viewer).get(reverse("screening:detail", args=[desk.uuid]))
    assert page.status_code == 200
    assert "Diserahkan langsung" in page.text


@needs_postgresql
@in_the_open
def test_a_child_is_read_by_who_has_it_alone_also_after_a_take_over(
    desk: Application, officer: User, ratna: User, hadi: User, no_gate: None
) -> None:
    with transaction.atomic():
        Application.objects.update(label=4)
        ApplicantMention.objects.update(label=4)
    for viewer, sees in ((officer, True), (ratna, False), (hadi, False)):
        with seated(seat_of(viewer, timezone.now())):
            assert bool(seen()) is sees or seen() == ["Referral"]
            assert ApplicantMention.objects.exists() is sees
    take_over(by=ratna, number=desk.number)
    for viewer, sees in ((officer, False), (ratna, True), (hadi, False)):
        with seated(seat_of(viewer, timezone.now())):
            assert Application.objects.exists() is sees
            assert Handover.objects.exists() is sees
            assert ApplicantMention.objects.exists() is sees


@needs_postgresql
@in_the_open
def test_outside_a_transaction_a_page_writes_nothing_at_the_desk(
    desk: Application, officer: User
) -> None:
    with seated(seat_of(officer, timezone.now())), pytest.raises(ProgrammingError):
        Application.objects.filter(pk=desk.pk).update(label=desk.label)


@needs_postgresql
@in_the_open
def test_a_blind_look_up_reads_past_the_wall_and_no_further(desk: Application, laras: User) -> None:
    with seated(seat_of(laras, timezone.now())):
        with trusted():
            assert Ruling.objects.count() == 1
        assert Ruling.objects.count() == 0
