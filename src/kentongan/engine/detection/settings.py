"""What a scan looks for, and how hard it tries to be fooled by chance."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ScanSettings:
    """The limits of a scan; every limit is included. Raises ValueError where one is impossible.

    max_km: the largest radius, None for no limit but that of the geometry.
    max_share: the largest share of all cases of the study period in a circle.
    min_days, max_days: the shortest and longest window; counted in whole periods of the table.
    prospective: only windows that end on the last day; otherwise all windows.
    purely_spatial: only the window of the whole study period; the two above are of no account.
    earlier_looks: so many periods before the last one were looked at too, one scan each. Random
    data sets then may have their cluster on any of those days, so that p-values hold for the whole
    watch and not for one night (Kulldorff, J R Stat Soc A 2001;164:61). Prospective scans only.
    min_cases: a cluster has at least so many.
    replicates: data sets with shuffled times. seed: the same seed gives the same result.
    enough_outdone: stop early once so many shuffled data sets did as well as the real one
    (Besag & Clifford, Biometrika 1991;78:301); None to run all replicates. The p-value of a
    stopped scan is valid too, only coarser, and a scan that stops has nothing to show: with 20
    of 199 its p-value is above 0.1.
    max_clusters: the most clusters to report.
    threads: how many share the work on random data sets; the result is the same.
    """

    max_km: float | None = 20.0
    max_share: float = 0.5
    min_days: float = 1
    max_days: float = 30
    prospective: bool = True
    purely_spatial: bool = False
    earlier_looks: int = 0
    min_cases: int = 2
    replicates: int = 999
    seed: int = 1
    enough_outdone: int | None = None
    max_clusters: int = 10
    threads: int = 1

    def __post_init__(self) -> None:
        if self.max_km is not None and not self.max_km > 0:
            raise ValueError(f"the largest radius is {self.max_km} km; it must be above zero")
        if not 0 < self.max_share <= 1:
            raise ValueError(f"the largest share is {self.max_share}; it lies within 0..1")
        if not 0 < self.min_days <= self.max_days:
            raise ValueError(f"no window has {self.min_days} to {self.max_days} days")
        smallest = {"min_cases": 1, "replicates": 1, "max_clusters": 1, "threads": 1}
        for name, least in smallest.items():
            if getattr(self, name) < least:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be at least {least}")
        if self.earlier_looks < 0:
            raise ValueError(f"earlier_looks is {self.earlier_looks}; it must be at least 0")
        if self.enough_outdone is not None and self.enough_outdone < 1:
            raise ValueError("enough_outdone must be at least 1, or None to run all replicates")
