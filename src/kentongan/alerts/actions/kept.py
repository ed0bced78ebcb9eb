"""What the weekly looks read, from the rows that are kept of each report: nothing is opened.

Only the reports behind a finding are, to say it in their words.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import batched, pairwise

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from kentongan.access.visibility import within_areas
from kentongan.accounts.models import Agency, Office
from kentongan.alerts.actions import material
from kentongan.alerts.actions.marking import FIELDS, mark
from kentongan.alerts.detectors import Telling
from kentongan.alerts.detectors.pattern import Said, first_day, first_recent_day
from kentongan.alerts.detectors.silence import LAST_REPORTS, WEEK, Told, Week, weeks_of
from kentongan.alerts.detectors.telling_facts import REGENCY
from kentongan.alerts.models import CountedReport
from kentongan.engine.detection.patterns import Pattern
from kentongan.indicators.rulebook import PatternRule, SilenceRule
from kentongan.reports.queries.reports import Examined

REGENCY_LENGTH, DISTRICT_LENGTH = 5, 8  # 35.03 and 35.03.05
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Kept:
    """What an office was told in the ordinary channel; bring the rows up to date first."""

    office: Office

    def said(self, on: date, rule: PatternRule) -> Said:
        """What the voices say: all rows that repeat no other, placed or not."""
        start, since = first_day(on, rule), first_recent_day(on, rule)
        voices = rows_of(self.office, on).filter(repeats=None, day__lte=on)
        recent, before = voices.filter(day__gte=since), voices.filter(day__gte=start, day__lt=since)
        first = voices.filter(day__gte=start).order_by("day").values_list("day", flat=True).first()
        columns, sizes = columns_of((before, recent))
        is_recent = [number == 1 for number, size in enumerate(sizes) for _row in range(size)]
        return Said(columns, is_recent, first, mark, lambda one: behind(one, recent, self.office))

    def told(self, on: date, rule: SilenceRule) -> Told:
        """How much was told each week, counted by the database."""
        since = on - timedelta(days=WEEK * weeks_of(rule) - 1)
        rows = rows_of(self.office, on).filter(known_on__gte=since)
        names = dict(Agency.objects.order_by().values_list("pk", "name"))
        own = self.office.agency_id
        weeks = (
            Week(names[agency], agency == own, code if len(code) == DISTRICT_LENGTH else "", ago, n)
            for (agency, code, ago), n in by_week(rows, on).items()
        )
        return Told(weeks, lambda what, name: self.last(rows, what, name))

    def last(self, rows: QuerySet[CountedReport], what: str, name: str) -> Sequence[Telling]:
        """The last reports of an agency, or of others than the office in a sub-district."""
        if what == "agency":
            named = Agency.objects.filter(name=name).order_by()
            series = rows.filter(agency__in=list(named.values_list("pk", flat=True)))
        else:
            series = rows.filter(within_areas("region_code", (name,)))
            series = series.exclude(agency=self.office.agency_id)
        latest = series.order_by("-known_on", "-report").values_list("pk", flat=True)
        return tellings_of(latest[:LAST_REPORTS], self.office)


def rows_of(office: Office, on: date) -> QuerySet[CountedReport]:
    """The rows of what was told by a day."""
    return CountedReport.objects.filter(office=office, known_on__lte=on).order_by()


def columns_of(
    parts: Sequence[QuerySet[CountedReport]],
) -> tuple[dict[str, list[str]], list[int]]:
    """Column → mark of each voice, one part after the other; and the size of each part."""
    told: list[list[str]] = [[] for _column in (*FIELDS, REGENCY)]
    ends = [0]
    same: dict[str, str] = {}  # each mark is kept once
    for voices in parts:
        wanted = voices.annotate(regency=Substr("region_code", 1, REGENCY_LENGTH))
        rows = wanted.values_list(*FIELDS.values(), "regency").iterator(chunk_size=ROWS_AT_ONCE)
        for some in batched(rows, ROWS_AT_ONCE, strict=False):
            for column, words in zip(told, zip(*some, strict=True), strict=True):
                column.extend([same.setdefault(word, word) for word in words])
        ends.append(len(told[0]))
    sizes = [end - start for start, end in pairwise(ends)]
    return dict(zip((*FIELDS, REGENCY), told, strict=True)), sizes


def behind(pattern: Pattern, recent: QuerySet[CountedReport], office: Office) -> Sequence[Telling]:
    """The recent reports that have all facts of a pattern, opened."""
    for fact in pattern.facts:
        if fact.column == REGENCY:
            recent = recent.filter(within_areas("region_code", (fact.value,)))
        else:
            recent = recent.filter(**{FIELDS[fact.column]: fact.value})
    return tellings_of(recent.values_list("pk", flat=True), office)


def by_week(rows: QuerySet[CountedReport], on: date) -> dict[tuple[int, str, int], int]:
    """Agency, area and weeks ago → how many reports; an area without its village."""
    code = Substr("region_code", 1, DISTRICT_LENGTH)
    grouped = rows.annotate(code=code).values("known_on", "agency", "code")
    told = grouped.annotate(n=Count("*")).values_list("known_on", "agency", "code", "n")
    found: dict[tuple[int, str, int], int] = defaultdict(int)
    for day, agency, area, number in told.iterator(chunk_size=ROWS_AT_ONCE):
        if day and agency:  # both are there on every row that was read
            found[agency, area, (on - day).days // WEEK] += number
    return found


def tellings_of(uuids: QuerySet[CountedReport, object], office: Office) -> Sequence[Telling]:
    """The reports of some rows as detectors read them, in the order in which they were told."""
    reports = material.reports_of([f"report:{uuid}" for uuid in uuids], office.pk)
    told = [told_by(report, office) for report in reports]
    return sorted(told, key=lambda telling: (telling.known_on, telling.source))


def told_by(report: Examined, office: Office) -> Telling:
    """The report as detectors read it; whether somebody of the office told it."""
    telling = material.telling_of(report, material.told_day(report))
    return replace(telling, is_own=report.agency_id == office.agency_id)
