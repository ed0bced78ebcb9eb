"""Who may write at the counter, what is kept of it, and what the log is told."""

from collections.abc import Callable

import pytest

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.screening.actions import deciding
from kentongan.screening.actions.facts import refresh
from kentongan.screening.actions.interviewing import (
    deny,
    keep_answer,
    keep_impression,
    keep_paper,
    keep_words,
)
from kentongan.screening.catalogues import Decision
from kentongan.screening.interview.answering import NotAnAnswer
from kentongan.screening.interview.queries import editions_of, latest, questions_of, total_seconds
from kentongan.screening.interview.rules import every_path, next_question
from kentongan.screening.models import Answers, Application, NotTheSame, Paper, StoredFinding
from tests.screening.conftest import add_finding, wish
from tests.screening.counter.conftest import NOW

Opened = Callable[..., Application]
Deed = Callable[[User, Application], object]
REASON = "Kartu keluarga itu milik kakak pemohon."


def answers(by: User, application: Application) -> object:
    return keep_answer(by=by, application=application, question="destination", written="Malaysia")


def words(by: User, application: Application) -> object:
    return keep_words(
        by=by, application=application, officer_words="Membawa KTP.", applicant_words="Diajak."
    )


def paper(by: User, application: Application) -> object:
    return keep_paper(by=by, application=application, kind="ktp", told={"name": "Wati"})


def impression(by: User, application: Application) -> object:
    return keep_impression(by=by, application=application, words="Kelihatan gugup.")


def denial(by: User, application: Application) -> object:
    return deny(by=by, application=application, key=add_finding(application).key, reason=REASON)


DEEDS: dict[str, Deed] = {
    "interview.answered": answers,
    "interview.words_kept": words,
    "interview.paper_kept": paper,
    "interview.impression_kept": impression,
    "interview.denied": denial,
}
deeds = pytest.mark.parametrize("action", DEEDS)


@deeds
def test_who_has_the_application_may(opened: Opened, rini: User, action: str) -> None:
    assert DEEDS[action](rini, opened())


@deeds
@pytest.mark.parametrize("who", ["ratna", "hadi", "tono", "bima", "laras", "agung"])
def test_nobody_else_may(
    opened: Opened, request: pytest.FixtureRequest, action: str, who: str
) -> None:
    application = opened()
    with pytest.raises(Refused) as refused:
        DEEDS[action](request.getfixturevalue(who), application)
    assert refused.value.reason.endswith(".")


@deeds
def test_what_is_proposed_is_not_written_into(opened: Opened, rini: User, action: str) -> None:
    application = opened()
    deciding.propose(by=rini, application=application, wish=wish(Decision.ISSUE, "I1"))
    with pytest.raises(Refused) as refused:
        DEEDS[action](rini, application)
    assert "tidak lagi dikerjakan" in refused.value.reason


@deeds
def test_the_deed_stands_in_the_log_without_a_word_of_it(
    opened: Opened, rini: User, action: str
) -> None:
    application = opened()
    DEEDS[action](rini, application)
    event = AuditEvent.objects.get(action=action, subject=application.subject)
    told = str(event.detail)
    assert event.actor == "rini"
    assert not [word for word in ("Wati", "Malaysia", "gugup", "Diajak", "kakak") if word in told]


def test_answers_are_never_changed_only_followed(opened: Opened, rini: User) -> None:
    application = opened()
    for country in ("Malaysia", "Taiwan", "Jepang"):
        keep_answer(by=rini, application=application, question="destination", written=country)
    rows = Answers.objects.filter(application=application).order_by("number")
    assert [(row.number, row.answers["destination"]) for row in rows] == [
        (1, "MY"),
        (2, "TW"),
        (3, "JP"),
    ]


def test_a_question_that_is_not_asked_here_is_refused(opened: Opened, rini: User) -> None:
    with pytest.raises(NotAnAnswer, match="Pertanyaan itu tidak ada"):
        keep_answer(by=rini, application=opened("work"), question="operator", written="PT Safar")
    assert not Answers.objects.exists()


def test_what_is_no_answer_leaves_everything_as_it_was(opened: Opened, rini: User) -> None:
    application = opened()
    answers(rini, application)
    with pytest.raises(NotAnAnswer):
        keep_answer(by=rini, application=application, question="departure", written="nanti")
    assert latest(application).number == 1


@pytest.mark.parametrize(("told", "kept"), [(-5, 0), (40, 40), (99_999, 3_600)])
def test_the_time_at_the_screen_is_bounded(
    opened: Opened, rini: User, told: int, kept: int
) -> None:
    application = opened()
    keep_answer(
        by=rini, application=application, question="destination", written="unknown", seconds=told
    )
    assert total_seconds(application.answers.all()) == kept


