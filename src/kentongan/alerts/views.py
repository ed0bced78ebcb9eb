"""The alert pages: thin; what is shown comes from queries and cards, what is done from actions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.alerts import atlas, cards, past, precision, queries, rules, shadows, weekly
from kentongan.alerts.actions import lifecycle
from kentongan.alerts.forms import AssignForm, DayForm, FilterForm, MoveForm, NoteForm, WeekForm
from kentongan.alerts.models import Alert, State
from kentongan.alerts.unvisited import unvisited_districts, weeks
from kentongan.audit.actions import record, record_reading

PAGE_SIZE = 20
# Polling asks a little further back than its last answer, so that a transaction that committed
# late is still seen; the page drops what it already shows.
OVERLAP = timedelta(seconds=30)
LONGEST_LOOK_BACK = timedelta(days=1)
MOST_NEWS = 50
A_WEEK = timedelta(days=7)


def found(viewer: User, pk: int) -> Alert:
    """The alert, or "not found" for strangers and for numbers that do not exist alike."""
    try:
        return queries.alert_for(viewer, pk)
    except Alert.DoesNotExist:
        raise Http404 from None


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What needs the viewer now, then the other open alerts."""
    viewer = viewer_of(request, Kind.ALERT)
    now = timezone.now()
    form = FilterForm(request.GET, viewer=viewer)
    wish = form.wish()
    page = Paginator(queries.inbox(viewer, wish, now), PAGE_SIZE).get_page(request.GET.get("hal"))
    record_reading(viewer, queries.confidential(page.object_list), page="alert.listed")
    query = request.GET.copy()
    query.pop("hal", None)
    context = {
        "form": form,
        "page": page,
        "cards": cards.cards_of(viewer, page.object_list, now),
        "query": query.urlencode(),
        "area_name": queries.names_of([wish.area]).get(wish.area, "") if wish.area else "",
        "is_filtered": wish != queries.Wish(),
        "is_live": wish == queries.Wish() and page.number == 1,
        "now": now.isoformat(),
    }
    return render(request, "alerts/list.html", context)


@require_GET
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of one alert, for the page that just heard of it."""
    viewer = viewer_of(request, Kind.ALERT)
    alert = found(viewer, pk)
    record_reading(viewer, queries.confidential([alert]), page="alert.listed")
    found_card = cards.card_of(viewer, alert)
    return render(request, "alerts/_card.html", {"card": found_card})


@require_GET
def since(request: HttpRequest) -> JsonResponse:
    """What is new or changed since ``?sejak=``, and how many alerts wait for the viewer."""
    viewer = viewer_of(request, Kind.ALERT)
    now = timezone.now()
    start = asked_since(request.GET.get("sejak", ""), now)
    news = queries.alerts_since(viewer, start, MOST_NEWS) if start else []
    record_reading(viewer, queries.confidential(news), page="alert.listed")
    waiting = queries.alerts_needing(viewer, now).count()
    return JsonResponse(
        {
            "now": now.isoformat(),
            "waiting": waiting,
            "words": news_words(waiting),
            "alerts": [news_row(alert, start) for alert in news],
        }
    )


def asked_since(text: str, now: datetime) -> datetime | None:
    """The asked moment less the overlap, at most a day back; None for no or a bad moment."""
    try:
        asked = parse_datetime(text)
    except ValueError:
        return None
    if asked is None or timezone.is_naive(asked):
        return None
    # Cut off first: less than the first moment of the calendar cannot be reckoned.
    return max(min(asked, now), now - LONGEST_LOOK_BACK + OVERLAP) - OVERLAP


def news_words(waiting: int) -> dict[str, str]:
    """The sentences the page needs; ``#`` stands for the number it counted itself."""
    needs = ngettext("%(n)d peringatan menunggu Anda", "%(n)d peringatan menunggu Anda", waiting)
    return {
        "waiting": needs % {"n": waiting},
        "one": _("1 peringatan baru"),
        "many": _("# peringatan baru"),
    }


