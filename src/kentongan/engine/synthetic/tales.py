"""One telling: who tells what of whom, in words, as a draft."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from kentongan.engine.synthetic.offers import Told
from kentongan.engine.synthetic.spelling import (
    choice,
    spell_account,
    spell_alias,
    spell_handle,
    spell_organisation,
    spell_phone,
)
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.telling import (
    compose,
    contacts,
    fitting,
    offer_slots,
    scene_slots,
    thing_slots,
)
from kentongan.engine.synthetic.world import Agency, Channel, Origin, Place, Thing, ThingKind

SPELLERS = {
    ThingKind.PHONE: spell_phone,
    ThingKind.ACCOUNT: spell_account,
    ThingKind.HANDLE: spell_handle,
    ThingKind.ALIAS: spell_alias,
    ThingKind.ORGANISATION: spell_organisation,
}


class Occasion(NamedTuple):
    """Through what a thing is told, where and when it truly was, and what lies behind it."""

    channel: Channel
    place: Place
    day: date
    origin: Origin


class Subject(Protocol):
    """Something that can be told in several wordings."""

    @property
    def wordings(self) -> tuple[str, ...]: ...


def spelled(stage: Stage, kind: ThingKind, value: str) -> Thing:
    """The thing as somebody wrote it down; houses are described in the same words."""
    speller = SPELLERS.get(kind)
    return Thing(kind, speller(stage.rng, value) if speller else value, value)


def tale(
    stage: Stage,
    occasion: Occasion,
    subjects: Sequence[Subject],
    things: tuple[Thing, ...],
    offer: Told,
    *,
    agencies: tuple[Agency, ...] = (),
    extra: dict[str, str] | None = None,
) -> Draft:
    """A draft that tells each subject in a wording whose slots are known, and half of the things.

    extra: further slots of the wordings. agencies: the partners who may tell it, () for any.
    """
    channel, place, day, origin = occasion
    teller = stage.sources.draw(channel, place, agencies)
    scene = scene_slots(stage.rng, place, day.weekday())
    slots = scene | thing_slots(things) | offer_slots(stage.rng, *offer) | (extra or {})
    wordings = [fitting(subject.wordings, slots) for subject in subjects]
    sentences = [choice(stage.rng, known).format_map(slots) for known in wordings if known]
    sentences += contacts(stage.rng, things, slots)
    return Draft(
        key=stage.supply.key(),
        channel=channel,
        teller=teller,
        village=place,
        day=day,
        reported_on=stage.handed_in(channel, day),
        text=compose(stage.rng, teller.agency, sentences, slots),
        origin=origin,
        things=things,
        destination=offer.destination,
        job=offer.job,
        fee_rupiah=offer.fee_rupiah,
    )
