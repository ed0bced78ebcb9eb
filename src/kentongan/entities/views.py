"""The pages of things: thin; what is shown comes from queries, what is judged goes to actions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kentongan.access.errors import Refused
from kentongan.access.labels import Label
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import allowed
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.entities.actions import judge_hub
from kentongan.entities.forms import FilterForm, JudgeForm
from kentongan.entities.models import Mention, Thing
from kentongan.entities.permissions import check_may_judge, opens_report_of
from kentongan.entities.queries import (
    MOST_SEARCHED,
    Wish,
    counts_of,
    judgements_of,
    mentions_visible_to,
    place_names,
    search_is_cut,
    thing_for,
    things_wished,
    with_things,
)
from kentongan.entities.timeline import timeline_of
from kentongan.entities.told import report_uuid

PAGE_SIZE = 25
MENTIONS_A_PAGE = 50
LIST_WORDS = {"kata", "jenis", "umum", "hal"}


def found(viewer: User, pk: int) -> Thing:
    """The thing, or "not found" for strangers and for numbers that do not exist alike."""
    thing = thing_for(viewer, pk)
    if thing is None:
        raise Http404
    return thing


class Pages(Paginator):  # type: ignore[type-arg]
    """Pages of rows that are counted from mentions: the number of rows needs no order."""

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Any, dict[str, Any]] = self.object_list  # type: ignore[assignment]
        return rows.order_by().count()


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The things in sight, those told in most villages first."""
    viewer = viewer_of(request, Kind.ENTITY)
    if unknown := set(request.GET) - LIST_WORDS:
        raise BadRequest(f"unknown parameters: {len(unknown)}")
    form = FilterForm(request.GET)
    wish = form.wish()
    page = Pages(things_wished(viewer, wish), PAGE_SIZE).get_page(request.GET.get("hal"))
    told = [row["thing"] for row in page.object_list if row["label"] >= Label.CONFIDENTIAL]
    record_reading(viewer, [f"thing:{pk}" for pk in told], page="thing.listed")
    query = request.GET.copy()
    query.pop("hal", None)
    context = {
        "form": form,
        "page": page,
        "rows": with_things(page.object_list),
        "query": query.urlencode(),
        "is_filtered": wish != Wish(),
        "most_searched": MOST_SEARCHED if wish.words and search_is_cut(viewer) else 0,
    }
    return render(request, "entities/list.html", context)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing: who told it, where and when."""
    viewer = viewer_of(request, Kind.ENTITY)
    return detail_page(request, viewer, found(viewer, pk))


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says that the thing is common, or that it is not."""
    viewer = viewer_of(request, Kind.ENTITY)
    thing = found(viewer, pk)
    check_may_judge(viewer)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return detail_page(request, viewer, thing, form, 422)
    said = form.cleaned_data
    try:
        judge_hub(by=viewer, thing=thing, is_hub=said["is_hub"], reason=said["reason"])
    except Refused as refusal:
        form.add_error("reason", refusal.reason)
        return detail_page(request, viewer, thing, form, 422)
    done = _("Ditandai sebagai hal umum.") if said["is_hub"] else _("Tidak lagi hal umum.")
    messages.success(request, done)
    return redirect("entities:detail", pk=thing.pk)


@dataclass(frozen=True)
class Line:
    """One mention as the table shows it; ``report`` where its link would open."""

    mention: Mention
    place: str
    report: UUID | None


def detail_page(
    request: HttpRequest,
    viewer: User,
    thing: Thing,
    form: JudgeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a thing, with the form as it was sent."""
    seen = mentions_visible_to(viewer, thing)
    told = list(seen.values_list("region_code", "noticed_on"))
    names = place_names({code for code, _day in told})
    page = Paginator(seen, MENTIONS_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "thing": thing,
        "counts": counts_of(viewer, thing),
        "timeline": timeline_of(told, names),
        "undated": sum(day is None for _code, day in told),
        "page": page,
        "lines": [line_of(viewer, mention, names) for mention in page.object_list],
        "judgements": judgements_of(viewer, thing),
        "may_judge": allowed(check_may_judge, viewer),
        "form": form or JudgeForm(initial={"is_hub": not thing.is_hub}),
    }
    record_opening(viewer, thing, list(page.object_list))
    return render(request, "entities/detail.html", context, status=status)


def line_of(viewer: User, mention: Mention, names: dict[str, str]) -> Line:
    """One row of the table."""
    report = report_uuid(mention.source) if opens_report_of(viewer, mention) else None
    return Line(mention, names.get(mention.region_code, mention.region_code), report)


def record_opening(viewer: User, thing: Thing, mentions: list[Mention]) -> None:
    """Reading what confidential sources told is written down before it is shown."""
    if confidential := sum(mention.label >= Label.CONFIDENTIAL for mention in mentions):
        record_reading(viewer, [f"thing:{thing.pk}"], page="thing.read", mentions=confidential)
