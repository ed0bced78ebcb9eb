"""Rules that look over all reports of an office once a week, in one list.

A new rule is added to LOOKS; whoever walks through a history, runs the week or tries a rule in
silence goes through the list.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kentongan.alerts.detectors import pattern, silence
from kentongan.alerts.detectors.cluster import counted
from kentongan.alerts.detectors.found import Found, Gazetteer, Telling
from kentongan.indicators.rulebook import Rulebook

type Find = Callable[[Sequence[Telling], date, Rulebook, Gazetteer], list[Found]]


@dataclass(frozen=True)
class Look:
    """One detector: the rules that it can raise, on which weekday, how far back it reads (days)."""

    rules: tuple[str, ...]
    weekday: Callable[[Rulebook], int]
    reach: Callable[[Rulebook], int]
    find: Find


def changes(
    tellings: Sequence[Telling], on: date, rules: Rulebook, gazetteer: Gazetteer
) -> list[Found]:
    """New and rising combinations."""
    return pattern.find_changes(counted(tellings), on=on, rule=rules.pattern, gazetteer=gazetteer)


def silences(
    tellings: Sequence[Telling], on: date, rules: Rulebook, gazetteer: Gazetteer
) -> list[Found]:
    """Agencies and sub-districts that fell silent."""
    return silence.find_silences(tellings, on=on, rule=rules.silence, gazetteer=gazetteer)


LOOKS = (
    Look(
        (pattern.RULE,),
        lambda rules: rules.pattern.weekday,
        lambda rules: rules.pattern.history_days,
        changes,
    ),
    Look(
        tuple(silence.RULES.values()),
        lambda rules: rules.silence.weekday,
        lambda rules: silence.WEEK * silence.weeks_of(rules.silence),
        silences,
    ),
)


def due(on: date, rules: Rulebook) -> Iterator[Look]:
    """The looks of a day."""
    return (look for look in LOOKS if look.weekday(rules) == on.weekday())
