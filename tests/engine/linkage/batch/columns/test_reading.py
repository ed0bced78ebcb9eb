"""Columns of names into words: usual names as arrays, the others one by one."""

from typing import Any

import pyarrow as pa
import pytest

from kentongan.engine.linkage.batch.columns import reading
from kentongan.engine.linkage.batch.columns.reading import SEXES, Readings, read_texts
from kentongan.engine.linkage.batch.columns.words import Book
from kentongan.engine.linkage.names import PersonName, Rarity, read_name

USUAL = ("Siti Aminah", "SUMINAH", "Kartono Wirawan Budi")
UNUSUAL = (
    "", "H. Moch. Soleh", "Tjahjono", "Siti  Aminah", "Siti 1", "Suminah binti Kasan",
    "Soleh alias Gendon", "Abdurrahman", "é",
)  # fmt: skip


def read(*columns: tuple[str, ...]) -> tuple[Book, Readings, list[list[int]]]:
    book = Book(Rarity())
    found, rows = read_texts([pa.array(column, pa.string()) for column in columns], book)
    return book, found, [one.tolist() for one in rows]


def words_of(book: Book, found: Readings, row: int) -> tuple[str, ...]:
    every, bounds = list(book.numbers), found.words.bounds
    return tuple(every[at] for at in found.words.values[bounds[row] : bounds[row + 1]])


@pytest.mark.parametrize("name", [*USUAL, *UNUSUAL])
def test_a_column_holds_the_words_that_one_name_has(name: str) -> None:
    book, found, ((row,),) = read((name,))
    assert words_of(book, found, row) == read_name(name).k1
    assert SEXES[found.sexes[row]] == read_name(name).sex


def test_usual_names_are_never_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def told(raw: str) -> PersonName:
        asked.append(raw)
        return read_name(raw)

    monkeypatch.setattr(reading, "read_name", told)
    read(USUAL + UNUSUAL)
    assert set(asked) == {*UNUSUAL, "kasan"}


def test_columns_share_their_readings() -> None:
    _, _, (names, mothers) = read(("Suminah", "Siti Aminah"), ("Siti Aminah", "Suminah", "Sri"))
    assert (names[0], names[1]) == (mothers[1], mothers[0])
    assert len({*names, *mothers}) == 3


def test_a_father_and_other_names_have_rows_of_their_own() -> None:
    book, found, ((row,),) = read(("Suminah binti Kasan Redjo alias Yati",))
    father, other = (
        int(lists.taken(pa_row(row)).values[0]) for lists in (found.fathers, found.others)
    )
    assert words_of(book, found, row) == ("suminah",)
    assert words_of(book, found, father) == read_name("Kasan Redjo").k1
    assert words_of(book, found, other) == ("yati",)


def test_no_names_are_no_readings() -> None:
    book, found, rows = read((), ())
    assert rows == [[], []]
    assert not len(found.words.values)
    assert not book.numbers


def test_a_name_of_very_many_words_goes_the_careful_way() -> None:
    long = "Sri " * 30
    book, found, ((row,),) = read((long.strip(),))
    assert words_of(book, found, row) == read_name(long.strip()).k1


def pa_row(row: int) -> Any:
    return pa.array([row]).to_numpy()
