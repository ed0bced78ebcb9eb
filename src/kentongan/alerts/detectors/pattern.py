"""Combinations of facts that are new or come more often than they used to.

Counted are voices, as in the search for clusters. Looked for once a week over all reports of an
office; a combination must come from several voices and from two villages or two agencies.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kentongan.alerts.decimals import decimal
from kentongan.alerts.detectors import words
from kentongan.alerts.detectors.found import (
    Found,
    Gazetteer,
    Telling,
    distinct_places,
    pieces,
    strictest,
)
from kentongan.alerts.detectors.telling_facts import (
    PHONE,
    REGENCY,
    VISA,
    Mark,
    facts_of,
    in_clear,
    marked,
)
from kentongan.engine.detection.patterns import (
    Fact,
    Facts,
    Pattern,
    PatternSettings,
    find_patterns,
)
from kentongan.indicators.rulebook import PatternRule

KIND = "pattern"
RULE = "pattern_change"
WEEK = 7  # days between two looks


@dataclass(frozen=True, eq=False)
class Said:
    """What the voices within reach of a look say, a mark for each word.

    columns: column → the mark of each voice. recent: whether each is of the last days. first: the
    earliest day. mark: what made the marks. behind: the recent tellings that have a pattern.
    """

    columns: Mapping[str, Sequence[str]]
    recent: Sequence[bool]
    first: date | None
    mark: Mark
    behind: Callable[[Pattern], Sequence[Telling]]


def find_changes(
    voices: Sequence[Telling], *, on: date, rule: PatternRule, gazetteer: Gazetteer
) -> list[Found]:
    """What changed in the days before ``on``; ``voices`` come from ``cluster.counted``."""
    return changes_in(said_by(voices, on, rule), on=on, rule=rule, gazetteer=gazetteer)


def said_by(voices: Sequence[Telling], on: date, rule: PatternRule, mark: Mark = in_clear) -> Said:
    """What some tellings say that were known on a day."""
    start, since = first_day(on, rule), first_recent_day(on, rule)
    known = [telling for telling in voices if start <= telling.day <= on and telling.known_on <= on]
    return Said(
        marked(facts_of(known, rule.visas), mark),
        [telling.day >= since for telling in known],
        min((telling.day for telling in known), default=None),
        mark,
        lambda pattern: [known[row] for row in pattern.recent_rows],
    )


def first_day(on: date, rule: PatternRule) -> date:
    """The first day that is read."""
    return on - timedelta(days=rule.history_days - 1)


def first_recent_day(on: date, rule: PatternRule) -> date:
    """The first day that counts as now."""
    return on - timedelta(days=rule.recent_days - 1)


def changes_in(said: Said, *, on: date, rule: PatternRule, gazetteer: Gazetteer) -> list[Found]:
    """What changed in what was said; only the tellings behind it are opened."""
    since = first_recent_day(on, rule)
    if said.first is None or (since - said.first).days < earliest_look(rule):
        return []
    found = find_patterns(Facts.of(said.columns, said.recent), settings_of(rule))
    opened = ((one, said.behind(one)) for one in found.found)
    told = [(in_their_words(one, behind, rule, said.mark), behind) for one, behind in opened]
    return [
        finding(pattern, behind, rule, gazetteer)
        for pattern, behind in told
        if pattern is not None and says_something(pattern, behind, rule)
    ]


def in_their_words(
    pattern: Pattern, behind: Sequence[Telling], rule: PatternRule, mark: Mark
) -> Pattern | None:
    """The pattern with words for marks; None where the tellings were revised and say it no more."""
    facts = facts_of(behind, rule.visas)
    words = {
        Fact(column, sign): Fact(column, word)
        for column, signs in marked(facts, mark).items()
        for sign, word in zip(signs, facts[column], strict=True)
    }
    if not words.keys() >= set(pattern.facts):
        return None
    return replace(
        pattern, facts=translated(pattern.facts, words), also=translated(pattern.also, words)
    )


def translated(facts: Iterable[Fact], words: Mapping[Fact, Fact]) -> tuple[Fact, ...]:
    """Those whose words are known, in words."""
    return tuple(words[fact] for fact in facts if fact in words)


def earliest_look(rule: PatternRule) -> int:
    """Days of history before the recent ones from which on a comparison says something."""
    return rule.shortest_history_days - rule.recent_days


def settings_of(rule: PatternRule) -> PatternSettings:
    """The search that the rule asks for."""
    return PatternSettings(
        min_cases=rule.min_cases, discovery=rule.discovery, replicates=rule.replicates
    )


def says_something(pattern: Pattern, behind: Sequence[Telling], rule: PatternRule) -> bool:
    """Enough voices, from two villages or two agencies, and something of an offer."""
    places, agencies = distinct_places(behind), {telling.agency for telling in behind}
    return (
        len({telling.voice for telling in behind}) >= rule.voices
        and (len(places) >= 2 or len(agencies) >= 2)
        and any(tells_of_an_offer(fact) for fact in pattern.facts)
    )


def tells_of_an_offer(fact: Fact) -> bool:
    """A kabupaten and the network of an Indonesian phone say where, and nothing of what."""
    return fact.column != REGENCY and not (fact.column == PHONE and fact.value.startswith("0"))


def finding(
    pattern: Pattern, behind: Sequence[Telling], rule: PatternRule, gazetteer: Gazetteer
) -> Found:
    """The finding in words."""
    areas = distinct_places(behind)
    named = words.joined([in_words(fact, gazetteer) for fact in pattern.facts])
    first = "Pola baru" if pattern.is_new else "Pola yang naik"
    return Found(
        key=key_of(pattern.facts),
        kind=KIND,
        rule=RULE,
        rule_version=rule.version,
        title=words.title(f"{first}: {named}"),
        sentence=sentence(pattern, behind, rule, gazetteer),
        checks=rule.checks,
        urgency=rule.urgency,
        label=strictest(rule.label, behind),
        areas=tuple(areas),
        figures=figures_of(pattern, behind, rule),
        evidence=pieces(behind, "memuat pola yang sama"),
    )


def key_of(facts: Sequence[Fact]) -> str:
    """The combination, as a hash: what people wrote into a form does not stand in a key."""
    told = "\n".join(f"{fact.column}={fact.value}" for fact in sorted(facts))
    return f"{KIND}:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def in_words(fact: Fact, gazetteer: Gazetteer) -> str:
    """``tujuan kamboja``, ``visa kunjungan``, ``nomor berawalan 0812``."""
    if fact.column == REGENCY:
        return f"kabupaten {gazetteer.name(fact.value)}"
    if fact.column == VISA:
        return fact.value
    if fact.column == PHONE:
        return f"nomor berawalan {fact.value}"
    return f"{fact.column} {fact.value}"


def sentence(
    pattern: Pattern, behind: Sequence[Telling], rule: PatternRule, gazetteer: Gazetteer
) -> str:
    """How many tell of it now and what was usual."""
    speakers = len({telling.voice for telling in behind})
    named = words.joined([in_words(fact, gazetteer) for fact in pattern.facts])
    usual = "sebelumnya belum pernah" if pattern.is_new else f"biasanya {decimal(pattern.expected)}"
    told = f"{pattern.recent} laporan dari {speakers} sumber dalam {rule.recent_days} hari"
    also = [in_words(fact, gazetteer) for fact in pattern.also]
    more = f" Semuanya juga menyebut {words.joined(also)}." if also else ""
    return f"{told} menyebut {named}; {usual}.{more}"


def figures_of(pattern: Pattern, behind: Sequence[Telling], rule: PatternRule) -> dict[str, float]:
    """The numbers behind it, rounded so that the same data is the same on any machine."""
    return {
        "observed": pattern.recent,
        "before": pattern.before,
        "expected": round(pattern.expected, 3),
        "chance": round(pattern.p, 8),
        "discovery": round(pattern.discovery, 6),
        # One look a week: so often any combination at all goes so far by chance.
        "recurrence_days": round(WEEK / pattern.family_p, 1),
        "days": rule.recent_days,
        "voices": len({telling.voice for telling in behind}),
        "agencies": len({telling.agency for telling in behind}),
    }
