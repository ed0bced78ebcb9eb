"""What other folders may ask about reports."""

from kentongan.reports.queries.reports import (
    Examined,
    examined_for_detection,
    office_for,
    report_for,
    reports_visible_to,
    signs_in,
    unexamined_for_detection,
)

__all__ = [
    "Examined",
    "examined_for_detection",
    "office_for",
    "report_for",
    "reports_visible_to",
    "signs_in",
    "unexamined_for_detection",
]
