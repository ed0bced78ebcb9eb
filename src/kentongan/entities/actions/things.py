"""What sources tell of things: mentions recorded, replaced, withdrawn; common things marked."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property, reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.access.errors import Refused
from kentongan.access.permissions import check_may
from kentongan.access.policy import Kind
from kentongan.accounts.models import User
from kentongan.audit.actions import record
from kentongan.encryption.blinding import blind
from kentongan.encryption.erasing import erase
from kentongan.engine.linkage.normal import Normal, normalise
from kentongan.entities.common import Rarity, common_things
from kentongan.entities.models import Judgement, Mention, Thing, ThingKind
from kentongan.entities.queries import things_visible_to
from kentongan.entities.told import Setting, Written
from kentongan.regions.lookups import DISTRICT_CODE

# SQLite takes 32,766 values in one statement; a mention has ten.
ROWS_AT_ONCE = 500
LONGEST_RAW = 300
LONGEST_REASON = 200
FEWEST_LETTERS = 8
# What a mention copies from its setting.
COPIED = tuple(field.name for field in fields(Setting) if field.name not in {"source", "author_id"})


@dataclass(frozen=True)
class Telling:
    """One mention to be: the thing's kind and normal form, how it was written, and by whom."""

    kind: str
    normal: Normal
    raw: str
    setting: Setting

    @cached_property
    def thing(self) -> tuple[str, str]:
        """What tells things apart: the kind and the blind index of the normal form."""
        return self.kind, blind(self.kind, self.normal.key)


# What each source tells.
type Told = Mapping[str, Sequence[Telling]]


def record_mentions(*, by: User, setting: Setting, written: Sequence[Written]) -> list[Mention]:
    """What one source mentions now, in place of what it mentioned before.

    What cannot be such a thing ("phone": "tidak tahu") is left out; the source keeps its words.
    """
    record_mentions_in_bulk(by=by, told=[(setting, written)])
    standing = Mention.objects.filter(source=setting.source, withdrawn=False)
    return list(standing.select_related("thing"))


@transaction.atomic
def record_mentions_in_bulk(*, by: User, told: Sequence[tuple[Setting, Sequence[Written]]]) -> int:
    """``record_mentions`` for many sources; returns how many mentions stand.

    Some seven statements for each 500 sources. Whoever tells holds the row of its source: two
    tellings of one source at the same moment are not meant to reach this.
    """
    tellings = all_tellings(told)
    # All things before the first mention and in one order: two imports never wait for each other.
    things = ensure_things([one for some in tellings.values() for one in some])
    sources = list(tellings)
    return sum(
        replace_mentions(
            {name: tellings[name] for name in sources[start : start + ROWS_AT_ONCE]}, things
        )
        for start in range(0, len(sources), ROWS_AT_ONCE)
    )


def replace_mentions(told: Told, things: Mapping[tuple[str, str], int]) -> int:
    """One handful of sources; ``things``: the key of each thing's row."""
    standing = {
        (mention.source, mention.thing_id): mention
        for mention in Mention.objects.filter(source__in=list(told), withdrawn=False)
    }
    wanted = {
        (source, things[one.thing]): one for source, tellings in told.items() for one in tellings
    }
    gone = [mention.pk for key, mention in standing.items() if key not in wanted]
    for start in range(0, len(gone), ROWS_AT_ONCE):
        Mention.objects.filter(pk__in=gone[start : start + ROWS_AT_ONCE]).update(withdrawn=True)
    bring_up_to_date(
        [
            brought_up_to(standing[key], one)
            for key, one in wanted.items()
            if key in standing and differs(standing[key], one)
        ]
    )
    fresh = [
        made(thing, one)
        for (source, thing), one in wanted.items()
        if (source, thing) not in standing
    ]
    Mention.objects.bulk_create(fresh, batch_size=ROWS_AT_ONCE)
    return len(wanted)


def bring_up_to_date(changed: Sequence[Mention]) -> None:
    """Standing mentions of which the source says something else now."""
    for mention in changed:
        mention.save(update_fields=["raw", *COPIED])


