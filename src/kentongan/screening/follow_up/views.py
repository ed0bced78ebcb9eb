"""Referring an applicant, the referrals of a village, and how it went on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import allowed
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record, record_reading
from kentongan.screening.actions import follow_up as actions
from kentongan.screening.catalogues import purposes
from kentongan.screening.follow_up import paper
from kentongan.screening.follow_up.queries import (
    place_names,
    referral_for,
    referrals_for_villages,
    referrals_in_sight,
)
from kentongan.screening.letters.forms import OutcomeForm, ReferralForm, ReplyForm
from kentongan.screening.letters.permissions import (
    check_may_answer,
    check_may_follow_up,
    check_may_write_to,
)
from kentongan.screening.letters.views import found, pdf
from kentongan.screening.models import Application, Recipient, Referral

PAGE_SIZE = 20
type Deed = Callable[[User, Application, dict[str, Any]], object]


def section(viewer: User, application: Application, _now: datetime) -> dict[str, Any]:
    """What the page of an application shows of referrals and of how it went on."""
    may_refer = allowed(check_may_write_to, viewer, application)
    may_follow_up = allowed(check_may_follow_up, viewer, application)
    return {
        "referrals": [
            (one, allowed(check_may_answer, viewer, one))
            for one in referrals_in_sight(viewer).filter(application=application)
        ],
        "outcomes": application.outcomes.select_related("by"),
        "referral_form": ReferralForm() if may_refer else None,
        "outcome_form": OutcomeForm() if may_follow_up else None,
    }


@require_POST
def refer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask somebody to help."""

    def deed(by: User, application: Application, said: dict[str, Any]) -> object:
        return actions.refer(
            by=by, application=application, recipient=said["kepada"], need=said["perlu"],
            agreed=said["setuju"],
        )  # fmt: skip

    done = _("Rujukan terkirim. Yang membantu melihat kebutuhannya, bukan dugaannya.")
    return do(request, uuid, ReferralForm(request.POST), deed, done)


@require_POST
def follow_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down how it went on."""

    def deed(by: User, application: Application, said: dict[str, Any]) -> object:
        return actions.record_outcome(
            by=by, application=application, kind=said["hasil"], words=said["keterangan"]
        )

    return do(request, uuid, OutcomeForm(request.POST), deed, _("Kelanjutan tercatat."))


def do(request: HttpRequest, uuid: UUID, form: forms.Form, deed: Deed, done: str) -> HttpResponse:
    """Do it, or show the form again with what is wrong and what was typed."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    application = found(viewer, uuid)
    if form.is_valid():
        try:
            deed(viewer, application, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, done)
            return redirect("screening:detail", uuid=uuid)
    context = {"form": form, "application": application}
    return render(request, "screening/follow_up_again.html", context, status=422)


@require_GET
def referral_pdf(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """A referral as a paper for who has no account here; a village reads its own on the screen."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    sent = referrals_in_sight(viewer).filter(application=found(viewer, uuid), pk=pk)
    referral = sent.exclude(recipient=Recipient.VILLAGE_OFFICER).first()
    if referral is None or referral.is_erased:
        raise Http404
    content = paper.print_paper(paper.paper_of(referral, timezone.now()))
    with transaction.atomic():
        record(
            viewer, "referral.printed", referral.application.subject,
            row=referral.pk, to=referral.recipient,
        )  # fmt: skip
    return pdf(content, f"{paper.number_of(referral)}.pdf")


@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    """Who needs help in the villages of the viewer: a need, never a suspicion."""
    viewer = viewer_of(request, Kind.REFERRAL)
    page = Paginator(referrals_for_villages(viewer), PAGE_SIZE).get_page(request.GET.get("hal"))
    record_reading(viewer, [one.subject for one in page.object_list], page="referral.listed")
    context = {"page": page, "rows": rows_of(viewer, list(page.object_list)), "query": ""}
    return render(request, "screening/referrals.html", context)


def rows_of(viewer: User, shown: list[Referral]) -> list[dict[str, Any]]:
    """Each referral in words, with its form where it waits for an answer."""
    places = place_names({one.region_code for one in shown})
    labels = {one.id: one.label for one in purposes()}
    return [
        {
            "referral": one,
            "place": places.get(one.region_code, ""),
            "purpose": labels.get(one.purpose, one.purpose),
            "phones": ", ".join(one.told.get("phones", [])),
            "form": ReplyForm(prefix=str(one.pk))
            if allowed(check_may_answer, viewer, one)
            else None,
        }
        for one in shown
    ]


@require_GET
def read_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral, with the form where the viewer may answer it."""
    viewer = viewer_of(request, Kind.REFERRAL)
    referral = referral_in_sight(viewer, pk)
    record_reading(viewer, [referral.subject], page="referral.listed")
    return render(request, "screening/referral.html", {"row": rows_of(viewer, [referral])[0]})


@require_POST
def answer_referral(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a visit."""
    viewer = viewer_of(request, Kind.REFERRAL)
    referral = referral_in_sight(viewer, pk)
    form = ReplyForm(request.POST, prefix=str(pk))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_referral(
                by=viewer, referral=referral, reply=said["jawaban"], words=said["keterangan"]
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return after_answer(request, referral)
    row = rows_of(viewer, [referral])[0] | {"form": form}
    return render(request, "screening/referral.html", {"row": row}, status=422)


def after_answer(request: HttpRequest, referral: Referral) -> HttpResponse:
    """Back to the list of a village; what went to an agency stands in no list."""
    if referral.recipient == Recipient.VILLAGE_OFFICER:
        messages.success(request, _("Jawaban terkirim ke kantor."))
        return redirect("screening:referrals")
    messages.success(request, _("Jawaban lembaga tercatat."))
    return redirect("screening:referral", pk=referral.pk)


def referral_in_sight(viewer: User, pk: int) -> Referral:
    """The referral, or "not found" for strangers and for numbers that do not exist alike."""
    referral = referral_for(viewer, pk)
    if referral is None:
        raise Http404
    return referral
