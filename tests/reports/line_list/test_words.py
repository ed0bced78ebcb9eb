"""Fees, gradings, agencies and rows that are no reports, in the words of tables."""

from typing import Any

import pytest

from kentongan.accounts.models import Agency
from kentongan.accounts.roles import AgencyKind
from kentongan.reports.line_list.agencies import AgencyFinder, kind_of_agency, kind_words
from kentongan.reports.line_list.cells import text_of
from kentongan.reports.line_list.fees import understood_fee
from kentongan.reports.line_list.gradings import understood_grading, understood_source_kind
from kentongan.reports.line_list.headings import cleaned
from kentongan.reports.line_list.skipping import heading_words, reason_to_skip


@pytest.mark.parametrize(
    ("cell", "rupiah"),
    [
        ("8jt", 8_000_000),
        ("Rp 15.000.000", 15_000_000),
        ("Rp. 8.000.000,- (DP)", 8_000_000),
        ("15 juta", 15_000_000),
        ("1,5jt/bln", 1_500_000),
        ("± 20 jt", 20_000_000),
        ("25jt potong gaji 6 bulan", 25_000_000),
        (15_000_000, 15_000_000),
        ("28-48 juta", None),
        ("NT$ 20.000", None),
        ("gratis", 0),
        ("-", None),
        ("", None),
    ],
)
def test_a_fee_in_whole_rupiah_where_the_words_are_clear(cell: Any, rupiah: int | None) -> None:
    assert understood_fee(cell)[1:] == (rupiah, "")


@pytest.mark.parametrize("cell", ["15", 15, "500", {"date": "2026-03-12"}])
def test_a_bare_small_number_is_asked_back(cell: Any) -> None:
    text, rupiah, note = understood_fee(cell)
    assert (text, rupiah) == (text_of(cell), None)
    assert "juta" in note


@pytest.mark.parametrize(
    ("text", "grading"),
    [
        ("B2", ("B", "2")),
        ("b-2", ("B", "2")),
        ("F/6", ("F", "6")),
        ("Sumber B, info 3", ("B", "3")),
        ("B 2", ("B", "2")),
        ("B", ("B", "6")),
        ("3", ("F", "3")),
        ("baik", None),
        ("H9", None),
    ],
)
def test_a_grading_is_a_letter_and_a_number(text: str, grading: tuple[str, str] | None) -> None:
    assert understood_grading(text) == grading


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("melihat sendiri", "seen"),
        ("Diceritakan tetangga", "told"),
        ("brosur", "document"),
        ("kabar angin", "rumour"),
        ("", None),
    ],
)
def test_how_the_reporter_knows(text: str, kind: str | None) -> None:
    assert understood_source_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Polsek Watulimo", "police"),
        ("Bhabinkamtimas Ds. Prigi", "police"),
        ("Polers Trenggalek", "police"),
        ("Babinsa Koramil 0806/05", "army"),
        ("Disnaker Kab. Trenggalek", "labour"),
        ("Kemenag (KUA)", "religious_affairs"),
        ("Disdukcapil", "civil_registry"),
        ("Kec. Watulimo", "local_government"),
        ("Pemdes Prigi", "local_government"),
        ("PIMPASA", "immigration"),
        ("warga", "public"),
        ("xyz", None),
        ("", None),
    ],
)
def test_agencies_in_many_spellings(text: str, kind: str | None) -> None:
    assert kind_of_agency(cleaned(text)) == kind


def test_every_word_belongs_to_a_kind_that_exists() -> None:
    assert set(kind_words().values()) <= set(AgencyKind.values)


POLICE = Agency(pk=1, code="polres-trenggalek", name="Polres Trenggalek", kind="police")
ARMY = Agency(pk=2, code="army", name="TNI", kind="army")
OWN = Agency(pk=3, code="immigration", name="Imigrasi", kind="immigration")
FINDER = AgencyFinder(OWN, [POLICE, ARMY, OWN])


@pytest.mark.parametrize(
    ("text", "reporter", "agency", "noted"),
    [
        ("Polres Trenggalek", "", POLICE, False),
        ("polres trenggalek", "", POLICE, False),
        ("Polsek Watulimo", "", POLICE, False),
        ("", "Babinsa Prigi", ARMY, False),
        ("", "Bu Tini", OWN, False),
        ("Karang Taruna", "Babinsa Prigi", OWN, True),
        ("Disnaker", "", OWN, True),
    ],
)
def test_an_unknown_agency_is_the_own_one_with_a_note(
    text: str, reporter: str, agency: Agency, noted: bool
) -> None:
    found, note = FINDER.find(text, reporter)
    assert found is agency
    assert bool(note) is noted


COLUMNS = {"number": [0], "noticed_on": [1], "village": [2], "narrative": [3]}
HEADINGS = heading_words(["No", "Tanggal", "Desa", "Uraian Kejadian"])


@pytest.mark.parametrize(
    "cells",
    [
        ["Jumlah Januari", "", "", 12],
        ["", "TOTAL", 30],
        ["Sub Total", "", "", ""],
        ["Bulan Februari"],
        ["", "KECAMATAN WATULIMO"],
        ["No", "Tanggal", "Desa", "Uraian Kejadian"],
        ["(1)", "(2)", "(3)", "(4)"],
        [17],
        ["", "", "", "Ponorogo, 3 Maret 2026"],
        ["", "", "", "Kepala Seksi Inteldakim"],
        ["", "", "", "NIP 199001012020121001"],
        ["Catatan: data sementara"],
    ],
)
def test_rows_that_are_no_reports_are_skipped_with_a_reason(cells: list[Any]) -> None:
    assert reason_to_skip(cells, COLUMNS, HEADINGS)


@pytest.mark.parametrize(
    "cells",
    [
        [1, "1/1/2026", "Prigi", "Ada tawaran kerja."],
        ["", "", "", "Dua perempuan muda dijemput malam hari dengan mobil travel."],
        [1, "", "", "Jumlah korban tiga orang, berangkat dari rumah penampungan."],
        ["", "1/1/2026", "Prigi", ""],
        [1, "1/1/2026", "Total", "Dijanjikan gaji total 20 juta."],
    ],
)
def test_a_report_is_not_skipped(cells: list[Any]) -> None:
    assert reason_to_skip(cells, COLUMNS, HEADINGS) == ""
