"""The maps of this office: areas from the region tree, counts from the viewer's alerts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from kentongan.access.visibility import within_areas
from kentongan.accounts.models import User
from kentongan.alerts import maps
from kentongan.alerts.models import Alert
from kentongan.alerts.queries import is_area_code, open_alerts_by_area
from kentongan.regions.models import Level, Region

REGENCY_PARTS, DISTRICT_PARTS = 2, 3  # 35.03, 35.03.05
NEIGHBOURS = 1.6  # the crop is this much larger than the alert's own villages


@dataclass(frozen=True)
class Picture:
    """A drawn map: cells to shade, outlines and names over them, and what lies only coarser."""

    frame: maps.Frame
    cells: list[maps.Shape]
    outlines: list[maps.Shape]
    names: list[maps.Shape]
    listed: list[maps.Shape]  # the areas with alerts, most first, for reading and the keyboard
    coarse: list[tuple[str, str, int]]  # code, name, count of alerts known only by sub-district


def place_of(region: Region) -> maps.Place:
    """The drawable form of a region row."""
    known = region.latitude is not None and region.longitude is not None
    point = (region.longitude, region.latitude) if known else None
    return maps.Place(region.code, region.name, maps.rings_of(region.boundary), point)  # type: ignore[arg-type]


def regions_inside(codes: tuple[str, ...], level: Level) -> QuerySet[Region]:
    """The regions of one level in force inside some areas, in code order."""
    inside = Region.objects.filter(within_areas("code", codes), level=level, valid_to=None)
    return inside.order_by("code").defer("boundary_source")


def home_regencies() -> list[Region]:
    """The regencies of the working area of this installation."""
    return list(
        Region.objects.filter(code__in=settings.HOME_REGENCIES, valid_to=None).defer("boundary")
    )


def path_to(area: str) -> list[str]:
    """The codes from the regency down to ``area``: 35.03.05 → 35.03, 35.03.05."""
    parts = area.split(".") if area else []
    return [".".join(parts[:length]) for length in range(REGENCY_PARTS, len(parts) + 1)]


def is_home(area: str) -> bool:
    """Whether ``area`` is a regency or sub-district in force of the working area."""
    if not is_area_code(area):
        return False  # not even asked: PostgreSQL refuses a text with NUL in it
    inside = within_areas("code", tuple(settings.HOME_REGENCIES))
    levels = (Level.REGENCY, Level.DISTRICT)
    return Region.objects.filter(inside, code=area, level__in=levels, valid_to=None).exists()


def district_outlines(
    villages: Iterable[maps.Place], districts: Iterable[Region]
) -> list[maps.Place]:
    """The outline of each sub-district: its own boundary if stored, else its villages joined.

    Without any boundary it is its point, so that an alert known only by sub-district is not lost.
    """
    grouped = maps.by_prefix(villages, DISTRICT_PARTS)
    outlines = []
    for district in districts:
        outline = place_of(district)
        if not outline.rings:
            parts = maps.joined(district.code, district.name, grouped.get(district.code, ()))
            outline = parts if parts.rings else outline
        outlines.append(outline)
    return outlines


def drawable(places: Iterable[maps.Place]) -> list[maps.Place]:
    """The places that have a boundary or at least a point."""
    return [place for place in places if place.points()]


def office_map(viewer: User, area: str = "", *, on_paper: bool = False) -> Picture | None:
    """The whole working area, or one part of it; None when no village there can be drawn."""
    codes = (area,) if area else tuple(settings.HOME_REGENCIES)
    villages = drawable(map(place_of, regions_inside(codes, Level.VILLAGE)))
    if not villages:
        return None
    counts = open_alerts_by_area(viewer, on_paper=on_paper)
    districts = drawable(district_outlines(villages, regions_inside(codes, Level.DISTRICT)))
    frame = maps.frame_around([*villages, *districts])
    return picture(frame, villages, districts, counts)


def picture(
    frame: maps.Frame,
    villages: list[maps.Place],
    districts: list[maps.Place],
    counts: Mapping[str, int],
) -> Picture:
    """Put the parts together; names are those of the level that still fits."""
    cells = maps.draw_all(frame, villages, counts)
    outlines = maps.draw_all(frame, districts, counts)
    listed = sorted(
        (cell for cell in cells if cell.count), key=lambda cell: (-cell.count, cell.name)
    )
    coarse = [(shape.code, shape.name, shape.count) for shape in outlines if shape.count]
    names = cells if len(outlines) <= 1 else outlines
    return Picture(frame, cells, outlines, names, listed, coarse)


def villages_of(codes: Iterable[str]) -> list[maps.Place]:
    """The villages that some area codes stand for: themselves, or all inside a coarser one."""
    wanted = tuple(codes)
    if not wanted:
        return []
    return drawable(map(place_of, regions_inside(wanted, Level.VILLAGE)))


def alert_map(alert: Alert) -> Picture | None:
    """The villages of one alert with their neighbours; None when they cannot be drawn."""
    own = villages_of(area.region_code for area in alert.areas.all())
    if not own:
        return None
    frame = maps.frame_around(own, NEIGHBOURS)
    regencies = tuple({".".join(place.code.split(".")[:2]) for place in own})
    around = drawable(map(place_of, regions_inside(regencies, Level.VILLAGE)))
    counts = {place.code: 1 for place in own}
    cells = maps.draw_all(frame, around, counts)
    return Picture(frame, cells, [], cells, [cell for cell in cells if cell.count], [])


def printed_map(viewer: User) -> str:
    """The working area as a stand-alone SVG for the weekly sheet; "" when it cannot be drawn."""
    found = office_map(viewer, on_paper=True)
    return maps.printed_picture(found.frame, found.cells, found.outlines) if found else ""
