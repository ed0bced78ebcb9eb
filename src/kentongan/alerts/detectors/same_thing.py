"""The same telephone, account, name … told by independent voices in different places.

Method: copies and repeats become one voice; voices are tied by the thing itself, or, where the
thing is a weak clue (a nickname, a firm, an offer), by the thing and so many bonds beside it (same
sub-district, same destination, nearness). The largest group of tied voices is judged by the rule
of its kind.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from kentongan.alerts.detectors import words
from kentongan.alerts.detectors.found import (
    Found,
    Gazetteer,
    Shared,
    Telling,
    bounded_key,
    distinct_places,
    pieces,
    strictest,
)
from kentongan.alerts.detectors.indicator_rules import signs_of
from kentongan.alerts.detectors.voices import independent_voices
from kentongan.indicators.rulebook import SameThing, SharedKind

KIND = "same_thing"
WATCH = 3  # urgency where no voice tells of a warning sign
EARTH_KM = 6371.0
type Tie = Callable[[Telling, Telling], bool]


@dataclass(frozen=True)
class Group:
    """Independent voices (one telling each) and all the reports behind them."""

    voices: Sequence[Telling]
    reports: Sequence[Telling]


def find_same_things(
    things: Iterable[Shared],
    tellings: Mapping[str, Telling],
    rules: SameThing,
    gazetteer: Gazetteer,
) -> list[Found]:
    """What the things raise; ``tellings`` holds every source that they name, or leaves it out.

    A source that is not in ``tellings`` (withdrawn, or not known yet on the day that is replayed)
    does not count.
    """
    found = (find_one(thing, tellings, rules, gazetteer) for thing in things)
    return [finding for finding in found if finding is not None]


def find_one(
    thing: Shared, tellings: Mapping[str, Telling], rules: SameThing, gazetteer: Gazetteer
) -> Found | None:
    """What one thing raises, or None."""
    rule = rules.kinds.get(thing.kind)
    told = [tellings[source] for source in thing.sources if source in tellings]
    if rule is None or len(told) < rule.voices:
        return None
    recent = within(told, rule.within_days)
    voices = independent_voices(recent, by_words=not rule.is_a_text)
    speakers = [telling for telling in recent if voices[telling.source] == telling.source]
    if is_common(speakers, rules):
        return None
    group = tied(speakers, tie_of(rule, rules.near_km, gazetteer))
    if not says_something(group, len(speakers), rule):
        return None
    spoken = {telling.source for telling in group}
    behind = [telling for telling in recent if voices[telling.source] in spoken]
    return replace(
        finding(thing, rule, Group(group, behind), gazetteer), rule_version=rules.version
    )


def within(tellings: Sequence[Telling], days: int) -> list[Telling]:
    """Those of the last ``days`` days before the latest one."""
    earliest = max(telling.day for telling in tellings) - timedelta(days=days)
    return [telling for telling in tellings if telling.day >= earliest]


def is_common(speakers: Sequence[Telling], rules: SameThing) -> bool:
    """Many voices name it and hardly one has a warning to tell: a public thing."""
    warned = sum(bool(signs_of(telling)) for telling in speakers)
    return len(speakers) >= rules.common_from and warned < rules.sign_share * len(speakers)


def tie_of(rule: SharedKind, near_km: float, gazetteer: Gazetteer) -> Tie:
    """Whether two voices belong together: at least ``rule.bonds`` bonds beside the thing."""

    def tie(one: Telling, other: Telling) -> bool:
        bonds = (
            bool(one.district) and one.district == other.district,
            bool(one.destination) and one.destination.casefold() == other.destination.casefold(),
            distance_km(one, other, gazetteer) <= near_km,
        )
        return sum(bonds) >= rule.bonds

    return tie


def distance_km(one: Telling, other: Telling, gazetteer: Gazetteer) -> float:
    """Kilometres between two places; infinite where one has no point.

    The flat-earth formula: at the distances that matter (tens of km, 8 degrees south) it is off by
    metres.
    """
    here = gazetteer.points.get(one.region_code)
    there = gazetteer.points.get(other.region_code)
    if here is None or there is None:
        return math.inf
    east = math.radians(here[0] - there[0]) * math.cos(math.radians((here[1] + there[1]) / 2))
    north = math.radians(here[1] - there[1])
    return EARTH_KM * math.hypot(east, north)


def tied(speakers: Sequence[Telling], tie: Tie) -> list[Telling]:
    """The largest group in which everyone is tied to somebody; of equals the one known first."""
    groups: list[list[Telling]] = []
    for telling in speakers:
        joined = [group for group in groups if any(tie(telling, other) for other in group)]
        apart = [group for group in groups if group not in joined]
        groups = [*apart, [*(other for group in joined for other in group), telling]]
    by_size = sorted(groups, key=lambda group: (-len(group), min(t.known_on for t in group)))
    return sorted(by_size[0], key=lambda telling: (telling.known_on, telling.source))


def says_something(group: Sequence[Telling], all_voices: int, rule: SharedKind) -> bool:
    """Enough voices, from two villages or two agencies, enough of them with a sign, and rare."""
    warned = sum(bool(signs_of(telling)) for telling in group)
    places, agencies = distinct_places(group), {telling.agency for telling in group}
    return (
        len(group) >= rule.voices
        and (len(places) >= 2 or len(agencies) >= 2)
        and warned >= rule.signs
        and len(group) >= rule.rare * all_voices
    )


def finding(thing: Shared, rule: SharedKind, group: Group, gazetteer: Gazetteer) -> Found:
    """The finding in words."""
    behind, count = group.reports, len(group.voices)
    areas = distinct_places(behind)
    agencies = len({telling.agency for telling in behind})
    days = (max(t.day for t in behind) - min(t.day for t in behind)).days + 1
    place, named = words.places(areas, gazetteer), f"{rule.name} {thing.display}"
    return Found(
        key=key_of(thing, rule, group.voices),
        kind=KIND,
        rule=f"{KIND}:{thing.kind}",
        rule_version="",
        title=words.title(f"{named} disebut {count} sumber di {place}"),
        sentence=f"{named} disebut {count} sumber dari {agencies} instansi di {place} "
        f"dalam {days} hari.",
        checks=(*rule.checks, *sign_checks(behind)),
        urgency=rule.urgency if any(map(signs_of, behind)) else WATCH,
        label=strictest(rule.label, behind),
        areas=tuple(areas),
        figures={"voices": count, "agencies": agencies, "days": days},
        evidence=pieces(behind, f"menyebut {rule.name.lower()} yang sama"),
    )


def key_of(thing: Shared, rule: SharedKind, group: Sequence[Telling]) -> str:
    """The thing; a weak clue also names where: the same nickname elsewhere is somebody else."""
    key = f"{thing.kind}:{thing.key}"
    if rule.bonds:
        homes = (telling.region_code[:5] for telling in group if telling.region_code)
        key = f"{key}@{next(homes, '')}"
    return bounded_key(key)


def sign_checks(tellings: Iterable[Telling]) -> Iterator[str]:
    """The first check of the strongest sign that is told."""
    signs = [sign for telling in tellings for sign in signs_of(telling)]
    if signs:
        strongest = min(signs, key=lambda sign: ("strong", "medium", "weak").index(sign.strength))
        yield strongest.check_next[0]
