"""What happens around every request: no page is kept by a cache, a refusal shows its reason."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from kentongan.access.errors import Refused, Unavailable

RETRY_AFTER = "300"  # seconds: somebody has to bring the key file back
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


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
