"""Around every page: the database is read from the seat of whoever looks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kentongan.access.standing import keep_standing
from kentongan.access.wall import has_wall, seat_of, seated
from kentongan.accounts.models import User
from kentongan.website.doorkeeper import SAFE


class WallMiddleware:
    """Seats the viewer for the page; what the page writes is written in trusted transactions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not has_wall():
            return self.get_response(request)
        now = timezone.now()
        if request.method in SAFE and isinstance(request.user, User):
            keep_standing(request.user, now)  # for the page's gate too
        with seated(seat_of(request.user, now)):
            return self.get_response(request)
