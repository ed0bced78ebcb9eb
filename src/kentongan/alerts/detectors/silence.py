"""Silence: an agency or a sub-district that always told something and does not now.

A sub-district is judged where somebody of the office was there in the last weeks: what others tell
is missing although somebody asked. Where nobody of the office was, it is no silence but a place
that was not visited, and ``unvisited`` says so.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

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
from kentongan.engine.detection.expected import Silence, SilenceSettings, silence
from kentongan.indicators.rulebook import SilenceRule

KIND = "silence"
RULES = {"agency": "silence:agency", "district": "silence:district"}
WEEK = 7
LAST_REPORTS = 5  # evidence: what was told last

type Series = Callable[[Telling], str]


@dataclass(frozen=True)
class Kept:
    """Weekly counts of some series, and what each told, by its name; last: the last day."""

    names: tuple[str, ...]
    counts: NDArray[np.int64]
    told: Mapping[str, Sequence[Telling]]
    last: date


def find_silences(
    tellings: Sequence[Telling], *, on: date, rule: SilenceRule, gazetteer: Gazetteer
) -> list[Found]:
    """The agencies and sub-districts that fell silent by the day ``on``."""
    known = [telling for telling in tellings if telling.known_on <= on]
    agencies = by_week(known, on, rule, lambda telling: telling.agency)
    others = [telling for telling in known if not telling.is_own]
    districts = by_week(others, on, rule, lambda telling: telling.district)
    visited = visits(known, districts.names, on, rule)
    return [
        finding(what, series, place, judged, rule, gazetteer)
        for what, series, asked in (
            ("agency", agencies, np.ones(agencies.counts.shape, dtype=np.bool_)),
            ("district", districts, visited),
        )
        for place, judged in silent(series, asked, rule)
    ]


def unvisited(
    tellings: Sequence[Telling], districts: Sequence[str], *, on: date, rule: SilenceRule
) -> tuple[str, ...]:
    """The sub-districts in which nobody of the office was in the last weeks, as far as it told."""
    known = [telling for telling in tellings if telling.known_on <= on]
    recent = visits(known, districts, on, rule)[:, -rule.window_weeks :]
    seen = recent.any(axis=1) if len(districts) else []
    return tuple(code for code, was in zip(districts, seen, strict=True) if not was)


def by_week(tellings: Sequence[Telling], on: date, rule: SilenceRule, name_of: Series) -> Kept:
    """Counts of whole weeks that end on ``on``, by the day on which each was told."""
    told: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if (name := name_of(telling)) and 0 <= weeks_ago(telling, on) < weeks_of(rule):
            told[name].append(telling)
    names = tuple(sorted(told))
    counts = np.zeros((len(names), weeks_of(rule)), dtype=np.int64)
    for row, name in enumerate(names):
        for telling in told[name]:
            counts[row, -1 - weeks_ago(telling, on)] += 1
    return Kept(names, counts, told, on)


def weeks_of(rule: SilenceRule) -> int:
    """How many weeks are read."""
    return rule.baseline_weeks + rule.window_weeks


def weeks_ago(telling: Telling, on: date) -> int:
    """0 for the last seven days."""
    return (on - telling.known_on).days // WEEK


def visits(
    tellings: Sequence[Telling], districts: Sequence[str], on: date, rule: SilenceRule
) -> NDArray[np.bool_]:
    """districts × weeks: whether the office itself told something from there."""
    own = [telling for telling in tellings if telling.is_own]
    kept = by_week(own, on, rule, lambda telling: telling.district)
    row = {code: place for place, code in enumerate(kept.names)}
    found = np.zeros((len(districts), weeks_of(rule)), dtype=np.bool_)
    for place, code in enumerate(districts):
        if code in row:
            found[place] = kept.counts[row[code]] > 0
    return found


def silent(series: Kept, asked: NDArray[np.bool_], rule: SilenceRule) -> list[tuple[int, Silence]]:
    """The rows that fell silent, with the judgement of all."""
    if not series.names:
        return []
    judged = silence(
        series.counts, parents=[0] * len(series.names), visited=asked, settings=settings_of(rule)
    )
    return [(int(place), judged) for place in np.flatnonzero(judged.silent)]


def settings_of(rule: SilenceRule) -> SilenceSettings:
    """The judgement that the rule asks for."""
    return SilenceSettings(
        window=rule.window_weeks,
        baseline=rule.baseline_weeks,
        regular=rule.regular,
        discovery=rule.discovery,
        together=rule.together,
    )


def finding(
    what: str, series: Kept, place: int, judged: Silence, rule: SilenceRule, gazetteer: Gazetteer
) -> Found:
    """The finding in words; its evidence is what was told last."""
    name, told = series.names[place], series.told[series.names[place]]
    last = sorted(told, key=lambda telling: (telling.known_on, telling.source))[-LAST_REPORTS:]
    who = name if what == "agency" else f"Kecamatan {gazetteer.name(name)}"
    return Found(
        key=bounded_key(f"{KIND}:{what}:{name}"),
        kind=KIND,
        rule=RULES[what],
        rule_version=rule.version,
        title=words.title(f"Tidak ada kabar seperti biasanya: {who}"),
        sentence=sentence(who, int(judged.observed[place]), float(judged.expected[place]), rule),
        checks=rule.checks,
        urgency=rule.urgency,
        label=strictest(rule.label, last),
        areas=tuple(distinct_places(last) if what == "agency" else [name]),
        figures={
            "observed": int(judged.observed[place]),
            "expected": round(float(judged.expected[place]), 3),
            "chance": round(float(judged.p[place]), 8),
            "discovery": round(float(judged.discovery[place]), 6),
            "days": rule.window_weeks * WEEK,
        },
        evidence=pieces(last, "laporan terakhir sebelum diam"),
    )


def sentence(who: str, observed: int, expected: float, rule: SilenceRule) -> str:
    """What came and what used to come."""
    told = "tidak ada laporan" if observed == 0 else f"hanya {observed} laporan"
    return f"{who}: {told} dalam {rule.window_weeks} minggu; biasanya {words.decimal(expected)}."
