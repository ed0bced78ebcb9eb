"""What a letter says, for every purpose, decision and reason, to adults and about children."""

from dataclasses import replace
from datetime import date
from functools import cache
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acceptance.desk.letter_cast import (
    DESK,
    FACTS,
    SECRET,
    TODAY,
    facts_of,
    letter,
    matter,
    outcome,
    said_in,
)
from kentongan.engine.readability import measure
from kentongan.screening.catalogues import GRAVE, Decision, fact_kinds, purposes, reasons
from kentongan.screening.dated import in_force
from kentongan.screening.deadlines import deadline
from kentongan.screening.letters.composing import BRING, OBJECT, WRONG, Outcome
from kentongan.screening.letters.content import Letter, Look, body
from kentongan.screening.letters.words import letter_words, papers_to_ask

PURPOSES = [one.id for one in purposes()]
REASONS = in_force(reasons(), TODAY)
CHILD = pytest.mark.parametrize("child", [False, True], ids=["adult", "child"])
EVERY = pytest.mark.parametrize("purpose", PURPOSES)


def of_reason(purpose: str, code: str, *, child: bool) -> Letter:
    """A letter of a purpose and a reason, with all facts that the reason names."""
    reason = REASONS[code]
    decided = Outcome(reason.decision, code, facts_of(reason.facts), ("KTP asli",))
    return letter(matter(purpose, child=child), decided)


@cache
def of_purpose(purpose: str, *, child: bool) -> tuple[Letter, ...]:
    """The letters of every reason."""
    return tuple(of_reason(purpose, code, child=child) for code in REASONS)


def section(one: Letter, title: str) -> str:
    """The lines below a heading."""
    return " ".join(
        f"{line.text} {line.ask}" for part in one.sections if part.title == title
        for line in part.lines
    )  # fmt: skip


@EVERY
@CHILD
def test_every_letter_says_what_why_how_and_whom_to_ask(purpose: str, child: bool) -> None:
    for one in of_purpose(purpose, child=child):
        titles = [part.title for part in one.sections]
        assert titles[:2] == ["Mengapa", "Selanjutnya"]
        assert titles[-1] == "Tempat bertanya"
        assert {"Jalur resmi", "Agar perjalanan aman"} & set(titles)
        assert {OBJECT, WRONG} & set(titles)
        assert one.decision
        assert all(part.lines for part in one.sections)


@EVERY
@CHILD
def test_no_letter_has_an_open_blank_or_tells_a_secret(purpose: str, child: bool) -> None:
    for one in of_purpose(purpose, child=child):
        told = said_in(one)
        assert "{" not in told
        assert not [secret for secret in SECRET if secret in told]
        assert "peringatan" not in told.lower()


@EVERY
@CHILD
def test_every_letter_is_easy_to_read(purpose: str, child: bool) -> None:
    for one in of_purpose(purpose, child=child):
        measured = measure(body(one))
        assert measured.words_per_sentence < 10
        assert measured.longest_sentence <= 20
        assert measured.lix < 45


def test_every_kind_of_fact_has_words_for_both() -> None:
    parts = in_force(letter_words(), TODAY)
    for kind in in_force(fact_kinds(), TODAY).values():
        words = parts[f"fact.{kind.id}"]
        assert words.adult is not None
        assert (words.adult == "") == (words.child == "")


def test_a_sentence_about_a_fact_names_only_what_its_finding_holds() -> None:
    for part, words in in_force(letter_words(), TODAY).items():
        group, _, kind = part.partition(".")
        if group == "fact":
            blanks = {name for _, name, *_ in Formatter().parse(words.adult or "") if name}
            assert blanks <= {name for name, _value in FACTS[kind].values}, kind


def test_every_reason_has_words_about_a_child() -> None:
    parts = in_force(letter_words(), TODAY)
    assert all(f"reason.{code}" in parts for code in REASONS)


@pytest.mark.parametrize("code", REASONS)
def test_a_letter_about_a_child_speaks_to_its_parents(code: str) -> None:
    one = of_reason("family", code, child=True)
    assert one.to[0] == "Kepada Ayah dan Ibu, atau Wali,"
    assert "anak" in one.decision or "Keputusan" in one.decision
    assert "tentang paspor Anda" not in said_in(one)
    assert "paspor Anda" not in one.decision


def test_who_beside_a_child_is_meant_leaves_no_trace() -> None:
    child = matter("family", child=True)
    with_caution = outcome(Decision.REFER, "companion_caution", reason="R2")
    assert letter(child, with_caution) == letter(child, replace(with_caution, facts=()))


def test_a_caution_is_told_as_what_helps_and_nothing_else() -> None:
    one = letter(matter(), outcome(Decision.REFER, "live_caution", reason="R1"))
    assert "Tidak ada yang perlu Anda betulkan." in section(one, BRING)
    assert section(one, "Mengapa").strip() == "Permohonan Anda perlu pemeriksaan lanjutan."


