"""What is found is raised, watched, or kept in silence: by rule, by strength and by budget.

A rule on trial raises nothing and tells no one. What chance often does, or what would be more than
the office wants in a week, stands on the watch list. What must be acted upon today is raised.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may, check_reason
from kentongan.access.policy import Kind
from kentongan.accounts.models import Office, User
from kentongan.alerts import budget, rules
from kentongan.alerts.actions.raising import bring_forward, open_alert, set_aside, take_in
from kentongan.alerts.detectors import Found
from kentongan.alerts.detectors.found import bounded_key
from kentongan.alerts.detectors.history import CLUSTER_RESTS
from kentongan.alerts.models import Alert, Aside, Evidence, Mode, Signal, State, Step
from kentongan.alerts.queries import watched_for
from kentongan.alerts.trials import Modes
from kentongan.audit.actions import record
from kentongan.reports.queries import spent_for_detection

WATCHED = (Aside.WEAK, Aside.BUDGET)
# A trial looks at twelve months; a month more, so that the first of them is whole.
SHADOWS_STAY = timedelta(days=396)
AT_ONCE = 500


def take(found: Found, modes: Modes, *, office: Office, now: datetime) -> Alert | None:
    """The alert to which a finding brought news; None where it told nothing new, or nobody."""
    mode = modes.mode(found.rule, found.rule_version)
    if mode is Mode.SHADOW:
        set_aside(in_shadow(found), Aside.SHADOW, office=office, now=now)
    if mode is not Mode.LIVE:
        return None
    alert, is_news = take_in(found, office=office, now=now)
    return alert if is_news else None


def in_shadow(found: Found) -> Found:
    """The finding under a key of its own, so that it never meets an alert."""
    named = f"shadow:{found.rule}:{found.rule_version}:{found.key}"
    return replace(found, key=bounded_key(named))


def take_or_set_aside(found: Sequence[Found], *, office: Office, now: datetime) -> int:
    """Findings that chance can explain, the rarest first; returns how many alerts had news.

    Each night ranks anew: what waits on the watch list moves up when there is room.
    """
    modes, room, news = Modes.of(office), budget.room_of(office, now).left, 0
    for one in sorted(found, key=rarest_first):
        if (alert := weigh(one, modes, room, office=office, now=now)) is not None:
            news += 1
            room -= alert.raised_at == now
    return news


@transaction.atomic
def weigh(found: Found, modes: Modes, room: int, *, office: Office, now: datetime) -> Alert | None:
    """The alert to which a finding brought news; None where it was set aside or told nothing new.

    One transaction: nobody raises the same alert between the question and the deed.
    """
    is_live = modes.mode(found.rule, found.rule_version) is Mode.LIVE
    if is_live and (why := reason_to_wait(found, office, room)):
        set_aside(found, why, office=office, now=now)
        return None
    return take(found, modes, office=office, now=now)


def rarest_first(found: Found) -> tuple[float, str]:
    """By how seldom chance does this; the key makes the order the same on any machine."""
    return -found.figures.get("recurrence_days", float("inf")), found.key


def reason_to_wait(found: Found, office: Office, room: int) -> Aside | None:
    """Why a finding goes to the watch list; None where it is an alert already, or becomes one."""
    alert = open_alert(office, found.key)
    if alert is not None and not alert.aside:
        return None
    if found.is_weak:
        return Aside.WEAK
    return Aside.BUDGET if room <= 0 and found.urgency != rules.URGENT else None


# --- people -------------------------------------------------------------------------------------


@transaction.atomic
def promote(*, by: User, alert: Alert, reason: str) -> Alert:
    """Somebody makes an alert of what was only watched, and says why.

    Raises ``Refused`` when that is not for this person, without a reason, or where it is one.
    """
    check_may(by, Kind.ALERT, "promote")
    check_reason(reason)
    fresh = watched_for(by).select_for_update().filter(pk=alert.pk).first()
    if fresh is None:
        raise Refused(_("Ini tidak lagi di daftar pantau. Muat ulang halamannya."))
    now = bring_forward(fresh)
    Step.objects.create(
        alert=fresh,
        at=now,
        by=by,
        from_state=State.RECEIVED,
        to_state=State.RECEIVED,
        note=reason.strip(),
    )
    record(by, "alert.promoted", f"alert:{fresh.pk}", label=fresh.label)
    return fresh


# --- the night ----------------------------------------------------------------------------------


def let_lapse(*, now: datetime) -> int:
    """Take off what is over: watched and not growing, tried long ago, or resting on spent reports.

    A report that was withdrawn or erased takes with it whatever was only put aside.
    """
    grown = Signal.objects.filter(found_at__gte=now - CLUSTER_RESTS).values("alert")
    still = Alert.objects.filter(aside__in=WATCHED).exclude(pk__in=grown)
    tried = Alert.objects.filter(aside=Aside.SHADOW, raised_at__lt=now - SHADOWS_STAY)
    aside = Evidence.objects.filter(signal__alert__aside__in=Aside.values).order_by()
    spent = spent_for_detection(set(aside.values_list("source", flat=True)))
    gone = {*still.values_list("pk", flat=True), *tried.values_list("pk", flat=True)}
    for some in batched(sorted(spent), AT_ONCE, strict=False):
        gone |= set(aside.filter(source__in=some).values_list("signal__alert", flat=True))
    return drop(gone)


@transaction.atomic
def drop(alerts: Iterable[int]) -> int:
    """Delete what was put aside and all behind it; alerts are never touched. Returns how many."""
    done = 0
    for some in batched(sorted(alerts), AT_ONCE, strict=False):
        rows = Alert.objects.filter(pk__in=some, aside__in=Aside.values)
        Signal.objects.filter(alert__in=rows).delete()
        done += rows.count()
        rows.delete()
    return done
