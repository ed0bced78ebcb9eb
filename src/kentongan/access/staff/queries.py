"""Whose accounts somebody looks after; the viewer first."""

from django.db.models import Q, QuerySet

from kentongan.access.policy import Kind, Reach, cell
from kentongan.access.visibility import within_areas
from kentongan.accounts.models import AccountChange, Office, User
from kentongan.accounts.queries import office_area_codes


def offices_managed_by(viewer: User) -> QuerySet[Office]:
    """The own office, and partners' offices that lie within its areas."""
    if viewer.office is None or cell(viewer, Kind.ACCOUNT).reach is not Reach.OFFICE:
        return Office.objects.none()
    within = within_areas("areas__code", office_area_codes(viewer.office))
    partners = within & ~Q(agency=viewer.office.agency)
    found = Office.objects.filter(Q(pk=viewer.office_id) | partners).values("pk")
    return Office.objects.filter(pk__in=found)


def people_managed_by(viewer: User) -> QuerySet[User]:
    """The people of those offices, by name."""
    offices = offices_managed_by(viewer).values("pk")
    people = User.objects.filter(office__in=offices).select_related("office__agency")
    return people.order_by("full_name", "pk")


def open_changes_for(viewer: User) -> QuerySet[AccountChange]:
    """What waits for a second person, the oldest first."""
    people = people_managed_by(viewer).values("pk")
    found = AccountChange.objects.filter(user__in=people, decided_at=None)
    return found.select_related("user", "proposed_by").order_by("proposed_at")
