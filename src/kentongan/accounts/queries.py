"""Questions about people and their areas."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from kentongan.accounts.models import Office, Posting, Session, User
from kentongan.regions.models import Region


def postings_in_force(user: User, on: date) -> QuerySet[Posting]:
    """The postings of ``user`` on a day, villages first in code order."""
    open_ended = Q(valid_to=None) | Q(valid_to__gt=on)
    return Posting.objects.filter(open_ended, user=user, valid_from__lte=on).select_related(
        "region"
    )


def posted_regions(user: User, on: date) -> list[Region]:
    """Where the user is posted on that day: "my villages"."""
    return [posting.region for posting in postings_in_force(user, on)]


def office_area_codes(office: Office | None) -> tuple[str, ...]:
    """The codes of an office's working areas; nothing for nobody's office."""
    if office is None:
        return ()
    return tuple(office.areas.order_by("code").values_list("code", flat=True))


def area_codes(user: User, on: date) -> tuple[str, ...]:
    """The codes a user answers for: the postings if there are any, else the office's areas."""
    posted = tuple(region.code for region in posted_regions(user, on))
    return posted or office_area_codes(user.office)


def second_factors(user: User) -> set[str]:
    """``totp`` and ``webauthn`` as far as the person has them; recovery codes are none."""
    found = Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)
    return set(found) - {Authenticator.Type.RECOVERY_CODES}


def own_sessions(user: User, now: datetime) -> QuerySet[Session]:
    """Where the person is logged in now, the newest first."""
    return Session.objects.filter(user=user, expire_date__gt=now).order_by("-begun_at")
