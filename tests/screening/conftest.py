"""The desk of the cast: two officers at the counter, and applications in every state."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.entities.told import Person
from kentongan.screening.actions import deciding
from kentongan.screening.actions.applications import open_application
from kentongan.screening.actions.deciding import Wish
from kentongan.screening.applicants import Applicant, Told
from kentongan.screening.catalogues import Decision, fact_kinds
from kentongan.screening.models import Application, Letter, Proposal, StoredFinding
from tests import factories

# National id numbers of an area that nobody has (99).
NUMBER = "9903055501900001"
PRIGI = "35.03.05.2001"
BORN, BORN_LATELY = date(1990, 1, 15), date(2012, 5, 2)
SURTI = Applicant(
    Person(name="Surti Handayani", national_id=NUMBER, birth_date=BORN, phones=("085000001111",)),
    address="Jl. Melati 3, Prigi",
    sponsor="PT Rekaan Jaya",
)
TO_WORK = Told(SURTI, "work", PRIGI)
WORDS = "paspor lama masih berlaku"
REFUSAL = ("T1", "duplicate_application")
POSTPONEMENT = ("P1", "document_mismatch")
BLANKS = {kind.id: kind.blanks for kind in fact_kinds()}


@pytest.fixture
def nur(office: Office) -> User:
    """At the counter."""
    return factories.make_user("nur", RoleKey.PASSPORT_OFFICER, office, "Nur Aini")


@pytest.fixture
def tari(office: Office) -> User:
    """At the counter beside Nur."""
    return factories.make_user("tari", RoleKey.PASSPORT_OFFICER, office, "Tari Utami")


@pytest.fixture
def application(nur: User) -> Application:
    """Surti wants to work abroad; Nur has it."""
    return open_application(by=nur, told=TO_WORK)


@pytest.fixture
def child(nur: User) -> Application:
    """A girl of fourteen who comes with her uncle."""
    girl = Person(name="Wati Lestari", birth_date=BORN_LATELY)
    told = Told(Applicant(girl, companion="Pak Dul", companion_relation="paman"), "family", PRIGI)
    return open_application(by=nur, told=told)


def add_finding(
    application: Application, kind: str = "duplicate_application", key: str = ""
) -> StoredFinding:
    """A fact of a kind, as the panel keeps it."""
    return StoredFinding.objects.create(
        office=application.office,
        application=application,
        kind=kind,
        key=key or uuid4().hex,
        values=dict.fromkeys(sorted(BLANKS.get(kind, ())), "3"),
        source="Permohonan di kantor ini",
        on=date(2026, 11, 1),
        found_at=timezone.now(),
    )


def add_letter(proposal: Proposal, by: User) -> Letter:
    """The letter of a proposal, printed."""
    return Letter.objects.create(
        office=proposal.office,
        application=proposal.application,
        proposal=proposal,
        number=f"S-2026-{proposal.pk:06d}",
        kind="decision",
        content={"sentences": ["Permohonan Anda belum dapat disetujui."]},
        printed_at=timezone.now(),
        printed_by=by,
    )


def wish(decision: Decision, reason: str, *findings: StoredFinding, words: str = WORDS) -> Wish:
    return Wish(decision, reason, words, frozenset(one.key for one in findings))


def propose_refusal(by: User, application: Application) -> Proposal:
    """A refusal on a fact that can carry it."""
    code, kind = REFUSAL
    found = add_finding(application, kind)
    return deciding.propose(by=by, application=application, wish=wish(Decision.REFUSE, code, found))


def refuse(by: User, second: User, application: Application) -> Application:
    """Proposed, printed, decided by another officer."""
    proposal = propose_refusal(by, application)
    add_letter(proposal, by)
    deciding.decide(by=second, application=application)
    return Application.objects.get(pk=application.pk)


def again(application: Application) -> Application:
    """As it stands in the database."""
    return Application.objects.get(pk=application.pk)
