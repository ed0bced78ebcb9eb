"""What a source tells about the things it mentions."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Written:
    """A thing as it was written: ``kind`` is a ``ThingKind`` value."""

    kind: str
    raw: str


@dataclass(frozen=True)
class Setting:
    """Which source told it, for whom, where and when; ``region_code`` is "" when unsure."""

    source: str  # "report:<uuid>"
    agency_id: int | None
    office_id: int | None
    region_code: str
    noticed_on: date | None
    recorded_at: datetime
    voice: str  # "<agency>:<reporter>": one person repeating himself is one voice
    label: int
