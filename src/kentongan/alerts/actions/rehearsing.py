"""What a rule on trial would have raised in the last twelve months, kept in silence."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kentongan.accounts.models import Office
from kentongan.alerts.actions.raising import set_aside
from kentongan.alerts.actions.replaying import moment_of, read_history, walked
from kentongan.alerts.actions.setting_aside import in_shadow
from kentongan.alerts.detectors import Found
from kentongan.alerts.models import Aside, Mode, RuleTrial
from kentongan.alerts.register import registered
from kentongan.alerts.trials import Modes, Version
from kentongan.audit.actions import record
from kentongan.indicators.rulebook import Rulebook, Trial, rulebook

BACK = timedelta(days=365)


def rehearse_trials(*, office: Office, now: datetime) -> int:
    """Begin the trial of each version in silence; go through a year for those not yet tried.

    For the worker, each night. Returns how many findings were kept.
    """
    modes = Modes.of(office)
    silent = [one for one in registered() if modes.mode(one.rule, one.version) is Mode.SHADOW]
    for one in silent:
        RuleTrial.objects.get_or_create(
            office=office, rule=one.rule, rule_version=one.version, defaults={"begun_at": now}
        )
    fresh = RuleTrial.objects.filter(office=office, rehearsed_at=None)
    named = {(one.rule, one.version) for one in silent}
    wanted = named & set(fresh.values_list("rule", "rule_version"))
    if not wanted:
        return 0
    kept = 0
    for book in books(rulebook()):
        here = wanted & {(one.rule, one.version) for one in registered(book)}
        kept += rehearsed(book, here, office, now) if here else 0
        wanted -= here
    fresh.update(rehearsed_at=now)
    return kept


def books(rules: Rulebook) -> Iterator[Rulebook]:
    """The rules as if those on trial were in force: one book for each that must stand alone."""
    bare = rules.model_copy(update={"trial": Trial(combinations=rules.trial.combinations)})
    yield bare
    for same_thing in rules.trial.same_thing:
        yield bare.model_copy(update={"same_thing": same_thing})
    for cluster in rules.trial.cluster:
        yield bare.model_copy(update={"cluster": cluster})


def rehearsed(book: Rulebook, wanted: set[Version], office: Office, now: datetime) -> int:
    """Keep what the wanted versions find on each day of the year; returns how much."""
    until, only = timezone.localdate(now), {rule for rule, _version in wanted}
    known = read_history(office, until - BACK, until, book, {})
    kept = 0
    for day, found in walked(known, office, until - BACK, until, book, only=only):
        fitting = [one for one in found if (one.rule, one.rule_version) in wanted]
        kept += keep(fitting, office, min(moment_of(day), now))
    with transaction.atomic():
        record(None, "rule.rehearsed", f"office:{office.pk}", findings=kept)
    return kept


def keep(found: list[Found], office: Office, at: datetime) -> int:
    """Each finding in silence; returns how many were new."""
    return sum(set_aside(in_shadow(one), Aside.SHADOW, office=office, now=at) for one in found)
