"""The pages of the desk: thin; what is shown comes from queries, what is done from actions."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import allowed, check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.screening import permissions, queries, sections
from kentongan.screening.actions import applications, deciding, examining, facts, objecting
from kentongan.screening.applicants import read_applicant
from kentongan.screening.catalogues import GRAVE
from kentongan.screening.clocks import Clock, clock_of, clocks_of
from kentongan.screening.forms import (
    ApplicantForm,
    DecideForm,
    ExamineForm,
    ObjectForm,
    ProposeForm,
    QueueForm,
    ResumeForm,
    ReviewForm,
    TakeOverForm,
    WordsForm,
    told_before,
)
from kentongan.screening.models import Application
from kentongan.screening.wording import BADGES, STATES

PAGE_SIZE = 25
type FormOf = Callable[[User, Application], forms.Form]
type Deed = Callable[[User, Application, forms.Form], object]


def found(viewer: User, uuid: UUID) -> Application:
    """The application, or "not found" for strangers and for names that do not exist alike."""
    try:
        return queries.application_for(viewer, uuid)
    except Application.DoesNotExist:
        raise Http404 from None


@require_GET
def day_queue(request: HttpRequest) -> HttpResponse:
    """The day's queue, with the counts of the day and the way to take one over."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    return queue_page(request, viewer, TakeOverForm())


def queue_page(
    request: HttpRequest, viewer: User, taking: TakeOverForm, status: int = 200
) -> HttpResponse:
    """The list; ``taking`` comes back with what was wrong."""
    today = timezone.localdate()
    form = QueueForm(request.GET)
    wish = form.wish()
    rows = queries.queue(viewer, wish, today)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("hal"))
    record_reading(viewer, queries.confidential(page.object_list), page="interview.listed")
    query = request.GET.copy()
    query.pop("hal", None)
    counts = queries.counts_of_the_day(viewer, today)
    clocks = clocks_of(page.object_list, today)
    context = {
        "form": form,
        "taking": taking,
        "page": page,
        "rows": [row_of(one, clocks.get(one.pk)) for one in page.object_list],
        "query": query.urlencode(),
        "is_filtered": wish != queries.Wish(),
        "counts": [(STATES[state], counts[state]) for state in STATES if state in counts],
    }
    return render(request, "screening/list.html", context, status=status)


def row_of(application: Application, clock: Clock | None) -> dict[str, Any]:
    """One line of the list."""
    state = application.state
    return {"row": application, "state": STATES[state], "badge": BADGES[state], "clock": clock}


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """By its exact number or that of SIMKIM; one that the viewer has already is opened."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        return queue_page(request, viewer, form, 422)
    number = form.cleaned_data["nomor"]
    if held := queries.in_hand(viewer, number):
        return redirect("screening:detail", uuid=held.uuid)
    try:
        taken = applications.take_over(by=viewer, number=number)
    except Refused as refusal:
        form.add_error("nomor", refusal.reason)
        return queue_page(request, viewer, form, 409)
    return redirect("screening:detail", uuid=taken.uuid)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open an application."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    check_may(viewer, Kind.INTERVIEW, "create")
    today = timezone.localdate()
    form = ApplicantForm(request.POST or None, viewer=viewer, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            opened = applications.open_application(by=viewer, told=form.told())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("counter:interview", uuid=opened.uuid)
    return render(request, "screening/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put right who applies and for what."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    application = found(viewer, uuid)
    today = timezone.localdate()
    initial = told_before(application)
    form = ApplicantForm(request.POST or None, initial=initial, viewer=viewer, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            told = form.told(read_applicant(application.told))
            applications.amend_application(by=viewer, application=application, told=told)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("screening:detail", uuid=uuid)
    record_reading(viewer, [application.subject], page="interview.read")
    context = {"form": form, "application": application}
    return render(request, "screening/new.html", context, status=422 if form.errors else 200)


@require_GET
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One application: who, what was found, what was proposed and decided, what comes next."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    return application_page(request, viewer, found(viewer, uuid))


def application_page(
    request: HttpRequest, viewer: User, application: Application, **more: Any
) -> HttpResponse:
    """The page; ``problem``, ``failed`` (move → bound form), ``status`` tell of a failed step."""
    status, failed = more.pop("status", 200), more.pop("failed", {})
    record_reading(viewer, [application.subject], page="interview.read", label=application.label)
    context = sections.filled(viewer, application, timezone.now())
    # What was typed is shown again, so that a refusal costs no words.
    context["forms"] |= failed
    context |= {
        "application": application,
        "subject": application.subject,
        "state": STATES[application.state],
        "badge": BADGES[application.state],
        "clock": clock_of(application, timezone.localdate()),
        "is_in_hand": application.handler_id == viewer.pk,
        "sections": sections.templates(),
        **more,
    }
    return render(request, "screening/detail.html", context, status=status)


def do(request: HttpRequest, uuid: UUID, name: str, form_of: FormOf, deed: Deed) -> HttpResponse:
    """Check the form, do the deed, go back; on a refusal show the page with why."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    application = found(viewer, uuid)
    form = form_of(viewer, application)
    problem = ""
    if form.is_valid():
        try:
            deed(viewer, application, form)
        except Refused as refusal:
            problem = refusal.reason
        else:
            return redirect("screening:detail", uuid=uuid)
    fresh = found(viewer, uuid)
    status = 409 if problem else 422
    why = problem or _("Periksa isian di bawah.")
    more = {"problem": why, "failed": {name: form}, "status": status}
    return application_page(request, viewer, fresh, **more)


