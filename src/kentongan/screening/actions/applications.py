"""Opening an application, telling who applies, and handing it from officer to officer."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.labels import NAMED_READERS, Label
from kentongan.accounts.models import Office, User
from kentongan.audit.actions import record
from kentongan.regions.models import Region
from kentongan.screening import permissions
from kentongan.screening.actions.told import follow_up_told, tell_applicant
from kentongan.screening.applicants import (
    Told,
    national_id_key,
    write_applicant,
)
from kentongan.screening.catalogues import purposes
from kentongan.screening.dated import in_force
from kentongan.screening.models import Application
from kentongan.screening.queries import applications_in_sight, numbered

FIGURES = 6
WRITTEN = (
    "told",
    "national_id_key",
    "region_code",
    "purpose",
    "is_child",
    "label",
    "simkim_number",
)


def locked(by: User, application: Application) -> Application:
    """The application as it stands now, locked until the transaction ends.

    Raises Refused when it is not for ``by``: the same words whether it exists or not.
    """
    found = applications_in_sight(by).select_for_update(of=("self",))
    fresh = found.filter(pk=application.pk).first()
    if fresh is None:
        raise Refused(_("Permohonan ini tidak ada atau bukan untuk Anda."))
    return fresh


@transaction.atomic
def open_application(*, by: User, told: Told, now: datetime | None = None) -> Application:
    """A new application in the hands of ``by``; its clock of four working days starts.

    Raises Refused without the right, for an unknown purpose or an unknown village.
    """
    office = permissions.check_may_open(by)
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    check_told(told, day)
    application = Application(
        number=next_number(office, day),
        office=office,
        handler=by,
        opened_by=by,
        opened_at=moment,
        started_on=day,
    )
    write(application, told, day)
    application.save()
    purpose, area = told.purpose, told.region_code
    record(by, "interview.opened", application.subject, purpose=purpose, area=area)
    follow_up_told(by=by, application=application, now=moment)
    return application


@transaction.atomic
def amend_application(
    *, by: User, application: Application, told: Told, now: datetime | None = None
) -> Application:
    """Put right who applies and for what; raises Refused like ``open_application``."""
    fresh = locked(by, application)
    permissions.check_may_write(by, fresh)
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    check_told(told, day)
    write(fresh, told, day)
    fresh.save(update_fields=WRITTEN)
    purpose, area = told.purpose, told.region_code
    record(by, "interview.amended", fresh.subject, purpose=purpose, area=area)
    follow_up_told(by=by, application=fresh, now=moment)
    return fresh


def check_told(told: Told, day: date) -> None:
    """Raises Refused for a purpose that is not in force and a village that is not in the list."""
    if told.purpose not in in_force(purposes(), day):
        raise Refused(_("Pilih tujuan paspor dari daftar."))
    if told.region_code and not Region.objects.filter(code=told.region_code).exists():
        raise Refused(_("Pilih desa tempat tinggal dari daftar, atau kosongkan."))


def write(application: Application, told: Told, day: date) -> None:
    """What is told onto the row; a child's application has named readers from then on."""
    application.told = write_applicant(told.applicant)
    application.national_id_key = national_id_key(told.applicant.person.national_id)
    application.purpose, application.region_code = told.purpose, told.region_code
    application.simkim_number = told.simkim_number.strip()
    application.is_child = told.applicant.is_child(day)
    # A label that somebody raised stays raised.
    least = NAMED_READERS if application.is_child else Label.CONFIDENTIAL
    application.label = max(application.label, least)


def next_number(office: Office, day: date) -> str:
    """``P-2026-000123``: counted for each office and year, under the lock of the office's row."""
    Office.objects.select_for_update().get(pk=office.pk)
    start = f"P-{day.year}-"
    numbers = Application.objects.filter(office=office, number__startswith=start)
    last = numbers.order_by("-number").values_list("number", flat=True).first()
    count = int(last.removeprefix(start)) if last else 0
    return f"{start}{count + 1:0{FIGURES}d}"


@transaction.atomic
def take_over(*, by: User, number: str, now: datetime | None = None) -> Application:
    """An officer takes an application of the own office over by its exact number.

    The number is its own or that of SIMKIM; of several under one SIMKIM number the newest is meant.
    Raises Refused for a number that is not there or not for ``by``, with the same words.
    """
    of_office = Application.objects.select_for_update().filter(office=by.office_id)
    moment = now or timezone.now()
    application = permissions.check_may_take_over(
        by, of_office.filter(numbered(number)).first(), moment
    )
    before = application.handler.get_username()
    application.handler = by
    application.save(update_fields=["handler"])
    # Of a child, who has the application is the one who finds the applicant by name.
    tell_applicant(by=by, application=application)
    record(by, "interview.taken_over", application.subject, was=before)
    return application
