"""The pages of sharing: thin; what is shown comes from queries, what is done from actions."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.actions import consents, grants
from kentongan.access.errors import Refused
from kentongan.access.grant_queries import (
    consents_for,
    grant_for,
    people_who_can_receive,
    receiver_for,
)
from kentongan.access.handing_over import may_leave, without_emergencies
from kentongan.access.models import Answer, Consent, Grant, SharedCopy
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.access.share_profiles import LIST
from kentongan.accounts.models import User
from kentongan.accounts.step_up import fresh_login_required
from kentongan.audit.actions import record_reading
from kentongan.entities.search.answering import confidential
from kentongan.exchange import actions
from kentongan.exchange.desk import desk_of, lists_of
from kentongan.exchange.forms import (
    AnswerForm,
    ConsentForm,
    SearchForm,
    ShareForm,
    TransferForm,
)
from kentongan.exchange.material import NotInSight
from kentongan.exchange.recognising import recognised
from kentongan.exchange.wording import about_words


def only_known(request: HttpRequest, *known: str) -> None:
    """Raises BadRequest for a parameter that the page does not know."""
    if unknown := set(request.GET) - set(known):
        raise BadRequest(f"unknown parameters: {len(unknown)}")


def found(viewer: User, uuid: UUID) -> Grant:
    """The grant, or "not found" for strangers and for numbers that do not exist alike."""
    try:
        return grant_for(viewer, uuid)
    except Grant.DoesNotExist:
        raise Http404 from None


def maker_of(request: HttpRequest) -> User:
    """Who prepares shares; raises Http404 for others, so that the page tells nothing."""
    viewer = viewer_of(request, Kind.SHARE)
    try:
        check_may(viewer, Kind.SHARE, "create")
    except Refused:
        raise Http404 from None
    return viewer


def subject_in_sight(viewer: User, about: str) -> str:
    """What is to be shared; raises Http404 for what the viewer does not see."""
    if about != LIST and not may_leave(without_emergencies(viewer), about):
        raise Http404
    return about


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What was handed to the viewer, and what the viewer's office handed out."""
    viewer = viewer_of(request, Kind.SHARE)
    only_known(request, "hal")
    return render(request, "exchange/list.html", lists_of(viewer, request.GET.get("hal")))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Whom, then what: two pages, both with addresses of their own."""
    viewer = maker_of(request)
    only_known(request, "tentang", "kata", "penerima")
    asked = request.POST if request.method == "POST" else request.GET
    about = subject_in_sight(viewer, asked.get("tentang", ""))
    if asked.get("penerima"):
        return share_page(request, viewer, about, asked["penerima"])
    search = SearchForm(request.GET)
    words = search.cleaned_data["kata"] if search.is_valid() else ""
    context = {
        "about": about,
        "about_words": about_words(about),
        "search": search,
        "people": people_who_can_receive(viewer, about.partition(":")[0], words),
    }
    return render(request, "exchange/receiver.html", context)


def share_page(request: HttpRequest, viewer: User, about: str, receiver: str) -> HttpResponse:
    """The form for a chosen receiver; sent, it leads to the exact preview."""
    try:
        person = receiver_for(viewer, int(receiver), about.partition(":")[0])
    except (ValueError, User.DoesNotExist):
        raise Http404 from None
    data = request.POST if request.method == "POST" else None
    form = ShareForm(data, viewer=viewer, receiver=person, about=about)
    if form.is_bound and form.is_valid():
        try:
            grant = actions.propose(by=viewer, plan=form.plan(), typed=form.typed())
        except NotInSight:
            raise Http404 from None
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("exchange:detail", uuid=grant.uuid)
    context = {
        "about": about,
        "about_words": about_words(about),
        "receiver": person,
        "form": form,
        "needs_consent": "persetujuan" in form.fields,
    }
    return render(request, "exchange/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Write down what a person agreed to; the ones in force can be taken back here."""
    viewer = maker_of(request)
    only_known(request, "tentang")
    asked = request.POST if request.method == "POST" else request.GET
    about = subject_in_sight(viewer, asked.get("tentang", ""))
    form = ConsentForm(request.POST if request.method == "POST" else None)
    form.initial = {"tentang": about}
    if form.is_bound and form.is_valid():
        try:
            consents.record_consent(by=viewer, agreement=form.agreement())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Persetujuan tercatat."))
            return redirect(f"{request.path}?tentang={about}")
    given = consents_for(viewer, about)
    context = {"form": form, "about": about, "about_words": about_words(about), "given": given}
    return render(request, "exchange/consent.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The person takes the consent back; what rests on it stops at this moment."""
    viewer = maker_of(request)
    try:
        consents.withdraw_consent(by=viewer, uuid=uuid)
    except Consent.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Persetujuan ditarik. Semua berbagi yang memakainya berhenti."))
    return redirect("exchange:list")


@require_GET
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One share: who, whom, why, until when; the exact preview for who prepares and approves."""
    viewer = viewer_of(request, Kind.SHARE)
    return detail_page(request, viewer, found(viewer, uuid))


def detail_page(
    request: HttpRequest, viewer: User, grant: Grant, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of a share with what the viewer may do now; ``problem`` tells of a failed step."""
    context = {"desk": desk_of(viewer, grant), "problem": problem}
    return render(request, "exchange/detail.html", context, status=status)


def opened(request: HttpRequest, uuid: UUID, number: int) -> SharedCopy:
    """The document, its reading written down; "not found" for whom it does not open."""
    viewer = viewer_of(request, Kind.SHARE)
    try:
        return grants.open_copy(by=viewer, uuid=uuid, number=number)
    except SharedCopy.DoesNotExist:
        raise Http404 from None


@require_GET
def page(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """The document byte for byte, or as JSON where the browser asks for that."""
    copy = opened(request, uuid, number)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return json_answer(copy)
    return HttpResponse(bytes(copy.page), headers=headers(copy.page_sha256))


@require_GET
def data(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """The same document as JSON, byte for byte."""
    return json_answer(opened(request, uuid, number))


@require_GET
def known(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """For the receiver: what of the document his own records know; nothing of it is stored."""
    copy = opened(request, uuid, number)
    viewer = viewer_of(request, Kind.SHARE)
    if copy.grant.recipient_id != viewer.pk:
        raise Http404
    found_here = recognised(viewer, copy)
    lines = [line for one in found_here for line in one.lines]
    record_reading(viewer, confidential(lines), page="person.listed")
    return render(request, "exchange/known.html", {"grant": copy.grant, "known": found_here})


def json_answer(copy: SharedCopy) -> HttpResponse:
    """The stored JSON."""
    answered = headers(copy.data_sha256)
    return HttpResponse(bytes(copy.data), content_type="application/json", headers=answered)


def headers(digest: str) -> dict[str, str]:
    """The hash of the body, to be compared with the page; what the answer depends on."""
    return {"X-Document-SHA256": digest, "Vary": "Accept"}


def do(request: HttpRequest, uuid: UUID, deed: Callable[[User], object], said: str) -> HttpResponse:
    """Do the deed and say so; on a refusal show the page with why."""
    viewer = viewer_of(request, Kind.SHARE)
    grant = found(viewer, uuid)
    try:
        deed(viewer)
    except Refused as refusal:
        return detail_page(request, viewer, found(viewer, uuid), refusal.reason, 409)
    messages.success(request, said)
    return redirect("exchange:detail", uuid=grant.uuid)


@require_POST
@fresh_login_required
def approve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A head lets it go out."""
    said = _("Disetujui. Pengirim kini dapat mengirim.")
    return do(request, uuid, lambda by: grants.approve(by=by, uuid=uuid), said)


@require_POST
def refuse(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A head does not."""
    said = _("Tidak disetujui. Penerima tidak melihat apa pun.")
    return do(request, uuid, lambda by: grants.refuse(by=by, uuid=uuid), said)


@require_POST
@fresh_login_required
def send(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Offer it to the receiver."""
    said = _("Terkirim. Penerima membacanya setelah menerima.")
    return do(request, uuid, lambda by: grants.offer(by=by, uuid=uuid), said)


@require_POST
def accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The receiver takes it."""
    said = _("Diterima. Dokumennya dapat dibaca sampai masa berlakunya habis.")
    return do(request, uuid, lambda by: grants.accept(by=by, uuid=uuid), said)


@require_POST
def decline(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The receiver does not want it."""
    said = _("Dikembalikan kepada pengirim.")
    return do(request, uuid, lambda by: grants.decline(by=by, uuid=uuid), said)


@require_POST
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sender's side ends it."""
    said = _("Dicabut. Penerima tidak dapat membacanya lagi.")
    return do(request, uuid, lambda by: grants.revoke(by=by, uuid=uuid), said)


@require_POST
def transfer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A colleague answers for it from now on."""
    viewer = viewer_of(request, Kind.SHARE)
    grant = found(viewer, uuid)
    form = TransferForm(request.POST, viewer=viewer, grant=grant)
    if not form.is_valid():
        return detail_page(request, viewer, grant, _("Pilih rekan yang akan memegangnya."), 422)
    to = form.cleaned_data["kepada"]
    said = _("Dialihkan kepada %(name)s.") % {"name": to}
    return do(request, uuid, lambda by: grants.transfer(by=by, uuid=uuid, to=to), said)


@require_POST
def deliver(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A fresh copy of a stored question."""
    said = _("Salinan terbaru siap dibaca.")
    return do(request, uuid, lambda by: actions.deliver(by=by, uuid=uuid), said)


@require_POST
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The civil registry's code."""
    viewer = viewer_of(request, Kind.SHARE)
    grant = found(viewer, uuid)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return detail_page(request, viewer, grant, _("Pilih salah satu jawaban."), 422)
    code = Answer(form.cleaned_data["jawaban"])
    said = _("Jawaban terkirim.")
    return do(request, uuid, lambda by: grants.give_answer(by=by, uuid=uuid, answer=code), said)
