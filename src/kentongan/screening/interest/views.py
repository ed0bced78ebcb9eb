"""The pages of interest entries: thin."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.screening.actions import interest as deeds
from kentongan.screening.interest import queries
from kentongan.screening.interest.forms import EntryForm
from kentongan.screening.models import Application, InterestEntry
from kentongan.screening.queries import application_for

MOST_SHOWN = 200


def keeper(request: HttpRequest) -> User:
    """Who writes or reviews entries; others find no such page."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    deeds_allowed = ("enter_interest", "review_interest")
    if not any(may(viewer, Kind.INTERVIEW, deed) for deed in deeds_allowed):
        raise Http404
    return viewer


def found(viewer: User, uuid: UUID) -> Application:
    """The application, or "not found" for strangers."""
    try:
        return application_for(viewer, uuid)
    except Application.DoesNotExist:
        raise Http404 from None


def entry_of(viewer: User, uuid: UUID, pk: int) -> InterestEntry:
    """The entry, or "not found" for strangers."""
    entry = queries.entry_for(viewer, found(viewer, uuid), pk)
    if entry is None:
        raise Http404
    return entry


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every open entry of the office, those that end first in front."""
    viewer, today = keeper(request), timezone.localdate()
    lines = queries.lines_of(viewer, queries.open_entries(viewer)[:MOST_SHOWN], today)
    record_reading(
        viewer, [line.entry.application.subject for line in lines], page="interest.listed"
    )
    return render(request, "screening/interest_list.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form of a new entry."""
    viewer = keeper(request)
    application = found(viewer, uuid)
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            deeds.enter_interest(
                by=viewer, application=application, months=said["lama"], reason=said["alasan"]
            )
        except Refused as refusal:
            return entry_page(request, application, form, **failed(refusal))
        return redirect("screening:detail", uuid=uuid)
    status = 422 if request.method == "POST" else 200
    return entry_page(request, application, form, status=status)


@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """A reviewer gives the entry another period."""
    viewer = keeper(request)
    entry = entry_of(viewer, uuid, pk)
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            deeds.renew_interest(by=viewer, entry=entry, months=said["lama"], reason=said["alasan"])
        except Refused as refusal:
            return entry_page(request, entry.application, form, entry=entry, **failed(refusal))
        return redirect("interest:list")
    status = 422 if request.method == "POST" else 200
    return entry_page(request, entry.application, form, status=status, entry=entry)


def failed(refusal: Refused) -> dict[str, Any]:
    """What a page tells of a deed that failed."""
    return {"problem": refusal.reason, "status": 409}


def entry_page(
    request: HttpRequest,
    application: Application,
    form: EntryForm,
    *,
    entry: InterestEntry | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form; ``problem`` tells of a deed that failed."""
    context = {"application": application, "form": form, "problem": problem, "entry": entry}
    return render(request, "screening/interest_form.html", context, status=status)


@require_POST
def lift(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """End the entry now."""
    viewer = keeper(request)
    entry = entry_of(viewer, uuid, pk)
    try:
        deeds.lift_interest(by=viewer, entry=entry)
    except Refused as refusal:
        return entry_page(request, entry.application, EntryForm(), entry=entry, **failed(refusal))
    return redirect("interest:list")
