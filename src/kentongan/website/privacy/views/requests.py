"""The pages of data subjects' requests."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.accounts.step_up import fresh_login_required
from kentongan.audit.actions import record_reading
from kentongan.website.models import Decision, SubjectRequest, Wish
from kentongan.website.privacy import subject
from kentongan.website.privacy.actions import answers
from kentongan.website.privacy.clocks import hours_left
from kentongan.website.privacy.forms import AnswerForm, RequestForm
from kentongan.website.privacy.pages import pdf, posted, reader, tried

PAGE_SIZE = 20


@require_http_methods(["GET", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    """All requests with their clocks, without names, and the form for a new one."""
    viewer = reader(request, "hal")
    form, status = RequestForm(posted(request)), 200
    if request.method == "POST":
        made: list[SubjectRequest] = []
        status = tried(form, lambda: made.append(receive(viewer, form.cleaned_data)))
        if status == 0:
            return redirect("privacy:request", pk=made[0].pk)
    page = Paginator(SubjectRequest.objects.all(), PAGE_SIZE).get_page(request.GET.get("hal"))
    context = {
        "form": form,
        "page": page,
        "rows": [(one, clock(one)) for one in page],
        "may_answer": may(viewer, Kind.PRIVACY, "answer"),
    }
    return render(request, "website/privacy/requests.html", context, status=status)


def receive(by: User, said: dict[str, Any]) -> SubjectRequest:
    told = answers.Told(
        said["nama"], said["kontak"], said["bukti"], said["ditanyakan"], said["keterangan"]
    )
    return answers.receive(by=by, wish=Wish(said["permintaan"]), said=told, now=timezone.now())


def clock(one: SubjectRequest) -> dict[str, object]:
    """How the time stands."""
    now = timezone.now()
    return {"hours": hours_left(one.due_at, now), "late": subject.is_late(one, now)}


def found(pk: int) -> SubjectRequest:
    one = SubjectRequest.objects.filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def page(
    request: HttpRequest, viewer: User, one: SubjectRequest, form: forms.Form, status: int = 200
) -> HttpResponse:
    """One request; it names a person, so reading it is logged first."""
    record_reading(viewer, [f"subject_request:{one.pk}"], page="subject_request.read")
    context = {
        "one": one,
        "clock": clock(one),
        "form": form,
        "may_answer": may(viewer, Kind.PRIVACY, "answer"),
        "is_mine": one.prepared_by_id == viewer.pk,
    }
    return render(request, "website/privacy/request.html", context, status=status)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request."""
    viewer = reader(request)
    return page(request, viewer, found(pk), AnswerForm())


@require_POST
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the answer."""
    viewer, one, form = reader(request), found(pk), AnswerForm(request.POST)

    def deed() -> None:
        said = form.cleaned_data
        decision = Decision(said["putusan"])
        answers.prepare(
            by=viewer, request=one, decision=decision, ground=said["alasan"], now=timezone.now()
        )

    if status := tried(form, deed):
        return page(request, viewer, one, form, status)
    messages.success(request, _("Jawaban disiapkan. Sekarang orang kedua memeriksanya."))
    return redirect("privacy:request", pk=pk)


def done(request: HttpRequest, pk: int, deed: Callable[[User], object], said: str) -> HttpResponse:
    deed(reader(request))
    messages.success(request, said)
    return redirect("privacy:request", pk=pk)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The second signature, under exactly the answer that was shown."""
    one, shown, now = found(pk), request.POST.get("sidik", ""), timezone.now()
    return done(
        request,
        pk,
        lambda by: answers.approve(by=by, request=one, document_hash=shown, now=now),
        _("Disetujui. Jawaban dapat dicetak dan diserahkan."),
    )


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Handed over."""
    one, now = found(pk), timezone.now()
    return done(request, pk, lambda by: answers.close(by=by, request=one, now=now), _("Selesai."))


@require_GET
@fresh_login_required
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The approved answer as PDF; taking it along is logged."""
    viewer = reader(request)
    one = answers.take_along(by=viewer, request=found(pk), door="page")
    return pdf(subject.paper(one), f"jawaban-{one.pk}", timezone.now())
