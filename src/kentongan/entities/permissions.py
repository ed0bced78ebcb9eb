"""Who may judge a thing, and whose page links to the reports behind it."""

from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind, Reach, cell
from kentongan.accounts.models import User
from kentongan.entities.models import AnyPersonMention, Mention


def check_may_judge(by: User) -> None:
    """Raises Refused for whoever does not say which things are common."""
    check_may(by, Kind.ENTITY, "judge")


def opens_report_of(viewer: User, mention: Mention | AnyPersonMention) -> bool:
    """Whether a link to the report behind a mention in sight would open.

    Who reads the own reports alone gets no link: a mention does not tell whose report it was.
    """
    reports = cell(viewer, Kind.REPORT)
    reads_others = reports.reach in {Reach.AREA, Reach.OFFICE}
    return reads_others and mention.label <= reports.label
