"""Whom to protect: the author of a report notes it beside the report, for nobody else to read."""

from django.db import transaction

from kentongan.accounts.models import User
from kentongan.entities.actions import no_longer_protect, protect
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.told import Person
from kentongan.reports.actions.reports import setting_of
from kentongan.reports.content import content_of, tidy_person
from kentongan.reports.models import Report, Revision
from kentongan.reports.permissions import check_may_protect


@transaction.atomic
def protect_person(*, by: User, report: Report, person: Person) -> AnyPersonMention:
    """Note one more person to protect beside a report of one's own. Raises ``Refused``."""
    locked = held(by, report)
    latest: Revision = locked.revisions.select_related("region").latest("number")
    setting = setting_of(locked, content_of(latest))
    return protect(by=by, setting=setting, person=tidy_person(person))


@transaction.atomic
def no_longer_protect_person(*, by: User, report: Report, mention: AnyPersonMention) -> None:
    """Take one of them back. Raises ``Refused``."""
    held(by, report)
    no_longer_protect(by=by, mention=mention)


def held(by: User, report: Report) -> Report:
    """The report for this writer alone: two notes of one name at once would be two people."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    check_may_protect(by, locked)
    return locked
