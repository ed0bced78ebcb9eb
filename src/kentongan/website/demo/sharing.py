"""What the demo's office handed to other agencies, through the doors of ``exchange``.

The village policeman has taken an alert over and holds a report of his own on the same thing; the
sub-district head has a summary to accept; one for the labour office waits to be sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

from django.utils import timezone

from kentongan.access.actions import grants
from kentongan.access.actions.grants import Plan
from kentongan.access.models import Grant, Profile, Purpose
from kentongan.accounts.models import User
from kentongan.accounts.queries import office_area_codes
from kentongan.alerts.models import Alert
from kentongan.alerts.queries import alerts_visible_to
from kentongan.entities.models import ThingKind
from kentongan.entities.told import Written
from kentongan.exchange.actions import propose
from kentongan.exchange.material import Hands, NotInSight, material_of
from kentongan.regions.queries import villages_within
from kentongan.reports.actions import record_report
from kentongan.reports.content import Content
from kentongan.reports.models import PlacePrecision, TimePrecision

LOOKED_AT = 60  # of the latest alerts
DAYS = 30
TOLD = "Warga bertanya apakah nomor ini benar milik penyalur resmi. Belum ada yang berangkat."


def fill_exchange(people: Mapping[str, User]) -> int:
    """Shares in three states; returns how many. None where no alert tells of a telephone."""
    told = next(told_of_phones(people["bima"], people["joko"]), None)
    if told is None:
        return 0
    alert, phones = told
    record_own(people["joko"], phones)
    return len(handed_over(people, alert))


def handed_over(people: Mapping[str, User], alert: Alert) -> list[Grant]:
    """One in its receiver's hands, one on its way, one prepared."""
    police = prepared(people, alert, "joko", Profile.POLICE_INQUIRY, Purpose.INVESTIGATION)
    grants.approve(by=people["ratna"], uuid=police.uuid)
    grants.offer(by=people["bima"], uuid=police.uuid)
    grants.accept(by=people["joko"], uuid=police.uuid)
    district = prepared(people, alert, "tulus", Profile.AREA_SUMMARY, Purpose.PREVENTION)
    grants.offer(by=people["bima"], uuid=district.uuid)
    labour = prepared(people, alert, "wening", Profile.LABOUR_COMPANY, Purpose.PREVENTION)
    return [police, district, labour]


def prepared(
    people: Mapping[str, User], alert: Alert, recipient: str, profile: str, purpose: str
) -> Grant:
    """The analyst has looked at the document."""
    plan = Plan(people[recipient], profile, purpose, f"alert:{alert.pk}", DAYS)
    return propose(by=people["bima"], plan=plan)


def told_of_phones(sender: User, receiver: User) -> Iterator[tuple[Alert, list[str]]]:
    """The latest alerts that tell of telephones, with these."""
    hands = Hands(sender, receiver)
    for alert in alerts_visible_to(sender).order_by("-raised_at")[:LOOKED_AT]:
        if phones := phones_in(hands, alert):
            yield alert, phones


def phones_in(hands: Hands, alert: Alert) -> list[str]:
    """Those that may pass between these two."""
    try:
        things = material_of(hands, f"alert:{alert.pk}").things
    except NotInSight:
        return []
    return [shown for kind, shown in things if kind == ThingKind.PHONE]


def record_own(by: User, phones: Sequence[str]) -> None:
    """What the receiver had noticed himself, in his own area."""
    codes = office_area_codes(by.office)
    village = next((one for code in codes for one in villages_within(code)), None)
    if village is None:
        return
    content = Content(
        noticed=TOLD,
        place_precision=PlacePrecision.VILLAGE,
        region_id=village.pk,
        region_code=village.code,
        time_precision=TimePrecision.EXACT,
        noticed_on=timezone.localdate(),
        things=tuple(Written(ThingKind.PHONE, phone) for phone in phones[:1]),
    )
    record_report(by=by, uuid=uuid4(), content=content)
