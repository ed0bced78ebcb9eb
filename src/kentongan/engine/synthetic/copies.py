"""The same message again: repeated by the one who told it, or passed on by somebody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from kentongan.engine.synthetic.phrases import FORWARDS, REPEATS
from kentongan.engine.synthetic.seasons import next_working_day
from kentongan.engine.synthetic.sources import AGENCY_NAMES
from kentongan.engine.synthetic.spelling import choice
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.world import Channel, Origin

FORWARDED_SHARE = 0.6  # of the copies; the others are repeats
LONGEST_WAIT = 6  # days until a message comes again


def plant_copies(stage: Stage, drafts: Sequence[Draft]) -> list[Draft]:
    """Copies of some of the drafts; what is told of networks comes again more often."""
    settings = stage.settings
    found = []
    for draft in drafts:
        network = draft.origin is Origin.NETWORK
        share = settings.network_duplicate_share if network else settings.duplicate_share
        if draft.origin is not Origin.RUMOUR and stage.happens(share):
            again = forwarded if stage.happens(FORWARDED_SHARE) else repeated
            found.append(again(stage, draft))
    return found


def forwarded(stage: Stage, draft: Draft) -> Draft:
    """The message passed on through a partner agency in the words of the first teller.

    It counts as a copy of the first telling even when it was passed on before.
    """
    teller = stage.sources.draw(Channel.PARTNER, draft.village)
    agency = AGENCY_NAMES[draft.teller.agency]
    text = choice(stage.rng, FORWARDS).format(agency=agency, text=draft.text)
    # What its true voice is, the copy cannot know; who hands it in, it must say.
    passed = teller._replace(voice=draft.teller.voice)
    return _again(stage, replace(draft, channel=Channel.PARTNER, teller=passed, text=text), draft)


def repeated(stage: Stage, draft: Draft) -> Draft:
    """The message told once more by the same person."""
    text = choice(stage.rng, REPEATS).format(text=draft.text)
    return _again(stage, replace(draft, text=text), draft)


def _again(stage: Stage, copy: Draft, draft: Draft) -> Draft:
    reported = draft.reported_on + timedelta(int(stage.rng.integers(LONGEST_WAIT + 1)))
    if copy.channel is not Channel.PUBLIC:
        reported = next_working_day(reported)
    return replace(
        copy,
        key=stage.supply.key(),
        reported_on=min(reported, stage.settings.end),
        copies=draft.key if draft.copies is None else draft.copies,
    )
