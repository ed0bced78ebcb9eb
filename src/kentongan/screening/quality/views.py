"""The auditor's pages: figures of the desk, its rules, and the file for the Ombudsman. Thin."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.errors import Refused
from kentongan.access.pages import viewer_of
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.engine.fairness import FEWEST, REPORT_LEVEL
from kentongan.entities.queries import place_names
from kentongan.screening.actions import quality as deeds
from kentongan.screening.catalogues import fact_kinds
from kentongan.screening.dated import in_force
from kentongan.screening.models import QualityReport
from kentongan.screening.quality import queries
from kentongan.screening.quality.base_rates import MOST_OVERTURNED
from kentongan.screening.quality.drawing import funnel
from kentongan.screening.quality.export import as_csv
from kentongan.screening.quality.forms import RuleForm
from kentongan.screening.quality.wording import (
    OUTCOMES,
    QUESTIONS,
    flag_sentences,
    rows_of,
    too_small,
)


def found(viewer: User, pk: int | None) -> QualityReport | None:
    """The report that was asked for; "not found" for a number that is not for this viewer."""
    report = queries.report_for(viewer, pk)
    if report is None and pk is not None:
        raise Http404
    return report


@require_GET
def overview(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What happened in a period, what chance explains badly, and everything it was compared by."""
    viewer = viewer_of(request, Kind.DESK_QUALITY)
    report = found(viewer, pk)
    content = report.content if report else {}
    context = {
        "report": report,
        "content": content,
        "parts": parts_of(report.office.name, content) if report else [],
        "months": queries.reports_for(viewer).filter(is_month=True).defer("content"),
        "fewest": FEWEST,
        "false_flags": f"{REPORT_LEVEL:.0%}",
    }
    return render(request, "screening/quality/overview.html", context)


def parts_of(office: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One part an outcome: its flags, and a table with a funnel for every question."""
    names = names_in(content)
    return [
        {
            "title": OUTCOMES[name],
            "events": told["events"],
            "flags": flag_sentences(told, names),
            "questions": [
                question_of(question, told, content["decided"], names) for question in QUESTIONS
            ],
        }
        for name, told in content["outcomes"].items()
    ]


def question_of(
    question: str, told: Mapping[str, Any], decided: int, names: Mapping[str, str]
) -> dict[str, Any]:
    """One question: its rows, its funnel, and how many units were too small."""
    rows = rows_of(question, told, names)
    return {
        "title": QUESTIONS[question],
        "rows": rows,
        "too_small": too_small(question, told),
        "funnel": funnel(told, question, decided, rows),
    }


def names_in(content: Mapping[str, Any]) -> dict[str, str]:
    """The names of the officers and villages that a report speaks of."""
    told = content["outcomes"]["grave"]["questions"]
    logins = [row[0] for row in told["officer"]]
    people = User.objects.filter(username__in=logins).values_list("username", "full_name")
    villages = [row[0] for row in told["village"] if row[1] >= FEWEST]
    return place_names(villages) | dict(people)


@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """Make the figures of the running year anew."""
    viewer = viewer_of(request, Kind.DESK_QUALITY)
    deeds.count_now(by=viewer)
    return redirect("desk_quality:overview")


@require_http_methods(["POST"])
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a whole month, with small numbers hidden; by POST alone, since it is noted."""
    viewer = viewer_of(request, Kind.DESK_QUALITY)
    report = found(viewer, pk)
    if report is None or not report.is_month:
        raise Http404
    text = as_csv(report)
    digest = hashlib.sha256(text.encode()).hexdigest()
    deeds.hand_out_export(by=viewer, report=report, digest=digest)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"loket-paspor-{report.first_day:%Y-%m}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule of the desk: how its facts ended, and whether it is suspended."""
    return rules_page(request, viewer_of(request, Kind.DESK_QUALITY))


def rules_page(
    request: HttpRequest, viewer: User, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page; ``problem`` tells of a decision that failed."""
    kinds = in_force(fact_kinds(), timezone.localdate())
    suspended = {one.kind: one for one in queries.suspensions_for(viewer) if not one.ended_at}
    lines = [
        {
            "kind": rate.ended.kind,
            "sentence": bare(kinds[rate.ended.kind].sentence) if rate.ended.kind in kinds else "",
            "rate": rate,
            "suspension": suspended.get(rate.ended.kind),
            "form": RuleForm(initial={"aturan": rate.ended.kind}, auto_id=f"{rate.ended.kind}_%s"),
        }
        for rate in queries.rules_for(viewer)
    ]
    context = {
        "lines": lines,
        "past": [one for one in queries.suspensions_for(viewer) if one.ended_at],
        "may_suspend": may(viewer, Kind.DESK_QUALITY, "suspend_rule"),
        "most": f"{MOST_OVERTURNED:.0%}",
        "problem": problem,
    }
    return render(request, "screening/quality/rules.html", context, status=status)


def bare(sentence: str) -> str:
    """The sentence of a fact without the values of any application."""
    return re.sub(r"{\w+}", "…", sentence)


@require_POST
def suspend(request: HttpRequest) -> HttpResponse:
    """The rule finds no facts from now on."""
    return decided(request, deeds.suspend_rule)


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """The rule finds facts again."""
    return decided(request, deeds.resume_rule)


def decided(request: HttpRequest, deed: Any) -> HttpResponse:
    """Do it with the words of the form, or say why not."""
    viewer = viewer_of(request, Kind.DESK_QUALITY)
    form = RuleForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    try:
        deed(by=viewer, kind=said.get("aturan", ""), reason=said.get("alasan", ""))
    except Refused as refusal:
        return rules_page(request, viewer, refusal.reason, 409 if form.is_valid() else 422)
    return redirect("desk_quality:rules")
