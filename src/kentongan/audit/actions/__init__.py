"""The one way to write the log."""

from kentongan.audit.actions.recording import (
    SYSTEM,
    Actor,
    Deed,
    record,
    record_many,
    record_reading,
)

__all__ = ["SYSTEM", "Actor", "Deed", "record", "record_many", "record_reading"]
