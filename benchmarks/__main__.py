"""``make bench``: every benchmark in turn; each prints its table and writes benchmarks/results."""

from benchmarks import encryption, national_scan, places, scan, worlds


def main() -> None:
    for benchmark in (encryption, scan, national_scan, places, worlds):
        print(f"\n## {benchmark.__name__.rpartition('.')[2]}", flush=True)
        benchmark.main()


if __name__ == "__main__":
    main()
