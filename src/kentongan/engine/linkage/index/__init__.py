"""An index of people on disk that holds keyed marks and no words. ``README.md`` tells why."""

from kentongan.engine.linkage.index.described import Described, described
from kentongan.engine.linkage.index.marks import (
    Mark,
    asked_of,
    keyed,
    marks_of,
    without_a_letter,
)
from kentongan.engine.linkage.index.store import Damaged, Found, Index, Writing

__all__ = [
    "Damaged",
    "Described",
    "Found",
    "Index",
    "Mark",
    "Writing",
    "asked_of",
    "described",
    "keyed",
    "marks_of",
    "without_a_letter",
]
