"""From files to tables, places and people."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kentongan.engine.detection import Controls, Population, scan
from kentongan.engine.detection.files import (
    BadFile,
    Fault,
    Files,
    Source,
    Study,
    Wishes,
    counting,
    study,
    study_of,
)

GEO = "a -7.1 112.1\nb -7.2 112.2\nc -7.3 112.3\n"
CASES = "a 2 2026/1/1\nb 1 2026/1/3\na 1 2026/1/4\n"
PLACES_CSV = "desa,lintang,bujur,penduduk\na,-7.1,112.1,100\nb,-7.2,112.2,200\nc,-7.3,112.3,300\n"
CASES_CSV = "tanggal;desa;kasus\n01/01/2026;a;2\n03/01/2026;b;1\n04/01/2026;a;1\n"


def made(cases: str = CASES, geo: str = GEO, wishes: Wishes | None = None, **others: str) -> Study:
    more = {kind: Source(f"x.{kind}", text) for kind, text in others.items()}
    files = Files(Source("x.cas", cases), Source("x.geo", geo), more.get("pop"), more.get("ctl"))
    return study_of(files, wishes or Wishes())


def caught(*texts: str, wishes: Wishes | None = None, **others: str) -> tuple[object, ...]:
    with pytest.raises(BadFile) as bad:
        made(*texts, wishes=wishes, **others)
    return bad.value.name, bad.value.line, bad.value.column, bad.value.fault


def test_cases_are_counted_by_place_and_day() -> None:
    (table,) = made().tables
    assert (table.start, table.end) == (date(2026, 1, 1), date(2026, 1, 4))
    assert table.counts.tolist() == [[2, 0, 0, 1], [0, 0, 1, 0], [0, 0, 0, 0]]


def test_plain_csv_says_the_same() -> None:
    files = Files(Source("x.csv", CASES_CSV), Source("y.csv", PLACES_CSV))
    plain, satscan = study_of(files, Wishes()), made()
    assert plain.tables[0].counts.tolist() == satscan.tables[0].counts.tolist()
    assert plain.geometry.distances.tolist() == satscan.geometry.distances.tolist()


def test_columns_may_stand_in_any_order_under_english_names_too() -> None:
    english = "Count,When,Date,Place\n2,x,2026-01-01,a\n1,x,2026-01-03,b\n1,x,2026-01-04,a\n"
    files = Files(Source("x.csv", english), Source("y.csv", PLACES_CSV))
    assert study_of(files, Wishes()).tables[0].total == 4


def test_a_line_without_a_number_is_one_case() -> None:
    lines = "desa,tanggal\na,2026-01-01\na,2026-01-01\nb,2026-01-02\n"
    files = Files(Source("x.csv", lines), Source("y.csv", PLACES_CSV))
    assert study_of(files, Wishes()).tables[0].counts[:2].tolist() == [[2, 0], [0, 1]]


def test_cases_of_other_days_are_left_out_and_told() -> None:
    study = made(wishes=Wishes(start=date(2026, 1, 2)))
    assert (study.total, study.left_out) == (2, 2)


def test_groups_are_strata_whose_times_are_shuffled_apart() -> None:
    study = made("a 1 2026/1/1 police\nb 1 2026/1/2 police\nb 2 2026/1/2 health\n")
    assert [table.total for table in study.tables] == [2, 2]


def test_people_of_a_group_stand_with_its_cases() -> None:
    cases = "a 1 1980 old\nb 2 1981 young\n"
    people = "a 80 10 old\na 80 30 young\nb 80 5 old\nb 80 50 young\n"
    wishes = Wishes(against="people", unit="year", start=date(1980, 1, 1), end=date(1981, 12, 31))
    against = made(cases, wishes=wishes, pop=people).against
    assert isinstance(against, Population)
    # A leap year of 366 days first; group "old" first.
    assert against.people[:, :, 0].tolist() == [[3660, 1830, 0], [10980, 18300, 0]]


def test_people_counted_at_no_certain_time_were_there_at_all_times() -> None:
    wishes = Wishes(against="people")
    against = made(wishes=wishes, pop="a 0 10\nb unspecified 20\nc - 30\n").against
    assert isinstance(against, Population)
    assert against.people.tolist() == [[[10.0] * 4, [20.0] * 4, [30.0] * 4]]


def test_people_may_stand_in_the_file_of_places() -> None:
    files = Files(
        Source("x.csv", CASES_CSV), Source("y.csv", PLACES_CSV), Source("y.csv", PLACES_CSV)
    )
    against = study_of(files, Wishes(against="people")).against
    assert isinstance(against, Population)
    assert against.people[0, :, 0].tolist() == [100.0, 200.0, 300.0]


def test_controls_are_counted_like_cases() -> None:
    against = made(wishes=Wishes(against="controls"), ctl="a 3 2026/1/1\nc 1 2026/1/4\n").against
    assert isinstance(against, Controls)
    assert against.table.counts.sum(axis=1).tolist() == [3, 0, 1]


def test_without_dates_all_is_one_day() -> None:
    wishes = Wishes(against="controls", look="places", dated=False)
    study = made("a 1\nb 0\nc 2\n", wishes=wishes, ctl="a 0\nb 1\nc 1\n")
    assert study.tables[0].counts.tolist() == [[1], [0], [2]]
    assert study.settings.purely_spatial


def test_a_flat_map_has_kilometres() -> None:
    study = made(geo="a 0 0\nb 3 4\nc 4000 0\n", wishes=Wishes(flat=True, max_km=10))
    assert study.geometry.distances.tolist() == [0, 5, 0, 5, 0]


@pytest.mark.parametrize(("unit", "columns"), [("day", 59), ("month", 2), ("year", 1)])
def test_periods_are_as_long_as_wished(unit: str, columns: int) -> None:
    wishes = Wishes(unit=unit, start=date(2026, 1, 1), end=date(2026, 2, 28))  # type: ignore[arg-type]
    assert made(wishes=wishes).tables[0].counts.shape == (3, columns)


def test_weeks_end_on_the_last_day() -> None:
    wishes = Wishes(length=7, start=date(2026, 1, 1), end=date(2026, 1, 20))
    (table,) = made(wishes=wishes).tables
    assert [start.day for start in table.starts] == [1, 7, 14]
    assert table.counts.sum(axis=0).tolist() == [4, 0, 0]


def test_a_study_can_be_scanned() -> None:
    study = made(wishes=Wishes(max_share=1, longest=100, min_cases=1, replicates=9))
    found = scan(study.tables, study.geometry, study.settings, against=study.against)
    assert found.clusters[0].members[0] in {"a", "b"}


@pytest.mark.parametrize(
    ("cases", "where"),
    [
        ("a 2 2026/1/1\nz 1 2026/1/3\n", ("x.cas", 2, 1, Fault.UNKNOWN_PLACE)),
        ("a x 2026/1/1\n", ("x.cas", 1, 3, Fault.NOT_WHOLE)),
        ("a 2 2026/1/1\nb 1\n", ("x.cas", 2, 4, Fault.MISSING_FIELD)),
        ("a 2 2026/1/41\n", ("x.cas", 1, 5, Fault.NO_SUCH_DAY)),
        ("a 0 2026/1/1\n", ("x.cas", 0, 0, Fault.NO_CASES)),
        ("", ("x.cas", 1, 1, Fault.EMPTY)),
    ],
)
def test_bad_cases_are_told_with_line_and_column(cases: str, where: tuple[object, ...]) -> None:
    assert caught(cases) == where


@pytest.mark.parametrize(
    ("places", "where"),
    [
        ("a -7.1 112.1\na -7.2 112.2\n", ("x.geo", 2, 1, Fault.PLACE_TWICE)),
        ("a 112.1 -7.1\n", ("x.geo", 1, 3, Fault.NOT_LATITUDE)),
        ("a -7.1 212.1\n", ("x.geo", 1, 8, Fault.NOT_LONGITUDE)),
        ("a -7.1 east\n", ("x.geo", 1, 8, Fault.NOT_NUMBER)),
        ("a -7.1\n", ("x.geo", 1, 7, Fault.MISSING_FIELD)),
    ],
)
def test_bad_places_are_told_with_line_and_column(places: str, where: tuple[object, ...]) -> None:
    assert caught(CASES, places) == where


@pytest.mark.parametrize(
    ("people", "where"),
    [
        ("a 2026 5\n", ("x.cas", 2, 1, Fault.NO_PEOPLE)),
        ("a 2026 -5\n", ("x.pop", 1, 8, Fault.NOT_NUMBER)),
        ("a 2026\n", ("x.pop", 1, 7, Fault.MISSING_FIELD)),
    ],
)
def test_bad_people_are_told_with_line_and_column(people: str, where: tuple[object, ...]) -> None:
    assert caught(wishes=Wishes(against="people"), pop=people) == where


def test_a_file_that_is_needed_is_asked_for() -> None:
    assert caught(wishes=Wishes(against="people"))[3] == Fault.MISSING_SETTING
    assert caught(wishes=Wishes(against="controls"))[3] == Fault.MISSING_SETTING


def test_a_csv_without_the_needed_column_says_which() -> None:
    files = Files(Source("x.csv", "desa,jumlah\na,1\n"), Source("y.csv", PLACES_CSV))
    with pytest.raises(BadFile) as bad:
        study_of(files, Wishes())
    assert (bad.value.fault, bad.value.seen) == (Fault.MISSING_COLUMN, "date")


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    wishes = Wishes(start=date(2026, 2, 1), end=date(2026, 1, 1))
    assert caught(wishes=wishes)[3] == Fault.PERIOD


def test_what_memory_would_not_hold_is_refused_before_it_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert caught("a 99999999999 2026/1/1\n")[3] == Fault.TOO_MANY
    monkeypatch.setattr(counting, "MOST_CELLS", 11)
    assert caught()[3] == Fault.TOO_LARGE
    monkeypatch.setattr(study, "MOST_WITHOUT_RADIUS", 2)
    assert caught()[3] == Fault.TOO_WIDE
    with pytest.raises(BadFile):
        made(wishes=replace(Wishes(), max_km=5.0))


def test_numbers_of_one_place_and_day_add_up() -> None:
    (table,) = made("a 2 2026/1/1\na 3 2026/1/1\n").tables
    assert np.array_equal(table.counts, [[5], [0], [0]])


@pytest.mark.parametrize(
    ("since", "looks"),
    [(date(2026, 1, 4), 0), (date(2026, 1, 3), 1), (date(2025, 1, 1), 3), (date(2027, 1, 1), 0)],
)
def test_every_day_since_the_watch_began_was_looked_at(since: date, looks: int) -> None:
    assert made(wishes=Wishes(watched_since=since)).settings.earlier_looks == looks
    past = made(wishes=Wishes(watched_since=since, look="past"))
    assert past.settings.earlier_looks == 0


def test_weeks_were_looked_at_when_they_ended() -> None:
    weeks = Wishes(length=2, watched_since=date(2026, 1, 2))
    assert made(wishes=weeks).settings.earlier_looks == 1
