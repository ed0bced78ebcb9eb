"""What the journeys of the desk measure: a walk that ends elsewhere is told."""

from typing import Any, cast

import pytest

from acceptance.desk import journeys
from acceptance.desk.journeys import (
    ISSUED,
    OPEN,
    REFERRED,
    SECONDS_TO_ISSUE,
    WAITING,
    Desk,
    child,
    parts_of,
    refusal,
    told_of,
)

REFUSED = {
    "fact": "Sudah ada permohonan bernomor P-2026-000001 atas NIK yang sama.",
    "refused": "Ditolak",
    "objected": "Ada keberatan",
    "overturned": "Keberatan diterima",
    "entry": "Keputusannya dibatalkan karena keberatan",
    "letter": "Catatan perhatian atas nama Anda berakhir.",
}
CHILD = {"fact": "Ada peringatan tentang pendamping.", "state": REFERRED, "letter": "Yth. wali"}


class Walked:
    """A desk whose walks have ended; what they saw can be changed."""

    def __init__(self) -> None:
        self.seconds, self.state = 20.0, ISSUED
        self.states = [WAITING, OPEN, ISSUED]
        self.refused, self.with_child = dict(REFUSED), dict(CHILD)
        self.widths, self.complaints = {"issued": 0}, list[str]()

    def issue(self) -> tuple[float, str]:
        return self.seconds, self.state

    def ask(self) -> list[str]:
        return self.states

    def refuse(self) -> dict[str, str]:
        return self.refused

    def child(self) -> dict[str, str]:
        return self.with_child


@pytest.fixture
def walked() -> Walked:
    return Walked()


def failed(walked: Walked) -> list[str]:
    """What the measurements call wrong."""
    return [what for what, _figure, _target, good in parts_of(cast(Desk, walked)) if not good]


def test_walks_that_end_where_they_should_are_good(walked: Walked) -> None:
    assert failed(walked) == []
    assert len(list(parts_of(cast(Desk, walked)))) == 10


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seconds": SECONDS_TO_ISSUE + 1}, "a passport from opening to issue"),
        ({"state": OPEN}, "a passport from opening to issue"),
        ({"states": [WAITING, OPEN, OPEN]}, "papers asked for and brought"),
        ({"widths": {"issued": 0, "letter": 12}}, "pages fit the screen"),
        ({"complaints": ["Refused to load the script"]}, "the browser complains"),
    ],
)
def test_a_walk_that_ends_elsewhere_is_told(
    walked: Walked, change: dict[str, Any], told: str
) -> None:
    vars(walked).update(change)
    assert failed(walked) == [told]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"refused": "Menunggu keputusan"}, "refused, objected to, overturned"),
        ({"overturned": "Keberatan tidak diterima"}, "refused, objected to, overturned"),
        ({"entry": "berlaku"}, "the interest entry ends with it"),
        ({"letter": "Keberatan Anda diterima."}, "the applicant is told by letter"),
    ],
)
def test_a_refusal_that_is_not_taken_back_wholly_is_told(change: dict[str, str], told: str) -> None:
    assert [what for what, *_more, good in refusal(REFUSED | change) if not good] == [told]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"fact": ""}, "a companion who is warned of"),
        ({"state": ISSUED}, "the child is referred"),
        ({"letter": "Ada peringatan tentang ayah anak ini."}, "the letter says nothing of it"),
    ],
)
def test_a_child_that_is_not_kept_safe_is_told(change: dict[str, str], told: str) -> None:
    assert [what for what, *_more, good in child(CHILD | change) if not good] == [told]


@pytest.mark.parametrize("word", journeys.NOT_TOLD)
def test_no_word_of_a_suspicion_is_overlooked(word: str) -> None:
    assert word in told_of(f"Dengan hormat, {word.upper()} dan seterusnya.")
    assert told_of("Permohonan Anda disetujui.") == []


def test_the_day_at_the_office_is_written_as_a_form_wants_it() -> None:
    year, month, day = journeys.today().split("-")
    assert len(year) == 4
    assert 1 <= int(month) <= 12
    assert 1 <= int(day) <= 31
