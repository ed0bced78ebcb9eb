"""The second wall: on PostgreSQL the tables themselves show a page only what its viewer may see.

The first wall is the condition of ``access.visibility``. This one says nearly the same once more in
SQL (the migration ``alerts 0008_wall``), coarser where SQL would be slow, and holds when a page has
forgotten the first. It does not hold against who runs SQL of his own through our connection.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from kentongan.access.policy import Kind, Reach, cell
from kentongan.access.seats import NOBODY, TRUSTED, Seat, held
from kentongan.access.standing import standing_of
from kentongan.accounts.models import User
from kentongan.accounts.queries import area_codes

KINDS = (
    *(Kind.REPORT, Kind.ALERT, Kind.ENTITY, Kind.IMPORT),
    *(Kind.PERSON, Kind.PROTECTED_PERSON, Kind.INTERVIEW, Kind.APPLICANT, Kind.REFERRAL),
)


def has_wall() -> bool:
    """Whether this database has row-level security."""
    return connection.vendor == "postgresql"


def is_bypassed() -> bool:
    """Whether the role of this connection sees every row in spite of the wall.

    A superuser, or a role with BYPASSRLS (PostgreSQL manual, "Row Security Policies").
    """
    if not has_wall():
        return False
    asked = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return bool(cursor.fetchone()[0])


@contextmanager
def seated(seat: Seat) -> Iterator[None]:
    """Everything inside is read from this seat."""
    try:
        with held(seat):
            tell()
            yield
    finally:
        tell()


def tell() -> None:
    """Tell an open connection; one that opens later takes the seat by itself."""
    take: Any = getattr(connection, "take_seat", None)
    if take is not None:
        take()


@contextmanager
def trusted() -> Iterator[None]:
    """For a read of the software itself inside a page, such as counts for a data subject."""
    if not has_wall():
        yield
        return
    with seated(TRUSTED):
        yield


def seat_of(viewer: object, now: datetime) -> Seat:
    """The seat of a page's viewer; nobody's for who is not logged in."""
    if not isinstance(viewer, User) or not viewer.is_active:
        return NOBODY
    return Seat(facts=json.dumps(facts_of(viewer, now)))


def facts_of(viewer: User, now: datetime) -> dict[str, Any]:
    """What the policies of the tables ask: person, office, agency, areas, tasks, kinds."""
    standing = standing_of(viewer, now)
    kinds = {kind.value: cell_of(viewer, kind) for kind in KINDS}
    by_area = any(one["reach"] == Reach.AREA.value for one in kinds.values())
    areas = area_codes(viewer, timezone.localdate(now)) if by_area else ()
    return {
        "viewer": viewer.pk,
        "office": viewer.office_id,
        "agency": viewer.office.agency_id if viewer.office else None,
        "areas": [f"{code}%" for code in areas],
        "held": sorted(standing.assigned),
        "opened": sorted(standing.opened),
        "kinds": kinds,
    }


def cell_of(viewer: User, kind: Kind) -> dict[str, Any]:
    """One cell of the policy as the tables read it."""
    found = cell(viewer, kind)
    return {"reach": found.reach.value, "label": int(found.label), "special": found.special}
