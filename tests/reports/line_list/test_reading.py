"""The bounded process: good files become rows, hostile ones end in a sentence within a second."""

import io
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kentongan.engine.spreadsheets import asking, grids
from kentongan.engine.spreadsheets.asking import COMMAND, sheet_rows
from kentongan.engine.spreadsheets.grids import LONGEST_NAME, LONGEST_SHOWN
from kentongan.engine.spreadsheets.limits import (
    MEMORY,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    PREVIEW_ROWS,
    Unreadable,
)
from kentongan.reports.line_list.reading import chosen_sheet
from kentongan.reports.line_list.sentences import SENTENCES, sentence
from tests.reports.line_list.sheets import (
    HEADINGS,
    csv_text,
    good_list,
    good_row,
    ods,
    part,
    rewritten,
    xlsx,
)

FILES = Path(__file__).parent / "files"
SHEET_PART = "xl/worksheets/sheet1.xml"


def rows_in(content: bytes) -> list[tuple[int, list[Any], list[int]]]:
    """All rows of the sheet that would be chosen, through the real process."""
    choice = chosen_sheet(content)
    with sheet_rows(content, choice.place) as rows:
        return list(rows)


def refusal_of(content: bytes, seconds: float = 2.0) -> str:
    """The code of the refusal, which has a sentence; a second of the reader and one for others."""
    began = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        rows_in(content)
    assert time.monotonic() - began < seconds
    assert sentence(refused.value)
    return refused.value.code


# Good files


def test_a_workbook_comes_out_as_numbered_rows() -> None:
    rows = rows_in(xlsx(good_list(2)))
    assert [number for number, _, _ in rows] == [1, 2, 3]
    assert rows[1][1][:3] == [1, {"date": "2026-11-03"}, "Siti"]


def test_row_numbers_are_those_that_excel_shows_whatever_is_blank_above() -> None:
    rows = rows_in(xlsx([[], [], ["DAFTAR"], [], *good_list(1)]))
    assert [number for number, _, _ in rows] == [3, 5, 6]


def test_a_sheet_that_begins_in_a_later_column_keeps_its_columns() -> None:
    shifted = [["", "", *row] for row in good_list(1)]
    assert rows_in(xlsx(shifted))[0][1][:3] == ["", "", "No"]


def test_hidden_sheets_are_named_and_not_read() -> None:
    choice = chosen_sheet(xlsx(good_list(), hidden=["Rahasia"]))
    assert (choice.name, choice.hidden) == ("Daftar", ["Rahasia"])


def test_cells_merged_downwards_repeat_their_value() -> None:
    def merge(_book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 5, 3, 5, "Tasikmadu")

    without = [HEADINGS, *(good_row(number, Desa="") for number in range(1, 4))]
    rows = rows_in(xlsx(without, change=merge))
    assert [cells[5] for _, cells, _ in rows[1:]] == ["Tasikmadu"] * 3


@pytest.mark.parametrize("name", ["old.xls", "table.ods"])
def test_files_of_other_programs_say_the_same(name: str) -> None:
    rows = rows_in((FILES / name).read_bytes())
    assert [number for number, _, _ in rows] == [1, 2, 3]
    assert rows[0][1] == HEADINGS
    assert rows[1][1][1] == {"date": "2026-11-03"}
    assert rows[1][1][4:] == [
        "Tawaran kerja ke Malaysia “tanpa” kontrak.", "Prigi", "Watulimo", 85000000001, 15000000,
    ]  # fmt: skip


def test_an_old_workbook_does_not_tell_its_formulas_and_its_hidden_sheet_is_left_aside() -> None:
    choice = chosen_sheet((FILES / "old.xls").read_bytes())
    assert (choice.knows_formulas, choice.hidden) == (False, ["Rahasia"])


def test_of_two_sheets_with_the_same_headings_the_longer_is_read() -> None:
    def add(book: Any, _sheet: Any) -> None:
        longer = book.add_worksheet("Panjang")
        for line, row in enumerate(csv_text(good_list(5)).splitlines()):
            longer.write_row(line, 0, row.split(";"))

    choice = chosen_sheet(xlsx(good_list(2), change=add))
    assert (choice.place, choice.name, choice.unread) == (1, "Panjang", ["Daftar"])


