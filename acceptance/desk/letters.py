"""Letters for every purpose and decision, as printed A4, and how hard they read."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from statistics import median

from acceptance.desk.letter_cast import FACTS, SECRET, TODAY, letter, matter
from acceptance.desk.papers import ink_near_the_edge, is_a4, pages_of
from acceptance.result import Part
from kentongan.engine.readability import Readability, measure
from kentongan.screening.catalogues import Decision, purposes, reasons_for
from kentongan.screening.letters.composing import Outcome
from kentongan.screening.letters.content import Letter, body
from kentongan.screening.letters.printing import Size, print_letter, print_pictures

MOST_PAGES = {Size.NORMAL: 2, Size.LARGE: 5}
SHOWN = 11  # of so many letters one is looked at as a picture, which takes a second a page
EDGE = 0.04  # of the width: 8 mm; the narrowest margin of the template is 13 mm
DOTS_PER_INCH = 30.0
WORDS_PER_SENTENCE, LONGEST_SENTENCE, LIX = 10.0, 20, 45.0
ALWAYS = {"Mengapa", "Selanjutnya", "Tempat bertanya"}
ROUTES = {"Jalur resmi", "Agar perjalanan aman"}
OBJECTIONS = {"Bila Anda tidak setuju", "Bila ada yang salah"}


@cache
def every_letter() -> tuple[Letter, ...]:
    """Every purpose × coded reason × adult and child, with every fact that the reason names."""
    found = [
        letter(matter(purpose.id, child=child), full(decision, reason.code, reason.facts))
        for purpose, decision, child in product(purposes(), Decision, (False, True))
        for reason in reasons_for(decision, TODAY)
    ]
    return tuple(found)


def full(decision: Decision, code: str, kinds: Sequence[str]) -> Outcome:
    """A decision with facts of all these kinds; two papers are asked for where papers are."""
    papers = ("Kartu keluarga (KK) asli", "KTP asli") if decision is Decision.ASK else ()
    return Outcome(decision, code, tuple(FACTS[kind] for kind in kinds), papers)


def letter_results() -> Iterator[Part]:
    """Size, pages, edges, what every letter says, what none says, and readability."""
    letters = every_letter()
    yield from (printed(size, letters) for size in Size)
    yield cut_off(letters)
    yield complete(letters)
    yield silent(letters)
    yield from readable([measure(body(one)) for one in letters])


def printed(size: Size, letters: Sequence[Letter]) -> Part:
    """How many sheets the letters take."""
    papers = [print_letter(one, size) for one in letters]
    pages = [pages_of(paper) for paper in papers]
    counts = ", ".join(f"{pages.count(n)} of {n}" for n in sorted(set(pages)))
    most = MOST_PAGES[size]
    good = all(map(is_a4, papers)) and max(pages) <= most
    title = f"{len(letters)} letters of {len(purposes())} purposes × 5 decisions, {size} print"
    return title, f"A4, pages: {counts}", f"A4, at most {most} pages", good


def cut_off(letters: Sequence[Letter]) -> Part:
    """Pages with ink where paper should be white."""
    pictures = [
        page
        for one, size in product(letters[::SHOWN], Size)
        for page in print_pictures(one, size, DOTS_PER_INCH)
    ]
    touched = sum(ink_near_the_edge(page, EDGE) for page in pictures)
    return (
        "pages with ink within 8 mm of an edge",
        f"{touched} of {len(pictures)}",
        "0",
        not touched,
    )


def complete(letters: Sequence[Letter]) -> Part:
    """What was decided, why, what next, the route, how to object and whom to ask."""
    whole = sum(is_whole({part.title for part in one.sections}) for one in letters)
    title = "letters that say what, why, what next, the route, how to object, whom to ask"
    return title, f"{whole} of {len(letters)}", "all", whole == len(letters)


def is_whole(titles: set[str]) -> bool:
    """Whether no part is missing."""
    return bool(titles >= ALWAYS and titles & ROUTES and titles & OBJECTIONS)


def silent(letters: Sequence[Letter]) -> Part:
    """Letters that tell a caution, who else gave a number, or who beside a child is meant."""
    telling = sum(any(secret in str(one.stored()) for secret in SECRET) for one in letters)
    return "letters that tell a caution or another person", str(telling), "0", not telling


def readable(measured: Sequence[Readability]) -> Iterator[Part]:
    """Sentences and LIX; LIX compares Indonesian texts with each other and is no school grade."""
    sentences = [one.words_per_sentence for one in measured]
    longest = max(one.longest_sentence for one in measured)
    lix = [one.lix for one in measured]
    wrapped = median(one.wrapped_share for one in measured)
    yield (
        "words a sentence",
        f"median {median(sentences):.1f}, most {max(sentences):.1f}, longest sentence {longest}",
        f"most below {WORDS_PER_SENTENCE:.0f}, no sentence above {LONGEST_SENTENCE}",
        max(sentences) < WORDS_PER_SENTENCE and longest <= LONGEST_SENTENCE,
    )
    yield (
        "LIX of the letters (Björnsson; for comparing Indonesian texts)",
        f"median {median(lix):.1f}, most {max(lix):.1f}; {wrapped:.0%} words with two affixes",
        f"most at most {LIX:.0f}",
        max(lix) <= LIX,
    )
