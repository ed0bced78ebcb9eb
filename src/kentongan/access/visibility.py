"""The one gate: every read of a record starts from ``visible``.

A table that the gate guards has ``label``, ``office`` and ``author`` columns and one or more
region codes; a ``Sight`` names where they are.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from kentongan.access.policy import Cell, Kind, Reach, cell
from kentongan.accounts.models import User
from kentongan.accounts.queries import area_codes


@dataclass(frozen=True)
class Sight:
    """Where a table keeps what the gate looks at; lookups may cross relations."""

    kind: Kind
    region_code: str = "region_code"
    author: str | None = "author"
    office: str | None = "office"
    label: str | None = "label"


def within_areas(field: str, codes: tuple[str, ...]) -> Q:
    """Rows whose region code lies in one of the areas; nothing for no area.

    Codes have fixed-width parts, so a prefix is a part of the tree: 35.03 covers 35.03.12.2004.
    """
    condition = Q(pk__in=[])
    for code in codes:
        condition |= Q(**{f"{field}__startswith": code})
    return condition


def reach_condition(viewer: User, sight: Sight, found: Cell, on: date) -> Q:
    """The part of the gate that asks whose record it is."""
    own = Q(**{sight.author: viewer}) if sight.author else Q(pk__in=[])
    if found.reach is Reach.AREA:
        return own | within_areas(sight.region_code, area_codes(viewer, on))
    # Somebody without an office would otherwise match every record without an office.
    if found.reach is Reach.OFFICE and sight.office and viewer.office_id is not None:
        return own | Q(**{sight.office: viewer.office_id})
    return own


def visible[Record: Model](
    records: QuerySet[Record], viewer: User, sight: Sight
) -> QuerySet[Record]:
    """The rows of ``records`` that ``viewer`` may see; none by default."""
    found = cell(viewer, sight.kind)
    if found.reach is Reach.NONE:
        return records.none()
    condition = reach_condition(viewer, sight, found, timezone.localdate())
    if sight.label:
        condition &= Q(**{f"{sight.label}__lte": found.label})
    # One row per record even where the area lookup crosses a many-valued relation.
    return records.filter(pk__in=records.model._default_manager.filter(condition).values("pk"))
