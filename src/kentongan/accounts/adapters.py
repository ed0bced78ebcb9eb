"""How login behaves here: nobody signs up by himself, guesses are counted, sessions are few."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kentongan.accounts import actions, limits, step_up
from kentongan.accounts.devices import device_name, known_device, remember_device
from kentongan.accounts.models import User
from kentongan.accounts.queries import second_factors
from kentongan.accounts.rules import canonical_name
from kentongan.accounts.sessions import as_store


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are given by the office, so the sign-up page is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person, or None; the name and the address count (see ``limits``).

        An ended account is answered as a wrong password: who guesses learns nothing.
        """
        try:
            attempt = limits.begin_attempt(request, credentials.get("username", ""))
        except limits.Closed:
            raise self.validation_error("too_many_login_attempts") from None
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if not isinstance(user, User):
            limits.attempt_was_wrong(attempt)
            return None
        limits.attempt_was_right(attempt)
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session; the oldest beyond two ends, and the person is told."""
        super().login(request, user)
        ended = actions.open_session(
            by=user,
            session=as_store(request.session),
            device=device_name(request),
            is_new_device=not known_device(request, canonical_name(user.username)),
            proofs=[str(one.get("type", one["method"])) for one in step_up.proofs(request)],
        )
        if ended:
            self.tell(request, ended)

    def tell(self, request: HttpRequest, ended: list[str]) -> None:
        """Which device was logged out."""
        text = _("Sesi Anda di perangkat lain (%(devices)s) diakhiri: paling banyak dua perangkat.")
        messages.warning(request, text % {"devices": "; ".join(ended)})

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """The first page; the browser is known from now on."""
        response: HttpResponse = super().post_login(request, user, **how)
        remember_device(request, response, user)
        return response

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """Out, and written down."""
        actions.note_logout(by=request.user)
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Whether a change of the own account needs a renewed proof; a fresh login is one."""
        return not step_up.proved_within(context.request, timedelta(minutes=5))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The second factor where there is one, a security key first; else the password."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if second_factors(user):
            found = [one for one in found if one["id"] != "reauthenticate"]
        return sorted(found, key=lambda one: "webauthn" not in one["id"])

    def send_notification_mail(self, *_arguments: Any, **_named: Any) -> None:
        """No mail leaves from here."""
