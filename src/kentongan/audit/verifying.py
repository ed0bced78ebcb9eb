"""Following the whole chain and holding it against the anchors, in steps of any size."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from django.db import connection
from django.utils.translation import gettext as _

from kentongan.audit.anchors import Anchor
from kentongan.audit.chain import START, Broken, Fault, Point, follow
from kentongan.audit.models import AuditEvent, AuditHead, SealedSegment
from kentongan.audit.rows import LOWEST, ROWS_AT_ONCE, raw_rows
from kentongan.audit.sealing import first_false_segment
from kentongan.audit.signing import trusted_keys

type Progress = Callable[[int, int], None]
NAMES_AT_ONCE = 500


class Code(IntEnum):
    """How a check ends: the exit code of the command."""

    OK = 0
    BROKEN = 2
    MISMATCH = 3  # an anchor says otherwise
    TRUNCATED = 4


@dataclass(frozen=True)
class Verdict:
    """What a check says; ``bad`` is the first sequence not to be trusted, None when all can."""

    code: Code
    bad: int | None
    rows: int
    anchors: int
    sentence: str


@dataclass(frozen=True)
class Extent:
    """What the log is at one moment: its head, its last row and how many rows there are."""

    head: Point | None
    last: int
    rows: int
    begins: Point  # where the rows start: after the sealed segments


def extent() -> Extent:
    """All of it in one statement, so that a row written meanwhile does not look like a fault."""
    event, head = AuditEvent._meta.db_table, AuditHead._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT max(sequence) FROM {event}), (SELECT count(*) FROM {event}), "
            f"(SELECT max(sequence) FROM {head}), (SELECT max(hash) FROM {head})"
        )
        last, rows, sequence, hash_there = cursor.fetchone()
    begins = sealed_until()
    found = None if sequence is None else Point(sequence, hash_there)
    return Extent(found, begins.sequence if last is None else last, rows, begins)


def sealed_until() -> Point:
    """Where the rows begin: after the last sealed segment, else at the very start."""
    last = SealedSegment.objects.order_by("last").last()
    return Point(last.last, last.hash) if last else START


def step(point: Point, found: Extent, rows_at_once: int = ROWS_AT_ONCE) -> Point | Broken:
    """Follow the next rows; the first step also meets rows that lie before the beginning."""
    after = LOWEST if point == found.begins else point.sequence
    return follow(raw_rows(after, found.last, rows_at_once), point)


def verify(anchors: Sequence[Anchor] = (), progress: Progress | None = None) -> Verdict:
    """Check everything; ``progress`` is called with (rows followed, rows in all)."""
    found = extent()
    point: Point | Broken = found.begins
    while isinstance(point, Point) and point.sequence < found.last:
        before, point = point, step(point, found)
        if point == before:  # no row came, though one should
            point = Broken(before.sequence + 1, Fault.MISSING)
        if progress and isinstance(point, Point):
            progress(point.sequence - found.begins.sequence, found.rows)
    return verdict(point, found, anchors)


def verdict(point: Point | Broken, found: Extent, anchors: Sequence[Anchor]) -> Verdict:
    """What the end of the walk, the head and the anchors come to."""
    if false := first_false_segment(trusted_keys()):
        return said(Code.BROKEN, false, found, false_segment(false))
    if isinstance(point, Broken):
        return said(Code.BROKEN, point.sequence, found, broken_row(point))
    return against_head(point, found) or against_anchors(found, anchors)


def said(code: Code, bad: int | None, found: Extent, sentence: str, anchors: int = 0) -> Verdict:
    return Verdict(code, bad, found.rows, anchors, sentence)


def against_head(point: Point, found: Extent) -> Verdict | None:
    """The head must be the last row, and no row may lie outside the count."""
    if found.head is None:
        return said(Code.BROKEN, found.begins.sequence + 1, found, _("Kepala rantai hilang."))
    if found.head.sequence > point.sequence:
        return truncated(point, found, found.head.sequence)
    if found.head != point:
        bad = min(found.head.sequence + 1, point.sequence)
        text = _("Baris %(bad)d tidak sama dengan kepala rantai: ditambah atau diubah diam-diam.")
        return said(Code.BROKEN, bad, found, text % {"bad": bad})
    if found.rows != point.sequence - found.begins.sequence:
        bad = found.begins.sequence + 1
        text = _("Ada baris di luar nomor urut; periksa mulai baris %(bad)d.")
        return said(Code.BROKEN, bad, found, text % {"bad": bad})
    return None


def truncated(point: Point, found: Extent, known: int) -> Verdict:
    """Rows at the end are gone."""
    bad = point.sequence + 1
    text = _("Jejak terpotong: baris %(bad)d sampai %(known)d hilang.")
    return said(Code.TRUNCATED, bad, found, text % {"bad": bad, "known": known})


def against_anchors(found: Extent, anchors: Sequence[Anchor]) -> Verdict:
    """Every anchor must be genuine and name the hash of its row."""
    trusted, matched = trusted_keys(), 0
    good = found.begins.sequence
    hashes = hashes_at(anchor.point.sequence for anchor in anchors)
    hashes[found.begins.sequence] = found.begins.hash
    for anchor in sorted(anchors, key=lambda one: one.point.sequence):
        if not anchor.is_genuine(trusted):
            text = _("Jangkar %(name)s palsu atau rusak: tanda tangannya tidak sah.")
            return said(Code.MISMATCH, good + 1, found, text % {"name": anchor.name}, matched)
        if anchor.point.sequence > found.last:
            return truncated(Point(found.last, ""), found, anchor.point.sequence)
        if anchor.point.sequence < found.begins.sequence:
            continue  # its row was destroyed after its time
        if hashes.get(anchor.point.sequence) != anchor.point.hash:
            return rewritten(anchor, good + 1, found, matched)
        good, matched = anchor.point.sequence, matched + 1
    text = _("Jejak utuh: %(rows)d baris, sampai baris %(last)d; %(anchors)d jangkar cocok.")
    words = {"rows": found.rows, "last": found.last, "anchors": matched}
    return said(Code.OK, None, found, text % words, matched)


def hashes_at(sequences: Iterable[int]) -> dict[int, str]:
    """sequence → hash of some rows."""
    wanted, hashes = sorted(set(sequences)), dict[int, str]()
    for start in range(0, len(wanted), NAMES_AT_ONCE):
        some = wanted[start : start + NAMES_AT_ONCE]
        found = AuditEvent.objects.filter(sequence__in=some)
        hashes.update(found.values_list("sequence", "hash"))
    return hashes


def rewritten(anchor: Anchor, bad: int, found: Extent, matched: int) -> Verdict:
    """The chain holds in itself, but is not the one that was anchored."""
    text = _(
        "Jejak ditulis ulang: jangkar %(name)s tidak cocok dengan baris %(at)d. "
        "Baris pertama yang tidak dapat dipercaya: %(bad)d."
    )
    words = {"name": anchor.name, "at": anchor.point.sequence, "bad": bad}
    return said(Code.MISMATCH, bad, found, text % words, matched)


def false_segment(bad: int) -> str:
    text = _("Potongan tersegel mulai baris %(bad)d palsu: tanda tangannya tidak sah.")
    return text % {"bad": bad}


def broken_row(broken: Broken) -> str:
    """What is wrong with the first bad row, in a sentence."""
    texts = {
        Fault.MISSING: _("Rantai putus: baris %(bad)d hilang atau tidak pada tempatnya."),
        Fault.UNLINKED: _("Rantai putus: baris %(bad)d tidak menyambung dengan baris sebelumnya."),
        Fault.CHANGED: _("Rantai putus: isi baris %(bad)d telah diubah."),
    }
    return texts[broken.fault] % {"bad": broken.sequence}
