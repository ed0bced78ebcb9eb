"""Pages of the counter. Each works without JavaScript; with it the same answers come as JSON."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.screening import permissions
from kentongan.screening.actions import interviewing
from kentongan.screening.counter import sections
from kentongan.screening.counter.asking import looked_up
from kentongan.screening.counter.typed import typed_day, typed_sheet
from kentongan.screening.facts.papers import FIELDS
from kentongan.screening.interview.answering import NotAnAnswer
from kentongan.screening.interview.rules import UNKNOWN
from kentongan.screening.models import Application
from kentongan.screening.queries import application_for

JSON = "application/json"
type Deed = Callable[[User, Application], object]


def found(request: HttpRequest, uuid: UUID) -> tuple[User, Application]:
    """The viewer and an application in sight; anything else is not there."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    try:
        return viewer, application_for(viewer, uuid)
    except Application.DoesNotExist:
        raise Http404 from None


@require_GET
def interview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The interview: one question, what was answered, papers, and the facts beside it."""
    viewer, application = found(request, uuid)
    return interview_page(request, viewer, application)


def interview_page(
    request: HttpRequest, viewer: User, application: Application, problem: str = ""
) -> HttpResponse:
    """The page, with what was wrong with the last answer."""
    record_reading(viewer, [application.subject], page="interview.read")
    context = page_context(request, viewer, application, problem)
    context |= sections.facts_section(viewer, application, timezone.now())
    return render(request, "screening/interview.html", context, status=422 if problem else 200)


def page_context(
    request: HttpRequest, viewer: User, application: Application, problem: str = ""
) -> dict[str, Any]:
    """What the interview part shows; ``tanya`` asks for an answered question again."""
    context = sections.interview_section(viewer, application, timezone.now())
    wanted = request.GET.get("tanya", "") or (request.POST.get("question", "") if problem else "")
    context["step"] = sections.step_of(application, wanted)
    context |= {
        "application": application,
        "problem": problem,
        "typed": request.POST.get("answer", "") if problem else context["step"].written,
        "started": int(time.time()),
        "paper_fields": sections.paper_fields(),
        "paper_kinds": sections.paper_kinds(),
    }
    return context


def seconds_since(request: HttpRequest) -> int:
    """The time at the screen, from the moment the form was written."""
    started = request.POST.get("started", "")
    return int(time.time()) - int(started) if started.isdecimal() else 0


@require_POST
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep one answer and ask the next question."""
    viewer, application = found(request, uuid)
    written = UNKNOWN if "unknown" in request.POST else request.POST.get("answer", "")
    try:
        interviewing.keep_answer(
            by=viewer,
            application=application,
            question=request.POST.get("question", ""),
            written=written,
            seconds=seconds_since(request),
        )
    except NotAnAnswer as fault:
        return after_answer(request, viewer, application, str(fault))
    return after_answer(request, viewer, application)


def after_answer(
    request: HttpRequest, viewer: User, application: Application, problem: str = ""
) -> HttpResponse:
    """The next step: as fragments for the script, else as a page."""
    if JSON not in request.headers.get("Accept", ""):
        if problem:
            return interview_page(request, viewer, application, problem)
        return redirect("counter:interview", uuid=application.uuid)
    context = page_context(request, viewer, application, problem)
    parts: dict[str, str] = {"step": render_to_string("screening/_step.html", context, request)}
    if not problem:
        parts["facts"] = facts_html(request, viewer, application)
    return JsonResponse(parts, status=422 if problem else 200)


def facts_html(request: HttpRequest, viewer: User, application: Application) -> str:
    """The facts as a fragment."""
    context = sections.facts_section(viewer, application, timezone.now())
    context["application"] = application
    return render_to_string("screening/_facts_list.html", context, request)


@require_GET
def facts(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The facts of a saved application: ``html`` and ``count``."""
    viewer, application = found(request, uuid)
    record_reading(viewer, [application.subject], page="interview.read")
    context = sections.facts_section(viewer, application, timezone.now())
    context["application"] = application
    html = render_to_string("screening/_facts_list.html", context, request)
    return JsonResponse({"html": html, "count": len(context["facts"])})


@require_POST
def facts_typed(request: HttpRequest) -> HttpResponse:
    """The facts of what is typed so far: ``html`` and ``count``. Nothing is kept but that it was
    asked, and how much was found."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    office = permissions.check_may_open(viewer)
    sheet = typed_sheet(office, request.POST.dict(), timezone.localdate())
    context = looked_up(viewer, sheet)
    html = render_to_string("screening/_facts_list.html", context, request)
    return JsonResponse({"html": html, "count": len(context["facts"])})


def done(request: HttpRequest, uuid: UUID, deed: Deed, sentence: str) -> HttpResponse:
    """Do something to an application and go back to its interview, with what became of it."""
    viewer, application = found(request, uuid)
    try:
        deed(viewer, application)
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, sentence)
    return redirect("counter:interview", uuid=uuid)


@require_POST
def words(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep the words of both."""
    return done(
        request,
        uuid,
        lambda by, application: interviewing.keep_words(
            by=by,
            application=application,
            officer_words=request.POST.get("officer_words", ""),
            applicant_words=request.POST.get("applicant_words", ""),
            seconds=seconds_since(request),
        ),
        _("Catatan disimpan."),
    )


@require_POST
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep what stands on a paper."""
    posted = request.POST
    return done(
        request,
        uuid,
        lambda by, application: interviewing.keep_paper(
            by=by,
            application=application,
            kind=posted.get("kind", ""),
            on=typed_day(posted.get("on", "")),
            told={name: posted.get(name, "") for name in FIELDS},
        ),
        _("Isi dokumen disimpan dan dibandingkan."),
    )


@require_POST
def impression(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep an impression, apart from everything else."""
    return done(
        request,
        uuid,
        lambda by, application: interviewing.keep_impression(
            by=by, application=application, words=request.POST.get("words", "")
        ),
        _("Kesan disimpan terpisah. Kesan tidak dipakai untuk memutuskan."),
    )


@require_POST
def deny(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Remember that a fact is about somebody or something else."""
    return done(
        request,
        uuid,
        lambda by, application: interviewing.deny(
            by=by,
            application=application,
            key=request.POST.get("key", ""),
            reason=request.POST.get("reason", ""),
        ),
        _("Dicatat: bukan orang atau hal yang sama. Fakta itu tidak ditampilkan lagi."),
    )
