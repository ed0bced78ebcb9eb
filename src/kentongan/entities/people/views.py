"""The pages of people: thin; who is in sight comes from queries, what is judged goes to actions.

Suspected parties and people to protect have the same pages under addresses and rights of their own;
no page shows both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import reads, viewer_of
from kentongan.access.permissions import allowed, check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.engine.linkage.scoring import Match
from kentongan.entities.actions import judge_people, split_off, undo
from kentongan.entities.comparing import match_of, prepared
from kentongan.entities.level_words import LEVELS
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.network.drawing import word_of
from kentongan.entities.network.queries import PERSON, is_seen
from kentongan.entities.people.forms import ReasonForm, VerdictForm
from kentongan.entities.people.history import history_of
from kentongan.entities.people.telling import areas_of, side_by_side, told_rows
from kentongan.entities.people.waiting import Question, queue_for, root_of
from kentongan.entities.people.waterfall import kept, strongest, waterfall_of
from kentongan.entities.permissions import opens_report_of
from kentongan.entities.person_queries import (
    identity_for,
    judgements_about,
    may_ask,
    people_in_sight,
    person_for,
)
from kentongan.entities.queries import place_names
from kentongan.entities.search.finding import asked, find_people, size_of
from kentongan.entities.sides import SIDES, SUSPECTED, Side, side_of
from kentongan.entities.timeline import timeline_of
from kentongan.entities.told import report_uuid

PAGE_SIZE = 20
MOST_ALIKE = 8
BY_WORD = {side.word: side for side in SIDES.values()}
TAKEN_BACK = gettext_lazy("Penilaian itu dibatalkan. Semua orang yang mengikuti diberi tahu.")
BACK_AGAIN = gettext_lazy("Penilaian itu berlaku lagi. Semua orang yang mengikuti diberi tahu.")
PAGES = ("page", "match", "split", "undo", "queue")


def names_of(side: Side) -> dict[str, str]:
    """The names of the addresses of a side."""
    return {page: f"entities:{side.word}_{page}" for page in PAGES}


def found(viewer: User, side: Side, pk: int) -> AnyPersonMention:
    """The mention, or "not found" for strangers and for numbers that do not exist alike."""
    mention = person_for(viewer, pk, side)
    if mention is None:
        raise Http404
    return mention


def subjects_of(side: Side, mentions: Iterable[AnyPersonMention]) -> list[str]:
    """Who is shown, for the log: people are confidential always."""
    return [f"{side.word}:{pk}" for pk in sorted({one.pk for one in mentions})]


def may_judge(viewer: User, side: Side) -> bool:
    """Whether the viewer says who is who on a side."""
    return allowed(check_may, viewer, side.kind, "judge")


@dataclass(frozen=True)
class Line:
    """One mention as the page lists it; ``report`` where its link would open."""

    mention: AnyPersonMention
    place: str
    rows: list[tuple[Any, str]]
    report: UUID | None


def lines_of(viewer: User, mentions: Sequence[AnyPersonMention]) -> list[Line]:
    """The mentions with what each tells."""
    people = [(one, one.person) for one in mentions]
    codes = {one.region_code for one in mentions} | {c for _m, p in people for c in areas_of(p)}
    places = place_names(codes)
    return [
        Line(
            one,
            places.get(one.region_code, one.region_code),
            told_rows(person, places),
            report_uuid(one.source) if opens_report_of(viewer, one) else None,
        )
        for one, person in people
    ]


@require_GET
def person(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """A person: every confirmed mention, when and where it was told, who may be the same one."""
    side = BY_WORD[word]
    viewer = viewer_of(request, side.kind)
    return person_page(request, viewer, found(viewer, side, pk))


def person_page(
    request: HttpRequest,
    viewer: User,
    mention: AnyPersonMention,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, with what went wrong."""
    side = next(one for one in SIDES.values() if isinstance(mention, one.mentions))
    members = identity_for(viewer, mention)
    alike = alike_to(viewer, side, mention, members)
    shown = [*members, *(hit.mention for hit in alike)]
    record_reading(viewer, subjects_of(side, shown), page="person.read")
    lines = lines_of(viewer, members)
    names = {line.mention.region_code: line.place for line in lines}
    told = [(one.region_code, one.noticed_on) for one in members]
    context = {
        "thing": mention,
        "network": drawn_at(viewer, mention),
        "side": side,
        "names": names_of(side),
        "lines": lines,
        "timeline": timeline_of(told, names),
        "undated": sum(day is None for _code, day in told),
        "alike": [(hit.mention, LEVELS[hit.match.level], strongest(hit.match)) for hit in alike],
        "said": history_of(judgements_about(viewer, mention)),
        "may_judge": may_judge(viewer, side),
        "form": ReasonForm(auto_id=False),
        "problem": problem,
    }
    return render(request, "entities/person.html", context, status=status)


def drawn_at(viewer: User, mention: AnyPersonMention) -> str:
    """Where a person is drawn; nowhere for who reads no things, and of people to protect."""
    node = (PERSON, mention.identity_id)  # type: ignore[attr-defined]
    if node[1] is None or side_of(mention) is not SUSPECTED:
        return ""
    drawn = reads(viewer, Kind.ENTITY) and is_seen(viewer, node)
    return f"{reverse('entities:network')}?pusat={word_of(node)}" if drawn else ""


