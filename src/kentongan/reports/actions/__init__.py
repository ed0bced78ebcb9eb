"""What other folders may do with reports."""

from kentongan.reports.actions.reports import (
    BulkItem,
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
    "mark_examined",
    "record_report",
    "record_reports_in_bulk",
    "revise_report",
    "withdraw_reports",
]
