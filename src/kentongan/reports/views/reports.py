"""The report pages: thin; writing is done by actions, reading by queries."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from kentongan.access.actions.sealing import keep_sealed
from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import allowed, check_may
from kentongan.access.policy import Kind
from kentongan.access.sealing.queries import identity_about
from kentongan.access.sealing.receipt import grouped
from kentongan.access.sealing.section import MAY_RETURN
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.entities.queries import things_visible_to
from kentongan.reports.actions.reports import record_report, revise_report
from kentongan.reports.content import content_of
from kentongan.reports.errors import Conflict, Incomplete
from kentongan.reports.forms import FilterForm, ReportForm, ReviseForm, initial_of
from kentongan.reports.models import Report
from kentongan.reports.permissions import check_may_protect, check_may_revise, sees_others
from kentongan.reports.queries.imports import import_for
from kentongan.reports.queries.reports import (
    MOST_SEARCHED,
    Wish,
    confidential_to,
    report_for,
    reports_wished,
    revisions_of,
    search_is_cut,
)
from kentongan.reports.rules import source_of
from kentongan.reports.wording import compared, excerpt, noticed_words, place_words, when_words

PAGE_SIZE = 20
LIST_WORDS = {"saya", "wilayah", "dari", "sampai", "instansi", "kata", "hal"}


def found(viewer: User, uuid: UUID) -> Report:
    """The report, or "not found" for strangers and for uuids that do not exist alike."""
    report = report_for(viewer, uuid)
    if report is None:
        raise Http404
    return report


def forged(request: HttpRequest) -> bool:
    """Whether the form's token is not the one of this session.

    The page checks it itself instead of the middleware, so that a text typed before the session
    ended (a new login has a new token) is shown again and not thrown away.
    """
    return CsrfViewMiddleware(empty).process_view(request, empty, (), {}) is not None


def empty(_request: HttpRequest) -> HttpResponse:
    """Stands for the page that the middleware would let through."""
    return HttpResponse()


def kept_text(request: HttpRequest) -> HttpResponse:
    """After the session ended: the typed form goes back to the browser that sent it, unsaved."""
    names = [*ReviseForm.base_fields, *MAY_RETURN]
    fields = [(name, value) for name in names for value in request.POST.getlist(name)]
    context = {"fields": fields, "noticed": request.POST.get("noticed", "")}
    return render(request, "reports/kept.html", context, status=403)


def keeps_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form page that gives a typed text back whatever has become of the session.

    It stands in for the login and token middlewares: strangers are sent to the login or get their
    own text back, and the view itself asks ``forged``.
    """

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, **address: UUID) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, **address)
        if request.method == "POST":
            return kept_text(request)
        return redirect_to_login(request.get_full_path())

    return guarded


@keeps_text
def new(request: HttpRequest) -> HttpResponse:
    """The report form."""
    writer = viewer_of(request, Kind.REPORT)
    check_may(writer, Kind.REPORT, "create")
    today = timezone.localdate()
    if request.method == "POST":
        return receive_form(request, ReportForm(request.POST, writer=writer, today=today))
    form = ReportForm(initial={"uuid": uuid4()}, writer=writer, today=today)
    return render(request, "reports/form.html", {"form": form, "is_fresh": True})


def receive_form(request: HttpRequest, form: ReportForm) -> HttpResponse:
    """Save the form, or show it again with all that was typed and what to do."""
    if forged(request):
        return form_again(request, form, 403, notice=_("Tekan Kirim sekali lagi."))
    if not form.is_valid():
        return form_again(request, with_new_uuid(form) if "uuid" in form.errors else form, 422)
    said = form.cleaned_data
    try:
        with transaction.atomic():
            report = record_report(
                by=form.writer,
                uuid=said["uuid"],
                content=form.content(),
                agency=said.get("agency"),
                hidden_from=said.get("official_agency"),
            )
            receipt = kept_identity(form, report)
    except Incomplete as problem:
        form.add_error(None, problem.faults)
        return form_again(request, form, 422)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return form_again(request, form, 403)
    except Conflict:
        return form_again(request, with_new_uuid(form), 409, is_conflict=True)
    return thanks(request, form, report, receipt)


def thanks(request: HttpRequest, form: ReportForm, report: Report, receipt: str) -> HttpResponse:
    """What happens next; a receipt stands in this answer alone, not at an address of its own."""
    if form.section and form.section.blob:
        return received_page(request, form.writer, report, receipt=receipt)
    return redirect("reports:received", uuid=report.uuid)


def received_page(
    request: HttpRequest, writer: User, report: Report, **context: str
) -> HttpResponse:
    """What happens next, and what the writer may add."""
    shown = {"report": report, "may_protect": allowed(check_may_protect, writer, report), **context}
    return render(request, "reports/received.html", shown)


def kept_identity(form: ReportForm, report: Report) -> str:
    """Keep who told it beside the report; the receipt to show, "" for none."""
    section = form.section
    if section is None or not section.blob:
        return ""
    digits = keep_sealed(
        by=form.writer,
        subject=source_of(report.uuid),
        blob=section.blob,
        seed=section.seed,
        in_browser=section.in_browser,
    )
    return grouped(digits)


