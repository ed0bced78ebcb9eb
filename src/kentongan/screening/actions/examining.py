"""What the enforcement section found about an application that was referred to it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.screening import decisions, permissions
from kentongan.screening.actions.applications import locked
from kentongan.screening.actions.deciding import obstacles_told
from kentongan.screening.actions.facts import refresh
from kentongan.screening.models import Application, Examination


@dataclass(frozen=True)
class Result:
    """What an examination record says of one statement of the applicant."""

    number: str
    statement: str
    is_proven_false: bool
    on: date


@transaction.atomic
def record_examination(*, by: User, application: Application, result: Result) -> Examination:
    """Write down the result of an examination of what was referred; raises Refused."""
    fresh = locked(by, application)
    permissions.check_may_examine(by, fresh)
    number = result.number.strip()
    if not number or Examination.objects.filter(application=fresh, number=number).exists():
        raise Refused(_("Tulis nomor BAP yang belum tercatat untuk permohonan ini."))
    if result.on > timezone.localdate():
        raise Refused(_("Tanggal BAP tidak boleh sesudah hari ini."))
    with obstacles_told():
        decisions.check_words(result.statement)
    examination = Examination.objects.create(
        office=fresh.office,
        application=fresh,
        number=number,
        statement=result.statement.strip(),
        is_proven_false=result.is_proven_false,
        on=result.on,
        by=by,
    )
    record(by, "interview.examined", fresh.subject, is_proven_false=result.is_proven_false)
    refresh(by=by, application=fresh, forget=False)
    return examination
