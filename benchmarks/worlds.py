"""What the detectors are worth where the truth is known: invented years with planted networks.

``python -m benchmarks.worlds`` runs the pure detectors, day by day, over twenty worlds (seeds 1 to
20) and one that no tuning ever used, prints a line each and writes ``results/worlds.json``.
Thresholds in ``indicators/rules.yaml`` are chosen on the seeds 101 to 110 alone
(``python -m benchmarks.worlds --tuning``), never on these. Nothing was validated on real cases.
"""

import argparse
import csv
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

from kentongan.alerts.detectors import Gazetteer, Shared, Telling
from kentongan.alerts.detectors.history import walk
from kentongan.alerts.detectors.indicator_rules import names_somebody
from kentongan.engine.extraction.things import things_in
from kentongan.engine.linkage.normal import normalise
from kentongan.engine.synthetic import (
    Agency,
    Notice,
    Place,
    ThingKind,
    World,
    WorldSettings,
    build_world,
)
from kentongan.engine.synthetic.evaluation import Outcome, Raised, Score, Verdict, evaluate
from kentongan.indicators.rulebook import rulebook

ROOT = Path(__file__).parent
RESULTS = ROOT / "results" / "worlds.json"
REFERENCE = os.environ.get("KENTONGAN_REFERENCE_DATA", str(ROOT.parent.parent / "shared" / "data"))
REGIONS = Path(REFERENCE) / "regions" / "regions.csv"
HOME = ("35.01", "35.02", "35.03")  # the three kabupaten of one class II office
START = date(2025, 1, 1)
MEASURED, UNSEEN, TUNING = range(1, 21), 2026, range(101, 111)


@dataclass(frozen=True)
class Measured:
    """One world, what its alerts were worth, and the seconds the detectors took."""

    seed: int
    notices: int
    score: Score
    kinds: Counter[tuple[str, Verdict]]
    seconds: float


@cache
def places() -> tuple[Place, ...]:
    """The villages of the three kabupaten; raises FileNotFoundError without the reference data."""
    with REGIONS.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file) if row["code"].startswith(HOME)}
    return tuple(place(code, rows) for code in rows if code.count(".") == 3 and rows[code]["lat"])


def place(code: str, rows: dict[str, dict[str, str]]) -> Place:
    """A village with its kecamatan and kabupaten."""
    row, regency = rows[code], rows[code[:5]]["name"].removeprefix("Kabupaten ")
    return Place(
        code, row["name"], rows[code[:8]]["name"], regency, float(row["lon"]), float(row["lat"])
    )


@cache
def gazetteer() -> Gazetteer:
    """Names of villages and kecamatan, points of villages."""
    names = {place.code: place.name for place in places()}
    names |= {place.code[:8]: place.district for place in places()}
    return Gazetteer(names, {place.code: (place.lon, place.lat) for place in places()})


def telling(notice: Notice) -> Telling:
    """A notice as detectors read it: nothing of the truth."""
    named = any(thing.kind == ThingKind.ALIAS for thing in notice.things)
    return Telling(
        source=notice.id,
        voice=f"{notice.agency}:{notice.source}",
        agency=notice.agency.value,
        region_code=notice.place.code if notice.place else "",
        day=notice.noticed_on or notice.reported_on,
        known_on=notice.reported_on,
        text=notice.text,
        indicators=notice.indicators,
        destination=notice.destination,
        reliability=notice.reliability,
        credibility=notice.credibility,
        source_kind=notice.source_kind,
        names_person=named or names_somebody(notice.text),
        job=notice.job,
        phones=tuple(raw for kind, raw in written(notice) if kind == ThingKind.PHONE),
        is_own=notice.agency == Agency.IMMIGRATION,
    )


def things(notices: Iterable[Notice]) -> list[Shared]:
    """What they mention, in columns or in the text, read by the product's own normalisers."""
    sources: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for notice in notices:
        for kind, raw in written(notice):
            if normal := normalise(kind, raw):
                sources[kind, normal.key][notice.id] = normal.display
    return [
        Shared(kind, key, next(iter(told.values())), tuple(told))
        for (kind, key), told in sorted(sources.items())
        if len(told) > 1
    ]


def written(notice: Notice) -> Iterator[tuple[str, str]]:
    """The things of a notice as they were written."""
    yield from ((thing.kind.value, thing.raw) for thing in notice.things)
    yield from ((found.kind, found.raw) for found in things_in(notice.text))


