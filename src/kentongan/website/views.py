"""The first page, the language switch, the health check and the error pages."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from kentongan.accounts.models import User
from kentongan.website.dashboards import dashboard


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What needs the viewer now."""
    viewer = cast(User, request.user)  # LoginRequiredMiddleware lets nobody else in
    return render(request, "website/home.html", dashboard(viewer))


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers "ok" when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request the site does not understand."""
    return render(request, "400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A refusal with its reason."""
    reason = getattr(exception, "reason", "")
    return render(request, "403.html", {"reason": reason}, status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not there, or not for this viewer: the page does not tell which."""
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here; needs neither session nor database, so no context of the request."""
    return HttpResponse(render_to_string("500.html"), status=500)
