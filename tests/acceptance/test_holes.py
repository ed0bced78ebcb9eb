"""The measurements can fail: a hole that is opened on purpose is found by each of them."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from random import Random

import pytest

from acceptance.access import matrix, pairs, world
from acceptance.access.browser import browser_of
from acceptance.access.canaries import Flock, found_in, plant_report
from acceptance.access.cost import without_gate
from acceptance.access.crawl import crawled
from acceptance.access.doors import every_address
from acceptance.access.expected import Policy, read_policy
from acceptance.access.world import FOREIGN, NEITHER, World
from kentongan.accounts.roles import RoleKey

OPEN = pytest.mark.parametrize("is_open", [False, True], ids=["shut", "open"])
ANALYST = RoleKey.ANALYST


@contextmanager
def hole(is_open: bool) -> Iterator[None]:
    """The gate taken out, or as it is."""
    with without_gate() if is_open else nullcontext():
        yield


def only(*kinds: str) -> Policy:
    """The policy with some kinds of record alone."""
    cells = read_policy().cells
    kept = {"purposes", *kinds}
    return Policy({role: {k: v for k, v in cells[role].items() if k in kept} for role in RoleKey})


@OPEN
def test_the_matrix_finds_an_open_gate(is_open: bool, made: World) -> None:
    tally = matrix.Tally()
    with hole(is_open):
        matrix.walk_role(made, only("report"), matrix.ROUNDS[0], ANALYST, tally)
    assert tally.cases == 36
    assert bool(tally.deviations) is is_open


@OPEN
def test_the_pairs_find_an_open_gate(is_open: bool, made: World) -> None:
    record = matrix.MAKERS["alert"](made, ANALYST, FOREIGN, NEITHER, 2)
    user, tally = made.people[ANALYST], pairs.Tally()
    address = every_address()["alerts:detail"]
    with hole(is_open):
        foreign = {record.pk: record}
        pairs.try_address(browser_of(user), world.person_of(user), address, foreign, tally)
    assert bool(tally.deviations) is is_open


@OPEN
def test_the_canaries_find_an_open_gate(is_open: bool, made: World) -> None:
    flock = Flock(Random(1))
    plant_report(made, flock, "asing", made.strangers[ANALYST], FOREIGN)
    canaries = list(flock.canaries.values())
    lists = [every_address()["reports:list"]]
    with hole(is_open):
        answers = list(crawled(browser_of(made.people[ANALYST]), canaries, lists, []))
    found = set().union(*(found_in(answer.text, canaries) for answer in answers))
    assert bool(found) is is_open


def test_a_table_that_nobody_placed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(matrix.sight.RULES, "access.grant")
    assert "access.grant" in matrix.sight.unplaced()
