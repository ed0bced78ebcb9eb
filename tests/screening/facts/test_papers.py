"""Comparing papers: what differs is told, on both sides alike; how somebody is, is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.screening.facts.papers import FIELDS, Paper, differences, plain

DAY = date(2026, 11, 26)
VALUES = st.sampled_from(["", "Siti Aminah", "SITI  AMINAH", "Siti Aminah.", "Sitti", "L", "P"])
PAPERS = st.builds(
    Paper,
    name=st.sampled_from(["KTP", "KK", "Akta"]),
    on=st.just(DAY),
    fields=st.dictionaries(st.sampled_from(list(FIELDS)), VALUES),
)


def paper(title: str, /, **fields: str) -> Paper:
    return Paper(title, DAY, fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "SITI AMINAH"),
        ("Nu'man", "NUMAN"),
        ("Café", "Cafe"),
        ("01-02-1990", "01/02/1990"),
    ],
)
def test_writing_alone_makes_no_difference(one: str, other: str) -> None:
    assert list(differences([paper("KTP", name=one), paper("KK", name=other)])) == []


def test_three_papers_of_which_one_differs_make_two_differences() -> None:
    found = list(
        differences(
            [paper("KTP", name="Siti"), paper("KK", name="Sitti"), paper("Akta", name="Siti")]
        )
    )
    assert [(one.first_paper, one.second_paper) for one in found] == [("KTP", "KK"), ("KK", "Akta")]
    assert {one.field for one in found} == {"Nama"}


def test_what_a_paper_does_not_tell_differs_from_nothing() -> None:
    assert (
        list(differences([paper("KTP", name="Siti", mother="Sri"), paper("KK", name="Siti")])) == []
    )


@given(PAPERS)
def test_a_paper_does_not_differ_from_itself(one: Paper) -> None:
    assert list(differences([one, one])) == []


@given(PAPERS, PAPERS)
def test_exchanging_papers_exchanges_the_sides(one: Paper, other: Paper) -> None:
    forward, back = list(differences([one, other])), list(differences([other, one]))
    assert [(d.field, d.first, d.second) for d in forward] == [
        (d.field, d.second, d.first) for d in back
    ]


SWAPPED = {"L": "P", "P": "L"}


@given(PAPERS, PAPERS)
def test_exchanging_the_sexes_finds_as_much(one: Paper, other: Paper) -> None:
    """The rule learns that two papers differ, not what somebody is."""
    turned = [
        Paper(p.name, p.on, p.fields | {"sex": SWAPPED.get(p.fields.get("sex", ""), "")})
        if p.fields.get("sex") in SWAPPED
        else p
        for p in (one, other)
    ]
    assert [d.field for d in differences([one, other])] == [d.field for d in differences(turned)]


@given(st.text())
def test_plain_twice_is_plain_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
