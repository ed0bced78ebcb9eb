"""What sources tell of things: recorded, replaced, withdrawn; many at once; one thing each."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.engine.synthetic.numbers import fake_account, fake_phone
from kentongan.entities.actions import (
    record_mentions,
    record_mentions_in_bulk,
    withdraw_mentions,
)
from kentongan.entities.actions import things as actions
from kentongan.entities.models import Mention, Thing
from kentongan.entities.told import Setting, Written
from tests.entities.conftest import TASIKMADU

Told = Callable[..., list[Mention]]
Make = Callable[..., Setting]
PHONE = ("phone", fake_phone(1))
OTHER = ("phone", fake_phone(2))
NAME, OTHER_NAME = "0850-0000-0001", "0850-0000-0002"


def standing() -> set[tuple[str, str]]:
    """(source, name) of every mention that stands."""
    found = Mention.objects.filter(withdrawn=False)
    return {(one.source, one.thing.display) for one in found.select_related("thing")}


def test_two_writings_of_one_phone_are_one_thing_with_two_mentions(told: Told) -> None:
    told("report:1", ("phone", "0850-0001-2345"))
    told("report:2", ("phone", "+62 850 0001 2345"))
    thing = Thing.objects.get()
    assert (thing.kind, thing.display) == ("phone", "0850-0001-2345")
    assert thing.key == blind("phone", "+6285000012345")
    assert thing.mentions.count() == 2


def test_a_mention_keeps_the_writing_and_its_setting(told: Told, setting: Make) -> None:
    (mention,) = told("report:1", ("phone", "0850-0001-2345"))
    wanted = setting("report:1")
    assert mention.raw == "0850-0001-2345"
    copied = {name: getattr(mention, name) for name in actions.COPIED}
    assert copied == {name: getattr(wanted, name) for name in actions.COPIED}
    assert set(Setting.__dataclass_fields__) - set(actions.COPIED) == {"source", "author_id"}


def test_a_thing_written_twice_in_one_source_is_one_mention_in_its_first_writing(
    told: Told,
) -> None:
    (mention,) = told("report:1", ("phone", "0850-0001-2345"), ("phone", "085000012345"))
    assert mention.raw == "0850-0001-2345"


def test_what_cannot_be_such_a_thing_is_left_out(told: Told) -> None:
    assert told("report:1", ("phone", "tidak tahu"), ("alias", "calo")) == []
    assert not Thing.objects.exists()


def test_a_very_long_writing_is_kept_as_far_as_it_fits(told: Told) -> None:
    words = "Dibutuhkan pekerja pabrik Taiwan gaji besar tanpa pengalaman berangkat cepat " * 9
    (mention,) = told("report:1", ("offer", words))
    assert mention.raw == words[:300]


def test_the_same_digits_of_another_kind_are_another_thing(told: Told) -> None:
    told("report:1", ("phone", "085000012345"), ("account", "DANA 085000012345"))
    assert Thing.objects.count() == 2


def test_telling_again_replaces_what_the_source_said(told: Told) -> None:
    told("report:1", PHONE, ("alias", "Bu Tatik"))
    told("report:2", PHONE)
    told("report:1", OTHER, ("alias", "Bu Tatik"))
    assert standing() == {
        ("report:1", OTHER_NAME),
        ("report:1", "Tatik"),
        ("report:2", NAME),
    }
    assert Mention.objects.get(withdrawn=True).thing.display == NAME


def test_telling_the_same_again_changes_no_row(told: Told) -> None:
    before = told("report:1", PHONE)
    assert told("report:1", PHONE) == before
    assert Mention.objects.count() == 1


def test_a_mention_that_stays_takes_over_the_new_setting(told: Told) -> None:
    (before,) = told("report:1", ("phone", "0850-0001-2345"))
    changed = {"region_code": TASIKMADU, "noticed_on": date(2026, 11, 3), "label": 3}
    (after,) = told("report:1", ("phone", "085000012345"), **changed)
    assert after.pk == before.pk
    assert after.raw == "085000012345"
    assert {name: getattr(after, name) for name in changed} == changed


def test_a_withdrawn_source_mentions_nothing_and_may_speak_again(told: Told, sari: User) -> None:
    told("report:1", PHONE, OTHER)
    told("report:2", PHONE)
    assert withdraw_mentions(by=sari, sources=["report:1", "report:9"]) == 2
    assert standing() == {("report:2", NAME)}
    told("report:1", OTHER)
    assert standing() == {("report:2", NAME), ("report:1", OTHER_NAME)}


def test_withdrawing_twice_withdraws_nothing(told: Told, sari: User) -> None:
    told("report:1", PHONE)
    assert withdraw_mentions(by=sari, sources={"report:1"}) == 1
    assert withdraw_mentions(by=sari, sources={"report:1"}) == 0
    assert withdraw_mentions(by=sari, sources=()) == 0


def test_a_common_thing_stays_common_when_it_is_told_again(told: Told) -> None:
    told("report:1", PHONE)
    Thing.objects.update(is_hub=True)
    told("report:2", PHONE)
    assert Thing.objects.get().is_hub


def test_a_writer_who_comes_between_makes_no_second_thing(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and making, another writer makes the thing."""
    look = actions.thing_rows
    looks: list[int] = []

    def look_and_be_overtaken(
        wanted: Sequence[tuple[str, str]],
    ) -> dict[tuple[str, str], tuple[int, bool]]:
        found = look(wanted)
        if not looks:
            Thing.objects.create(kind="phone", key=blind(*PHONE), display="oleh yang lain")
        looks.append(len(found))
        return found

    monkeypatch.setattr(actions, "thing_rows", look_and_be_overtaken)
    (mention,) = told("report:1", PHONE)
    assert Thing.objects.get() == mention.thing
    assert mention.thing.display == "oleh yang lain"


