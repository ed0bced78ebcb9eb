"""What the canaries promise: shown ones are found by somebody, hidden ones by nobody."""

from random import Random

import pytest

from acceptance.access.canaries import Flock
from acceptance.access.canary import Tally, told

KINDS = frozenset({"interview"})


@pytest.fixture
def flock() -> Flock:
    """One word that a page shows and one that none does."""
    made = Flock(Random(1))
    made.word("catatan", KINDS)
    made.hidden("kesan", KINDS)
    return made


def test_a_hidden_word_is_kept_like_any_other_and_shown_nowhere(flock: Flock) -> None:
    assert flock.canaries["kesan"].kinds == flock.canaries["catatan"].kinds
    assert [name for name, one in flock.canaries.items() if one.is_shown] == ["catatan"]


def test_nobody_is_asked_to_find_a_hidden_word(flock: Flock) -> None:
    tally = Tally()
    tally.hits["catatan"] = 1
    assert told(flock, tally)[0][1] == "2, 1 of 1 found"


def test_a_shown_word_that_nobody_found_is_named(flock: Flock) -> None:
    assert told(flock, Tally())[0][1] == "2, 0 of 1 found, catatan"