def news_row(alert: Alert, start: datetime | None) -> dict[str, object]:
    """One changed alert, as far as a list shows it."""
    return {
        "id": alert.pk,
        "title": alert.shown,
        "url": reverse("alerts:detail", args=[alert.pk]),
        "card": reverse("alerts:card", args=[alert.pk]),
        "changed": alert.updated_at.isoformat(),
        "is_new": start is not None and alert.raised_at >= start,
    }


@require_GET
def office_map(request: HttpRequest) -> HttpResponse:
    """Open alerts per village, on a schematic map."""
    viewer = viewer_of(request, Kind.ALERT)
    regencies = atlas.home_regencies()
    area = request.GET.get("wilayah", "")
    if area and not atlas.is_home(area):
        raise Http404
    path = atlas.path_to(area)
    names = queries.names_of(path)
    picture = atlas.office_map(viewer, area)
    context = {
        "picture": picture,
        "regencies": regencies,
        "area": area,
        "path": [(code, names.get(code, code)) for code in path],
        "legend": cards.LEGEND,
        "closer": picture.outlines if picture and len(path) == 1 else [],
    }
    return render(request, "alerts/map.html", context)


@require_GET
def rules_in_use(request: HttpRequest) -> HttpResponse:
    """How often each rule was right; for those who read cases, not for partners."""
    viewer = viewer_of(request, Kind.ALERT)
    if request.GET or not queries.reads_details(viewer):
        raise Http404
    context = {
        "standings": shadows.standings(viewer),
        "rules": precision.precision_for(viewer, timezone.now()),
        "fewest": precision.FEWEST_OUTCOMES,
        "weeks": precision.WEEKS,
    }
    return render(request, "alerts/rules.html", context)


@require_GET
def then(request: HttpRequest) -> HttpResponse:
    """What the office knew on a day; for those who read cases, not for partners."""
    viewer = viewer_of(request, Kind.ALERT)
    if not queries.reads_details(viewer):
        raise Http404
    form = DayForm(request.GET or {"tanggal": timezone.localdate() - A_WEEK})
    if not form.is_valid():
        return render(request, "alerts/then.html", {"form": form}, status=422)
    day = form.cleaned_data["tanggal"]
    page = Paginator(past.known_on(viewer, day), PAGE_SIZE).get_page(request.GET.get("hal"))
    record_reading(viewer, queries.confidential(page.object_list), page="alert.listed")
    context = {
        "form": form,
        "day": day,
        "page": page,
        "query": f"tanggal={day:%Y-%m-%d}",
        "rows": past.as_they_stood(viewer, page.object_list, day),
        "reports": past.reports_known(viewer, day),
    }
    return render(request, "alerts/then.html", context)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One alert: what it says, what is behind it, what to do next."""
    viewer = viewer_of(request, Kind.ALERT)
    alert = found(viewer, pk)
    return alert_page(request, viewer, alert, cards.desk_of(viewer, alert))


def alert_page(
    request: HttpRequest, viewer: User, alert: Alert, desk: cards.Desk, **more: Any
) -> HttpResponse:
    """The page of one alert; ``problem``, ``unsaved`` and ``status`` tell of a failed step."""
    status = more.pop("status", 200)
    evidence = cards.evidence_rows(viewer, alert)
    record_opening(viewer, alert, len(evidence))
    turn = rules.TURNS.get(State(alert.state))
    context = {
        "alert": alert,
        "subject": f"alert:{alert.pk}",
        "card": cards.card_of(viewer, alert),
        "reads_details": queries.reads_details(viewer),
        "picture": atlas.alert_map(alert),
        "findings": cards.findings(alert),
        "evidence": evidence,
        "summary": queries.evidence_summary(viewer, alert),
        "progress": cards.progress(alert),
        "steps": queries.steps_of(viewer, alert),
        "turn": turn,
        "desk": desk,
        **more,
    }
    return render(request, "alerts/detail.html", context, status=status)


def record_opening(viewer: User, alert: Alert, evidence: int) -> None:
    """An alert that is confidential, or lays open what reports told, is written down first."""
    if alert.label >= Label.CONFIDENTIAL or evidence:
        subjects = [f"alert:{alert.pk}"]
        record_reading(viewer, subjects, page="alert.read", label=alert.label, evidence=evidence)


def do(
    request: HttpRequest,
    pk: int,
    form_of: Callable[[User, Alert], forms.Form],
    deed: Callable[[User, Alert, dict[str, Any]], object],
) -> HttpResponse:
    """Check the form, do the deed, go back to the alert; on a refusal show the page with why.

    What the person wrote is shown again, so a refusal costs no words.
    """
    viewer = viewer_of(request, Kind.ALERT)
    alert = found(viewer, pk)
    form = form_of(viewer, alert)
    problem = ""
    if form.is_valid():
        try:
            deed(viewer, alert, form.cleaned_data)
        except Refused as refusal:
            problem = refusal.reason
        else:
            return redirect("alerts:detail", pk=pk)
    fresh = found(viewer, pk)
    return alert_page(
        request,
        viewer,
        fresh,
        cards.desk_of(viewer, fresh),
        problem=problem or first_error(form),
        unsaved=form.data.get(form.add_prefix("catatan"), ""),
        status=409 if problem else 422,
    )


def first_error(form: forms.Form) -> str:
    """The first thing wrong with a form, with the name of its field."""
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label}: {errors[0]}" if label else str(errors[0])
    return ""


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The viewer becomes the owner."""
    return do(
        request,
        pk,
        lambda viewer, alert: NoteForm(request.POST, prefix="take"),
        lambda by, alert, said: lifecycle.take_up(by=by, alert=alert, note=said["catatan"]),
    )


