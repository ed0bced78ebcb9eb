"""Everyday notices: most of what an office hears, and no sign of anything planted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import numpy as np

from kentongan.engine.synthetic.names import COMMON_NICKNAMES
from kentongan.engine.synthetic.offers import Told, draw_offer, partly
from kentongan.engine.synthetic.seasons import factors
from kentongan.engine.synthetic.signs import EVERYDAY_INDICATORS
from kentongan.engine.synthetic.spelling import choice, draw_alias
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.tales import Occasion, spelled, tale
from kentongan.engine.synthetic.telling import slots_in
from kentongan.engine.synthetic.themes import THEMES, Theme
from kentongan.engine.synthetic.world import Channel, Origin, Place, Thing, ThingKind, WorldSettings

MONTH = 365.25 / 12
FIRM_PHONE = 0.25  # a notice that names a licensed firm gives its office number too
INDICATOR_NOTED = 0.3
OFFER_TOLD = 0.5
ASSISTED_SHARE = 0.5  # of the visits go to assisted villages


def everyday(stage: Stage, planted: Iterable[Draft]) -> list[Draft]:
    """As many notices as still fit beside the planted ones and the copies to come.

    The volumes of the settings are of all notices, so that a planted one takes an everyday place.
    """
    taken = [draft.channel for draft in planted]
    drafts: list[Draft] = []
    for channel, monthly in volumes(stage.settings).items():
        wanted = stage.rng.poisson(monthly * stage.settings.days / MONTH)
        room = max(0, int(wanted) - taken.count(channel))
        drafts += _of_channel(stage, channel, round(room / (1 + stage.settings.duplicate_share)))
    return drafts


def volumes(settings: WorldSettings) -> dict[Channel, float]:
    """Notices a month through each channel."""
    return {
        Channel.VISIT: settings.visits,
        Channel.PARTNER: settings.partners,
        Channel.COUNTER: settings.counter,
        Channel.PUBLIC: settings.public,
    }


def _of_channel(stage: Stage, channel: Channel, count: int) -> list[Draft]:
    busy = factors(channel, stage.settings.start, stage.settings.days)
    days = stage.rng.choice(stage.settings.days, size=count, p=busy / busy.sum())
    themes = tuple(theme for theme in THEMES if channel in theme.channels)
    weights = np.array([theme.channels[channel] for theme in themes])
    chosen = stage.rng.choice(len(themes), size=count, p=weights / weights.sum())
    return [
        _notice(stage, channel, themes[int(theme)], int(day))
        for theme, day in zip(chosen, days, strict=True)
    ]


def _notice(stage: Stage, channel: Channel, theme: Theme, day: int) -> Draft:
    place = _place(stage, channel)
    extra, common = _common(stage, theme)
    offer = partly(stage, draw_offer(stage), OFFER_TOLD) if _offers(theme) else Told()
    occasion = Occasion(channel, place, stage.settings.start + timedelta(day), Origin.NOISE)
    things = (*common, *_private(stage, theme))
    draft = tale(stage, occasion, [theme], things, offer, agencies=theme.agencies, extra=extra)
    return replace(draft, indicators=_indicators(stage, theme))


def _place(stage: Stage, channel: Channel) -> Place:
    if channel is Channel.VISIT and stage.happens(ASSISTED_SHARE):
        return stage.gazetteer.draw_assisted(stage.rng)
    return stage.gazetteer.draw(stage.rng)


def _offers(theme: Theme) -> bool:
    return any(slots_in(wording) & {"dest", "job", "fee"} for wording in theme.wordings)


def _common(stage: Stage, theme: Theme) -> tuple[dict[str, str], list[Thing]]:
    """The public things that a theme speaks of, as slots and as things."""
    wanted = frozenset[str]().union(*(slots_in(wording) for wording in theme.wordings))
    extra: dict[str, str] = {}
    things: list[Thing] = []
    if "hall" in wanted:
        things.append(spelled(stage, ThingKind.PHONE, choice(stage.rng, stage.common.halls)))
        extra["hall"] = things[-1].raw
    if "hotline" in wanted:
        name, phone = choice(stage.rng, tuple(stage.common.hotlines.items()))
        things.append(spelled(stage, ThingKind.PHONE, phone))
        extra["hotline"] = f"{name} {things[-1].raw}"
    if "legal" in wanted:
        name, phone = choice(stage.rng, tuple(stage.common.legal.items()))
        things.append(spelled(stage, ThingKind.ORGANISATION, name))
        extra["legal"] = things[-1].raw
        if stage.happens(FIRM_PHONE):
            things.append(spelled(stage, ThingKind.PHONE, phone))
    return extra, things


def _private(stage: Stage, theme: Theme) -> list[Thing]:
    """Somebody's own phone and an everyday nickname."""
    things = []
    if stage.happens(theme.own_phone):
        things.append(spelled(stage, ThingKind.PHONE, stage.supply.phone()))
    if stage.happens(theme.alias):
        alias = draw_alias(stage.rng, choice(stage.rng, COMMON_NICKNAMES))
        things.append(spelled(stage, ThingKind.ALIAS, alias))
    return things


def _indicators(stage: Stage, theme: Theme) -> tuple[str, ...]:
    if not theme.kind or not stage.happens(INDICATOR_NOTED):
        return ()
    return (choice(stage.rng, EVERYDAY_INDICATORS[theme.kind]),)
