"""Applicants as the desk tells them, and its lists of firms: put there for the matrix."""

from uuid import uuid4

from django.utils import timezone

from acceptance.access.world import FOREIGN, World
from kentongan.accounts.models import User
from kentongan.entities.models import ApplicantMention
from kentongan.entities.sides import APPLICANTS
from kentongan.entities.told import Person, write_person


def put_applicant(world: World, by: User, relation: str, label: int) -> ApplicantMention:
    """Somebody who applied, in the hands of ``by``, at least as confidential as applicants are."""
    office = world.foreign if relation == FOREIGN else world.home
    number = world.number()
    return ApplicantMention.objects.create(
        key=f"{number}", told=write_person(Person(name=f"Uji Tanda{number}x")),
        source=f"application:{uuid4()}", author=by, office=office, agency=office.agency,
        region_code=world.places[relation].code, recorded_at=timezone.now(), voice="desk",
        label=max(label, APPLICANTS.sight.least_label),
    )  # fmt: skip
