"""The retention page: the dry run, the two signatures, the certificates."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kentongan.access.policy import Kind, may
from kentongan.accounts.step_up import fresh_login_required
from kentongan.audit.models import Destruction
from kentongan.website import retention
from kentongan.website.privacy import certificates
from kentongan.website.privacy.pages import pdf, reader
from kentongan.website.privacy.register import kept_words

PAGE_SIZE = 20


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What is due under each rule, what waits, and the last certificates."""
    viewer = reader(request, "hal")
    now = timezone.now()
    finished = Destruction.objects.exclude(destroyed_by="").order_by("-number")
    context = {
        "lines": [(line, kept_words(line.rule)) for line in retention.plan(now)],
        "waiting": retention.waiting(now),
        "page": Paginator(finished, PAGE_SIZE).get_page(request.GET.get("hal")),
        "may_approve": may(viewer, Kind.PRIVACY, "approve"),
        "may_destroy": may(viewer, Kind.PRIVACY, "destroy"),
        "name": viewer.get_username(),
    }
    return render(request, "website/privacy/retention.html", context)


@require_POST
def approve(request: HttpRequest, rule: str) -> HttpResponse:
    """The first signature, under exactly the list that was shown."""
    viewer = reader(request)
    shown = request.POST.get("daftar", "")
    retention.approve(by=viewer, rule=rule, list_hash=shown, now=timezone.now())
    messages.success(request, _("Disetujui. Sekarang orang kedua memusnahkannya."))
    return redirect("privacy:retention")


def found(**key: int) -> Destruction:
    destruction = Destruction.objects.filter(**key).first()
    if destruction is None:
        raise Http404
    return destruction


@require_POST
@fresh_login_required
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    """The second signature; what it lists is gone afterwards."""
    viewer = reader(request)
    done = retention.destroy(by=viewer, destruction=found(pk=pk), now=timezone.now())
    messages.success(request, _("Dimusnahkan. Berita acaranya di bawah ini."))
    return redirect("privacy:certificate", number=done.number)


@require_GET
def certificate(request: HttpRequest, number: int) -> HttpResponse:
    """The certificate on the screen."""
    reader(request)
    paper = certificates.certificate(found(number=number))
    context = {"paper": paper, "back": "privacy:retention", "number": number}
    return render(request, "website/privacy/paper.html", context)


@require_GET
def certificate_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The certificate on paper."""
    reader(request)
    paper = certificates.certificate(found(number=number))
    return pdf(paper, f"berita-acara-{number}", timezone.now())
