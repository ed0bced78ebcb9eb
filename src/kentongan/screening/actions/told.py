"""What follows when somebody is told: found again under other spellings, and facts found anew."""

from datetime import datetime

from kentongan.accounts.models import User
from kentongan.entities.actions import record_applicant
from kentongan.entities.told import Setting
from kentongan.screening.actions.facts import refresh
from kentongan.screening.applicants import read_applicant
from kentongan.screening.models import Application

VOICE = "desk"


def follow_up_told(*, by: User, application: Application, now: datetime | None = None) -> None:
    """Call it in the transaction that tells who applies, after everything else is written."""
    tell_applicant(by=by, application=application)
    refresh(by=by, application=application, now=now)


def tell_applicant(*, by: User, application: Application) -> None:
    """Who applies, for the search by name, in the hands of who has the application now."""
    setting = Setting(
        source=application.subject,
        agency_id=application.office.agency_id,
        office_id=application.office_id,
        region_code=application.region_code,
        noticed_on=None,
        recorded_at=application.opened_at,
        voice=VOICE,
        label=application.label,
        author_id=application.handler_id,
    )
    record_applicant(by=by, setting=setting, person=read_applicant(application.told).person)
