"""An alert with three reports behind it, partners who may receive it, and shares in each state."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from kentongan.access.actions import consents, grants
from kentongan.access.actions.consents import Agreement
from kentongan.access.actions.grants import Plan
from kentongan.access.models import Consent, ConsentField, Grant, HowObtained, Profile, Purpose
from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.alerts.models import Alert
from kentongan.entities.told import Written
from kentongan.exchange import actions
from kentongan.regions.models import Region
from kentongan.reports.models import Report
from tests import factories
from tests.alerts.conftest import add_signal, make_alert
from tests.website.conftest import client_of, everyone

__all__ = ["everyone"]

PRIGI, MASARAN = "35.03.05.2001", "35.03.04.2001"
RAISED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
WORDS_OF_THE_TIP = "Ibu Kenari dari RT 7 bercerita sambil menangis"
Share = Callable[..., Grant]


@pytest.fixture
def yudi(areas: dict[str, Region]) -> User:
    """Babinsa in Watulimo."""
    koramil = factories.make_office("Koramil Watulimo", AgencyKind.ARMY, [areas["35.03.05"]])
    return factories.make_user("yudi", RoleKey.ARMY_VILLAGE_OFFICER, koramil, "Yudi Hartono")


@pytest.fixture
def fauzan(areas: dict[str, Region]) -> User:
    kemenag = factories.make_office(
        "Kemenag Trenggalek", AgencyKind.RELIGIOUS_AFFAIRS, [areas["35.03"]]
    )
    return factories.make_user("fauzan", RoleKey.RELIGIOUS_AFFAIRS_OFFICER, kemenag, "Fauzan Hakim")


@pytest.fixture
def citra(areas: dict[str, Region]) -> User:
    dukcapil = factories.make_office(
        "Dukcapil Trenggalek", AgencyKind.CIVIL_REGISTRY, [areas["35.03"]]
    )
    return factories.make_user("citra", RoleKey.CIVIL_REGISTRY_OFFICER, dukcapil, "Citra Lestari")


@pytest.fixture
def told(sari: User, dimas: User, joko: User, made_report: Callable[..., Report]) -> list[Report]:
    """Three reports with a phone, two companies and a nickname."""
    common = {"indicators": ["unrealistic_pay", "told_to_keep_secret"], "noticed": WORDS_OF_THE_TIP}
    things = [
        Written("phone", "0850-0077-7001"),
        Written("organisation", "PT Kenari Jaya Abadi"),
        Written("organisation", "PT Merpati Umrah Travel"),
        Written("alias", "Pak Jalak"),
    ]
    return [
        made_report(sari, PRIGI, things=things, noticed_on=date(2026, 11, 3), **common),
        made_report(dimas, MASARAN, things=things[:2], noticed_on=date(2026, 10, 9), **common),
        made_report(joko, PRIGI, things=things[:1], noticed_on=date(2026, 11, 18), **common),
    ]


@pytest.fixture
def alert(office: Office, told: list[Report]) -> Alert:
    """What the three reports raised."""
    made = make_alert(office, PRIGI, MASARAN, raised_at=RAISED)
    signal = add_signal(made)
    for report in told:
        signal.evidence.create(
            source=f"report:{report.uuid}",
            region_code=report.region_code,
            noticed_on=report.current.noticed_on if report.current else None,
            agency_name=report.agency.name,
        )
    return made


@pytest.fixture
def subject(alert: Alert) -> str:
    return f"alert:{alert.pk}"


@pytest.fixture
def share(bima: User, yudi: User, subject: str) -> Share:
    """``share(state=…, by=…, to=…, profile=…)``: a grant brought to a state by its own deeds."""

    def make(state: str = "accepted", **wish: object) -> Grant:
        plan: dict[str, object] = {
            "recipient": yudi,
            "profile": Profile.AREA_SUMMARY,
            "purpose": Purpose.PREVENTION,
            "about": subject,
            "days": 14,
        }
        by = wish.pop("by", bima)
        typed = wish.pop("typed", actions.NOTHING_TYPED)
        grant = actions.propose(by=by, plan=Plan(**(plan | wish)), typed=typed)  # type: ignore[arg-type]
        return brought_to(grant, state)

    return make


def brought_to(grant: Grant, state: str) -> Grant:
    """The shortest way to a state, each deed by who does it."""
    uuid = grant.uuid
    if state != "proposed" and grant.needs_approval:
        grants.approve(by=leader_of(grant), uuid=uuid)
    if state in {"offered", "accepted"}:
        grants.offer(by=grant.owner, uuid=uuid)
    if state == "accepted":
        grants.accept(by=grant.recipient, uuid=uuid)
    return Grant.objects.get(uuid=uuid)


def leader_of(grant: Grant) -> User:
    """The head of the sender's office."""
    return User.objects.get(office=grant.office_id, role=RoleKey.OFFICE_HEAD)


@pytest.fixture
def agreed(bima: User, subject: str) -> Consent:
    """A person who agreed that name and contact go to Disnaker and Polri for help."""
    said = Agreement(
        subject=subject,
        person="Wulan Rekaan",
        purpose=Purpose.VICTIM_SERVICE,
        agencies=[AgencyKind.LABOUR],
        fields=[ConsentField.NAME, ConsentField.CONTACT, ConsentField.NEED],
        how_obtained=HowObtained.WRITTEN,
        language="Jawa",
        days=60,
    )
    return consents.record_consent(by=bima, agreement=said)


def fresh_client(user: User) -> Client:
    """A browser whose person has just proved who it is."""
    client = client_of(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()
    return client


def page_of(grant: Grant, number: int = 1) -> str:
    return f"/berbagi/{grant.uuid}/salinan/{number}/"


def bytes_of(grant: Grant, number: int = 1) -> bytes:
    """The stored document."""
    return bytes(grant.copies.get(number=number).page)
