"""The page on which the author of a report notes whom to protect; nobody else finds it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.people.telling import areas_of, told_rows
from kentongan.entities.person_queries import protected_beside
from kentongan.entities.queries import place_names
from kentongan.entities.sides import PROTECTED
from kentongan.reports.actions.protecting import no_longer_protect_person, protect_person
from kentongan.reports.models import Report
from kentongan.reports.permissions import check_may_protect
from kentongan.reports.protect_form import ProtectForm
from kentongan.reports.rules import source_of
from kentongan.reports.views.reports import found


def own_report(request: HttpRequest, uuid: UUID) -> tuple[User, Report]:
    """The viewer and a report of his own; that of somebody else is "not found" here."""
    viewer = viewer_of(request, Kind.PROTECTED_PERSON)
    report = found(viewer, uuid)
    if report.author_id != viewer.pk:
        raise Http404
    check_may_protect(viewer, report)
    return viewer, report


@require_http_methods(["GET", "POST"])
def protect(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whom the author noted beside this report, and the form for one more."""
    viewer, report = own_report(request, uuid)
    today = timezone.localdate()
    if request.method == "GET":
        return protect_page(request, viewer, report, ProtectForm(today=today))
    form = ProtectForm(request.POST, today=today)
    if not form.is_valid() or not is_noted(viewer, report, form):
        return protect_page(request, viewer, report, form, 422)
    messages.success(request, _("Tercatat. Hanya Anda yang melihatnya di sini."))
    if form.doubt:
        messages.warning(request, form.doubt)
    return redirect("reports:protect", uuid=uuid)


def is_noted(viewer: User, report: Report, form: ProtectForm) -> bool:
    """Whether the person was noted; a refusal is told beside the name."""
    try:
        protect_person(by=viewer, report=report, person=form.person())
    except Refused as refusal:
        form.add_error("person_name", refusal.reason)
        return False
    return True


def protect_page(
    request: HttpRequest, viewer: User, report: Report, form: ProtectForm, status: int = 200
) -> HttpResponse:
    """The page; who stands on it is written down first."""
    noted = protected_beside(viewer, source_of(report.uuid))
    subjects = [f"{PROTECTED.word}:{one.pk}" for one in noted]
    record_reading(viewer, subjects, page="person.listed")
    context = {"report": report, "form": form, "lines": lines_of(noted)}
    return render(request, "reports/protect.html", context, status=status)


def lines_of(noted: list[AnyPersonMention]) -> list[tuple[AnyPersonMention, list[tuple[Any, str]]]]:
    """Each with what is told beside the name."""
    people = [(one, one.person) for one in noted]
    places = place_names({code for _one, person in people for code in areas_of(person)})
    return [(one, told_rows(person, places)[1:]) for one, person in people]


@require_POST
def no_longer_protect(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Take one of them back."""
    viewer, report = own_report(request, uuid)
    noted = protected_beside(viewer, source_of(uuid))
    mention = next((one for one in noted if one.pk == pk), None)
    if mention is None:
        raise Http404
    no_longer_protect_person(by=viewer, report=report, mention=mention)
    messages.success(request, _("Catatan itu ditarik kembali."))
    return redirect("reports:protect", uuid=uuid)
