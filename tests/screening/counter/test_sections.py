"""What the pages show of an interview: where it stands, what was said, who may go on."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kentongan.accounts.models import User
from kentongan.screening.actions.interviewing import keep_answer, keep_paper, keep_words
from kentongan.screening.counter import sections
from kentongan.screening.counter.sections import (
    facts_section,
    interview_section,
    paper_fields,
    paper_kinds,
    step_of,
)
from kentongan.screening.facts.papers import FIELDS
from kentongan.screening.interview.queries import latest, questions_of
from kentongan.screening.interview.rules import next_question
from kentongan.screening.models import Application, PaperKind
from kentongan.screening.quality import draw as quality_draw
from tests.screening.counter.conftest import NOW, SOON

Opened = Callable[..., Application]


def finish(by: User, application: Application) -> None:
    """Every open question answered with "tidak tahu"."""
    while asked := next_question(questions_of(application), said(application)):
        keep_answer(by=by, application=application, question=asked.id, written="unknown", now=NOW)


def said(application: Application) -> dict[str, str]:
    last = latest(application)
    return dict(last.answers) if last else {}


def detail(client: Client, application: Application) -> str:
    return client.get(reverse("screening:detail", args=[application.uuid])).content.decode()


def test_a_step_is_the_first_open_question(opened: Opened, rini: User) -> None:
    application = opened()
    assert step_of(application).question.id == "destination"
    keep_answer(by=rini, application=application, question="destination", written="MY", now=NOW)
    step = step_of(application)
    assert step.question.id == "departure"
    assert [(line.question.id, line.answer) for line in step.lines] == [("destination", "Malaysia")]


def test_an_answered_question_comes_back_with_its_answer(opened: Opened, rini: User) -> None:
    application = opened()
    keep_answer(by=rini, application=application, question="destination", written="MY", now=NOW)
    step = step_of(application, "destination")
    assert (step.question.id, step.written, step.is_correction) == ("destination", "MY", True)


@pytest.mark.parametrize("wanted", ["", "departure", "operator", "bukan pertanyaan", "\x00"])
def test_a_question_that_was_not_answered_is_not_asked_out_of_turn(
    opened: Opened, wanted: str
) -> None:
    step = step_of(opened(), wanted)
    assert (step.question.id, step.is_correction) == ("destination", False)


def test_not_known_comes_back_as_an_empty_field(opened: Opened, rini: User) -> None:
    application = opened()
    keep_answer(
        by=rini, application=application, question="destination", written="unknown", now=NOW
    )
    assert step_of(application, "destination").written == ""


def test_choices_are_numbered_for_the_keyboard(opened: Opened, rini: User) -> None:
    application = opened()
    for question, written in (("destination", "MY"), ("departure", SOON)):
        keep_answer(by=rini, application=application, question=question, written=written, now=NOW)
    options = step_of(application).options
    assert [key for key, _value, _words in options] == [1, 2, 3, 4]
    assert options[-1][1:] == ("unknown", "Tidak tahu")


def test_nothing_is_left_when_everything_is_answered(opened: Opened, rini: User) -> None:
    application = opened("tourism")
    finish(rini, application)
    step = step_of(application)
    assert step.question is None
    assert step.options == []


def test_the_section_tells_words_papers_and_time(opened: Opened, rini: User) -> None:
    application = opened()
    keep_paper(by=rini, application=application, kind="ktp", told={"name": "Wati Lestari"})
    keep_words(
        by=rini, application=application, officer_words="Tenang.", applicant_words="Ya.", seconds=40
    )
    told = interview_section(rini, application, NOW)
    assert (told["officer_words"], told["applicant_words"]) == ("Tenang.", "Ya.")
    assert told["papers"] == [("KTP", [("Nama", "Wati Lestari")])]
    assert told["seconds"] == 40


@pytest.mark.parametrize(("who", "may_write"), [("rini", True), ("ratna", False), ("hadi", False)])
def test_who_may_not_write_sees_no_form(
    opened: Opened, request: pytest.FixtureRequest, who: str, may_write: bool
) -> None:
    application, viewer = opened(), request.getfixturevalue(who)
    assert interview_section(viewer, application, NOW)["may_write"] is may_write
    assert facts_section(viewer, application, NOW)["may_write"] is may_write


@pytest.mark.parametrize("drawn", [True, False])
def test_the_random_check_is_told_at_the_end_and_says_nothing_of_the_applicant(
    client: Client, opened: Opened, rini: User, monkeypatch: pytest.MonkeyPatch, drawn: bool
) -> None:
    monkeypatch.setattr(sections, "is_drawn", lambda uuid: drawn)
    client.force_login(rini)
    application = opened("tourism")
    assert "terpilih acak" not in detail(client, application)
    finish(rini, application)
    page = detail(client, application)
    assert ("terpilih acak" in page) is drawn
    assert ("tidak berarti apa pun tentang pemohon" in page) is drawn


def test_the_reason_of_the_random_check_is_one_that_needs_no_fact() -> None:
    assert quality_draw.REASON == "R3"


def test_the_page_of_an_application_shows_interview_and_facts(
    client: Client, opened: Opened, rini: User
) -> None:
    client.force_login(rini)
    application = opened()
    keep_answer(by=rini, application=application, question="destination", written="Kamboja")
    page = detail(client, application)
    assert "Lanjutkan wawancara" in page
    assert "Negara mana yang akan dituju?" in page
    assert "Kamboja tidak terbuka untuk penempatan pekerja" in page


def test_a_head_reads_answers_and_facts_without_forms(
    client: Client, opened: Opened, rini: User, ratna: User
) -> None:
    application = opened()
    keep_answer(by=rini, application=application, question="destination", written="Kamboja")
    client.force_login(ratna)
    page = detail(client, application)
    assert "Kamboja tidak terbuka" in page
    assert "Mulai wawancara" not in page
    assert "Simpan, jangan tampilkan lagi" not in page


def test_more_answers_cost_no_more_questions_to_the_database(
    client: Client, opened: Opened, rini: User
) -> None:
    client.force_login(rini)
    application = opened("tourism")
    counts = []
    for question, written in (
        ("destination", "MY"),
        ("departure", SOON),
        ("stay", "long"),
        ("organiser", "self"),
    ):
        keep_answer(by=rini, application=application, question=question, written=written)
        with CaptureQueriesContext(connection) as questions:
            client.get(reverse("counter:interview", args=[application.uuid]))
        counts.append(len(questions))
    assert len(set(counts)) == 1


def test_every_field_that_papers_are_compared_by_can_be_written() -> None:
    assert [name for name, _words, _is_date in paper_fields()] == list(FIELDS)
    assert [kind for kind, _words in paper_kinds()] == PaperKind.values


def test_every_field_of_a_paper_stands_on_the_page(
    client: Client, opened: Opened, rini: User
) -> None:
    client.force_login(rini)
    page = client.get(reverse("counter:interview", args=[opened().uuid])).content.decode()
    missing = [name for name in FIELDS if f'name="{name}"' not in page]
    assert not missing


def test_words_of_people_are_escaped(client: Client, opened: Opened, rini: User) -> None:
    client.force_login(rini)
    application = opened(name="<script>alert(1)</script>")
    bad = "<img src=x onerror=alert(1)>"
    keep_words(by=rini, application=application, officer_words=bad, applicant_words=bad)
    keep_paper(by=rini, application=application, kind="ktp", told={"mother": bad})
    for name in ("counter:interview", "screening:detail"):
        page = client.get(reverse(name, args=[application.uuid])).content.decode()
        assert "<img src=x" not in page
        assert "<script>alert" not in page
    facts = client.get(reverse("counter:facts", args=[application.uuid])).json()["html"]
    assert "<script>alert" not in facts
