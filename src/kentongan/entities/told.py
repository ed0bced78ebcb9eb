"""What a source tells about the things it mentions."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


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
    hidden_from_id: int | None = None  # the agency that the special channel leaves out


def report_uuid(source: str) -> UUID | None:
    """The uuid in ``report:<uuid>``; None for any other source."""
    kind, _colon, rest = source.partition(":")
    try:
        return UUID(rest) if kind == "report" else None
    except ValueError:
        return None
