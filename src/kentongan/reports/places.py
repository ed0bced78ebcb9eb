"""Where: the chips of a reporter's own places, and the precision of an area."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kentongan.accounts.models import User
from kentongan.accounts.queries import office_area_codes, posted_regions
from kentongan.regions.models import Level, Region
from kentongan.regions.queries import in_force
from kentongan.reports.models import PlacePrecision

UNSURE = "unsure"
OTHER = "other"
# More chips than this are slower to read than a name is to type; a sub-district has 14 villages.
MOST_CHIPS = 20
# Kemendagri codes; a NUL in a question makes PostgreSQL answer with an error.
CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}){0,2}(\.[0-9]{4})?")
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
    regions = with_villages(posted_places(user, on) or office_regions(user))
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


def posted_places(user: User, on: date) -> list[Region]:
    """The postings as the areas are today; a posting may still name an older edition."""
    codes = [region.code for region in posted_regions(user, on)]
    today = {region.code: region for region in possible_places(codes)}
    return [today[code] for code in codes if code in today]


def office_regions(user: User) -> list[Region]:
    """The areas that the user's office works in, as they are today."""
    if user.office is None:
        return []
    return list(possible_places(office_area_codes(user.office)).order_by("code"))


def possible_places(codes: Collection[str]) -> QuerySet[Region]:
    """Those in force that are a place; a province says too little to be one."""
    return in_force().filter(code__in=codes, level__gte=Level.REGENCY)


def region_in_force(code: str) -> Region | None:
    """The area with this code today, with its parent; None for an unknown one or a province."""
    if not CODE.fullmatch(code):
        return None
    return possible_places([code]).select_related("parent").first()


def apart(one: str, other: str) -> bool:
    """Whether neither of two codes lies inside the other."""
    return not (f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}."))
