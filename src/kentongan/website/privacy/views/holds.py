"""The page of legal holds and its four deeds."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.audit.holds import standing_holds
from kentongan.audit.models import Hold
from kentongan.website.privacy.actions import holds as deeds
from kentongan.website.privacy.forms import HoldForm, ReasonForm
from kentongan.website.privacy.pages import posted, reader, tried

MOST_PAST = 50


@require_http_methods(["GET", "POST"])
def holds(request: HttpRequest) -> HttpResponse:
    """The standing holds, the past ones, and the form for a new one."""
    viewer = reader(request)
    form = HoldForm(posted(request))
    status = 200
    if request.method == "POST":
        status = tried(
            form,
            lambda: deeds.propose_hold(
                by=viewer,
                subject=form.cleaned_data["yang_ditahan"].strip(),
                reason=form.cleaned_data["alasan"],
                basis=form.cleaned_data["dasar"],
                review_on=form.cleaned_data["ditinjau"],
                now=timezone.now(),
            ),
        )
        if status == 0:
            messages.success(request, _("Penahanan diusulkan. Sekarang perlu orang kedua."))
            return redirect("privacy:holds")
    now = timezone.now()
    standing = list(standing_holds(now))
    past = Hold.objects.exclude(pk__in=[hold.pk for hold in standing])[:MOST_PAST]
    context = {"form": form, "standing": standing, "past": past, "today": timezone.localdate()}
    return render(request, "website/privacy/holds.html", context, status=status)


def found(pk: int) -> Hold:
    hold = Hold.objects.filter(pk=pk).first()
    if hold is None:
        raise Http404
    return hold


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second signature under a hold."""
    deeds.confirm_hold(by=reader(request), hold=found(pk), now=timezone.now())
    messages.success(request, _("Penahanan berlaku sampai dilepas dua orang."))
    return redirect("privacy:holds")


@require_POST
def ask_release(request: HttpRequest, pk: int) -> HttpResponse:
    """The first signature under a release."""
    viewer, hold = reader(request), found(pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["alasan"] if form.is_valid() else ""
    deeds.propose_release(by=viewer, hold=hold, reason=reason, now=timezone.now())
    messages.success(request, _("Pelepasan diusulkan. Sekarang perlu orang kedua."))
    return redirect("privacy:holds")


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """The second signature under a release."""
    deeds.confirm_release(by=reader(request), hold=found(pk), now=timezone.now())
    messages.success(request, _("Penahanan dilepas. Jadwal retensi berlaku lagi."))
    return redirect("privacy:holds")
