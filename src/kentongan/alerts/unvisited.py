"""Where nobody of the office was lately, as far as it wrote anything down: no silence, no visit.

A visit counts where the office itself noticed something in a sub-district. Few notices from such a
place say nothing about what happens there.
"""

from datetime import date, timedelta

from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import User
from kentongan.alerts.detectors.found import district_of
from kentongan.indicators.rulebook import rulebook
from kentongan.regions.models import Level
from kentongan.reports.queries.reports import areas_to_filter, reports_visible_to


def weeks() -> int:
    """How many weeks are looked back."""
    return rulebook().silence.window_weeks


def unvisited_districts(viewer: User, until: date) -> list[str] | None:
    """Names of the sub-districts where the viewer's agency noticed nothing in the last weeks,
    by the reports that the viewer may see.

    None for who does not see all reports of the office: for them a missing report is no missing
    visit.
    """
    if cell(viewer, Kind.REPORT).reach is not Reach.OFFICE or viewer.office is None:
        return None
    since = until - timedelta(weeks=weeks()) + timedelta(days=1)
    own = reports_visible_to(viewer).filter(
        agency=viewer.office.agency_id,
        current__noticed_on__gte=since,
        current__noticed_on__lte=until,
    )
    seen = {district_of(code) for code in own.order_by().values_list("region_code", flat=True)}
    districts = (area for area in areas_to_filter(viewer) if area.level == Level.DISTRICT)
    return [area.name for area in districts if area.code not in seen]
