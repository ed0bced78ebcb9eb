"""How well the index orders: against a slow twin, and over an invented register."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log
from pathlib import Path

import pytest

from kentongan.engine.linkage.index import (
    Described,
    Index,
    asked_of,
    described,
    keyed,
    marks_of,
)
from kentongan.engine.linkage.index.marks import WEIGHTS, Kind
from kentongan.engine.linkage.people import Person, prepare
from kentongan.engine.synthetic.identities import IdentitySettings, build_identities

MARK = keyed(b"k" * 32)
VILLAGES = [f"35.{one:02}.{two:02}.2001" for one in range(1, 6) for two in range(1, 9)]
K1, B = 1.2, 0.75  # Robertson's BM25 as Lucene and tantivy set it


def naive(
    records: Mapping[int, Sequence[str]], asked: Sequence[tuple[str, float]]
) -> dict[int, float]:
    """BM25 of every record by its definition; a mark stands once in a record."""
    count = len(records)
    average = sum(map(len, records.values())) / count
    found: dict[int, float] = {}
    for mark, weight in asked:
        holding = [number for number, marks in records.items() if mark in marks]
        rarity = log(1 + (count - len(holding) + 0.5) / (len(holding) + 0.5))
        for number in holding:
            length = 1 - B + B * len(records[number]) / average
            part = weight * rarity * (1 + K1) / (1 + K1 * length)
            found[number] = found.get(number, 0.0) + part
    return found


def held_by(folder: Path, records: Mapping[int, Sequence[str]]) -> Index:
    index = Index.made_in(folder)
    with index.writing() as writing:
        for number, marks in records.items():
            writing.put(number, marks)
    return index


def register(count: int, copies: float, seed: int) -> tuple[list[Person], list[tuple[int, Person]]]:
    """The first writing of everybody, and later writings with the place of the first."""
    settings = IdentitySettings(count, copies=copies, recruiters=0.0)
    world = build_identities(settings, VILLAGES, seed)
    first: dict[int, int] = {}
    people: list[Person] = []
    asked: list[tuple[int, Person]] = []
    for person, record in zip(world.person_of.tolist(), world.records, strict=True):
        if person in first:
            asked.append((first[person], record))
        else:
            first[person] = len(people)
            people.append(record)
    return people, asked


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, list[tuple[int, Person]]]:
    """An index of 700 invented people, and what others wrote of a hundred of them."""
    people, asked = register(800, 0.13, seed=4)
    marks = {at: sorted(marks_of(words(one), MARK)) for at, one in enumerate(people)}
    return held_by(tmp_path_factory.mktemp("town"), marks), asked


def words(person: Person) -> Described:
    return described(prepare(person))


def test_the_likeness_is_that_of_the_slow_twin(tmp_path: Path) -> None:
    records = {1: ["a", "b", "c"], 2: ["a", "d"], 3: ["a"], 4: ["d", "e", "f", "g"], 5: ["h"]}
    asked = [("a", 0.5), ("d", 1.5), ("g", 1.0), ("z", 9.0)]
    found = {one.number: one.likeness for one in held_by(tmp_path, records).find(asked, most=9)}
    assert found == pytest.approx(naive(records, asked), rel=1e-5)


def test_the_best_come_first_and_no_more_than_were_asked_for(tmp_path: Path) -> None:
    records = {number: ["m", *(f"x{n}" for n in range(number))] for number in range(30)}
    found = held_by(tmp_path, records).find([("m", 1.0)], most=7)
    assert [one.number for one in found] == list(range(7))
    assert [one.likeness for one in found] == sorted((o.likeness for o in found), reverse=True)


def test_other_writings_of_a_person_find_the_first(
    town: tuple[Index, list[tuple[int, Person]]],
) -> None:
    index, asked = town
    hits = sum(
        at in [one.number for one in index.find(asked_of(words(person), MARK), 30)]
        for at, person in asked
    )
    assert hits / len(asked) >= 0.95


def test_a_misspelt_name_alone_finds_its_bearer_among_the_first(
    town: tuple[Index, list[tuple[int, Person]]],
) -> None:
    index, _asked = town
    person = Person(name="Kusnowitaningrum Parjiyem")
    with index.writing() as writing:
        writing.put(9_999, marks_of(words(person), MARK))
    for name in ("Kusnowitaningrun", "Kusnowitanigrum", "Kusnowitaninrgum", "Parjijem"):
        (best,) = index.find(asked_of(words(Person(name=name)), MARK), 1)
        assert best.number == 9_999


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Moch. Soleh", "Muhammad Sholeh"),
        ("Soeharto", "Suharto"),
        ("Tjahjono", "Cahyono"),
        ("H. Abd. Rachman, S.Pd.", "Abdul Rahman"),
        ("St. Aminah", "Siti Aminah"),
    ],
)
def test_spellings_of_one_name_are_asked_for_by_the_same_marks(written: str, spoken: str) -> None:
    one, other = (words(Person(name=name)) for name in (written, spoken))
    asked = {mark for mark, _weight in asked_of(one, MARK)}
    held = marks_of(other, MARK)
    # Every coarse word of the question stands in the record.
    assert {MARK(Kind.COARSE, word) for word in one.coarse} <= asked & held


def test_a_day_outweighs_a_year_and_a_district_a_regency() -> None:
    assert WEIGHTS[Kind.DAY] > WEIGHTS[Kind.YEAR]
    assert WEIGHTS[Kind.DISTRICT] > WEIGHTS[Kind.REGENCY]
    assert set(WEIGHTS) == {value for name, value in vars(Kind).items() if name.isupper()}


def test_a_person_in_the_words_of_the_index_has_time_and_place() -> None:
    person = Person(name="Soleh", region_code="35.02.08.2005", national_id="3502710101800001")
    told = words(person)
    assert (told.regency, told.district) == ("35.02", "35.02.08")
    assert told.year == "1980"
    assert told.day == "19800101"


def test_letters_alone_are_no_words_of_the_index() -> None:
    assert words(Person(name="M. A. Soleh")).sounds == words(Person(name="Soleh")).sounds


def test_nothing_told_leaves_nothing_to_find() -> None:
    nobody = words(replace(Person(), sex="L"))
    assert marks_of(nobody, MARK) == set()
    assert asked_of(nobody, MARK) == []
