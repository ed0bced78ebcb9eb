"""Recruiters whom the demo's analyst knows under several spellings; the rest waits in the queue."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kentongan.accounts.models import User
from kentongan.engine.synthetic import World
from kentongan.entities.actions import judge_people
from kentongan.entities.models import PersonMention, Verdict

KNOWN = ("network-1", "network-7")  # each told under three spellings in two regencies
REASON = "Kedua pelapor menyebut nomor dan mobil yang sama; perangkat desa mengenal orangnya."


def judge_recruiters(*, by: User, world: World, notices: Mapping[str, str]) -> int:
    """Join what is told of each known recruiter; returns how many judgements that took.

    notices: source → id of the notice behind it.
    """
    told = dict(told_by_network(world, notices))
    pairs = [
        (mentions[0], other)
        for name in KNOWN
        if (mentions := told.get(name, []))
        for other in mentions[1:]
    ]
    for first, other in pairs:
        judge_people(by=by, first=first, second=other, verdict=Verdict.SAME, reason=REASON)
    return len(pairs)


def told_by_network(
    world: World, notices: Mapping[str, str]
) -> Iterator[tuple[str, list[PersonMention]]]:
    """Each planted network with what is told of its recruiter, in order of recording."""
    found: dict[str, list[PersonMention]] = defaultdict(list)
    for mention in PersonMention.objects.filter(source__in=list(notices)).order_by("pk"):
        found[world.truth.notices[notices[mention.source]].planted].append(mention)
    yield from found.items()
