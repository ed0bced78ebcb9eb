"""Letters on A4: their size, their pages, and that the same letter gives the same paper."""

import re

import pytest

from acceptance.desk.letter_cast import FACTS, letter, matter, outcome
from kentongan.screening.catalogues import Decision
from kentongan.screening.letters.content import Letter, Line, Look, Section
from kentongan.screening.letters.printing import Size, print_letter

SHEET = re.compile(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]")
PAGE = re.compile(rb"/Type ?/Page[\s/]")
A4_POINTS = [595, 842]
MOST_PAGES = {Size.NORMAL: 2, Size.LARGE: 5}


def pages(pdf: bytes) -> int:
    return len(PAGE.findall(pdf))


@pytest.mark.parametrize("size", Size)
def test_the_fullest_letter_keeps_to_a4_and_to_its_pages(size: Size) -> None:
    every = [kind for kind in FACTS if not kind.startswith("c")]
    pdf = print_letter(letter(matter(), outcome(Decision.REFUSE, *every)), size)
    sheets = [[round(float(side)) for side in found] for found in SHEET.findall(pdf)]
    assert pdf.startswith(b"%PDF-")
    assert sheets
    assert all(sheet == A4_POINTS for sheet in sheets)
    assert 1 <= pages(pdf) <= MOST_PAGES[size]


def test_a_short_letter_is_one_page() -> None:
    assert pages(print_letter(letter(matter("umrah"), outcome(Decision.ISSUE)))) == 1


def test_the_same_letter_gives_the_same_paper_also_from_storage() -> None:
    one = letter(matter("umrah", child=True), outcome(Decision.REFER, reason="R3"))
    assert print_letter(one) == print_letter(Letter.restored(one.stored()))


def test_large_print_differs() -> None:
    one = letter(matter("haj"), outcome(Decision.ISSUE))
    assert print_letter(one) != print_letter(one, Size.LARGE)


@pytest.mark.parametrize("name", ["#panic()", "$x$ *tebal* @rujuk", '"]{\\', "أمينة", "O'Neil <b>"])
def test_a_name_is_never_markup(name: str) -> None:
    one = letter(matter(name=name), outcome(Decision.ISSUE))
    assert print_letter(one).startswith(b"%PDF-")


def test_a_section_of_each_look_can_be_printed() -> None:
    one = letter(matter(), outcome(Decision.ISSUE))
    parts = tuple(
        Section(f"Judul {look}", look, (Line("Isi.", "Kantor"), Line("Isi lain.")), "Pembuka.")
        for look in Look
    )
    short = Letter(**vars(one) | {"sections": parts, "basis": ()})
    assert pages(print_letter(short)) == 1