def all_tellings(told: Sequence[tuple[Setting, Sequence[Written]]]) -> Told:
    """What each source tells; of a source that speaks twice, what it said last."""
    return {setting.source: tellings_of(setting, written) for setting, written in told}


def tellings_of(setting: Setting, written: Sequence[Written]) -> list[Telling]:
    """Every thing that could be read, once, in its first writing."""
    found: dict[tuple[str, str], Telling] = {}
    for one in written:
        if normal := normalise(one.kind, one.raw):
            telling = Telling(one.kind, normal, one.raw[:LONGEST_RAW], setting)
            found.setdefault(telling.thing, telling)
    return list(found.values())


def ensure_things(tellings: Sequence[Telling]) -> dict[tuple[str, str], int]:
    """The key of each thing's row, made where it was missing; safe beside other writers."""
    displays = {one.thing: one.normal.display for one in tellings}
    wanted = sorted(displays)
    found = thing_rows(wanted)
    missing = [thing for thing in wanted if thing not in found]
    rows = [Thing(kind=kind, key=key, display=displays[kind, key]) for kind, key in missing]
    Thing.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    found |= thing_rows(missing)
    name_again([pk for pk, is_erased in found.values() if is_erased], displays)
    return {thing: pk for thing, (pk, _is_erased) in found.items()}


def thing_rows(wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, bool]]:
    """(kind, key) → primary key and whether the name was erased, of those that exist."""
    found: dict[tuple[str, str], tuple[int, bool]] = {}
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        rows = Thing.objects.filter(named(wanted[start : start + ROWS_AT_ONCE])).order_by()
        for kind, key, pk, key_id in rows.values_list("kind", "key", "pk", "key_id"):
            found[kind, key] = pk, not key_id
    return found


def name_again(erased: Sequence[int], displays: Mapping[tuple[str, str], str]) -> None:
    """Things that were erased get their names back when somebody tells of them anew."""
    for pk in erased:
        thing = Thing.objects.get(pk=pk)
        thing.display = displays[thing.kind, thing.key]
        thing.save(update_fields=["display"])


def named(things: Sequence[tuple[str, str]]) -> Q:
    """Exactly these; kind by kind, since the index over (kind, key) begins with the kind."""
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in things:
        keys[kind].append(key)
    return reduce(or_, (Q(kind=kind, key__in=some) for kind, some in keys.items()))


def made(thing: int, telling: Telling) -> Mention:
    """A mention that is not yet in the database."""
    copied = {name: getattr(telling.setting, name) for name in COPIED}
    return Mention(thing_id=thing, raw=telling.raw, source=telling.setting.source, **copied)


def differs(mention: Mention, telling: Telling) -> bool:
    """Whether the source says something else of the thing now."""
    said = {name: getattr(telling.setting, name) for name in COPIED} | {"raw": telling.raw}
    return any(getattr(mention, name) != value for name, value in said.items())


def brought_up_to(mention: Mention, telling: Telling) -> Mention:
    """The standing mention with what the source says now."""
    mention.raw = telling.raw
    for name in COPIED:
        setattr(mention, name, getattr(telling.setting, name))
    return mention


@transaction.atomic
def withdraw_mentions(*, by: User, sources: Collection[str]) -> int:
    """These sources mention nothing any more; returns how many mentions that were."""
    names = sorted(sources)
    return sum(
        Mention.objects.filter(
            source__in=names[start : start + ROWS_AT_ONCE], withdrawn=False
        ).update(withdrawn=True)
        for start in range(0, len(names), ROWS_AT_ONCE)
    )


@transaction.atomic
def mark_hubs(*, now: datetime) -> int:
    """Mark the known common things and those that the rarity rule finds; returns how many anew.

    For the worker, each night. What a person has judged stays as judged.
    """
    marked = 0
    for thing, reason in common_anew():
        thing.is_hub, thing.hub_reason = True, reason
        thing.save(update_fields=["is_hub", "hub_reason"])
        record(None, "thing.hub_marked", f"thing:{thing.pk}", at=now.isoformat())
        marked += 1
    return marked


