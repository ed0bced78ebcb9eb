"""The door of every page: an address nobody put under the policy is not there."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.doors import Door, doors
from kentongan.access.pages import reads
from kentongan.access.policy import cell, may
from kentongan.access.standing import keep_standing, standing_of
from kentongan.access.subjects import tidy_subject
from kentongan.accounts.models import User

SAFE = {"GET", "HEAD", "OPTIONS"}


class DoorMiddleware:
    """Looks every address up in ``doors.yaml``; the views keep their own checks behind it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _positional: list[Any],
        address: Mapping[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        door = doors().get(match.view_name if match else "")
        if door is None:
            raise Http404
        if not isinstance(request.user, User):
            return None  # open to strangers by decision, or sent to the login before this
        if request.method in SAFE or door.export:
            keep_standing(request.user, timezone.now(), on_paper=door.export)
        check_kind(request.user, door)
        return self.refusal(request, door, address)

    def refusal(
        self, request: HttpRequest, door: Door, address: Mapping[str, Any]
    ) -> HttpResponse | None:
        """The page that says why not, for who lacks the deed or has only an emergency's sight."""
        viewer = request.user
        if not isinstance(viewer, User):
            return None
        reason = ""
        if door.kind and door.deed and not may(viewer, door.kind, door.deed):
            reason = _("Peran Anda tidak diberi hak untuk langkah ini. Hubungi kepala seksi.")
        elif request.method not in SAFE and is_only_opened(viewer, door.subject_in(address)):
            reason = _("Catatan ini dibuka dalam keadaan darurat: hanya untuk dibaca.")
        return render(request, "403.html", {"reason": reason}, status=403) if reason else None


def check_kind(viewer: User, door: Door) -> None:
    """Raises Http404 for who has nothing to do with the kind of record behind the door."""
    if door.kind and cell(viewer, door.kind).is_empty and not reads(viewer, door.kind):
        raise Http404


def is_only_opened(viewer: User, subject: str) -> bool:
    """Whether an emergency of the viewer has opened this subject."""
    try:
        return bool(subject) and tidy_subject(subject) in opened_by(viewer)
    except ValueError:
        return False


def opened_by(viewer: User) -> frozenset[str]:
    """The subjects that an emergency shows the viewer now."""
    return standing_of(viewer, timezone.now()).opened