@pytest.mark.parametrize("purpose", ["work", "umrah", "haj", "study", "family", "tourism"])
def test_an_interview_ends_with_nothing_open(opened: Opened, rini: User, purpose: str) -> None:
    application = opened(purpose)
    questions = questions_of(application)
    longest = max(map(len, every_path(questions)))
    for _turn in range(longest):
        said = dict(last.answers) if (last := latest(application)) else {}
        if not (asked := next_question(questions, said)):
            break
        keep_answer(by=rini, application=application, question=asked.id, written="unknown")
    assert next_question(questions, latest(application).answers) is None


def test_the_editions_of_the_questions_are_told(opened: Opened) -> None:
    assert editions_of(opened("umrah")) == ["opening 2026-01-01", "umrah 2026-01-01"]
    assert editions_of(Application(is_child=True, purpose="umrah", opened_at=NOW)) == [
        "child 2026-01-01"
    ]


@pytest.mark.parametrize("long", ["officer_words", "applicant_words"])
def test_endless_words_are_refused(opened: Opened, rini: User, long: str) -> None:
    said = {"officer_words": "", "applicant_words": ""} | {long: "x" * 2_001}
    with pytest.raises(Refused) as refused:
        keep_words(by=rini, application=opened(), **said)
    assert "2.000 huruf" in refused.value.reason


@pytest.mark.parametrize(
    ("kind", "told"),
    [("ktp", {}), ("ktp", {"name": "  "}), ("surat cinta", {"name": "Wati"}), ("ktp", {"x": "y"})],
)
def test_a_paper_that_says_nothing_is_refused(
    opened: Opened, rini: User, kind: str, told: dict[str, str]
) -> None:
    with pytest.raises(Refused):
        keep_paper(by=rini, application=opened(), kind=kind, told=told)
    assert not Paper.objects.exists()


def test_a_paper_of_one_kind_is_put_right_and_not_doubled(opened: Opened, rini: User) -> None:
    application = opened()
    for name in ("Wati", "Wati Lestari"):
        keep_paper(by=rini, application=application, kind="ktp", told={"name": name})
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati"})
    assert [row.fields["name"] for row in application.papers.order_by("kind")] == [
        "Wati",
        "Wati Lestari",
    ]


@pytest.mark.parametrize("text", ["", "   ", "x" * 2_001])
def test_an_impression_says_something(opened: Opened, rini: User, text: str) -> None:
    with pytest.raises(Refused):
        keep_impression(by=rini, application=opened(), words=text)


def test_a_fact_is_denied_once(opened: Opened, rini: User) -> None:
    application = opened()
    key = add_finding(application).key
    deny(by=rini, application=application, key=key, reason=REASON)
    with pytest.raises(Refused) as refused:
        deny(by=rini, application=application, key=key, reason=REASON)
    assert "tidak ada lagi" in refused.value.reason
    assert NotTheSame.objects.count() == 1


def test_a_fact_of_another_application_is_not_denied(opened: Opened, rini: User) -> None:
    key = add_finding(opened()).key
    with pytest.raises(Refused):
        deny(by=rini, application=opened(), key=key, reason=REASON)


def test_a_denial_is_remembered_when_the_fact_is_found_again(opened: Opened, rini: User) -> None:
    application = opened()
    told = {"name": "Wati Lestarini"}
    keep_paper(by=rini, application=application, kind="kk", told=told)
    key = application.findings.get().key
    deny(by=rini, application=application, key=key, reason=REASON)
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestari"})
    keep_paper(by=rini, application=application, kind="kk", told=told)
    assert refresh(by=rini, application=application, now=NOW) == []


def test_another_difference_is_another_fact(opened: Opened, rini: User) -> None:
    application = opened()
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestarini"})
    deny(by=rini, application=application, key=application.findings.get().key, reason=REASON)
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Warti"})
    (found,) = refresh(by=rini, application=application, now=NOW)
    assert dict(found.values)["second"] == "Warti"


def test_a_fact_that_somebody_rests_on_stays(opened: Opened, rini: User) -> None:
    application = opened()
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestarini"})
    found = application.findings.get()
    proposed = wish(Decision.ASK, "A2", found)
    proposal = deciding.propose(by=rini, application=application, wish=proposed)
    deciding.give_back(by=rini, application=application, words="Salah pilih alasan.")
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestari"})
    assert StoredFinding.objects.filter(pk=found.pk).exists()
    assert proposal.facts.get().finding == found


def test_looking_again_keeps_what_somebody_has_before_his_eyes(opened: Opened, rini: User) -> None:
    application = opened()
    add_finding(application)
    refresh(by=rini, application=application, now=NOW, forget=False)
    assert application.findings.count() == 1
    refresh(by=rini, application=application, now=NOW)
    assert application.findings.count() == 0


def test_looking_again_without_a_change_is_not_written_down(opened: Opened, rini: User) -> None:
    application = opened()
    keep_paper(by=rini, application=application, kind="kk", told={"name": "Wati Lestarini"})
    before = AuditEvent.objects.count()
    refresh(by=rini, application=application, now=NOW)
    assert AuditEvent.objects.count() == before
