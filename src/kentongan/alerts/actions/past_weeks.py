"""How much an office was told in each week of years past, from plain columns: nothing is opened.

What is kept of each report (``kept``) goes back as far as one look of today reads; a rule on trial
goes through a year of looks. Only the reports behind a finding are opened.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from kentongan.access.visibility import within_areas
from kentongan.accounts.models import Agency, Office
from kentongan.alerts.actions import material
from kentongan.alerts.actions.kept import tellings_of
from kentongan.alerts.detectors import Found, Telling
from kentongan.alerts.detectors.found import district_of
from kentongan.alerts.detectors.pattern import Said
from kentongan.alerts.detectors.silence import LAST_REPORTS, RULES, WEEK, Told, Week, weeks_of
from kentongan.alerts.detectors.weekly_looks import look
from kentongan.indicators.rulebook import PatternRule, Rulebook, SilenceRule
from kentongan.reports.queries.reports import for_detection

ROWS_AT_ONCE = 20_000
COLUMNS = ("uuid", "agency", "region_code", "current__noticed_on", "recorded_at")


class Series(NamedTuple):
    """Who tells from where; is_own: the office itself. district: "" where unsure."""

    agency: str
    is_own: bool
    district: str

    def is_of(self, what: str, name: str) -> bool:
        """Whether it belongs to an agency, or to what others tell from a sub-district."""
        if what == "agency":
            return self.agency == name
        return self.district == name and not self.is_own


class Row(NamedTuple):
    """One report: the day on which it was told, and by whom from where."""

    uuid: UUID
    day: date
    series: Series


@dataclass(frozen=True)
class PastWeeks:
    """Last day of a week → how many reports of each series; for looks that ask nothing else."""

    office: Office
    weeks: Mapping[date, Mapping[Series, int]]

    def said(self, on: date, rule: PatternRule) -> Said:
        """Raises LookupError: for what the voices say reports must be opened."""
        raise LookupError(f"what was said by {on} is not among how much was told")

    def told(self, on: date, rule: SilenceRule) -> Told:
        """How much was told each week; ``on`` is the last day of a week."""
        ends = [on - timedelta(days=WEEK * ago) for ago in range(weeks_of(rule))]
        weeks = (
            Week(*series, ago, number)
            for ago, end in enumerate(ends)
            for series, number in self.weeks.get(end, {}).items()
        )
        return Told(weeks, lambda what, name: self.last(ends, what, name))

    def last(self, ends: Sequence[date], what: str, name: str) -> Sequence[Telling]:
        """The last reports of an agency, or of others than the office in a sub-district."""
        since, on = self.since(ends, what, name), ends[0]
        rows = rows_of(self.office, since, on, narrowed(what, name))
        told = [row for row in rows if since <= row.day <= on and row.series.is_of(what, name)]
        told.sort(key=lambda row: (row.day, str(row.uuid)))
        return tellings_of([row.uuid for row in told[-LAST_REPORTS:]], self.office)

    def since(self, ends: Sequence[date], what: str, name: str) -> date:
        """The day from which on enough was told."""
        found = 0
        for end in ends:
            told = self.weeks.get(end, {}).items()
            found += sum(number for series, number in told if series.is_of(what, name))
            if found >= LAST_REPORTS:
                return first_of(end)
        return first_of(ends[-1])


def first_of(end: date) -> date:
    """The first day of the week that ends on a day."""
    return end - timedelta(days=WEEK - 1)


def narrowed(what: str, name: str) -> Q:
    """The reports among which those of a series are."""
    if what == "agency":
        named = Agency.objects.filter(name=name).order_by()
        return Q(agency__in=list(named.values_list("pk", flat=True)))
    return within_areas("region_code", (name,))


def rows_of(office: Office, since: date, until: date, only: Q) -> Iterator[Row]:
    """What was told in the ordinary channel since a day, and some of what was told before."""
    names = dict(Agency.objects.order_by().values_list("pk", "name"))
    # A report is told on the day it tells of, or when it came in if that was earlier.
    begun = Q(current__noticed_on__gte=since) | Q(current__noticed_on=None)
    by_then = Q(current__noticed_on__lte=until) | Q(
        recorded_at__lt=material.start_of(until + timedelta(days=1))
    )
    heard = for_detection().filter(begun, by_then, only, office=office, hidden_from=None)
    rows = heard.filter(recorded_at__gte=material.start_of(since)).order_by()
    for uuid, agency, code, noticed_on, recorded_at in rows.values_list(*COLUMNS).iterator(
        chunk_size=ROWS_AT_ONCE
    ):
        series = Series(names[agency], agency == office.agency_id, district_of(code))
        yield Row(uuid, material.day_of_telling(noticed_on, recorded_at), series)


def weeks_until(office: Office, since: date, until: date, weekday: int) -> PastWeeks:
    """The weeks that end on a weekday, from the one with the day ``since`` on."""
    weeks: dict[date, Counter[Series]] = defaultdict(Counter)
    for row in rows_of(office, since, until, Q()):
        weeks[row.day + timedelta(days=(weekday - row.day.weekday()) % WEEK)][row.series] += 1
    return PastWeeks(office, weeks)


def is_enough_for(rules: Collection[str]) -> bool:
    """Whether these rules ask only how much was told."""
    return set(RULES.values()).issuperset(rules)


def looked_over(
    office: Office, since: date, until: date, rules: Rulebook, only: Collection[str]
) -> Iterator[tuple[date, list[Found]]]:
    """Each day with what some rules find on it that ask only how much was told."""
    start = since - timedelta(days=WEEK * weeks_of(rules.silence))
    source = weeks_until(office, start, until, rules.silence.weekday)
    gazetteer = material.office_gazetteer(office)
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        yield day, look(source, day, rules, gazetteer, only)