def common_anew() -> Iterator[tuple[Thing, str]]:
    """Unmarked, unjudged things that are common, each with the reason."""
    for known in common_things().known:
        if normal := normalise(known.kind, known.raw):
            unmarked = Thing.objects.filter(is_hub=False, judged_at=None)
            for thing in unmarked.filter(kind=known.kind, key=blind(known.kind, normal.key)):
                yield thing, known.reason
    for kind, rarity in common_things().rarity.items():
        for thing in common_by_rarity(kind, rarity):
            yield thing, _("sangat umum: disebut banyak orang di banyak kecamatan")


def common_by_rarity(kind: ThingKind, rarity: Rarity) -> list[Thing]:
    """Unmarked, unjudged things of a kind that reach all four numbers."""
    told = Mention.objects.filter(withdrawn=False, thing__kind=kind)
    unmarked = told.filter(thing__is_hub=False, thing__judged_at=None)
    counted = (
        unmarked.order_by()
        .alias(code_length=Length("region_code"))
        .values("thing")
        .annotate(
            voices=Count("voice", distinct=True),
            agencies=Count("agency", distinct=True),
            districts=Count(
                Substr("region_code", 1, DISTRICT_CODE),
                distinct=True,
                filter=Q(code_length__gte=DISTRICT_CODE),
            ),
            first=Min("noticed_on"),
            last=Max("noticed_on"),
        )
    )
    wide = counted.filter(
        voices__gte=rarity.voices,
        agencies__gte=rarity.agencies,
        districts__gte=rarity.districts,
    )
    # A thing without any day has no first and last one.
    dated = wide.exclude(first=None)
    common = [row["thing"] for row in dated if (row["last"] - row["first"]).days >= rarity.days]
    return list(Thing.objects.filter(pk__in=common))


@transaction.atomic
def judge_hub(*, by: User, thing: Thing, is_hub: bool, reason: str) -> Thing:
    """A person says whether a thing is common; the nightly rule then leaves it alone.

    Raises Refused without the right, without a reason, or for a thing the person may not see.
    """
    check_may(by, Kind.ENTITY, "judge")
    fresh = things_visible_to(by).select_for_update().filter(pk=thing.pk).first()
    if fresh is None:
        raise Refused(_("Hal ini tidak ada atau bukan untuk Anda."))
    if sum(letter.isalpha() for letter in reason) < FEWEST_LETTERS:
        raise Refused(_("Tulis alasannya dalam satu kalimat, supaya dapat dibaca lagi."))
    said, now = reason.strip()[:LONGEST_REASON], timezone.now()
    Judgement.objects.create(thing=fresh, by=by, at=now, is_hub=is_hub, reason=said)
    fresh.is_hub, fresh.hub_reason = is_hub, said if is_hub else ""
    fresh.judged_at = now
    fresh.save(update_fields=["is_hub", "hub_reason", "judged_at"])
    record(by, "thing.judged", f"thing:{fresh.pk}", is_hub=is_hub)
    return fresh


@transaction.atomic
def erase_mentions(*, sources: Collection[str]) -> int:
    """What these sources mentioned goes for good, and with it the things nobody else mentions.

    A thing that a person judged keeps its bare row, erased. For the retention schedule; returns how
    many mentions that were.
    """
    names, gone, things = sorted(sources), 0, set[int]()
    for start in range(0, len(names), ROWS_AT_ONCE):
        told = Mention.objects.filter(source__in=names[start : start + ROWS_AT_ONCE])
        things |= set(told.order_by().values_list("thing", flat=True))
        gone += told.delete()[0]
    erase_orphans(sorted(things))
    return gone


def erase_orphans(things: Sequence[int]) -> None:
    """Those of the things that no source mentions any more."""
    for start in range(0, len(things), ROWS_AT_ONCE):
        orphans = Thing.objects.filter(pk__in=things[start : start + ROWS_AT_ONCE], mentions=None)
        orphans.filter(judgements=None).delete()
        for thing in orphans.filter(data_key__isnull=False).distinct():
            for judgement in thing.judgements.all():
                erase(judgement)
            erase(thing)
