"""Planted clusters: suddenly much is heard from neighbouring villages, with no number in common."""

from dataclasses import replace
from datetime import date, timedelta

from kentongan.engine.synthetic.offers import draw_offer, partly
from kentongan.engine.synthetic.signs import SIGNS
from kentongan.engine.synthetic.spelling import choice
from kentongan.engine.synthetic.stage import Draft, Stage
from kentongan.engine.synthetic.tales import Occasion, spelled, tale
from kentongan.engine.synthetic.world import Channel, Cluster, Origin, Place, ThingKind

SHORTEST, LONGEST = 18, 28  # days
FEWEST, MOST = 11, 16  # notices of one cluster; an average village is heard of twice a year
VILLAGES = 5
CHANNELS = (Channel.PARTNER, Channel.PUBLIC, Channel.VISIT)
OWN_PHONE = 0.3
OFFER_TOLD = 0.4
SIGN_NOTED = 0.8


def plant_clusters(stage: Stage) -> tuple[list[Cluster], list[Draft]]:
    """All clusters of a world, without their notice ids, and their notices."""
    clusters, drafts = [], []
    for number in range(stage.settings.clusters):
        places = _neighbours(stage)
        first, last = stage.span(SHORTEST, LONGEST)
        if number < stage.settings.emerging:
            first, last = stage.settings.end - (last - first), stage.settings.end
        codes = tuple(place.code for place in places)
        cluster = Cluster(f"cluster-{number + 1}", codes, first, last)
        clusters.append(cluster)
        drafts += [
            replace(_notice(stage, places, first, last), planted=cluster.id)
            for _ in range(int(stage.rng.integers(FEWEST, MOST + 1)))
        ]
    return clusters, drafts


def _neighbours(stage: Stage) -> tuple[Place, ...]:
    gazetteer = stage.gazetteer
    centre = int(stage.rng.integers(len(gazetteer.places)))
    return tuple(gazetteer.places[n] for n in gazetteer.nearest(centre, VILLAGES))


def _notice(stage: Stage, places: tuple[Place, ...], first: date, last: date) -> Draft:
    day = first + timedelta(int(stage.rng.integers((last - first).days + 1)))
    own = stage.happens(OWN_PHONE)
    things = (spelled(stage, ThingKind.PHONE, stage.supply.phone()),) if own else ()
    sign = choice(stage.rng, SIGNS)
    place, channel = choice(stage.rng, places), choice(stage.rng, CHANNELS)
    offer = partly(stage, draw_offer(stage), OFFER_TOLD)
    occasion = Occasion(channel, place, day, Origin.CLUSTER)
    draft = tale(stage, occasion, [sign], things, offer)
    return replace(draft, indicators=(sign.id,) if stage.happens(SIGN_NOTED) else ())
