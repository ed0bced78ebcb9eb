"""People who were put together or apart: alerts gain evidence, or are corrected and say so.

An alert ``person:7`` is about the person to whom mention 7 belongs now. What no longer belongs to
that person stays in the history, but counts no more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.actions.notices import tell
from kentongan.access.models import Grant, NoticeKind
from kentongan.accounts.models import Office, User
from kentongan.alerts.actions import material
from kentongan.alerts.actions.cautioning import tell_desk
from kentongan.alerts.actions.examining import is_news
from kentongan.alerts.actions.setting_aside import take
from kentongan.alerts.detectors import Found, find_same_things
from kentongan.alerts.detectors.found import bounded_key
from kentongan.alerts.models import Alert, AlertArea, Evidence, Signal, State, Step
from kentongan.alerts.rules import LEADERS
from kentongan.alerts.trials import Modes
from kentongan.audit.actions import record
from kentongan.entities.actions import mark_heard
from kentongan.entities.person_queries import (
    PERSON,
    Heard,
    changes_for_detection,
    group_for_detection,
    people_for_detection,
)
from kentongan.entities.queries import SharedThing
from kentongan.indicators.rulebook import rulebook
from kentongan.reports.queries import channels_for_detection

RULE = f"same_thing:{PERSON}"
CHANGES_AT_ONCE = 50


@dataclass(frozen=True)
class Group:
    """A person: the mentions that people confirmed, and the sources that still tell of him."""

    thing: SharedThing
    members: frozenset[int]
    sources: frozenset[str]


def hear_identities(*, now: datetime, limit: int = CHANGES_AT_ONCE) -> int:
    """Take in every judgement on people that alerts have not heard of; returns how many.

    For the worker. Hearing the same again changes nothing.
    """
    waiting = changes_for_detection(limit)
    for change in waiting:
        with transaction.atomic():
            hear(change, now)
            mark_heard(change=change.pk, now=now)
    return len(waiting)


def hear(change: Heard, now: datetime) -> None:
    """One change: new findings first, so that a corrected alert already says what holds."""
    office, by = Office.objects.get(pk=change.office_id), User.objects.get(pk=change.by_id)
    groups = [group_of(thing) for thing in people_for_detection(change.mentions)]
    rules = rulebook()
    met = {one for group in groups for one in group.members} | set(change.mentions)
    for channel in (None, *channels_for_detection(office)):
        alerts = alerts_about(met, office, channel)
        for group in groups:
            found = finding_about(group, office, channel, primary_key(group, alerts))
            if found is not None and (alerts or is_news(found, timezone.localdate(now), rules)):
                take(found, Modes.of(office), office=office, now=now)
    for alert in every_alert_about(met, office):
        correct(alert, groups, by, now)
        tell_desk(by=by, alert=alert, now=now)


def group_of(thing: SharedThing) -> Group:
    """The person behind a thing of kind person."""
    sources = frozenset(mention.source for mention in thing.mentions)
    return Group(thing, group_for_detection(thing.id), sources)


# --- which alerts ------------------------------------------------------------------------------


def key_of(mention: int, channel: int | None) -> str:
    """The key of an alert about the person of a mention."""
    key = f"{PERSON}:{mention}"
    return key if channel is None else bounded_key(f"special:{channel}:{key}")


def alerts_about(mentions: Collection[int], office: Office, channel: int | None) -> list[Alert]:
    """The open alerts about the people of these mentions, the oldest first."""
    keys = [key_of(one, channel) for one in mentions]
    rows = Alert.objects.filter(office=office, key__in=keys).exclude(state=State.CLOSED)
    return list(rows.order_by("pk"))


def every_alert_about(mentions: Collection[int], office: Office) -> list[Alert]:
    """Those of the ordinary channel and of the special ones; closed ones too: people are told."""
    channels = (None, *channels_for_detection(office))
    keys = [key_of(one, channel) for one in mentions for channel in channels]
    return list(Alert.objects.filter(office=office, key__in=keys).order_by("pk"))


def mention_of(alert: Alert) -> int:
    """The mention that an alert about a person was begun with."""
    return int(alert.key.rpartition(":")[2])


def primary_key(group: Group, alerts: Sequence[Alert]) -> str:
    """The key under which a person's alert goes on: that of the oldest open one, else of his root.

    A person who gains an older mention keeps the alert that people already work on.
    """
    known = [mention_of(alert) for alert in alerts if mention_of(alert) in group.members]
    return key_of(next(iter(known), group.thing.id), None)


def finding_about(group: Group, office: Office, channel: int | None, key: str) -> Found | None:
    """What the rule finds in the sources of one person, as far as a channel hears them."""
    shared = material.shared_of([group.thing], office.pk, channel)
    reports = material.reports_of({s for one in shared for s in one.sources}, office.pk, channel)
    tellings = {
        one.source: material.telling_of(one, material.recorded_day(one), names=False)
        for one in reports
    }
    if channel is not None and not any(one.hidden_from_id for one in reports):
        return None
    gazetteer = material.gazetteer_of({one.region_code for one in tellings.values()})
    rules = rulebook().same_thing
    found = find_same_things(shared, tellings, rules, gazetteer)
    return next((replace(one, key=key) for one in found), None)


# --- correcting --------------------------------------------------------------------------------


def correct(alert: Alert, groups: Sequence[Group], by: User, now: datetime) -> None:
    """Let the signals count that speak of this person alone, and no others; say what changed."""
    group = next((one for one in groups if mention_of(alert) in one.members), None)
    sources = group.sources if group else frozenset()
    signals = list(Signal.objects.filter(alert=alert, rule=RULE).prefetch_related("evidence"))
    fits = {one.pk: {row.source for row in one.evidence.all()} <= sources for one in signals}
    fallen = [one for one in signals if one.void_at is None and not fits[one.pk]]
    risen = [one for one in signals if one.void_at is not None and fits[one.pk]]
    if not fallen and not risen:
        return
    Signal.objects.filter(pk__in=[one.pk for one in fallen]).update(void_at=now)
    Signal.objects.filter(pk__in=[one.pk for one in risen]).update(void_at=None)
    say(alert, now)
    write_down(alert, by, now, len(fallen), len(risen))
    tell(followers_of(alert), NoticeKind.CORRECTED, f"alert:{alert.pk}", by)
    for grant in grants_of(alert):
        tell([grant.recipient], NoticeKind.CORRECTED, f"share:{grant.uuid}", by)
    record(by, "alert.corrected", f"alert:{alert.pk}", evidence=counting(alert).count())


def counting(alert: Alert) -> QuerySet[Evidence]:
    """The rows of evidence that count."""
    return Evidence.objects.filter(signal__alert=alert, signal__void_at=None)


def say(alert: Alert, now: datetime) -> None:
    """The words of the newest signal that counts; without one, that nothing is left."""
    signals = Signal.objects.filter(alert=alert, void_at=None).order_by("found_at", "pk")
    newest = signals.last()
    if newest is not None:
        alert.title, alert.sentence = title_of(newest), newest.sentence
        put_areas_right(alert)
    else:
        alert.title = _("Dicabut: orang-orang ini ternyata bukan satu orang")
        alert.sentence = _(
            "Penilaian bahwa sebutan-sebutan ini satu orang dibatalkan. Tidak ada lagi bukti "
            "bersama. Tutup peringatan ini bila tidak ada alasan lain."
        )
    alert.updated_at = max(alert.updated_at, now)
    alert.save(update_fields=["title", "sentence", "updated_at"])


def title_of(signal: Signal) -> str:
    """The sentence of a signal up to where it counts agencies and days."""
    return str(signal.sentence).partition(" dalam ")[0]


def put_areas_right(alert: Alert) -> None:
    """The alert lies where its counting evidence lies."""
    told = set(counting(alert).exclude(region_code="").values_list("region_code", flat=True))
    # An area that only surrounds another one is not another.
    codes = {code for code in told if not any(one.startswith(f"{code}.") for one in told)}
    if codes:
        AlertArea.objects.filter(alert=alert).exclude(region_code__in=codes).delete()
        rows = [AlertArea(alert=alert, region_code=code) for code in sorted(codes)]
        AlertArea.objects.bulk_create(rows, ignore_conflicts=True)


def write_down(alert: Alert, by: User, now: datetime, fallen: int, risen: int) -> None:
    """A step in the history, in the name of who judged."""
    note = (
        _("Gabungan orang dibatalkan: %(count)d temuan tidak dihitung lagi.") % {"count": fallen}
        if fallen
        else _("Gabungan orang dipulihkan: %(count)d temuan dihitung lagi.") % {"count": risen}
    )
    state = State(alert.state)
    Step.objects.create(alert=alert, at=now, by=by, from_state=state, to_state=state, note=note)


def followers_of(alert: Alert) -> list[User]:
    """Who must know: the owner, everybody who moved it, the leaders of its office."""
    people = User.objects.filter(is_active=True)
    worked = people.filter(pk__in=Step.objects.filter(alert=alert).values("by"))
    leaders = people.filter(office=alert.office_id, role__in=LEADERS)
    owner = people.filter(pk=alert.owner_id or 0)
    return [*owner, *worked, *leaders]


def grants_of(alert: Alert) -> QuerySet[Grant]:
    """What was handed over about it; its receiver knows the share, not the number of the alert."""
    handed = Grant.objects.filter(subject=f"alert:{alert.pk}", offered_at__isnull=False)
    return handed.filter(recipient__is_active=True).select_related("recipient")
