"""The pages of the network: thin; what is drawn comes from queries and drawing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.engine.linkage.network.graph import Column
from kentongan.entities.models import ThingKind
from kentongan.entities.network.drawing import (
    NAMED_AT_FIRST,
    Web,
    numbers_for_canvas,
    picture_of,
    small,
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
from kentongan.entities.network.naming import Named, named
from kentongan.entities.network.queries import (
    DESTINATION,
    PERSON,
    THING,
    VILLAGE,
    InSight,
    Key,
    Wish,
    among,
    around,
    destinations,
    everything,
    is_seen,
    printable_for,
    seen_by,
    tellings,
    told_by,
)
from kentongan.entities.person_queries import PERSON as PERSON_KIND
from kentongan.entities.queries import place_names
from kentongan.entities.told import Role

ASKED = {"pusat", "ke", "langkah", "sejak", "sampai", "umum"}
MOST_NAMES = 200
NAMED_LATER = (THING, PERSON)  # as somebody looks closer; each name is opened by itself
RELATIONS_SHOWN = 40
HEADINGS = {
    Column.RECRUITER: _("Perekrut"),
    Column.NUMBER: _("Nomor dan akun"),
    Column.OFFER: _("Tawaran dan lembaga"),
    Column.PLACE: _("Tempat"),
    Column.DESTINATION: _("Jalur dan tujuan"),
}
WORDS = {kind.value: kind.label for kind in ThingKind}
WORDS |= {PERSON_KIND: Role.SUSPECTED.label, VILLAGE: _("Desa"), DESTINATION: _("Negara tujuan")}

type Source = Callable[[User, Wish], InSight]


@dataclass(frozen=True)
class Asked:
    """What a page shows: the web around the centre, and the path to the goal if one is asked."""

    viewer: User
    wish: Wish
    sight: InSight
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


def answer(viewer: User, wish: Wish, sight: InSight, *, on_paper: bool) -> Asked:
    """The web that a wish asks for."""
    hops = None
    if wish.centre is None:
        rows = everything(sight)
    else:
        rows = around(sight, wish.centre, wish.steps)
        hops = path_between(sight, wish) if wish.goal else None
        on_the_way = {source for hop in hops or [] for source in hop.sources[:1]}
        rows += told_by(sight, on_the_way - {row.source for row in rows})
    web = web_of(rows, destinations(viewer, rows, on_paper=on_paper))
    return Asked(viewer, wish, sight, web, hops)


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
    """What the script draws; names of places and of the nodes told most."""
    _form, shown = asked(request, seen_by)
    web = shown.web
    first = {*web.most_told(NAMED_AT_FIRST)}
    every = enumerate(web.network.keys)
    keys = [key for number, key in every if number in first or key[0] not in NAMED_LATER]
    return JsonResponse(numbers_for_canvas(web) | for_script(called(shown, [*keys, *shown.marked])))


@require_GET
def names(request: HttpRequest) -> JsonResponse:
    """The names of some nodes, as somebody looks closer; those out of sight have none."""
    viewer = viewer_of(request, Kind.ENTITY)
    if not request.GET or set(request.GET) - {*NAMED_LATER}:
        raise BadRequest("hal, orang: up to 200 numbers")
    keys = [(sort, number) for sort in request.GET for number in numbers_in(request.GET[sort])]
    sight = seen_by(viewer, Wish(hubs=True))
    rows = tellings(sight.things.filter(thing__in=among(keys, THING)))
    return JsonResponse(for_script(named(viewer, sight.people, rows, keys)))


def numbers_in(words: str) -> set[int]:
    """The numbers of ``1,2,3``; raises BadRequest for anything else and for too many."""
    found = words.split(",")
    if len(found) > MOST_NAMES or not all(map(is_number, found)):
        raise BadRequest("up to 200 numbers")
    return {int(word) for word in found}


def is_number(word: str) -> bool:
    """Whether a word can be the key of a thing or a person."""
    return word.isascii() and word.isdigit() and len(word) <= 18


def for_script(told: Named) -> dict[str, dict[str, str]]:
    """Names and addresses under the words of their nodes."""
    return {
        "names": {word_of(key): name for key, name in told.names.items()},
        "pages": {word_of(key): page for key, page in told.pages.items()},
    }


def called(shown: Asked, keys: Collection[Key]) -> Named:
    """The names of some nodes in sight, places and destinations among them."""
    told = named(shown.viewer, shown.sight.people, shown.web.rows, keys)
    villages = among(keys, VILLAGE)
    places = place_names(set(villages))
    names = told.names | {(VILLAGE, code): places.get(code, code) for code in villages}
    names |= shown.web.destinations
    return Named({key: names.get(key, "–") for key in keys}, told.pages)


def in_words(shown: Asked) -> dict[str, Any]:
    """The part that fits a page: its drawing, its lines and the path, with names."""
    part = small(shown.web, shown.marked)
    ends = [key for key in (shown.wish.centre, shown.wish.goal) if key]
    told = called(shown, {*part.network.keys, *shown.marked, *ends})
    names = told.names
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
        "path": told_path(shown, told),
        "marked": " ".join(map(word_of, shown.marked)),
    }


def totals(web: Web) -> dict[str, int]:
    """How much is drawn."""
    return {
        "nodes": len(web.network.keys),
        "links": len(web.links.left),
        "left_out": web.links.left_out,
    }


def told_path(shown: Asked, told: Named) -> list[dict[str, Any]]:
    """The steps of the path with the names of their ends, and the pages of people."""
    steps = explained(shown.viewer, shown.sight, shown.hops) if shown.hops else []
    return [
        {
            "start": told.names[step.start],
            "start_page": told.pages.get(step.start, ""),
            "end": told.names[step.end],
            "end_page": told.pages.get(step.end, ""),
            "word": word_of(step.end),
            "step": step,
        }
        for step in steps
    ]
