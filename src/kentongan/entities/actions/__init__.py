"""What other folders may do with things and people that sources mention."""

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
    "erase_mentions",
    "judge_hub",
    "mark_hubs",
    "record_mentions",
    "record_mentions_in_bulk",
    "withdraw_mentions",
]
