"""Which live cautions meet an application: blinded look-ups that answer with numbers alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from kentongan.accounts.models import Office
from kentongan.encryption.blinding import blind
from kentongan.entities.queries import normalise
from kentongan.screening.facts import evidence
from kentongan.screening.models import Caution, CautionKey, CautionKind

# Kind and blinded mark, as ``mark_of`` makes them.
type Mark = tuple[str, str]
SOURCE = "Peringatan nomor {number}"


def mark_of(kind: str, written: str) -> Mark | None:
    """The blinded mark of a thing as it was written; None for what cannot be such a thing.

    The same as that of ``entities.Thing``; of a national id number its digits.
    """
    if kind == CautionKind.NATIONAL_ID:
        digits = "".join(filter(str.isdigit, written))
        return (kind, blind(kind, digits)) if digits else None
    normal = normalise(kind, written)
    return (kind, blind(kind, normal.key)) if normal else None


def marks_of(told: Iterable[tuple[str, str]]) -> set[Mark]:
    """The marks of several things, kind and words."""
    return {mark for kind, written in told if (mark := mark_of(kind, written))}


def around(region_code: str) -> set[Mark]:
    """The marks of a village and of every area around it."""
    parts = region_code.split(".") if region_code else []
    return {(CautionKind.AREA.value, ".".join(parts[:depth])) for depth in range(2, len(parts) + 1)}


def met_by(office: Office, marks: Collection[Mark], on: date) -> list[evidence.Caution]:
    """The cautions of an office, live on a day, that meet some marks; the earliest first."""
    kinds: defaultdict[Caution, set[str]] = defaultdict(set)
    found = live_keys(office, on).filter(key__in={key for _kind, key in marks})
    for row in found.select_related("caution").order_by("caution__set_on", "caution", "kind"):
        if (row.kind, row.key) in marks:
            kinds[row.caution].add(row.kind)
    return [as_evidence(caution, frozenset(some)) for caution, some in kinds.items()]


def live_keys(office: Office, on: date) -> QuerySet[CautionKey]:
    """The marks of cautions that are live on a day."""
    return CautionKey.objects.filter(
        caution__office=office, caution__ended_on=None, caution__valid_until__gte=on
    )


def as_evidence(caution: Caution, kinds: frozenset[str]) -> evidence.Caution:
    """A caution as a rule reads it: its number and what it is about, nothing else of it."""
    number = caution.alert.rpartition(":")[2]
    told = sorted(kinds - {CautionKind.AREA.value}) or [CautionKind.AREA.value]
    return evidence.Caution(
        source=SOURCE.format(number=number),
        on=caution.set_on,
        number=number,
        thing=str(CautionKind(told[0]).label),
        matched_on=kinds,
    )
