"""Needs of applicants told to who can help, put there for the matrix."""

from django.utils import timezone

from acceptance.access.world import FOREIGN, World
from kentongan.accounts.models import User
from kentongan.screening.models import Application, Need, Recipient, Referral


def put_referral(world: World, by: User, relation: str, label: int) -> Referral:
    """A need in a village, sent by somebody, with a name of its own."""
    office, now = world.foreign if relation == FOREIGN else world.home, timezone.now()
    code, number = world.places[relation].code, world.number()
    application = Application.objects.create(
        number=f"U-{number:06d}", office=office, handler=by, opened_by=by, opened_at=now,
        started_on=timezone.localdate(), region_code=code, purpose="work",
    )  # fmt: skip
    return Referral.objects.create(
        office=office, application=application, recipient=Recipient.VILLAGE_OFFICER,
        need=Need.EDUCATION, purpose="work", region_code=code, label=label,
        told={"name": f"Uji Tanda{number}x"}, sent_by=by, sent_at=now,
    )  # fmt: skip
