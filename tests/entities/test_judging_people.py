"""A person says that two mentions are one, or not; every word can be taken back, none is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from kentongan.access.errors import Refused
from kentongan.accounts.models import User
from kentongan.audit.models import AuditEvent
from kentongan.engine.linkage.people import Person
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import (
    erase_people,
    judge_people,
    record_people,
    split_off,
    undo,
    withdraw_people,
)
from kentongan.entities.models import IdentityChange, PersonJudgement, PersonMention
from kentongan.entities.person_queries import (
    askable,
    identity_for,
    judgements_about,
    may_ask,
    person_for,
)
from kentongan.entities.sides import SUSPECTED
from kentongan.entities.told import Role, Setting, WrittenPerson

Make = Callable[..., Setting]
WHY = "Nomor dan desanya sama, sudah ditanyakan ke pelapor."


@pytest.fixture
def named(sari: User, setting: Make) -> Callable[..., PersonMention]:
    """``named("Soleh", …)``: one more source that names a suspected party so."""
    sources = iter(range(1, 1000))

    def tell(name: str, **more: object) -> PersonMention:
        one = replace(setting(f"report:{next(sources)}"), author_id=sari.pk)
        person = WrittenPerson(Role.SUSPECTED, Person(name, **more))  # type: ignore[arg-type]
        record_people(by=sari, told=[(one, [person])])
        return PersonMention.objects.latest("pk")

    return tell


Named = Callable[..., PersonMention]


def same(by: User, first: PersonMention, second: PersonMention):
    return judge_people(by=by, first=first, second=second, verdict="same", reason=WHY)


def different(by: User, first: PersonMention, second: PersonMention):
    return judge_people(by=by, first=first, second=second, verdict="different", reason=WHY)


def roots(*mentions: PersonMention) -> list[int | None]:
    return [PersonMention.objects.get(pk=one.pk).identity_id for one in mentions]


def test_merging_is_transitive_and_the_earliest_mention_is_the_root(
    bima: User, named: Named
) -> None:
    a, b, c = named("Soleh"), named("Sholeh"), named("Moch. Soleh")
    same(bima, c, b)
    same(bima, b, a)
    assert roots(a, b, c) == [a.pk] * 3
    assert [one.pk for one in identity_for(bima, c)] == [a.pk, b.pk, c.pk]


def test_a_mention_that_nobody_confirmed_belongs_to_nobody(named: Named) -> None:
    assert roots(named("Soleh")) == [None]


def test_an_undone_merge_leaves_all_as_it_was(bima: User, named: Named) -> None:
    a, b, c = named("Soleh"), named("Sholeh"), named("Moch. Soleh")
    same(bima, a, b)
    act = same(bima, b, c)
    undo(by=bima, act=act, reason=WHY)
    assert roots(a, b, c) == [a.pk, a.pk, None]


def test_an_undoing_can_be_undone(bima: User, named: Named) -> None:
    a, b = named("Soleh"), named("Sholeh")
    again = undo(by=bima, act=same(bima, a, b), reason=WHY)
    undo(by=bima, act=again, reason=WHY)
    assert roots(a, b) == [a.pk, a.pk]
    assert PersonJudgement.objects.count() == 3


def test_a_merge_can_be_undone_and_done_again_as_often_as_people_like(
    bima: User, named: Named
) -> None:
    a, b = named("Soleh"), named("Sholeh")
    act = same(bima, a, b)
    for _time in range(3):
        back = undo(by=bima, act=act, reason=WHY)
        assert roots(a, b) == [None, None]
        undo(by=bima, act=back, reason=WHY)
        assert roots(a, b) == [a.pk, a.pk]
    assert PersonJudgement.objects.count() == 7


def test_what_was_undone_is_not_undone_twice(bima: User, named: Named) -> None:
    act = same(bima, named("Soleh"), named("Sholeh"))
    undo(by=bima, act=act, reason=WHY)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        undo(by=bima, act=act, reason=WHY)


def test_who_is_split_off_stands_alone_and_the_split_can_be_undone(
    bima: User, named: Named
) -> None:
    a, b, c = named("Soleh"), named("Sholeh"), named("Moch. Soleh")
    same(bima, a, b)
    same(bima, a, c)
    act = split_off(by=bima, mention=c, reason=WHY)
    assert roots(a, b, c) == [a.pk, a.pk, None]
    undo(by=bima, act=act, reason=WHY)
    assert roots(a, b, c) == [a.pk] * 3


def test_who_stands_alone_cannot_be_split_off(bima: User, named: Named) -> None:
    with pytest.raises(Refused, match="tidak digabung"):
        split_off(by=bima, mention=named("Soleh"), reason=WHY)


def test_different_people_are_not_merged_by_a_detour(bima: User, ratna: User, named: Named) -> None:
    a, b, c = named("Suharto"), named("Suharti"), named("Soeharto")
    different(ratna, a, b)
    same(bima, a, c)
    with pytest.raises(Refused, match="Ratna Kusuma"):
        same(bima, b, c)
    assert roots(a, b, c) == [a.pk, None, a.pk]


def test_those_who_are_one_are_not_called_different(bima: User, named: Named) -> None:
    a, b = named("Soleh"), named("Sholeh")
    same(bima, a, b)
    with pytest.raises(Refused, match="Pisahkan"):
        different(bima, a, b)


def test_an_undoing_that_no_longer_fits_is_refused(bima: User, named: Named) -> None:
    a, b = named("Soleh"), named("Sholeh")
    back = undo(by=bima, act=same(bima, a, b), reason=WHY)
    different(bima, a, b)
    with pytest.raises(Refused, match="berbeda"):
        undo(by=bima, act=back, reason=WHY)


@pytest.mark.parametrize("verdict", ["different", "unsure"])
def test_an_answer_is_remembered_until_something_new_is_told(
    verdict: str, bima: User, named: Named
) -> None:
    a, b = named("Soleh"), named("Sholeh")
    judge_people(by=bima, first=a, second=b, verdict=verdict, reason=WHY)
    assert not may_ask(a, b)
    same(bima, b, named("Mohamad Soleh"))
    assert not may_ask(a, b)
    same(bima, b, named("Moch Soleh", phones=(fake_phone(3),)))
    assert may_ask(a, b)


def test_of_many_pairs_only_those_without_an_answer_are_asked(bima: User, named: Named) -> None:
    a, b, c, d = (named(name) for name in ("Soleh", "Sholeh", "Saleh", "Solikin"))
    same(bima, a, b)
    different(bima, b, c)
    pairs = [(a.pk, b.pk), (a.pk, c.pk), (a.pk, d.pk), (c.pk, d.pk)]
    assert askable(SUSPECTED, pairs) == pairs[2:]


def test_history_names_everybody_who_said_something(bima: User, ratna: User, named: Named) -> None:
    a, b = named("Soleh"), named("Sholeh")
    undo(by=ratna, act=same(bima, a, b), reason="Ternyata orang lain, ayahnya berbeda.")
    told = [(row.by, row.verdict, row.reason) for row in judgements_about(ratna, a)]
    assert told == [
        (bima, "same", WHY),
        (ratna, "undone", "Ternyata orang lain, ayahnya berbeda."),
    ]


def test_the_explanation_on_the_screen_is_kept(bima: User, named: Named) -> None:
    shown = {"weight": 7.5, "bars": [["nama", 4.0]]}
    a, b = named("Soleh"), named("Sholeh")
    judge_people(by=bima, first=a, second=b, verdict="same", reason=WHY, shown=shown)
    assert PersonJudgement.objects.get().shown == shown


def test_who_has_no_right_judges_nothing(sari: User, named: Named) -> None:
    with pytest.raises(Refused):
        same(sari, named("Soleh"), named("Sholeh"))


def test_strangers_judge_nothing(asing: User, named: Named) -> None:
    with pytest.raises(Refused, match="bukan untuk Anda"):
        same(asing, named("Soleh"), named("Sholeh"))


@pytest.mark.parametrize("reason", ["", "....", "sama"])
def test_a_judgement_needs_a_reason(reason: str, bima: User, named: Named) -> None:
    a, b = named("Soleh"), named("Sholeh")
    with pytest.raises(Refused):
        judge_people(by=bima, first=a, second=b, verdict="same", reason=reason)
    assert not PersonJudgement.objects.exists()


def test_one_mention_is_not_judged_against_itself(bima: User, named: Named) -> None:
    one = named("Soleh")
    with pytest.raises(Refused):
        same(bima, one, one)


def test_every_judgement_stands_in_the_log(bima: User, named: Named) -> None:
    undo(by=bima, act=same(bima, named("Soleh"), named("Sholeh")), reason=WHY)
    rows = AuditEvent.objects.filter(action="person.judged").order_by("sequence")
    assert [row.detail["verdict"] for row in rows] == ["same", "undone"]


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_a_judgement(verb: str, bima: User, named: Named) -> None:
    same(bima, named("Soleh"), named("Sholeh"))
    rows = PersonJudgement.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(verdict="different") if verb == "update" else rows._raw_delete("default")


def test_detection_hears_whom_a_judgement_moved(bima: User, named: Named) -> None:
    a, b, c = named("Soleh"), named("Sholeh"), named("Saleh")
    same(bima, a, b)
    different(bima, a, c)
    assert [change.mentions for change in IdentityChange.objects.all()] == [[a.pk, b.pk]]


def test_a_withdrawn_source_of_a_confirmed_person_is_heard(
    bima: User, sari: User, named: Named
) -> None:
    a, b = named("Soleh"), named("Sholeh")
    same(bima, a, b)
    withdraw_people(by=sari, sources=[b.source])
    assert IdentityChange.objects.last().mentions == [b.pk]
    assert [one.pk for one in identity_for(bima, a)] == [a.pk]


def test_a_merge_with_a_withdrawn_source_can_still_be_undone(
    bima: User, sari: User, named: Named
) -> None:
    a, b = named("Soleh"), named("Sholeh")
    act = same(bima, a, b)
    withdraw_people(by=sari, sources=[b.source])
    assert [row.act for row in judgements_about(bima, a)] == [act]
    undo(by=bima, act=act, reason=WHY)
    assert roots(a, b) == [None, None]


def test_strangers_undo_nothing(bima: User, asing: User, named: Named) -> None:
    act = same(bima, named("Soleh"), named("Sholeh"))
    with pytest.raises(Refused, match="bukan untuk Anda"):
        undo(by=asing, act=act, reason=WHY)


def test_erasing_keeps_the_bare_row_and_forgets_what_was_said_of_it(
    bima: User, named: Named
) -> None:
    a, b, c = named("Soleh", father="Karim"), named("Sholeh"), named("Saleh")
    same(bima, a, b)
    same(bima, b, c)
    erase_people(sources=[a.source])
    row = PersonMention.objects.get(pk=a.pk)
    assert (row.is_erased, row.person, row.withdrawn) == (True, Person(), True)
    assert [said.reason for said in PersonJudgement.objects.all()] == ["", WHY]
    assert [one.pk for one in identity_for(bima, b)] == [b.pk, c.pk]
    assert person_for(bima, a.pk) is None
