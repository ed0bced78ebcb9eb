"""From a file to rows: kinds by first bytes, codings of text, headings, archives, limits."""

import codecs
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentongan.engine.spreadsheets.archive import check_xml, open_package
from kentongan.engine.spreadsheets.delimited import (
    decoded,
    fitted,
    likeliest_delimiter,
    records,
    told_delimiter,
)
from kentongan.engine.spreadsheets.grids import description, rows
from kentongan.engine.spreadsheets.kinds import FileKind, kind_of
from kentongan.engine.spreadsheets.limits import MOST_BYTES, MOST_COLUMNS, MOST_ENTRIES, Unreadable
from kentongan.engine.spreadsheets.opendocument import looked_through
from kentongan.engine.spreadsheets.workbook import column_index, plain
from kentongan.reports.line_list.headings import (
    combined,
    field_for,
    fields,
    guessed_columns,
    heading_of,
    looks_like_data,
    word_table,
)
from kentongan.reports.models import ImportState
from tests.reports.line_list.conftest import Importing
from tests.reports.line_list.sheets import HEADINGS, csv_text, good_list, good_row, ods, xlsx

pytestmark = pytest.mark.usefixtures("read_in_this_process")


def refused(problem: "pytest.ExceptionInfo[Unreadable]") -> str:
    return problem.value.code


# What a file is


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xlsx(good_list(1)), FileKind.ZIP),
        (ods([["a"]]), FileKind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.XLS),
        (b"Tanggal;Desa\n", FileKind.TEXT),
        ("Tanggal;Desa\n".encode("utf-16"), FileKind.TEXT),
        (b"x", FileKind.TEXT),
    ],
)
def test_a_file_is_known_by_its_first_bytes(content: bytes, kind: FileKind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\0\0 \r\n\t", "empty"),
        (b"x" * (MOST_BYTES + 1), "too_big"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "web_page"),
        (b"<TABLE><tr>", "web_page"),
        (b"<?xml version='1.0'?>", "not_a_list"),
        (b"GIF89a", "not_a_list"),
        (b"\x1f\x8b\x08", "not_a_list"),
        (b"PK\x05\x06" + b"\0" * 18, "not_a_list"),
    ],
)
def test_what_is_no_list_is_refused_by_its_first_bytes(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        kind_of(content)
    assert refused(problem) == code


def test_exactly_five_mebibytes_are_still_read() -> None:
    assert kind_of(b"x" * MOST_BYTES) is FileKind.TEXT


# Text


@pytest.mark.parametrize(
    "content",
    [
        "Désa;Ünik".encode(),
        codecs.BOM_UTF8 + "Désa;Ünik".encode(),
        "Désa;Ünik".encode("cp1252"),
        "Désa;Ünik".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Désa;Ünik".encode("utf-16-be"),
        "Désa;Ünik".encode("utf-16-le"),
        "Désa;Ünik".encode("utf-16-be"),
    ],
)
def test_text_is_the_same_in_every_coding(content: bytes) -> None:
    assert decoded(content) == "Désa;Ünik"


@pytest.mark.parametrize("content", [b"a;b\x01c", b"\xff\xfea", b"a\x81b", b"a\x00b;c"])
def test_bytes_that_are_no_text_are_refused(content: bytes) -> None:
    with pytest.raises(Unreadable) as problem:
        decoded(content)
    assert refused(problem) == "not_text"


@settings(max_examples=80)
@given(
    st.lists(
        st.lists(st.text("abc é,;\t|\"\n'", min_size=1, max_size=8), min_size=2, max_size=4),
        min_size=1, max_size=5,
    ),
    st.sampled_from(";,\t|"),
)  # fmt: skip
def test_cells_with_separators_and_quotes_come_back_with_the_hint(
    cells: list[list[str]], delimiter: str
) -> None:
    text = f"sep={delimiter}\r\n" + csv_text(cells, delimiter)
    kept = [[cell.replace("\r\n", "\n") for cell in record] for _, record in records(text.encode())]
    bare = [list(row) for row in cells]
    for row in bare:
        while row and not row[-1].strip():
            row.pop()
    assert kept == bare


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sep=;\na;b", ";"),
        ("SEP=,\r\na", ","),
        ("sep=\t\na", "\t"),
        ("sep=x\na", None),
        ("sep=\na", None),
        ("a;b", None),
        ("", None),
    ],
)
def test_the_hint_of_excel_names_one_known_separator(text: str, told: str | None) -> None:
    assert told_delimiter(text) == told


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Tanggal;Desa;Uraian\n1/1/2026;Prigi;Ada tawaran, katanya, gratis\n", ";"),
        ("Tanggal,Desa\n1/1/2026,Prigi\n", ","),
        ("Daftar; sementara\nTanggal\tDesa\tHP\n1\tPrigi\t0850\n2\tPrigi\t0850\n", "\t"),
        ('a|b\n"x;y"|z\n', "|"),
        ("satu kolom\nsaja\n", ","),
    ],
)
def test_the_separator_is_the_one_that_makes_even_rows(text: str, delimiter: str) -> None:
    assert likeliest_delimiter(text) == delimiter


