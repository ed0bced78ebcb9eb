"""/tanda-terima/: how far it went, and taking the identity back. For anybody, without a login.

Every answer to a number, known or not, is made by the same work and has the same length.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.actions.sealing import erase_by_receipt
from kentongan.access.sealing.queries import found_by_receipt
from kentongan.access.sealing.slowing import slowed

# Room for the longest answer in any language; what is left is filled with blanks.
ANSWER_BYTES = 16 * 1024
LONGEST_TYPED = 100


def typed_number(request: HttpRequest) -> str:
    """What was typed, shortened."""
    return request.POST.get("number", "")[:LONGEST_TYPED]


def even_answer(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """The page filled up to one length; raises ValueError if it should not fit."""
    answer = render(request, "access/receipt.html", context)
    if len(answer.content) > ANSWER_BYTES:
        raise ValueError("the receipt page is longer than its frame")
    answer.content = answer.content.ljust(ANSWER_BYTES)
    return answer


@login_not_required
@sensitive_post_parameters("number")
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Type the digits, see the status."""
    if request.GET:
        raise BadRequest("unknown parameters")
    if request.method != "POST":
        return render(request, "access/receipt.html", {"is_empty": True})
    number = typed_number(request)
    with slowed(request, timezone.localdate()) as is_turn:
        if not is_turn:
            return even_answer(request, {"is_busy": True})
        found = found_by_receipt(number)
    return even_answer(request, {"is_answer": True, "found": found, "number": number})


@login_not_required
@sensitive_post_parameters("number")
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Take the identity back: asked once more, then done."""
    number = typed_number(request)
    if request.POST.get("sure") != "ya":
        return even_answer(request, {"is_question": True, "number": number})
    with slowed(request, timezone.localdate()) as is_turn:
        if not is_turn:
            return even_answer(request, {"is_busy": True})
        is_erased = erase_by_receipt(typed=number)
    return even_answer(request, {"is_done": True, "is_erased": is_erased})


@login_not_required
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Where the quick exit leads without JavaScript: a page that says nothing."""
    return render(request, "access/left.html")
