"""The passport desk is told what a verified alert is about, and when that is over.

The desk learns blinded marks and the number of the alert; never its words. What the special channel
keeps from somebody, and what has named readers, is not told at all.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.alerts.models import Alert, AlertArea, Outcome, Signal, State
from kentongan.entities.person_queries import PERSON, contacts_for_detection
from kentongan.screening.actions.cautions import end_caution, set_caution
from kentongan.screening.cautions import Mark, marks_of
from kentongan.screening.models import CautionKind

VERIFIED = frozenset({State.RISK_ASSESSMENT, State.ACTION})
AFTERWARDS = frozenset({State.OUTCOME, State.CLOSED})
RIGHT = frozenset({Outcome.CONFIRMED, Outcome.PARTLY})
THINGS = frozenset(CautionKind) - {CautionKind.AREA, CautionKind.NATIONAL_ID}


def is_live(alert: Alert) -> bool:
    """Whether the desk should be warned: somebody verified it, and it did not prove wrong.

    One that proved right goes on warning for as long as cautions last, unless it is renewed.
    """
    if alert.aside or alert.hidden_from_id is not None or alert.label > Label.CONFIDENTIAL:
        return False
    if rests_on_nothing(alert):
        return False
    return alert.state in VERIFIED or (alert.state in AFTERWARDS and alert.outcome in RIGHT)


def rests_on_nothing(alert: Alert) -> bool:
    """Whether people took back everything that it rested on."""
    signals = Signal.objects.filter(alert=alert)
    return signals.exists() and not signals.filter(void_at=None).exists()


@transaction.atomic
def tell_desk(*, by: User | None, alert: Alert, now: datetime) -> None:
    """Set or end the caution of an alert, as the alert stands now."""
    name, on = f"alert:{alert.pk}", timezone.localdate(now)
    if is_live(alert):
        set_caution(by=by, office=alert.office, subject=name, marks=marks_about(alert), on=on)
    else:
        end_caution(by=by, office=alert.office, subject=name, on=on)


def marks_about(alert: Alert) -> set[Mark]:
    """The thing or person that an alert is about, and where."""
    codes = AlertArea.objects.filter(alert=alert).values_list("region_code", flat=True)
    areas = {(CautionKind.AREA.value, code) for code in codes}
    kind, _colon, rest = alert.key.partition(":")
    if kind == PERSON:
        return areas | marks_of(contacts_for_detection(int(rest)))
    if kind in THINGS:
        # A weak clue names its regency too: "organisation:<mark>@35.03".
        return areas | {(kind, rest.partition("@")[0])}
    return areas
