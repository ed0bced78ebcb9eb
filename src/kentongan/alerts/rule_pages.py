"""The pages of rules on trial, of the watch list and of the alert budget: thin."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import Office, User
from kentongan.alerts import atlas, budget, cards, queries, shadows, watching
from kentongan.alerts.actions import deciding, setting_aside
from kentongan.alerts.forms import BudgetForm, DecideForm, ReasonForm
from kentongan.alerts.models import Alert, Mode
from kentongan.audit.actions import record_reading

PAGE_SIZE = 20
FEW = 10  # would-be alerts shown of a trial


def insider(request: HttpRequest) -> User:
    """Who reads cases; partners find no such page."""
    viewer = viewer_of(request, Kind.ALERT)
    if not queries.reads_details(viewer):
        raise Http404
    return viewer


def office_of(viewer: User) -> Office:
    """The office whose rules and budget are shown; "not found" without one."""
    if viewer.office is None:
        raise Http404
    return viewer.office


# --- rules on trial -----------------------------------------------------------------------------


@require_GET
def trial(request: HttpRequest, rule_id: str, version: str) -> HttpResponse:
    """What one version of a rule would have raised in a year, and who decided what."""
    viewer = insider(request)
    return trial_page(request, viewer, rule_id, version)


def trial_page(
    request: HttpRequest, viewer: User, rule: str, version: str, **more: Any
) -> HttpResponse:
    """The page; ``problem``, ``form`` and ``status`` tell of a decision that failed."""
    status = more.pop("status", 200)
    standing = shadows.standing_of(viewer, rule, version)
    if standing is None:
        raise Http404
    would_be = queries.shadows_for(viewer, rule, version).order_by("-raised_at", "-pk")
    sample = list(would_be.prefetch_related("areas")[:FEW])
    record_reading(viewer, queries.confidential(sample), page="alert.listed")
    decides = may(viewer, Kind.ALERT, "decide_rule")
    context = {
        "standing": standing,
        "figures": shadows.figures_for(viewer, rule, version, timezone.now()),
        "sample": cards.cards_of(viewer, sample, timezone.now()),
        "decisions": shadows.decisions_of(viewer, rule),
        "form": DecideForm(mode=standing.mode) if decides else None,
        **more,
    }
    return render(request, "alerts/trial.html", context, status=status)


@require_POST
def decide(request: HttpRequest, rule_id: str, version: str) -> HttpResponse:
    """A leader lets the version warn, tries it in silence, or stops it."""
    viewer = insider(request)
    standing = shadows.standing_of(viewer, rule_id, version)
    if standing is None:
        raise Http404
    form = DecideForm(request.POST, mode=standing.mode)
    if not form.is_valid():
        return trial_page(request, viewer, rule_id, version, form=form, status=422)
    try:
        deciding.decide_rule(
            by=viewer,
            rule=rule_id,
            version=version,
            mode=Mode(form.cleaned_data["keadaan"]),
            reason=form.cleaned_data["alasan"],
        )
    except Refused as refusal:
        told = {"form": form, "problem": refusal.reason, "status": 409}
        return trial_page(request, viewer, rule_id, version, **told)
    return redirect("alerts:trial", rule_id=rule_id, version=version)


# --- the watch list -----------------------------------------------------------------------------


@require_GET
def watch_list(request: HttpRequest) -> HttpResponse:
    """What is no alert and not hidden: weak clusters, and those beyond the budget."""
    viewer = insider(request)
    watched = queries.watched_for(viewer).order_by("-updated_at", "-pk").prefetch_related("areas")
    page = Paginator(watched, PAGE_SIZE).get_page(request.GET.get("hal"))
    record_reading(viewer, queries.confidential(page.object_list), page="alert.listed")
    context = {
        "page": page,
        "rows": watching.watched_rows(page.object_list),
        "room": budget.room_of(office_of(viewer), timezone.now()),
    }
    return render(request, "alerts/watch_list.html", context)


@require_GET
def watched(request: HttpRequest, pk: int) -> HttpResponse:
    """One row of the watch list with its map and what is behind it."""
    return watched_page(request, insider(request), pk)


def watched_page(request: HttpRequest, viewer: User, pk: int, **more: Any) -> HttpResponse:
    """The page; ``problem``, ``form`` and ``status`` tell of a promotion that failed."""
    status = more.pop("status", 200)
    try:
        row = watching.watched_one(viewer, pk)
    except Alert.DoesNotExist:
        raise Http404 from None
    evidence = cards.evidence_rows(viewer, row.alert)
    subjects, label = [f"alert:{row.alert.pk}"], row.alert.label
    record_reading(viewer, subjects, page="alert.read", label=label, evidence=len(evidence))
    promotes = may(viewer, Kind.ALERT, "promote")
    context = {
        "row": row,
        "picture": atlas.alert_map(row.alert),
        "evidence": evidence,
        "form": ReasonForm() if promotes else None,
        **more,
    }
    return render(request, "alerts/watched.html", context, status=status)


@require_POST
def promote(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody makes an alert of it and says why."""
    viewer = insider(request)
    form = ReasonForm(request.POST)
    try:
        row = watching.watched_one(viewer, pk)
    except Alert.DoesNotExist:
        raise Http404 from None
    if not form.is_valid():
        return watched_page(request, viewer, pk, form=form, status=422)
    try:
        setting_aside.promote(by=viewer, alert=row.alert, reason=form.cleaned_data["alasan"])
    except Refused as refusal:
        told = {"form": form, "problem": refusal.reason, "status": 409}
        return watched_page(request, viewer, pk, **told)
    return redirect("alerts:detail", pk=pk)


# --- the alert budget ---------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def alert_budget(request: HttpRequest) -> HttpResponse:
    """How many alerts the office wants, how many there were, and the form of its leaders."""
    viewer = insider(request)
    office, problem, status = office_of(viewer), "", 200
    form = BudgetForm(request.POST or None, initial={"per_petugas": budget.per_officer(office)})
    if request.method == "POST":
        problem, status = set_budget(viewer, form)
        if status == 200:
            return redirect("alerts:budget")
    context = {
        "room": budget.room_of(office, timezone.now()),
        "setting": budget.setting_of(office),
        "usual": budget.USUAL,
        "form": form if may(viewer, Kind.ALERT, "set_budget") else None,
        "problem": problem,
    }
    return render(request, "alerts/budget.html", context, status=status)


def set_budget(viewer: User, form: BudgetForm) -> tuple[str, int]:
    """What went wrong, "" for nothing, and the status of the answer."""
    if not form.is_valid():
        return "", 422
    said = form.cleaned_data
    try:
        deciding.set_budget(by=viewer, per_officer=said["per_petugas"], reason=said["alasan"])
    except Refused as refusal:
        return refusal.reason, 409
    return "", 200
