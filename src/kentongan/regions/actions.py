"""Writes of the area tree: an official list taken over, borders drawn or brought in.

Nothing here writes to the log: an area says itself since which list it is in force and where its
border comes from, and only whoever runs the computer can change either.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import shapely
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from kentongan.regions import boundaries, catalogue, cells, coordinates, history
from kentongan.regions.catalogue import Edition, Place
from kentongan.regions.coordinates import Point
from kentongan.regions.lookups import InArea
from kentongan.regions.models import Level, Region

type Progress = Callable[[int, int], None]

# 2,000 rows of 12 columns stay under the 32,766 variables of an older SQLite.
ROWS_AT_ONCE = 2000
CORRECTED = ("name", "kind", "postal_code", "latitude", "longitude", "parent")
CORRECTED_AT_ONCE = 200  # a correction is a long CASE for each column

BORDER = ("boundary", "boundary_source")
# The known points of villages lie at most 3 km off; 20 km is another sub-district.
FAR_OFF = 0.2  # degrees
LONGEST_SOURCE = 200


class OlderEditionError(ValueError):
    """The list is older than the one in force; the message is an Indonesian sentence."""


@dataclass(frozen=True)
class Loaded:
    """What taking over a list did, in areas."""

    total: int
    new: int
    renamed: int
    ended: int
    changed: int  # point, postal code or the row of the area above


def load_regions(*, only: tuple[str, ...] = (), progress: Progress | None = None) -> Loaded:
    """Take over the packaged list and draw schematic borders for the office's regencies.

    ``only``: codes of regencies; they, what is inside them and their provinces. Empty: the whole
    country. ``progress(done, total)`` counts areas. May be repeated: what is there stays. Raises
    ValueError with the unknown codes, OlderEditionError when a newer list is in force.
    """
    if unknown := set(only) - catalogue.regency_codes():
        raise ValueError(", ".join(sorted(unknown)))
    places = catalogue.places(only)
    home = tuple(code for code in settings.HOME_REGENCIES if not only or code in only)
    provinces = coordinates.provinces_around(only) if only else {place.code[:2] for place in places}
    points = coordinates.points_of(provinces)
    with transaction.atomic():
        loaded = adopt_edition(
            edition=catalogue.EDITION, places=places, points=points, only=only, progress=progress
        )
        draw_borders(regencies=home, points=points)
    return loaded


@transaction.atomic
def adopt_edition(
    *,
    edition: Edition,
    places: Sequence[Place],
    points: Mapping[str, Point] | None = None,
    only: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> Loaded:
    """Bring the tree to an official list; areas that are not on it end on its day.

    An area with a new name, kind or number is a new row that points to its predecessor; the rows
    inside it stay and move under it. ``only`` limits what may end to those regencies. Raises
    OlderEditionError when an area in force is younger than the list.
    """
    adoption = Adoption(edition, points or {}, known_within(only))
    gone = adoption.end_missing(places)
    before = adoption.before(places, gone)
    for level in Level:
        adoption.take([place for place in places if place.level == level], before)
        if progress:
            progress(adoption.done, len(places))
    adoption.correct(places)
    return Loaded(len(places), adoption.new, adoption.renamed, len(gone), adoption.changed)


class Details(NamedTuple):
    """What a list says about an area, besides its code."""

    name: str
    kind: str
    postal_code: str
    latitude: float | None
    longitude: float | None
    parent_id: int | None


class Known(NamedTuple):
    """A row in force. Rows are read as tuples: 90,000 model instances take four seconds."""

    pk: int
    code: str
    valid_from: date
    details: Details


def within(only: tuple[str, ...]) -> QuerySet[Region]:
    """Areas in force: all, or some regencies with what is inside them and their provinces."""
    wanted = Q()
    for code in only:
        wanted |= Q(code=code[:2]) | Q(InArea(F("code"), code))
    return Region.objects.filter(wanted, valid_to=None)


def known_within(only: tuple[str, ...]) -> dict[str, Known]:
    """The same by code, without borders."""
    rows = within(only).values_list("pk", "code", "valid_from", *Details._fields)
    return {row[1]: Known(row[0], row[1], row[2], Details(*row[3:])) for row in rows.iterator()}


class Adoption:
    """One list on its way in; ``known`` are the areas in force, by code."""

    def __init__(
        self, edition: Edition, points: Mapping[str, Point], known: dict[str, Known]
    ) -> None:
        youngest = max((row.valid_from for row in known.values()), default=edition.day)
        if youngest > edition.day:
            raise OlderEditionError(
                _("Daftar wilayah %(day)s lebih lama daripada yang sudah berlaku (%(known)s).")
                % {"day": edition.day.isoformat(), "known": youngest.isoformat()}
            )
        self.day = edition.day
        self.points = points
        self.known = known
        self.pk_of = {code: row.pk for code, row in known.items()}
        self.new = self.renamed = self.changed = self.done = 0

    def end_missing(self, places: Iterable[Place]) -> list[Known]:
        """Areas that are not on the list are in force until its day."""
        listed = {place.code for place in places}
        gone = [row for code, row in self.known.items() if code not in listed]
        self.end(gone)
        for row in gone:
            del self.known[row.code], self.pk_of[row.code]
        return gone

    def end(self, rows: Sequence[Known]) -> None:
        """Close rows, those that began this very day a day later: a period is never empty."""
        pks = [row.pk for row in rows]
        for start in range(0, len(pks), ROWS_AT_ONCE):
            some = Region.objects.filter(pk__in=pks[start : start + ROWS_AT_ONCE])
            some.filter(valid_from__lt=self.day).update(valid_to=self.day)
            some.filter(valid_to=None).update(valid_to=self.day + timedelta(days=1))

    def before(self, places: Iterable[Place], gone: Sequence[Known]) -> dict[str, int]:
        """For each code that comes with the list the key of the row it was before, if known."""
        if not gone:
            return {}
        came = [(place.code, place.bare_name) for place in places if place.code not in self.known]
        went = {row.code: row.pk for row in gone}
        found = history.predecessors([(row.code, row.details.name) for row in gone], came)
        return {code: went[old] for code, old in found.items()}

    def take(self, places: Sequence[Place], before: Mapping[str, int]) -> None:
        """One level of the list, the level above being there already."""
        fresh: list[Region] = []
        renamed: list[Known] = []
        for place in places:
            details, known = self.details_of(place), self.known.get(place.code)
            if known is None:
                fresh.append(self.row_of(place, details, before.get(place.code)))
            elif self.is_renamed(known, details):
                fresh.append(self.row_of(place, details, known.pk))
                renamed.append(known)
        self.end(renamed)
        keep_borders(fresh, [row.pk for row in renamed])
        Region.objects.bulk_create(fresh, batch_size=ROWS_AT_ONCE)
        self.pk_of |= {row.code: row.pk for row in fresh}
        self.new += len(fresh) - len(renamed)
        self.renamed += len(renamed)
        self.done += len(places)

    def correct(self, places: Iterable[Place]) -> None:
        """Points, postal codes and the row above of areas that stay."""
        changed = []
        for place in places:
            known = self.known.get(place.code)
            if known is None or self.pk_of[place.code] != known.pk:
                continue
            details = self.details_of(place, known.details)
            if details != known.details:
                changed.append(Region(pk=known.pk, **details._asdict()))
        Region.objects.bulk_update(changed, CORRECTED, batch_size=CORRECTED_AT_ONCE)
        self.changed = len(changed)

    def is_renamed(self, known: Known, details: Details) -> bool:
        """Another name or kind than in an earlier list; on the same day it is a correction."""
        return known.details[:2] != details[:2] and known.valid_from < self.day

    def details_of(self, place: Place, known: Details | None = None) -> Details:
        """What the list says; an unknown point does not wipe out a known one."""
        here = (known.latitude, known.longitude) if known else (None, None)
        point = self.points.get(place.code, here)
        parent = self.pk_of.get(place.parent_code)
        return Details(place.bare_name, place.kind, place.postal_code, *point, parent)

    def row_of(self, place: Place, details: Details, predecessor: int | None) -> Region:
        """The unsaved row of a listed place."""
        return Region(
            code=place.code,
            level=place.level,
            valid_from=self.day,
            predecessor_id=predecessor,
            **details._asdict(),
        )


def keep_borders(fresh: Iterable[Region], renamed: Collection[int]) -> None:
    """A renamed area keeps the border and, without a new one, the point of its predecessor."""
    former_rows = Region.objects.in_bulk(renamed) if renamed else {}
    for row in fresh:
        if former := former_rows.get(row.predecessor_id or 0):
            row.boundary, row.boundary_source = former.boundary, former.boundary_source
            if row.latitude is None:
                row.latitude, row.longitude = former.latitude, former.longitude


@transaction.atomic
def draw_borders(*, regencies: Sequence[str], points: Mapping[str, Point]) -> int:
    """Give every area of the regencies without an official border a schematic one.

    ``points``: of the villages there and around, by code. Returns how many rows were written.
    """
    if not regencies:
        return 0
    rows = list(within(tuple(regencies)).filter(level__gt=Level.PROVINCE).order_by("-level"))
    villages = {row.code for row in rows if row.level == Level.VILLAGE} & points.keys()
    own = {code: points[code] for code in villages}
    around = [at for code, at in coordinates.villages_only(points).items() if code not in own]
    return write_borders(rows, cells.cells(own, around))


def write_borders(rows: Sequence[Region], drawn: Mapping[str, shapely.Geometry]) -> int:
    """Store cells for villages and unions for what is above them, which comes after in ``rows``.

    Official borders stay; the cells beside them end where they begin.
    """
    official = {
        row.code: shapely.from_geojson(json.dumps(row.boundary))
        for row in rows
        if row.boundary and not cells.is_schematic(row.boundary_source)
    }
    villages = [shape for code, shape in official.items() if code.count(".") == 3]
    shapes = cells.beside(drawn, villages) | official
    changed = []
    for row in rows:
        if row.code not in shapes and (parts := parts_of(row.code, shapes)):
            shapes[row.code] = cells.joined(parts)
        if row.code in shapes and row.code not in official and set_border(row, shapes[row.code]):
            changed.append(row)
    Region.objects.bulk_update(changed, BORDER, batch_size=CORRECTED_AT_ONCE)
    return len(changed)


def parts_of(code: str, shapes: Mapping[str, shapely.Geometry]) -> list[shapely.Geometry]:
    """The borders of the areas one level below."""
    return [shape for inside, shape in shapes.items() if inside.rpartition(".")[0] == code]


def set_border(row: Region, shape: shapely.Geometry) -> bool:
    """Whether the row's schematic border had to change."""
    drawn = cells.as_geojson(shape)
    if row.boundary == drawn:
        return False
    row.boundary = drawn
    row.boundary_source = cells.SCHEMATIC if row.level == Level.VILLAGE else cells.JOINED
    return True


