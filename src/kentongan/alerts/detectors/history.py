"""All detectors over a stretch of history, day by day, as if each day were today.

Used where the history came in at once (a line list, an invented world): what was known on a day is
what had been told by then, so every finding gets the day on which it could first be found.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kentongan.alerts.detectors.cluster import (
    RULE,
    continuing,
    find_clusters,
    geometry_of,
)
from kentongan.alerts.detectors.found import Found, Gazetteer, Shared, Telling
from kentongan.alerts.detectors.indicator_rules import find_combinations
from kentongan.alerts.detectors.same_thing import KIND, find_same_things
from kentongan.alerts.detectors.telling_facts import Mark, in_clear
from kentongan.alerts.detectors.weekly_looks import Heard, look
from kentongan.engine.detection import Geometry
from kentongan.indicators.rulebook import Rulebook

SCAN_EVERY = 7  # days; every night in daily work, where a day has one scan and not 365
# A cluster that nothing was added to for so long is over; the next one there is a new alert.
CLUSTER_RESTS = timedelta(days=35)


@dataclass
class Walk:
    """What was known so far."""

    rules: Rulebook
    gazetteer: Gazetteer
    only: Collection[str] | None = None
    known: dict[str, Telling] = field(default_factory=dict)
    clusters: dict[str, tuple[date, frozenset[str]]] = field(default_factory=dict)

    def wants(self, *rules: str) -> bool:
        """Whether anybody asks for one of these rules."""
        return self.only is None or any(rule in self.only for rule in rules)

    def combined(self, fresh: Mapping[str, Telling], day: date) -> list[Found]:
        """What the signs in the tellings of a day come to."""
        if not fresh or not self.wants(*(rule.id for rule in self.rules.all_combinations)):
            return []
        return find_combinations(fresh, self.lately(day), self.rules, self.gazetteer)

    def shared(self, fresh: Iterable[str], mentions: Mapping[str, Sequence[Shared]]) -> list[Found]:
        """The things that the sources of a day share with earlier ones."""
        same = self.rules.same_thing
        if not self.wants(*(f"{KIND}:{kind}" for kind in same.kinds)):
            return []
        touched = {thing for source in fresh for thing in mentions.get(source, ())}
        in_order = sorted(touched, key=lambda thing: (thing.kind, thing.key))
        return find_same_things(in_order, self.known, same, self.gazetteer)

    def lately(self, day: date) -> list[Telling]:
        """What became known in the last weeks, which a combination or a copy may look back to."""
        back = max(rule.within_days for rule in self.rules.combinations) + 30
        earliest = day - timedelta(days=back)
        return [telling for telling in self.known.values() if telling.known_on >= earliest]

    def continued(self, found: Iterable[Found], day: date) -> list[Found]:
        """Clusters under the key of the one they continue."""
        going_on = {
            key: sources
            for key, (last, sources) in self.clusters.items()
            if day - last <= CLUSTER_RESTS
        }
        named = [continuing(finding, going_on) for finding in found]
        for finding in named:
            before = going_on.get(finding.key, frozenset())
            self.clusters[finding.key] = (day, before | finding.sources)
        return named


def walk(
    tellings: Sequence[Telling],
    things: Iterable[Shared],
    *,
    since: date,
    until: date,
    rules: Rulebook,
    gazetteer: Gazetteer,
    scan_every: int = SCAN_EVERY,
    only: Collection[str] | None = None,
    mark: Mark = in_clear,
) -> Iterator[tuple[date, list[Found]]]:
    """Each day from ``since`` to ``until`` with what was found on it.

    The looks of a week (``weekly_looks``) come on their weekday. What was known before ``since``
    is known, but finds nothing by itself. The villages that may form clusters are those of the
    gazetteer that have a point. only: rules of interest; a detector that has none of them rests.
    mark: what stands for words where patterns are compared.
    """
    steps = Walk(rules, gazetteer, only)
    dated = [telling for telling in tellings if telling.is_dated]
    heard = Heard(dated, mark)
    villages = villages_of(gazetteer.points)
    geometry = geometry_of(villages, rules.cluster) if villages else None
    mentions = by_source(things)
    on_day = by_day(tellings)
    for day in sorted(day for day in on_day if day < since):
        steps.known |= {telling.source: telling for telling in on_day[day]}
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        fresh = {telling.source: telling for telling in on_day.get(day, ())}
        steps.known |= fresh
        found = steps.combined(fresh, day) + steps.shared(fresh, mentions)
        if geometry is not None and number % scan_every == scan_every - 1 and steps.wants(RULE):
            found += steps.continued(scanned(heard.voices, geometry, day, rules, gazetteer), day)
        found += look(heard, day, rules, gazetteer, only)
        yield day, found


def scanned(
    voices: Sequence[Telling], geometry: Geometry, day: date, rules: Rulebook, gazetteer: Gazetteer
) -> list[Found]:
    """The clusters of one day, from what was known on it."""
    known = [telling for telling in voices if telling.known_on <= day]
    return find_clusters(known, geometry, on=day, rule=rules.cluster, gazetteer=gazetteer)


def villages_of(points: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The villages among the points (codes of four parts)."""
    return {code: point for code, point in points.items() if code.count(".") == 3}


def by_source(things: Iterable[Shared]) -> dict[str, list[Shared]]:
    """Source → the things that it mentions."""
    found: dict[str, list[Shared]] = defaultdict(list)
    for thing in things:
        for source in thing.sources:
            found[source].append(thing)
    return found


def by_day(tellings: Iterable[Telling]) -> dict[date, list[Telling]]:
    """Day on which they became known → tellings."""
    found: dict[date, list[Telling]] = defaultdict(list)
    for telling in tellings:
        found[telling.known_on].append(telling)
    return found
