"""A study written down in every format and read again is the same study."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.counts import CountTable
from kentongan.engine.detection import (
    Controls,
    Geometry,
    Population,
    ScanResult,
    ScanSettings,
    scan,
)
from kentongan.engine.detection.files import (
    Files,
    Source,
    Study,
    Wishes,
    read_parameters,
    study_of,
)

START = date(2026, 3, 1)
NAMES = ("Pule", "Kali Bening", 'Desa "Lama"', "Tugu;Utara", "Ngrayun, Barat", "35.03.05.2001")
some = settings(max_examples=30, deadline=None)


@dataclass(frozen=True)
class World:
    """Counts of cases and controls, people and points of some villages."""

    cases: np.ndarray
    controls: np.ndarray
    people: list[int]
    points: list[tuple[float, float]]

    @property
    def names(self) -> tuple[str, ...]:
        return NAMES[: len(self.cases)]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(START + timedelta(days=day) for day in range(self.cases.shape[1]))

    def told(self, counts: np.ndarray) -> list[tuple[str, int, date]]:
        rows, columns = np.nonzero(counts)
        return [
            (self.names[row], int(counts[row, column]), self.days[column])
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]

    def table(self, counts: np.ndarray) -> CountTable:
        return CountTable(counts, self.names, self.days, self.days[-1])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    places, days = draw(st.integers(1, len(NAMES))), draw(st.integers(2, 6))
    numbers = st.lists(st.integers(0, 4), min_size=places * days, max_size=places * days)
    cases, controls = (np.array(draw(numbers)).reshape(places, days) for _ in range(2))
    cases[0, 0] += 1  # never without a case
    degrees = st.tuples(st.integers(-80, -70), st.integers(1110, 1120))
    points = draw(st.lists(degrees, min_size=places, max_size=places, unique=True))
    people = draw(st.lists(st.integers(1, 999), min_size=places, max_size=places))
    return World(cases, controls, people, [(lat / 10, lon / 10) for lat, lon in points])


def quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def satscan_files(world: World) -> Files:
    """Fields between spaces, names in quotation marks."""

    def lines(counts: np.ndarray) -> str:
        told = world.told(counts)
        return "\n".join(f"{quoted(p)} {n} {d:%Y/%m/%d}" for p, n, d in told) or "\n"

    places = zip(world.names, world.points, strict=True)
    people = zip(world.names, world.people, strict=True)
    return Files(
        Source("x.cas", lines(world.cases)),
        Source("x.geo", "\n".join(f"{quoted(p)} {lat} {lon}" for p, (lat, lon) in places)),
        Source("x.pop", "\n".join(f"{quoted(p)} 2026 {n}" for p, n in people)),
        Source("x.ctl", lines(world.controls)) if world.controls.any() else None,
    )


def csv_files(world: World, separator: str) -> Files:
    """Names of columns first; days as they are written in Indonesia."""

    def joined(*lines: list[object]) -> str:
        return "\r\n".join(separator.join(map(str, line)) for line in lines)

    def lines(counts: np.ndarray) -> str:
        told = world.told(counts)
        return joined(
            ["Tanggal", "Desa", "Kasus"], *([f"{d:%d/%m/%Y}", quoted(p), n] for p, n, d in told)
        )

    rows = zip(world.names, world.points, world.people, strict=True)
    places = joined(
        ["lat", "lon", "place", "population"],
        *([lat, lon, quoted(p), n] for p, (lat, lon), n in rows),
    )
    controls = Source("x.csv", lines(world.controls)) if world.controls.any() else None
    return Files(
        Source("c.csv", lines(world.cases)),
        Source("p.csv", places),
        Source("p.csv", places),
        controls,
    )


def formats(world: World) -> dict[str, Files]:
    return {
        "satscan": satscan_files(world),
        "commas": csv_files(world, ","),
        "semicolons": csv_files(world, ";"),
        "tabs": csv_files(world, "\t"),
    }


def wishes(world: World, against: str) -> Wishes:
    return Wishes(
        against=against,  # type: ignore[arg-type]
        start=world.days[0],
        end=world.days[-1],
        longest=100,
        max_share=1.0,
        min_cases=1,
        replicates=5,
    )


def directly(world: World, against: str) -> ScanResult:
    """Without any file."""
    latitudes, longitudes = zip(*world.points, strict=True)
    geometry = Geometry.from_lonlat(world.names, longitudes, latitudes)
    limits = ScanSettings(
        max_km=None, max_share=1.0, max_days=len(world.days), min_cases=1, replicates=5
    )
    held = {
        "nothing": None,
        "people": Population.constant(world.names, world.people, len(world.days)),
        "controls": Controls(world.table(world.controls)),
    }
    return scan(world.table(world.cases), geometry, limits, against=held[against])


def from_files(study: Study) -> ScanResult:
    return scan(study.tables, study.geometry, study.settings, against=study.against)


@some
@given(worlds(), st.sampled_from(["nothing", "people", "controls"]))
def test_every_format_gives_the_scan_of_the_arrays(world: World, against: str) -> None:
    if against == "controls" and not world.controls.any():
        return
    expected = directly(world, against)
    for files in formats(world).values():
        found = from_files(study_of(files, wishes(world, against)))
        assert found.clusters == expected.clusters
        assert found.null_maxima.tolist() == expected.null_maxima.tolist()


@some
@given(worlds())
def test_a_parameter_file_says_what_the_wishes_say(world: World) -> None:
    lines = [
        "AnalysisType=4",
        "ModelType=2",
        "TimeAggregationUnits=3",
        f"StartDate={world.days[0]:%Y/%m/%d}",
        f"EndDate={world.days[-1]:%Y/%m/%d}",
        "MaxSpatialSizeInPopulationAtRisk=100",
        "MaxTemporalSize=100",
        "MinimumCasesInHighRateClusters=1",
        "MonteCarloReps=5",
    ]
    read, paths = read_parameters(Source("x.prm", "\n".join(lines)))
    assert (read, paths) == (wishes(world, "nothing"), {})


@some
@given(worlds(), st.randoms())
def test_the_order_of_the_lines_does_not_matter(world: World, random) -> None:  # type: ignore[no-untyped-def]
    files = satscan_files(world)
    lines = files.cases.text.splitlines()
    random.shuffle(lines)
    shuffled = Files(Source("x.cas", "\n".join(lines)), files.places)
    one, other = (
        from_files(study_of(each, wishes(world, "nothing"))) for each in (files, shuffled)
    )
    assert one.clusters == other.clusters


@some
@given(worlds())
def test_cases_told_one_by_one_are_those_told_together(world: World) -> None:
    files = satscan_files(world)
    single = [
        f"{quoted(place)} 1 {day:%Y/%m/%d}"
        for place, number, day in world.told(world.cases)
        for _ in range(number)
    ]
    apart = Files(Source("x.cas", "\n".join(single)), files.places)
    one, other = (study_of(each, wishes(world, "nothing")) for each in (files, apart))
    assert one.tables[0].counts.tolist() == other.tables[0].counts.tolist()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(ending: str) -> None:
    text = ending.join(("a 1 2026/3/1", "b 2 2026/3/2", ""))
    files = Files(Source("x.cas", text), Source("x.geo", ending.join(("a -7 112", "b -8 112"))))
    assert study_of(files, Wishes()).total == 3
