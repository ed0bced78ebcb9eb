"""Plain CSV with a first line of names, English or Indonesian: cases, people and places."""

from collections.abc import Iterator, Mapping

from kentongan.engine.detection.files.bad import BadFile, Fault, Source
from kentongan.engine.detection.files.dates import day_in
from kentongan.engine.detection.files.rows import Row, rows_by_separator
from kentongan.engine.detection.files.satscan import Reading, Spot, Told, checked_places

# What a column may be called. A column with another name is left alone.
NAMES: Mapping[str, frozenset[str]] = {
    "place": frozenset({"place", "location", "area", "id", "tempat", "lokasi", "desa", "kode"}),
    "date": frozenset({"date", "day", "tanggal", "hari", "waktu"}),
    "cases": frozenset({"cases", "count", "number", "kasus", "jumlah", "laporan", "kontrol"}),
    "group": frozenset({"group", "stratum", "agency", "kelompok", "instansi"}),
    "latitude": frozenset({"latitude", "lat", "lintang"}),
    "longitude": frozenset({"longitude", "lon", "lng", "long", "bujur"}),
    "x": frozenset({"x", "x_km"}),
    "y": frozenset({"y", "y_km"}),
    "people": frozenset({"people", "population", "penduduk", "jiwa"}),
}


def read_cases(source: Source, how: Reading) -> list[Told]:
    """Columns place and date; cases, 1 where there is no such column; group. Raises BadFile."""
    rows, columns = _opened(source, "place", *(["date"] if how.dated else []))
    return [_case(row, columns, how) for row in rows]


def _case(row: Row, columns: Mapping[str, int], how: Reading) -> Told:
    day = day_in(row, columns["date"], near=how.near, day_first=True) if how.dated else None
    number = row.whole(columns["cases"]) if "cases" in columns else 1
    return Told(row.needed(columns["place"]), number, day, _group(row, columns), row)


def read_people(source: Source, how: Reading) -> list[Told]:
    """Columns place and people; date, the same at all times where there is none; group."""
    rows, columns = _opened(source, "place", "people")
    return [_people(row, columns, how) for row in rows]


def _people(row: Row, columns: Mapping[str, int], how: Reading) -> Told:
    at, day = columns.get("date"), None
    if at is not None and row.text(at):
        day = day_in(row, at, near=how.near, day_first=True, middle=True)
    number = row.number(columns["people"])
    if number < 0:
        raise row.bad(columns["people"], Fault.NOT_NUMBER)
    return Told(row.needed(columns["place"]), number, day, _group(row, columns), row)


def read_places(source: Source, how: Reading) -> list[Spot]:
    """Columns place, latitude and longitude, or x and y in km on a flat map; raises BadFile."""
    names = ("x", "y") if how.flat else ("latitude", "longitude")
    rows, columns = _opened(source, "place", *names)
    place, first, second = (columns[name] for name in ("place", *names))
    spots = (Spot(row.needed(place), row.number(first), row.number(second), row) for row in rows)
    return list(checked_places(spots, flat=how.flat, columns=(place, first, second)))


def _group(row: Row, columns: Mapping[str, int]) -> tuple[str, ...]:
    return (row.text(columns["group"]),) if "group" in columns else ()


def _opened(source: Source, *needed: str) -> tuple[Iterator[Row], dict[str, int]]:
    """The rows below the first one, and the columns that it names."""
    rows = rows_by_separator(source)
    head = next(rows)
    columns: dict[str, int] = {}
    for at, field in enumerate(head.fields):
        name = _meaning(field.text)
        if name:
            columns.setdefault(name, at)
    for name in needed:
        if name not in columns:
            raise BadFile(source.name, head.line, 1, Fault.MISSING_COLUMN, name)
    return rows, columns


def _meaning(text: str) -> str | None:
    told = text.strip().lower().replace(" ", "_")
    return next((name for name, words in NAMES.items() if told in words), None)
