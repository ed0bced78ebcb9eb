"""Turns what happened into the words of the one who tells it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from kentongan.engine.synthetic.phrases import (
    CLOSINGS,
    DAY_PARTS,
    JOINTS,
    OPENINGS,
    REGISTERS,
    SHORT_WORDS,
)
from kentongan.engine.synthetic.signs import CONTACTS
from kentongan.engine.synthetic.spelling import choice, spell_fee
from kentongan.engine.synthetic.world import Agency, Place, Thing, ThingKind

DAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
CHAT_SHARE = 0.55  # of villagers' notices, most of which come by chat

# The slot in which a kind of thing stands in a sentence.
SLOTS: Mapping[ThingKind, str] = {
    ThingKind.PHONE: "phone",
    ThingKind.ACCOUNT: "account",
    ThingKind.HANDLE: "handle",
    ThingKind.ALIAS: "alias",
    ThingKind.ORGANISATION: "org",
    ThingKind.HOLDING_HOUSE: "house",
}

type Slots = dict[str, str]


@cache
def slots_in(wording: str) -> frozenset[str]:
    """The names of the slots that a sentence needs."""
    return frozenset(re.findall(r"\{(\w+)\}", wording))


def fitting(wordings: Sequence[str], slots: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences all of whose slots can be filled."""
    return tuple(wording for wording in wordings if slots_in(wording) <= slots.keys())


def scene_slots(rng: np.random.Generator, place: Place, weekday: int) -> Slots:
    """What any sentence may use: place, day, hour, a number of people."""
    return {
        "village": place.name,
        "district": place.district,
        "day": DAY_NAMES[weekday],
        "hour": f"{int(rng.integers(6, 22)):02d}.{int(rng.integers(12)) * 5:02d}",
        "n": str(int(rng.integers(3, 16))),
        "part": choice(rng, DAY_PARTS),
    }


def thing_slots(things: Sequence[Thing]) -> Slots:
    """Each thing as it was spelled, under the name of its slot; the first of a kind wins."""
    return {SLOTS[thing.kind]: thing.raw for thing in reversed(things)}


def offer_slots(
    rng: np.random.Generator, destination: str, job: str, fee_rupiah: int | None
) -> Slots:
    """Destination, job and fee as far as they are known."""
    fee = spell_fee(rng, fee_rupiah) if fee_rupiah is not None else ""
    known = {"dest": destination, "job": job, "fee": fee}
    return {name: text for name, text in known.items() if text}


def contacts(
    rng: np.random.Generator, things: Sequence[Thing], slots: Mapping[str, str]
) -> list[str]:
    """One sentence for about every second thing; the others stand in their column alone."""
    return [
        choice(rng, CONTACTS[thing.kind]).format_map({**slots, SLOTS[thing.kind]: thing.raw})
        for thing in things
        if rng.random() < 0.5
    ]


def compose(
    rng: np.random.Generator, agency: Agency, sentences: Sequence[str], slots: Mapping[str, str]
) -> str:
    """The sentences with a beginning and an end in the manner of `agency`."""
    register = REGISTERS.get(agency, "officer")
    opening = choice(rng, OPENINGS[register]).format_map(slots)
    parts = [opening, _joined(rng, sentences), choice(rng, CLOSINGS[register])]
    text = re.sub(r"\s+", " ", " ".join(part for part in parts if part))
    if register == "villager" and rng.random() < CHAT_SHARE:
        return as_chat(rng, text)
    return text


def _joined(rng: np.random.Generator, sentences: Sequence[str]) -> str:
    """One running text; a sentence with a capital letter wants a full stop before it."""
    text = ""
    for sentence in sentences:
        if text:
            joint = ". " if sentence[:1].isupper() else choice(rng, JOINTS)
            text = text.rstrip(".") + joint
        text += sentence
    return text if text.endswith(".") else f"{text}."


def as_chat(rng: np.random.Generator, text: str) -> str:
    """The text as typed on a phone: common words shortened, capitals forgotten."""
    words = [SHORT_WORDS.get(word, word) if rng.random() < 0.8 else word for word in text.split()]
    chat = " ".join(words)
    return chat[0].lower() + chat[1:].rstrip(".")
