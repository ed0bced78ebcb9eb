"""Applications at the passport desk and needs of applicants, put there for the matrix."""

from django.utils import timezone

from acceptance.access.world import FOREIGN, World
from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.screening.models import Application, Need, Recipient, Referral


def put_application(world: World, by: User, relation: str, label: int) -> Application:
    """An open application in somebody's hands, with a name of its own."""
    office, now = world.foreign if relation == FOREIGN else world.home, timezone.now()
    number = world.number()
    return Application.objects.create(
        number=f"U-{number:06d}", office=office, handler=by, opened_by=by, opened_at=now,
        label=label, started_on=timezone.localdate(), region_code=world.places[relation].code,
        purpose="work", told={"name": f"Uji Tanda{number}x"},
    )  # fmt: skip


def put_referral(world: World, by: User, relation: str, label: int) -> Referral:
    """A need in a village, sent by somebody, with a name of its own."""
    application = put_application(world, by, relation, Label.CONFIDENTIAL)
    now, number = timezone.now(), world.number()
    return Referral.objects.create(
        office=application.office, application=application, recipient=Recipient.VILLAGE_OFFICER,
        need=Need.EDUCATION, purpose="work", region_code=application.region_code, label=label,
        told={"name": f"Uji Tanda{number}x"}, sent_by=by, sent_at=now,
    )  # fmt: skip
