"""The weekly sheet: the same numbers on the screen and on one A4 page.

``week_figures`` asks the queries, ``sheet`` turns the answers into words, ``print_sheet`` gives
them to typst as JSON; no markup is ever built from strings.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.letterhead import letterhead_on
from kentongan.accounts.models import User
from kentongan.alerts import atlas
from kentongan.alerts.models import Alert, SignalKind, State
from kentongan.alerts.queries import alerts_on_paper, closed_before, names_of
from kentongan.engine.typesetting import typeset
from kentongan.reports.queries import reports_on_paper

TOP_ALERTS = 7  # what fits on one page beside the map, measured with the longest titles
TOP_AGENCIES = 12
LONGEST_TITLE, LONGEST_NAME = 90, 36  # characters before a cell of the paper grows a third line
DAYS = timedelta(days=7)
# 52 whole weeks, so that a Monday is compared with a Monday.
YEAR_AGO = timedelta(weeks=52)


@dataclass(frozen=True)
class Week:
    """Seven days; ``last`` is the seventh."""

    first: date

    @property
    def last(self) -> date:
        return self.first + DAYS - timedelta(days=1)

    def bounds(self) -> tuple[datetime, datetime]:
        """From the first midnight until the midnight after the last day."""
        zone = timezone.get_default_timezone()
        return (
            datetime.combine(self.first, time(), zone),
            datetime.combine(self.first + DAYS, time(), zone),
        )

    def before(self, gap: timedelta) -> "Week":
        return Week(self.first - gap)


@dataclass(frozen=True)
class Tally:
    """What happened to alerts in one week."""

    raised: int
    open_at_end: int
    closed: int
    reports: int | None  # None when the viewer may not read reports


@dataclass(frozen=True)
class KindRow:
    """The same for one kind of alert; ``overdue`` is as of now."""

    kind: str
    raised: int
    open_at_end: int
    overdue: int
    closed: int


@dataclass(frozen=True)
class Figures:
    """Everything the sheet says about a week."""

    week: Week
    kinds: list[KindRow]
    total: KindRow
    this: Tally
    week_before: Tally
    year_before: Tally
    agencies: list[tuple[str, int]]
    top: list[Alert]
    withheld: int  # open alerts whose label is above what may stand on the sheet


def last_seven_days(today: date) -> Week:
    """The week that ends today."""
    return Week(today - DAYS + timedelta(days=1))


def counted(alerts: QuerySet[Alert]) -> Counter[str]:
    """How many alerts of each kind."""
    return Counter(dict(alerts.order_by().values_list("kind").annotate(count=Count("pk"))))


def raised_in(viewer: User, week: Week) -> QuerySet[Alert]:
    """The alerts raised in the week."""
    start, end = week.bounds()
    return alerts_on_paper(viewer).filter(raised_at__gte=start, raised_at__lt=end)


def open_at_end(viewer: User, week: Week) -> QuerySet[Alert]:
    """The alerts raised before the week ended and not closed by then."""
    _start, end = week.bounds()
    return alerts_on_paper(viewer).filter(~closed_before(end), raised_at__lt=end)


def closed_in(viewer: User, week: Week) -> QuerySet[Alert]:
    """The alerts closed in the week."""
    start, end = week.bounds()
    return alerts_on_paper(viewer).filter(closed_before(end), ~closed_before(start))


def late_now(viewer: User, now: datetime) -> QuerySet[Alert]:
    """The open alerts whose deadline has passed."""
    return alerts_on_paper(viewer).exclude(state=State.CLOSED).filter(due_at__lt=now)


def reads_reports(viewer: User) -> bool:
    """Whether counts of reports mean anything for this viewer."""
    return cell(viewer, Kind.REPORT).reach is not Reach.NONE


def reports_per_agency(viewer: User, week: Week) -> list[tuple[str, int]]:
    """Agency name and the reports received from it in the week, most first."""
    start, end = week.bounds()
    received = reports_on_paper(viewer).filter(recorded_at__gte=start, recorded_at__lt=end)
    counts = received.order_by().values_list("agency__name").annotate(count=Count("pk"))
    return sorted(counts, key=lambda row: (-row[1], row[0]))


def tally(viewer: User, week: Week) -> Tally:
    """The four totals of a week, for the comparison."""
    reports = sum(count for _name, count in reports_per_agency(viewer, week))
    return Tally(
        raised_in(viewer, week).count(),
        open_at_end(viewer, week).count(),
        closed_in(viewer, week).count(),
        reports if reads_reports(viewer) else None,
    )


def kind_rows(viewer: User, week: Week, now: datetime) -> list[KindRow]:
    """One row for each kind, also where nothing happened."""
    raised = counted(raised_in(viewer, week))
    still_open = counted(open_at_end(viewer, week))
    late = counted(late_now(viewer, now))
    closed = counted(closed_in(viewer, week))
    return [
        KindRow(str(kind.label), raised[kind], still_open[kind], late[kind], closed[kind])
        for kind in SignalKind
    ]


def total_of(rows: list[KindRow]) -> KindRow:
    """The sum row."""
    return KindRow(
        _("Jumlah"),
        sum(row.raised for row in rows),
        sum(row.open_at_end for row in rows),
        sum(row.overdue for row in rows),
        sum(row.closed for row in rows),
    )


def top_alerts(viewer: User, week: Week) -> tuple[list[Alert], int]:
    """The most pressing alerts open at the end, and how many are too confidential for paper."""
    alerts = open_at_end(viewer, week)
    printable = alerts.filter(label__lte=cell(viewer, Kind.WEEKLY_SHEET).label)
    top = (
        printable.select_related("owner")
        .prefetch_related("areas")
        .order_by("urgency", F("due_at").asc(nulls_last=True), "pk")
    )
    return list(top[:TOP_ALERTS]), alerts.count() - printable.count()


def week_figures(viewer: User, week: Week, now: datetime) -> Figures:
    """Everything for the page and for the paper."""
    rows = kind_rows(viewer, week, now)
    top, withheld = top_alerts(viewer, week)
    return Figures(
        week=week,
        kinds=rows,
        total=total_of(rows),
        this=tally(viewer, week),
        week_before=tally(viewer, week.before(DAYS)),
        year_before=tally(viewer, week.before(YEAR_AGO)),
        agencies=reports_per_agency(viewer, week) if reads_reports(viewer) else [],
        top=top,
        withheld=withheld,
    )


def shortened(text: str, longest: int) -> str:
    """The text, cut with an ellipsis when it would make the page overflow."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def agency_rows(agencies: list[tuple[str, int]]) -> list[dict[str, object]]:
    """The agencies that reported most, and one row for the others together."""
    shown, others = agencies[:TOP_AGENCIES], agencies[TOP_AGENCIES:]
    rows = [{"name": shortened(name, LONGEST_NAME), "count": count} for name, count in shown]
    if others:
        rows.append({"name": _("instansi lain"), "count": sum(count for _name, count in others)})
    return rows


