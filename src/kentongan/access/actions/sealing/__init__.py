"""What other folders may do with sealed identities."""

from kentongan.access.actions.sealing.erasing import erase_by_receipt, erase_identity
from kentongan.access.actions.sealing.keeping import keep_sealed, tell_progress
from kentongan.access.actions.sealing.keys import make_key
from kentongan.access.actions.sealing.opening import (
    drop_stale_halves,
    open_first,
    open_second,
    request_opening,
)
from kentongan.access.sealing.rules import Progress

__all__ = [
    "Progress",
    "drop_stale_halves",
    "erase_by_receipt",
    "erase_identity",
    "keep_sealed",
    "make_key",
    "open_first",
    "open_second",
    "request_opening",
    "tell_progress",
]
