"""Around every request: whose address counts, and whether the session goes on."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.accounts.rules import why_ended
from kentongan.accounts.sessions import SessionStore

type GetResponse = Callable[[HttpRequest], HttpResponse]
FORWARDED = "HTTP_X_FORWARDED_FOR"
# Asked by the open page itself, every few seconds: nobody sits there for that.
ASKED_BY_ITSELF = {"alerts:since"}


class ProxyMiddleware:
    """Believes what is told about the client only when our own proxy tells it.

    Without ``KENTONGAN_PROXIES`` nobody is believed. The proxy must drop header names with an
    underscore (nginx does by default): WSGI cannot tell ``X_Forwarded_For`` from the real one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.pop(FORWARDED, "")
        if request.META.get("REMOTE_ADDR") in settings.PROXIES:
            # The last one is what our proxy saw; those before it are what the client claims.
            request.META["REMOTE_ADDR"] = told.rpartition(",")[2].strip() or "unknown"
        elif settings.SECURE_PROXY_SSL_HEADER:
            request.META.pop(settings.SECURE_PROXY_SSL_HEADER[0], None)
        return self.get_response(request)


class SessionEndMiddleware:
    """Ends a session that lay unused or is eight hours old; the page then asks to log in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user, session = request.user, request.session
        if isinstance(user, User) and isinstance(session, SessionStore):
            self.look(request, user, session)
        return self.get_response(request)

    def look(self, request: HttpRequest, user: User, session: SessionStore) -> None:
        """Go on, or be a stranger from here."""
        now = timezone.now()
        begun, seen = session.begun_at or now, session.seen_at or now
        why = why_ended(begun, seen, user.role, now)
        try:
            if not why and request.path_info not in map(reverse, ASKED_BY_ITSELF):
                session.touch(now)
        except UpdateError:
            why = "ended"
        if why:
            session.flush()
            session["why_ended"] = why
            request.user = AnonymousUser()
