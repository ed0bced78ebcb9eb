"""An officer at the counter, and applications in that officer's hands."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.entities.told import Person
from kentongan.screening.actions.applications import open_application
from kentongan.screening.applicants import Applicant, Told
from kentongan.screening.models import Application
from tests import factories

SOON = f"{timezone.localdate() + timedelta(days=40):%m-%Y}"  # a month of departure
NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 27)
# Regency 99 of a province that is none: nobody has such a number.
NIK = "9999014505950001"
BORN = date(1995, 5, 5)


@pytest.fixture
def rini(office: Office) -> User:
    """Passport officer at the counter of Ponorogo."""
    return factories.make_user("rini", RoleKey.PASSPORT_OFFICER, office, "Rini Astuti")


@pytest.fixture
def tono(other_office: Office) -> User:
    """Passport officer of another office."""
    return factories.make_user("tono", RoleKey.PASSPORT_OFFICER, other_office, "Tono Wibowo")


@pytest.fixture
def opened(rini: User) -> Callable[..., Application]:
    """``opened(purpose, by=…, now=…, name=…, national_id=…, sponsor=…)``: through the door."""

    def make(
        purpose: str = "work", by: User | None = None, now: datetime = NOW, **told: Any
    ) -> Application:
        person = {"name": "Wati Lestari", "national_id": NIK, "birth_date": BORN}
        extra = {name: told.pop(name) for name in list(told) if name in Applicant.__annotations__}
        applicant = Applicant(person=Person(**(person | told)), **extra)
        wanted = Told(applicant=applicant, purpose=purpose)
        return open_application(by=by or rini, told=wanted, now=now)

    return make
