"""What changes who may see what."""

from kentongan.access.actions.emergencies import allow_emergency, break_glass, review_emergency
from kentongan.access.actions.labels import approve_lower_label, change_label, refuse_lower_label
from kentongan.access.actions.notices import mark_read, tell
from kentongan.access.actions.standing import (
    assign_record,
    declare_conflict,
    end_conflict,
    end_exclusion,
    exclude_from,
)

__all__ = [
    "allow_emergency",
    "approve_lower_label",
    "assign_record",
    "break_glass",
    "change_label",
    "declare_conflict",
    "end_conflict",
    "end_exclusion",
    "exclude_from",
    "mark_read",
    "refuse_lower_label",
    "review_emergency",
    "tell",
]
