"""Reading dated entries: every fault is named, editions follow each other."""

from datetime import date

import pytest

from kentongan.screening.catalogues import Limit
from kentongan.screening.dated import Malformed, in_force, parse

GOOD = """
- {thing: phone, label: Telepon, others: 3, days: 30, valid_from: 2026-01-01,
   valid_to: 2026-07-01, source: setelan awal}
- {thing: phone, label: Telepon, others: 4, days: 30, valid_from: 2026-07-01,
   valid_to: null, source: SK Kepala Kantor}
"""


@pytest.mark.parametrize(
    ("day", "others"),
    [("2025-12-31", None), ("2026-01-01", 3), ("2026-06-30", 3), ("2026-07-01", 4)],
)
def test_the_edition_of_the_day_holds(day: str, others: int | None) -> None:
    found = in_force(parse("limits", GOOD, Limit), date.fromisoformat(day)).get("phone")
    assert (found.others if found else None) == others


def test_a_source_that_nobody_read_is_told_apart() -> None:
    first, second = parse("limits", GOOD, Limit)
    assert not first.is_checked
    assert second.is_checked


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("valid_to: 2026-07-01", "valid_to: 2026-07-02", "two editions hold on one day"),
        ("valid_to: 2026-07-01", "valid_to: null", "two editions hold on one day"),
        ("valid_to: 2026-07-01", "valid_to: 2025-07-01", "entry 1: : Value error, valid_to must"),
        ("others: 4", "others: 1", "entry 2: others"),
        ("source: SK Kepala Kantor", "source: SK", "entry 2: source"),
        ("days: 30, valid_from: 2026-07", "day: 30, valid_from: 2026-07", "entry 2: day: Extra"),
        ("- {thing", "{thing", "limits"),
    ],
)
def test_a_fault_is_named(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    with pytest.raises(Malformed, match=fault):
        parse("limits", GOOD.replace(old, new), Limit)


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(Malformed, match="must be a list"):
        parse("limits", "phone: 3", Limit)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(Malformed) as error:
        parse("limits", GOOD.replace("days: 30", "days: 0"), Limit)
    assert str(error.value).count("\n") == 1
