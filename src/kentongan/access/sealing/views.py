"""The pages under /penyegelan/: the circle of keys, requests, and the two steps of opening."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from kentongan.access.actions import sealing as actions
from kentongan.access.errors import Refused
from kentongan.access.models.sealing import Opening, SealedIdentity
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import allowed
from kentongan.access.policy import Kind, may
from kentongan.access.sealing import queries, rules
from kentongan.access.sealing.envelope import FEWEST, MOST, Identity
from kentongan.access.sealing.forms import KeyForm, RequestForm, StepForm
from kentongan.access.sealing.permissions import check_may_hold, check_may_request
from kentongan.access.sealing.section import LABELS
from kentongan.accounts.models import User
from kentongan.accounts.step_up import fresh_login_required

READ = ["GET", "POST"]
SHOWN_OPENINGS = 30


def proved_before_typing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like ``fresh_login_required``, but a passphrase that comes too late is thrown away.

    The page is opened anew instead of being kept and sent again after the proof: what was typed
    must not lie in the session for a moment.
    """
    guarded = fresh_login_required(view)

    @wraps(view)
    def page(request: HttpRequest, *found: object) -> HttpResponse:
        try:
            return guarded(request, *found)
        except ReauthenticationRequired:
            if request.method != "POST":
                raise
            return redirect(request.path)

    return page


def participant(request: HttpRequest) -> User:
    """The person looking, who asks or opens; nobody else finds these pages."""
    viewer = viewer_of(request, Kind.REPORTER)
    if viewer.office is None or not queries.takes_part(viewer):
        raise Http404
    if request.GET:
        raise BadRequest("unknown parameters")
    return viewer


@require_GET
def circle(request: HttpRequest) -> HttpResponse:
    """Who holds a key, whether identities can be sealed, and the requests."""
    viewer = participant(request)
    actions.drop_stale_halves(now=timezone.now())
    office = viewer.office
    seats = queries.seats(office) if office else []
    ready = sum(seat.key is not None for seat in seats)
    context = {
        "seats": seats,
        "ready": ready,
        "most": MOST,
        "is_enough": ready >= FEWEST,
        "own_key": queries.own_key(viewer),
        "may_hold": allowed(check_may_hold, viewer),
        "lines": [line_of(one) for one in queries.openings_of(viewer)[:SHOWN_OPENINGS]],
    }
    return render(request, "access/circle.html", context)


def line_of(opening: Opening) -> dict[str, object]:
    """One request as a list shows it."""
    stage = queries.stage_of(opening)
    is_open = stage in {rules.Stage.FIRST, rules.Stage.SECOND}
    return {"opening": opening, "stage": stage.label, "is_open": is_open}


@sensitive_post_parameters("words", "again")
@require_http_methods(READ)
def key(request: HttpRequest) -> HttpResponse:
    """Make the own key, or renew it."""
    viewer = participant(request)
    if not may(viewer, Kind.REPORTER, "unseal"):
        raise Http404
    return key_page(request, viewer)


@proved_before_typing
def key_page(request: HttpRequest, viewer: User) -> HttpResponse:
    """The form for a passphrase, and what comes of it."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and made_key(viewer, form):
        messages.success(request, _("Kunci Anda sudah dibuat. Simpan sandi segelnya baik-baik."))
        return redirect("sealing:circle")
    context = {"form": form, "own_key": queries.own_key(viewer)}
    return render(request, "access/key.html", context, status=422 if form.errors else 200)


def made_key(viewer: User, form: KeyForm) -> bool:
    """Make it; a refusal is shown at the form."""
    try:
        actions.make_key(by=viewer, words=form.cleaned_data["words"])
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


@require_http_methods(READ)
def ask(request: HttpRequest, identity: UUID) -> HttpResponse:
    """Ask for an identity to be opened."""
    viewer = participant(request)
    sealed = queries.identity_for(viewer, identity)
    if sealed is None:
        raise Http404
    check_may_request(viewer, sealed)
    return ask_page(request, viewer, sealed)


@fresh_login_required
def ask_page(request: HttpRequest, viewer: User, sealed: SealedIdentity) -> HttpResponse:
    """The form for case, purpose and reason, and what comes of it."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        opening = actions.request_opening(by=viewer, identity=sealed, **form.cleaned_data)
        messages.success(request, _("Permohonan tersimpan. Beri tahu kedua pemegang kunci."))
        return redirect("sealing:opening", pk=opening.pk)
    context = {"form": form, "identity": sealed}
    return render(request, "access/ask.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("words")
@require_http_methods(READ)
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request; a custodian takes a step here."""
    viewer = participant(request)
    actions.drop_stale_halves(now=timezone.now())
    row = queries.opening_for(viewer, pk)
    if row is None:
        raise Http404
    return step_page(request, viewer, row)


@proved_before_typing
def step_page(request: HttpRequest, viewer: User, row: Opening) -> HttpResponse:
    """The request with the form for a step, and what comes of it."""
    if request.method == "POST":
        return take_step(request, viewer, row)
    return opening_page(request, viewer, row, StepForm(initial={"step": queries.stage_of(row)}))


def opening_page(
    request: HttpRequest, viewer: User, row: Opening, form: StepForm, status: int = 200
) -> HttpResponse:
    """The request with the form for the step, for those who hold a key."""
    stage = queries.stage_of(row)
    is_open = stage in {rules.Stage.FIRST, rules.Stage.SECOND}
    context = {
        "opening": row,
        "stage": stage,
        "form": form,
        "is_second": stage is rules.Stage.SECOND,
        "may_step": is_open and allowed(check_may_hold, viewer) and row.opener_one_id != viewer.pk,
        "until": row.one_at + rules.WINDOW if row.one_at else None,
        "own_key": queries.key_named_in(viewer, row.pk),
    }
    return render(request, "access/opening.html", context, status=status)


def take_step(request: HttpRequest, viewer: User, row: Opening) -> HttpResponse:
    """The first or the second step; a refusal is shown at the form, with an empty passphrase."""
    form = StepForm(request.POST)
    if not form.is_valid():
        return opening_page(request, viewer, row, form, 422)
    said: dict[str, Any] = form.cleaned_data
    step = {"by": viewer, "opening": row.pk, "case_number": said["case_number"]}
    try:
        if said["step"] == rules.Stage.SECOND:
            return shown_once(request, row, actions.open_second(words=said["words"], **step))
        actions.open_first(words=said["words"], **step)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        fresh = queries.opening_for(viewer, row.pk) or row
        return opening_page(request, viewer, fresh, form, 422)
    messages.success(request, _("Bagian Anda terbuka. Pemegang kunci kedua punya 15 menit."))
    return redirect("sealing:opening", pk=row.pk)


def shown_once(request: HttpRequest, row: Opening, identity: Identity) -> HttpResponse:
    """The identity, in this one answer; the page leaves by itself after ten minutes."""
    lines = [(label, getattr(identity, name)) for name, label in LABELS.items()]
    answer = render(request, "access/identity_shown.html", {"opening": row, "lines": lines})
    answer["Refresh"] = f"{rules.SHOWN_FOR.seconds}; url={request.path}"
    return answer
