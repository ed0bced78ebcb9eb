"""What other folders may do with things and people that sources mention."""

from kentongan.entities.actions.judging import judge_people, split_off, undo
from kentongan.entities.actions.people import (
    erase_applicants,
    erase_people,
    mark_heard,
    record_applicant,
    record_people,
    withdraw_people,
)
from kentongan.entities.actions.protecting import follow_source, no_longer_protect, protect
from kentongan.entities.actions.things import (
    LONGEST_REASON,
    erase_mentions,
    judge_hub,
    mark_hubs,
    record_mentions,
    record_mentions_in_bulk,
    withdraw_mentions,
)

__all__ = [
    "LONGEST_REASON",
    "erase_applicants",
    "erase_mentions",
    "erase_people",
    "follow_source",
    "judge_hub",
    "judge_people",
    "mark_heard",
    "mark_hubs",
    "no_longer_protect",
    "protect",
    "record_applicant",
    "record_mentions",
    "record_mentions_in_bulk",
    "record_people",
    "split_off",
    "undo",
    "withdraw_mentions",
    "withdraw_people",
]