@pytest.mark.parametrize(
    ("record", "kept"),
    [(["a", "", " "], ["a"]), (["", "b"], ["", "b"]), (["", ""], []), ([], [])],
)
def test_empty_cells_at_the_end_are_left_off(record: list[str], kept: list[str]) -> None:
    assert fitted(record) == kept


def test_sixty_columns_fit_and_one_more_does_not() -> None:
    assert len(fitted(["x"] * MOST_COLUMNS)) == MOST_COLUMNS
    with pytest.raises(Unreadable) as problem:
        fitted(["x"] * (MOST_COLUMNS + 1))
    assert problem.value.detail == {"most": MOST_COLUMNS}


def test_an_open_quote_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable) as problem:
        list(records(b'a;b\n1;2\n3;"x\n4;5\n'))
    assert (refused(problem), problem.value.detail["line"]) == ("broken_quotes", 4)


def test_a_cell_of_several_lines_is_one_row_and_blank_lines_are_none() -> None:
    found = list(rows(b'Tanggal;Uraian\r\n\r\n1/1/2026;"satu\ndua"\r\n;;\r\n', 0))
    assert found == [(1, ["Tanggal", "Uraian"], []), (3, ["1/1/2026", "satu\ndua"], [])]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_text_file_of_an_office_becomes_the_same_report(
    encoding: str, delimiter: str, checked: Importing
) -> None:
    rows_ = [HEADINGS, good_row(1, Uraian="Tawaran kerja ke kafé “Élite” tanpa kontrak.")]
    batch = checked(csv_text(rows_, delimiter).encode(encoding), name="daftar.txt")
    row = batch.rows.get()
    assert (batch.state, row.status) == (ImportState.CHECKED, "accepted")
    assert row.parsed["content"]["noticed"].startswith("Tawaran kerja ke kafé “Élite”")


def test_an_ods_of_texts_becomes_the_same_report(checked: Importing) -> None:
    texts = [[f"{cell:%d/%m/%Y}" if hasattr(cell, "month") else str(cell) for cell in row]
             for row in good_list(2)]  # fmt: skip
    assert [row.status for row in checked(ods(texts), name="a.ods").rows.all()] == ["accepted"] * 2


# Cells and sheets of workbooks


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (True, "ya"),
        (False, "tidak"),
        (" a\0b ", "ab"),
        (3.0, 3),
        (2.5, 2.5),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (1e18, "1e+18"),
        (None, ""),
    ],
)
def test_a_value_of_a_workbook_is_text_or_a_bounded_number(value: Any, cell: Any) -> None:
    assert plain(value) == cell
    assert type(plain(value)) is type(cell)


@settings(max_examples=60)
@given(st.integers(0, 18_000))
def test_the_letters_of_a_column_name_one_column(place: int) -> None:
    letters, rest = "", place + 1
    while rest:
        rest, step = divmod(rest - 1, 26)
        letters = chr(65 + step) + letters
    assert column_index(letters) == place


def test_a_description_shows_the_first_rows_and_the_hidden_names() -> None:
    told = description(xlsx(good_list(5), hidden=["Arsip", "Lama"]), 3)
    assert (told["hidden"], told["knows_formulas"]) == (["Arsip", "Lama"], True)
    (sheet,) = told["sheets"]
    assert (sheet["name"], sheet["height"], len(sheet["rows"])) == ("Daftar", 6, 3)


