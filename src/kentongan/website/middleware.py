"""What happens around every request: no page is kept by a cache, a refusal shows its reason."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from kentongan.access.errors import Refused, Unavailable
from kentongan.access.second_factor import missing_step

RETRY_AFTER = "300"  # seconds: somebody has to bring the key file back
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


class RefusalMiddleware:
    """Turns ``Refused`` (403) and ``Unavailable`` (503) from any depth into a page, once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "403.html", {"reason": exception.reason}, status=403)
        if isinstance(exception, Unavailable):
            page = render_to_string("503.html", {"reason": exception.reason})
            return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER})
        return None
