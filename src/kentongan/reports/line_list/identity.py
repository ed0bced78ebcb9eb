"""What makes two rows the same row: what they say, however the cells were formatted."""

import hashlib
import json
import uuid
from collections.abc import Mapping

# The namespace of rows; any fixed value does, changing it would make every old row new.
ROWS = uuid.UUID("5f3f2c1e-7f0b-4c52-9e39-0e6d3c1a6b70")


def plain(text: str) -> str:
    """The text without differences of case and spacing."""
    return " ".join(text.casefold().split())


def identity_of(said: Mapping[str, str]) -> str:
    """A fingerprint of what a row says, field by field; empty fields do not count."""
    kept = {name: plain(text) for name, text in said.items() if plain(text)}
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def row_uuid(office_id: int, identity: str, occurrence: int, generation: int = 0) -> uuid.UUID:
    """The report's uuid for the ``occurrence``-th row that says this, in one office.

    ``generation`` counts how often such a report was taken back by undoing its import.
    """
    return uuid.uuid5(ROWS, f"{office_id}:{identity}:{occurrence}:{generation}")
