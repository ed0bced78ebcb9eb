"""How well things are found in the notices of an invented year, whose truth is known."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from kentongan.engine.extraction.things import things_in
from kentongan.engine.linkage.normal import normalise
from kentongan.engine.synthetic import Notice, WorldSettings, build_world
from tests.engine.synthetic.conftest import square

LAST_DAY = date(2026, 11, 20)
KINDS = ("phone", "account", "handle", "organisation", "alias")


def keys(things: Iterator[tuple[str, str]]) -> set[tuple[str, str]]:
    """(kind, key) of those that can be normalised."""
    normals = ((kind, normalise(kind, raw)) for kind, raw in things)
    return {(kind, normal.key) for kind, normal in normals if normal}


def in_the_words(notice: Notice) -> set[tuple[str, str]]:
    """The things that stand in the text as they were spelled; the others have their own column."""
    spelled = ((str(one.kind.value), one.raw) for one in notice.things if one.raw in notice.text)
    return {thing for thing in keys(spelled) if thing[0] in KINDS}


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    """By kind: found of those told, missed, and found although nobody told it."""
    world = build_world(square(150), WorldSettings.ending(LAST_DAY, seed=3))
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("hit", "missed", "extra")}
    for notice in world.notices:
        found = keys((one.kind, one.raw) for one in things_in(notice.text))
        told = in_the_words(notice)
        truth = keys((str(one.kind.value), one.raw) for one in notice.things)
        counted["hit"].update(kind for kind, _key in found & told)
        counted["missed"].update(kind for kind, _key in told - found)
        counted["extra"].update(kind for kind, _key in found - truth)
    return counted


@pytest.mark.parametrize("kind", ["phone", "account", "handle", "organisation"])
def test_numbers_and_firms_are_all_found(counts: dict[str, Counter[str]], kind: str) -> None:
    assert counts["hit"][kind] > 0
    assert counts["missed"][kind] == 0


def test_most_recruiters_are_found_by_their_nicknames(counts: dict[str, Counter[str]]) -> None:
    """A name without a word for a recruiter beside it is left alone: it may be anybody's."""
    assert counts["hit"]["alias"] > 2 * counts["missed"]["alias"]


def test_next_to_nothing_is_found_that_nobody_told(counts: dict[str, Counter[str]]) -> None:
    assert sum(counts["extra"].values()) <= 0.01 * sum(counts["hit"].values())
