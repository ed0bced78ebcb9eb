"""A letter as a value: how it is read aloud, and which sentences count for readability."""

import pytest

from acceptance.desk.letter_cast import TODAY, letter, matter, outcome
from kentongan.screening.catalogues import Decision
from kentongan.screening.letters.content import (
    Line,
    Look,
    Section,
    body,
    ended,
    spoken,
    spoken_section,
)
from kentongan.screening.letters.words import day_words


def read_aloud(look: Look, *lines: Line, lead: str = "") -> list[str]:
    return list(spoken_section(Section("Judul", look, lines, lead)))


def test_steps_are_counted_aloud() -> None:
    lines = (Line("Daftar", "Disnaker"), Line("Berangkat."))
    assert read_aloud(Look.STEPS, *lines, lead="Begini.") == [
        "Judul.",
        "Begini.",
        "Langkah 1. Daftar. Tanyakan kepada Disnaker.",
        "Langkah 2. Berangkat.",
    ]


def test_a_number_is_read_after_the_name() -> None:
    assert read_aloud(Look.CONTACTS, Line("Ombudsman RI", "137"), Line("PIMPASA desa Anda")) == [
        "Judul.",
        "Ombudsman RI. 137.",
        "PIMPASA desa Anda.",
    ]


@pytest.mark.parametrize("text", ["Selesai.", "Siapa?", "Jangan!"])
def test_a_sentence_with_an_end_keeps_it(text: str) -> None:
    assert ended(text) == text
    assert ended(text[:-1]) == f"{text[:-1]}."


def test_aloud_it_begins_with_what_it_is_and_ends_with_whom_to_ask() -> None:
    one = letter(matter(), outcome(Decision.REFUSE, "duplicate_application"))
    told = spoken(one)
    assert told[0] == "Keputusan penolakan permohonan paspor. Kepada Siti Contoh."
    assert told[1] == "Surat nomor S-2026-000045, Ponorogo, 26 November 2026."
    assert told[2] == "Permohonan paspor Anda ditolak."
    assert told[-1] == "Ombudsman RI. 137 (nomor ini belum kami coba)."


def test_the_small_print_is_neither_read_nor_measured() -> None:
    one = letter(matter(), outcome(Decision.REFUSE, "duplicate_application"))
    assert one.basis[0] not in "\n".join(spoken(one))
    assert one.basis[0] not in body(one)
    assert "Siti Contoh" not in body(one)
    assert "Jl. Budi Utomo" not in body(one)


def test_a_day_is_written_out() -> None:
    assert day_words(TODAY) == "26 November 2026"
    assert day_words(TODAY.replace(month=5, day=1)) == "1 Mei 2026"
