"""A child has a path of its own: other questions, other facts, named readers."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kentongan.access.labels import Label
from kentongan.accounts.models import User
from kentongan.entities.models import ApplicantMention
from kentongan.screening.actions.interviewing import keep_answer
from kentongan.screening.facts.shown import facts_of
from kentongan.screening.interview.queries import latest, questions_of
from kentongan.screening.interview.rules import next_question
from kentongan.screening.models import Application, StoredFinding
from tests.screening.counter.conftest import SOON

Opened = Callable[..., Application]
SAID = {
    "destination": "Malaysia",
    "departure": SOON,
    "with_whom": "other",
    "companion_name": "Bibi Sum",
    "companion_phone": "0850-0000-0003",
    "what_for": "work",
    "idea": "other",
    "consent": "none",
    "safe": "no",
}


@pytest.fixture
def child(opened: Opened) -> Application:
    """A girl of twelve who comes for "family"."""
    born = timezone.localdate() - timedelta(days=12 * 365)
    return opened("family", birth_date=born, national_id="", name="Sekar Ayu")


def ask(by: User, child: Application, **said: str) -> None:
    for question, written in said.items():
        keep_answer(by=by, application=child, question=question, written=written)


def test_a_child_is_asked_the_whole_path_of_children(child: Application, rini: User) -> None:
    ask(rini, child, **SAID)
    kept = latest(child).answers
    assert next_question(questions_of(child), kept) is None
    assert set(kept) == set(SAID)


def test_a_child_is_asked_nothing_of_the_purpose(child: Application) -> None:
    words = {one.id for one in questions_of(child)}
    assert "stay" not in words
    assert "relative" not in words


def test_consent_that_was_not_given_is_a_fact_that_can_be_mended(
    child: Application, rini: User
) -> None:
    ask(rini, child, consent="none")
    (fact,) = facts_of(child, timezone.now())
    assert fact.kind == "consent_missing"
    assert fact.mend.startswith("Bawa persetujuan tertulis")


@pytest.mark.parametrize(("given", "count"), [("both", 0), ("guardian", 0), ("one", 1)])
def test_one_parent_is_not_both(child: Application, rini: User, given: str, count: int) -> None:
    ask(rini, child, consent=given)
    assert len(facts_of(child, timezone.now())) == count


def test_consent_not_asked_yet_is_not_missing(child: Application) -> None:
    assert facts_of(child, timezone.now()) == []


def test_what_a_child_says_of_work_is_no_fact_against_it(child: Application, rini: User) -> None:
    ask(rini, child, destination="Kamboja", what_for="work", consent="both")
    assert facts_of(child, timezone.now()) == []


def test_a_child_has_named_readers_from_the_first_moment(child: Application) -> None:
    assert child.label == Label.PERSONAL
    assert ApplicantMention.objects.get(source=child.subject).label == Label.PERSONAL


@pytest.mark.parametrize("who", ["ratna", "hadi", "tono", "bima"])
def test_nobody_but_the_officer_opens_the_interview_of_a_child(
    client: Client, child: Application, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    page = client.get(reverse("counter:interview", args=[child.uuid]))
    assert page.status_code == 404


def test_the_page_tells_to_ask_the_child_alone(
    client: Client, child: Application, rini: User
) -> None:
    client.force_login(rini)
    page = client.get(reverse("counter:interview", args=[child.uuid])).content.decode()
    assert "tanpa pendamping di meja" in page
    assert "Kamu akan pergi ke negara mana?" in page


def test_typing_a_childs_birth_date_asks_after_the_companion(client: Client, rini: User) -> None:
    client.force_login(rini)
    born = (timezone.localdate() - timedelta(days=9 * 365)).isoformat()
    posted = {"name": "Sekar", "birth_date": born, "purpose": "family", "companion": "Bibi"}
    assert client.post(reverse("counter:facts_typed"), posted).json()["count"] == 0


def test_a_child_who_turns_eighteen_keeps_the_questions_of_that_day(
    opened: Opened, rini: User
) -> None:
    birthday = timezone.localdate() - timedelta(days=18 * 366)
    grown = opened("family", birth_date=birthday, national_id="", now=timezone.now())
    assert not grown.is_child
    assert {one.id for one in questions_of(grown)} >= {"destination", "stay", "relative"}


def test_the_day_before_the_birthday_somebody_is_a_child(opened: Opened) -> None:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    born = date(tomorrow.year - 18, tomorrow.month, tomorrow.day)
    assert opened("family", birth_date=born, national_id="", now=timezone.now()).is_child


def test_facts_of_a_child_never_carry_a_refusal(child: Application, rini: User) -> None:
    ask(rini, child, **SAID)
    kinds = set(StoredFinding.objects.filter(application=child).values_list("kind", flat=True))
    assert kinds == {"consent_missing"}
