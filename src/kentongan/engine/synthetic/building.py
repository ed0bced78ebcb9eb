"""The front door: a whole world from places and settings, the same for the same seed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from kentongan.engine.synthetic.copies import plant_copies
from kentongan.engine.synthetic.everyday import everyday
from kentongan.engine.synthetic.gatherings import plant_clusters
from kentongan.engine.synthetic.notebook import written_down
from kentongan.engine.synthetic.recruiters import plant_networks
from kentongan.engine.synthetic.rumours import plant_rumours
from kentongan.engine.synthetic.stage import Stage
from kentongan.engine.synthetic.world import (
    Cluster,
    Network,
    Notice,
    NoticeTruth,
    Place,
    Truth,
    World,
    WorldSettings,
)


def build_world(places: Sequence[Place], settings: WorldSettings) -> World:
    """Notices of `settings.days` days over `places`, with the truth behind them.

    Pure and deterministic: the same places (in any order) and settings give an equal world.
    Raises ValueError without places or when two have the same code.
    """
    stage = Stage(places, settings)
    networks, told = plant_networks(stage)
    clusters, gathered = plant_clusters(stage)
    planted = [*told, *gathered, *plant_rumours(stage)]
    drafts = planted + everyday(stage, planted)
    drafts += plant_copies(stage, drafts)
    notices, truths = written_down(stage, drafts)
    truth = Truth(
        settings.start,
        settings.end,
        truths,
        tuple(_seen_network(network, notices, truths) for network in networks),
        tuple(_seen_cluster(cluster, notices, truths) for cluster in clusters),
        stage.common.listed(),
    )
    return World(notices, truth)


def _seen_network(
    network: Network, notices: Iterable[Notice], truths: dict[str, NoticeTruth]
) -> Network:
    own = [notice for notice in notices if truths[notice.id].planted == network.id]
    return replace(
        network,
        notice_ids=tuple(notice.id for notice in own),
        second_report_on=second_voice_on(own, truths),
        linkable_on=linkable_on(own, truths, {thing.value for thing in network.things}),
    )


def _seen_cluster(
    cluster: Cluster, notices: Iterable[Notice], truths: dict[str, NoticeTruth]
) -> Cluster:
    own = [notice for notice in notices if truths[notice.id].planted == cluster.id]
    return replace(
        cluster,
        notice_ids=tuple(notice.id for notice in own),
        second_report_on=second_voice_on(own, truths),
    )


def second_voice_on(notices: Iterable[Notice], truths: dict[str, NoticeTruth]) -> date | None:
    """The day on which a second voice had reported; `notices` in the order of their reporting."""
    voices = set()
    for notice in notices:
        voices.add(truths[notice.id].voice)
        if len(voices) == 2:
            return notice.reported_on
    return None


def linkable_on(
    notices: Sequence[Notice], truths: dict[str, NoticeTruth], values: Collection[str]
) -> date | None:
    """The first day on which two voices had told of one of the `values`."""
    days = [
        second_voice_on(
            [notice for notice in notices if value in {thing.value for thing in notice.things}],
            truths,
        )
        for value in values
    ]
    return min((day for day in days if day is not None), default=None)
