"""Who may: checks that raise ``Refused`` with the reason."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User


def check_may(viewer: User, kind: Kind, deed: str) -> None:
    """Raises Refused when the policy does not let the viewer do this."""
    if not may(viewer, kind, deed):
        raise Refused(_("Peran Anda tidak diberi hak untuk langkah ini. Hubungi kepala seksi."))


def allowed(check: Callable[..., None], *arguments: object) -> bool:
    """The yes or no of a check, for templates and lists."""
    try:
        check(*arguments)
    except Refused:
        return False
    return True
