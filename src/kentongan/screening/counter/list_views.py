"""Pages of the dated lists and of the day's queue out of a file."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, may
from kentongan.engine.spreadsheets.limits import MOST_BYTES
from kentongan.screening.actions.lists import load_list
from kentongan.screening.actions.queue import import_queue
from kentongan.screening.counter.typed import typed_day
from kentongan.screening.lists.queries import lists_of, names_on
from kentongan.screening.models import ListKind

PER_PAGE = 100


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """Every list of the office, and the form that loads one."""
    return render(request, "screening/lists.html", lists_context(request, ""))


def lists_context(request: HttpRequest, problem: str) -> dict[str, Any]:
    """The page of the lists; what was typed stays."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    return {
        "lists": lists_of(viewer),
        "kinds": ListKind.choices,
        "may_load": may(viewer, Kind.INTERVIEW, "load_list"),
        "problem": problem,
        "typed": request.POST,
    }


@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Load a list out of a file."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    check_may(viewer, Kind.INTERVIEW, "load_list")
    content = uploaded(request)
    listed_on = typed_day(request.POST.get("listed_on", ""))
    try:
        if listed_on is None or not content:
            raise Refused(_("Pilih berkas dan tulis tanggal daftarnya."))
        made = load_list(
            by=viewer,
            kind=request.POST.get("kind", ""),
            listed_on=listed_on,
            source=request.POST.get("source", ""),
            content=content,
        )
    except Refused as refusal:
        return render(
            request, "screening/lists.html", lists_context(request, refusal.reason), status=422
        )
    messages.success(request, _("Daftar dimuat. Nama dicari di daftar terbaru."))
    return redirect("counter:list", pk=made.pk)


def uploaded(request: HttpRequest) -> bytes:
    """The bytes of the file; one more than allowed tells that it is too big."""
    upload = request.FILES.get("file")
    return upload.read(MOST_BYTES + 1) if isinstance(upload, UploadedFile) else b""


@require_GET
def list_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One list with its names."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    chosen = get_object_or_404(lists_of(viewer), pk=pk)
    words = request.GET.get("nama", "").strip()
    page = Paginator(names_on(chosen, words), PER_PAGE).get_page(request.GET.get("hal"))
    return render(
        request, "screening/list_names.html", {"list": chosen, "page": page, "words": words}
    )


@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Open the applications of a day out of a list."""
    viewer = viewer_of(request, Kind.INTERVIEW)
    check_may(viewer, Kind.INTERVIEW, "import_queue")
    context: dict[str, Any] = {"problem": "", "result": None}
    if request.method == "POST":
        try:
            if not (content := uploaded(request)):
                raise Refused(_("Pilih berkasnya dahulu."))
            context["result"] = result = import_queue(by=viewer, content=content)
        except Refused as refusal:
            context["problem"] = refusal.reason
        else:
            count = len(result.opened)
            text = ngettext("%(count)d permohonan dibuka.", "%(count)d permohonan dibuka.", count)
            messages.success(request, text % {"count": count})
    return render(
        request, "screening/queue.html", context, status=422 if context["problem"] else 200
    )
