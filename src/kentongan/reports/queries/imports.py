"""Questions about imports."""

import hashlib

from django.db.models import Count, QuerySet

from kentongan.access.policy import Kind, may
from kentongan.access.tables import sight_of
from kentongan.access.visibility import visible
from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.reports.models import ImportBatch, ImportRow, ImportState, RowStatus

SIGHT = sight_of("reports.ImportBatch")
UNFINISHED = (ImportState.UPLOADED, ImportState.READ)


def imports_visible_to(viewer: User) -> QuerySet[ImportBatch]:
    """The imports a person may see, newest first, without the bytes of their files."""
    found = visible(ImportBatch.objects.all(), viewer, SIGHT)
    return found.defer("content").select_related("author", "office")


def import_for(viewer: User, pk: int) -> ImportBatch | None:
    """The import if ``viewer`` may see it; None is "not found"."""
    return imports_visible_to(viewer).filter(pk=pk).first()


def import_of_file(viewer: User, content: bytes) -> ImportBatch | None:
    """The import of these very bytes if ``viewer`` may see it."""
    return imports_visible_to(viewer).filter(sha256=blinded_digest(content)).first()


def blinded_digest(content: bytes) -> str:
    """What tells one file from another, without telling whoever has a file that it is here."""
    return blind("import", hashlib.sha256(content).hexdigest())


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows have each status; statuses without rows are 0."""
    found = batch.rows.order_by().values_list("status").annotate(rows=Count("pk"))
    return dict.fromkeys(RowStatus.values, 0) | dict(found)


def rows_of(batch: ImportBatch, status: str = "") -> QuerySet[ImportRow]:
    """The rows of an import the viewer was given, all or with one status."""
    rows = batch.rows.order_by("number")
    return rows.filter(status=status) if status in RowStatus.values else rows


def unfinished_imports() -> list[ImportBatch]:
    """Imports that wait for the worker, oldest first, without the bytes of their files."""
    found = ImportBatch.objects.filter(state__in=UNFINISHED).defer("content")
    return list(found.order_by("uploaded_at", "pk"))


def importers() -> list[User]:
    """Active people who may commit an import, for the command line."""
    users = User.objects.filter(is_active=True, office__isnull=False).order_by("pk")
    return [user for user in users.select_related("office") if may(user, Kind.IMPORT, "commit")]
