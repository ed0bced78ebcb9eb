"""The papers to fill in, sign and keep."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kentongan.website.privacy.files import FILES, File, editable, paper
from kentongan.website.privacy.pages import pdf, reader


def found(name: str) -> File:
    if name not in FILES:
        raise Http404
    return FILES[name]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All papers."""
    reader(request)
    return render(request, "website/privacy/files.html", {"files": FILES.values()})


@require_GET
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One paper on the screen."""
    reader(request)
    shown = paper(found(name), timezone.localdate())
    context = {"paper": shown, "back": "privacy:files", "file": name}
    return render(request, "website/privacy/paper.html", context)


@require_GET
def file_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """One paper to print."""
    reader(request)
    return pdf(paper(found(name), timezone.localdate()), name, timezone.now())


@require_GET
def file_text(request: HttpRequest, name: str) -> HttpResponse:
    """One paper as text that can be edited."""
    reader(request)
    text = editable(found(name), timezone.localdate())
    disposition = {"Content-Disposition": f'attachment; filename="{name}.md"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=disposition)