def test_that_others_gave_a_number_is_told_without_how_many() -> None:
    one = letter(matter(), outcome(Decision.REFER, "shared_contact", reason="R1"))
    assert "beberapa pemohon lain" in section(one, "Mengapa")
    assert "9173" not in said_in(one)


@CHILD
@pytest.mark.parametrize("decision", sorted(GRAVE))
def test_a_grave_letter_says_until_when_to_object_and_to_whom(
    decision: Decision, child: bool
) -> None:
    told = section(letter(matter(child=child), outcome(decision, "document_mismatch")), OBJECT)
    assert deadline("objection", TODAY, DESK.calendar).last_day == date(2026, 12, 29)
    assert "29 Desember 2026" in told
    assert "21 hari kerja" in told
    assert "Kepala Kantor" in told
    assert "10 hari kerja" in told
    assert "90 hari" in told
    assert "Ombudsman RI, telepon 137" in told


@pytest.mark.parametrize("decision", sorted(GRAVE))
def test_a_grave_letter_says_that_it_is_no_exit_ban(decision: Decision) -> None:
    told = section(letter(matter(), outcome(decision, "document_mismatch")), "Selanjutnya")
    assert "dilarang ke luar negeri" in told


def test_an_issue_says_when_the_passport_is_ready_from_the_interview() -> None:
    early = matter("umrah", interviewed_on=date(2026, 11, 20))
    assert "26 November 2026" in section(letter(early, outcome(Decision.ISSUE)), "Selanjutnya")


def test_a_request_ends_on_a_day_on_which_the_office_is_open() -> None:
    # Thirty days after 26 November is Saturday 26 December; Thursday and Friday are days off.
    told = section(letter(matter(), outcome(Decision.ASK)), "Selanjutnya")
    assert "paling lambat 23 Desember 2026" in told


def test_a_deadline_in_a_year_without_its_decree_says_so() -> None:
    late = replace(DESK, on=date(2027, 12, 27))
    told = section(letter(matter(), outcome(Decision.REFUSE, "file_not_completed"), late), OBJECT)
    assert "perkiraan" in told


def test_the_papers_that_are_asked_for_come_first() -> None:
    asked = replace(outcome(Decision.ASK), papers=("KTP asli", "Paspor lama bila ada"))
    lines = next(part for part in letter(matter(), asked).sections if part.title == BRING).lines
    assert [line.text for line in lines] == ["Bawa: KTP asli", "Bawa: Paspor lama bila ada"]


def test_what_helps_is_told_once_for_two_facts_of_a_kind() -> None:
    twice = replace(outcome(Decision.POSTPONE), facts=(FACTS["document_mismatch"],) * 2)
    assert section(letter(matter(), twice), BRING).count("Dukcapil, minta") == 1


def test_a_contact_of_another_regency_is_not_printed() -> None:
    decided = outcome(Decision.ISSUE)
    assert "LTSA Ponorogo" in said_in(letter(matter(), decided))
    away = said_in(letter(matter(area="35.03.05.2001"), decided))
    assert "LTSA Ponorogo" not in away
    assert "Dinas tenaga kerja" in away


def test_a_number_that_the_office_has_not_tried_says_so() -> None:
    told = section(letter(matter(), outcome(Decision.ISSUE)), "Tempat bertanya")
    assert "0811-3558-555 (nomor ini belum kami coba)" in told


def test_the_small_print_names_the_source_of_the_reason_and_of_each_period() -> None:
    basis = letter(matter(), outcome(Decision.REFUSE, "duplicate_application")).basis
    assert basis[0].startswith("Alasan T1: ")
    assert [one.partition(",")[0] for one in basis[1:]] == [
        "Keberatan diajukan", "Keberatan dijawab", "Gugatan ke PTUN diajukan",
    ]  # fmt: skip


def test_a_reason_that_is_not_in_force_makes_no_letter() -> None:
    with pytest.raises(KeyError):
        letter(matter(), Outcome(Decision.REFUSE, "T9"))
    with pytest.raises(KeyError):
        letter(matter(), outcome(Decision.ISSUE), replace(DESK, on=date(2020, 1, 1)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PURPOSES), st.sampled_from(sorted(REASONS)), st.booleans())
def test_a_letter_comes_back_from_storage_as_it_was(purpose: str, code: str, child: bool) -> None:
    one = of_reason(purpose, code, child=child)
    assert Letter.restored(one.stored()) == one


@CHILD
def test_papers_to_ask_for_are_those_of_the_age_and_of_the_purpose(child: bool) -> None:
    found = papers_to_ask("umrah", TODAY, child=child)
    assert ("id_card" in found) != child
    assert ("consent" in found) == child
    assert "Nama penyelenggara umrah (PPIU)" in found.values()


def test_steps_are_steps_and_contacts_are_contacts() -> None:
    looks = [part.look for part in of_reason("work", "A1", child=False).sections]
    assert looks == [Look.TEXT, Look.TEXT, Look.ITEMS, Look.STEPS, Look.TEXT, Look.CONTACTS]
