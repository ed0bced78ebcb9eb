"""Letters after an objection, and at the end of an interest entry."""

from datetime import date

import pytest

from acceptance.desk.letter_cast import DESK, TODAY, matter, outcome, said_in
from kentongan.engine.readability import measure
from kentongan.screening.catalogues import Decision
from kentongan.screening.letters.answering import answer_letter, entry_letter
from kentongan.screening.letters.content import Letter, body

CHILD = pytest.mark.parametrize("child", [False, True], ids=["adult", "child"])


def answer(*, overturned: bool, child: bool = False, ended: date | None = None) -> Letter:
    decided = outcome(Decision.REFUSE, "duplicate_application")
    return answer_letter(
        matter(child=child), decided, "S-2026-000046", DESK, overturned=overturned,
        entry_ended_on=ended,
    )  # fmt: skip


@CHILD
def test_an_overturned_decision_is_told_as_open_again(child: bool) -> None:
    told = said_in(answer(overturned=True, child=child))
    assert "Keputusan kami dibatalkan" in told
    assert "dibuka lagi" in told
    assert "catatan perhatian" not in told.lower()


def test_an_interest_entry_that_ended_with_it_is_told() -> None:
    told = said_in(answer(overturned=True, ended=TODAY))
    assert "sudah berakhir pada 26 November 2026" in told


@CHILD
def test_an_upheld_decision_says_why_and_until_when_to_go_to_court(child: bool) -> None:
    told = said_in(answer(overturned=False, child=child))
    assert "Keputusan kami tetap." in told
    assert "permohonan yang sama" in told
    assert "24 Februari 2027" in told


@CHILD
def test_the_end_of_an_entry_has_a_letter_of_its_own(child: bool) -> None:
    one = entry_letter(matter(child=child), date(2026, 11, 1), "S-2026-000047", DESK)
    assert "1 November 2026" in one.decision
    assert ("anak" in one.decision) == child
    assert Letter.restored(one.stored()) == one


@CHILD
@pytest.mark.parametrize("overturned", [True, False])
def test_answers_are_easy_to_read(overturned: bool, child: bool) -> None:
    measured = measure(body(answer(overturned=overturned, child=child, ended=TODAY)))
    assert measured.words_per_sentence < 10
    assert measured.lix < 48
