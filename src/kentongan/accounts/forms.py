"""Forms of the login pages."""

import hmac
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as LibraryLoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kentongan.accounts import limits
from kentongan.accounts.models import OneTimeCode, User
from kentongan.accounts.rules import CODE_LASTS, canonical_name
from kentongan.audit.actions import record


class LoginForm(LibraryLoginForm):  # type: ignore[misc]  # allauth ships no types
    """Name and password; every spelling of a name is the one account, and every try counts."""

    def clean_login(self) -> str:
        return canonical_name(self.cleaned_data["login"])

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError; a form that cannot even be read is a failure too."""
        if self.errors:
            limits.count_failure(self.request, str(self.data.get("login", "")))
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class Counted:
    """Writes a wrong second factor into the log; allauth counts it (five in 15 minutes)."""

    user: User

    def _emit_authentication_failed(self, authenticator: object) -> None:
        with transaction.atomic():
            record(None, "login.failed", f"account:{self.user.pk}", proof="code")


class CodeForm(Counted, AuthenticateForm):  # type: ignore[misc]
    """The second factor at login."""


class RenewedCodeForm(Counted, ReauthenticateForm):  # type: ignore[misc]
    """The second factor before a step that cannot be taken back."""


class OneTimeCodeForm(forms.Form):
    """Login name, the printed code, and the new password twice."""

    login = forms.CharField(label=_("Nama pengguna"), max_length=150)
    code = forms.CharField(label=_("Kode dari kantor"), max_length=40)
    password1 = forms.CharField(label=_("Kata sandi baru"), strip=False, max_length=128)
    password2 = forms.CharField(label=_("Kata sandi baru sekali lagi"), strip=False, max_length=128)

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.found: OneTimeCode | None = None

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError; name and code are looked at first, and a wrong one counts."""
        cleaned = super().clean() or {}
        if self.errors:
            limits.count_failure(self.request, str(self.data.get("login", "")))
            return cleaned
        self.found = self.counted_code(cleaned["login"], cleaned["code"])
        if cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", _("Kedua kata sandi tidak sama. Ketik ulang."))
        try:
            validate_password(cleaned["password1"], self.found.user)
        except ValidationError as error:
            self.add_error("password1", error)
        return cleaned

    def counted_code(self, name: str, code: str) -> OneTimeCode:
        """The open code of that name; raises ValidationError, always with the same words."""
        try:
            attempt = limits.begin_attempt(self.request, name)
        except limits.Closed:
            raise get_adapter().validation_error("too_many_login_attempts") from None
        found = open_code(attempt.name, code)
        if found is None:
            limits.attempt_was_wrong(attempt)
            raise ValidationError(
                _("Nama dan kode tidak cocok, atau kodenya sudah dipakai atau lewat sehari.")
            )
        limits.attempt_was_right(attempt)
        return found


def open_code(name: str, typed: str) -> OneTimeCode | None:
    """The unspent code of a person, when the typed one is it."""
    signs = "".join(one for one in typed.upper() if one.isalnum())
    since = timezone.now() - CODE_LASTS
    codes = OneTimeCode.objects.filter(used_at=None, made_at__gt=since, user__is_active=True)
    found = codes.filter(user__username__iexact=name).select_related("user").first()
    wanted = found.code if found else ""
    fits = hmac.compare_digest(wanted, limits.keyed("one-time code", signs))
    return found if fits else None
