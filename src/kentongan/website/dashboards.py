"""What each role finds on the first page."""

from typing import Any

from django.utils import timezone

from kentongan.access.grant_queries import waiting_for
from kentongan.access.policy import Kind, Reach, cell, may
from kentongan.access.queries import unread_notices
from kentongan.access.subjects import words_of
from kentongan.accounts.models import User
from kentongan.alerts.queries import alerts_needing, confidential
from kentongan.audit.actions import record_reading
from kentongan.reports.queries import confidential_to, reports_visible_to
from kentongan.screening.interest.queries import ending_soon
from kentongan.website.chores import is_behind

RECENT_REPORTS = 5
URGENT_ALERTS = 5
MOST_NOTICES = 20
SHARES = 5


def recent_reports(viewer: User) -> list[Any]:
    """The newest reports the viewer may see."""
    if cell(viewer, Kind.REPORT).reach is Reach.NONE:
        return []
    return list(reports_visible_to(viewer)[:RECENT_REPORTS])


def notices(viewer: User) -> list[dict[str, Any]]:
    """What happened to records the viewer answers for."""
    unread = unread_notices(viewer)[:MOST_NOTICES]
    return [{"row": notice, "words": words_of(notice.subject)} for notice in unread]


def received_shares(viewer: User) -> list[Any]:
    """What other offices handed to the viewer and still stands."""
    return list(waiting_for(viewer)[:SHARES]) if may(viewer, Kind.SHARE, "accept") else []


def entries_ending(viewer: User) -> int:
    """How many interest entries of the office end within two weeks, for who keeps them."""
    keeps = any(may(viewer, Kind.INTERVIEW, deed) for deed in ("enter_interest", "review_interest"))
    return ending_soon(viewer.office, timezone.localdate()) if keeps and viewer.office else 0


def dashboard(viewer: User) -> dict[str, Any]:
    """What needs the viewer, what was shared, what was told, whether the worker stands still.

    What is confidential among it is written down as read.
    """
    alerts, reports = list(alerts_needing(viewer)[:URGENT_ALERTS]), recent_reports(viewer)
    record_reading(viewer, confidential(alerts), page="alert.listed", door="home")
    record_reading(viewer, confidential_to(viewer, reports), page="report.listed", door="home")
    return {
        "is_behind": is_behind(timezone.now()),
        "alerts": alerts,
        "shares": received_shares(viewer),
        "reports": reports,
        "notices": notices(viewer),
        "entries_ending": entries_ending(viewer),
    }
