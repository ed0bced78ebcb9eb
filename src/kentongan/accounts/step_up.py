"""Fresh proof of who sits at the screen, before something that cannot be taken back."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

type View = Callable[..., HttpResponse]


def fresh_login_required(view: View) -> View:
    """The view opens only within five minutes of a login or of a renewed proof.

    Otherwise the person is asked for password or second factor and led back to the same page.
    """
    guarded: Any = reauthentication_required(view)
    return guarded  # type: ignore[no-any-return]
