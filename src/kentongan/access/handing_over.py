"""What may leave the house. Stricter than the gate of a page.

Nothing that only an emergency opened to the sender, nothing of the special channel, and nothing
that a conflict of interest or an exclusion keeps from the receiver.
"""

from copy import copy
from dataclasses import replace
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils import timezone

from kentongan.access.policy import cell
from kentongan.access.standing import KEPT, standing_of
from kentongan.access.subjects import home_sight, rows_of
from kentongan.access.tables import Sight
from kentongan.access.visibility import exportable, limits
from kentongan.accounts.models import User


def to_hand_over[Record: Model](
    records: QuerySet[Record], sender: User, receiver: User, sight: Sight
) -> QuerySet[Record]:
    """The rows of ``records`` that ``sender`` may hand to ``receiver``."""
    return not_kept_from(exportable(records, sender, sight), receiver, sight)


def not_kept_from[Record: Model](
    records: QuerySet[Record], person: User, sight: Sight
) -> QuerySet[Record]:
    """The rows that neither conflicts, exclusions nor the special channel keep from somebody."""
    standing = standing_of(person, timezone.now())
    found = cell(person, sight.kind)
    return records.filter(limits(records.model, person, sight, found, standing))


def may_leave(sender: User, subject: str) -> bool:
    """Whether the sender may hand this record to anybody at all; False for what is no record."""
    try:
        return exportable(rows_of(subject), sender, home_sight(subject)).exists()
    except ValueError:
        return False


def is_kept_from(person: User, subject: str) -> bool:
    """Whether a record that is there is kept from somebody, whoever hands it over."""
    rows = rows_of(subject)
    return rows.exists() and not not_kept_from(rows, person, home_sight(subject)).exists()


def without_emergencies(viewer: User, now: datetime | None = None) -> User:
    """The same person with the sight of an ordinary day: an emergency is for reading alone."""
    sober = copy(viewer)
    standing = replace(standing_of(viewer, now or timezone.now()), opened=frozenset())
    setattr(sober, KEPT, standing)
    return sober