def alike_to(
    viewer: User, side: Side, mention: AnyPersonMention, members: Sequence[AnyPersonMention]
) -> list[Any]:
    """Mentions in sight that may be the same person and that nobody has answered for."""
    own = {one.pk for one in members}
    hits = find_people(viewer, side, asked(mention.person), MOST_ALIKE + len(own))
    open_hits = [hit for hit in hits if hit.mention.pk not in own and hit.match.weight > 0]
    return [hit for hit in open_hits if may_ask(mention, hit.mention)][:MOST_ALIKE]


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, pk: int, other: int, word: str) -> HttpResponse:
    """Two mentions side by side, why they are alike, and the question whether they are one."""
    side = BY_WORD[word]
    viewer = viewer_of(request, side.kind)
    first, second = found(viewer, side, pk), found(viewer, side, other)
    if pk == other:
        raise Http404
    compared = match_of(prepared(first.person), prepared(second.person), size_of(side))
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        check_may(viewer, side.kind, "judge")
        if form.is_valid() and decide(viewer, first, second, form, compared):
            messages.success(request, _("Penilaian Anda tersimpan."))
            return redirect(names_of(side)["page"], pk=first.pk)
    return match_page(request, viewer, (first, second), form, compared)


def decide(
    viewer: User, first: AnyPersonMention, second: AnyPersonMention, form: Form, compared: Match
) -> bool:
    """Whether the judgement was taken; a refusal is told beside the reason."""
    said = form.cleaned_data
    try:
        judge_people(
            by=viewer,
            first=first,
            second=second,
            verdict=said["putusan"],
            reason=said["alasan"],
            shown=kept(compared),
        )
    except Refused as refusal:
        form.add_error("alasan", refusal.reason)
        return False
    return True


def match_page(
    request: HttpRequest,
    viewer: User,
    pair: tuple[AnyPersonMention, AnyPersonMention],
    form: Form,
    compared: Match,
) -> HttpResponse:
    """The page of two, with the form as it was sent."""
    first, second = pair
    side = next(one for one in SIDES.values() if isinstance(first, one.mentions))
    record_reading(viewer, subjects_of(side, pair), page="person.read")
    one, other = first.person, second.person
    context = {
        "first": first,
        "second": second,
        "lines": lines_of(viewer, pair),
        "rows": side_by_side(one, other, place_names(areas_of(one) | areas_of(other))),
        "waterfall": waterfall_of(compared),
        "names": names_of(side),
        "side": side,
        "are_one": root_of(first) == root_of(second),
        "may_judge": may_judge(viewer, side),
        "form": form,
    }
    return render(request, "entities/match.html", context, status=422 if form.errors else 200)


@require_POST
def split(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Take one mention out of its person."""
    side = BY_WORD[word]
    viewer = viewer_of(request, side.kind)
    mention = found(viewer, side, pk)
    check_may(viewer, side.kind, "judge")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return person_page(request, viewer, mention, _("Tulis alasannya dalam satu kalimat."), 422)
    try:
        split_off(by=viewer, mention=mention, reason=form.cleaned_data["alasan"])
    except Refused as refusal:
        return person_page(request, viewer, mention, refusal.reason, 422)
    messages.success(request, _("Sebutan ini berdiri sendiri lagi."))
    return redirect(names_of(side)["page"], pk=mention.pk)


@require_POST
def take_back(request: HttpRequest, pk: int, act: UUID, word: str) -> HttpResponse:
    """Undo what was said at once; with ``kembali``, what an undoing took back holds again."""
    side = BY_WORD[word]
    viewer = viewer_of(request, side.kind)
    mention = found(viewer, side, pk)
    check_may(viewer, side.kind, "judge")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return person_page(request, viewer, mention, _("Tulis alasannya dalam satu kalimat."), 422)
    try:
        undo(by=viewer, act=act, reason=form.cleaned_data["alasan"], side=side)
    except Refused as refusal:
        return person_page(request, viewer, mention, refusal.reason, 422)
    messages.success(request, BACK_AGAIN if request.POST.get("kembali") else TAKEN_BACK)
    return redirect(names_of(side)["page"], pk=mention.pk)


@require_GET
def queue(request: HttpRequest, word: str) -> HttpResponse:
    """The questions, the most valuable first."""
    side = BY_WORD[word]
    viewer = viewer_of(request, side.kind)
    if unknown := set(request.GET) - {"hal", "lemah"}:
        raise BadRequest(f"unknown parameters: {len(unknown)}")
    weak = request.GET.get("lemah") == "1"
    waiting = queue_for(viewer, side, weak=weak)
    page = Paginator(waiting.questions, PAGE_SIZE).get_page(request.GET.get("hal"))
    shown = [mention for one in page for mention in (one.first, one.second)]
    record_reading(viewer, subjects_of(side, shown), page="person.listed")
    places = place_names({mention.region_code for mention in shown})
    context = {
        "page": page,
        "rows": [row_of(one, places) for one in page],
        "is_cut": waiting.is_cut,
        "people": people_in_sight(viewer, side).count(),
        "weak": weak,
        "query": "lemah=1" if weak else "",
        "names": names_of(side),
        "side": side,
    }
    return render(request, "entities/queue.html", context)


def row_of(one: Question, places: dict[str, str]) -> dict[str, Any]:
    """One question of the list in words."""
    ends = (one.first, one.second)
    return {
        "question": one,
        "level": LEVELS[one.match.level],
        "is_likely": one.match.level == "very_likely",
        "sentences": strongest(one.match),
        "places": [places.get(end.region_code, end.region_code) for end in ends],
    }
