"""Combinations of warning signs: in one report, or in several voices of one sub-district.

A rule asks for signs of offers, payments, papers and routes. Nothing is summed up about a person,
and one unverified report about one named person raises nothing.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from kentongan.alerts.detectors import words
from kentongan.alerts.detectors.found import (
    Found,
    Gazetteer,
    Telling,
    bounded_key,
    distinct_places,
    pieces,
    strictest,
)
from kentongan.alerts.detectors.voices import independent_voices, repeated_by
from kentongan.indicators.catalogue import Indicator, catalogue
from kentongan.indicators.rulebook import Combination, Grading, Rulebook

KIND = "indicators"
MOST_CHECKS = 6
STRENGTHS = {"strong": 0, "medium": 1, "weak": 2}
# "Pak Slamet", "Bu Tatik": somebody, where "Pak Kades" is a post and "Pak, tolong" a greeting.
TITLES = r"[Pp]ak|[Bb]apak|[Bb]u|[Ii]bu|[Mm]as|[Mm]bak|[Ss]dri?|[Ss]audar[ai]|[Hh]aji|Hj?\."
POSTS = r"R[TW]\b|Kades|Kepala|Lurah|Camat|Kadus|Kasun|Carik|Sekdes|Babinsa|Bhabin|Polisi|Guru"
NAMED = re.compile(rf"\b(?:{TITLES})\.? (?!{POSTS})[A-Z][a-z]{{2,}}")


def names_somebody(text: str) -> bool:
    """Whether a text names a person by honorific and name."""
    return NAMED.search(text) is not None


def find_combinations(
    fresh: Collection[str], tellings: Iterable[Telling], rules: Rulebook, gazetteer: Gazetteer
) -> list[Found]:
    """What the ``fresh`` sources raise, alone or together with the other ``tellings``.

    ``tellings``: the fresh ones and those told lately in their sub-districts. A message that is
    passed on raises nothing new: it belongs to the report whose words it repeats.
    """
    told = {telling.source: telling for telling in tellings}
    candidates = [
        (source, rule)
        for source in sorted(fresh)
        for rule in rules.all_combinations
        if meets(rule, told[source], rules.gradings[rule.grading])
    ]
    copies = {
        source
        for source in {source for source, _rule in candidates}
        if repeated_by(told[source], told.values())
    }
    found = [
        finding
        for source, rule in candidates
        if source not in copies
        for finding in findings(rule, told[source], told, rules, gazetteer)
    ]
    return most_urgent_first(found)


def most_urgent_first(found: Iterable[Found]) -> list[Found]:
    """The most urgent finding of a key comes first: it names the alert."""
    return sorted(found, key=lambda finding: finding.urgency)


def findings(
    rule: Combination,
    telling: Telling,
    told: dict[str, Telling],
    rules: Rulebook,
    gazetteer: Gazetteer,
) -> Iterator[Found]:
    """What one rule finds in a telling that meets it; nothing or one finding."""
    if rule.voices > 1:
        near = together(rule, telling, told.values(), rules.gradings[rule.grading])
        voices = voices_in(near)
        if voices >= rule.voices:
            yield of_district(rule, near, voices, gazetteer)
    elif stands_alone(telling, rules):
        yield alone(rule, telling, gazetteer)


def meets(rule: Combination, telling: Telling, grading: Grading) -> bool:
    """Whether one telling has the signs and the grading that the rule asks for."""
    if not grading.accepts(telling.reliability, telling.credibility, telling.source_kind):
        return False
    matching = [{sign.id for sign in signs_of(telling) if need.wants(sign)} for need in rule.needs]
    enough = all(
        len(signs) >= need.at_least for signs, need in zip(matching, rule.needs, strict=True)
    )
    return enough and len(signs_of(telling)) >= rule.signs


def signs_of(telling: Telling) -> list[Indicator]:
    """The signs a telling names, the strongest first; papers alone are no warning."""
    known = catalogue()
    named = [known[name] for name in dict.fromkeys(telling.indicators) if name in known]
    return sorted(
        (sign for sign in named if sign.class_ != "paperwork"),
        key=lambda sign: STRENGTHS[sign.strength],
    )


def stands_alone(telling: Telling, rules: Rulebook) -> bool:
    """A single report that names a person must be verified; the law of the project."""
    if not (telling.names_person or names_somebody(telling.text)):
        return True
    verified = rules.gradings["verified"]
    return verified.accepts(telling.reliability, telling.credibility, telling.source_kind)


def alone(rule: Combination, telling: Telling, gazetteer: Gazetteer) -> Found:
    """The finding of one report."""
    signs = signs_of(telling)
    place = words.places(distinct_places([telling]), gazetteer)
    named = words.joined([sign.label.lower() for sign in signs[:4]])
    return Found(
        key=bounded_key(telling.source),
        kind=KIND,
        rule=rule.id,
        rule_version=rule.version,
        title=words.title(f"{rule.title}: {place}"),
        sentence=f"Satu laporan dari {place} memuat {len(signs)} tanda: {named}.",
        checks=checks_for(signs),
        urgency=rule.urgency,
        label=strictest(rule.label, [telling]),
        areas=tuple(distinct_places([telling])),
        figures={"signs": len(signs), "voices": 1, "agencies": 1},
        evidence=pieces([telling], "memuat tanda peringatan"),
    )


def together(
    rule: Combination, telling: Telling, tellings: Iterable[Telling], grading: Grading
) -> list[Telling]:
    """The tellings in the sub-district of this one that meet the rule too, it among them.

    Of the stretches of ``within_days`` that hold it, the one with most voices, of equals the
    earliest: who tells late of an early day may be the last voice that was missing.
    """
    length = timedelta(days=rule.within_days)
    near = [
        other
        for other in tellings
        if telling.district
        and other.district == telling.district
        and abs(other.day - telling.day) <= length
        and meets(rule, other, grading)
    ]
    ends = sorted({other.day for other in near if other.day >= telling.day})
    stretches = [[other for other in near if end - length <= other.day <= end] for end in ends]
    return max(stretches, key=voices_in, default=[])


def voices_in(tellings: Iterable[Telling]) -> int:
    """How many independent voices they are."""
    return len(set(independent_voices(tellings).values()))


def of_district(rule: Combination, near: list[Telling], voices: int, gazetteer: Gazetteer) -> Found:
    """The finding of a sub-district."""
    district = near[0].district
    counted: dict[str, int] = defaultdict(int)
    for telling in near:
        for sign in signs_of(telling):
            counted[sign.id] += 1
    signs = [catalogue()[name] for name in sorted(counted, key=lambda name: (-counted[name], name))]
    named = words.joined([sign.label.lower() for sign in signs[:3]])
    days = (max(t.day for t in near) - min(t.day for t in near)).days + 1
    place = gazetteer.name(district)
    return Found(
        key=bounded_key(f"{rule.id}:{district}"),
        kind=KIND,
        rule=rule.id,
        rule_version=rule.version,
        title=words.title(f"{rule.title}: {place}"),
        sentence=f"{voices} sumber di Kecamatan {place} menyebut {named} dalam {days} hari.",
        checks=checks_for(signs),
        urgency=rule.urgency,
        label=strictest(rule.label, near),
        areas=tuple(distinct_places(near)),
        figures={
            "signs": len(signs),
            "voices": voices,
            "agencies": len({telling.agency for telling in near}),
            "days": days,
        },
        evidence=pieces(near, "memuat tanda peringatan"),
    )


def checks_for(signs: Iterable[Indicator]) -> tuple[str, ...]:
    """The first check of each sign, then the others, each once."""
    listed = list(signs)
    firsts = [sign.check_next[0] for sign in listed]
    others = [check for sign in listed for check in sign.check_next[1:]]
    return tuple(dict.fromkeys([*firsts, *others]))[:MOST_CHECKS]
