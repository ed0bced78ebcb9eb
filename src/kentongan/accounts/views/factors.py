"""The second factor: enrol, prove, remove; allauth does the work, we write it down."""

import json
import secrets
from typing import Any, ClassVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django import forms
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kentongan.accounts import actions
from kentongan.accounts.queries import second_factors
from kentongan.accounts.step_up import KEY
from kentongan.accounts.views.login import RenewedProof


class Recorded:
    """The change and its log row are one transaction; the person's other sessions end."""

    deed: ClassVar[str]
    proves: ClassVar[str] = ""  # the type of authenticator that was shown by adding it
    request: HttpRequest

    def form_valid(self, form: forms.Form) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            user, session = self.request.user, self.request.session
            if self.proves:
                shown = Authenticator.objects.filter(user=user, type=self.proves).latest("pk")
                post_authentication(self.request, shown, reauthenticated=True)
            actions.note_account_change(by=user, deed=self.deed, session=session)  # type: ignore[arg-type]
        return answer


class WithOptions:
    """Hands the browser's challenge to the page as text in an attribute: no inline script."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if data := context.get("js_data"):
            [(_name, options)] = data.items()
            context["options"] = json.dumps(options, cls=DjangoJSONEncoder)
        return context


class Activate(Recorded, ActivateTOTPView):  # type: ignore[misc]
    """An authenticator app; its secret is in the session of this person alone."""

    deed = "factor.added"
    proves = Authenticator.Type.TOTP

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # A new secret is a new picture: the browser must not show the one it fetched before.
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"picture": secrets.token_hex(4)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer = super().form_valid(form)
        # The code that enrolled is spent like any other.
        own = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        own.wrap().validate_code(form.cleaned_data["code"])
        return answer


class Deactivate(Recorded, DeactivateTOTPView):  # type: ignore[misc]
    """The app goes."""

    deed = "factor.removed"


class NewRecoveryCodes(Recorded, GenerateRecoveryCodesView):  # type: ignore[misc]
    """Ten new codes; the old ones are void."""

    deed = "recovery_codes.made"


class AddKey(Recorded, WithOptions, AddWebAuthnView):  # type: ignore[misc]
    """A security key."""

    deed = "key.added"
    proves = Authenticator.Type.WEBAUTHN


class RemoveKey(Recorded, RemoveWebAuthnView):  # type: ignore[misc]
    """A key goes; of another's key one learns nothing (404)."""

    deed = "key.removed"


class Overview(IndexView):  # type: ignore[misc]
    """What the person has, and what the role still asks for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        factors = second_factors(user)
        key = get_adapter().needs_security_key(user) and KEY not in factors
        missing = settings.SECOND_FACTOR and not factors
        return context | {"must_have_key": key, "must_have_one": missing}


class Prove(WithOptions, AuthenticateView):  # type: ignore[misc]
    """The second step of a login."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"has_key": KEY in second_factors(self.stage.login.user)}


class RenewByCode(RenewedProof, ReauthenticateView):  # type: ignore[misc]
    """The app again, before a step that cannot be taken back."""


class RenewByKey(RenewedProof, WithOptions, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The key again."""


@require_GET
def totp_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the secret that this session is just enrolling; nothing otherwise (404)."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")


index = Overview.as_view()
authenticate = Prove.as_view()
reauthenticate = RenewByCode.as_view()
reauthenticate_by_key = RenewByKey.as_view()
activate_totp = Activate.as_view()
deactivate_totp = Deactivate.as_view()
recovery_codes = ViewRecoveryCodesView.as_view()
make_recovery_codes = NewRecoveryCodes.as_view()
add_key = AddKey.as_view()
remove_key = RemoveKey.as_view()
