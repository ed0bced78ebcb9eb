"""Pages of letters: looked at before they are printed, read aloud, downloaded as printed."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import allowed
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record, record_reading
from kentongan.screening.actions import handing_over
from kentongan.screening.actions import letters as actions
from kentongan.screening.cases import standing_of
from kentongan.screening.interest.queries import ended_with_decision
from kentongan.screening.letters import annex
from kentongan.screening.letters.content import Letter as Content
from kentongan.screening.letters.content import spoken
from kentongan.screening.letters.forms import HandoverForm, PapersForm
from kentongan.screening.letters.permissions import (
    check_may_annex,
    check_may_print,
)
from kentongan.screening.letters.printing import Size, print_letter
from kentongan.screening.letters.sections import standing_proposal
from kentongan.screening.models import Application, Letter, Proposal
from kentongan.screening.queries import application_for

SIZES = {"a4": Size.NORMAL, "besar": Size.LARGE}


def found(viewer: User, uuid: UUID) -> Application:
    """The application, or "not found" for strangers and for uuids that do not exist alike."""
    try:
        return application_for(viewer, uuid)
    except Application.DoesNotExist:
        raise Http404 from None


def letter_of(viewer: User, uuid: UUID, pk: int) -> Letter:
    """A letter of an application in sight that still says something."""
    letter = found(viewer, uuid).letters.filter(pk=pk).first()
    if letter is None or letter.is_erased:
        raise Http404
    return letter


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The letter of the standing proposal as it would be printed; printing it stores it."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    application = found(viewer, uuid)
    proposal = standing_proposal(application)
    if proposal is None:
        messages.error(request, _("Belum ada usulan. Usulkan keputusan, lalu cetak suratnya."))
        return redirect("screening:detail", uuid=uuid)
    data = request.POST if request.method == "POST" else request.GET
    form = PapersForm(data, application=application)
    papers = form.cleaned_data["kertas"] if form.is_valid() else []
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.print_decision_letter(by=viewer, proposal=proposal, papers=papers)
        except Refused as refusal:
            problem = refusal.reason
        else:
            return redirect("screening:letter", uuid=uuid, pk=letter.pk)
    return compose_page(request, viewer, proposal, form, problem)


def compose_page(
    request: HttpRequest, viewer: User, proposal: Proposal, form: PapersForm, problem: str
) -> HttpResponse:
    """The page with the letter below the papers to tick."""
    application = proposal.application
    papers = form.cleaned_data.get("kertas", []) if form.is_valid() else []
    record_reading(viewer, [application.subject], page="letter.read")
    try:
        content = actions.preview(proposal, papers, timezone.now())
    except KeyError:
        content = None
        problem = problem or _("Alasan berkode ini tidak berlaku hari ini. Pilih alasan lain.")
    context = {
        "application": application,
        "form": form,
        "letter": content,
        "problem": problem,
        "may_print": allowed(check_may_print, viewer, proposal),
    }
    status = 409 if problem and request.method == "POST" else 200
    return render(request, "screening/letter_preview.html", context, status=status)


@require_POST
def print_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The letter that answers the objection."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    application = found(viewer, uuid)
    objection = standing_of(application).objection
    if objection is None:
        messages.error(request, _("Tidak ada keberatan yang sudah dijawab pada permohonan ini."))
        return redirect("screening:detail", uuid=uuid)
    try:
        letter = actions.print_answer_letter(
            by=viewer, objection=objection, entry_ended_on=ended_with_decision(application)
        )
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("screening:detail", uuid=uuid)
    return redirect("screening:letter", uuid=uuid, pk=letter.pk)


@require_POST
def hand_over(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Write down how a letter came to the applicant; what is wrong is said with what was typed."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    letter, form = letter_of(viewer, uuid, pk), HandoverForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        given = handing_over.Given(said["cara"], said["kepada"], said["tanggal"])
        try:
            handing_over.hand_over(by=viewer, letter=letter, given=given)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Penyerahan surat tercatat."))
            return redirect("screening:detail", uuid=uuid)
    context = {"form": form, "application": letter.application}
    return render(request, "screening/follow_up_again.html", context, status=422)


@require_GET
def read(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """A letter as it is read, alone or aloud; with its papers to download."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    letter = letter_of(viewer, uuid, pk)
    record_reading(viewer, [letter.application.subject], page="letter.read")
    content = Content.restored(letter.content)
    context = {"letter": content, "stored": letter, "spoken": spoken(content), "uuid": uuid}
    return render(request, "screening/letter.html", context)


@require_GET
def download(request: HttpRequest, uuid: UUID, pk: int, size: str) -> HttpResponse:
    """A letter on A4, as it was printed; the same bytes each time."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    letter = letter_of(viewer, uuid, pk)
    if size not in SIZES:
        raise Http404
    content = print_letter(Content.restored(letter.content), SIZES[size])
    with transaction.atomic():
        record(
            viewer, "letter.delivered", letter.application.subject, number=letter.number, size=size
        )
    return pdf(content, f"{letter.number}-{size}.pdf")


@require_GET
def examination_annex(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What the enforcement section needs beside its record of the examination."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    application = found(viewer, uuid)
    try:
        check_may_annex(viewer, application)
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("screening:detail", uuid=uuid)
    content = annex.print_annex(annex.annex_of(application, viewer, timezone.now()))
    with transaction.atomic():
        record(viewer, "application.annex_exported", application.subject)
    return pdf(content, f"lampiran-bap-{application.number}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper, shown by the browser."""
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)
