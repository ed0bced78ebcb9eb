"""``make bench``: every benchmark in turn; each prints its table and writes benchmarks/results."""

from benchmarks import (
    encryption,
    national_scan,
    outbreaks,
    people_index,
    places,
    scan,
    temporal,
    villages,
    worlds,
)

BENCHMARKS = (
    *(encryption, scan, national_scan, temporal, outbreaks, villages, places, worlds),
    people_index,
)


def main() -> None:
    for benchmark in BENCHMARKS:
        print(f"\n## {benchmark.__name__.rpartition('.')[2]}", flush=True)
        benchmark.main()


if __name__ == "__main__":
    main()
