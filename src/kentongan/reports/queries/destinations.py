"""Where reports say that people are sent, for the network of ``entities``: it knows no reports."""

from collections.abc import Iterable
from itertools import batched
from uuid import UUID

from kentongan.accounts.models import User
from kentongan.entities.told import report_uuid
from kentongan.reports.queries.reports import reports_on_paper, reports_visible_to

AT_ONCE = 500  # SQLite takes 32,766 values in one statement
# Opened one by one, some 50 µs each.
MOST_OPENED = 5_000


def destinations_told(
    viewer: User, sources: Iterable[str], *, on_paper: bool = False
) -> dict[str, str]:
    """Source → destination as written, of the first ``MOST_OPENED`` sources that are in sight."""
    uuids = [uuid for source in sources if (uuid := report_uuid(source))]
    found: dict[str, str] = {}
    for some in batched(uuids[:MOST_OPENED], AT_ONCE, strict=False):
        found |= told_in(viewer, some, on_paper=on_paper)
    return found


def told_in(viewer: User, uuids: Iterable[UUID], *, on_paper: bool) -> dict[str, str]:
    """The same of one handful."""
    seen = reports_on_paper(viewer) if on_paper else reports_visible_to(viewer)
    rows = seen.filter(uuid__in=list(uuids)).select_related("current")
    told = ((report.uuid, report.current) for report in rows)
    return {f"report:{uuid}": says.destination for uuid, says in told if says and says.destination}
