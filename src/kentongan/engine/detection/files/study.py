"""From files to a scan: the tables, the places, and what cases are held against."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kentongan.engine.counts import CountTable
from kentongan.engine.detection.against import Against, Controls
from kentongan.engine.detection.files import plain, satscan
from kentongan.engine.detection.files.bad import BadFile, Fault, Source
from kentongan.engine.detection.files.counting import Counting, by_group, population_of
from kentongan.engine.detection.files.satscan import Reading, Spot, Told
from kentongan.engine.detection.files.wishes import Wishes
from kentongan.engine.detection.geometry import Geometry
from kentongan.engine.detection.settings import ScanSettings

CSV = (".csv", ".tsv")
# A year of two digits is near this one where the study has no period of its own.
THIS_CENTURY = 2000
# Each of so many places with every other: 200 million pairs take 2.4 GB.
MOST_WITHOUT_RADIUS = 14_000


@dataclass(frozen=True)
class Files:
    """The files of a study; people and controls only where cases are held against them."""

    cases: Source
    places: Source
    people: Source | None = None
    controls: Source | None = None


@dataclass(frozen=True, eq=False)
class Study:
    """All that `scan` asks for. left_out: cases of other days than those of the study."""

    tables: tuple[CountTable, ...]
    geometry: Geometry
    against: Against | None
    settings: ScanSettings
    spots: tuple[Spot, ...]
    wishes: Wishes
    left_out: int

    @property
    def total(self) -> int:
        """All cases of the study."""
        return sum(table.total for table in self.tables)


def study_of(files: Files, wishes: Wishes) -> Study:
    """Read the files; raises BadFile with the first place where one cannot be used.

    A place without cases counts zero. Raises ValueError where limits make no sense.
    """
    near = (wishes.end or wishes.start or date(THIS_CENTURY, 1, 1)).year
    how = Reading(near, wishes.dated, wishes.flat)
    spots = _reader(files.places, plain.read_places, satscan.read_places)(files.places, how)
    cases = _cases(files.cases, how)
    start, end = _period(files.cases, cases, wishes)
    if wishes.max_km is None and len(spots) > MOST_WITHOUT_RADIUS:
        raise BadFile(files.places.name, 0, 0, Fault.TOO_WIDE)
    geometry = geometry_of(spots, wishes)
    counting = Counting(geometry.areas, start, end, wishes.every(start, end))
    counting.check_size(cases, files.cases.name)
    inside = counting.inside(cases)
    if not sum(one.number for one in inside):
        raise BadFile(files.cases.name, 0, 0, Fault.NO_CASES)
    groups = by_group(inside, apart=wishes.against != "controls")
    return Study(
        tuple(counting.table(groups[group]) for group in sorted(groups)),
        geometry,
        _against(files, wishes, how, counting, groups),
        _settings(wishes, counting),
        tuple(spots),
        wishes,
        int(sum(one.number for one in cases) - sum(one.number for one in inside)),
    )


def _settings(wishes: Wishes, counting: Counting) -> ScanSettings:
    settings = wishes.settings(counting.start, counting.end)
    looks = counting.looks_since(wishes.watched_since) if settings.prospective else 0
    return replace(settings, earlier_looks=looks)


def geometry_of(spots: Sequence[Spot], wishes: Wishes) -> Geometry:
    """The places of a file."""
    places, first, second = zip(*((s.place, s.first, s.second) for s in spots), strict=True)
    if wishes.flat:
        return Geometry.from_plane(places, first, second, max_km=wishes.max_km)
    return Geometry.from_lonlat(places, second, first, max_km=wishes.max_km)


def _reader[T](
    source: Source,
    by_names: Callable[[Source, Reading], list[T]],
    by_order: Callable[[Source, Reading], list[T]],
) -> Callable[[Source, Reading], list[T]]:
    """CSV has names above its columns, the files of SaTScan have an order."""
    return by_names if source.name.lower().endswith(CSV) else by_order


def _cases(source: Source, how: Reading) -> list[Told]:
    return _reader(source, plain.read_cases, satscan.read_cases)(source, how)


def _period(source: Source, cases: Iterable[Told], wishes: Wishes) -> tuple[date, date]:
    """As wished, else from the first to the last day; without any day one day will do."""
    days = [one.day for one in cases if one.day]
    some_day = wishes.start or wishes.end or date(THIS_CENTURY, 1, 1)
    start = wishes.start or min(days, default=some_day)
    end = wishes.end or max(days, default=some_day)
    if end < start:
        raise BadFile(source.name, 0, 0, Fault.PERIOD)
    return start, end


def _against(
    files: Files,
    wishes: Wishes,
    how: Reading,
    counting: Counting,
    groups: dict[tuple[str, ...], list[Told]],
) -> Against | None:
    if wishes.against == "controls":
        source = _given(files, files.controls, "ControlFile")
        controls = _cases(source, how)
        counting.check_size(controls, source.name)
        return Controls(counting.table(counting.inside(controls)))
    if wishes.against == "people":
        source = _given(files, files.people, "PopulationFile")
        people = _reader(source, plain.read_people, satscan.read_people)(source, how)
        return population_of(people, counting, groups)
    return None


def _given(files: Files, source: Source | None, name: str) -> Source:
    if source is None:
        raise BadFile(files.cases.name, 0, 0, Fault.MISSING_SETTING, name)
    return source
