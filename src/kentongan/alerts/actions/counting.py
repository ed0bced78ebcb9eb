"""Which reports count in the search for clusters and what they say: decided once, and kept.

Copies and repeats do not count (``detectors.cluster.repeats``), nor does what lies outside the
villages that the office can place; what it cannot place still is a voice in the looks of the week.
What is kept says where and when, no word and no name, and only as long as scans look back. What is
told stands as keyed marks (``marking``).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kentongan.access.visibility import within_areas
from kentongan.accounts.models import Office
from kentongan.accounts.queries import office_area_codes
from kentongan.alerts.actions import marking, material
from kentongan.alerts.detectors import Telling
from kentongan.alerts.detectors.cluster import repeats
from kentongan.alerts.detectors.voices import COPY_DAYS, in_order
from kentongan.alerts.detectors.weekly_looks import farthest
from kentongan.alerts.models import CountedReport
from kentongan.entities.told import report_uuid
from kentongan.indicators.rulebook import rulebook
from kentongan.regions.models import Level
from kentongan.regions.queries import in_force
from kentongan.reports.actions import mark_counted
from kentongan.reports.queries.reports import Examined, examined, for_detection

AT_ONCE = 200
ROWS_AT_ONCE = 500


def first_day(on: date) -> date:
    """Since when a report may count in a scan or look of the day ``on``, by the most patient."""
    rules = rulebook()
    days = max(farthest(rules), *(rule.history_days for rule in rules.all_clusters))
    return on - timedelta(days=days - 1)


def bring_up_to_date(office: Office, on: date) -> None:
    """What is gone counts no more, and what nobody decided or read of is decided and read."""
    forget_withdrawn()
    forget_old(office, on)
    count_missing(office, on)
    mark_missing(office)


@transaction.atomic
def count(
    fresh: Sequence[Examined], around: Sequence[Examined], office: Office
) -> list[CountedReport]:
    """Decide of each fresh report whether it counts; returns the rows of those that do.

    around: the reports near them, as ``material.reports_around`` gives them. Deciding again, after
    a revision, replaces what was decided. Only reports that everybody may know of come here. What
    has no day (``material.is_dated``) leaves no row: it is compared with no day.
    """
    new = in_order([told(report) for report in fresh if material.is_dated(report)])
    near = {telling.source: telling for telling in (*map(told, around), *new)}
    counting, by_source = counting_among(near, new), {report.source: report for report in fresh}
    placed = placeable({telling.region_code for telling in new}, office)
    rows = []
    for telling in new:
        others = [other for other in near.values() if other.source != telling.source]
        is_placed = telling.region_code in placed
        first = repeats(telling, others, counting)
        rows.append(row_of(telling, office, first, is_placed))
        if first is None:
            counting.add(telling.source)
    marking.mark_rows(rows, [by_source[telling.source] for telling in new])
    keep(rows)
    # What has no day may have lost it by a revision.
    drop_rows([report.uuid for report in fresh if not material.is_dated(report)])
    mark_counted([report.uuid for report in fresh], timezone.now())
    return [row for row in rows if row.voices]


def told(report: Examined) -> Telling:
    """The report as a scan reads it: known from the day it tells of."""
    return material.telling_of(report, material.told_day(report), names=False)


def counting_among(near: Collection[str], new: Sequence[Telling]) -> set[str]:
    """Which of the sources near by repeat none; the fresh ones are decided anew."""
    fresh = {telling.source for telling in new}
    names = sorted(set(near) - fresh)
    found: set[str] = set()
    for some in batched(names, ROWS_AT_ONCE, strict=False):
        uuids = [uuid for source in some if (uuid := report_uuid(source))]
        rows = CountedReport.objects.filter(report__uuid__in=uuids, repeats=None)
        found |= {f"report:{uuid}" for uuid in rows.values_list("pk", flat=True)}
    return found


def placeable(codes: Collection[str], office: Office) -> set[str]:
    """The villages among the codes that a scan of the office knows: inside it, with a point."""
    inside = within_areas("code", office_area_codes(office))
    known = in_force().filter(inside, code__in=codes, level=Level.VILLAGE, latitude__isnull=False)
    return set(known.values_list("code", flat=True))


def row_of(telling: Telling, office: Office, first: str | None, is_placed: bool) -> CountedReport:
    """What was decided of one telling; raises ValueError where that is of no report."""
    uuid = report_uuid(telling.source)
    if uuid is None:
        raise ValueError(f"{telling.source} is no report")
    return CountedReport(
        report_id=uuid,
        office=office,
        region_code=telling.region_code,
        day=telling.day,
        voices=int(is_placed and first is None),
        repeats=report_uuid(first) if first else None,
    )


def keep(rows: Sequence[CountedReport]) -> None:
    """Write what was decided in place of what was."""
    changing = ["office", "region_code", "day", "voices", "repeats", *marking.CHANGING]
    CountedReport.objects.bulk_create(
        rows,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["report"],
        update_fields=changing,
    )


def forget_withdrawn() -> int:
    """Reports that were taken back count no more, and what repeated them is decided anew."""
    withdrawn = CountedReport.objects.filter(report__withdrawn_at__isnull=False).order_by()
    done = 0
    for some in batched(sorted(withdrawn.values_list("pk", flat=True)), ROWS_AT_ONCE, strict=False):
        done += forget(CountedReport.objects.filter(Q(pk__in=some) | Q(repeats__in=some)))
    return done


def forget_old(office: Office, on: date) -> int:
    """What no scan looks back to leaves no trace here."""
    # Both values are named so that an index answers.
    spent = CountedReport.objects.filter(office=office, voices__in=(0, 1), day__lt=first_day(on))
    return forget(spent)


def forget(rows: QuerySet[CountedReport]) -> int:
    """Nobody decided of these any more."""
    done = 0
    for some in batched(
        list(rows.order_by().values_list("pk", flat=True)), ROWS_AT_ONCE, strict=False
    ):
        with transaction.atomic():
            done += CountedReport.objects.filter(report__uuid__in=some).delete()[0]
            mark_counted(some, None)
    return done


def forget_erased(sources: Collection[str]) -> int:
    """Reports whose words are erased leave no trace here, and nobody decides of them again."""
    return drop_rows([uuid for source in sources if (uuid := report_uuid(source))])


def drop_rows(uuids: Collection[UUID]) -> int:
    """The rows of these reports go; how many."""
    return sum(
        CountedReport.objects.filter(report__uuid__in=some).delete()[0]
        for some in batched(uuids, ROWS_AT_ONCE, strict=False)
    )


def count_missing(office: Office, on: date) -> int:
    """Decide of the reports that nobody decided of: history that came in at once, or a gap."""
    done = 0
    for some in batched(missing(office, on), AT_ONCE, strict=False):
        tellings = [told(report) for report in some]
        count(some, material.reports_around(tellings, office.pk, COPY_DAYS), office)
        done += len(some)
    return done


def mark_missing(office: Office) -> int:
    """Read what the looks compare of reports that nobody read, or read by another rule."""
    done = 0
    for some in batched(unread(office), AT_ONCE, strict=False):
        reports = [examined(one) for one in for_detection().filter(uuid__in=some)]
        rows = CountedReport.objects.in_bulk([report.uuid for report in reports])
        in_line = [rows[report.uuid] for report in reports]
        marking.mark_rows(in_line, reports)
        keep(in_line)
        done += len(reports)
    return done


def unread(office: Office) -> list[UUID]:
    """The rows that the rule in force did not mark."""
    version, kept = rulebook().pattern.version, CountedReport.objects.filter(office=office)
    # Not "other than": for that no index answers.
    others = (Q(marked_by__lt=version), Q(marked_by__gt=version))
    return [
        pk for other in others for pk in kept.filter(other).order_by().values_list("pk", flat=True)
    ]


def missing(office: Office, on: date) -> Iterator[Examined]:
    """The office's reports within reach of a scan without a row here, the first told first."""
    since = first_day(on)
    recent = Q(current__noticed_on__gte=since) | Q(current__noticed_on=None)
    waiting = for_detection().filter(counted_at=None, office=office, hidden_from=None)
    rows = waiting.filter(recent, recorded_at__gte=material.start_of(since)).exclude(voice="")
    keys = list(rows.order_by("current__noticed_on", "recorded_at").values_list("uuid", flat=True))
    for some in batched(keys, AT_ONCE, strict=False):
        yield from sorted(map(examined, for_detection().filter(uuid__in=some)), key=by_day)


def by_day(report: Examined) -> tuple[date, str]:
    """As they were told."""
    return material.told_day(report), report.source


def sources_of(office: Office, codes: Collection[str], since: date, until: date) -> list[str]:
    """The counted reports of some villages and days."""
    rows = CountedReport.objects.filter(
        voices=1, office=office, region_code__in=codes, day__gte=since, day__lte=until
    )
    uuids: list[UUID] = list(rows.order_by().values_list("pk", flat=True))
    return sorted(f"report:{uuid}" for uuid in uuids)
