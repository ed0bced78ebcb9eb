"""Handing a record to somebody through the product's shares, as far as it has them."""

from django.db.models import Model

from acceptance.access.world import World
from kentongan.access.actions import grants
from kentongan.access.actions.grants import Plan
from kentongan.access.errors import Refused
from kentongan.access.models import Profile
from kentongan.access.share_profiles import fitting, purposes_for
from kentongan.accounts.models import User
from kentongan.accounts.roles import RoleKey
from kentongan.alerts.models import Alert
from kentongan.entities.models import Mention
from kentongan.exchange import actions
from kentongan.exchange.material import NotInSight
from kentongan.reports.models import Report


def subject_of(record: Model) -> str:
    """How a share names a record; "" for what cannot be shared."""
    if isinstance(record, Report):
        return f"report:{record.uuid}"
    if isinstance(record, Alert):
        return f"alert:{record.pk}"
    return f"thing:{record.thing_id}" if isinstance(record, Mention) else ""


def share(made: World, record: Model, to: User) -> bool:
    """Whether a share could be made, sent and accepted: a share opens its document, no page."""
    subject = subject_of(record)
    by = made.others[RoleKey.ANALYST]
    profiles = fitting(to, by.office_id, subject.partition(":")[0])
    return any(handed_over(made, by, to, subject, profile) for profile in profiles)


def handed_over(made: World, by: User, to: User, subject: str, profile: Profile) -> bool:
    """Whether the record went out in this profile, through every deed it needs."""
    purpose = purposes_for(to, profile)[0]
    try:
        grant = actions.propose(by=by, plan=Plan(to, profile, purpose, subject, days=14))
    except (NotInSight, Refused):
        return False
    if grant.needs_approval:
        grants.approve(by=made.others[RoleKey.SECTION_HEAD], uuid=grant.uuid)
    grants.offer(by=by, uuid=grant.uuid)
    grants.accept(by=to, uuid=grant.uuid)
    return True
