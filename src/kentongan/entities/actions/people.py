"""What sources tell of people: mentions recorded, replaced, withdrawn, erased."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import batched
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.encryption.erasing import erase
from kentongan.entities.models import AnyPersonMention, IdentityChange, PersonMention
from kentongan.entities.person_rules import name_key, tidy_person
from kentongan.entities.search.writing import keep_findable, take_out
from kentongan.entities.sides import APPLICANTS, SIDES, Side, Sort
from kentongan.entities.told import Person, Setting, WrittenPerson, write_person

# SQLite takes 32,766 values in one statement; a mention has fifteen.
ROWS_AT_ONCE = 500
COPIED = tuple(field.name for field in fields(Setting) if field.name not in {"source", "label"})


@dataclass(frozen=True)
class Naming:
    """One mention to be."""

    source: str
    key: str
    columns: Mapping[str, Any]


type Place = tuple[str, str]  # the source and the key of the name


@transaction.atomic
def record_people(
    *,
    by: User,
    told: Sequence[tuple[Setting, Sequence[WrittenPerson]]],
    roles: Collection[str] = tuple(SIDES),
) -> int:
    """The people that each source names now, in place of those it named before.

    Somebody without any name is left out. Of a source that speaks twice, the last counts. Only
    people of these ``roles`` are replaced; of the others nothing is told, and they stay. Returns
    how many mentions stand.
    """
    return sum(
        replace_people(by, side, [(one, [w for w in said if w.role == role]) for one, said in told])
        for role, side in SIDES.items()
        if role in roles
    )


@transaction.atomic
def record_applicant(*, by: User, setting: Setting, person: Person) -> int:
    """Who applies now, as the source tells, in place of what it told before; how many stand."""
    return replace_people(by, APPLICANTS, [(setting, [WrittenPerson("", person)])])


@transaction.atomic
def erase_applicants(*, sources: Collection[str]) -> int:
    """Whom these sources named as an applicant goes for good; how many mentions that were."""
    gone = 0
    for names in batched(sorted(sources), ROWS_AT_ONCE, strict=False):
        told = APPLICANTS.told.filter(source__in=names)
        take_out(told)
        gone += told.delete()[0]
    return gone


def replace_people(
    by: User, side: Sort, told: Sequence[tuple[Setting, Sequence[WrittenPerson]]]
) -> int:
    """The people of one sort."""
    said = dict(told_by_source(side, told))
    done = 0
    for names in batched(said, ROWS_AT_ONCE, strict=False):
        wanted = {(one.source, one.key): one for name in names for one in said[name]}
        put_in_place(by, side, names, wanted)
        done += len(wanted)
    return done


def told_by_source(
    side: Sort, told: Sequence[tuple[Setting, Sequence[WrittenPerson]]]
) -> Iterator[tuple[str, list[Naming]]]:
    """Each source with whom it names, each name once in its first writing."""
    for setting, people in told:
        found: dict[str, Naming] = {}
        for one in people:
            if person := tidy_person(one.person):
                key = blind(side.word, name_key(person))
                columns = columns_of(side, setting) | {"told": write_person(person)}
                found.setdefault(key, Naming(setting.source, key, columns))
        yield setting.source, list(found.values())


def columns_of(side: Sort, setting: Setting) -> dict[str, Any]:
    """What a mention copies from its setting; it is never more open than people of its sort."""
    copied = {name: getattr(setting, name) for name in COPIED}
    return copied | {"label": max(setting.label, side.sight.least_label)}


def put_in_place(
    by: User, side: Sort, sources: Collection[str], wanted: Mapping[Place, Naming]
) -> None:
    """Write what is wanted and withdraw the rest; a name that comes back gets its old row back."""
    rows = side.told.filter(source__in=list(sources)).order_by("pk")
    # Of a name that was withdrawn and told again the latest row counts.
    known = {(row.source, row.key): row for row in rows}
    changed = [row for place, row in known.items() if bring_up_to_date(row, wanted.get(place))]
    fresh = [
        side.mentions(source=one.source, key=one.key, **one.columns)
        for place, one in wanted.items()
        if place not in known
    ]
    side.told.bulk_create(fresh, batch_size=ROWS_AT_ONCE)
    keep_findable([*fresh, *changed])
    note_change(by, changed)


def bring_up_to_date(row: AnyPersonMention, wanted: Naming | None) -> bool:
    """The row as it is told now, or withdrawn; returns whether it is another one now."""
    columns = {"withdrawn": True} if wanted is None else {**wanted.columns, "withdrawn": False}
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def note_change(by: User, changed: Collection[AnyPersonMention]) -> None:
    """Suspected parties whom people confirmed elsewhere, and of whom a source tells otherwise now:
    what alerts rest on has changed."""
    shared = [row for row in changed if isinstance(row, PersonMention) and row.identity_id]
    for office in {row.office_id for row in shared if row.office_id is not None}:
        told = [row.pk for row in shared if row.office_id == office]
        IdentityChange.objects.create(
            office_id=office, act=uuid4(), by=by, at=timezone.now(), mentions=sorted(told)
        )


def mark_heard(*, change: int, now: datetime) -> None:
    """Alerts have taken a change in."""
    IdentityChange.objects.filter(pk=change, heard_at=None).update(heard_at=now)


@transaction.atomic
def withdraw_people(*, by: User, sources: Collection[str]) -> int:
    """These sources name nobody any more; returns how many mentions that were."""
    gone = 0
    for side in SIDES.values():
        for names in batched(sorted(sources), ROWS_AT_ONCE, strict=False):
            told = side.told.filter(source__in=names, withdrawn=False)
            rows = list(told)
            take_out(rows)
            told.update(withdrawn=True)
            note_change(by, rows)
            gone += len(rows)
    return gone


@transaction.atomic
def erase_people(*, sources: Collection[str]) -> int:
    """Whom these sources named goes for good; returns how many mentions that were.

    A mention that was judged keeps its bare row, so that the judgements of others still fit
    together; what the judgements say of it is erased. For the retention schedule.
    """
    gone = 0
    for side in SIDES.values():
        for names in batched(sorted(sources), ROWS_AT_ONCE, strict=False):
            told = side.told.filter(source__in=names)
            gone += told.count()
            take_out(told)
            told.filter(judged_first=None, judged_second=None).delete()
            for row in told.filter(data_key__isnull=False):
                forget(side, row)
    return gone


def forget(side: Side, row: AnyPersonMention) -> None:
    """A judged mention and the words of its judgements."""
    rows = side.log.filter(data_key__isnull=False)
    for judgement in {*rows.filter(first=row), *rows.filter(second=row)}:
        erase(judgement)
    erase(row)
    row.withdrawn, row.key, row.voice = True, "", ""
    row.save(update_fields=["withdrawn", "key", "voice"])
