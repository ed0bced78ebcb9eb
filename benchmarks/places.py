"""The place resolver beside the address parser of lokal-id, on the same messy strings.

``python -m benchmarks.places`` prints both and writes ``benchmarks/results/places.json``. The
labelled strings ask for one area or for a question; of lokal-id, which never asks, an answer counts
as right when it is one of the areas meant, and as wrong when it is stated without doubt (confidence
"high" or "medium") and is none of them. It does not know, as ours does, in which regencies the
writers live: that knowledge is part of the product, and part of the difference. All times are
processor seconds in one process.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lokal.wilayah import parse_alamat

from acceptance.places import LABELLED, Labelled, Messy, distinct, read_labelled
from benchmarks.scan import machine
from kentongan.regions.queries import resolve_place

RESULTS = Path(__file__).parent / "results" / "places.json"
SEED = 77
SURE = ("high", "medium")

type Answer = tuple[str, bool]  # code or "", whether it is stated without asking
type Parser = Callable[[Labelled], Answer]


@dataclass(frozen=True)
class Figures:
    """What one parser did with one set."""

    parser: str
    rows: int
    right: float  # share whose area comes first
    wrong_and_sure: int
    strings_a_second: int


def ours(row: Labelled) -> Answer:
    """The first candidate of the resolver."""
    found = resolve_place(row.text, row.near or None)
    code = found.candidates[0].code if found.candidates else ""
    return code, found.single is not None


def of_lokal(row: Labelled) -> Answer:
    """The finest area of lokal-id's parser."""
    found = parse_alamat(row.text)
    return found.code or "", bool(found.code) and found.confidence in SURE


def figures(name: str, parser: Parser, rows: Sequence[Labelled]) -> Figures:
    """Right and wrong answers and the speed of a parser over rows with a known area."""
    parser(rows[0])  # both build their index at the first call
    begun = time.process_time()
    answers = [parser(row) for row in rows]
    seconds = time.process_time() - begun
    right = sum(code in row.codes for row, (code, _sure) in zip(rows, answers, strict=True))
    wrong = sum(
        sure and code not in row.codes for row, (code, sure) in zip(rows, answers, strict=True)
    )
    return Figures(name, len(rows), round(right / len(rows), 4), wrong, int(len(rows) / seconds))


def compared(name: str, rows: Sequence[Labelled]) -> dict[str, object]:
    """Both parsers on one set, and the ratios of ours to theirs."""
    mine, theirs = figures("kentongan", ours, rows), figures("lokal-id", of_lokal, rows)
    return {
        "set": name,
        "parsers": [asdict(mine), asdict(theirs)],
        "speed_ratio": round(mine.strings_a_second / theirs.strings_a_second, 2),
        "right_ratio": round(mine.right / max(theirs.right, 0.01), 2),
    }


def with_an_area(rows: Sequence[Labelled]) -> list[Labelled]:
    """Rows that mean an area of the list; lokal-id has no way to offer nothing or to ask."""
    return [row for row in rows if row.codes and row.codes != ("-",)]


def main() -> None:
    """Print and store both sets."""
    sets = {
        "labelled strings": with_an_area(read_labelled(LABELLED)),
        f"spoiled by seed {SEED}": distinct(Messy(SEED).all(rounds=1)),
    }
    print(machine())
    results = [compared(name, rows) for name, rows in sets.items()]
    for result in results:
        print(f"{result['set']}: {result['speed_ratio']} x speed, {result['right_ratio']} x right")
        for parser in result["parsers"]:  # type: ignore[attr-defined]
            print(f"   {parser}")
    kept = {"machine": machine(), "sets": results}
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
