"""Silence: an agency or a sub-district that always told something and does not now.

A sub-district is judged where somebody of the office was there in the last weeks: what others tell
is missing although somebody asked. Holidays and seasons of the moon are allowed for. Where nobody
of the office was, it is no silence but a place that was not visited, which the weekly sheet says
in so many words (``alerts.unvisited``).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kentongan.alerts.decimals import decimal
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
from kentongan.alerts.detectors.moving_days import moving_days
from kentongan.engine.counts import CountTable
from kentongan.engine.detection.expected import SilenceSettings, exposure_by_time, silence
from kentongan.indicators.rulebook import SilenceRule

KIND = "silence"
RULES = {"agency": "silence:agency", "district": "silence:district"}
WEEK = 7
LAST_REPORTS = 5  # evidence: what was told last


class Week(NamedTuple):
    """How many reports of one agency in one sub-district ("" where unsure) came in one week.

    ago: 0 for the last seven days. is_own: the office itself told it.
    """

    agency: str
    is_own: bool
    district: str
    ago: int
    number: int


type Last = Callable[[str, str], Sequence[Telling]]


@dataclass(frozen=True)
class Told:
    """How much was told; last: "agency" or "district" and its name → the last reports of it.

    A sub-district's are those that others than the office told.
    """

    weeks: Iterable[Week]
    last: Last


@dataclass(frozen=True)
class Kept:
    """Weekly counts of some series; last: the last day."""

    names: tuple[str, ...]
    counts: NDArray[np.int64]
    last: date


@dataclass(frozen=True)
class Case:
    """A series that fell silent: "agency" or "district", its figures."""

    what: str
    name: str
    observed: float
    expected: float
    p: float
    discovery: float


def find_silences(
    tellings: Sequence[Telling], *, on: date, rule: SilenceRule, gazetteer: Gazetteer
) -> list[Found]:
    """The agencies and sub-districts that fell silent by the day ``on``."""
    return silences_in(told_by(tellings, on, rule), on=on, rule=rule, gazetteer=gazetteer)


def told_by(tellings: Sequence[Telling], on: date, rule: SilenceRule) -> Told:
    """How much some tellings come to, in whole weeks that end on ``on``, by the day of telling."""
    known = [
        telling
        for telling in tellings
        if telling.known_on <= on and weeks_ago(telling, on) < weeks_of(rule)
    ]
    known.sort(key=lambda telling: (telling.known_on, telling.source))

    def last(what: str, name: str) -> Sequence[Telling]:
        return [
            telling
            for telling in known
            if (telling.agency == name if what == "agency" else is_of_others(telling, name))
        ][-LAST_REPORTS:]

    weeks = (Week(one.agency, one.is_own, one.district, weeks_ago(one, on), 1) for one in known)
    return Told(weeks, last)


def is_of_others(telling: Telling, district: str) -> bool:
    """Whether somebody else than the office told it from there."""
    return telling.district == district and not telling.is_own


def silences_in(told: Told, *, on: date, rule: SilenceRule, gazetteer: Gazetteer) -> list[Found]:
    """The agencies and sub-districts that fell silent in what was told by the day ``on``."""
    weeks = list(told.weeks)
    agencies = by_week(((one.agency, one) for one in weeks), on, rule)
    districts = by_week(((one.district, one) for one in weeks if not one.is_own), on, rule)
    visited = visits(weeks, districts.names, on, rule)
    everywhere = np.ones(agencies.counts.shape, dtype=np.bool_)
    looked_at = (("agency", agencies, everywhere), ("district", districts, visited))
    return [
        finding(case, told.last(what, case.name), rule, gazetteer)
        for what, series, asked in looked_at
        for case in silent(what, series, asked, rule)
    ]


def by_week(told: Iterable[tuple[str, Week]], on: date, rule: SilenceRule) -> Kept:
    """The weeks of each name that is told."""
    named = [(name, week) for name, week in told if name]
    names = tuple(sorted({name for name, _week in named}))
    row = {name: place for place, name in enumerate(names)}
    counts = np.zeros((len(names), weeks_of(rule)), dtype=np.int64)
    for name, week in named:
        counts[row[name], -1 - week.ago] += week.number
    return Kept(names, counts, on)


def weeks_of(rule: SilenceRule) -> int:
    """How many weeks are read."""
    return rule.baseline_weeks + rule.window_weeks


def weeks_ago(telling: Telling, on: date) -> int:
    """0 for the last seven days."""
    return (on - telling.known_on).days // WEEK


def visits(
    weeks: Iterable[Week], districts: Sequence[str], on: date, rule: SilenceRule
) -> NDArray[np.bool_]:
    """districts × weeks: whether the office itself told something from there."""
    kept = by_week(((one.district, one) for one in weeks if one.is_own), on, rule)
    row = {code: place for place, code in enumerate(kept.names)}
    found = np.zeros((len(districts), weeks_of(rule)), dtype=np.bool_)
    for place, code in enumerate(districts):
        if code in row:
            found[place] = kept.counts[row[code]] > 0
    return found


def silent(what: str, series: Kept, asked: NDArray[np.bool_], rule: SilenceRule) -> list[Case]:
    """Those that fell silent."""
    if not series.names:
        return []
    judged = silence(
        series.counts,
        parents=[0] * len(series.names),
        exposure=rhythm(series, rule),
        visited=asked,
        settings=settings_of(rule),
    )
    return [
        Case(
            what,
            series.names[place],
            float(judged.observed[place]),
            float(judged.expected[place]),
            float(judged.p[place]),
            float(judged.discovery[place]),
        )
        for place in np.flatnonzero(judged.silent)
    ]


def rhythm(series: Kept, rule: SilenceRule) -> NDArray[np.float64]:
    """What each week lets expect of all together, by holidays and seasons of the moon.

    Every week alike where nothing was told before, or beyond the years of the calendar.
    """
    count = weeks_of(rule)
    starts = tuple(series.last - timedelta(days=WEEK * ago - 1) for ago in range(count, 0, -1))
    table = CountTable(series.counts, series.names, starts, series.last, WEEK)
    try:
        return exposure_by_time(table, moving_days(), until=rule.baseline_weeks).table
    except ValueError:
        return np.ones(count)


def settings_of(rule: SilenceRule) -> SilenceSettings:
    """The judgement that the rule asks for."""
    return SilenceSettings(
        window=rule.window_weeks,
        baseline=rule.baseline_weeks,
        regular=rule.regular,
        discovery=rule.discovery,
        together=rule.together,
    )


def finding(case: Case, last: Sequence[Telling], rule: SilenceRule, gazetteer: Gazetteer) -> Found:
    """The finding in words; its evidence is what was told last."""
    is_agency = case.what == "agency"
    who = case.name if is_agency else f"Kecamatan {gazetteer.name(case.name)}"
    return Found(
        key=bounded_key(f"{KIND}:{case.what}:{case.name}"),
        kind=KIND,
        rule=RULES[case.what],
        rule_version=rule.version,
        title=words.title(f"Tidak ada kabar seperti biasanya: {who}"),
        sentence=sentence(who, case, rule),
        checks=rule.checks,
        urgency=rule.urgency,
        label=strictest(rule.label, last),
        areas=tuple(distinct_places(last) if is_agency else [case.name]),
        figures={
            "observed": int(case.observed),
            "expected": round(case.expected, 3),
            "chance": round(case.p, 8),
            "discovery": round(case.discovery, 6),
            "days": rule.window_weeks * WEEK,
        },
        evidence=pieces(last, "laporan terakhir sebelum diam"),
    )


def sentence(who: str, case: Case, rule: SilenceRule) -> str:
    """What came and what used to come."""
    told = f"hanya {int(case.observed)} laporan" if case.observed else "tidak ada laporan"
    usual = decimal(case.expected)
    return f"{who}: {told} dalam {rule.window_weeks} minggu; biasanya {usual}."
