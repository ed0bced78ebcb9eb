"""The field profiles, one file each. A field that no profile names is never handed over."""

from kentongan.access.models import Profile
from kentongan.exchange.profiles import (
    area_summary,
    immigration_case,
    labour_company,
    labour_service,
    police_inquiry,
    public_counts,
    registry_match,
    travel_company,
)
from kentongan.exchange.profiles.table import Citizen, Layout, Told, Victim

LAYOUTS: dict[Profile, Layout] = {
    Profile.AREA_SUMMARY: area_summary.LAYOUT,
    Profile.POLICE_INQUIRY: police_inquiry.LAYOUT,
    Profile.LABOUR_COMPANY: labour_company.LAYOUT,
    Profile.LABOUR_SERVICE: labour_service.LAYOUT,
    Profile.TRAVEL_COMPANY: travel_company.LAYOUT,
    Profile.REGISTRY_MATCH: registry_match.LAYOUT,
    Profile.IMMIGRATION_CASE: immigration_case.LAYOUT,
    Profile.PUBLIC_COUNTS: public_counts.LAYOUT,
}

__all__ = ["LAYOUTS", "Citizen", "Layout", "Told", "Victim"]
