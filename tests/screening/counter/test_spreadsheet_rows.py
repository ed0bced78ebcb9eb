"""Small lists out of spreadsheets: headings anywhere on top, cells in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.spreadsheets.limits import Unreadable
from kentongan.screening.lists.spreadsheet_rows import (
    LONGEST,
    Row,
    below,
    columns_of,
    heading_in,
    rows_in,
    sentence,
    words_of,
)
from tests.screening.counter.reading import reads_in_this_process

HEADINGS = {"name": frozenset({"nama", "nama pemohon"}), "day": frozenset({"tanggal lahir"})}


@pytest.fixture(autouse=True)
def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    reads_in_this_process(monkeypatch)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("  Wati   Lestari ", "Wati Lestari"),
        (3.0, "3"),
        (3.5, "3.5"),
        (None, ""),
        ({"date": "2026-12-05"}, "2026-12-05"),
        ({"time": "10:00"}, ""),
        (True, "True"),
        ("x" * 999, "x" * LONGEST),
    ],
)
def test_a_cell_has_one_form(cell: object, words: str) -> None:
    assert words_of(cell) == words


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (["No", "Nama", "Tanggal lahir"], {"name": 1, "day": 2}),
        (["NAMA PEMOHON*", "Tanggal Lahir:"], {"name": 0, "day": 1}),
        (["Nama", "Nama"], {"name": 0}),
        (["Alamat", 7, None], {}),
        ([], {}),
    ],
)
def test_headings_are_understood(cells: list[object], columns: dict[str, int]) -> None:
    assert columns_of(cells, HEADINGS) == columns


def test_headings_may_stand_below_a_letterhead() -> None:
    rows = [(1, ["KANTOR IMIGRASI"]), (2, [""]), (4, ["No", "Nama"]), (5, ["1", "Wati"])]
    assert heading_in(rows, HEADINGS, "name") == (4, {"name": 1})


def test_without_the_needed_heading_there_is_none() -> None:
    assert heading_in([(1, ["Tanggal lahir"])], HEADINGS, "name") is None
    assert heading_in([], HEADINGS, "name") is None


def test_short_and_blank_rows_are_read_as_they_are() -> None:
    rows = [(1, ["Nama", "Tanggal lahir"], []), (2, ["Wati"], []), (3, ["", ""], [])]
    assert list(below(rows, 1, {"name": 0, "day": 1})) == [Row(2, {"name": "Wati"})]


def test_a_file_is_read_from_its_headings_on() -> None:
    content = b"Antrean hari ini\n\nNama;Tanggal lahir\nWati;1995-05-05\nJoko;\n"
    found = rows_in(content, HEADINGS, "name")
    assert [(row.number, row.fields["name"]) for row in found] == [(4, "Wati"), (5, "Joko")]
    assert found[0].fields["day"] == "1995-05-05"


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"%PDF-1.7", b"<html>", b"a;b\n1;2\n"])
def test_what_is_no_such_list_is_unreadable(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        rows_in(content, HEADINGS, "name")
    assert sentence(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("no_headings", "Judul kolom"),
        ("too_big", "terlalu besar"),
        ("too_many_rows", "terlalu besar"),
        ("bomb", "tidak dapat dibaca"),
        ("nobody wrote this one", "tidak dapat dibaca"),
    ],
)
def test_every_refusal_says_what_to_do(code: str, words: str) -> None:
    assert words in sentence(Unreadable(code))
    assert "kirim" in sentence(Unreadable(code)).lower()


@given(st.lists(st.one_of(st.text(max_size=30), st.integers(), st.none()), max_size=8))
def test_no_row_of_headings_breaks_the_reading(cells: list[object]) -> None:
    columns = columns_of(cells, HEADINGS)
    assert all(0 <= column < len(cells) for column in columns.values())
