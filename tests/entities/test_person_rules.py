"""What a source may tell of a person, in one form; and which of it is evidence."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.linkage.normal import Kind
from kentongan.engine.linkage.people import Person, Precision
from kentongan.engine.synthetic.numbers import fake_account, fake_phone
from kentongan.entities.person_rules import (
    LONGEST_NAME,
    MOST_NUMBERS,
    MOST_OTHERS,
    facts_of,
    name_key,
    normal_forms,
    tidy_name,
    tidy_person,
)
from kentongan.entities.told import FIELDS, read_person, write_person

PHONE, OTHER = fake_phone(11), fake_phone(12)
SOLEH = Person("Soleh", father="Karim", phones=(PHONE,), region_code="35.03.05.2001")


def tidied(person: Person) -> Person:
    found = tidy_person(person)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("  Pak   Moch.\tSoleh ", "Pak Moch. Soleh"),
        ("H. Muhamad\nSholeh", "H. Muhamad Sholeh"),
        ("Mas 7", "Mas 7"),
        ("Ŝolēh", "Ŝolēh"),
        ("12345", ""),
        ("- .", ""),
    ],
)
def test_a_name_stands_on_one_line_or_is_none(raw: str, name: str) -> None:
    assert tidy_name(raw) == name


def test_a_name_is_cut_and_not_refused() -> None:
    assert len(tidy_name("So" * 200)) == LONGEST_NAME


def test_titles_stay_as_they_were_written() -> None:
    assert tidied(Person("KH. Drs. Soleh")).name == "KH. Drs. Soleh"


def test_each_other_name_stands_once_and_the_first_name_is_none_of_them() -> None:
    person = Person("Soleh", others=("Cak Sol", "Soleh", " Cak  Sol ", "?"))
    assert tidied(person).others == ("Cak Sol",)


def test_a_list_of_names_has_an_end() -> None:
    many = tuple(f"Nama {chr(97 + n)}" for n in range(20))
    assert len(tidied(Person("Soleh", others=many)).others) == MOST_OTHERS


def test_numbers_stand_in_their_normal_form_each_once() -> None:
    spaced = f"{PHONE[:4]} {PHONE[4:8]} {PHONE[8:]}"
    assert len(tidied(Person("Soleh", phones=(PHONE, spaced, "tidak tahu"))).phones) == 1


def test_too_many_numbers_are_cut() -> None:
    many = [fake_phone(n) for n in range(40)]
    assert len(normal_forms(Kind.PHONE, many)) == MOST_NUMBERS


def test_accounts_and_handles_are_read_as_such() -> None:
    person = tidied(Person("Soleh", accounts=(fake_account(1),), handles=("@kerja_luar_negeri",)))
    assert (len(person.accounts), len(person.handles)) == (1, 1)


def test_a_passport_has_no_spaces_and_capitals() -> None:
    assert tidied(Person("Soleh", passport=" b 123 4567 ")).passport == "B1234567"


def test_a_damaged_national_id_is_kept_as_written() -> None:
    assert tidied(Person("Soleh", national_id=" 350305  O1O170 ")).national_id == "350305 O1O170"


def test_the_key_of_a_name_knows_no_capitals() -> None:
    assert name_key(Person("SOLEH")) == name_key(Person("soleh"))
    assert name_key(Person("Soleh")) != name_key(Person("Sholeh"))


@pytest.mark.parametrize(
    "more",
    [
        {"national_id": "3503050101700001"},
        {"birth_date": date(1970, 1, 1)},
        {"sex": "L"},
        {"birth_area": "35.03"},
        {"region_code": "35.03.05.2002"},
        {"passport": "B1234567"},
        {"mother": "Siti"},
        {"father": "Kasan"},
        {"phones": (PHONE, OTHER)},
        {"accounts": ("014 123",)},
        {"handles": ("@a",)},
    ],
    ids=lambda more: next(iter(more)),
)
def test_whatever_more_is_told_beside_the_name_is_new(more: dict[str, object]) -> None:
    assert facts_of(replace(SOLEH, **more)) - facts_of(SOLEH)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "less",
    [{"name": "Saleh"}, {"others": ("Cak Sol",)}, {"phones": ()}, {"father": "KARIM"}],
    ids=["spelling", "alias", "fewer numbers", "capitals"],
)
def test_what_was_known_or_is_only_a_spelling_is_not_new(less: dict[str, object]) -> None:
    assert not facts_of(replace(SOLEH, **less)) - facts_of(SOLEH)  # type: ignore[arg-type]


def test_nothing_told_is_no_fact() -> None:
    assert facts_of(Person("Soleh")) == frozenset()


# --- stored and read -------------------------------------------------------------------------


def test_what_is_empty_is_not_stored() -> None:
    assert write_person(Person("Soleh")) == {"name": "Soleh"}


def test_nobody_is_read_as_nobody() -> None:
    assert read_person({}) == Person()


def test_words_of_a_later_version_are_left_out() -> None:
    assert read_person({"name": "Soleh", "shoe_size": 42}) == Person("Soleh")


def test_a_birth_date_without_its_precision_is_a_day() -> None:
    assert read_person({"birth_date": "1970-01-01"}).birth_precision is Precision.DAY


@pytest.mark.parametrize("precision", Precision)
def test_each_precision_comes_back(precision: Precision) -> None:
    born = replace(SOLEH, birth_date=date(1970, 5, 1), birth_precision=precision)
    assert read_person(write_person(born)) == born


def test_every_field_of_a_person_is_stored() -> None:
    full = Person(
        name="a", others=("b",), father="c", mother="d", national_id="e",
        birth_date=date(1970, 1, 1), birth_precision=Precision.MONTH, sex="L", birth_area="f",
        region_code="g", phones=("h",), accounts=("i",), handles=("j",), passport="k",
    )  # fmt: skip
    assert set(write_person(full)) == set(FIELDS)
    assert read_person(write_person(full)) == full


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_writing_of_numbers_is_read_or_left_out(written: list[str]) -> None:
    for kind in (Kind.PHONE, Kind.ACCOUNT, Kind.HANDLE):
        once = normal_forms(kind, written)
        assert normal_forms(kind, once) == once
