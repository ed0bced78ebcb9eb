"""What measures the letters sees a page that is cut off, a missing part and a secret."""

from dataclasses import replace

import pytest
import typst

from acceptance.desk import letters, papers
from acceptance.desk.letter_cast import SECRET, letter, matter, outcome
from kentongan.screening.catalogues import Decision
from kentongan.screening.letters.content import Letter
from kentongan.screening.letters.printing import Size, print_letter, print_pictures

PAGE = '#set page(paper: "a4", margin: 20mm)\n'


@pytest.fixture(scope="module")
def refusal() -> Letter:
    return letter(matter(), outcome(Decision.REFUSE, "duplicate_application"))


def picture(source: str) -> bytes:
    """The first page of some typst."""
    made = typst.compile(source.encode(), format="png", ppi=30.0)
    return bytes(made[0] if isinstance(made, list) else made)


@pytest.mark.parametrize(
    "place", ["top + left", "bottom + right", "horizon + left", "bottom + center"]
)
def test_ink_at_an_edge_is_seen(place: str) -> None:
    mark = f"#place({place}, dx: -19mm, dy: -19mm, square(size: 6mm, fill: black))"
    if "bottom" in place:
        mark = f"#place({place}, dy: 19mm, square(size: 6mm, fill: black))"
    assert papers.ink_near_the_edge(picture(PAGE + mark), letters.EDGE)


def test_a_page_within_its_margins_has_none() -> None:
    text = PAGE + "#lorem(900)"
    assert not papers.ink_near_the_edge(picture(text), letters.EDGE)


def test_a_word_too_long_for_the_line_is_seen() -> None:
    text = f'{PAGE}#set text(hyphenate: false)\n#"{"m" * 120}"'
    assert papers.ink_near_the_edge(picture(text), letters.EDGE)


def test_pages_and_size_are_read_from_the_paper(refusal: Letter) -> None:
    paper = print_letter(refusal)
    assert papers.is_a4(paper)
    assert papers.pages_of(paper) == len(print_pictures(refusal, Size.NORMAL, 20.0))
    small = bytes(typst.compile(b'#set page(paper: "a5")\nx', format="pdf"))  # type: ignore[arg-type]
    assert not papers.is_a4(small)


def test_a_picture_of_another_kind_is_refused() -> None:
    png = bytearray(picture(PAGE))
    png[24] = 16  # bits a channel
    with pytest.raises(ValueError, match="not read"):
        papers.pixels(bytes(png))


def test_a_letter_without_its_route_is_told(refusal: Letter) -> None:
    kept = tuple(part for part in refusal.sections if part.title not in letters.ROUTES)
    assert letters.complete([refusal])[3]
    assert not letters.complete([refusal, replace(refusal, sections=kept)])[3]


@pytest.mark.parametrize("secret", SECRET)
def test_a_secret_in_a_letter_is_told(secret: str, refusal: Letter) -> None:
    assert letters.silent([refusal])[3]
    assert not letters.silent([refusal, replace(refusal, decision=f"Lihat {secret}.")])[3]


def test_a_letter_of_too_many_pages_is_told(refusal: Letter) -> None:
    long = replace(refusal, sections=refusal.sections * 6)
    assert letters.printed(Size.NORMAL, [refusal])[3]
    assert not letters.printed(Size.NORMAL, [refusal, long])[3]


def test_every_purpose_decision_and_age_has_its_letter() -> None:
    found = {(one.about, one.title, one.to[0]) for one in letters.every_letter()}
    assert len(found) == 7 * 5 * 2
