"""What happens around every request: no page is kept by a cache, a refusal shows its reason, a
knock at a closed door is written down, and nothing is shown that could not be written down.
"""

from collections.abc import Callable

from django.db import DatabaseError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from kentongan.access.errors import Refused
from kentongan.access.second_factor import missing_step
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.audit.errors import Unrecorded
from kentongan.encryption.errors import Unavailable
from kentongan.website.records import exists, subject_of

RETRY_AFTER = "300"  # seconds: somebody has to bring the key file back
SOON = "10"  # seconds: the log is busy
# Every power of the browser that pages may lose; security keys stay allowed to our own pages.
POWERS = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media"),
    *("fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"),
    *("magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb", "window-management"),
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{power}=()" for power in POWERS)
# What somebody without a second factor may open: enrolling it, and going.
OPEN_WITHOUT_IT = {"account_logout", "account_reauthenticate", "account_inactive"}
OPEN_WITHOUT_IT |= {"language", "healthz", "account_login", "account_use_code"}


class NoStoreMiddleware:
    """Adds ``Cache-Control: no-store`` to every page that does not say otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SecondFactorMiddleware:
    """Leads to the second factor, and nowhere else, whoever still has to enrol or show it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_WITHOUT_IT or name.startswith("mfa_"):
            return None
        step = missing_step(request)
        return redirect(step) if step else None


class AttemptMiddleware:
    """Writes down who asked for a record and did not get it (403, 404).

    A record that exists and one that does not cost the same: the same look, the same row; so the
    time of the answer tells nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in {403, 404}:
            return response
        try:
            record_attempt(request, response.status_code)
        except (Unrecorded, DatabaseError):
            return not_now()
        return response


def record_attempt(request: HttpRequest, status: int) -> None:
    """One row about a request that named a record; nothing for strangers to the site."""
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or not isinstance(user, User):
        return
    if subject := subject_of(match.view_name, match.kwargs):
        found = exists(subject)
        with transaction.atomic():
            record(user, "access.attempt", subject, code=status, found=found, page=match.view_name)


class RefusalMiddleware:
    """Turns ``Refused`` (403) and what cannot be shown now (503) from any depth into a page, once.

    What could not be written down, or not in time, is not shown either: 503, try again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "403.html", {"reason": exception.reason}, status=403)
        if isinstance(exception, Unavailable):
            return not_now(exception.reason)
        if isinstance(exception, Unrecorded | OperationalError):
            return not_now()
        return None


def not_now(reason: str = "") -> HttpResponse:
    """The page that holds nothing of the record; it needs neither session nor database."""
    headers = {"Retry-After": RETRY_AFTER if reason else SOON}
    page = render_to_string("503.html", {"reason": reason})
    return HttpResponse(page, status=503, headers=headers)
