"""The decided applications of an office as counts need them: for the worker and the report alone.

What only the statistics may know (sex, age, village) is joined here, for as long as the counting
lasts, and is stored nowhere beside a decision.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import batched

from django.utils import timezone

from kentongan.accounts.models import Office
from kentongan.entities.told import read_person
from kentongan.screening.catalogues import GRAVE, Decision
from kentongan.screening.models import (
    Application,
    Impression,
    NotTheSame,
    Objection,
    Ruling,
    StoredFinding,
)
from kentongan.screening.quality.base_rates import Ended
from kentongan.screening.quality.report import UNKNOWN, Case, age_band

ROWS_AT_ONCE = 500
# What an application ended in is its gravest ruling: a refusal that was overturned, and followed
# by a passport, was a refusal.
WEIGHT = {
    Decision.ASK: 0,
    Decision.ISSUE: 1,
    Decision.REFER: 2,
    Decision.POSTPONE: 3,
    Decision.REFUSE: 3,
}


@dataclass(frozen=True)
class Final:
    """The ruling by which an application counts, with what came of an objection to it."""

    application: int
    officer: str
    decision: Decision
    reason: str
    carrying: str
    objected: bool
    overturned: bool | None


def moment_of(day: date) -> datetime:
    """The first moment of a local day."""
    return timezone.make_aware(datetime.combine(day, time()))


def finals(office: Office, first: date, last: date) -> list[Final]:
    """One row for each application of an office with a ruling in these days."""
    rulings = Ruling.objects.filter(
        office=office,
        at__gte=moment_of(first),
        at__lt=moment_of(last + timedelta(days=1)),
    )
    columns = ("pk", "application_id", "proposer__username", "decision", "reason_code")
    rows = rulings.order_by("at", "pk").values_list(*columns, "carrying__kind")
    answers = dict(
        Objection.objects.filter(ruling__in=rulings.order_by())
        .order_by("pk")
        .values_list("ruling_id", "overturned")
    )
    gravest: dict[int, Final] = {}
    for pk, application, officer, decision, reason, carrying in rows:
        final = Final(
            application,
            officer,
            Decision(decision),
            reason,
            carrying or "",
            pk in answers,
            answers.get(pk),
        )
        before = gravest.get(application)
        if before is None or WEIGHT[final.decision] >= WEIGHT[before.decision]:
            gravest[application] = final
    return list(gravest.values())


def cases(found: Sequence[Final]) -> Iterable[Case]:
    """The cases of a report, with what the applicants told of themselves."""
    for some in batched(found, ROWS_AT_ONCE, strict=False):
        numbers = [one.application for one in some]
        applications = Application.objects.in_bulk(numbers)
        felt = set(
            Impression.objects.filter(application__in=numbers)
            .order_by()
            .values_list("application_id", flat=True)
        )
        for one in some:
            yield case(one, applications[one.application], one.application in felt)


def case(final: Final, application: Application, has_impression: bool) -> Case:
    """One application as the report reads it; an erased one tells nothing of the person."""
    person = read_person(application.told)
    return Case(
        officer=final.officer,
        sex=person.sex or UNKNOWN,
        age_band=age_band(person.birth_date, timezone.localdate(application.opened_at)),
        purpose=application.purpose,
        village=application.region_code or UNKNOWN,
        decision=final.decision,
        reason=final.reason,
        has_impression=has_impression,
        objected=final.objected,
        overturned=final.overturned,
    )


def ended_by_kind(found: Sequence[Final]) -> dict[str, Ended]:
    """Kind of fact → how the applications with such a fact ended.

    A finding that was called "not the same" is no fact of the application.
    """
    kinds = kinds_of([one.application for one in found])
    by_kind: defaultdict[str, list[Final]] = defaultdict(list)
    for one in found:
        for kind in kinds.get(one.application, ()):
            by_kind[kind].append(one)
    return {kind: ended(kind, some) for kind, some in by_kind.items()}


def kinds_of(applications: Sequence[int]) -> Mapping[int, set[str]]:
    """Application → the kinds of its facts."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for some in batched(applications, ROWS_AT_ONCE, strict=False):
        denied = set(
            NotTheSame.objects.filter(application__in=some).values_list("application_id", "key")
        )
        findings = StoredFinding.objects.filter(application__in=some).order_by()
        for application, key, kind in findings.values_list("application_id", "key", "kind"):
            if (application, key) not in denied:
                found[application].add(kind)
    return found


def ended(kind: str, some: Sequence[Final]) -> Ended:
    """How these ended; objections count for the kind on which the decision rested."""
    carried = [one for one in some if one.carrying == kind]
    return Ended(
        kind=kind,
        decided=len(some),
        issued=sum(one.decision is Decision.ISSUE for one in some),
        referred=sum(one.decision is Decision.REFER for one in some),
        grave=sum(one.decision in GRAVE for one in some),
        answered=sum(one.overturned is not None for one in carried),
        overturned=sum(one.overturned is True for one in carried),
    )
