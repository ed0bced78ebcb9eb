"""Around every page: the database is read from the seat of whoever looks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kentongan.access.wall import has_wall, seated, sit


class WallMiddleware:
    """Seats the viewer for the page; what the page writes is written in trusted transactions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not has_wall():
            return self.get_response(request)
        with seated(sit(request.user, timezone.now())):
            return self.get_response(request)
