"""What officers said of a person, as the page lists it: what stands, what can be turned round."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kentongan.engine.linkage.closure import live
from kentongan.entities.models import AnyPersonJudgement, Verdict
from kentongan.entities.person_queries import said

BROUGHT_BACK = _("Dikembalikan")


@dataclass(frozen=True)
class Line:
    """One judgement. ``can_undo``: it stands; ``can_redo``: it took another back and still does."""

    row: AnyPersonJudgement
    verdict: Any
    can_undo: bool
    can_redo: bool


def history_of(rows: Sequence[AnyPersonJudgement]) -> list[Line]:
    """The judgements, the latest first.

    A word that was taken back and brought back stands again, so it can be taken back again.
    """
    by_number = {row.pk: row for row in rows}
    standing = {one.number for one in live(map(said, rows))}
    return [line(row, by_number, is_live=row.pk in standing) for row in reversed(rows)]


def line(
    row: AnyPersonJudgement, by_number: dict[int, AnyPersonJudgement], *, is_live: bool
) -> Line:
    """One judgement in words; an undoing of an undoing brings the first word back."""
    steps = steps_back(row, by_number)
    words = BROUGHT_BACK if steps and steps % 2 == 0 else Verdict(row.verdict).label
    return Line(row, words, is_live and steps == 0, is_live and steps == 1)


def steps_back(row: AnyPersonJudgement, by_number: dict[int, AnyPersonJudgement]) -> int:
    """How many undoings lie between a row and the word that it is about."""
    steps, undoes = 0, row.undoes_id  # type: ignore[attr-defined]
    while undoes is not None:
        steps += 1
        before = by_number.get(undoes)
        undoes = before.undoes_id if before else None  # type: ignore[attr-defined]
    return steps
