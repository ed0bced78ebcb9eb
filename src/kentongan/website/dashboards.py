"""What each role finds on the first page."""

from typing import Any

from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import User
from kentongan.alerts.queries import alerts_needing
from kentongan.reports.queries import reports_visible_to

RECENT_REPORTS = 5
URGENT_ALERTS = 5


def recent_reports(viewer: User) -> list[Any]:
    """The newest reports the viewer may see."""
    if cell(viewer, Kind.REPORT).reach is Reach.NONE:
        return []
    return list(reports_visible_to(viewer)[:RECENT_REPORTS])


def dashboard(viewer: User) -> dict[str, Any]:
    """Alerts that need the viewer first, then recent reports."""
    return {
        "alerts": list(alerts_needing(viewer)[:URGENT_ALERTS]),
        "reports": recent_reports(viewer),
    }
