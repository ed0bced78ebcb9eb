"""Rules that look over all reports of an office once a week, in one list.

A new rule is added to LOOKS; whoever walks through a history, runs the week or tries a rule in
silence goes through the list.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from kentongan.alerts.detectors import pattern, silence
from kentongan.alerts.detectors.cluster import counted
from kentongan.alerts.detectors.found import Found, Gazetteer, Telling
from kentongan.alerts.detectors.telling_facts import Mark, in_clear
from kentongan.indicators.rulebook import PatternRule, Rulebook, SilenceRule


class Source(Protocol):
    """What an office was told, as far as a look of a day reads it."""

    def said(self, on: date, rule: PatternRule) -> pattern.Said:
        """What the voices say."""

    def told(self, on: date, rule: SilenceRule) -> silence.Told:
        """How much was told each week."""


@dataclass(frozen=True)
class Heard:
    """A source in memory: all tellings, and the voices in them, counted when somebody asks."""

    tellings: Sequence[Telling]
    mark: Mark = in_clear

    @cached_property
    def voices(self) -> Sequence[Telling]:
        """One telling for each voice, village and month."""
        return counted(self.tellings)

    def said(self, on: date, rule: PatternRule) -> pattern.Said:
        """What the voices say."""
        return pattern.said_by(self.voices, on, rule, self.mark)

    def told(self, on: date, rule: SilenceRule) -> silence.Told:
        """How much was told each week."""
        return silence.told_by(self.tellings, on, rule)


type Find = Callable[[Source, date, Rulebook, Gazetteer], list[Found]]


@dataclass(frozen=True)
class Look:
    """One detector: the rules that it raises, on which weekday, how far back it reads (days)."""

    rules: tuple[str, ...]
    weekday: Callable[[Rulebook], int]
    reach: Callable[[Rulebook], int]
    find: Find


def changes(heard: Source, on: date, rules: Rulebook, gazetteer: Gazetteer) -> list[Found]:
    """New and rising combinations."""
    said = heard.said(on, rules.pattern)
    return pattern.changes_in(said, on=on, rule=rules.pattern, gazetteer=gazetteer)


def silences(heard: Source, on: date, rules: Rulebook, gazetteer: Gazetteer) -> list[Found]:
    """Agencies and sub-districts that fell silent."""
    told = heard.told(on, rules.silence)
    return silence.silences_in(told, on=on, rule=rules.silence, gazetteer=gazetteer)


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
    heard: Source,
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
        for found in one.find(heard, on, rules, gazetteer)
    ]


def farthest(rules: Rulebook) -> int:
    """How many days the looks read back at most."""
    return max(one.reach(rules) for one in LOOKS)