def raised(world: World) -> list[Raised]:
    """Every alert on every day on which it was raised or grew."""
    truth = world.truth
    days = walk(
        [telling(notice) for notice in world.notices],
        things(world.notices),
        since=truth.start,
        until=truth.end,
        rules=rulebook(),
        gazetteer=gazetteer(),
    )
    return [
        Raised(found.key, f"{found.kind}/{found.rule}", day, found.sources)
        for day, findings in days
        for found in findings
    ]


def measure(seed: int) -> Measured:
    """Build one world and let the detectors walk through it."""
    world = build_world(places(), WorldSettings(seed=seed, start=START))
    begun = time.process_time()
    alerts = raised(world)
    seconds = time.process_time() - begun
    score = evaluate(world.truth, alerts)
    kind_of = {alert.key: alert.kind for alert in reversed(alerts)}
    kinds = Counter((kind_of[key], verdict) for key, verdict in score.verdicts.items())
    return Measured(seed, len(world.notices), score, kinds, seconds)


def days_late(outcomes: Iterable[Outcome]) -> list[int]:
    """Days from the first shared thing to the alert, of the networks caught."""
    return [days for outcome in outcomes if (days := outcome.days_since_linkable) is not None]


def figures(worlds: Sequence[Measured]) -> dict[str, float]:
    """The figures of one world or of several together."""
    networks = [outcome for world in worlds for outcome in world.score.networks]
    clusters = [outcome for world in worlds for outcome in world.score.clusters]
    weeks = sum(world.score.weeks for world in worlds)
    counts = {verdict: sum(w.score.count(verdict) for w in worlds) for verdict in Verdict}
    caught = sum(outcome.caught_on is not None for outcome in networks)
    late = days_late(networks)
    return {
        "networks": len(networks),
        "networks_caught": caught,
        "share_caught": round(caught / len(networks), 3),
        "median_days_since_linkable": median(late) if late else -1,
        "within_7_days": round(sum(days <= 7 for days in late) / len(networks), 3),
        "clusters": len(clusters),
        "clusters_caught": sum(outcome.caught_on is not None for outcome in clusters),
        "false_per_week": round(counts[Verdict.FALSE] / weeks, 2),
        "hints_per_week": round(counts[Verdict.HINT] / weeks, 2),
        "alerts_per_week": round(sum(counts.values()) / weeks, 2),
        "notices": sum(world.notices for world in worlds),
        "cpu_seconds": round(sum(world.seconds for world in worlds), 1),
    }


def line(name: str, worlds: Sequence[Measured]) -> str:
    """The figures in one line."""
    f = figures(worlds)
    return (
        f"{name:<12} networks {f['networks_caught']:>3}/{f['networks']:<3} "
        f"({f['share_caught']:.0%}), median {f['median_days_since_linkable']:g} days after "
        f"linkable; clusters {f['clusters_caught']}/{f['clusters']}; a week: "
        f"false {f['false_per_week']:.2f}, hints {f['hints_per_week']:.2f}, "
        f"all {f['alerts_per_week']:.2f}; {f['cpu_seconds']:.0f} s"
    )


def run(seeds: Iterable[int]) -> list[Measured]:
    """Measure each seed and print its line."""
    worlds = []
    for seed in seeds:
        worlds.append(measure(seed))
        print(line(f"seed {seed}", worlds[-1:]), flush=True)
    return worlds


def by_rule(worlds: Iterable[Measured]) -> dict[str, dict[str, int]]:
    """Rule → how many of its alerts were a catch, a hint, false."""
    table: dict[str, dict[str, int]] = {}
    for (rule, verdict), count in sum((world.kinds for world in worlds), Counter()).items():
        row = table.setdefault(rule, dict.fromkeys((v.value for v in Verdict), 0))
        row[verdict.value] += count
    return dict(sorted(table.items()))


def main(argv: Sequence[str] = ()) -> None:
    """Print and keep the figures; ``--tuning`` looks at the tuning seeds and keeps nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tuning", action="store_true", help="seeds 101 to 110, nothing is kept")
    tuning = parser.parse_args(argv).tuning
    worlds = run(TUNING if tuning else MEASURED)
    print(line("total", worlds))
    for rule, row in by_rule(worlds).items():
        print(f"    {rule:<44} " + "  ".join(f"{name} {count}" for name, count in row.items()))
    if tuning:
        return
    unseen = measure(UNSEEN)
    print(line("unseen 2026", [unseen]))
    kept = {
        "rules": rulebook().version,
        "total": figures(worlds),
        "unseen": figures([unseen]),
        "by_rule": by_rule([*worlds, unseen]),
        "seeds": {world.seed: figures([world]) for world in (*worlds, unseen)},
    }
    RESULTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
