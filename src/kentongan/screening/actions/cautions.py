"""What alerts tell the desk: a caution is set, changed, ended. The desk never looks up alerts."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kentongan.accounts.models import Office, User
from kentongan.audit.actions import record
from kentongan.screening.cautions import Mark
from kentongan.screening.models import Caution, CautionKey

# An unfounded flag is forgotten after ninety days (security design, retention); so is a caution
# that nobody renews.
LASTS = timedelta(days=90)


@transaction.atomic
def set_caution(
    *, by: User | None, office: Office, subject: str, marks: Collection[Mark], on: date
) -> Caution | None:
    """From now on these marks meet the caution of this alert; without any there is none.

    Telling the same again prolongs it. subject: "alert:12".
    """
    if not marks:
        end_caution(by=by, office=office, subject=subject, on=on)
        return None
    caution, _made = Caution.objects.update_or_create(
        office=office,
        alert=subject,
        defaults={"set_on": on, "valid_until": on + LASTS, "ended_on": None},
    )
    caution.keys.all().delete()
    CautionKey.objects.bulk_create(
        CautionKey(caution=caution, kind=kind, key=key) for kind, key in sorted(marks)
    )
    record(by, "caution.set", caution.subject, keys=len(marks))
    return caution


@transaction.atomic
def end_caution(*, by: User | None, office: Office, subject: str, on: date) -> bool:
    """The caution of this alert holds no more; returns whether there was one."""
    rows = Caution.objects.select_for_update().filter(office=office, alert=subject, ended_on=None)
    caution = rows.first()
    if caution is None:
        return False
    caution.ended_on = on
    caution.save(update_fields=["ended_on"])
    caution.keys.all().delete()
    record(by, "caution.ended", caution.subject)
    return True


def over(before: datetime) -> QuerySet[CautionKey]:
    """The marks of cautions whose last day lies before a moment."""
    return CautionKey.objects.filter(caution__valid_until__lt=timezone.localdate(before))


def forgotten_soon(before: datetime) -> int:
    """How many marks ``forget_cautions`` would delete."""
    return over(before).count()


def forget_cautions(before: datetime) -> int:
    """Delete the marks of cautions that were over before a moment; returns how many."""
    return over(before).delete()[0]
