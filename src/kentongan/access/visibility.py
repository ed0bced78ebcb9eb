"""The one gate: every read of a record for a person starts here.

``tables.yaml`` says for each guarded table where it keeps what the gate looks at. One condition is
built of policy (reach, label, purpose), the viewer's own standing (tasks, emergencies, conflicts,
exclusions) and the special channel, and is put into the question itself: lists, counts, maps,
searches and single records all obey it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from kentongan.access.labels import NAMED_READERS, Label
from kentongan.access.policy import Cell, Purpose, Reach, cell, purposes_of
from kentongan.access.standing import Standing, for_paper, standing_of
from kentongan.access.subjects import manager_of
from kentongan.access.tables import Sight
from kentongan.accounts.models import User
from kentongan.accounts.queries import area_codes
from kentongan.regions.lookups import VILLAGE_CODE, InArea

__all__ = ["Sight", "behind", "exportable", "unbarred", "visible", "within_areas"]
NOBODYS = Q(pk__in=[])


def within_areas(field: str, codes: tuple[str, ...]) -> Q:
    """Rows whose region code lies in one of the areas; nothing for no area.

    Codes have fixed-width parts, so a prefix is a part of the tree: 35.03 covers 35.03.12.2004.
    """
    villages = [code for code in codes if len(code) == VILLAGE_CODE]
    coarser = any_of(Q(InArea(F(field), code)) for code in codes if len(code) != VILLAGE_CODE)
    # Nothing lies below a village, so its code is compared whole, which an index can answer.
    return Q(**{f"{field}__in": villages}) | coarser if villages else coarser


def any_of(conditions: Iterable[Q]) -> Q:
    """Rows that meet one of the conditions; nothing for none."""
    return reduce(or_, conditions, NOBODYS)


def inside(model: type[Model], path: str | None, codes: tuple[str, ...]) -> Q:
    """``within_areas`` along a path; one row per record even where the path has many ends."""
    if path is None or not codes:
        return NOBODYS
    ends = ends_inside(model, path, codes)
    return within_areas(path, codes) if ends is None else Q(pk__in=ends)


def ends_inside(model: type[Model], path: str, codes: tuple[str, ...]) -> QuerySet[Any] | None:
    """The keys of the records with an end of the path in one of the areas; None for one end."""
    first, _, rest = path.partition("__")
    relation = model._meta.get_field(first)
    if not rest or not relation.one_to_many:
        return None
    part: Any = relation.related_model
    rows = part._default_manager.order_by().filter(within_areas(rest, codes))
    found: QuerySet[Any] = rows.values(relation.remote_field.name)  # type: ignore[union-attr]
    return found


def tied_to(model: type[Model], sight: Sight, subjects: frozenset[str]) -> Q:
    """The rows that these subjects name."""
    return any_of(
        rows_with(model, column, keys)
        for kind, column in sight.subjects
        if (keys := keys_for(kind, subjects))
    )


def rows_with(model: type[Model], column: str, keys: list[str]) -> Q:
    """Rows by keys. Texts are looked up once and compared as numbers: a third less on SQLite."""
    named = Q(**{f"{column}__in": keys})
    if column == "pk" or "__" in column or model._meta.get_field(column).is_relation:
        return named
    return Q(pk__in=keys_where(model, named))


def keys_where(model: type[Model], met: Q) -> QuerySet[Any]:
    """The keys of the rows that meet a condition, as an inner question of its own."""
    found: QuerySet[Any] = model._default_manager.order_by().filter(met).values("pk")
    return found


def keys_for(kind: str, subjects: frozenset[str]) -> list[str]:
    """The keys of the subjects of one kind; the whole words for the kind ""."""
    if not kind:
        return sorted(subjects)
    return sorted(one.partition(":")[2] for one in subjects if one.startswith(f"{kind}:"))


def others(model: type[Model], viewer: User, sight: Sight, found: Cell, on: date) -> Q:
    """What the role reads of what other people wrote and hold."""
    if found.reach is Reach.AREA:
        return inside(model, sight.region_code, area_codes(viewer, on))
    # Somebody without an office would otherwise match every record without an office.
    if found.reach is Reach.OFFICE and sight.office and viewer.office_id is not None:
        return Q(**{sight.office: viewer.office_id})
    return NOBODYS


def own(model: type[Model], viewer: User, sight: Sight, standing: Standing) -> Q:
    """Records the viewer wrote or holds: the named readers of high labels."""
    written = Q(**{sight.author: viewer}) if sight.author else NOBODYS
    return written | tied_to(model, sight, standing.assigned) if standing.assigned else written


def up_to(sight: Sight, label: int) -> Q:
    """Labels up to one; a missing label is above all."""
    return Q(**{f"{sight.label}__lte": label}) if sight.label else Q()


def shared_label(found: Cell) -> int:
    """Up to which label a role reads what is not in its own hands."""
    return min(found.label, NAMED_READERS - 1)


def read_by_role(
    model: type[Model], viewer: User, sight: Sight, found: Cell, standing: Standing, *, on: date
) -> Q:
    """Reach and label. What most rows meet stands first: the database stops at the first yes."""
    if found.reach is Reach.NONE:
        return NOBODYS
    mine = own(model, viewer, sight, standing)
    if found.reach is Reach.AREA and (ends := ends_of(model, viewer, sight, on)) is not None:
        return among(model, ends, mine) & labelled(sight, found, mine)
    shared = others(model, viewer, sight, found, on) & up_to(sight, shared_label(found))
    return shared | mine & up_to(sight, found.label)


def ends_of(model: type[Model], viewer: User, sight: Sight, on: date) -> QuerySet[Any] | None:
    """The keys of the records in the viewer's areas, where records have many places."""
    codes = area_codes(viewer, on)
    return ends_inside(model, sight.region_code, codes) if sight.region_code and codes else None


