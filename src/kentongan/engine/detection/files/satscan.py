"""The data files of SaTScan: cases, controls, people and coordinates, fields between spaces.

Their formats are those of the SaTScan User Guide 10.1, chapter "Input Data".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kentongan.engine.detection.files.bad import Fault, Source
from kentongan.engine.detection.files.dates import UNSPECIFIED, day_in
from kentongan.engine.detection.files.rows import Row, rows_by_spaces

LATITUDES, LONGITUDES = 90.0, 180.0


class Told(NamedTuple):
    """Some cases, controls or people; day: None where the file tells none.

    group: age and sex, say; row: where it stands.
    """

    place: str
    number: float
    day: date | None
    group: tuple[str, ...]
    row: Row


class Spot(NamedTuple):
    """A place: latitude and longitude in degrees, or x and y on a flat map."""

    place: str
    first: float
    second: float
    row: Row


@dataclass(frozen=True)
class Reading:
    """How to read: near: a year of the study; dated: whether cases have a date; flat: the map."""

    near: int
    dated: bool = True
    flat: bool = False


def read_cases(source: Source, how: Reading) -> list[Told]:
    """Cases or controls: place, number, date unless there is none, groups.

    Raises BadFile with the first line that is none.
    """
    return [_case(row, how) for row in rows_by_spaces(source)]


def _case(row: Row, how: Reading) -> Told:
    place, number = row.needed(0), row.whole(1)
    day = day_in(row, 2, near=how.near) if how.dated else None
    return Told(place, number, day, _group(row, 3 if how.dated else 2), row)


def read_people(source: Source, how: Reading) -> list[Told]:
    """People: place, year or date of the count or 0, number, groups; raises BadFile."""
    return [_people(row, how) for row in rows_by_spaces(source)]


def _people(row: Row, how: Reading) -> Told:
    place, when = row.needed(0), row.needed(1).lower()
    day = None if when in UNSPECIFIED else day_in(row, 1, near=how.near, middle=True)
    number = row.number(2)
    if number < 0:
        raise row.bad(2, Fault.NOT_NUMBER)
    return Told(place, number, day, _group(row, 3), row)


def read_places(source: Source, how: Reading) -> list[Spot]:
    """Places: code, latitude and longitude, or x and y; raises BadFile."""
    return list(checked_places((_spot(row) for row in rows_by_spaces(source)), flat=how.flat))


def _spot(row: Row) -> Spot:
    return Spot(row.needed(0), row.number(1), row.number(2), row)


def checked_places(
    spots: Iterator[Spot], *, flat: bool, columns: tuple[int, int, int] = (0, 1, 2)
) -> Iterator[Spot]:
    """The same; raises BadFile for a place that stands there twice or lies on no globe.

    columns: where code, latitude and longitude stand.
    """
    seen: set[str] = set()
    for spot in spots:
        if spot.place in seen:
            raise spot.row.bad(columns[0], Fault.PLACE_TWICE)
        if not flat and abs(spot.first) > LATITUDES:
            raise spot.row.bad(columns[1], Fault.NOT_LATITUDE)
        if not flat and abs(spot.second) > LONGITUDES:
            raise spot.row.bad(columns[2], Fault.NOT_LONGITUDE)
        seen.add(spot.place)
        yield spot


def _group(row: Row, first: int) -> tuple[str, ...]:
    return tuple(field.text for field in row.fields[first:])
