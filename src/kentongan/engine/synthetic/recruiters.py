"""Planted recruiter networks: what they use, where they go, and what is told of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from kentongan.engine.synthetic.names import HOUSE_PLACES, RECRUITER_NICKNAMES
from kentongan.engine.synthetic.offers import Told, draw_offer, partly
from kentongan.engine.synthetic.signs import SIGNS, Sign
from kentongan.engine.synthetic.spelling import choice, draw_alias
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.tales import Occasion, spelled, tale
from kentongan.engine.synthetic.world import Channel, Network, Origin, Place, Thing, ThingKind


class Habit(NamedTuple):
    """How a network hides: chance that a notice tells each kind of thing it uses.

    phones: how many it uses one after the other. burner: chance of a phone used only once.
    """

    phones: int
    shown: Mapping[ThingKind, float]
    burner: float = 0.0


PHONE, ACCOUNT, HANDLE = ThingKind.PHONE, ThingKind.ACCOUNT, ThingKind.HANDLE
ALIAS, FIRM, HOUSE = ThingKind.ALIAS, ThingKind.ORGANISATION, ThingKind.HOLDING_HOUSE

# From easy to hard and round again; networks take them in this order.
HABITS = (
    Habit(1, {PHONE: 0.75, ALIAS: 0.5, ACCOUNT: 0.25, FIRM: 0.2}),
    Habit(2, {PHONE: 0.75, ALIAS: 0.5, ACCOUNT: 0.35}),  # changes its phone in the middle
    Habit(0, {ALIAS: 0.85, HOUSE: 0.2}, burner=0.35),  # only the nickname stays
    Habit(1, {PHONE: 0.3, ACCOUNT: 0.7, ALIAS: 0.3}),  # many callers, one purse
    Habit(0, {HANDLE: 0.75, ALIAS: 0.2}, burner=0.4),  # recruits online
    Habit(1, {FIRM: 0.75, PHONE: 0.4, HOUSE: 0.3}),  # hides behind an institute
    Habit(3, {PHONE: 0.8, ALIAS: 0.35, HANDLE: 0.3}),
)
SHORTEST, LONGEST = 60, 150  # days of activity
FEWEST, MOST = 7, 14  # notices of one network
NEAR_VILLAGES, FAR_VILLAGES, NEIGHBOURS = 4, 2, 12
CHANNELS = (Channel.PARTNER, Channel.PARTNER, Channel.PUBLIC, Channel.VISIT, Channel.COUNTER)
OFFER_TOLD = 0.6
SIGN_NOTED = 0.8


@dataclass(frozen=True)
class Ring:
    """A network with what is needed to tell of it; phones in the order of their use."""

    network: Network
    habit: Habit
    places: tuple[Place, ...]
    signs: tuple[Sign, ...]

    def phone(self, progress: float) -> str:
        """The phone in use after this share (0..1) of the activity."""
        phones = self.network.values(PHONE)
        return phones[min(int(progress * len(phones)), len(phones) - 1)]


def plant_networks(stage: Stage) -> tuple[list[Network], list[Draft]]:
    """All networks of a world, without their notice ids, and what is told of them."""
    nicknames = stage.rng.permutation(RECRUITER_NICKNAMES)
    rings = [
        _ring(stage, number, str(nicknames[number])) for number in range(stage.settings.networks)
    ]
    return [ring.network for ring in rings], [d for ring in rings for d in _notices(stage, ring)]


def _ring(stage: Stage, number: int, nickname: str) -> Ring:
    habit = HABITS[number % len(HABITS)]
    places = _places(stage)
    offer = draw_offer(stage)
    first, last = stage.span(SHORTEST, LONGEST)
    network = Network(
        f"network-{number + 1}",
        _belongings(stage, habit, nickname, places[0]),
        offer.destination,
        offer.job,
        offer.fee_rupiah or 0,
        tuple(place.code for place in places),
        first,
        last,
    )
    return Ring(network, habit, places, _method(stage))


def _places(stage: Stage) -> tuple[Place, ...]:
    """Some villages near each other and some far away, each once."""
    gazetteer, rng = stage.gazetteer, stage.rng
    around = gazetteer.nearest(int(rng.integers(len(gazetteer.places))), NEIGHBOURS)
    near = [around[0], *rng.permutation(around[1:])[: NEAR_VILLAGES - 1]]
    far = rng.integers(len(gazetteer.places), size=FAR_VILLAGES)
    return tuple(gazetteer.places[n] for n in dict.fromkeys(int(n) for n in (*near, *far)))


def _belongings(stage: Stage, habit: Habit, nickname: str, home: Place) -> tuple[Thing, ...]:
    made: dict[ThingKind, Callable[[], str]] = {
        ACCOUNT: stage.supply.account,
        HANDLE: stage.supply.handle,
        ALIAS: lambda: draw_alias(stage.rng, nickname),
        FIRM: stage.supply.organisation,
        HOUSE: lambda: choice(stage.rng, HOUSE_PLACES).format(village=home.name),
    }
    values = [(PHONE, stage.supply.phone()) for _ in range(habit.phones)]
    values += [(kind, made[kind]()) for kind in habit.shown if kind in made]
    return tuple(Thing(kind, value, value) for kind, value in values)


def _method(stage: Stage) -> tuple[Sign, ...]:
    """The five signs that recur with one network."""
    chosen = stage.rng.choice(len(SIGNS), size=5, replace=False)
    return tuple(SIGNS[int(n)] for n in chosen)


def _notices(stage: Stage, ring: Ring) -> list[Draft]:
    count = int(stage.rng.integers(FEWEST, MOST + 1))
    shares = sorted(float(share) for share in stage.rng.random(count))
    return [_notice(stage, ring, share) for share in shares]


def _notice(stage: Stage, ring: Ring, progress: float) -> Draft:
    network = ring.network
    place = choice(stage.rng, ring.places)
    channel = choice(stage.rng, CHANNELS)
    lasted = (network.last_day - network.first_day).days
    day = network.first_day + timedelta(int(progress * (lasted + 1)))
    offer = partly(stage, Told(network.destination, network.job, network.fee_rupiah), OFFER_TOLD)
    signs = [ring.signs[int(n)] for n in stage.rng.choice(len(ring.signs), 2, replace=False)]
    occasion = Occasion(channel, place, day, Origin.NETWORK)
    draft = tale(stage, occasion, signs, _shown(stage, ring, progress), offer)
    noted = tuple(sign.id for sign in signs if stage.happens(SIGN_NOTED))
    return replace(draft, planted=network.id, indicators=noted)


def _shown(stage: Stage, ring: Ring, progress: float) -> tuple[Thing, ...]:
    """What one notice tells of the network's things, each as somebody spelled it."""
    values = {thing.kind: thing.value for thing in ring.network.things}
    if ring.habit.phones:
        values[PHONE] = ring.phone(progress)
    shown = [
        (kind, values[kind]) for kind, chance in ring.habit.shown.items() if stage.happens(chance)
    ]
    if stage.happens(ring.habit.burner):
        shown.append((PHONE, stage.supply.phone()))
    return tuple(spelled(stage, kind, value) for kind, value in shown)
