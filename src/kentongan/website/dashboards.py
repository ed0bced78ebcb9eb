"""What each role finds on the first page."""

from typing import Any

from django.utils import timezone

from kentongan.access.grant_queries import waiting_for
from kentongan.access.policy import Kind, Reach, cell, may
from kentongan.accounts.models import User
from kentongan.alerts.queries import alerts_needing
from kentongan.reports.queries import reports_visible_to
from kentongan.website.chores import is_behind

RECENT_REPORTS = 5
URGENT_ALERTS = 5
SHARES = 5


def recent_reports(viewer: User) -> list[Any]:
    """The newest reports the viewer may see."""
    if cell(viewer, Kind.REPORT).reach is Reach.NONE:
        return []
    return list(reports_visible_to(viewer)[:RECENT_REPORTS])


def received_shares(viewer: User) -> list[Any]:
    """What other offices handed to the viewer and still stands."""
    return list(waiting_for(viewer)[:SHARES]) if may(viewer, Kind.SHARE, "accept") else []


def dashboard(viewer: User) -> dict[str, Any]:
    """What needs the viewer, what was shared, what was told, whether the worker stands still."""
    return {
        "is_behind": is_behind(timezone.now()),
        "alerts": list(alerts_needing(viewer)[:URGENT_ALERTS]),
        "shares": received_shares(viewer),
        "reports": recent_reports(viewer),
    }
