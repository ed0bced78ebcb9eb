"""What is done with alerts: raising and replaying by the software, the lifecycle by people."""

from kentongan.alerts.actions.lifecycle import (
    NO_RESULT,
    Result,
    add_note,
    advance,
    assign,
    escalate_overdue,
    take_up,
)
from kentongan.alerts.actions.looking import look_over_the_week
from kentongan.alerts.actions.raising import examine_new_reports, raise_alert, scan_for_clusters
from kentongan.alerts.actions.replaying import replay

__all__ = [
    "NO_RESULT",
    "Result",
    "add_note",
    "advance",
    "assign",
    "escalate_overdue",
    "examine_new_reports",
    "look_over_the_week",
    "raise_alert",
    "replay",
    "scan_for_clusters",
    "take_up",
]
