"""What becomes of one row: the report it makes, what must be put right, what was a guess."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import Agency, User
from kentongan.entities.told import Written
from kentongan.regions.models import Region
from kentongan.reports.line_list.agencies import AgencyFinder
from kentongan.reports.line_list.headings import guessed_columns
from kentongan.reports.line_list.packing import packed, unpacked_content
from kentongan.reports.line_list.places import PlaceFinder
from kentongan.reports.line_list.rows import Table, Understood, column_letters, understood, voice_of

HEADINGS = [
    "No", "Tanggal", "Pelapor", "Instansi", "Uraian", "Desa", "Kecamatan", "Kabupaten", "No HP",
    "Rekening", "Akun", "Perekrut", "PT/LPK", "Tujuan", "Pekerjaan", "Biaya", "Indikator", "Nilai",
    "Ket", "Kolom aneh",
]  # fmt: skip
TODAY = date(2026, 11, 25)
Understanding = Callable[..., Understood]


def labels(text: str) -> list[str]:
    """A catalogue of two indicators."""
    known = {"paspor ditahan": "passport_held", "visa wisata": "tourist_visa"}
    return [name for words, name in known.items() if words in text.casefold()]


@pytest.fixture
def understand(bima: User, partners: None) -> Understanding:
    """``understand(Desa="Prigi", …)``: the outcome of a row that is good but for the changes."""
    own = bima.agency
    assert own is not None
    table = Table(
        columns=guessed_columns(HEADINGS),
        headings=HEADINGS,
        today=TODAY,
        places=PlaceFinder(("35.02", "35.03")),
        agencies=AgencyFinder(own, list(Agency.objects.order_by("pk"))),
        match_label=labels,
        readable_phone=lambda text: sum(letter.isdigit() for letter in text) >= 9,
    )

    def run(formulas: tuple[int, ...] = (), **changes: Any) -> Understood:
        row: dict[str, Any] = dict.fromkeys(HEADINGS, "")
        row |= {
            "No": 1,
            "Tanggal": {"date": "2026-11-03"},
            "Pelapor": "Siti",
            "Instansi": "Polsek",
            "Uraian": "Ada tawaran kerja ke Malaysia tanpa kontrak.",
            "Desa": "Prigi",
            "Kecamatan": "Watulimo",
        }
        row |= {name.replace("_", " "): value for name, value in changes.items()}
        return understood([row[heading] for heading in HEADINGS], formulas, table)

    return run


def test_a_full_row_becomes_a_report(understand: Understanding, areas: dict[str, Region]) -> None:
    outcome = understand(
        No_HP="085000000001 / 085000000002",
        Rekening="BRI 9999999900000001",
        Akun="@mami",
        Perekrut="Mami",
        Tujuan="Malaysia",
        Pekerjaan="ART",
        Biaya="8jt",
        Indikator="Paspor ditahan",
        Nilai="B2",
        Ket="dicek lagi",
        **{"PT/LPK": "PT Maju"},
    )
    said = outcome.content
    assert said is not None
    assert (outcome.status, outcome.messages) == ("accepted", ())
    assert outcome.agency is not None
    assert outcome.agency.kind == "police"
    assert (said.region_code, said.place_precision) == ("35.03.05.2001", "village")
    assert (said.noticed_on, said.time_precision) == (date(2026, 11, 3), "exact")
    assert said.noticed.endswith("Keterangan: dicek lagi")
    assert said.indicators == ("passport_held",)
    assert (said.reliability, said.credibility) == ("B", "2")
    assert (said.fee, said.fee_rupiah) == ("8jt", 8_000_000)
    assert said.things == (
        Written("phone", "085000000001"),
        Written("phone", "085000000002"),
        Written("account", "BRI 9999999900000001"),
        Written("handle", "@mami"),
        Written("alias", "Mami"),
        Written("organisation", "PT Maju"),
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Tanggal": "12/25/2025"}, "hari/bulan/tahun"),
        ({"Tanggal": "01/01/2027"}, "belum tiba"),
        ({"Uraian": ""}, "Tulis apa yang terlihat"),
        ({"Uraian": "x" * 20_001}, "terlalu panjang"),
        ({"No_HP": 8500000000012345}, "Teks"),
        ({"Rekening": "9,99999E+15"}, "Teks"),
        ({"Biaya": 1e16}, "Teks"),
        ({"Tujuan": "x" * 81}, "terlalu panjang"),
    ],
)
def test_what_must_be_put_right_rejects_the_row_and_says_how(
    understand: Understanding, changes: dict[str, Any], words: str
) -> None:
    outcome = understand(**changes)
    assert outcome.status == "rejected"
    assert outcome.content is None
    assert words in " ".join(outcome.messages)


def test_a_rejected_row_says_everything_at_once(understand: Understanding) -> None:
    outcome = understand(Tanggal="kemarin", Uraian="", Rekening=10**16)
    assert len(outcome.messages) == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Tanggal": ""}, "Tanggalnya kosong"),
        ({"Tanggal": "3 Feb"}, "Tahunnya tidak ditulis"),
        ({"Desa": "", "Kecamatan": ""}, "Tempatnya kosong"),
        ({"Desa": "Tiada", "Kecamatan": "Antah"}, "tidak ditemukan"),
        ({"Instansi": "Karang Taruna"}, "tidak dikenal"),
        ({"No_HP": "123"}, "bukan nomor telepon"),
        ({"Indikator": "rambut merah"}, "tidak dikenal"),
        ({"Nilai": "bagus"}, "B2"),
        ({"Biaya": 15}, "juta"),
    ],
)
def test_a_guess_is_accepted_with_a_note(
    understand: Understanding, changes: dict[str, Any], words: str
) -> None:
    outcome = understand(**changes)
    assert outcome.status == "question"
    assert words in " ".join(outcome.messages)
    assert outcome.content is not None


def test_a_village_that_is_not_found_falls_back_to_its_sub_district(
    understand: Understanding,
) -> None:
    said = understand(Desa="Tiada").content
    assert said is not None
    assert (said.region_code, said.place_precision) == ("35.03.05", "district")
    assert said.place_text == "Tiada, Watulimo"


def test_a_name_of_two_villages_is_never_one_of_them(
    understand: Understanding, areas: dict[str, Region]
) -> None:
    Region.objects.create(
        code="35.03.04.2009", name="Prigi", level=4, kind="desa",
        parent=areas["35.03.04"], valid_from=date(2025, 1, 1),
    )  # fmt: skip
    outcome = understand(Kecamatan="")
    assert outcome.content is not None
    assert outcome.content.region_code == "35.03"
    assert "Watulimo" in outcome.messages[0]
    assert "Munjungan" in outcome.messages[0]


def test_only_a_sub_district_is_a_report_of_that_sub_district(understand: Understanding) -> None:
    said = understand(Desa="").content
    assert said is not None
    assert (said.region_code, said.place_precision) == ("35.03.05", "district")


def test_what_fits_nowhere_stays_in_the_story(understand: Understanding) -> None:
    said = understand(No_HP="tanya Bu Tini", Indikator="rambut merah").content
    assert said is not None
    assert "Kontak: tanya Bu Tini" in said.noticed
    assert "Tanda: rambut merah" in said.noticed
    assert said.things == ()


def test_signs_alone_make_a_report(understand: Understanding) -> None:
    said = understand(Uraian="", Indikator="Paspor ditahan; visa wisata").content
    assert said is not None
    assert said.noticed == "Tanda: Paspor ditahan; visa wisata"
    assert said.indicators == ("passport_held", "tourist_visa")


def test_a_formula_counts_only_in_a_column_that_is_used(understand: Understanding) -> None:
    assert understand(formulas=(0, 19)).status == "accepted"
    outcome = understand(formulas=(4,))
    assert outcome.status == "rejected"
    assert "Tempel Khusus" in outcome.messages[0]
    assert "Uraian" in outcome.messages[0]


def test_a_subtotal_is_skipped(understand: Understanding) -> None:
    blank = dict.fromkeys(["Tanggal", "Pelapor", "Instansi", "Uraian", "Desa", "Kecamatan"], "")
    assert understand(No="Jumlah Januari", **blank).status == "skipped"


# The same row


def test_the_same_words_in_another_format_are_the_same_row(understand: Understanding) -> None:
    one = understand(No_HP=85000000001, Biaya=8_000_000)
    other = understand(
        No=99, Tanggal="3 November 2026", Pelapor=" SITI ", No_HP="0850-0000-0001", Biaya="8 juta"
    )
    assert one.identity == other.identity != ""


@pytest.mark.parametrize(
    "changes",
    [{"Uraian": "Lain."}, {"Desa": "Tasikmadu"}, {"Tanggal": "4/11/2026"}, {"Pelapor": "Tini"}],
)
def test_other_words_are_another_row(understand: Understanding, changes: dict[str, Any]) -> None:
    assert understand().identity != understand(**changes).identity


def test_one_person_is_one_voice_and_the_name_is_not_kept() -> None:
    assert voice_of(1, "Siti") == voice_of(1, " siti ") != voice_of(1, "Tini")
    assert voice_of(1, "Siti") != voice_of(2, "Siti")
    assert "siti" not in voice_of(1, "Siti").casefold()
    assert len(voice_of(10**9, "Siti")) <= 64


def test_an_understood_row_survives_the_database(understand: Understanding) -> None:
    outcome = understand(No_HP="085000000001", Indikator="Paspor ditahan")
    assert unpacked_content(packed(outcome)) == outcome.content


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (59, "BH")])
def test_a_column_without_a_heading_is_named_by_its_letters(place: int, letters: str) -> None:
    assert column_letters(place) == letters


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["1/2/2026", "8 juta", "0850 0000 0001", "'=1+1", "B2", "-", "\ud7ff\ufeff"]),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates().map(lambda day: {"date": day.isoformat()}),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cells=st.dictionaries(st.sampled_from(HEADINGS), CELLS), formulas=st.sets(st.integers(0, 25))
)
def test_whatever_stands_in_the_cells_the_row_gets_an_outcome(
    understand: Understanding, cells: dict[str, Any], formulas: set[int]
) -> None:
    outcome = understand(formulas=tuple(formulas), **cells)
    assert outcome.status in {"accepted", "question", "rejected", "skipped"}
    assert (outcome.content is None) == (outcome.status in {"rejected", "skipped"})
    assert outcome.messages or outcome.status == "accepted"
