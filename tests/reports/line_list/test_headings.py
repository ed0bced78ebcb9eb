"""Headings of real lists: titles above, two lines, merged, misspelt; and the table of words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.reports.line_list.headings import (
    cleaned,
    field_for,
    fields,
    guessed_columns,
    heading_of,
    is_numbering,
    word_table,
)


def sheet(*rows: list[Any]) -> list[tuple[int, list[Any]]]:
    return list(enumerate(rows, start=1))


def test_the_table_of_words_loads_and_no_word_stands_twice() -> None:
    assert {"noticed_on", "village", "narrative", "phones"} <= set(fields())
    assert all(isinstance(word, str) and word == cleaned(word) for word in word_table())
    assert word_table()["no"] == "number"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tgl. Kejadian", "noticed_on"),
        ("HARI/TANGGAL", "noticed_on"),
        ("Desa/Kel.", "village"),
        ("Kec.", "district"),
        ("Kab/Kota", "regency"),
        ("TKP", "place"),
        ("Uraian Singkat Kejadian", "narrative"),
        ("Kronologis", "narrative"),
        ("No. HP / WA", "phones"),
        ("No. Rek", "accounts"),
        ("Akun FB", "handles"),
        ("Nama Perekrut", "aliases"),
        ("PT/LPK", "organisations"),
        ("Tempat Penampungan", "holding_houses"),
        ("Tempat Kumpul", "meeting_places"),
        ("Titik Jemput", "meeting_places"),
        ("Meeting point", "meeting_places"),
        ("Tempat", "place"),
        ("Tempat Kejadian", "place"),
        ("Rute", "routes"),
        ("Jalur Keberangkatan", "routes"),
        ("Route", "routes"),
        ("Negara Tujuan", "destination"),
        ("Biaya (Rp)", "fee"),
        ("Indikator TPPO", "indicators"),
        ("Ket.", "remarks"),
        ("Nama Pelapor", "reporter"),
        ("Asal Instansi", "agency"),
        ("N I K", None),
        ("NIK", "personal"),
        ("Nama Korban", "personal"),
        ("No. HP Pelapor", "personal"),
        ("Kode Laporan", "report_code"),
        ("Kecamtan", "district"),
        ("Keteranagn", "remarks"),
        ("Cuaca", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, field: str | None) -> None:
    found = field_for(cleaned(heading))
    assert (found[0] if found else None) == field


def test_titles_and_blank_rows_above_are_passed_over() -> None:
    found = heading_of(
        sheet(
            ["DAFTAR LAPORAN DUGAAN TPPO"],
            ["Periode Januari s.d. Maret 2026"],
            ["No", "Tanggal", "Desa", "Uraian"],
            [1, {"date": "2026-01-01"}, "Prigi", "Ada tawaran."],
        )
    )
    assert found is not None
    assert (found.first, found.last) == (3, 3)
    assert found.columns == {"number": [0], "noticed_on": [1], "village": [2], "narrative": [3]}


def test_two_line_headings_are_read_together() -> None:
    found = heading_of(
        sheet(
            ["No", "Tgl", "Lokasi", "", "", "Uraian", "Perekrut", ""],
            ["", "", "Desa", "Kec", "Kab", "", "Nama", "HP/WA"],
            [1, {"date": "2026-01-01"}, "Prigi"],
        )
    )
    assert found is not None
    assert (found.first, found.last) == (1, 2)
    assert found.texts[6] == "Perekrut Nama"
    assert found.columns["village"] == [2]
    assert found.columns["aliases"] == [6]
    assert found.columns["phones"] == [7]


def test_headings_merged_downwards_stand_in_both_lines() -> None:
    found = heading_of(
        sheet(["No", "Tanggal", "Lokasi", ""], ["No", "Tanggal", "Desa", "Kecamatan"], [1])
    )
    assert found is not None
    assert found.texts == ("No", "Tanggal", "Desa", "Kecamatan")


def test_the_first_row_of_data_is_not_taken_for_a_second_line() -> None:
    found = heading_of(sheet(["No", "Tanggal", "Uraian"], ["1", "1/1/2026", "Ada tawaran kerja."]))
    assert found is not None
    assert found.last == 1


def test_one_known_word_is_no_heading() -> None:
    assert heading_of(sheet(["Tanggal", "x"], ["a", "b"])) is None
    assert heading_of([]) is None


def test_one_column_a_field_the_best_fitting_and_many_where_many_may_be() -> None:
    columns = guessed_columns(["Tanggal Lapor Resmi", "Tanggal", "HP 1", "HP 2"])
    assert columns["noticed_on"] == [1]
    assert columns["phones"] == [2, 3]


def test_remarks_tell_the_story_where_nothing_else_does() -> None:
    assert guessed_columns(["Tanggal", "Desa", "Keterangan"])["narrative"] == [2]
    assert guessed_columns(["Uraian", "Keterangan"])["remarks"] == [1]


@pytest.mark.parametrize(
    ("row", "numbering"),
    [
        (["(1)", "(2)", "(3)"], True),
        ([1, 2, 3, 4], True),
        (["1", "2"], False),
        ([1, 2, 4], False),
        ([1, "Prigi", 3], False),
    ],
)
def test_the_row_of_column_numbers_is_recognised(row: list[Any], numbering: bool) -> None:
    assert is_numbering(row) is numbering


CELLS = st.one_of(st.text(max_size=12), st.integers(), st.just({"date": "2026-01-01"}))


@given(st.lists(st.lists(CELLS, max_size=8), max_size=6))
def test_any_rows_give_a_heading_or_none_with_columns_inside_it(rows: list[list[Any]]) -> None:
    found = heading_of(sheet(*rows))
    if found is not None:
        assert all(0 <= c < len(found.texts) for cs in found.columns.values() for c in cs)