@transaction.atomic
def import_boundaries(*, content: bytes, source: str) -> int:
    """Store official borders from GeoJSON, all or none; returns how many areas got one.

    ``source``: who drew them and when, kept with each area. What is drawn schematically around
    them in the office's regencies is drawn anew. Raises ``BadBoundariesError`` with the faults.
    """
    if not 0 < len(source.strip()) <= LONGEST_SOURCE:
        boundaries.refuse([_("Sebutkan sumber batas ini dengan singkat, misalnya “BIG 2024”.")])
    found = boundaries.read(content)
    rows = list(Region.objects.filter(code__in=found, valid_to=None))
    faults = boundaries.unknown_codes(sorted(found.keys() - {row.code for row in rows}))
    faults += [boundaries.misplaced(row.code, row.name) for row in rows if is_far(row, found)]
    boundaries.refuse(faults)
    for row in rows:
        row.boundary, row.boundary_source = cells.as_geojson(found[row.code]), source
    Region.objects.bulk_update(rows, BORDER, batch_size=CORRECTED_AT_ONCE)
    home = tuple(code for code in settings.HOME_REGENCIES if holds_any(code, found))
    if home:
        points = coordinates.points_of(coordinates.provinces_around(home))
        draw_borders(regencies=home, points=points)
    return len(rows)


def is_far(row: Region, found: Mapping[str, shapely.Geometry]) -> bool:
    """Whether a border lies elsewhere than the known point of its area."""
    if row.latitude is None:
        return False
    return bool(found[row.code].distance(shapely.Point(row.longitude, row.latitude)) > FAR_OFF)


def holds_any(regency: str, codes: Iterable[str]) -> bool:
    """Whether one of the codes is the regency or lies inside it."""
    return any(f"{code}.".startswith(f"{regency}.") for code in codes)
