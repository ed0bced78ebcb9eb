"""Days as files write them: 2026/11/24, 2026-11, 2026, and the other way round."""

import re
from datetime import date

from kentongan.engine.detection.files.bad import Fault
from kentongan.engine.detection.files.rows import Row

PARTS = re.compile(r"(\d{1,4})(?:[/.-](\d{1,4}))?(?:[/.-](\d{1,4}))?(?:[T ].*)?", re.ASCII)
# Where nothing is known but the year or month, that day stands for it; a published scan settles
# that people counted in a year stand for its middle.
FIRST, MIDDLE = (1, 1), (7, 15)
# SaTScan writes so where people are counted at no certain time.
UNSPECIFIED = {"0", "unspecified", "-"}


def day_in(row: Row, at: int, *, near: int, day_first: bool = False, middle: bool = False) -> date:
    """The day in a field; raises BadFile where there is none.

    near: the year to which one of two digits is nearest. day_first: whether 3/4/2026 is in April.
    middle: a year stands for its first of July and a month for its fifteenth, not for its first
    day.
    """
    found = PARTS.fullmatch(row.needed(at))
    if found is None:
        raise row.bad(at, Fault.NOT_DATE)
    parts = [int(part) for part in found.groups() if part]
    year, month, day = _in_order(parts, found.group(1), day_first)
    try:
        return date(_whole_year(year, near), month or _month(middle), day or _day(month, middle))
    except ValueError:
        raise row.bad(at, Fault.NO_SUCH_DAY) from None


def _in_order(parts: list[int], first: str, day_first: bool) -> tuple[int, int, int]:
    """Year, month and day, 0 where not told."""
    if len(parts) == 3 and len(first) < 3 and parts[2] > 31:
        return (parts[2], parts[1], parts[0]) if day_first else (parts[2], parts[0], parts[1])
    year, month, day = (*parts, 0, 0)[:3]
    return year, month, day


def _whole_year(year: int, near: int) -> int:
    """1973 for 73 near 1980."""
    if year > 99:
        return year
    century = near - near % 100
    return min((century + shift + year for shift in (-100, 0, 100)), key=lambda y: abs(y - near))


def _month(middle: bool) -> int:
    return MIDDLE[0] if middle else FIRST[0]


def _day(month: int, middle: bool) -> int:
    return MIDDLE[1] if middle and month else FIRST[1]
