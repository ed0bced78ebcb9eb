"""The one search box: a page, and an answer while somebody types.

Questions are posted: a name or a national id stands in no address, no history and no log of a
server in between.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind
from kentongan.audit.actions import record_reading
from kentongan.entities.search.answering import answer, confidential
from kentongan.entities.search.asking import LONGEST, read_words

SHOWN = ("sort", "title", "meta", "address", "level")


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The page: the box alone, or with what was found."""
    viewer = viewer_of(request, Kind.ENTITY)
    question = read_words(request.POST.get("kata", ""))
    lines = answer(viewer, question)
    record_reading(viewer, confidential(lines), page="person.listed")
    context = {
        "text": question.text,
        "lines": lines,
        "was_asked": request.method == "POST",
        "is_understood": question.asks,
        "longest": LONGEST,
    }
    return render(request, "entities/search.html", context)


@require_POST
def typed(request: HttpRequest) -> JsonResponse:
    """What is found so far, as JSON: ``lines``, a list of sort, title, meta, address and level."""
    viewer = viewer_of(request, Kind.ENTITY)
    lines = answer(viewer, read_words(request.POST.get("kata", "")), is_typing=True)
    record_reading(viewer, confidential(lines), page="person.listed")
    return JsonResponse({"lines": [{name: getattr(one, name) for name in SHOWN} for one in lines]})
