"""The auditor's figures in words, as funnels, and as a file without small numbers."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kentongan.engine.fairness import FEWEST
from kentongan.engine.suppression import HIDDEN
from kentongan.engine.synthetic.desk import Bias
from kentongan.screening.catalogues import Decision
from kentongan.screening.models import QualityReport
from kentongan.screening.quality.drawing import HEIGHT, WIDTH, funnel
from kentongan.screening.quality.export import COLUMNS, as_csv
from kentongan.screening.quality.report import Case, report_of
from kentongan.screening.quality.wording import (
    QUESTIONS,
    Row,
    flag_sentences,
    rows_of,
    too_small,
    unit_words,
    value_words,
)
from tests.screening.quality.test_report import ISSUED, REFUSED, made_up

NAMES = {"officer 2": "Nur Aini", "35.03.05.2001": "Prigi, Watulimo"}


@pytest.fixture(scope="module")
def biased() -> dict[str, Any]:
    """The report of a year with a planted bias."""
    return report_of(made_up(7, Bias("officer 2", "P", 3.0)))


@pytest.fixture(scope="module")
def grave(biased: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = biased["outcomes"]["grave"]
    return told


@pytest.mark.parametrize(
    ("question", "unit", "words"),
    [
        ("officer", "officer 2", "Nur Aini"),
        ("officer", "somebody", "somebody"),
        ("sex", "P", "perempuan"),
        ("sex", "?", "tidak diketahui"),
        ("age_band", "18-24", "18-24"),
        ("village", "35.03.05.2001", "Prigi, Watulimo"),
        ("village", "?", "tidak diketahui"),
        ("officer of sex", "officer 2 · L", "Nur Aini · laki-laki"),
        ("officer of age_band", "officer 2 · 50+", "Nur Aini · 50+"),
    ],
)
def test_a_unit_is_called_by_its_name(question: str, unit: str, words: str) -> None:
    assert unit_words(question, unit, NAMES) == words


def test_a_purpose_is_called_as_at_the_counter() -> None:
    assert value_words("purpose", "work") != "work"
    assert value_words("purpose", "unheard_of") == "unheard_of"


@pytest.mark.parametrize(
    ("p_value", "words"),
    [
        (None, "terlalu sedikit untuk dinilai"),
        (0.2, "wajar"),
        (0.001, "1 dari 1.000"),
        (0.0, "1 dari 1.000.000.000"),
    ],
)
def test_chance_is_said_in_words(p_value: float | None, words: str) -> None:
    assert Row("Nur Aini", 100, 5, 2.0, p_value).chance == words


def test_what_is_pointed_at_says_what_was_expected(grave: dict[str, Any]) -> None:
    told = [one for one in flag_sentences(grave, NAMES) if "perempuan" in one]
    (sentence,) = [one for one in told if one.startswith("Nur Aini")]
    assert "bila seperti yang lain, sekitar" in sentence


def test_a_table_is_in_the_order_of_names_not_of_rates(grave: dict[str, Any]) -> None:
    for question in QUESTIONS:
        units = [row.unit for row in rows_of(question, grave, NAMES)]
        assert units == sorted(units)


def test_small_units_are_counted_and_not_shown() -> None:
    few = [replace(REFUSED, village="35.02.03.2001")] * (FEWEST - 1)
    told = report_of([ISSUED] * 60 + few)["outcomes"]["grave"]
    assert too_small("village", told) == 1
    assert [row.trials for row in rows_of("village", told, {})] == [60]


def test_only_the_flagged_row_carries_the_mark(grave: dict[str, Any]) -> None:
    marked = [row.unit for row in rows_of("officer of sex", grave, NAMES) if row.is_flagged]
    assert "Nur Aini · perempuan" in marked
    assert "Nur Aini · laki-laki" not in marked


# --- funnels -------------------------------------------------------------------------------------


def test_a_funnel_holds_every_judged_unit_inside_the_picture(
    biased: dict[str, Any], grave: dict[str, Any]
) -> None:
    for question in QUESTIONS:
        rows = rows_of(question, grave, NAMES)
        drawn = funnel(grave, question, biased["decided"], rows)
        assert drawn is not None
        assert len(drawn.dots) == sum(row.p_value is not None for row in rows)
        for dot in drawn.dots:
            assert 0 <= float(dot.x) <= WIDTH
            assert 0 <= float(dot.y) <= HEIGHT


def test_the_flagged_dot_lies_above_the_others(
    biased: dict[str, Any], grave: dict[str, Any]
) -> None:
    rows = rows_of("officer of sex", grave, NAMES)
    drawn = funnel(grave, "officer of sex", biased["decided"], rows)
    assert drawn is not None
    highest = min(drawn.dots, key=lambda dot: float(dot.y))
    assert highest.is_flagged
    assert highest.title.startswith("Nur Aini · perempuan")


def test_nothing_is_drawn_where_nothing_happened() -> None:
    content = report_of([ISSUED] * 50)
    told = content["outcomes"]["grave"]
    assert funnel(told, "officer", 50, rows_of("officer", told, {})) is None


def test_coordinates_have_points_whatever_the_language(
    biased: dict[str, Any], grave: dict[str, Any]
) -> None:
    drawn = funnel(grave, "officer", biased["decided"], rows_of("officer", grave, NAMES))
    assert drawn is not None
    assert drawn.outer.startswith("M")
    assert drawn.outer.endswith("Z")
    assert all("," not in dot.x and "." in dot.x for dot in drawn.dots)


# --- the file ------------------------------------------------------------------------------------


def lines_of(cases: list[Case]) -> list[list[str]]:
    """The file of a month, read again."""
    report = QualityReport(
        first_day=date(2026, 10, 1), last_day=date(2026, 10, 31), is_month=True,
        content=report_of(cases),
    )  # fmt: skip
    return list(csv.reader(io.StringIO(as_csv(report))))


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    monkeypatch.setattr(QualityReport, "office", "Kantor Imigrasi Ponorogo")
    refused = [replace(REFUSED, sex="L")] * 12
    other = [replace(ISSUED, purpose="haj")] * 3
    objected = [replace(REFUSED, objected=True, overturned=True)] * 2
    return lines_of([ISSUED] * 61 + refused + other + objected)


def cells(lines: list[list[str]], breakdown: str, value: str) -> dict[str, str]:
    (row,) = [line for line in lines if line[:2] == [breakdown, value]]
    return dict(zip((*COLUMNS, "share"), row[2:], strict=True))


def test_the_file_says_whose_and_how_coarse_it_is(lines: list[list[str]]) -> None:
    assert lines[0] == [
        "Keputusan permohonan paspor",
        "Kantor Imigrasi Ponorogo",
        "01-10-2026 s.d. 31-10-2026",
    ]
    assert "kelipatan 5" in lines[1][0]


def test_small_counts_are_hidden_and_others_rounded(lines: list[list[str]]) -> None:
    men = cells(lines, "jenis kelamin", "laki-laki")
    assert (men["decided"], men["refuse"], men["issue"]) == ("10", "10", HIDDEN)
    women = cells(lines, "jenis kelamin", "perempuan")
    assert (women["decided"], women["overturned"]) == ("65", HIDDEN)


def test_a_total_is_rounded_on_its_own(lines: list[list[str]]) -> None:
    everybody = cells(lines, "jenis kelamin", "jumlah")
    assert everybody["decided"] == "80"
    assert everybody["share"] == "19%"  # 15 of 80
    assert cells(lines, "keperluan", "jumlah") == everybody


def test_a_share_is_given_of_enough_alone(lines: list[list[str]]) -> None:
    assert cells(lines, "jenis kelamin", "laki-laki")["share"] == ""
    assert cells(lines, "jenis kelamin", "perempuan")["share"] == ""


def test_no_count_below_ten_stands_in_the_file(lines: list[list[str]]) -> None:
    numbers = [cell for line in lines[3:] for cell in line[2:] if cell.isdecimal()]
    assert numbers
    assert all(int(number) >= 10 and int(number) % 5 == 0 for number in numbers)


def test_neither_officer_nor_village_stands_in_the_file(lines: list[list[str]]) -> None:
    told = "\n".join(",".join(line) for line in lines)
    assert ISSUED.officer not in told
    assert ISSUED.village not in told
    assert Decision.REFUSE not in told
