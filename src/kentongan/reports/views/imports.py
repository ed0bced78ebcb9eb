"""Pages of imports: send a file, see what became of it, correct columns, commit, undo."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kentongan.access.labels import Label
from kentongan.access.pages import viewer_of
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, may
from kentongan.accounts.models import User
from kentongan.audit.actions import record_reading
from kentongan.engine.spreadsheets.limits import MOST_BYTES
from kentongan.reports.actions.imports import (
    choose_columns,
    commit_import,
    receive_file,
    undo_import,
)
from kentongan.reports.errors import Incomplete
from kentongan.reports.line_list.cells import shown
from kentongan.reports.line_list.headings import fields
from kentongan.reports.line_list.row_report import row_report
from kentongan.reports.models import ImportBatch, ImportRow, ImportState, RowStatus
from kentongan.reports.queries.imports import (
    UNFINISHED,
    counts_of,
    import_for,
    imports_visible_to,
    rows_of,
)

PER_PAGE = 50
PREVIEW_ROWS = 20
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Reading 10,000 rows takes ten seconds; the page asks again this often until it is done.
SECONDS_TO_REFRESH = 3


@require_http_methods(["GET", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """All imports of the office, and the form that sends a file."""
    viewer = viewer_of(request, Kind.IMPORT)
    error = ""
    if request.method == "POST":
        check_may(viewer, Kind.IMPORT, "create")
        upload = request.FILES.get("file")
        if isinstance(upload, UploadedFile):
            return keep_upload(request, viewer, upload)
        error = _("Pilih berkasnya dahulu.")
    page = Paginator(imports_visible_to(viewer), PER_PAGE).get_page(request.GET.get("hal"))
    record_reading(viewer, confidential(page.object_list), page="import.listed")
    context = {"page": page, "error": error, "megabytes": MOST_BYTES // 1024 // 1024}
    context["may_create"] = may(viewer, Kind.IMPORT, "create")
    return render(request, "reports/import_list.html", context, status=400 if error else 200)


def confidential(batches: Iterable[ImportBatch]) -> list[str]:
    """The subjects of those whose reading is written down."""
    return [f"import:{batch.pk}" for batch in batches if batch.label >= Label.CONFIDENTIAL]


def keep_upload(request: HttpRequest, viewer: User, upload: "UploadedFile[Any]") -> HttpResponse:
    """Store the bytes and go to the page of the import; the worker reads them."""
    content = upload.read(MOST_BYTES + 1)
    batch = receive_file(by=viewer, name=upload.name or "", content=content)
    if batch.state == ImportState.COMMITTED:
        messages.warning(request, _("Berkas ini sudah masuk sebelumnya; tidak ada yang berubah."))
    return redirect("reports:import_detail", pk=batch.pk)


def found_import(request: HttpRequest, pk: int) -> tuple[User, ImportBatch]:
    """The viewer and an import that may be seen; anything else is not there."""
    viewer = viewer_of(request, Kind.IMPORT)
    batch = import_for(viewer, pk)
    if batch is None:
        raise Http404
    return viewer, batch


@require_GET
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: progress, columns, first rows, and the report row by row."""
    viewer, batch = found_import(request, pk)
    context = detail_context(request, viewer, batch)
    if context["rows"]:
        shown_rows = len(context["rows"])
        record_reading(viewer, confidential([batch]), page="import.read", rows=shown_rows)
    response = render(request, "reports/import_detail.html", context)
    if batch.state in UNFINISHED:
        response.headers["Refresh"] = str(SECONDS_TO_REFRESH)
    return response


def detail_context(request: HttpRequest, viewer: User, batch: ImportBatch) -> dict[str, Any]:
    """Everything the page of an import shows."""
    counts = counts_of(batch)
    status = request.GET.get("status", "")
    status = status if status in RowStatus.values else ""
    rows = Paginator(rows_of(batch, status), PER_PAGE).get_page(request.GET.get("hal"))
    return {
        "batch": batch,
        "unfinished": batch.state in UNFINISHED,
        "total": sum(counts.values()),
        "good": counts[RowStatus.ACCEPTED] + counts[RowStatus.QUESTION],
        "rejected": counts[RowStatus.REJECTED],
        "filters": status_filters(counts, status),
        "status": status,
        "page": rows,
        "rows": [(row, [shown(one) for one in row.cells]) for row in rows],
        "columns": column_choices(batch) if batch.state == ImportState.CHECKED else [],
        "preview": preview_rows(batch) if batch.state == ImportState.CHECKED else [],
        "may_commit": may(viewer, Kind.IMPORT, "commit") and batch.state == ImportState.CHECKED,
        "may_undo": may(viewer, Kind.IMPORT, "undo") and batch.state == ImportState.COMMITTED,
    }


def status_filters(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """The statuses that occur, with their counts."""
    return [
        {"value": value, "label": label, "count": counts[value], "chosen": value == chosen}
        for value, label in RowStatus.choices
        if counts[value]
    ]


def column_choices(batch: ImportBatch) -> list[dict[str, Any]]:
    """One select a column: its heading and the field it is taken for."""
    taken = {place: name for name, places in batch.columns.items() for place in places}
    return [
        {
            "place": place,
            "heading": heading,
            "field": taken.get(place, ""),
            "options": field_options(),
        }
        for place, heading in enumerate(batch.headings)
    ]


def field_options() -> list[tuple[str, str]]:
    """The fields a person can choose."""
    return [("", _("(tidak dipakai)"))] + [
        (field.name, field.label) for field in fields().values() if field.name != "ignored"
    ]


def preview_rows(batch: ImportBatch) -> list[tuple[ImportRow, list[str]]]:
    """The first rows as they stand, as wide as the headings."""
    width = len(batch.headings)
    return [
        (row, ([shown(one) for one in row.cells] + [""] * width)[:width])
        for row in rows_of(batch)[:PREVIEW_ROWS]
    ]


@require_POST
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the corrected columns; the list is read again with them."""
    viewer, batch = found_import(request, pk)
    chosen: dict[str, list[int]] = {}
    for place in range(len(batch.headings)):
        if name := request.POST.get(f"kolom-{place}", ""):
            chosen.setdefault(name, []).append(place)
    try:
        choose_columns(by=viewer, batch=batch, columns=chosen)
    except Incomplete as problem:
        messages.error(request, problem.faults[0])
    return redirect("reports:import_detail", pk=pk)


@require_POST
def import_commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring the accepted rows in."""
    viewer, batch = found_import(request, pk)
    try:
        count = commit_import(by=viewer, batch=batch)
    except Incomplete as problem:
        messages.error(request, problem.faults[0])
    else:
        text = ngettext("%(count)d laporan masuk.", "%(count)d laporan masuk.", count)
        messages.success(request, text % {"count": count})
    return redirect("reports:import_detail", pk=pk)


@require_POST
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole import back."""
    viewer, batch = found_import(request, pk)
    count = undo_import(by=viewer, batch=batch)
    text = ngettext(
        "%(count)d laporan ditarik kembali.", "%(count)d laporan ditarik kembali.", count
    )
    messages.success(request, text % {"count": count})
    return redirect("reports:import_detail", pk=pk)


@require_GET
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The row report as XLSX, all rows or those of one status."""
    viewer, batch = found_import(request, pk)
    rows = rows_of(batch, request.GET.get("status", ""))
    record_reading(viewer, confidential([batch]), page="import.downloaded", rows=rows.count())
    content = row_report(batch, rows, viewer.username, timezone.localtime())
    response = HttpResponse(content, content_type=SHEET_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="laporan-baris-{pk}.xlsx"'
    return response
