"""How the measurement of the counter reads its figures, and that its register is one."""

from typing import Any

import pytest

from acceptance.identities.counter import at, fresh_part, recall_part, size_part, speed_part
from acceptance.identities.register import bare, numbers, parts
from kentongan.engine.linkage.people import Person

FAST, SLOW = [10.0, 5.0, True], [90.0, 45.0, False]


def test_a_share_of_the_ordered_times_lies_below() -> None:
    times = [float(one) for one in range(100)]
    assert (at(times, 0.5), at(times, 0.95), at(times, 0.99)) == (50.0, 95.0, 99.0)
    assert at([7.0], 0.99) == 7.0


def test_a_quick_counter_is_kept_and_a_slow_tail_is_not() -> None:
    assert speed_part("x", [FAST] * 100, "SQLite", busy=False)[3]
    assert not speed_part("x", [FAST] * 90 + [SLOW] * 10, "SQLite", busy=False)[3]
    assert speed_part("x", [FAST] * 98 + [SLOW] * 2, "SQLite", busy=False)[3]


def test_the_slowest_hundredth_counts_on_postgresql() -> None:
    assert not speed_part("x", [FAST] * 98 + [SLOW] * 2, "PostgreSQL", busy=False)[3]


def test_on_a_busy_machine_computing_counts_and_that_is_told() -> None:
    what = speed_part("x", [[90.0, 30.0, True]] * 100, "PostgreSQL", busy=True)
    assert what[3]
    assert "busy" in what[1]


def test_recall_is_the_share_of_those_found() -> None:
    _what, figure, _target, kept = recall_part("x", [FAST] * 99 + [SLOW], 0.995)
    assert figure.startswith("0.9900 (99 of 100)")
    assert not kept
    assert recall_part("x", [FAST] * 199 + [SLOW], 0.995)[3]


@pytest.mark.parametrize(("size", "kept"), [(900_000_000, True), (1_100_000_000, False)])
def test_a_gigabyte_is_the_most(size: int, kept: bool) -> None:
    filled = {"index": size, "seconds": 1.0, "computing": 1.0}
    assert size_part("x", filled)[3] is kept


@pytest.mark.parametrize(
    ("number", "name", "busy", "kept"),
    [
        ((False, (0.1, 0.1)), (True, (0.1, 0.1)), False, False),
        ((True, (0.1, 0.1)), (False, (0.1, 0.1)), False, False),
        ((True, (0.1, 0.1)), (True, (0.4, 0.1)), False, True),
        ((True, (0.1, 0.1)), (True, (1.4, 0.1)), False, False),
        ((True, (0.1, 0.1)), (True, (1.4, 0.1)), True, True),
    ],
)
def test_somebody_new_is_found_within_two_seconds_with_the_pause(
    number: Any, name: Any, busy: bool, kept: bool
) -> None:
    told = {"by number": number, "by name": name, "pause": 1.0}
    assert fresh_part("x", told, busy=busy)[3] is kept


def test_a_question_has_what_its_kind_says() -> None:
    whole = Person(
        name="Soleh", national_id="3502710101800001", mother="Tumini", region_code="35.02.08.2005"
    )
    assert numbers(whole) == whole
    assert numbers(Person(name="Soleh")) is None
    assert bare(whole) is None


def test_no_national_id_is_given_twice_and_questions_are_of_people_in_the_register() -> None:
    people = [one for part in parts(1_200, 60, seed=3) for one in part]
    ids = [person.national_id for person, _others in people if person.national_id]
    assert len(ids) == len(set(ids))
    assert len(people) == 1_200
    assert 40 <= sum(len(others) for _person, others in people) <= 60
