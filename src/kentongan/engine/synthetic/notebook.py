"""Drafts as an office writes them down: numbered, dated and placed as well as it is known."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from kentongan.engine.synthetic.geography import Gazetteer
from kentongan.engine.synthetic.spelling import choice
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.world import (
    Agency,
    Channel,
    DatePrecision,
    Notice,
    NoticeTruth,
    Origin,
    Place,
    PlacePrecision,
)

# Assumed shares: most notices say day and village, some only the week or the kecamatan.
DATE_SHARES = (0.62, 0.16, 0.14, 0.08)
PLACE_SHARES = (0.84, 0.11, 0.05)
SOURCE_KINDS = {
    Channel.VISIT: ("told", "told", "seen"),
    Channel.PARTNER: ("told", "told", "seen", "document"),
    Channel.COUNTER: ("told", "document"),
    Channel.PUBLIC: ("told", "seen", "document", "rumour"),
}
RELIABILITY = {
    Channel.VISIT: "BBC",
    Channel.PARTNER: "BBC",
    Channel.COUNTER: "BCF",
    Channel.PUBLIC: "CDFF",
}
CREDIBILITY = "2333466"


def written_down(
    stage: Stage, drafts: Sequence[Draft]
) -> tuple[tuple[Notice, ...], dict[str, NoticeTruth]]:
    """The notices in the order of their reporting, and what is true of each."""
    ordered = sorted(drafts, key=lambda draft: (draft.reported_on, draft.key))
    ids = {draft.key: f"N{number:05d}" for number, draft in enumerate(ordered, start=1)}
    notices = tuple(_notice(stage, ids[draft.key], draft) for draft in ordered)
    return notices, {ids[draft.key]: _truth(draft, ids) for draft in ordered}


def _truth(draft: Draft, ids: dict[int, str]) -> NoticeTruth:
    copied = "" if draft.copies is None else ids[draft.copies]
    planted = draft.planted
    return NoticeTruth(
        draft.origin, planted, copied, draft.teller.voice, draft.village.code, draft.day
    )


def _notice(stage: Stage, name: str, draft: Draft) -> Notice:
    noticed_on, date_precision = told_day(stage.rng, draft.day, draft.reported_on)
    place, place_precision = told_place(stage.rng, stage.gazetteer, draft.village)
    rumour = draft.origin is Origin.RUMOUR
    return Notice(
        id=name,
        channel=draft.channel,
        agency=draft.teller.agency,
        source=draft.teller.source,
        noticed_on=noticed_on,
        date_precision=date_precision,
        reported_on=draft.reported_on,
        place=place,
        place_precision=place_precision,
        text=draft.text,
        things=draft.things,
        destination=draft.destination,
        job=draft.job,
        fee_rupiah=draft.fee_rupiah,
        indicators=draft.indicators,
        source_kind="rumour" if rumour else choice(stage.rng, SOURCE_KINDS[draft.channel]),
        reliability=_reliability(stage.rng, draft),
        credibility="6" if rumour else choice(stage.rng, tuple(CREDIBILITY)),
    )


def _reliability(rng: np.random.Generator, draft: Draft) -> str:
    grades = RELIABILITY[draft.channel] if draft.teller.agency is not Agency.PUBLIC else "CDFF"
    return choice(rng, tuple(grades))


def told_day(
    rng: np.random.Generator, day: date, reported_on: date
) -> tuple[date | None, DatePrecision]:
    """The day as it is told; a day given as such may be wrong by one, never after the report."""
    precision = tuple(DatePrecision)[int(rng.choice(4, p=DATE_SHARES))]
    if precision is DatePrecision.UNKNOWN:
        return None, precision
    if precision is DatePrecision.WEEK:
        return day - timedelta(day.weekday()), precision
    if precision is DatePrecision.DAY:
        day = min(reported_on, day + timedelta(int(rng.integers(-1, 2))))
    return day, precision


def told_place(
    rng: np.random.Generator, gazetteer: Gazetteer, village: Place
) -> tuple[Place | None, PlacePrecision]:
    """The village, or only its kecamatan, or nothing."""
    precision = tuple(PlacePrecision)[int(rng.choice(3, p=PLACE_SHARES))]
    if precision is PlacePrecision.UNSURE:
        return None, precision
    return (
        village if precision is PlacePrecision.VILLAGE else gazetteer.district(village)
    ), precision
