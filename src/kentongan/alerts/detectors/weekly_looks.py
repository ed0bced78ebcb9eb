"""Rules that look over all reports of an office once a week, in one list.

A new rule is added to LOOKS; whoever walks through a history, runs the week or tries a rule in
silence goes through the list.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kentongan.alerts.detectors import pattern, silence
from kentongan.alerts.detectors.found import Found, Gazetteer, Telling
from kentongan.indicators.rulebook import Rulebook


@dataclass(frozen=True)
class Heard:
    """What an office was told: all of it, and the voices in it (``cluster.counted``)."""

    tellings: Sequence[Telling]
    voices: Sequence[Telling]

    def since(self, day: date) -> "Heard":
        """What was told or noticed from a day on."""
        return Heard(
            [one for one in self.tellings if max(one.day, one.known_on) >= day],
            [one for one in self.voices if max(one.day, one.known_on) >= day],
        )


type Find = Callable[[Heard, date, Rulebook, Gazetteer], list[Found]]


@dataclass(frozen=True)
class Look:
    """One detector: the rules that it raises, on which weekday, how far back it reads (days)."""

    rules: tuple[str, ...]
    weekday: Callable[[Rulebook], int]
    reach: Callable[[Rulebook], int]
    find: Find


def changes(heard: Heard, on: date, rules: Rulebook, gazetteer: Gazetteer) -> list[Found]:
    """New and rising combinations."""
    return pattern.find_changes(heard.voices, on=on, rule=rules.pattern, gazetteer=gazetteer)


def silences(heard: Heard, on: date, rules: Rulebook, gazetteer: Gazetteer) -> list[Found]:
    """Agencies and sub-districts that fell silent."""
    return silence.find_silences(heard.tellings, on=on, rule=rules.silence, gazetteer=gazetteer)


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


def look(
    heard: Heard,
    on: date,
    rules: Rulebook,
    gazetteer: Gazetteer,
    only: Collection[str] | None = None,
) -> list[Found]:
    """What the looks of a day find, or those of them with ``only`` some rules."""
    return [
        found
        for one in due(on, rules)
        if only is None or not set(only).isdisjoint(one.rules)
        for found in one.find(
            heard.since(on - timedelta(days=one.reach(rules) - 1)), on, rules, gazetteer
        )
    ]


def farthest(rules: Rulebook) -> int:
    """How many days the looks read back at most."""
    return max(one.reach(rules) for one in LOOKS)
