"""In, by name and password or with a printed code; a renewed proof; a new password."""

import json
from http import HTTPStatus
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.account.views import LoginView, PasswordChangeView, ReauthenticateView
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kentongan.accounts import actions, limits
from kentongan.accounts.forms import OneTimeCodeForm

FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
REASONS = {"too_many_login_attempts": HTTPStatus.TOO_MANY_REQUESTS}
UNREADABLE = {"null_characters_not_allowed", "max_length", "invalid"}


class OfficeLoginView(LoginView):  # type: ignore[misc]  # allauth ships no types
    """Only a form that is posted is looked at; a try in any other way counts as a failure."""

    http_method_names = ["get", "head", "post"]

    def http_method_not_allowed(self, request: HttpRequest, *_a: Any, **_k: Any) -> HttpResponse:
        limits.count_failure(request, name_in(request))
        refused: HttpResponse = super().http_method_not_allowed(request)
        return refused

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.content_type not in FORM_TYPES:
            limits.count_failure(request, name_in(request))
            return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        context = self.get_context_data(form=form)
        page: HttpResponse = self.render_to_response(context, status=status_of(form))
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"why_ended": self.request.session.pop("why_ended", "")}


def status_of(form: forms.Form) -> int:
    """Wrong is 200 as ever, too often 429, and what no keyboard sends 400."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    if codes & UNREADABLE:
        return HTTPStatus.BAD_REQUEST
    return next((REASONS[code] for code in codes if code in REASONS), HTTPStatus.OK)


def name_in(request: HttpRequest) -> str:
    """The login name in a body of any kind; "" when there is none to be found."""
    body = request.body[:4096].decode("utf-8", "replace")
    if request.content_type == "application/json":
        try:
            told = json.loads(body)
        except ValueError:
            return ""
        return str(told.get("login", "")) if isinstance(told, dict) else ""
    return QueryDict(body, mutable=False).get("login", "") or ""


class RenewedProof:
    """A renewed proof gives the session a new key: an old copy of the cookie is worth nothing."""

    request: HttpRequest

    def form_valid(self, form: forms.Form) -> HttpResponse:
        self.request.session.cycle_key()
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class OfficeReauthenticateView(RenewedProof, ReauthenticateView):  # type: ignore[misc]
    """The password again, of a person without a second factor."""

    form_class = ReauthenticateForm


class OfficePasswordChangeView(PasswordChangeView):  # type: ignore[misc]
    """A new password after telling the old one; the other sessions end."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            actions.note_account_change(
                by=self.request.user, deed="password.changed", session=self.request.session
            )
        return answer


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """A new person, or one who forgot the password, sets one with the code from the office."""
    form = OneTimeCodeForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid() and form.found is not None:
        password = form.cleaned_data["password1"]
        actions.set_password_by_code(user=form.found.user, code=form.found, password=password)
        messages.success(request, _("Kata sandi tersimpan. Sekarang masuk dengan nama itu."))
        return redirect("account_login")
    return render(request, "account/use_code.html", {"form": form}, status=status_of(form))
