"""Checking the whole chain in bounded steps, so that a page or a worker can go on with it."""

import logging
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kentongan.audit.actions.anchoring import CHAIN
from kentongan.audit.actions.recording import SYSTEM, Actor, record
from kentongan.audit.anchors import Anchor, anchors_in
from kentongan.audit.chain import Broken, Point
from kentongan.audit.errors import Unrecorded
from kentongan.audit.models import Inspection
from kentongan.audit.verifying import Code, Extent, extent, step, verdict

log = logging.getLogger(__name__)
ROWS_A_STEP = 50_000  # about a second


@transaction.atomic
def start_inspection(*, by: Actor | None, now: datetime) -> Inspection:
    """The check that goes on, or a new one from the beginning."""
    going_on = Inspection.objects.filter(finished_at=None).first()
    if going_on is not None:
        return going_on
    found = extent()
    record(by, "audit.inspected", CHAIN, rows=found.rows)
    return Inspection.objects.create(
        started_at=now,
        actor=by.get_username() if by is not None else SYSTEM,
        sequence=found.begins.sequence,
        hash=found.begins.hash,
        until=found.last,
    )


def advance_inspections(*, now: datetime, rows: int = ROWS_A_STEP) -> int:
    """One step of every check that goes on; returns how many steps were done."""
    waiting = Inspection.objects.filter(finished_at=None).order_by("pk")
    return sum(advance(one, now, rows) for one in waiting)


def advance(inspection: Inspection, now: datetime, rows: int) -> bool:
    """Follow the next rows outside any transaction; False when somebody else did meanwhile."""
    found = extent()
    was = Point(inspection.sequence, inspection.hash)
    begun = was if was.sequence >= found.begins.sequence else found.begins
    point = step(begun, found, rows) if begun.sequence < found.last else begun
    changes: dict[str, object] = {}
    if isinstance(point, Point):
        changes = {"sequence": point.sequence, "hash": point.hash}
    if isinstance(point, Broken) or point.sequence >= found.last or point == begun:
        changes |= outcome(point, found, now)
    return keep(inspection, changes)


def outcome(point: Point | Broken, found: Extent, now: datetime) -> dict[str, object]:
    """The last words of a check."""
    says = verdict(point, found, anchors_at_hand())
    return {
        "finished_at": now,
        "code": says.code,
        "bad": says.bad,
        "anchors": says.anchors,
        "sentence": says.sentence,
    }


def anchors_at_hand() -> list[Anchor]:
    """The anchors of those folders of the settings that can be reached now."""
    return list(anchors_in(folder for folder in settings.AUDIT_ANCHOR_FOLDERS if folder.is_dir()))


def keep(inspection: Inspection, changes: dict[str, object]) -> bool:
    """Write a step down, once; a chain that does not hold is said aloud."""
    same = Inspection.objects.filter(
        pk=inspection.pk, sequence=inspection.sequence, finished_at=None
    )
    if not same.update(**changes):
        return False
    if changes.get("code") not in {None, Code.OK}:
        log.error("the audit log does not hold: %s", changes["sentence"])
        with suppress(Unrecorded), transaction.atomic():  # a broken log may take no more rows
            record(None, "audit.found_broken", CHAIN, code=changes["code"], number=changes["bad"])
    return True
