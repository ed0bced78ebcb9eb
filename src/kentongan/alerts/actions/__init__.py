"""What is done with alerts: raising and replaying by the software, the lifecycle by people."""

from kentongan.alerts.actions.clusters import scan_for_clusters
from kentongan.alerts.actions.deciding import decide_rule, set_budget
from kentongan.alerts.actions.examining import examine_new_reports
from kentongan.alerts.actions.identities import hear_identities
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
from kentongan.alerts.actions.raising import raise_alert
from kentongan.alerts.actions.rehearsing import rehearse_trials
from kentongan.alerts.actions.replaying import replay
from kentongan.alerts.actions.setting_aside import let_lapse, promote

__all__ = [
    "NO_RESULT",
    "Result",
    "add_note",
    "advance",
    "assign",
    "decide_rule",
    "escalate_overdue",
    "examine_new_reports",
    "hear_identities",
    "let_lapse",
    "look_over_the_week",
    "promote",
    "raise_alert",
    "rehearse_trials",
    "replay",
    "scan_for_clusters",
    "set_budget",
    "take_up",
]
