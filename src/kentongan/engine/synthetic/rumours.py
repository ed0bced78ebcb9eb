"""Rumours: one person who keeps accusing another, and those who pass his words on."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from kentongan.engine.synthetic.copies import forwarded
from kentongan.engine.synthetic.names import COMMON_NICKNAMES
from kentongan.engine.synthetic.offers import Told
from kentongan.engine.synthetic.spelling import choice, draw_alias
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.tales import Occasion, spelled, tale
from kentongan.engine.synthetic.themes import RUMOUR_WORDINGS
from kentongan.engine.synthetic.world import Channel, Origin, Thing, ThingKind

SHORTEST, LONGEST = 30, 90  # days
FEWEST, MOST = 8, 14  # tellings, those passed on included
PASSED_ON = 0.35
PHONE_TOLD = 0.5
ALIAS_WORDS = ("Kidul", "Lor", "Wetan", "Kulon")  # "Pak Agus Kidul": one person in his village


class Accusation(NamedTuple):
    """The only thing that is ever told."""

    wordings: tuple[str, ...]


def plant_rumours(stage: Stage) -> list[Draft]:
    """The tellings of all rumours; those of one rumour have one voice."""
    return [
        draft for number in range(stage.settings.rumours) for draft in _rumour(stage, number + 1)
    ]


def _rumour(stage: Stage, number: int) -> list[Draft]:
    place = stage.gazetteer.draw(stage.rng)
    nickname = f"{choice(stage.rng, COMMON_NICKNAMES)} {choice(stage.rng, ALIAS_WORDS)}"
    alias, phone = draw_alias(stage.rng, nickname), stage.supply.phone()
    first, last = stage.span(SHORTEST, LONGEST)
    told: list[Draft] = []
    for _ in range(int(stage.rng.integers(FEWEST, MOST + 1))):
        if told and stage.happens(PASSED_ON):
            told.append(forwarded(stage, choice(stage.rng, tuple(told))))
            continue
        day = first + timedelta(int(stage.rng.integers((last - first).days + 1)))
        things = _things(stage, alias, phone)
        subjects = [Accusation(RUMOUR_WORDINGS)]
        occasion = Occasion(Channel.PUBLIC, place, day, Origin.RUMOUR)
        draft = tale(stage, occasion, subjects, things, Told())
        teller = told[0].teller if told else draft.teller
        told.append(replace(draft, teller=teller, planted=f"rumour-{number}"))
    return told


def _things(stage: Stage, alias: str, phone: str) -> tuple[Thing, ...]:
    things = [spelled(stage, ThingKind.ALIAS, alias)]
    if stage.happens(PHONE_TOLD):
        things.append(spelled(stage, ThingKind.PHONE, phone))
    return tuple(things)
