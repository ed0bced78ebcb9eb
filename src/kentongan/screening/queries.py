"""Applications as a viewer may see them."""

from uuid import UUID

from django.db.models import QuerySet

from kentongan.access.tables import sight_of
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.screening.models import Application

SIGHT = sight_of("screening.Application")


def applications_in_sight(viewer: User) -> QuerySet[Application]:
    """The applications that the viewer may see, the newest first."""
    found = visible(Application.objects.all(), viewer, SIGHT)
    return found.select_related("office", "handler")


def application_for(viewer: User, uuid: UUID) -> Application | None:
    """One application; None when there is none in sight."""
    return applications_in_sight(viewer).filter(uuid=uuid).first()
