"""What a report must say to be kept, and what the chips stand for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kentongan.entities.told import Written
from kentongan.reports import rules
from kentongan.reports.content import Content

TODAY = date(2026, 11, 25)
FINE = Content(
    noticed="Ada tawaran kerja.",
    region_id=1,
    region_code="35.03.05.2001",
    place_precision="village",
    noticed_on=date(2026, 11, 24),
    time_precision="exact",
)


def test_a_place_a_day_and_a_sentence_are_enough() -> None:
    assert rules.faults(FINE, TODAY) == []


def test_neither_place_nor_day_need_be_known() -> None:
    assert rules.faults(Content(noticed="Kabar angin."), TODAY) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"noticed": ""}, "Tulis apa yang terlihat"),
        ({"region_id": None, "region_code": ""}, "Pilih desa"),
        ({"place_precision": "unsure"}, "bukan “Belum pasti”"),
        ({"region_code": ""}, "Kode wilayah"),
        ({"noticed_on": None}, "Isi tanggalnya"),
        ({"time_precision": "unknown"}, "Isi tanggalnya"),
        ({"noticed_on": TODAY + timedelta(days=1)}, "belum tiba"),
        ({"noticed_on": date(206, 1, 1)}, "terlalu lama"),
        ({"noticed": "x" * 20_001}, "terlalu panjang"),
        ({"job": "x" * 81}, "80 huruf"),
        ({"things": (Written("alias", "x" * 301),)}, "terlalu panjang"),
        ({"things": tuple(Written("alias", f"Bu {i}") for i in range(51))}, "Terlalu banyak"),
        ({"source_kind": "guess"}, "tidak dikenal"),
        ({"reliability": "Z"}, "tidak dikenal"),
    ],
)
def test_each_fault_says_what_to_do(changes: dict[str, object], words: str) -> None:
    found = rules.faults(replace(FINE, **changes), TODAY)
    assert any(words in sentence for sentence in found), found


@pytest.mark.parametrize(
    ("chip", "day", "moment"),
    [
        ("today", None, (TODAY, "exact")),
        ("yesterday", None, (date(2026, 11, 24), "exact")),
        ("week", None, (TODAY, "week")),
        ("month", None, (TODAY, "month")),
        ("unknown", None, (None, "unknown")),
        ("", date(2026, 11, 3), (date(2026, 11, 3), "exact")),
        ("week", date(2026, 11, 3), (date(2026, 11, 3), "week")),
        ("today", TODAY, (TODAY, "exact")),
        ("day", date(2026, 11, 3), (date(2026, 11, 3), "day")),
    ],
)
def test_chip_and_date_give_a_day_with_its_precision(
    chip: str, day: date | None, moment: tuple[date | None, str]
) -> None:
    assert rules.moment(chip, day, TODAY) == moment


@pytest.mark.parametrize(
    ("chip", "day"),
    [
        ("", None),
        ("exact", None),
        ("unknown", date(2026, 11, 3)),
        ("yesterday", date(2026, 11, 3)),
    ],
)
def test_no_moment_or_two_of_them_are_asked_about(chip: str, day: date | None) -> None:
    with pytest.raises(ValueError, match=r"Pilih kapan|dua waktu"):
        rules.moment(chip, day, TODAY)


@pytest.mark.parametrize(
    ("written", "rupiah"),
    [
        ("15 juta", 15_000_000),
        ("Rp1,5jt", 1_500_000),
        ("Rp 15.000.000", 15_000_000),
        ("28-48 juta", None),
        ("4 sampai 5 juta", None),
        ("NT$ 20.000", None),
        ("-5 juta", None),
        ("gratis", None),
        ("", None),
    ],
)
def test_a_fee_becomes_rupiah_only_where_the_words_are_clear(
    written: str, rupiah: int | None
) -> None:
    assert rules.rupiah(written) == rupiah