def bulk(setting: Make, count: int) -> list[tuple[Setting, list[Written]]]:
    """So many sources, each with a phone that every tenth source shares and an account."""
    return [
        (
            setting(f"report:{number}"),
            [
                Written("phone", fake_phone(number % 10)),
                Written("account", f"BRI {fake_account(number)}"),
            ],
        )
        for number in range(count)
    ]


def test_many_sources_at_once_are_as_good_as_one_by_one(sari: User, setting: Make) -> None:
    many = bulk(setting, 30)
    assert record_mentions_in_bulk(by=sari, told=many) == 60
    at_once = standing()
    withdraw_mentions(by=sari, sources=[one.source for one, _written in many])
    for one, written in many:
        record_mentions(by=sari, setting=one, written=written)
    assert standing() == at_once
    assert Thing.objects.count() == 40


def test_nothing_told_is_nothing_recorded(sari: User, office: object) -> None:
    assert record_mentions_in_bulk(by=sari, told=[]) == 0


def queries_for(by: User, told: list[tuple[Setting, list[Written]]]) -> int:
    with CaptureQueriesContext(connection) as captured:
        record_mentions_in_bulk(by=by, told=told)
    return len(captured)


@pytest.mark.parametrize("again", [False, True])
def test_a_handful_of_sources_takes_as_many_queries_as_one(
    sari: User, setting: Make, again: bool
) -> None:
    if again:
        record_mentions_in_bulk(by=sari, told=bulk(setting, 100))
    few = queries_for(sari, bulk(setting, 2))
    assert queries_for(sari, bulk(setting, 100)) == few <= 12


def test_a_thousand_sources_take_few_queries(sari: User, setting: Make) -> None:
    assert queries_for(sari, bulk(setting, 1_000)) <= 30
    assert Mention.objects.count() == 2_000


POOL = [
    ("phone", "085000000001"),
    ("phone", "0850-0000-0001"),
    ("phone", "085000000002"),
    ("account", "BRI 9999999900000001"),
    ("alias", "Bu Tatik"),
    ("alias", "tidak tahu"),
]
TELLINGS = st.lists(
    st.tuples(st.integers(1, 3), st.sets(st.sampled_from(range(len(POOL))))), max_size=5
)
NAMES = (NAME, NAME, OTHER_NAME, "BRI 9999999900000001", "Tatik", "")


def slow_standing(tellings: Collection[tuple[int, set[int]]]) -> set[tuple[str, str]]:
    """The twin: what each source said last."""
    last = {f"report:{source}": chosen for source, chosen in tellings}
    return {(source, NAMES[one]) for source, chosen in last.items() for one in chosen if NAMES[one]}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TELLINGS)
def test_what_stands_is_what_each_source_said_last(
    told: Told, tellings: list[tuple[int, set[int]]]
) -> None:
    Mention.objects.all().delete()
    for source, chosen in tellings:
        told(f"report:{source}", *[POOL[one] for one in sorted(chosen)])
    assert standing() == slow_standing(tellings)
