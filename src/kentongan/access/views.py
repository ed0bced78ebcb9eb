"""The pages of the gate: what I may see and why, emergencies, conflicts, labels, decisions."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access import actions, explaining, queries
from kentongan.access.errors import Refused
from kentongan.access.forms import (
    AssignForm,
    ConflictForm,
    DecideForm,
    EmergencyForm,
    ExcludeForm,
    LabelForm,
    ReviewForm,
)
from kentongan.access.labels import Label
from kentongan.access.models import BreakGlass, Exclusion, LabelChange
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind, may
from kentongan.access.subjects import home_sight, page_of, tidy_subject, words_of
from kentongan.accounts.models import User
from kentongan.accounts.queries import office_area_codes, postings_in_force
from kentongan.accounts.step_up import fresh_login_required
from kentongan.regions.queries import in_force


def first_error(form: Form) -> str:
    """The first thing wrong with a form."""
    return next((str(errors[0]) for errors in form.errors.values()), "")


def reading(request: HttpRequest, *words: str) -> User:
    """The person looking; raises BadRequest for a parameter the page does not know."""
    if set(request.GET) - set(words):
        raise BadRequest("unknown parameters")
    return cast(User, request.user)  # LoginRequiredMiddleware lets nobody else in


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What may I see, and why."""
    viewer = reading(request)
    now = timezone.now()
    codes = office_area_codes(viewer.office)
    context = {
        "rights": explaining.rights_of(viewer),
        "closed": explaining.closed_to(viewer),
        "purposes": explaining.purposes_in_words(viewer),
        "postings": postings_in_force(viewer, timezone.localdate(now)),
        "areas": [
            *in_force().filter(code__in=codes).order_by("code").values_list("name", flat=True)
        ],
        "assignments": listed(queries.assignments_of(viewer, now)),
        "emergencies": listed(queries.emergencies_of(viewer)[:10]),
        "conflicts": listed(queries.conflicts_of(viewer)),
        "now": now,
        "may_break_glass": may(viewer, Kind.CASE, "break_glass"),
    }
    return render(request, "access/mine.html", context)


def names_of(codes: tuple[str, ...]) -> list[str]:
    """The names of areas in force, in the order of their codes."""
    found = in_force().filter(code__in=codes).order_by("code")
    return list(found.values_list("name", flat=True))


def listed(rows: Any) -> list[dict[str, Any]]:
    """Rows with a subject, with its words and the address of its page."""
    return [{"row": row, "words": words_of(row.subject), "page": page(row.subject)} for row in rows]


def page(subject: str) -> str:
    """The page of a subject; "" for an area."""
    return "" if subject.startswith("area:") else page_of(subject)


