"""What the retention schedule does to reports and line lists; called by the website's chore.

A report is erased by throwing away the keys of its revisions; the bare row stays for counting,
its place cut to the sub-district. Nothing here asks who may: the schedule or two persons decided.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce, Substr

from kentongan.audit.retention import Due
from kentongan.encryption.erasing import erase
from kentongan.entities.actions import erase_mentions, erase_people
from kentongan.entities.person_queries import confirmed_for_retention, people_of_sources
from kentongan.entities.queries import corroborated_for_retention, things_of_sources
from kentongan.entities.told import report_uuid
from kentongan.regions.lookups import DISTRICT_CODE
from kentongan.reports.models import ImportBatch, ImportRow, Report, Revision
from kentongan.reports.rules import source_of

ROWS_AT_ONCE = 500


def chunks[Item](items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Some at a time: SQLite takes 32,766 values in one statement."""
    for start in range(0, len(items), ROWS_AT_ONCE):
        yield items[start : start + ROWS_AT_ONCE]


def readable_reports(only: Collection[str] | None) -> QuerySet[Report]:
    """The reports that still say something; ``only``: subjects."""
    written = Revision.objects.filter(report=OuterRef("pk"), data_key__isnull=False)
    reports = Report.objects.filter(Exists(written))
    return reports if only is None else reports.filter(uuid__in=uuids_of(only))


def uuids_of(subjects: Iterable[str]) -> list[UUID]:
    """The uuids in ``report:<uuid>``; other subjects are left out."""
    return [uuid for subject in subjects if (uuid := report_uuid(subject))]


def withdrawn_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """The reports that were taken back before a moment."""
    reports = readable_reports(only).filter(withdrawn_at__lt=before)
    return dues(reports.values_list("uuid", "region_code", "withdrawn_at"))


def tips_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Reports recorded before a moment, of whose things and people nobody else ever spoke."""
    found = old_reports_due(before, only)
    sources = [due.subject for due in found]
    told = corroborated_for_retention(sources) | confirmed_for_retention(sources)
    return [due for due in found if due.subject not in told]


def old_reports_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """The standing reports recorded before a moment."""
    reports = readable_reports(only).filter(recorded_at__lt=before, withdrawn_at=None)
    return dues(reports.values_list("uuid", "region_code", "recorded_at"))


def dues(rows: Iterable[tuple[UUID, str, datetime | None]]) -> list[Due]:
    """With the things and people a report mentions and its area: a hold on one keeps it."""
    dated = [(uuid, code, since) for uuid, code, since in rows if since]
    found = sorted(dated, key=lambda row: (row[2], str(row[0])))
    sources = [source_of(uuid) for uuid, _code, _since in found]
    things, people = things_of_sources(sources), people_of_sources(sources)
    return [
        Due(source, since, (*about(things.get(source, ()), code), *people.get(source, ())))
        for source, (_uuid, code, since) in zip(sources, found, strict=True)
    ]


def about(things: Iterable[int], code: str) -> tuple[str, ...]:
    """The subjects of things and of the area, where it is known."""
    return (*(f"thing:{pk}" for pk in things), *((f"area:{code}",) if code else ()))


@transaction.atomic
def erase_reports(subjects: Sequence[str]) -> int:
    """The words of these reports, their mentions and their rows of line lists; returns how many."""
    uuids = uuids_of(subjects)
    for some in chunks(uuids):
        for revision in Revision.objects.filter(report__uuid__in=some, data_key__isnull=False):
            erase(revision)
        for row in ImportRow.objects.filter(report_uuid__in=some, data_key__isnull=False):
            erase(row)
        Report.objects.filter(uuid__in=some).update(
            voice="", region_code=Substr("region_code", 1, DISTRICT_CODE)
        )
    sources = [source_of(uuid) for uuid in uuids]
    erase_mentions(sources=sources)
    erase_people(sources=sources)
    return len(uuids)


def imports_due(before: datetime, only: Collection[str] | None = None) -> list[Due]:
    """Line lists that went in, were undone or were left lying before a moment."""
    batches = ImportBatch.objects.filter(data_key__isnull=False)
    if only is not None:
        batches = batches.filter(pk__in=[int(one.partition(":")[2]) for one in only])
    since = Coalesce("undone_at", "committed_at", "uploaded_at")
    rows = batches.annotate(since=since).filter(since__lt=before).order_by("since", "pk")
    return [
        Due(f"import:{pk}", at, tuple(reports_of(pk))) for pk, at in rows.values_list("pk", "since")
    ]


def reports_of(batch: int) -> Iterator[str]:
    """The subjects of the reports that an import brought."""
    for uuid in Report.objects.filter(batch=batch).values_list("uuid", flat=True):
        yield source_of(uuid)


@transaction.atomic
def erase_imports(subjects: Sequence[str]) -> int:
    """The copies of the rows and the file of these imports; what became reports stays."""
    keys = [int(subject.partition(":")[2]) for subject in subjects]
    batches = list(ImportBatch.objects.filter(pk__in=keys, data_key__isnull=False))
    for row in ImportRow.objects.filter(batch__in=batches, data_key__isnull=False).iterator():
        erase(row)
    for batch in batches:
        erase(batch)
    return len(batches)
