"""The pages of the log: one's own month, one record's trail, the auditor's search, the chain."""

import csv
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.pages import viewer_of
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.accounts.step_up import fresh_login_required
from kentongan.audit.actions import (
    CHAIN,
    advance_inspections,
    record,
    record_reading,
    start_inspection,
)
from kentongan.audit.models import AuditEvent
from kentongan.audit.queries import Wish, chain_state, counts_by_action, events_wished
from kentongan.website.audit_forms import MonthForm, SearchForm
from kentongan.website.audit_sight import (
    Depth,
    depth_for,
    log_visible_to,
    sees_whole_log,
    team_events,
    times_and_roles,
)
from kentongan.website.audit_words import action_words, detail_words, line_of
from kentongan.website.records import tidied

PAGE_SIZE = 50
MOST_ROWS = 5000  # of one export (security design)
SECONDS_TO_REFRESH = 3
SEARCH_WORDS = {"pelaku", "catatan", "perbuatan", "dari", "sampai", "hal"}
# What a spreadsheet reads as a formula once it has skipped what it does not show.
FORMULA_STARTS = ("=", "+", "-", "@", "|", "%", "\t", "\r")


def check_words(request: HttpRequest, known: Collection[str]) -> None:
    """Raises BadRequest for a parameter that the page does not know."""
    if unknown := set(request.GET) - set(known):
        raise BadRequest(f"unknown parameters: {len(unknown)}")


def paged(request: HttpRequest, events: Any) -> dict[str, Any]:
    """A page of events with its lines and the other parameters of the address."""
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("hal"))
    query = request.GET.copy()
    query.pop("hal", None)
    lines = [line_of(event) for event in page.object_list]
    return {"page": page, "lines": lines, "query": query.urlencode()}


def auditor_of(request: HttpRequest) -> User:
    """The viewer whose role reads the log of the office; for others there is no such page."""
    viewer = viewer_of(request, Kind.AUDIT)
    if not sees_whole_log(viewer):
        raise Http404
    return viewer


@require_GET
def own_month(request: HttpRequest) -> HttpResponse:
    """What the viewer opened and did in a month, counted and in full, for print."""
    viewer = viewer_of(request, Kind.AUDIT)
    check_words(request, {"bulan", "hal"})
    form = MonthForm(request.GET)
    since, until = form.month(timezone.localdate())
    events = events_wished(Wish(actor=viewer.get_username(), since=since, until=until))
    counts = [(action_words(action), count) for action, count in counts_by_action(events)]
    form = MonthForm(initial={"bulan": since.date()})
    context = {"form": form, "month": since, "counts": counts, **paged(request, events)}
    return render(request, "website/audit/own_month.html", context)


@require_GET
def subject(request: HttpRequest) -> HttpResponse:
    """Who read what about one record, as deep as the viewer's role goes."""
    viewer = viewer_of(request, Kind.AUDIT)
    check_words(request, {"catatan", "hal"})
    asked = tidied(request.GET.get("catatan", ""))
    depth = depth_for(viewer, asked) if asked else None
    if asked is None or depth is None:
        raise Http404
    events = events_wished(Wish(subject=asked))
    context = {"subject": asked, "depth": depth.value} | trail(request, viewer, depth, events)
    record_reading(viewer, [asked], page="audit.read", depth=depth.value)
    return render(request, "website/audit/subject.html", context)


def trail(request: HttpRequest, viewer: User, depth: Depth, events: Any) -> dict[str, Any]:
    """The rows for auditors and leaders, two numbers for an owner."""
    if depth is Depth.OWN:
        times, roles = times_and_roles(viewer, events)
        return {"times": times, "roles": roles}
    if depth is Depth.ALL:
        return paged(request, events)
    team = team_events(viewer, events)
    return {"others": events.count() - team.count()} | paged(request, team)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The auditor's search; each one is itself written down."""
    viewer = auditor_of(request)
    check_words(request, SEARCH_WORDS)
    form = SearchForm(request.GET)
    found = paged(request, log_visible_to(viewer, form.wish()))
    with transaction.atomic():
        record(viewer, "audit.searched", CHAIN, rows=found["page"].paginator.count)
    return render(request, "website/audit/search.html", {"form": form, "most": MOST_ROWS, **found})


@require_http_methods(["GET", "POST"])
@fresh_login_required
def export(request: HttpRequest) -> HttpResponse:
    """What the search found as CSV, by POST alone; whoever comes by a link is led to the search."""
    viewer = auditor_of(request)
    check_words(request, SEARCH_WORDS)
    if request.method == "GET":  # after a renewed proof, too
        return redirect("audit_search")
    events = list(log_visible_to(viewer, SearchForm(request.GET).wish())[:MOST_ROWS])
    with transaction.atomic():
        record(viewer, "audit.exported", CHAIN, rows=len(events))
    return csv_of(events, viewer, timezone.localtime())


def csv_of(events: list[AuditEvent], viewer: User, now: datetime) -> HttpResponse:
    """The file, with who took it when in its first line."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="jejak-{now:%Y-%m-%d}.csv"'
    rows = csv.writer(response)
    taken = _("Diunduh oleh %(name)s pada %(at)s")
    rows.writerow([taken % {"name": viewer.get_username(), "at": f"{now:%Y-%m-%d %H:%M}"}])
    rows.writerow([_("nomor"), _("waktu"), _("pelaku"), _("perbuatan"), _("catatan"), _("rincian")])
    for event in events:
        at = timezone.localtime(event.at).isoformat(timespec="seconds")
        texts = (event.actor, event.action, event.subject, detail_words(event))
        rows.writerow([event.sequence, at, *map(harmless, texts)])
    return response


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = "".join(letter for letter in text if letter.isprintable() or letter in "\t\r")
    starts = (text[:1], shown.lstrip(" \ufeff\u200b")[:1])
    return f"'{text}" if any(start in FORMULA_STARTS for start in starts if start) else text


@require_GET
def chain(request: HttpRequest) -> HttpResponse:
    """How the chain stands: last checked, last anchored, what was sealed."""
    viewer = auditor_of(request)
    check_words(request, ())
    state = chain_state()
    context = {"state": state, "may_verify": may(viewer, Kind.AUDIT, "verify")}
    response = render(request, "website/audit/chain.html", context)
    if state.going_on:
        response.headers["Refresh"] = str(SECONDS_TO_REFRESH)
    return response


@require_POST
def inspect(request: HttpRequest) -> HttpResponse:
    """Begin a check and do its first step; the worker goes on with it."""
    viewer = auditor_of(request)
    check_may(viewer, Kind.AUDIT, "verify")
    start_inspection(by=viewer, now=timezone.now())
    advance_inspections(now=timezone.now())
    return redirect("audit_chain")
