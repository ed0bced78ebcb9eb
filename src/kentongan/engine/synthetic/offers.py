"""What is offered, and how much of it a notice tells."""

from typing import NamedTuple

from kentongan.engine.synthetic.names import OFFERS
from kentongan.engine.synthetic.spelling import MILLION, choice
from kentongan.engine.synthetic.stage import Stage

HALF_MILLION = MILLION // 2


class Told(NamedTuple):
    """The part of an offer that somebody tells; "" and None for what he leaves out."""

    destination: str = ""
    job: str = ""
    fee_rupiah: int | None = None


def draw_offer(stage: Stage) -> Told:
    """A destination, a job and a fee in steps of half a million rupiah."""
    offer = choice(stage.rng, OFFERS)
    steps = int(stage.rng.integers(2 * offer.least, 2 * offer.most + 1))
    return Told(offer.destination, offer.job, steps * HALF_MILLION)


def partly(stage: Stage, offer: Told, chance: float) -> Told:
    """The offer with each part told by `chance`."""
    return Told(
        offer.destination if stage.happens(chance) else "",
        offer.job if stage.happens(chance) else "",
        offer.fee_rupiah if stage.happens(chance) else None,
    )
