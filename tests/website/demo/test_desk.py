"""The demo's weeks at the passport desk: something on every page, and nothing real."""

from collections import Counter
from datetime import date

import pytest
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.accounts.roles import RoleKey
from kentongan.screening.decisions import State
from kentongan.screening.models import (
    Application,
    Impression,
    InterestEntry,
    Letter,
    LicenceList,
    ListKind,
    Objection,
    QualityReport,
    Referral,
)
from kentongan.website.demo.desk import fill_desk
from tests import factories

VILLAGES = ("35.03.05.2001", "35.03.05.2002", "35.02.03.2001")


@pytest.fixture
def states(office: Office, ratna: User, hadi: User) -> Counter[str]:
    """Where the applications of the demo stand."""
    galih = factories.make_user("galih", RoleKey.PASSPORT_OFFICER, office, "Galih Permana")
    people = {"galih": galih, "ratna": ratna, "hadi": hadi}
    count = fill_desk(people=people, villages=VILLAGES, today=timezone.localdate(), seed=28)
    assert Application.objects.count() >= count
    return Counter(Application.objects.values_list("state", flat=True))


def test_every_page_of_the_desk_has_something_to_show(states: Counter[str]) -> None:
    wanted = {
        *(State.OPEN, State.WAITING, State.REFERRED, State.ISSUED, State.REFUSED),
        *(State.OBJECTED, State.OVERTURNED),
    }
    assert wanted <= set(states)
    assert states[State.ISSUED] > 30
    assert LicenceList.objects.count() == len(ListKind)
    assert Impression.objects.exists()
    assert Referral.objects.filter(answered_at=None).exists()
    assert Objection.objects.filter(overturned=True).exists()
    assert Letter.objects.filter(kind="answer").count() == 1
    assert InterestEntry.objects.filter(ended_at=None).exists()
    assert InterestEntry.objects.filter(end_reason="overturned").exists()
    assert QualityReport.objects.get(is_month=False).content["decided"] > 40
    today = Application.objects.filter(opened_at__date=timezone.localdate())
    assert today.filter(is_child=True).exists()
    assert today.filter(findings__kind="shared_contact").exists()
    numbers = [str(one.told["national_id"]) for one in Application.objects.all()]
    assert all(number.startswith("9901") and len(number) == 16 for number in numbers)
    assert date(2000, 1, 1) <= QualityReport.objects.get(is_month=False).first_day
