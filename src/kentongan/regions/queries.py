"""Reads of the area tree. Areas are public (label L0), so no function here takes a viewer."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.db.models import F, Q, QuerySet

from kentongan.regions import catalogue, history
from kentongan.regions.lookups import InArea
from kentongan.regions.models import Level, Region
from kentongan.regions.resolver import PlaceIndex, Resolution

# Borders are a kilobyte each and loaded only when touched.
BORDER = ("boundary", "boundary_source")
# More choices than this help nobody; the common area around them is found all the same.
MOST_OFFERED = 30


def in_force(on_date: date | None = None) -> QuerySet[Region]:
    """Areas in force now, or on a day; boundaries are loaded only when touched."""
    rows = Region.objects.defer(*BORDER)
    if on_date is None:
        return rows.filter(valid_to=None)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=on_date), valid_from__lte=on_date)


def region(code: str, on_date: date | None = None) -> Region | None:
    """The area of a dotted code, or None."""
    return in_force(on_date).filter(code=code).first()


def regions_of(codes: list[str], on_date: date | None = None) -> list[Region]:
    """The areas of several codes with their parents, in the order given; unknown ones left out."""
    known = {
        row.code: row for row in in_force(on_date).filter(code__in=codes).select_related("parent")
    }
    return [known[code] for code in codes if code in known]


def children(code: str, on_date: date | None = None) -> QuerySet[Region]:
    """Areas one level down, by code; the provinces for ""."""
    found = in_force(on_date).filter(level=level_of(code) + 1)
    return found.filter(Q(InArea(F("code"), code))) if code else found


def villages_within(code: str, on_date: date | None = None) -> QuerySet[Region]:
    """Every village inside an area, by code; a village holds itself."""
    return in_force(on_date).filter(Q(InArea(F("code"), code)), level=Level.VILLAGE)


def districts_ever(regency: str) -> set[str]:
    """The codes of the districts that a regency has or had in any edition of the tree."""
    listed = Region.objects.filter(Q(InArea(F("code"), regency)), level=Level.DISTRICT)
    return set(listed.order_by().values_list("code", flat=True))


def ancestors(code: str, on_date: date | None = None) -> list[Region]:
    """The areas around one, province first, without itself."""
    parts = code.split(".")
    above = [".".join(parts[:length]) for length in range(1, len(parts))]
    return list(in_force(on_date).filter(code__in=above).order_by("level"))


def path_name(code: str, on_date: date | None = None) -> str:
    """``Karanggandu, Watulimo, Kabupaten Trenggalek, Jawa Timur``; "" for an unknown code."""
    parts = code.split(".")
    codes = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    rows = list(in_force(on_date).filter(code__in=codes).order_by("-level"))
    return ", ".join(row.name for row in rows) if rows and rows[0].code == code else ""


def level_of(code: str) -> int:
    """0 for "" (the country), 1 province … 4 village."""
    return code.count(".") + 1 if code else 0


@cache
def place_index() -> PlaceIndex:
    """The index of all areas of the packaged catalogue: about 1 s and 50 MB, once a process.

    It stays as long as the process. Left to the garbage collector, its 200,000 containers are
    walked at every full collection, which costs a fifth of the speed.
    """
    index = PlaceIndex.build(
        catalogue.names_and_postal_codes(), settings.HOME_REGENCIES, history.code_now
    )
    gc.freeze()
    return index


def resolve_place(text: str, near: str | None = None) -> Resolution:
    """The areas a written place may mean, from the packaged catalogue; no database is read.

    ``near``: code of an area of any level whose surroundings come first among equals. The rows of
    the answer: ``regions_of([candidate.code for candidate in found.candidates])``.
    """
    return place_index().resolve(text, near)


@dataclass(frozen=True)
class ResolvedRegions:
    """Rows a written place may mean; ``single`` is the one clear answer, else None: ask."""

    single: Region | None = None
    candidates: tuple[Region, ...] = ()


def rows_with_parents(codes: list[str]) -> QuerySet[Region]:
    """Areas in force with everything above them; an empty list asks the database nothing."""
    above = ("parent", "parent__parent", "parent__parent__parent")
    hidden = [f"{path}__{name}" for path in above for name in BORDER]
    return in_force().filter(code__in=codes).select_related(*above).defer(*BORDER, *hidden)


def resolved_regions(
    text: str,
    near: str | None = None,
    rows_of: Callable[[list[str]], Iterable[Region]] = rows_with_parents,
) -> ResolvedRegions:
    """``resolve_place`` as rows with their parents, in one query; callers keep repeated texts.

    ``rows_of``: where the rows of codes come from, for callers that keep rows too.

    The candidates are those about as likely as the first; with a clear answer, that one alone.
    When one of them is not loaded nothing is offered: what remains would be a guess.
    """
    found = resolve_place(text, near)
    codes = list(found.plausible[:MOST_OFFERED])
    rows = {row.code: row for row in rows_of(codes)}
    if not codes or codes[0] not in rows:
        return ResolvedRegions()
    candidates = tuple(rows[code] for code in codes if code in rows)
    return ResolvedRegions(rows[codes[0]] if found.single else None, candidates)
