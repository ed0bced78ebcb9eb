"""What each role finds on the first page."""

from typing import Any

from django.utils import timezone

from kentongan.access.policy import Kind, Reach, cell
from kentongan.access.queries import unread_notices
from kentongan.access.subjects import words_of
from kentongan.accounts.models import User
from kentongan.alerts.queries import alerts_needing
from kentongan.reports.queries import reports_visible_to
from kentongan.website.chores import is_behind

RECENT_REPORTS = 5
URGENT_ALERTS = 5
MOST_NOTICES = 20


def recent_reports(viewer: User) -> list[Any]:
    """The newest reports the viewer may see."""
    if cell(viewer, Kind.REPORT).reach is Reach.NONE:
        return []
    return list(reports_visible_to(viewer)[:RECENT_REPORTS])


def notices(viewer: User) -> list[dict[str, Any]]:
    """What happened to records the viewer answers for."""
    unread = unread_notices(viewer)[:MOST_NOTICES]
    return [{"row": notice, "words": words_of(notice.subject)} for notice in unread]


def dashboard(viewer: User) -> dict[str, Any]:
    """Alerts that need the viewer, recent reports, and whether the worker stands still."""
    return {
        "is_behind": is_behind(timezone.now()),
        "alerts": list(alerts_needing(viewer)[:URGENT_ALERTS]),
        "reports": recent_reports(viewer),
        "notices": notices(viewer),
    }
