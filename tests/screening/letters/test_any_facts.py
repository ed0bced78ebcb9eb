"""Properties of letters over every purpose, decision and any facts that may stand together."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acceptance.desk.letter_cast import DESK, FACTS, SECRET, TODAY, matter
from kentongan.screening.catalogues import GRAVE, contacts, purposes, reasons
from kentongan.screening.dated import in_force
from kentongan.screening.letters.composing import BRING, WHY, Matter, Outcome, decision_letter
from kentongan.screening.letters.content import Letter, Section, body, spoken

REASONS = in_force(reasons(), TODAY)
NAMES = {one.name for one in contacts()}
some_facts = st.lists(st.sampled_from(sorted(FACTS)), max_size=6)
matters = st.builds(
    matter,
    st.sampled_from([one.id for one in purposes()]),
    child=st.booleans(),
    name=st.sampled_from(["Siti Contoh", "Al", "I Gusti Ayu Made Contoh Panjang"]),
    area=st.sampled_from(["", "35.02.01.2001", "35.03.05.2001", "11.01"]),
)
unhurried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def letter_of(about: Matter, code: str, kinds: Sequence[str]) -> Letter:
    decision = REASONS[code].decision
    facts = tuple(FACTS[kind] for kind in kinds)
    return decision_letter(about, Outcome(decision, code, facts), "S-2026-000001", DESK)


def part_of(letter: Letter, title: str) -> Section | None:
    return next((part for part in letter.sections if part.title == title), None)


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_no_facts_together_tell_a_secret(about: Matter, code: str, kinds: list[str]) -> None:
    stored = str(letter_of(about, code, kinds).stored())
    assert not [secret for secret in SECRET if secret in stored]


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_everything_on_the_paper_is_read_aloud(about: Matter, code: str, kinds: list[str]) -> None:
    letter = letter_of(about, code, kinds)
    aloud = "\n".join(spoken(letter))
    for part in letter.sections:
        assert part.title in aloud
        assert all(line.text in aloud and line.ask in aloud for line in part.lines)
    assert letter.decision in aloud


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_what_is_measured_is_on_the_paper(about: Matter, code: str, kinds: list[str]) -> None:
    letter = letter_of(about, code, kinds)
    measured = body(letter)
    assert letter.decision in measured
    assert letter.number not in measured
    assert about.name not in measured


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_another_order_of_facts_tells_the_same(about: Matter, code: str, kinds: list[str]) -> None:
    one, other = (letter_of(about, code, order) for order in (kinds, kinds[::-1]))
    for title in (WHY, BRING):
        first, second = part_of(one, title), part_of(other, title)
        assert (first is None) == (second is None)
        if first and second:
            assert sorted(first.lines, key=str) == sorted(second.lines, key=str)


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_a_fact_said_twice_is_told_once(about: Matter, code: str, kinds: list[str]) -> None:
    assert letter_of(about, code, kinds) == letter_of(about, code, list(dict.fromkeys(kinds)))


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_whom_to_ask_is_somebody_of_the_list(about: Matter, code: str, kinds: list[str]) -> None:
    letter = letter_of(about, code, kinds)
    asked = {line.ask for part in letter.sections[:-1] for line in part.lines if line.ask}
    assert asked <= NAMES
    assert {line.text for line in letter.sections[-1].lines} <= NAMES


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)))
def test_who_signs_and_the_small_print_follow_the_decision(about: Matter, code: str) -> None:
    letter = letter_of(about, code, [])
    is_grave = REASONS[code].decision in GRAVE
    assert letter.signer == ("Kepala Kantor" if is_grave else "Petugas")
    assert len(letter.basis) >= (4 if is_grave else 1)
    assert letter.basis[0].startswith(f"Alasan {code}: ")


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_a_caution_changes_nothing_but_what_helps(
    about: Matter, code: str, kinds: list[str]
) -> None:
    plain = [kind for kind in kinds if "caution" not in kind]
    with_it, without = (letter_of(about, code, some) for some in ([*plain, "live_caution"], plain))
    assert part_of(with_it, WHY) == part_of(without, WHY)
    assert with_it.decision == without.decision
    assert with_it.basis == without.basis


@unhurried
@given(matters, st.sampled_from(sorted(REASONS)), some_facts)
def test_the_companion_of_a_child_leaves_no_trace(
    about: Matter, code: str, kinds: list[str]
) -> None:
    plain = [kind for kind in kinds if kind != "companion_caution"]
    assert letter_of(about, code, [*plain, "companion_caution"]) == letter_of(about, code, plain)
