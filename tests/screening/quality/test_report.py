"""The auditor's report: counts and comparisons, no person, and nobody pointed at by chance."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.fairness import FEWEST
from kentongan.engine.synthetic.desk import Bias, decided_year
from kentongan.screening.catalogues import Decision
from kentongan.screening.quality.base_rates import FEWEST as FEWEST_DECIDED
from kentongan.screening.quality.base_rates import Ended, base_rate
from kentongan.screening.quality.report import (
    AGE_BANDS,
    OUTCOMES,
    UNKNOWN,
    Case,
    age_band,
    limits,
    outcome,
    report_of,
    spread,
)

ISSUED = Case("galih", "P", "18-24", "work", "35.03.05.2001", Decision.ISSUE)
REFUSED = replace(ISSUED, decision=Decision.REFUSE, reason="R1")


def made_up(seed: int, bias: Bias | None = None) -> list[Case]:
    """A synthetic year as the report reads it."""
    year = decided_year(seed, bias=bias, applicants=20_000, villages=30)
    columns = (year.officer, year.sex, year.age_band, year.purpose, year.village, year.refused)
    return [
        Case(officer, sex, band, purpose, village, (Decision.ISSUE, Decision.REFUSE)[refused])
        for officer, sex, band, purpose, village, refused in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (None, UNKNOWN),
        (date(2026, 11, 28), UNKNOWN),
        (date(2026, 11, 27), "0-17"),
        (date(2008, 11, 28), "0-17"),
        (date(2008, 11, 27), "18-24"),
        (date(2001, 11, 27), "25-34"),
        (date(1991, 11, 27), "35-49"),
        (date(1976, 11, 28), "35-49"),
        (date(1976, 11, 27), "50+"),
    ],
)
def test_an_age_band_changes_on_the_birthday(born: date | None, band: str) -> None:
    assert age_band(born, date(2026, 11, 27)) == band


@given(st.dates(date(1920, 1, 1), date(2026, 11, 27)))
def test_everybody_has_one_age_band(born: date) -> None:
    assert age_band(born, date(2026, 11, 27)) in {name for _first, name in AGE_BANDS}


def test_an_empty_period_has_a_report_of_nothing() -> None:
    report = report_of([])
    assert report["decided"] == 0
    assert report["outcomes"]["grave"]["flags"] == []
    assert json.loads(json.dumps(report)) == report


def test_every_outcome_counts_what_it_names() -> None:
    cases = [
        ISSUED,
        REFUSED,
        replace(REFUSED, decision=Decision.POSTPONE),
        replace(ISSUED, decision=Decision.REFER),
        replace(ISSUED, has_impression=True),
    ]
    assert {name: outcome(cases, name)["events"] for name in OUTCOMES} == {
        "grave": 2,
        "referred": 1,
        "impression": 1,
    }


def test_objections_are_counted_with_their_answers() -> None:
    told = report_of(
        [
            ISSUED,
            REFUSED,
            replace(REFUSED, objected=True),
            replace(REFUSED, objected=True, overturned=True),
            replace(REFUSED, objected=True, overturned=False, reason="R2"),
        ]
    )
    assert told["objections"] == {
        "grave": 4,
        "objected": 3,
        "answered": 2,
        "overturned": 1,
        "overturned_by_reason": {"R1": 1},
    }
    assert told["reasons"] == {"R1": 3, "R2": 1}


def test_a_planted_bias_is_pointed_at_and_a_fair_year_is_not() -> None:
    biased = outcome(made_up(7, Bias("officer 2", "P", 3.0)), "grave")
    assert ["officer of sex", "officer 2 · P"] in [flag[:2] for flag in biased["flags"]]
    assert outcome(made_up(8), "grave")["flags"] == []


def test_a_small_unit_is_not_judged() -> None:
    cases = [ISSUED] * 60 + [replace(REFUSED, officer="ratna")] * (FEWEST - 1)
    rows = {row[0]: row for row in outcome(cases, "grave")["questions"]["officer"]}
    assert rows["ratna"][4] is None
    assert rows["galih"][4] is not None


def test_a_breakdown_adds_up_to_all_cases() -> None:
    cases = [ISSUED, REFUSED, replace(ISSUED, sex="L"), replace(REFUSED, purpose="umrah")]
    told = report_of(cases)["breakdowns"]
    assert set(told) == {"purpose", "sex", "age_band"}
    for values in told.values():
        assert sum(one["decided"] for one in values.values()) == len(cases)
        assert sum(one["refuse"] for one in values.values()) == 2


def test_no_village_and_no_officer_are_in_what_is_exported() -> None:
    told = json.dumps(report_of([ISSUED, REFUSED])["breakdowns"])
    assert ISSUED.village not in told
    assert ISSUED.officer not in told


@given(st.integers(1, 30_000), st.integers(1, 30_000))
def test_a_funnel_is_drawn_from_the_smallest_to_the_largest(first: int, last: int) -> None:
    sizes = spread(first, last)
    assert sizes == sorted(set(sizes))
    assert sizes[0] == first
    assert sizes[-1] == max(last, first + 1)


def test_the_limits_of_a_funnel_hold_each_other() -> None:
    told = outcome(made_up(8), "grave")["limits"]["officer"]
    assert len(told) > 5
    for _trials, outer_low, inner_low, inner_high, outer_high in told:
        assert 0 <= outer_low <= inner_low <= inner_high <= outer_high <= 1
    widths = [row[4] - row[1] for row in told]
    assert widths[0] > widths[-1]


def test_no_funnel_is_drawn_where_nothing_or_everything_happened() -> None:
    rows = outcome([ISSUED] * 50, "grave")
    assert rows["limits"]["officer"] == []
    assert limits(1.0, []) == []


def test_too_few_decided_have_no_base_rate() -> None:
    few = base_rate(Ended("shared_contact", decided=FEWEST_DECIDED - 1, issued=3))
    assert not few.is_known
    assert few.issued is None


def test_a_base_rate_comes_with_its_interval() -> None:
    told = base_rate(Ended("shared_contact", decided=50, issued=45, grave=5))
    assert told.grave is not None
    assert told.issued is not None
    assert told.grave.value == 0.1
    assert told.grave.low < 0.1 < told.grave.high
    assert told.issued.percent == "90%"
    assert told.overturned is None


@pytest.mark.parametrize(
    ("answered", "overturned", "too_often"),
    [(4, 4, False), (5, 1, False), (5, 2, True), (10, 2, False), (10, 3, True), (0, 0, False)],
)
def test_more_than_a_fifth_overturned_is_too_often(
    answered: int, overturned: int, too_often: bool
) -> None:
    ended = Ended("shared_contact", 40, 0, 0, 40, answered, overturned)
    assert base_rate(ended).is_overturned_too_often is too_often