@require_POST
def move(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """Along one arrow of the state table."""
    if to not in State.values:
        raise Http404
    target = State(to)

    def form_of(viewer: User, alert: Alert) -> forms.Form:
        arrow = rules.NEXT[State(alert.state)].get(target)
        if arrow is None:
            # The alert moved on meanwhile: the deed itself says so.
            return NoteForm(request.POST, prefix=to)
        return MoveForm(request.POST, alert=alert, to=target, move=arrow)

    def deed(by: User, alert: Alert, said: dict[str, Any]) -> None:
        result = lifecycle.Result(said.get("hasil", ""), said.get("akibat", ""))
        lifecycle.advance(by=by, alert=alert, to=target, note=said["catatan"], result=result)

    return do(request, pk, form_of, deed)


@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader hands the alert to somebody."""
    return do(
        request,
        pk,
        lambda viewer, alert: AssignForm(request.POST, viewer=viewer, alert=alert),
        lambda by, alert, said: lifecycle.assign(
            by=by, alert=alert, to=said["kepada"], note=said["catatan"]
        ),
    )


@require_POST
def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Something new about the alert, without moving it."""
    return do(
        request,
        pk,
        lambda viewer, alert: NoteForm(request.POST, prefix="note"),
        lambda by, alert, said: lifecycle.add_note(by=by, alert=alert, note=said["catatan"]),
    )


def asked_week(request: HttpRequest) -> tuple[WeekForm, weekly.Week]:
    """The week of ``?sampai=``; without it the last seven days."""
    form = WeekForm(request.GET)
    return form, weekly.last_seven_days(form.last_day(timezone.localdate()))


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """The numbers of the weekly sheet on the screen."""
    viewer = viewer_of(request, Kind.WEEKLY_SHEET)
    form, chosen = asked_week(request)
    figures = weekly.week_figures(viewer, chosen, timezone.now())
    record_reading(viewer, queries.confidential(figures.top), page="alert.listed")
    context = {
        "form": form,
        "figures": figures,
        "week": chosen,
        "unvisited": unvisited_districts(viewer, chosen.last),
        "weeks": weeks(),
    }
    return render(request, "alerts/week.html", context)


@require_GET
def weekly_sheet(request: HttpRequest) -> HttpResponse:
    """The same numbers as one A4 page; printing is logged."""
    viewer = viewer_of(request, Kind.WEEKLY_SHEET)
    _form, chosen = asked_week(request)
    content = weekly.weekly_pdf(viewer, chosen, timezone.now())
    with transaction.atomic():
        record(viewer, "weekly_sheet.printed", f"week:{chosen.first.isoformat()}")
    name = f"lembar-mingguan-{chosen.last.isoformat()}.pdf"
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)
