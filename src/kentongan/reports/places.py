"""Where: the chips of a reporter's own places, and the precision of an area."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kentongan.accounts.models import User
from kentongan.accounts.queries import posted_regions
from kentongan.regions.models import Level, Region
from kentongan.regions.queries import in_force
from kentongan.reports.models import PlacePrecision

UNSURE = "unsure"
OTHER = "other"
# More chips than this are slower to read than a name is to type; a sub-district has 14 villages.
MOST_CHIPS = 20
PRECISION_OF_LEVEL = {
    Level.VILLAGE: PlacePrecision.VILLAGE,
    Level.DISTRICT: PlacePrecision.DISTRICT,
    Level.REGENCY: PlacePrecision.REGENCY,
}


@dataclass(frozen=True)
class PlaceChip:
    """One place to tap; ``value`` is a region code, ``other`` or ``unsure``."""

    value: str
    name: str
    within: str = ""


def precision_of(region: Region) -> str:
    """How exact an area is; a province says too little to be a place."""
    return PRECISION_OF_LEVEL.get(Level(region.level), PlacePrecision.UNSURE)


def level_name(region: Region) -> str:
    """The name with its sort where it is no village: "Kec. Watulimo"."""
    if region.level == Level.VILLAGE:
        return region.name
    if region.level == Level.DISTRICT:
        return _("Kec. %(name)s") % {"name": region.name}
    prefix = {"kabupaten": _("Kab. %(name)s"), "kota": _("Kota %(name)s")}
    return prefix.get(region.kind, "%(name)s") % {"name": region.name}


def chip_of(region: Region) -> PlaceChip:
    """A chip for the area; select ``parent`` along."""
    within = level_name(region.parent) if region.parent and region.level > Level.REGENCY else ""
    return PlaceChip(region.code, level_name(region), within)


def own_places(user: User, on: date) -> list[PlaceChip]:
    """ "My villages": the postings, or the working areas of the office where there are none."""
    regions = with_villages(posted_regions(user, on) or office_regions(user))
    parents = Region.objects.in_bulk({region.parent_id for region in regions if region.parent_id})
    for region in regions:
        region.parent = parents.get(region.parent_id or 0)
    return [chip_of(region) for region in regions[:MOST_CHIPS]]


def with_villages(regions: list[Region]) -> list[Region]:
    """Villages first: those of a sub-district stand before it, unless they are too many to tap."""
    districts = [region for region in regions if region.level == Level.DISTRICT]
    inside = in_force().filter(parent__in=districts, level=Level.VILLAGE).order_by("name")
    villages = [region for region in regions if region.level == Level.VILLAGE]
    coarser = [region for region in regions if region.level != Level.VILLAGE]
    unique = {region.pk: region for region in (*villages, *inside, *coarser)}
    return list(unique.values()) if len(unique) <= MOST_CHIPS else regions


def office_regions(user: User) -> list[Region]:
    """The areas in force that the user's office works in."""
    if user.office is None:
        return []
    return list(user.office.areas.filter(valid_to=None).order_by("code"))


def region_in_force(code: str) -> Region | None:
    """The area with this code today, with its parent; None for an unknown one or a province."""
    known = Region.objects.filter(code=code, valid_to=None, level__gte=Level.REGENCY)
    return known.select_related("parent").first()


def apart(one: str, other: str) -> bool:
    """Whether neither of two codes lies inside the other."""
    return not (f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}."))
