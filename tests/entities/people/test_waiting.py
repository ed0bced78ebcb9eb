"""The queue of questions: what is alike and unanswered, in sight alone, the valuable first."""

from collections.abc import Callable

import pytest

from kentongan.accounts.models import User
from kentongan.engine.linkage.people import Person
from kentongan.entities.actions import judge_people, record_people, withdraw_people
from kentongan.entities.models import PersonMention, Verdict
from kentongan.entities.people import waiting
from kentongan.entities.people.waiting import queue_for
from kentongan.entities.sides import PROTECTED, SUSPECTED
from kentongan.entities.told import Role, Setting, WrittenPerson
from tests.entities.people.conftest import BORN, Names

REASON = "Kedua pelapor menunjuk rumah dan istri yang sama di Prigi."


def pairs(viewer: User, **more: bool) -> list[tuple[int, int]]:
    queue = queue_for(viewer, SUSPECTED, **more)
    return [(one.first.pk, one.second.pk) for one in queue.questions]


def judged(by: User, first: PersonMention, second: PersonMention, verdict: Verdict) -> None:
    judge_people(by=by, first=first, second=second, verdict=verdict, reason=REASON)


def test_three_spellings_are_three_questions_and_a_stranger_none(
    bima: User, soleh: list[PersonMention], stranger: PersonMention
) -> None:
    one, two, three = (mention.pk for mention in soleh)
    assert set(pairs(bima)) == {(one, two), (two, three), (one, three)}


def test_an_answer_is_not_asked_for_again(bima: User, soleh: list[PersonMention]) -> None:
    one, two, three = soleh
    judged(bima, one, two, Verdict.DIFFERENT)
    assert (one.pk, two.pk) not in pairs(bima)
    assert (two.pk, three.pk) in pairs(bima)


def test_what_two_answers_answer_is_not_asked(bima: User, soleh: list[PersonMention]) -> None:
    one, two, three = soleh
    judged(bima, one, two, Verdict.SAME)
    judged(bima, two, three, Verdict.SAME)
    assert pairs(bima) == []


def test_a_yes_that_joins_a_confirmed_person_comes_before_what_is_less_alike(
    bima: User, soleh: list[PersonMention], names: Names
) -> None:
    judged(bima, soleh[0], soleh[1], Verdict.SAME)
    alone = Person("Tarmidi Sukarsono", birth_date=BORN)
    names("report:7", alone, voice="7:x")
    names("report:8", alone, voice="8:x")
    first = pairs(bima)[0]
    assert soleh[2].pk in first


def test_nothing_is_asked_of_whoever_sees_none_of_it(
    sari: User, asing: User, dimas: User, soleh: list[PersonMention]
) -> None:
    assert pairs(asing) == []
    assert pairs(dimas) == []


def test_one_source_that_names_two_meant_two(
    bima: User, sari: User, setting: Callable[..., Setting]
) -> None:
    people = [Person(name, birth_date=BORN) for name in ("Moch. Soleh", "Muhamad Sholeh")]
    told = [WrittenPerson(Role.SUSPECTED, person) for person in people]
    record_people(by=sari, told=[(setting("report:1"), told)])
    assert pairs(bima, weak=True) == []


def test_a_withdrawn_mention_is_not_asked_about(
    bima: User, sari: User, soleh: list[PersonMention]
) -> None:
    withdraw_people(by=sari, sources=["report:2"])
    assert pairs(bima) == [(soleh[0].pk, soleh[2].pk)]


def test_the_two_sorts_of_people_are_never_compared(bima: User, soleh: list[PersonMention]) -> None:
    assert queue_for(bima, PROTECTED).questions == []


def test_only_the_newest_are_looked_through_and_it_is_said(
    bima: User, soleh: list[PersonMention], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST_PEOPLE", 2)
    queue = queue_for(bima, SUSPECTED)
    assert queue.is_cut
    assert len(queue.questions) == 1
    monkeypatch.setattr(waiting, "MOST_PEOPLE", 3)
    assert not queue_for(bima, SUSPECTED).is_cut


def test_a_key_that_all_share_brings_nobody_together(
    bima: User, soleh: list[PersonMention], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST_OF_A_KEY", 1)
    assert pairs(bima) == []


def test_voices_of_other_villages_and_agencies_tell_more(soleh: list[PersonMention]) -> None:
    people = {one.pk: one for one in soleh}
    one, two, three = people
    match = waiting.match_of(*(waiting.prepared(people[pk].person) for pk in (one, two)), 1000)
    near = waiting.candidate(people, one, two, match)
    far = waiting.candidate(people, one, three, match)
    assert far.worth > near.worth > 1.0
