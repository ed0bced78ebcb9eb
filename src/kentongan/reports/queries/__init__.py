"""What other folders may ask about reports."""

from kentongan.reports.queries.destinations import destinations_told
from kentongan.reports.queries.reports import (
    Closing,
    Examined,
    channels_for_detection,
    closings_for_detection,
    confidential_to,
    examined_for_detection,
    office_for,
    report_for,
    reports_on_paper,
    reports_to_hand_over,
    reports_visible_to,
    signs_of_reports,
    spent_for_detection,
    unexamined_for_detection,
)
from kentongan.reports.rules import source_of

__all__ = [
    "Closing",
    "Examined",
    "channels_for_detection",
    "closings_for_detection",
    "confidential_to",
    "destinations_told",
    "examined_for_detection",
    "office_for",
    "report_for",
    "reports_on_paper",
    "reports_to_hand_over",
    "reports_visible_to",
    "signs_of_reports",
    "source_of",
    "spent_for_detection",
    "unexamined_for_detection",
]
