"""Writing reports: one by one from the form, many at once from a line list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import Agency, User
from kentongan.audit.actions import record
from kentongan.entities.actions import (
    follow_source,
    record_mentions,
    record_mentions_in_bulk,
    record_people,
    withdraw_mentions,
    withdraw_people,
)
from kentongan.entities.told import Role, Setting
from kentongan.reports.content import Content, columns_of, content_of, tidied
from kentongan.reports.errors import Conflict, Incomplete
from kentongan.reports.mentioning import mentioned, people_named
from kentongan.reports.models import ImportBatch, Report, Revision
from kentongan.reports.permissions import check_may_grade, check_may_report, check_may_revise
from kentongan.reports.queries.reports import office_for
from kentongan.reports.rules import faults, source_of

# One INSERT of 500 rows stays under SQLite's 32,766 variables and needs 20 statements for 10,000.
ROWS_AT_ONCE = 500
# Whom the form of a report names. People to protect are noted beside it (``protecting``) and stay.
IN_THE_FORM = (Role.SUSPECTED,)


@dataclass(frozen=True)
class BulkItem:
    """One report of a line list; ``voice`` names who told it (``agency:reporter``)."""

    uuid: UUID
    row_number: int
    agency: Agency
    voice: str
    content: Content


@transaction.atomic
def record_report(
    *,
    by: User,
    uuid: UUID,
    content: Content,
    agency: Agency | None = None,
    hidden_from: Agency | None = None,
) -> Report:
    """Keep a report once, however often it is sent; it speaks for ``agency`` or the author's own.

    ``hidden_from``: the agency of the official it names; nobody there finds it (special channel).

    The same uuid with the same content gives the same report back. Raises ``Refused``,
    ``Incomplete``, and ``Conflict`` when the uuid already stands for something else.
    """
    told_for = agency or by.agency
    check_may_report(by, told_for)
    check_may_grade(by, content)
    checked = fit_to_keep(content)
    found = Report.objects.filter(uuid=uuid).first()
    if found is not None:
        return same_report(found, by, told_for, checked, hidden_from)
    try:
        with transaction.atomic():
            report = begin_report(by, uuid, told_for, checked, hidden_from)
    except IntegrityError:
        # The same form arrived twice at once and the other one was first.
        found = Report.objects.get(uuid=uuid)
        return same_report(found, by, told_for, checked, hidden_from)
    add_revision(report, by, checked, number=1)
    record(by, "report.recorded", source_of(uuid), label=report.label, area=report.region_code)
    return report


def fit_to_keep(content: Content) -> Content:
    """The tidied content; raises ``Incomplete`` with what must be put right."""
    checked = tidied(content)
    if found := faults(checked, timezone.localdate()):
        raise Incomplete(found)
    return checked


def same_report(
    report: Report, by: User, agency: Agency | None, content: Content, hidden_from: Agency | None
) -> Report:
    """The report if this is the very same form sent again; raises ``Conflict`` otherwise."""
    first = report.revisions.select_related("region").filter(number=1).first()
    same_hand = report.author_id == by.pk and report.agency == agency
    same_hand = same_hand and report.hidden_from == hidden_from
    if first is None or not same_hand or content_of(first) != content:
        raise Conflict
    return report


def begin_report(
    by: User, uuid: UUID, agency: Agency | None, content: Content, hidden_from: Agency | None
) -> Report:
    """The row that the revisions hang on; raises ``Refused`` where no office looks after it."""
    office = office_for(by, content.region_code)
    if office is None or agency is None:
        raise Refused(_("Belum ada kantor imigrasi untuk wilayah ini. Hubungi admin sistem."))
    return Report.objects.create(
        uuid=uuid,
        author=by,
        office=office,
        agency=agency,
        region_code=content.region_code,
        voice=f"{agency.pk}:{by.pk}",
        hidden_from=hidden_from,
    )


def add_revision(
    report: Report, by: User, content: Content, *, number: int, reason: str = ""
) -> Revision:
    """Write the next revision, make it the current one and tell what it mentions."""
    revision = Revision.objects.create(
        report=report, number=number, written_by=by, reason=reason, **columns_of(content)
    )
    report.current = revision
    report.region_code = content.region_code
    report.examined_at = None
    report.save(update_fields=["current", "region_code", "examined_at"])
    setting, written = setting_of(report, content), mentioned(content)
    record_mentions(by=by, setting=setting, written=written)
    people = people_named(content, written)
    if people or number > 1:
        record_people(by=by, told=[(setting, people)], roles=IN_THE_FORM)
    if number > 1:
        follow_source(by=by, setting=setting)
    return revision


def setting_of(report: Report, content: Content) -> Setting:
    """Who told it, where and when, as ``entities`` keeps it beside each mention."""
    return Setting(
        source=source_of(report.uuid),
        agency_id=report.agency_id,
        office_id=report.office_id,
        region_code=content.region_code,
        noticed_on=content.noticed_on,
        recorded_at=report.recorded_at,
        voice=report.voice,
        label=report.label,
        hidden_from_id=report.hidden_from_id,
        author_id=report.author_id,
    )


@transaction.atomic
def revise_report(
    *, by: User, report: Report, content: Content, reason: str, based_on: int | None = None
) -> Revision:
    """Follow the current revision with another one that says why; the old one stays as it was.

    ``based_on`` is the number the writer had before him. The same content again changes nothing.
    Raises ``Refused``, ``Incomplete``, and ``Conflict`` when somebody else revised it meanwhile.
    """
    check_may_revise(by, report)
    locked = Report.objects.select_for_update().get(pk=report.pk)
    before = locked.revisions.select_related("region").latest("number")
    was = content_of(before)
    check_may_grade(by, content, was.grading)
    checked = fit_to_keep(content)
    if checked == was:
        return before
    if based_on is not None and based_on != before.number:
        raise Conflict
    if not reason.strip():
        raise Incomplete([_("Tulis alasan perubahannya dengan satu kalimat.")])
    number = before.number + 1
    revision = add_revision(locked, by, checked, number=number, reason=reason.strip())
    record(by, "report.revised", source_of(report.uuid), number=number, area=checked.region_code)
    return revision


@transaction.atomic
def record_reports_in_bulk(
    *, by: User, batch: ImportBatch, items: Sequence[BulkItem]
) -> list[Report]:
    """Keep the reports of a line list with few queries; a uuid that is already kept is left out.

    Returns the new reports in the order of ``items``. Raises ``Refused``, and ``Incomplete`` naming
    the first row that cannot be kept (the import checks its rows before it comes here).
    """
    check_may(by, Kind.IMPORT, "commit")
    kept = kept_uuids([item.uuid for item in items])
    fresh = {item.uuid: checked_item(item) for item in items if item.uuid not in kept}
    reports = [planned_report(by, batch, item) for item in fresh.values()]
    Report.objects.bulk_create(reports, batch_size=ROWS_AT_ONCE)
    revisions = [first_revision(by, report, fresh[report.uuid].content) for report in reports]
    Revision.objects.bulk_create(revisions, batch_size=ROWS_AT_ONCE)
    point_to_first_revision(batch)
    spoken = saying(reports, fresh)
    told = [(setting_of(report, says), mentioned(says)) for report, says in spoken]
    record_mentions_in_bulk(by=by, told=told)
    named = [
        (setting, people_named(says, written))
        for (setting, written), (_report, says) in zip(told, spoken, strict=True)
    ]
    if told_of := [(setting, people) for setting, people in named if people]:
        record_people(by=by, told=told_of)
    record(by, "reports.imported", f"import:{batch.pk}", reports=len(reports))
    return reports


def kept_uuids(uuids: Sequence[UUID]) -> set[UUID]:
    """Those that already stand for a report."""
    found: set[UUID] = set()
    for start in range(0, len(uuids), ROWS_AT_ONCE):
        some = uuids[start : start + ROWS_AT_ONCE]
        found |= set(Report.objects.filter(uuid__in=some).values_list("uuid", flat=True))
    return found


def checked_item(item: BulkItem) -> BulkItem:
    """The item with tidied content; raises ``Incomplete`` with the row number in every sentence."""
    try:
        content = fit_to_keep(item.content)
    except Incomplete as problem:
        named = [f"{_('Baris')} {item.row_number}: {fault}" for fault in problem.faults]
        raise Incomplete(named) from None
    return BulkItem(item.uuid, item.row_number, item.agency, item.voice, content)


def planned_report(by: User, batch: ImportBatch, item: BulkItem) -> Report:
    """The row of an imported report, not yet in the database."""
    return Report(
        uuid=item.uuid,
        author_id=by.pk,
        office_id=batch.office_id,
        agency_id=item.agency.pk,
        label=batch.label,
        region_code=item.content.region_code,
        voice=item.voice,
        batch_id=batch.pk,
        row_number=item.row_number,
    )


def first_revision(by: User, report: Report, content: Content) -> Revision:
    """The first revision of an imported report, not yet in the database."""
    return Revision(report_id=report.pk, number=1, written_by_id=by.pk, **columns_of(content))


def saying(reports: list[Report], items: dict[UUID, BulkItem]) -> list[tuple[Report, Content]]:
    """Each report with what it says."""
    return [(report, items[report.uuid].content) for report in reports]


def point_to_first_revision(batch: ImportBatch) -> None:
    """One statement for all the reports of the batch that have no current revision yet."""
    first = Revision.objects.filter(report=OuterRef("pk"), number=1).values("pk")
    Report.objects.filter(batch=batch, current=None).update(current=Subquery(first))


@transaction.atomic
def withdraw_reports(*, by: User, batch: ImportBatch) -> int:
    """Take back all reports of an import: readable still, counted nowhere. Returns how many."""
    check_may(by, Kind.IMPORT, "undo")
    standing = Report.objects.filter(batch=batch, withdrawn_at=None)
    uuids = list(standing.values_list("uuid", flat=True))
    standing.update(withdrawn_at=timezone.now())
    sources = [source_of(uuid) for uuid in uuids]
    withdraw_mentions(by=by, sources=sources)
    withdraw_people(by=by, sources=sources)
    record(by, "reports.withdrawn", f"import:{batch.pk}", reports=len(uuids))
    return len(uuids)


def mark_examined(
    uuids: Collection[UUID], at: datetime, revisions: Collection[int] | None = None
) -> int:
    """Detection has looked at these. Returns how many were marked.

    Give the ``Examined.revision`` of each, and a report that was revised after it was read stays
    unexamined and comes up again.
    """
    read = Report.objects.filter(uuid__in=list(uuids))
    if revisions is not None:
        read = read.filter(current_id__in=list(revisions))
    return read.update(examined_at=at)


def mark_counted(uuids: Collection[UUID], at: datetime | None) -> int:
    """Detection decided whether these count; None where it has to decide anew. Returns how many."""
    return Report.objects.filter(uuid__in=list(uuids)).update(counted_at=at)