def among(model: type[Model], ends: QuerySet[Any], mine: Q) -> Q:
    """Near the viewer or in the viewer's hands, as one list of keys: SQLite walks it alone.

    Asked as two conditions it would compare every row with both: half as long again for 5,000.
    PostgreSQL does not walk the list; there two conditions take a fifth less.
    """
    if mine == NOBODYS or connection.vendor == "postgresql":
        return Q(pk__in=ends) | mine
    return Q(pk__in=ends.union(keys_where(model, mine), all=True))


def labelled(sight: Sight, found: Cell, mine: Q) -> Q:
    """Up to the role's label, above that of named readers only the viewer's own."""
    if shared_label(found) == found.label:
        return up_to(sight, found.label)
    return (up_to(sight, shared_label(found)) | mine) & up_to(sight, found.label)


def opened(model: type[Model], viewer: User, sight: Sight, standing: Standing) -> Q:
    """What an emergency shows: the one subject, within the own office, never sealed."""
    if not standing.opened or not sight.office or viewer.office_id is None:
        return NOBODYS
    found = tied_to(model, sight, standing.opened) & Q(**{sight.office: viewer.office_id})
    return found & Q(**{f"{sight.label}__lt": Label.SEALED}) if sight.label else found


def barred(model: type[Model], sight: Sight, standing: Standing) -> Q:
    """What conflicts of interest and exclusions keep from the viewer."""
    if not standing.barred:
        return NOBODYS
    found = tied_to(model, sight, standing.barred) | inside(
        model, sight.region_code, standing.barred_areas
    )
    if sight.told_by is None:
        return found
    told = manager_of(sight.told_by.table).filter(
        **{f"{sight.told_by.source}__in": sorted(standing.barred)}
    )
    return found | Q(pk__in=told.values(sight.told_by.whole))


