"""Fresh proof of who sits at the screen, before something that cannot be taken back."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kentongan.accounts.models import User
from kentongan.accounts.queries import second_factors

type View = Callable[..., HttpResponse]
type Proof = dict[str, Any]
KEY = Authenticator.Type.WEBAUTHN.value


def proofs(request: HttpRequest) -> list[Proof]:
    """What the person proved in this session, oldest first: ``method``, ``type``, ``at`` (s)."""
    found: list[Proof] = get_authentication_records(request, request.user)
    return found


def proved_within(request: HttpRequest, span: timedelta, with_key: bool = False) -> bool:
    """Whether a second factor (the password, where there is none) was shown within ``span``.

    ``with_key`` counts a security key alone.
    """
    user = request.user
    if not isinstance(user, User):
        return False
    method = "mfa" if second_factors(user) else "password"
    counted = [one for one in proofs(request) if one["method"] == method]
    if with_key:
        counted = [one for one in counted if one.get("type") == KEY]
    return any(time.time() - one["at"] < span.total_seconds() for one in counted)


def came_with_key(request: HttpRequest) -> bool:
    """Whether a security key was shown in this session at any time."""
    return any(one.get("type") == KEY for one in proofs(request))


def is_fresh(request: HttpRequest) -> bool:
    """Whether the proof is younger than five minutes; custodians and admins prove by key."""
    span = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    needs_key = second_factor_adapter().needs_security_key(request.user)
    return proved_within(request, span, with_key=needs_key)


def fresh_login_required(view: View) -> View:
    """The view opens only within five minutes of a login or of a renewed proof.

    Otherwise the person is asked for the second factor (the password, who has none) and led back to
    the same page. Put it on the page with the form and on what the form sends: then the proof comes
    before the typing. A form that is sent after the five minutes is kept, sealed, in the session
    and goes on after the proof; files in it are lost.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
