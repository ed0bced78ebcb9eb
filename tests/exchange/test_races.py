"""Two people at the same moment, with real connections (see tests.alerts.test_race)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kentongan.access.actions import grants
from kentongan.access.actions.grants import Body, Plan
from kentongan.access.errors import Refused
from kentongan.access.models import Grant, Profile, Purpose, SharedCopy
from kentongan.accounts.models import User
from kentongan.accounts.roles import AgencyKind, RoleKey
from kentongan.audit.models import AuditEvent
from tests import factories
from tests.alerts.test_race import at_once, several_connections

__all__ = ["several_connections"]
TIMES = 6


@pytest.fixture
def offered(several_connections: None) -> Grant:
    areas = factories.make_areas()
    office = factories.make_office("Kantor Uji", AgencyKind.IMMIGRATION, [areas["35.03"]])
    koramil = factories.make_office("Koramil Uji", AgencyKind.ARMY, [areas["35.03.05"]])
    bima = factories.make_user("bima", RoleKey.ANALYST, office)
    yudi = factories.make_user("yudi", RoleKey.ARMY_VILLAGE_OFFICER, koramil)
    plan = Plan(yudi, Profile.AREA_SUMMARY, Purpose.PREVENTION, "alert:1", days=3)
    grant = grants.propose(by=bima, plan=plan, build=lambda *_: Body(b"<p>isi</p>", b"{}"))
    return grants.offer(by=bima, uuid=grant.uuid)


def test_of_many_acceptances_one_counts(offered: Grant) -> None:
    yudi = User.objects.get(username="yudi")
    answers = at_once([lambda: grants.accept(by=yudi, uuid=offered.uuid)] * TIMES)
    assert sum(isinstance(answer, Grant) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == TIMES - 1
    assert AuditEvent.objects.filter(action="share.accepted").count() == 1


def test_accepting_and_revoking_at_once_ends_revoked_and_unreadable(offered: Grant) -> None:
    yudi, bima = (User.objects.get(username=name) for name in ("yudi", "bima"))
    deeds = [
        lambda: grants.accept(by=yudi, uuid=offered.uuid),
        lambda: grants.revoke(by=bima, uuid=offered.uuid),
    ]
    at_once(deeds)
    assert Grant.objects.get(pk=offered.pk).end_reason == "revoked"
    with pytest.raises(SharedCopy.DoesNotExist):
        grants.open_copy(by=yudi, uuid=offered.uuid, number=1)


def test_a_reading_comes_before_or_after_a_revocation(offered: Grant) -> None:
    yudi, bima = (User.objects.get(username=name) for name in ("yudi", "bima"))
    grants.accept(by=yudi, uuid=offered.uuid)

    def read() -> object:
        try:
            return grants.open_copy(by=yudi, uuid=offered.uuid, number=1)
        except SharedCopy.DoesNotExist:
            return None

    at_once([read, read, lambda: grants.revoke(by=bima, uuid=offered.uuid), read])
    rows = AuditEvent.objects.filter(subject=f"share:{offered.uuid}").order_by("pk")
    deeds = [row.action for row in rows]
    assert deeds[-1] == "share.revoked"
    assert timezone.now() < offered.expires_at - timedelta(days=2)
