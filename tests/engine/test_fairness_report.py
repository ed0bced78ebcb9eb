"""A fairness report on made-up years: a planted bias is pointed at, a fair year is not."""

from dataclasses import replace

import numpy as np

from kentongan.engine.fairness import flagged
from kentongan.engine.fairness_report import QUESTIONS, Decided, counted, questions
from kentongan.engine.synthetic.desk import REFUSAL_RATES, Bias, DecidedYear, decided_year

ONE = Decided("ana", "P", "18-24", "work", "Sawoo", adverse=False)


def rows_of(year: DecidedYear) -> list[Decided]:
    columns = (year.officer, year.sex, year.age_band, year.purpose, year.village, year.refused)
    return [Decided(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def test_a_planted_bias_is_told_by_officer_and_sex() -> None:
    year = decided_year(7, bias=Bias("officer 2", "P", 2.5), applicants=40_000, villages=40)
    found = flagged(questions(rows_of(year)))
    assert ("officer of sex", "officer 2 · P") in [
        (flag.question, flag.comparison.unit) for flag in found
    ]
    assert "officer 2 · L" not in {flag.comparison.unit for flag in found}


def test_a_fair_year_points_at_nobody() -> None:
    assert flagged(questions(rows_of(decided_year(8, applicants=20_000, villages=40)))) == ()


def test_men_and_women_are_compared_within_officer_and_purpose() -> None:
    rows = [ONE, replace(ONE, officer="budi", adverse=True), replace(ONE, sex="L")]
    unit, strata = QUESTIONS["sex"]
    assert [
        (one.unit, one.stratum, one.trials, one.events) for one in counted(rows, unit, strata)
    ] == [
        ("L", "ana · work", 1, 0),
        ("P", "ana · work", 1, 0),
        ("P", "budi · work", 1, 1),
    ]


def test_officers_are_compared_within_each_sex_apart() -> None:
    rows = [ONE, replace(ONE, officer="budi"), replace(ONE, sex="L")] * 20
    found = questions(rows)["officer of sex"]
    assert [(one.unit, one.trials, one.p_value) for one in found] == [
        ("ana · L", 20, None),  # no other officer decided about men
        ("ana · P", 20, 1.0),
        ("budi · P", 20, 1.0),
    ]


def test_every_question_of_the_report_has_an_answer() -> None:
    assert set(questions([ONE])) == set(QUESTIONS)
    assert all(not answers for answers in questions([]).values())


def test_a_made_up_year_is_the_same_for_a_seed_and_refuses_by_purpose() -> None:
    year, again = decided_year(3), decided_year(3)
    assert (year.refused == again.refused).all()
    assert (year.village == again.village).all()
    work = year.purpose == "work"
    assert np.mean(year.refused[work]) == np.clip(np.mean(year.refused[work]), 0.02, 0.03)
    assert 0.008 < np.mean(year.refused) < 0.016
    assert max(REFUSAL_RATES) == REFUSAL_RATES[0]


def test_a_planted_bias_touches_one_officer_and_one_sex() -> None:
    fair, biased = decided_year(3), decided_year(3, bias=Bias("officer 1", "P", 3.0))
    changed = fair.refused != biased.refused
    assert changed.any()
    assert set(biased.officer[changed]) == {"officer 1"}
    assert set(biased.sex[changed]) == {"P"}
