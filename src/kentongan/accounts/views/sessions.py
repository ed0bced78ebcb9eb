"""The person's own sessions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kentongan.accounts import actions
from kentongan.accounts.models import User
from kentongan.accounts.queries import own_sessions
from kentongan.accounts.sessions import as_store, fingerprint


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am logged in: device, since, last seen. No address is kept."""
    found = own_sessions(person(request), timezone.now())
    mine = fingerprint(request.session.session_key or "")
    return render(request, "account/sessions.html", {"sessions": found, "mine": mine})


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Out of every device but this one, or of this one too."""
    user = person(request)
    if "all" in request.POST:
        actions.end_sessions(by=user, user=user, why="asked")
        request.session.flush()
        return redirect("account_login")
    mine = as_store(request.session)
    count = actions.end_sessions(by=user, user=user, why="asked", keep=mine)
    messages.success(request, _("%(count)d sesi lain diakhiri.") % {"count": count})
    return redirect("account_sessions")


def person(request: HttpRequest) -> User:
    """Who is logged in; nobody else comes this far."""
    if not isinstance(request.user, User):
        raise TypeError("nobody is logged in")
    return request.user
