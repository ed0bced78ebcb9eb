"""Every sort of people has numbers and keys of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.access.policy import Kind
from kentongan.entities.models import ApplicantMention, PersonMention, ProtectedMention
from kentongan.entities.search.blinded import blinded
from kentongan.entities.search.people import mention_of, number_on
from kentongan.entities.sides import (
    APPLICANTS,
    EVERY_SORT,
    PROTECTED,
    SIDES,
    SUSPECTED,
    Sort,
    sort_of,
)

ids = st.integers(min_value=1, max_value=2**61)
sorts = st.sampled_from(EVERY_SORT)


@given(sorts, ids)
def test_a_number_leads_back_to_its_mention(sort: Sort, pk: int) -> None:
    assert mention_of(number_on(sort, pk)) == (sort, pk)


@given(st.tuples(sorts, ids), st.tuples(sorts, ids))
def test_two_mentions_never_have_one_number(one: tuple[Sort, int], other: tuple[Sort, int]) -> None:
    assert (number_on(*one) == number_on(*other)) is (one == other)


@given(sorts, ids)
def test_numbers_fit_into_the_columns_of_both_databases(sort: Sort, pk: int) -> None:
    assert -(2**63) < number_on(sort, pk) < 2**63


def test_a_key_of_one_sort_is_no_key_of_another() -> None:
    keys = [tuple(blinded(sort, range(50))) for sort in EVERY_SORT]
    assert len({key for some in keys for key in some}) == 150


@pytest.mark.parametrize(
    ("mention", "sort"),
    [
        (PersonMention(), SUSPECTED),
        (ProtectedMention(), PROTECTED),
        (ApplicantMention(), APPLICANTS),
    ],
)
def test_a_mention_is_of_its_sort(mention: PersonMention, sort: Sort) -> None:
    assert sort_of(mention) is sort


def test_nobody_judges_applicants() -> None:
    assert APPLICANTS not in SIDES.values()
    assert APPLICANTS.kind is Kind.APPLICANT


def test_every_sort_has_a_kind_and_a_word_of_its_own() -> None:
    assert len({sort.kind for sort in EVERY_SORT}) == len(EVERY_SORT)
    assert len({sort.word for sort in EVERY_SORT}) == len(EVERY_SORT)
