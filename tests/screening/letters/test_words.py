"""The sentences of letters as dated data: editions, blanks, and where words are left empty."""

import re
from datetime import date

import pytest

from acceptance.desk.letter_cast import FACTS, TODAY
from kentongan.screening.catalogues import Decision, fact_kinds, purposes, reasons, reasons_for
from kentongan.screening.dated import Malformed, in_force, parse
from kentongan.screening.deadlines import periods
from kentongan.screening.facts.findings import finding
from kentongan.screening.letters.words import (
    MONTHS,
    AskedPaper,
    LetterWords,
    asked_papers,
    day_words,
    fact_words,
    kinds_of,
    letter_words,
    mend_words,
    papers_to_ask,
    period_words,
    reason_words,
    said,
    said_or,
)

KINDS = in_force(fact_kinds(), TODAY)
PARTS = in_force(letter_words(), TODAY)
CHILD = pytest.mark.parametrize("child", [False, True], ids=["adult", "child"])
PART = """
- part: fact.uji
  adult: Untuk {name}.
  child: Untuk anak.
  valid_from: 2026-01-01
  valid_to: null
  source: Setelan awal untuk uji
"""


def test_parts_are_named_by_group_and_name() -> None:
    groups = {part.partition(".")[0] for part in PARTS}
    assert groups == {
        *("decision", "next", "reason", "fact", "mend", "route", "objection", "answer", "entry")
    }


@pytest.mark.parametrize("decision", Decision)
def test_every_decision_says_what_it_is_and_what_follows(decision: Decision) -> None:
    for group in ("decision", "next"):
        words = PARTS[f"{group}.{decision}"]
        assert words.adult
        assert words.child


@pytest.mark.parametrize("group", ["reason", "fact", "mend"])
def test_no_part_speaks_of_what_no_catalogue_knows(group: str) -> None:
    known = set(KINDS) | {one.code for one in reasons()}
    named = {name for part in PARTS for head, _, name in [part.partition(".")] if head == group}
    assert named <= known


def test_words_about_a_child_speak_of_the_child_or_of_nobody() -> None:
    for part, words in PARTS.items():
        assert "paspor Anda" not in words.child, part
        assert "NIK Anda" not in words.child, part
        assert "dokumen Anda lengkap" not in words.child.lower(), part


def test_no_part_threatens_or_accuses() -> None:
    for part, words in PARTS.items():
        told = f"{words.adult or ''} {words.child}".lower()
        for word in ("ilegal", "calo", "kriminal", "pidana", "tersangka", "dicurigai", "palsu"):
            assert word not in told, f"{part}: {word}"


def test_a_part_without_a_group_is_refused() -> None:
    with pytest.raises(Malformed, match="part"):
        parse("letters.yaml", PART.replace("fact.uji", "uji"), LetterWords)


def test_two_editions_on_one_day_are_refused() -> None:
    with pytest.raises(Malformed, match="two editions"):
        parse("letters.yaml", PART + PART, LetterWords)


def test_an_edition_follows_another() -> None:
    later = PART.replace("2026-01-01", "2027-01-01").replace("Untuk anak", "Bagi anak")
    first = PART.replace("valid_to: null", "valid_to: 2027-01-01")
    both = parse("letters.yaml", first + later, LetterWords)
    assert in_force(both, date(2026, 12, 31))["fact.uji"].child == "Untuk anak."
    assert in_force(both, date(2027, 1, 1))["fact.uji"].child == "Bagi anak."


def test_a_paper_is_for_everyone_adults_or_children() -> None:
    raw = (
        "- {id: uji, label: A, for: nobody, valid_from: 2026-01-01, valid_to: null, source: Dicoba}"
    )
    with pytest.raises(Malformed, match="for"):
        parse("asked_papers.yaml", raw, AskedPaper)
    assert {one.who for one in asked_papers()} == {"everyone", "adult", "child"}


@pytest.mark.parametrize("part", ["decision.unknown", "fact.unknown"])
def test_a_part_that_nobody_wrote_is_an_error(part: str) -> None:
    with pytest.raises(KeyError):
        said(part, TODAY, child=False)


