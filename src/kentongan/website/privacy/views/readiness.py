"""The readiness list: what is missing, how to get it, who signs."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.website import readiness
from kentongan.website.privacy.actions import confirmations
from kentongan.website.privacy.pages import reader, said

LONGEST_NOTE = 500


def role_names(roles: tuple[RoleKey, ...]) -> str:
    return ", ".join(str(role.label) for role in roles)


def line(viewer: User, answer: readiness.Answer) -> dict[str, object]:
    """One item, and what the viewer can do about it."""
    item, signed = answer.item, answer.confirmation
    awaits_second = bool(signed and item.second and not signed.second_by)
    return {
        "answer": answer,
        "roles": role_names(item.roles),
        "second": role_names(item.second),
        "can_sign": signed is None and viewer.role in item.roles,
        "can_countersign": awaits_second and viewer.role in item.second,
        "can_withdraw": bool(signed) and viewer.role in (*item.roles, *item.second),
    }


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The whole list."""
    viewer = reader(request)
    answers = readiness.answers(timezone.now())
    context = {
        "lines": [line(viewer, answer) for answer in answers],
        "missing": sum(not answer.holds for answer in answers),
        "mode": settings.MODE,
    }
    return render(request, "website/privacy/readiness.html", context)


def deed(
    request: HttpRequest, name: str, do: Callable[[User, readiness.Item], object], words: str
) -> HttpResponse:
    """Do something with an item and go back to the list."""
    viewer, item = reader(request), readiness.item_called(name)
    if item is None:
        raise Http404
    do(viewer, item)
    messages.success(request, words)
    return redirect("privacy:readiness")


@require_POST
def sign(request: HttpRequest, name: str) -> HttpResponse:
    """The first signature."""
    note = said(request, "keterangan", LONGEST_NOTE)
    now = timezone.now()
    return deed(
        request,
        name,
        lambda by, item: confirmations.sign(by=by, item=item, note=note, now=now),
        _("Ditandatangani."),
    )


@require_POST
def countersign(request: HttpRequest, name: str) -> HttpResponse:
    """The second signature."""
    now = timezone.now()
    return deed(
        request,
        name,
        lambda by, item: confirmations.countersign(by=by, item=item, now=now),
        _("Ditandatangani dua orang."),
    )


@require_POST
def withdraw(request: HttpRequest, name: str) -> HttpResponse:
    """Signatures taken back."""
    now = timezone.now()
    return deed(
        request,
        name,
        lambda by, item: confirmations.withdraw(by=by, item=item, now=now),
        _("Tanda tangan dicabut. Mode pemakaian sungguhan tidak dapat dimulai lagi."),
    )