# Archives


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"Basic/Standard/Module1.xml": b"<a/>"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "outside_links"),
        ({"xl/connections.xml": b"<a/>"}, "outside_links"),
        ({"a.xml": b"<!DOCTYPE a><a/>"}, "document_type"),
        ({"a.xml": b"<a>"}, "broken_xml"),
        ({"a.xml": b'<?xml version="1.0" encoding="utf-7"?><a/>'}, "broken_xml"),
        ({"a.xml": "<a/>".encode("utf-16")}, "broken_xml"),
        ({"a.bin": b"\0" * 3_000_000}, "bomb"),
        ({f"{number}.xml": b"<a/>" for number in range(MOST_ENTRIES + 1)}, "too_many_parts"),
    ],
)
def test_a_container_with_what_no_list_needs_is_refused(parts: dict[str, bytes], code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        open_package(zipped(parts))
    assert refused(problem) == code


def test_as_many_parts_as_allowed_are_read_and_only_xml_keeps_its_text() -> None:
    parts = {f"{number}.xml": b"<a/>" for number in range(MOST_ENTRIES - 1)}
    package = open_package(zipped(parts | {"gambar.png": b"png"}))
    assert len(package.names) == MOST_ENTRIES
    assert "gambar.png" not in package.texts


@pytest.mark.parametrize(
    "text", [b"<a/>", b'<?xml version="1.0" encoding="UTF-8"?><a>\xc3\xa9</a>']
)
def test_plain_xml_passes(text: bytes) -> None:
    check_xml(text)


def test_an_ods_that_counts_its_cells_in_words_is_broken_not_a_crash() -> None:
    spaces = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    text = f'<a {spaces}><table:table-row table:number-rows-repeated="banyak"/></a>'
    with pytest.raises(Unreadable) as problem:
        looked_through(text.encode())
    assert refused(problem) == "broken_xml"


# Headings


@pytest.mark.parametrize(("word", "name"), sorted(word_table().items()))
def test_every_known_heading_is_known_in_capitals_and_with_signs(word: str, name: str) -> None:
    assert guessed_columns([f" {word.upper()} : "]).keys() <= {name, "narrative"}
    assert field_for(word) == (name, 3)


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Date", "noticed_on"), ("Source", "reporter"), ("Phone", "phones")],
)
def test_english_headings_that_are_known(heading: str, name: str) -> None:
    assert guessed_columns([heading]) == {name: [0]}


def test_columns_in_any_order_hold_the_same() -> None:
    names = ["Uraian", "No HP", "Desa", "Tanggal", "Kecamatan"]
    backwards = guessed_columns(names[::-1])
    for name, (place,) in guessed_columns(names).items():
        assert backwards[name] == [len(names) - 1 - place]


@settings(max_examples=60)
@given(st.permutations(HEADINGS))
def test_a_list_says_the_same_whatever_the_order_of_its_columns(order: list[str]) -> None:
    columns = guessed_columns(order)
    assert columns["narrative"] == [order.index("Uraian")]
    assert columns["village"] == [order.index("Desa")]
    assert columns["phones"] == [order.index("No HP")]


@pytest.mark.parametrize(
    ("top", "below", "texts"),
    [
        (["Lokasi", "", ""], ["Desa", "Kec", "Kab"], ["Desa", "Kec", "Kab"]),
        (["HP", ""], ["Pertama", "Kedua"], ["HP Pertama", "HP Kedua"]),
        (["No", "Tanggal"], ["", ""], ["No", "Tanggal"]),
        (["Tanggal"], ["", "Desa"], ["Tanggal", "Desa"]),
        ([], ["Desa"], ["Desa"]),
    ],
)
def test_two_lines_of_headings_become_one(
    top: list[str], below: list[str], texts: list[str]
) -> None:
    assert combined(top, below) == texts


@pytest.mark.parametrize(
    ("row", "data"),
    [
        (["Desa", "Kec"], False),
        ([1, "x"], True),
        ([{"date": "2026-01-01"}], True),
        (["085000123456"], True),
        (["3/4"], True),
        (["k" * 41], True),
        (["k" * 40], False),
        ([], False),
    ],
)
def test_rows_of_data_do_not_look_like_headings(row: list[Any], data: bool) -> None:
    assert looks_like_data(row) is data


def test_of_two_rows_of_headings_the_fuller_wins_and_of_equal_ones_the_first() -> None:
    fuller = heading_of([(2, ["Tanggal", "Desa"]), (5, ["Tanggal", "Desa", "Uraian"])])
    first = heading_of([(2, ["Tanggal", "Desa"]), (5, ["Tgl", "Ds"])])
    assert fuller is not None
    assert first is not None
    assert (fuller.first, first.first) == (5, 2)


def test_every_field_has_a_name_for_the_page_and_words() -> None:
    assert all(field.label and field.words for field in fields().values())
    assert len({field.label for field in fields().values()}) >= len(fields()) - 1