def with_new_uuid(form: ReportForm) -> ReportForm:
    """The same typed form as a new report."""
    data = cast(QueryDict, form.data).copy()
    data["uuid"] = str(uuid4())
    return type(form)(data, writer=form.writer, today=form.today)


def form_again(request: HttpRequest, form: ReportForm, status: int, **context: Any) -> HttpResponse:
    """The form with everything that was typed."""
    return render(request, "reports/form.html", {"form": form, **context}, status=status)


@require_GET
def received(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What happens next, for whoever has just reported."""
    viewer = viewer_of(request, Kind.REPORT)
    report = found(viewer, uuid)
    if report.author_id != viewer.pk:
        raise Http404
    return received_page(request, viewer, report)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The reports the viewer may see, newest first."""
    viewer = viewer_of(request, Kind.REPORT)
    if unknown := set(request.GET) - LIST_WORDS:
        raise BadRequest(f"unknown parameters: {len(unknown)}")
    form = FilterForm(request.GET, viewer=viewer)
    wish = form.wish()
    page = Paginator(reports_wished(viewer, wish), PAGE_SIZE).get_page(request.GET.get("hal"))
    lines = [line_of(report) for report in page.object_list]
    record_reading(viewer, confidential_to(viewer, page.object_list), page="report.listed")
    query = request.GET.copy()
    query.pop("hal", None)
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "query": query.urlencode(),
        "is_filtered": wish != Wish(),
        "most_searched": MOST_SEARCHED if search_is_cut(viewer, wish) else 0,
        "sees_others": sees_others(viewer),
    }
    return render(request, "reports/list.html", context)


def line_of(report: Report) -> dict[str, object]:
    """One report as a list shows it."""
    says = report.current
    if says is None:
        raise ValueError(f"report {report.uuid} has no revision")
    return {
        "report": report,
        "excerpt": excerpt(noticed_words(says)),
        "place": place_words(says),
        "when": when_words(says.noticed_on, says.time_precision),
        "is_revised": says.number > 1,
    }


def record_opening(viewer: User, report: Report) -> None:
    """Opening a confidential report is written down before it is shown."""
    if report.label >= Label.CONFIDENTIAL:
        record_reading(viewer, [source_of(report.uuid)], page="report.read", label=report.label)


@require_GET
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One report with all its revisions side by side."""
    viewer = viewer_of(request, Kind.REPORT)
    report = found(viewer, uuid)
    revisions = revisions_of(report)
    context = {
        "report": report,
        "subject": source_of(uuid),
        "line": line_of(report),
        "revisions": revisions,
        "rows": compared(revisions),
        "things": things_visible_to(viewer).filter(
            mentions__source=source_of(uuid), mentions__withdrawn=False
        ),
        "may_revise": allowed(check_may_revise, viewer, report),
        "may_protect": allowed(check_may_protect, viewer, report),
        "is_author": report.author_id == viewer.pk,
        "sealed": identity_about(viewer, source_of(uuid)),
        # The name of a file may betray who sent it: it belongs to the import, not to its reports.
        "line_list": import_for(viewer, report.batch_id) if report.batch_id else None,
    }
    record_opening(viewer, report)
    return render(request, "reports/detail.html", context)


@keeps_text
def revise(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another revision of a report, with a reason."""
    viewer = viewer_of(request, Kind.REPORT)
    report = found(viewer, uuid)
    check_may_revise(viewer, report)
    was = content_of(revisions_of(report)[-1])
    today = timezone.localdate()
    if request.method == "POST":
        form = ReviseForm(request.POST, writer=viewer, today=today, was=was)
        return receive_revision(request, report, form)
    initial = initial_of(was) | {"based_on": report.current.number if report.current else 0}
    form = ReviseForm(initial=initial, writer=viewer, today=today, was=was)
    return revise_page(request, report, form)


def receive_revision(request: HttpRequest, report: Report, form: ReviseForm) -> HttpResponse:
    """Save the revision, or show the form again with all that was typed."""
    if forged(request):
        return revise_page(request, report, form, 403, notice=_("Tekan Simpan sekali lagi."))
    if not form.is_valid():
        return revise_page(request, report, form, 422)
    said = form.cleaned_data
    try:
        revise_report(
            by=form.writer,
            report=report,
            content=form.content(),
            reason=said["reason"],
            based_on=said["based_on"],
        )
    except Incomplete as problem:
        form.add_error(None, problem.faults)
        return revise_page(request, report, form, 422)
    except Conflict:
        return revise_page(request, report, on_newest(form, report), 409, is_conflict=True)
    return redirect("reports:detail", uuid=report.uuid)


def on_newest(form: ReviseForm, report: Report) -> ReviseForm:
    """The same typed form, based on the revision that came in between."""
    data = cast(QueryDict, form.data).copy()
    newest = revisions_of(report)[-1]
    data["based_on"] = str(newest.number)
    return ReviseForm(data, writer=form.writer, today=form.today, was=content_of(newest))


def revise_page(
    request: HttpRequest, report: Report, form: ReviseForm, status: int = 200, **context: Any
) -> HttpResponse:
    """The revise form over its report."""
    record_opening(form.writer, report)
    shown = {"form": form, "report": report, "is_revision": True, **context}
    if context.get("is_conflict"):
        shown["rows"] = compared(revisions_of(report)[-1:])
    return render(request, "reports/revise.html", shown, status=status)