@require_POST
def notice_read(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice leaves the first page."""
    actions.mark_read(by=reading(request), notice=pk)
    return redirect("home")


@require_http_methods(["GET", "POST"])
def conflicts(request: HttpRequest) -> HttpResponse:
    """Declare that one stands too near; who leads records it for others too."""
    viewer = reading(request, "hal")
    may_record = may(viewer, Kind.CASE, "record_conflict")
    initial = {"catatan": request.GET.get("hal", "")}
    form = ConflictForm(request.POST or None, viewer=viewer, may_record=may_record, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        person, reason = said.get("untuk"), said["alasan"]
        try:
            actions.declare_conflict(
                by=viewer, subject=said["subject"], reason=reason, person=person
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Dicatat. Yang berkaitan tidak lagi tampil."))
            return redirect("access:conflicts")
    context = {
        "form": form,
        "own": listed(queries.conflicts_of(viewer)),
        "others": listed(queries.conflicts_of_office(viewer)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "access/conflicts.html", context, status=status)


@require_POST
def conflict_end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is over, says somebody else."""
    viewer = viewer_of(request, Kind.CASE)
    row = get_object_or_404(queries.conflicts_of_office(viewer), pk=pk)
    actions.end_conflict(by=viewer, conflict=row)
    return redirect("access:conflicts")


@fresh_login_required
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Open one record for an hour, with a reason that others read."""
    viewer = viewer_of(request, Kind.CASE)
    reading(request, "hal")
    form = EmergencyForm(request.POST or None, initial={"catatan": request.GET.get("hal", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            row = actions.break_glass(
                by=viewer, subject=said["catatan"], category=said["sebab"], reason=said["alasan"]
            )
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return after_opening(request, row)
    context = {"form": form, "own": listed(queries.emergencies_of(viewer)[:10])}
    context["now"] = timezone.now()
    return render(request, "access/break_glass.html", context, status=422 if form.is_bound else 200)


def after_opening(request: HttpRequest, row: BreakGlass) -> HttpResponse:
    """To the record, or back with word that a supervisor must allow it."""
    if row.opened_at is None:
        messages.warning(request, _("Sudah tiga kali dalam 30 hari. Atasan harus mengizinkan."))
        return redirect("access:break_glass")
    messages.warning(
        request, _("Terbuka 60 menit, hanya untuk dibaca. Pemilik, kepala dan auditor diberi tahu.")
    )
    return redirect(page_of(row.subject))


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer: emergencies to allow and review, labels to lower."""
    viewer = viewer_of(request, Kind.CASE)
    reading(request)
    context = {
        "to_allow": listed(queries.emergencies_to_allow(viewer, timezone.now())),
        "to_review": listed(queries.emergencies_to_review(viewer)),
        "labels": listed(queries.labels_to_decide(viewer)),
        "form": ReviewForm(),
    }
    return render(request, "access/decisions.html", context)


def decided(request: HttpRequest, deed: Callable[[], object], done: str) -> HttpResponse:
    """Do it and go back to what waits; a refusal is told there."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, done)
    return redirect("access:decisions")


@require_POST
@fresh_login_required
def emergency_allow(request: HttpRequest, pk: int) -> HttpResponse:
    """A supervisor allows a fourth emergency."""
    viewer = viewer_of(request, Kind.CASE)
    row = among(queries.emergencies_to_allow(viewer, timezone.now()), pk)
    return decided(
        request, lambda: actions.allow_emergency(by=viewer, asked=row), _("Diizinkan 60 menit.")
    )


@require_POST
def emergency_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else says whether an emergency was one."""
    viewer = viewer_of(request, Kind.CASE)
    row = among(queries.emergencies_to_review(viewer), pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect("access:decisions")
    said = form.cleaned_data
    return decided(
        request,
        lambda: actions.review_emergency(
            by=viewer, seen=row, was_justified=said["tepat"], note=said["catatan"]
        ),
        _("Tinjauan disimpan."),
    )


def among[Row: (BreakGlass, LabelChange)](rows: list[Row], pk: int) -> Row:
    """The row that waits for this viewer; raises Http404 for any other."""
    for row in rows:
        if row.pk == pk:
            return row
    raise Http404


@require_POST
def label_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person agrees to lower a label, or does not."""
    viewer = viewer_of(request, Kind.CASE)
    change = among(queries.labels_to_decide(viewer), pk)
    form = DecideForm(request.POST)
    agrees = form.is_valid() and form.cleaned_data["putusan"] == "setuju"
    deed = actions.approve_lower_label if agrees else actions.refuse_lower_label
    done = _("Tingkat diturunkan.") if agrees else _("Tingkat tetap.")
    return decided(request, lambda: deed(by=viewer, change=change), done)


def named_record(request: HttpRequest, subject: str) -> tuple[User, str]:
    """The viewer and the record in sight; anything else is not there."""
    viewer = viewer_of(request, Kind.CASE)
    try:
        named = tidy_subject(subject)
        label = queries.handled_label(viewer, named, timezone.now())
    except ValueError:
        raise Http404 from None
    if label is None:
        raise Http404
    return viewer, named


@require_GET
def record_page(request: HttpRequest, subject: str) -> HttpResponse:
    """Who may see one record: its label, who holds it, whom it is kept from."""
    reading(request)
    return shown_record(request, *named_record(request, subject))


def shown_record(
    request: HttpRequest, viewer: User, subject: str, status: int = 200, **forms: Form
) -> HttpResponse:
    """The page, with a form as it was sent."""
    now, kind = timezone.now(), home_sight(subject).kind
    label = queries.handled_label(viewer, subject, now)
    may_exclude = may(viewer, Kind.CASE, "exclude")
    context: dict[str, Any] = {
        "subject": subject,
        "words": words_of(subject),
        "page": page_of(subject),
        "label": Label(label).label if label is not None else "",
        "has_label": kind in {Kind.REPORT, Kind.ALERT},
        "holders": queries.holders_of(subject, now),
        "exclusions": queries.exclusions_from(subject) if may_exclude else [],
        "label_form": LabelForm(),
        "assign_form": AssignForm(viewer=viewer),
        "exclude_form": ExcludeForm(),
        "may_label": may(viewer, kind, "raise_label") or may(viewer, kind, "lower_label"),
        "label_changes": queries.label_changes_of(viewer, subject),
        "may_assign": may(viewer, Kind.CASE, "assign"),
        "may_exclude": may_exclude,
    }
    return render(request, "access/record.html", context | forms, status=status)


def do_with_record(
    request: HttpRequest, subject: str, name: str, form: Form, deed: Callable[[], str]
) -> HttpResponse:
    """Check the form, do the deed, say what happened; or show what is wrong."""
    viewer, named = named_record(request, subject)
    if form.is_valid():
        try:
            messages.success(request, deed())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            label = queries.handled_label(viewer, named, timezone.now())
            return redirect("home") if label is None else redirect("access:record", named)
    return shown_record(request, viewer, named, 422, **{name: form})


@require_POST
def record_label(request: HttpRequest, subject: str) -> HttpResponse:
    """Raise the label, or propose to lower it."""
    viewer, named = named_record(request, subject)
    form = LabelForm(request.POST)

    def deed() -> str:
        said = form.cleaned_data
        change = actions.change_label(
            by=viewer, subject=named, to=said["tingkat"], reason=said["alasan"]
        )
        return (
            _("Tingkat dinaikkan.") if change.applied_at else _("Diusulkan; menunggu orang kedua.")
        )

    return do_with_record(request, named, "label_form", form, deed)


@require_POST
def record_assign(request: HttpRequest, subject: str) -> HttpResponse:
    """Put the record into a colleague's hands."""
    viewer, named = named_record(request, subject)
    form = AssignForm(request.POST, viewer=viewer)

    def deed() -> str:
        to = form.cleaned_data["kepada"]
        actions.assign_record(by=viewer, subject=named, to=to, until=form.until())
        return _("Diserahkan kepada %(name)s.") % {"name": to}

    return do_with_record(request, named, "assign_form", form, deed)


@require_POST
def record_exclude(request: HttpRequest, subject: str) -> HttpResponse:
    """Keep the record from one person or one agency."""
    viewer, named = named_record(request, subject)
    form = ExcludeForm(request.POST)

    def deed() -> str:
        said = form.cleaned_data
        actions.exclude_from(
            by=viewer,
            subject=named,
            reason=said["alasan"],
            person=said["orang"],
            agency=said["instansi"],
        )
        return _("Dikecualikan. Mereka tidak diberi tahu.")

    return do_with_record(request, named, "exclude_form", form, deed)


@require_POST
def exclusion_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The record is open again to whom it was kept from."""
    viewer = viewer_of(request, Kind.CASE)
    row = get_object_or_404(Exclusion, pk=pk, ended_at=None)
    _viewer, named = named_record(request, row.subject)
    actions.end_exclusion(by=viewer, exclusion=row)
    return redirect("access:record", named)