@require_POST
def propose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Propose a decision; a light one is decided at once where the button says so."""

    def form_of(viewer: User, application: Application) -> forms.Form:
        if allowed(permissions.check_may_propose, viewer, application):
            # What is cited must hold now, not when it was last looked for.
            facts.refresh(by=viewer, application=application)
        findings = queries.citable(viewer, application)
        return ProposeForm(request.POST, findings=findings, today=timezone.localdate())

    def deed(by: User, application: Application, form: forms.Form) -> None:
        wish = cast(ProposeForm, form).proposed()
        deciding.propose(by=by, application=application, wish=wish)
        if "langsung" in request.POST and wish.decision not in GRAVE:
            deciding.decide(by=by, application=application)

    return do(request, uuid, "propose", form_of, deed)


@require_POST
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Decide as proposed."""
    return do(
        request,
        uuid,
        "decide",
        lambda viewer, application: DecideForm(request.POST),
        lambda by, application, form: deciding.decide(
            by=by, application=application, words=form.cleaned_data["kata"]
        ),
    )


@require_POST
def give_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send the proposal back, or take one's own back."""
    return do(
        request,
        uuid,
        "give_back",
        lambda viewer, application: WordsForm(request.POST),
        lambda by, application, form: deciding.give_back(
            by=by, application=application, words=form.cleaned_data["kata"]
        ),
    )


@require_POST
def resume(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open it again."""
    return do(
        request,
        uuid,
        "resume",
        lambda viewer, application: ResumeForm(request.POST),
        lambda by, application, form: deciding.resume(
            by=by, application=application, papers_came=form.cleaned_data["lengkap"]
        ),
    )


@require_POST
def object_to(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an objection in."""
    return do(
        request,
        uuid,
        "object",
        lambda viewer, application: ObjectForm(request.POST),
        lambda by, application, form: objecting.object_to(
            by=by,
            application=application,
            words=form.cleaned_data["kata"],
            received_on=form.cleaned_data["tanggal"],
        ),
    )


@require_POST
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer an objection."""
    return do(
        request,
        uuid,
        "review",
        lambda viewer, application: ReviewForm(request.POST),
        lambda by, application, form: objecting.review(
            by=by,
            application=application,
            overturn=form.cleaned_data["hasil"] == "ya",
            words=form.cleaned_data["kata"],
        ),
    )


@require_POST
def examine(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down the result of an examination record."""

    def deed(by: User, application: Application, form: forms.Form) -> None:
        said = form.cleaned_data
        result = examining.Result(
            said["nomor"], said["keterangan"], said["hasil"] == "palsu", said["tanggal"]
        )
        examining.record_examination(by=by, application=application, result=result)
        messages.success(request, _("Hasil BAP dicatat."))

    return do(request, uuid, "examine", lambda viewer, application: ExamineForm(request.POST), deed)
