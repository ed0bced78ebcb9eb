"""The first privacy page and the register of processing."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kentongan.audit.actions import record
from kentongan.website.privacy import register
from kentongan.website.privacy.pages import reader


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and what waits for a second person."""
    reader(request)
    return render(request, "website/privacy/index.html")


@require_GET
def register_page(request: HttpRequest) -> HttpResponse:
    """Every personal column of every table, how long it is kept and why."""
    reader(request)
    day = timezone.localdate()
    context = {"lines": register.lines(day), "day": day, "head": register.HEAD}
    return render(request, "website/privacy/register.html", context)


@require_GET
def register_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet; taking it along is logged."""
    viewer = reader(request)
    with transaction.atomic():
        record(viewer, "privacy.register_exported", "register")
    name = f'attachment; filename="register-{timezone.localdate().isoformat()}.csv"'
    return HttpResponse(
        register.as_csv(timezone.localdate()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )
