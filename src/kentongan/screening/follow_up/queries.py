"""Referrals as a viewer may see them."""

from collections.abc import Collection

from django.db.models import QuerySet

from kentongan.access.tables import sight_of
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.regions.queries import in_force
from kentongan.screening.models import Recipient, Referral

SIGHT = sight_of("screening.Referral")


def referrals_in_sight(viewer: User) -> QuerySet[Referral]:
    """The referrals that the viewer may see, the newest first."""
    return visible(Referral.objects.all(), viewer, SIGHT)


def referrals_for_villages(viewer: User) -> QuerySet[Referral]:
    """What village officers are asked, those without an answer first."""
    found = referrals_in_sight(viewer).filter(recipient=Recipient.VILLAGE_OFFICER)
    return found.order_by("answered_at", "-sent_at", "-pk")


def referral_for(viewer: User, pk: int) -> Referral | None:
    """One referral, to whomever it went; None when there is none in sight."""
    return referrals_in_sight(viewer).filter(pk=pk).first()


def place_names(codes: Collection[str]) -> dict[str, str]:
    """The names in force of some areas; a code that is no longer in force is left out."""
    return dict(in_force().filter(code__in=codes).values_list("code", "name"))