def in_channel(
    model: type[Model], viewer: User, sight: Sight, found: Cell, standing: Standing
) -> Q:
    """What the special channel does not keep from the viewer's agency; the author's own stays."""
    if sight.hidden_from is None or (found.special and not standing.on_paper):
        return Q()
    agency = viewer.office.agency_id if viewer.office else None
    everybody = agency is None or standing.on_paper
    if connection.vendor == "postgresql":
        # The few are looked up by an index: here the column stands behind the encrypted ones, and
        # to read it of every row takes as long as all other conditions. SQLite compares faster.
        kept = Q(**{f"{sight.hidden_from}__isnull": False})
        if not everybody:
            kept = Q(**{sight.hidden_from: agency}) & ~written_by(viewer, sight)
        return ~Q(pk__in=keys_where(model, kept))
    ordinary = Q(**{f"{sight.hidden_from}__isnull": True})
    if everybody:
        return ordinary
    # Not "other than": that would ask every ordinary row twice whether it is empty.
    below, above = (Q(**{f"{sight.hidden_from}__{side}": agency}) for side in ("lt", "gt"))
    return ordinary | below | above | written_by(viewer, sight)


def written_by(viewer: User, sight: Sight) -> Q:
    """What the viewer wrote, where the table tells."""
    return Q(**{str(sight.author): viewer}) if is_written_by(sight) else NOBODYS


def is_written_by(sight: Sight) -> bool:
    """Whether the author of a row is who wrote it, not who was given it."""
    return sight.author == "author"


def limits(model: type[Model], viewer: User, sight: Sight, found: Cell, standing: Standing) -> Q:
    """What holds whoever and however near the viewer is."""
    keeps = barred(model, sight, standing)
    channel = in_channel(model, viewer, sight, found, standing)
    return channel if keeps == NOBODYS else channel & ~keeps


def condition(
    model: type[Model], viewer: User, sight: Sight, now: datetime, standing: Standing
) -> Q:
    """The whole gate as one condition on the rows of ``model``."""
    found = cell(viewer, sight.kind)
    shown = read_by_role(model, viewer, sight, found, standing, on=timezone.localdate(now))
    if standing.opened:
        shown |= opened(model, viewer, sight, standing)
    return shown & limits(model, viewer, sight, found, standing)


def is_known(viewer: User, purpose: Purpose | None) -> bool:
    """Whether somebody with a role reads, for a purpose of that role."""
    purposes = purposes_of(viewer)
    return bool(purposes) and (purpose is None or purpose in purposes)


def visible[Record: Model](
    records: QuerySet[Record], viewer: User, sight: Sight, purpose: Purpose | None = None
) -> QuerySet[Record]:
    """The rows of ``records`` that ``viewer`` may see for a purpose; none by default.

    ``purpose``: without one, the usual purpose of the viewer's role.
    """
    if not is_known(viewer, purpose):
        return records.none()
    now = timezone.now()
    standing = standing_of(viewer, now)
    return records.filter(condition(records.model, viewer, sight, now, standing))


def exportable[Record: Model](
    records: QuerySet[Record], viewer: User, sight: Sight, purpose: Purpose | None = None
) -> QuerySet[Record]:
    """``visible`` for paper and files, which have no reader: no emergency, no special channel."""
    if not is_known(viewer, purpose):
        return records.none()
    now = timezone.now()
    standing = for_paper(standing_of(viewer, now))
    return records.filter(condition(records.model, viewer, sight, now, standing))


def behind[Record: Model](
    records: QuerySet[Record], viewer: User, sight: Sight
) -> QuerySet[Record]:
    """The parts of a record that passed the gate itself: everything asked but whose it is."""
    found = cell(viewer, sight.kind)
    if not is_known(viewer, None) or found.reach is Reach.NONE:
        return records.none()
    standing = standing_of(viewer, timezone.now())
    shared = up_to(sight, shared_label(found))
    mine = own(records.model, viewer, sight, standing) & up_to(sight, found.label)
    shown = shared | mine | opened(records.model, viewer, sight, standing)
    return records.filter(shown & limits(records.model, viewer, sight, found, standing))


def unbarred[Record: Model](
    records: QuerySet[Record], viewer: User, sight: Sight
) -> QuerySet[Record]:
    """What may be counted for whoever sees the whole: not what is kept from this viewer.

    Rows that have named readers count for those alone.
    """
    if not is_known(viewer, None):
        return records.none()
    found, standing = cell(viewer, sight.kind), standing_of(viewer, timezone.now())
    low = up_to(sight, NAMED_READERS - 1)
    return records.filter(low & limits(records.model, viewer, sight, found, standing))
