"""The one way to write the log, and what is done to the log itself."""

from kentongan.audit.actions.anchoring import CHAIN, Anchored, anchor_head
from kentongan.audit.actions.inspecting import advance_inspections, start_inspection
from kentongan.audit.actions.recording import (
    SYSTEM,
    Actor,
    Deed,
    record,
    record_many,
    record_reading,
)
from kentongan.audit.actions.sealing import seal_segment

__all__ = [
    "CHAIN",
    "SYSTEM",
    "Actor",
    "Anchored",
    "Deed",
    "advance_inspections",
    "anchor_head",
    "record",
    "record_many",
    "record_reading",
    "seal_segment",
    "start_inspection",
]