def alert_row(alert: Alert, names: dict[str, str]) -> dict[str, str]:
    """One line of the table of alerts, in words."""
    places = [names.get(area.region_code, area.region_code) for area in alert.areas.all()]
    more = _(" dan %(count)d lainnya") % {"count": len(places) - 2} if len(places) > 2 else ""
    owner = str(alert.owner) if alert.owner else _("belum ada")
    due = date_format(timezone.localtime(alert.due_at), "j M Y H.i") if alert.due_at else "–"
    return {
        "title": shortened(alert.shown, LONGEST_TITLE),
        "places": shortened(", ".join(places[:2]), LONGEST_NAME) + more,
        "state": str(State(alert.state).label),
        "owner": shortened(owner, LONGEST_NAME),
        "due": due,
    }


def sheet(figures: Figures, viewer: User, now: datetime) -> dict[str, Any]:
    """The words and numbers of the page, ready for JSON."""
    codes = {area.region_code for alert in figures.top for area in alert.areas.all()}
    names = names_of(codes)
    week = figures.week
    return {
        "letterhead": letterhead_on(week.last),
        "office": settings.OFFICE_NAME,
        "address": settings.OFFICE_ADDRESS,
        "town": settings.OFFICE_TOWN,
        "period": f"{date_format(week.first, 'j F Y')} – {date_format(week.last, 'j F Y')}",
        "printed_at": date_format(timezone.localtime(now), "j F Y H.i"),
        "printed_on": date_format(timezone.localtime(now), "j F Y"),
        "printed_by": str(viewer),
        "kinds": [asdict(row) for row in (*figures.kinds, figures.total)],
        "tallies": {
            "this": asdict(figures.this),
            "week_before": asdict(figures.week_before),
            "year_before": asdict(figures.year_before),
        },
        "agencies": agency_rows(figures.agencies),
        "alerts": [alert_row(alert, names) for alert in figures.top],
        "more": figures.this.open_at_end - len(figures.top) - figures.withheld,
        "withheld": figures.withheld,
        "map": atlas.printed_map(viewer),
    }


def print_sheet(words: dict[str, Any]) -> bytes:
    """One A4 page of PDF; raises typst.TypstError when the template does not fit the data."""
    return typeset("kentongan.alerts", "alerts/weekly_sheet.typ", sheet=words)


def weekly_pdf(viewer: User, week: Week, now: datetime) -> bytes:
    """The sheet of a week as the viewer may see it, in Indonesian whoever prints it."""
    with translation.override("id"):
        return print_sheet(sheet(week_figures(viewer, week, now), viewer, now))