def test_formulas_are_named_by_row_and_column() -> None:
    rows = rows_in(xlsx([HEADINGS, good_row(Biaya="=1+1")]))
    assert rows[1][2] == [HEADINGS.index("Biaya")]


def test_ods_formulas_are_named_by_row_and_column() -> None:
    rows = rows_in(ods(good_list_as_text(), formula_at=(1, 4)))
    assert [formulas for _, _, formulas in rows] == [[], [4]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_in_every_encoding_and_delimiter_says_the_same(encoding: str, delimiter: str) -> None:
    row = good_row(Uraian="Agen “résmi”, katanya; ongkos 15 juta")
    content = csv_text([HEADINGS, row], delimiter).encode(encoding)
    (_, cells, _) = rows_in(content)[1]
    assert cells[4] == "Agen “résmi”, katanya; ongkos 15 juta"
    assert cells[1] == "03/11/2026"


def test_the_hint_line_of_excel_chooses_the_delimiter() -> None:
    text = "sep=,\r\n" + csv_text(good_list(1), ",")
    assert [number for number, _, _ in rows_in(text.encode())] == [2, 3]


def test_mixed_line_ends_are_line_ends() -> None:
    text = "Tanggal;Desa;Uraian\r\n1/1/2026;A;x\n2/1/2026;B;y\r3/1/2026;C;z"
    assert len(rows_in(text.encode())) == 4


def test_a_nul_in_a_cell_is_dropped_from_a_workbook() -> None:
    assert "\0" not in str(rows_in(xlsx(good_list(1))))


# Hostile files


def bomb(size: int, declared: int | None = None) -> bytes:
    """A zip with a part that unpacks to ``size`` zeros; the directory may lie about it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        written.writestr("xl/workbook.xml", "<workbook/>")
        written.writestr(SHEET_PART, b"0" * size)
    content = target.getvalue()
    if declared is None:
        return content
    return content.replace(struct.pack("<L", size), struct.pack("<L", declared))


def many_entries(count: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for number in range(count):
            written.writestr(f"{number}", b"")
    return target.getvalue()


def with_doctype(text: bytes) -> bytes:
    head, _, body = text.partition(b"?>")
    return head + b'?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + body


def encrypted_flag(content: bytes) -> bytes:
    """The same zip claiming that its parts need a password."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def old_container(*marks: str) -> bytes:
    words = b"".join(mark.encode("utf-16-le") for mark in marks)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + words + b"\0" * 1024


GOOD = xlsx(good_list())
HOSTILE: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("nothing", lambda: b"", {"empty"}),
    ("only zeros", lambda: b"\0" * 4096, {"empty"}),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 99, {"not_a_list"}),
    ("a PDF named .xlsx", lambda: b"%PDF-1.7 " + b"x" * 99, {"not_a_list"}),
    ("a web page named .xls", lambda: b"<html><table><tr><td>No", {"web_page"}),
    ("a picture with a zip behind it", lambda: b"\xff\xd8\xff" + GOOD, {"not_a_list"}),
    ("6 MB", lambda: b"a;b\n" * 1_600_000, {"too_big"}),
    ("a bomb", lambda: bomb(40 * 1024 * 1024), {"bomb"}),
    ("a bomb that lies small", lambda: bomb(30_000_000, 1000), {"broken_zip", "bomb"}),
    ("370 MB", lambda: bomb(370_000_000), {"bomb"}),
    ("70,000 parts", lambda: many_entries(70_000), {"too_many_parts", "too_big"}),
    ("500 parts", lambda: many_entries(500), {"too_many_parts"}),
    ("cut in half", lambda: GOOD[: len(GOOD) // 2], {"broken_zip"}),
    ("cut at its end", lambda: GOOD[:-5], {"broken_zip"}),
    ("a password flag", lambda: encrypted_flag(GOOD), {"encrypted"}),
    ("an old one with a password", lambda: old_container("EncryptedPackage"), {"encrypted"}),
    ("an old one with macros", lambda: old_container("_VBA_PROJECT"), {"macros"}),
    ("an old one without anything", lambda: old_container("Workbook"), {"broken"}),
    ("macros", lambda: rewritten(GOOD, {"xl/vbaProject.bin": b"x"}), {"macros"}),
    (
        "links to elsewhere",
        lambda: rewritten(GOOD, {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        {"outside_links"},
    ),
    (
        "a document type",
        lambda: rewritten(GOOD, {SHEET_PART: with_doctype(part(GOOD, SHEET_PART))}),
        {"document_type"},
    ),
    (
        "a document type in UTF-16",
        lambda: rewritten(
            GOOD,
            {SHEET_PART: with_doctype(part(GOOD, SHEET_PART)).decode().encode("utf-16")},
        ),
        {"broken_xml"},
    ),
    (
        "XML cut short",
        lambda: rewritten(GOOD, {SHEET_PART: part(GOOD, SHEET_PART)[:-40]}),
        {"broken_xml"},
    ),
    ("no sheet", lambda: rewritten(GOOD, {SHEET_PART: None}), {"broken", "no_headings"}),
    ("a text document", lambda: rewritten(GOOD, {"xl/workbook.xml": None}), {"not_a_list"}),
    ("binary workbook", lambda: rewritten(GOOD, {"xl/workbook.bin": b"x"}), {"binary_workbook"}),
    ("a list without headings", lambda: xlsx([["a", "b"], ["c", "d"]]), {"no_headings"}),
    ("an unclosed quote", lambda: b'Tanggal;Uraian\n1/1/26;"ada\n', {"broken_quotes"}),
    ("a cell of 1 MB", lambda: b"Tanggal;Uraian\n1;" + b"x" * 1_000_000, {"broken_quotes"}),
    ("zeros between text", lambda: b"Tanggal;Uraian\n\0\0;\0\0\0x", {"not_text"}),
    ("half a UTF-16", lambda: b"\xff\xfea", {"not_text"}),
    ("a row too many", lambda: b"a;b\n" * (MOST_ROWS + 1), {"too_many_rows", "no_headings"}),
    ("a column too many", lambda: b";" * MOST_COLUMNS + b"a\n", {"too_many_columns"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "codes"),
    [(make, codes) for _, make, codes in HOSTILE],
    ids=[name for name, *_ in HOSTILE],
)
def test_a_hostile_file_is_refused_with_a_sentence(
    make: Callable[[], bytes], codes: set[str]
) -> None:
    assert refusal_of(make()) in codes


def test_a_cell_far_away_is_a_list_too_long_not_a_million_rows() -> None:
    def far(_book: Any, sheet: Any) -> None:
        sheet.write(1_000_000, 0, "x")

    assert refusal_of(xlsx(good_list(), change=far)) == "too_many_rows"


def test_sixteen_thousand_columns_are_refused() -> None:
    def far(_book: Any, sheet: Any) -> None:
        sheet.write(2, 16_000, "x")

    assert refusal_of(xlsx(good_list(), change=far)) == "too_many_columns"


@pytest.mark.parametrize(
    ("across", "down", "code"),
    [
        (16384, 2, "too_many_columns"),
        (2, 1048576, "too_many_rows"),
        (10**9, 1, "too_many_columns"),
    ],
)
def test_cells_that_repeat_without_end_are_counted_before_they_are_laid_out(
    across: int, down: int, code: str
) -> None:
    content = ods([["Tanggal", "Uraian"], ["1/1/2026", "x"]])
    repeated = part(content, "content.xml").replace(
        b"<table:table-row>", f'<table:table-row table:number-rows-repeated="{down}">'.encode()
    )
    wide = f'<table:table-cell table:number-columns-repeated="{across}" '.encode()
    repeated = repeated.replace(b"<table:table-cell ", wide)
    assert refusal_of(rewritten(content, {"content.xml": repeated}), seconds=1.0) == code


def test_blank_cells_to_the_end_of_the_sheet_are_no_rows() -> None:
    content = ods([["Tanggal", "Uraian"], ["1/1/2026", "x"]])
    blank = (
        b'<table:table-row table:number-rows-repeated="1048574">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    longer = part(content, "content.xml").replace(b"</table:table>", blank)
    assert len(rows_in(rewritten(content, {"content.xml": longer}))) == 2


def test_styled_blank_cells_far_below_are_no_rows() -> None:
    def style(book: Any, sheet: Any) -> None:
        sheet.write_blank(60_000, 0, None, book.add_format({"bold": True}))

    assert len(rows_in(xlsx(good_list(2), change=style))) == 3


def test_many_wide_sheets_are_not_described_without_end() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for _ in range(80):
        sheet = book.add_worksheet()
        for line in range(PREVIEW_ROWS):
            sheet.write_row(line, 0, ["x" * LONGEST_SHOWN] * 40)
    book.close()
    assert refusal_of(target.getvalue(), seconds=6) == "heavy"


def test_a_sheet_with_an_endless_name_has_a_short_one() -> None:
    content = ods(good_list_as_text())
    renamed = part(content, "content.xml").replace(b'"Daftar"', b'"' + b"D" * 5000 + b'"')
    choice = chosen_sheet(rewritten(content, {"content.xml": renamed}))
    assert choice.name == "D" * LONGEST_NAME


def good_list_as_text() -> list[list[str]]:
    return [[str(cell) for cell in row] for row in good_list(1)]


def test_one_long_text_in_a_million_cells_is_refused() -> None:
    rows = [["Tanggal", "Uraian"]] + [["x" * 20_000] * 40] * 500
    # 400 MB of copies until the memory bound holds: two seconds, not one.
    assert refusal_of(xlsx(rows), seconds=6) in {"heavy", "bomb"}


@pytest.mark.parametrize("seed", range(24))
def test_a_file_with_flipped_bits_is_read_or_refused_never_worse(seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(GOOD)
    for _ in range(dice.randint(1, 30)):
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    with suppress(Unreadable):
        rows_in(bytes(content))


def test_every_refusal_has_a_sentence_and_every_sentence_says_what_to_do() -> None:
    for code, text in SENTENCES.items():
        assert str(text).endswith("."), code
        assert len(str(text).split()) > 5, code


# The process itself


def test_the_process_is_bound_and_starts_without_django() -> None:
    script = (
        "import sys, resource;"
        "from kentongan.engine.spreadsheets import read;"
        "read.bind();"
        "print('django' in sys.modules, resource.getrlimit(resource.RLIMIT_AS)[0])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False", str(MEMORY)]


def test_the_size_of_the_process_that_asks_does_not_make_a_broken_file_heavy() -> None:
    large = (
        "import subprocess, sys; held = bytearray(400_000_000);"
        "answer = subprocess.run(sys.argv[1:], input=b'', capture_output=True).stdout;"
        "print(len(held), answer.decode())"
    )
    asks = (
        "from kentongan.engine.spreadsheets import read; print(read.peak(), read.near_the_bound())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", large, sys.executable, "-c", asks],
        capture_output=True,
        text=True,
        check=True,
    )
    held, peak, near = answer.stdout.split()
    assert int(held) > int(peak) > 5_000_000
    assert near == "False"


def test_a_process_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    dies = (sys.executable, "-c", "import os; os.abort()")
    monkeypatch.setattr(asking, "COMMAND", dies)
    for content in (GOOD, b"x" * 3_000_000):
        with pytest.raises(Unreadable) as refused:
            rows_in(content)
        assert refused.value.code == "heavy"


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(asking, "WALL_SECONDS", 0.5)
    with pytest.raises(Unreadable) as refused:
        rows_in(GOOD)
    assert refused.value.code == "slow"


def test_an_answer_that_is_cut_off_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "COMMAND", (sys.executable, "-c", "print('[1,[\"a\"],[]]')"))
    with pytest.raises(Unreadable), sheet_rows(GOOD, 0) as rows:
        list(rows)


def test_the_file_never_stands_on_the_disk_or_on_the_command_line() -> None:
    assert COMMAND[-1] == "kentongan.engine.spreadsheets.read"


def test_reading_in_this_process_gives_the_same_rows() -> None:
    content = xlsx(good_list(5))
    assert rows_in(content) == [(n, c, f) for n, c, f in grids.rows(content, 0)]


def test_dates_of_1904_workbooks_are_the_same_days() -> None:
    content = xlsx(good_list(1))
    book = part(content, "xl/workbook.xml").replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    (_, cells, _) = rows_in(rewritten(content, {"xl/workbook.xml": book}))[1]
    serial = (date(2026, 11, 3) - date(1899, 12, 30)).days
    assert cells[1] == {"date": date.fromordinal(date(1904, 1, 1).toordinal() + serial).isoformat()}


def test_a_zip_inside_a_zip_is_only_a_part() -> None:
    inner = zlib.compress(b"0" * 1000)
    assert len(rows_in(rewritten(GOOD, {"xl/embeddings/a.zip": inner}))) == 4


def test_more_than_the_limit_is_not_even_handed_over() -> None:
    assert refusal_of(b"x" * (MOST_BYTES + 1)) == "too_big"
