"""What the privacy pages share: who looks, which parameters they take, how a deed is tried."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.website.privacy.documents import Paper, print_paper

REFUSED, UNREADABLE = 409, 422


def reader(request: HttpRequest, *parameters: str) -> User:
    """Who looks; raises Http404 for strangers, BadRequest for an unknown parameter."""
    viewer = viewer_of(request, Kind.PRIVACY)
    if set(request.GET) - set(parameters):
        raise BadRequest
    return viewer


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, empty or not; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def said(request: HttpRequest, name: str, longest: int) -> str:
    """What stands in a box outside a form: cut, and without NUL, which PostgreSQL cannot keep."""
    return request.POST.get(name, "").replace("\0", "")[:longest]


def tried(form: forms.Form, deed: Callable[[], object]) -> int:
    """Does the deed when the form is readable. 0 when done, else the status of the page.

    The reason of a refusal stands above the form, with what the person wrote.
    """
    if not form.is_valid():
        return UNREADABLE
    try:
        deed()
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return REFUSED
    return 0


def pdf(paper: Paper, name: str, at: datetime) -> HttpResponse:
    """The paper as a file to look at or to print."""
    content = print_paper(paper, at)
    disposition = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)
