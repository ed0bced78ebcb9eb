"""The pages of the network: thin; what is drawn comes from queries and drawing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.engine.linkage.network.graph import Column
from kentongan.entities.models import Mention, ThingKind
from kentongan.entities.network.drawing import (
    NAMED_AT_FIRST,
    Web,
    numbers_for_canvas,
    picture_of,
    small,
    things_among,
    villages_among,
    web_of,
    word_of,
)
from kentongan.entities.network.explaining import (
    Hop,
    explained,
    nodes_on,
    path_between,
)
from kentongan.entities.network.forms import NetworkForm
from kentongan.entities.network.queries import (
    DESTINATION,
    THING,
    VILLAGE,
    Key,
    Wish,
    around,
    confidential,
    destinations,
    is_seen,
    names_of_things,
    printable_for,
    seen_by,
    tellings,
    told_by,
)
from kentongan.entities.queries import place_names

ASKED = {"pusat", "ke", "langkah", "sejak", "sampai", "umum"}
MOST_NAMES = 200
RELATIONS_SHOWN = 40
HEADINGS = {
    Column.RECRUITER: _("Perekrut"),
    Column.NUMBER: _("Nomor dan akun"),
    Column.OFFER: _("Tawaran dan lembaga"),
    Column.PLACE: _("Tempat"),
    Column.DESTINATION: _("Negara tujuan"),
}
WORDS = {kind.value: kind.label for kind in ThingKind}
WORDS |= {VILLAGE: _("Desa"), DESTINATION: _("Negara tujuan")}

type Source = Callable[[User, Wish], QuerySet[Mention]]


@dataclass(frozen=True)
class Asked:
    """What a page shows: the web around the centre, and the path to the goal if one is asked."""

    viewer: User
    wish: Wish
    mentions: QuerySet[Mention]
    web: Web
    hops: list[Hop] | None

    @property
    def marked(self) -> list[Key]:
        """The nodes that stand out: the path, else the centre."""
        return nodes_on(self.hops or []) or [key for key in (self.wish.centre,) if key]


def asked(
    request: HttpRequest, source: Source, *, on_paper: bool = False
) -> tuple[NetworkForm, Asked]:
    """The question of an address; who sees nothing of its nodes finds no such page."""
    viewer = viewer_of(request, Kind.ENTITY)
    if unknown := set(request.GET) - ASKED:
        raise BadRequest(f"unknown parameters: {len(unknown)}")
    form = NetworkForm(request.GET)
    wish = form.wish()
    if any(key and not is_seen(viewer, key) for key in (wish.centre, wish.goal)):
        raise Http404
    return form, answer(viewer, wish, source(viewer, wish), on_paper=on_paper)


def answer(viewer: User, wish: Wish, mentions: QuerySet[Mention], *, on_paper: bool) -> Asked:
    """The web that a wish asks for."""
    hops = None
    if wish.centre is None:
        rows = tellings(mentions)
    else:
        rows = around(mentions, wish.centre, wish.steps)
        hops = path_between(mentions, wish) if wish.goal else None
        on_the_way = {source for hop in hops or [] for source in hop.sources[:1]}
        rows += told_by(mentions, on_the_way - {row.source for row in rows})
    web = web_of(rows, destinations(viewer, rows, on_paper=on_paper))
    return Asked(viewer, wish, mentions, web, hops)


@require_GET
def network(request: HttpRequest) -> HttpResponse:
    """The picture with its words: form, path, drawing, the strongest lines as a table."""
    form, shown = asked(request, seen_by)
    context = {
        "form": form,
        "query": request.GET.urlencode(),
        "is_filtered": bool(request.GET),
        "headings": [(int(column), words) for column, words in HEADINGS.items()],
        "kinds": WORDS.items(),
        **in_words(shown),
    }
    return render(request, "entities/network.html", context)


@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """One A4 page: the drawing, the path and the strongest lines. What leaves the house."""
    _form, shown = asked(request, printable_for, on_paper=True)
    now = timezone.localtime()
    return render(request, "entities/network_print.html", {"now": now, **in_words(shown)})


@require_GET
def numbers(request: HttpRequest) -> JsonResponse:
    """What the script draws; names of places and of the things told most."""
    _form, shown = asked(request, seen_by)
    web = shown.web
    first = {*web.most_told(NAMED_AT_FIRST)}
    keys = [key for n, key in enumerate(web.network.keys) if n in first or key[0] != THING]
    return JsonResponse(numbers_for_canvas(web, named(shown, [*keys, *shown.marked])))


@require_GET
def names(request: HttpRequest) -> JsonResponse:
    """The names of some things, as somebody looks closer; those out of sight have none."""
    viewer = viewer_of(request, Kind.ENTITY)
    words = request.GET.get("hal", "").split(",")
    if set(request.GET) != {"hal"} or len(words) > MOST_NAMES or not all(map(is_number, words)):
        raise BadRequest("hal: up to 200 numbers")
    things = {int(word) for word in words}
    seen = seen_by(viewer, Wish(hubs=True)).filter(thing__in=things)
    note_reading(viewer, confidential(tellings(seen), things))
    found = names_of_things(viewer, things)
    return JsonResponse({word_of((THING, pk)): name for pk, name in found.items()})


def is_number(word: str) -> bool:
    """Whether a word can be the key of a thing."""
    return word.isascii() and word.isdigit() and len(word) <= 18


def note_reading(viewer: User, subjects: list[str]) -> None:
    """Names that confidential sources told are written down before they are shown."""
    record_reading(viewer, subjects, page="thing.listed")


def named(shown: Asked, keys: Collection[Key]) -> dict[Key, str]:
    """The names of some nodes in sight."""
    things = things_among(keys)
    note_reading(shown.viewer, confidential(shown.web.rows, things))
    found = names_of_things(shown.viewer, things)
    places = place_names(set(villages_among(keys)))
    names: dict[Key, str] = {(THING, pk): name for pk, name in found.items()}
    names |= {(VILLAGE, code): places.get(code, code) for code in villages_among(keys)}
    names |= shown.web.destinations
    return {key: names.get(key, "–") for key in keys}


def in_words(shown: Asked) -> dict[str, Any]:
    """The part that fits a page: its drawing, its lines and the path, with names."""
    part = small(shown.web, shown.marked)
    ends = [key for key in (shown.wish.centre, shown.wish.goal) if key]
    names = named(shown, {*part.network.keys, *shown.marked, *ends})
    picture = picture_of(shown.web, part, names, shown.marked)
    return {
        "wish": shown.wish,
        "centre": names[shown.wish.centre] if shown.wish.centre else "",
        "goal": names[shown.wish.goal] if shown.wish.goal else "",
        "picture": picture,
        "heads": [(x, HEADINGS[column]) for column, x in picture.columns],
        "relations": picture.relations[:RELATIONS_SHOWN],
        "totals": totals(shown.web),
        "no_path": bool(shown.wish.goal and shown.wish.centre) and shown.hops is None,
        "path": told_path(shown, names),
        "marked": " ".join(map(word_of, shown.marked)),
    }


def totals(web: Web) -> dict[str, int]:
    """How much is drawn."""
    return {
        "nodes": len(web.network.keys),
        "links": len(web.links.left),
        "left_out": web.links.left_out,
    }


def told_path(shown: Asked, names: dict[Key, str]) -> list[dict[str, Any]]:
    """The steps of the path with the names of their ends."""
    steps = explained(shown.viewer, shown.mentions, shown.hops) if shown.hops else []
    return [
        {
            "start": names[step.start],
            "end": names[step.end],
            "word": word_of(step.end),
            "step": step,
        }
        for step in steps
    ]
