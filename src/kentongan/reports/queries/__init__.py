"""What other folders may ask about reports."""

from kentongan.reports.queries.reports import (
    Examined,
    confidential_to,
    examined_for_detection,
    office_for,
    report_for,
    reports_visible_to,
    unexamined_for_detection,
)

__all__ = [
    "Examined",
    "confidential_to",
    "examined_for_detection",
    "office_for",
    "report_for",
    "reports_visible_to",
    "unexamined_for_detection",
]
