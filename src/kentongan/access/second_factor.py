"""Who needs which second factor, and how its secrets lie in the database."""

from datetime import datetime, timedelta

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.models import FactorSecret
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.accounts.queries import second_factors
from kentongan.accounts.roles import RoleKey
from kentongan.accounts.step_up import came_with_key, is_fresh

KEY = Authenticator.Type.WEBAUTHN.value
BEING_ENROLLED = timedelta(hours=1)  # a secret this young may belong to a transaction under way


class SealedMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals the secret of an authenticator app and of recovery codes; knows who needs a key."""

    def encrypt(self, text: str) -> str:
        """The number of the row that keeps ``text`` sealed."""
        return str(FactorSecret.objects.create(secret=text).row_uuid)

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed; raises ``Unreadable`` without the right key file."""
        secret: str = FactorSecret.objects.get(row_uuid=encrypted_text).secret
        return secret

    def needs_security_key(self, user: object) -> bool:
        """Custodians of sealed identities and system admins, where a second factor is asked."""
        return settings.SECOND_FACTOR and isinstance(user, User) and is_trusted_with_much(user)

    def get_totp_issuer(self) -> str:
        """How the entry is called in the app."""
        return "Kentongan"

    def _get_site_name(self) -> str:
        return "Kentongan"


def is_trusted_with_much(user: User) -> bool:
    """May open a sealed identity, or runs the system."""
    return user.role == RoleKey.SYSTEM_ADMIN or may(user, Kind.REPORTER, "unseal")


def missing_step(request: HttpRequest) -> str:
    """The page a person must see before any other: its URL name, or "" when nothing is missing.

    Whoever has no second factor enrols one; whoever needs a security key adds one, and shows it in
    every session.
    """
    user = request.user
    if not settings.SECOND_FACTOR or not isinstance(user, User):
        return ""
    factors = second_factors(user)
    if is_trusted_with_much(user):
        if KEY not in factors:
            return "mfa_index"
        return "" if came_with_key(request) else "mfa_reauthenticate_webauthn"
    return "" if factors else "mfa_index"


def forget_unused_secrets(now: datetime) -> int:
    """Delete the secrets of factors that were removed; returns how many."""
    kept = [one.get(name) for one in data_of_factors() for name in ("secret", "seed")]
    unused = FactorSecret.objects.filter(made_at__lt=now - BEING_ENROLLED)
    return unused.exclude(row_uuid__in=[one for one in kept if one]).delete()[0]


def data_of_factors() -> list[dict[str, str]]:
    """What the library keeps of each factor."""
    return list(Authenticator.objects.exclude(type=KEY).values_list("data", flat=True))


def check_fresh(request: HttpRequest) -> None:
    """Raises Refused unless the person proved within five minutes who sits here."""
    if not is_fresh(request):
        raise Refused(_("Buktikan dulu bahwa ini Anda: buka lagi halaman langkah ini dari awal."))
