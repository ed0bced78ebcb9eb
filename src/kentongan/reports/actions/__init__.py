"""What other folders may do with reports and imports."""

from kentongan.reports.actions.imports import (
    advance_import,
    choose_columns,
    commit_import,
    receive_file,
    undo_import,
)
from kentongan.reports.actions.protecting import no_longer_protect_person, protect_person
from kentongan.reports.actions.reports import (
    BulkItem,
    mark_counted,
    mark_examined,
    record_report,
    record_reports_in_bulk,
    revise_report,
    withdraw_reports,
)
from kentongan.reports.errors import Conflict, Incomplete

__all__ = [
    "BulkItem",
    "Conflict",
    "Incomplete",
    "advance_import",
    "choose_columns",
    "commit_import",
    "mark_counted",
    "mark_examined",
    "no_longer_protect_person",
    "protect_person",
    "receive_file",
    "record_report",
    "record_reports_in_bulk",
    "revise_report",
    "undo_import",
    "withdraw_reports",
]
