"""When and where in words, in both languages, and revisions side by side."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.indicators.catalogue import catalogue
from kentongan.regions.models import Region
from kentongan.reports import wording
from kentongan.reports.actions import revise_report
from kentongan.reports.content import Content
from kentongan.reports.models import Report, Revision
from kentongan.reports.queries.reports import revisions_of

FRIDAY = date(2026, 11, 20)
Made = Callable[..., Report]


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("exact", "20 November 2026"),
        ("day", "sekitar 20 November 2026"),
        ("week", "sekitar minggu 16 November 2026"),
        ("month", "sekitar November 2026"),
    ],
)
def test_a_day_is_said_as_exactly_as_it_is_known(precision: str, words: str) -> None:
    assert wording.when_words(FRIDAY, precision) == words


@pytest.mark.parametrize("precision", ["unknown", "exact", "week"])
def test_no_day_is_said_to_be_unknown(precision: str) -> None:
    assert wording.when_words(None, precision) == "tidak tahu kapan"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_of_one_week_has_the_same_words(day: date) -> None:
    monday = day - timedelta(days=day.weekday())
    assert wording.when_words(day, "week") == wording.when_words(monday, "week")
    assert wording.when_words(day, "week") != wording.when_words(day + timedelta(days=7), "week")


def test_months_have_indonesian_names_and_english_ones_on_an_english_page() -> None:
    assert wording.when_words(date(2026, 8, 17), "month") == "sekitar Agustus 2026"
    with override("en"):
        assert "August 2026" in wording.when_words(date(2026, 8, 17), "month")
        assert "sekitar" not in wording.when_words(date(2026, 8, 17), "month")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("35.03.05.2001", "Prigi, Kec. Watulimo, Kab. Trenggalek"),
        ("35.03.05", "Kec. Watulimo, Kab. Trenggalek"),
        ("35.03", "Kab. Trenggalek"),
        ("35", "tempat belum pasti"),
    ],
)
def test_a_place_is_named_up_to_its_regency(
    code: str, words: str, areas: dict[str, Region]
) -> None:
    assert wording.area_words(areas[code]) == words


def test_no_place_is_said_to_be_unsure_and_never_left_blank() -> None:
    assert wording.area_words(None) == "tempat belum pasti"
    with override("en"):
        assert wording.area_words(None) != "tempat belum pasti"


def test_what_was_written_about_the_place_stands_in_quotes(areas: dict[str, Region]) -> None:
    says = Revision(region=areas["35.03"], place_text="dekat dermaga")
    assert wording.place_words(says) == "Kab. Trenggalek (“dekat dermaga”)"
    assert wording.place_words(Revision(place_text="")) == "tempat belum pasti"


@pytest.mark.parametrize("length", [0, 1, 139, 140])
def test_a_text_that_fits_is_its_own_excerpt(length: int) -> None:
    assert wording.excerpt("x" * length) == "x" * length


def test_a_longer_text_is_cut_and_says_so() -> None:
    assert wording.excerpt("x" * 141) == "x" * 140 + "…"
    assert wording.excerpt("x" * 139 + " panjang") == "x" * 139 + "…"


@given(st.text(max_size=400))
def test_an_excerpt_is_one_short_line_from_the_beginning(text: str) -> None:
    cut = wording.excerpt(text)
    assert len(cut) <= 141
    assert len(cut.splitlines()) <= 1
    assert " ".join(text.split()).startswith(cut.removesuffix("…"))


def test_signs_are_said_in_their_words_and_a_retired_one_keeps_its_name() -> None:
    known = next(iter(catalogue().values()))
    assert wording.sign_words([known.id, "retired_sign"]) == [str(known.label), "retired_sign"]
    assert wording.sign_words([]) == []


def test_every_sign_of_the_catalogue_stands_under_a_stage_with_words() -> None:
    headings = {str(words) for words in wording.STAGES.values()}
    assert {wording.stage_words(sign) for sign in catalogue()} <= headings
    assert wording.stage_words("retired_sign") == "Lain-lain"


def test_a_grading_is_said_in_words_for_the_source_and_for_what_is_said() -> None:
    says = Revision(reliability="B", credibility="5")
    assert wording.grading_words(says) == "B · Biasanya dapat dipercaya; 5 · Tidak masuk akal"


def test_no_revisions_are_nothing_to_compare() -> None:
    assert wording.compared([]) == []


def labels_and_changes(report: Report) -> dict[str, list[bool]]:
    """Field label → which revision differs from the one before."""
    rows = wording.compared(revisions_of(report))
    return {row.label: [changed for _text, changed in row.cells] for row in rows}


def test_a_report_that_was_never_changed_marks_nothing(sari: User, made_report: Made) -> None:
    marks = labels_and_changes(made_report(sari))
    assert not any(changed for row in marks.values() for changed in row)
    assert {"Negara tujuan", "Pekerjaan", "Biaya", "Tanda"}.isdisjoint(marks)


def test_only_the_field_that_changed_is_marked_and_only_where_it_changed(
    sari: User, made_report: Made
) -> None:
    report = made_report(sari, job="pabrik")
    says: dict[str, object] = {"noticed": report.current.noticed if report.current else ""}
    for job in ("rumah tangga", "pabrik"):
        content = Content(job=job, **says)  # type: ignore[arg-type]
        revise_report(by=sari, report=report, content=content, reason=f"sebenarnya {job}")
    marks = labels_and_changes(report)
    assert marks["Pekerjaan"] == [False, True, True]
    assert marks["Di mana"] == [False, True, False]
    assert marks["Apa yang terlihat"] == [False, False, False]


def test_a_field_that_was_emptied_is_still_shown_as_a_change(sari: User, made_report: Made) -> None:
    report = made_report(sari, things=(Written("phone", fake_phone(1)),))
    revise_report(by=sari, report=report, content=Content(noticed="x"), reason="salah nomor")
    rows = {row.label: row.cells for row in wording.compared(revisions_of(report))}
    assert rows["Nomor, akun, nama"] == ((fake_phone(1), False), ("", True))
