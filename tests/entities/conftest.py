"""What the tests of things share: a source that tells, and a client per person."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from kentongan.access.labels import Label
from kentongan.accounts.models import Agency, Office, User
from kentongan.entities.actions import record_mentions
from kentongan.entities.models import Mention
from kentongan.entities.told import Setting, Written

PRIGI, TASIKMADU, MASARAN = "35.03.05.2001", "35.03.05.2002", "35.03.04.2001"
MOMENT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def setting(office: Office) -> Callable[..., Setting]:
    """``setting("report:1", region_code=…)``: told by immigration in Prigi on 20 November."""

    def make(source: str, **changes: object) -> Setting:
        told: dict[str, object] = {
            "agency_id": office.agency_id,
            "office_id": office.pk,
            "region_code": PRIGI,
            "noticed_on": date(2026, 11, 20),
            "recorded_at": MOMENT,
            "voice": "1:sari",
            "label": Label.RESTRICTED,
        }
        return Setting(source=source, **(told | changes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def told(sari: User, setting: Callable[..., Setting]) -> Callable[..., list[Mention]]:
    """``told("report:1", ("phone", "0850…"), region_code=…)`` through the door."""

    def tell(source: str, *written: tuple[str, str], **changes: object) -> list[Mention]:
        return record_mentions(
            by=sari,
            setting=setting(source, **changes),
            written=[Written(kind, raw) for kind, raw in written],
        )

    return tell


@pytest.fixture
def police(office: Office) -> Agency:
    return Agency.objects.create(code="police", name="Polri", kind="police")


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A logged-in client."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
