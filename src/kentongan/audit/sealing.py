"""The signed cut that stays where a piece of the log was destroyed after its time."""

from kentongan.audit.models import SealedSegment
from kentongan.audit.signing import is_genuine

KIND = "kentongan audit segment"


def statement(segment: SealedSegment) -> dict[str, object]:
    """What is signed of a segment."""
    return {
        "kind": KIND,
        "first": segment.first,
        "last": segment.last,
        "rows": segment.rows,
        "hash": segment.hash,
        "at": segment.at.isoformat(),
    }


def first_false_segment(trusted: frozenset[str]) -> int | None:
    """The first number of a segment without a good signature or neighbour; None if all are good."""
    expected = 1
    for segment in SealedSegment.objects.order_by("first"):
        said = statement(segment) | {"key": segment.key, "signature": segment.signature}
        if segment.first != expected or not is_genuine(said, trusted):
            return expected
        expected = segment.last + 1
    return None