def test_a_blank_that_is_not_filled_is_an_error() -> None:
    with pytest.raises(KeyError):
        said("next.ask", TODAY, child=False)


def test_before_the_first_edition_there_are_no_words() -> None:
    with pytest.raises(KeyError):
        said("decision.issue", date(2025, 12, 31), child=False)


def test_words_for_adults_that_stand_elsewhere_are_an_error_here() -> None:
    with pytest.raises(KeyError):
        said("reason.T1", TODAY, child=False)
    assert said("reason.T1", TODAY, child=True).startswith("Anak Anda")


@CHILD
def test_other_words_stand_where_there_are_none(child: bool) -> None:
    assert said_or("fact.unknown", TODAY, "Lain.", child=child) == "Lain."
    assert said_or("fact.live_caution", TODAY, "Lain.", child=child) == ""


@pytest.mark.parametrize("code", [one.code for one in reasons()])
def test_an_adult_is_told_the_sentence_of_the_reason(code: str) -> None:
    reason = in_force(reasons(), TODAY)[code]
    assert reason_words(code, TODAY, child=False) == reason.letter
    assert f"reason.{code}" in PARTS


@CHILD
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_fact_is_told_with_its_values_or_not_at_all(kind: str, child: bool) -> None:
    told = fact_words(FACTS[kind], TODAY, child=child)
    assert "{" not in told
    assert (told == "") == (kind in {"live_caution", "companion_caution"})
    assert told == "" or told.endswith(".")


def test_a_fact_of_an_unknown_kind_is_not_told() -> None:
    odd = finding("odd_kind", "uji", TODAY, name="Rahasia")
    assert fact_words(odd, TODAY, child=False) == ""
    assert kinds_of((odd,), TODAY) == []


@CHILD
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_helps_is_told_for_every_kind_but_one(kind: str, child: bool) -> None:
    told = mend_words(KINDS[kind], TODAY, child=child)
    assert bool(told) == (kind != "companion_caution")
    assert "Anda NIK" not in told


def test_what_helps_an_adult_is_that_of_the_catalogue() -> None:
    for kind in KINDS.values():
        told = mend_words(kind, TODAY, child=False)
        assert told in {kind.mend, ""}


def test_kinds_come_once_and_in_the_order_of_the_facts() -> None:
    facts = tuple(FACTS[one] for one in ("shared_contact", "document_mismatch", "shared_contact"))
    assert [kind.id for kind in kinds_of(facts, TODAY)] == ["shared_contact", "document_mismatch"]


@CHILD
@pytest.mark.parametrize("purpose", [one.id for one in purposes()])
def test_papers_of_a_purpose_stand_last_and_each_once(purpose: str, child: bool) -> None:
    found = papers_to_ask(purpose, TODAY, child=child)
    own = [key for key in found if re.fullmatch(rf"{purpose}_\d", key)]
    assert own == list(found)[-len(own) :]
    assert len(set(found.values())) == len(found)


def test_an_unknown_purpose_has_the_general_papers_alone() -> None:
    general = papers_to_ask("unknown", TODAY, child=False)
    assert set(general) == {one.id for one in asked_papers() if one.who != "child"}
    assert papers_to_ask("work", date(2000, 1, 1), child=False) == {}


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("issue", "4 hari kerja"),
        ("complete_file", "30 hari"),
        ("collect", "1 bulan"),
        ("objection", "21 hari kerja"),
        ("court", "90 hari"),
        ("interest_entry", "6 bulan"),
    ],
)
def test_a_period_is_told_with_its_unit(clock: str, told: str) -> None:
    assert period_words(in_force(periods(), TODAY)[clock]) == told


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month: int) -> None:
    assert day_words(date(2026, month, 3)) == f"3 {MONTHS[month - 1]} 2026"


def test_every_decision_has_a_reason_to_write_about() -> None:
    assert all(reasons_for(decision, TODAY) for decision in Decision)
