"""Which alert a confirmed person goes on under, and what a corrected one says; no database."""

from types import SimpleNamespace
from typing import Any

import pytest

from kentongan.alerts.actions.identities import (
    Group,
    group_of,
    key_of,
    mention_of,
    primary_key,
    title_of,
)
from kentongan.entities.queries import SharedThing

THING = SharedThing(5, "person", "5", "Soleh", ())


def group(*members: int) -> Group:
    return Group(THING, frozenset(members), frozenset())


def alerts(*keys: str) -> list[Any]:
    return [SimpleNamespace(key=key) for key in keys]


@pytest.mark.parametrize(("channel", "key"), [(None, "person:7"), (3, "special:3:person:7")])
def test_the_key_names_a_mention_and_the_channel(channel: int | None, key: str) -> None:
    assert key_of(7, channel) == key
    assert mention_of(alerts(key)[0]) == 7


@pytest.mark.parametrize(
    ("known", "key"),
    [
        ((), "person:5"),
        (("person:9",), "person:9"),
        (("person:9", "person:5"), "person:9"),
        (("person:8",), "person:5"),
        (("special:3:person:9",), "person:9"),
    ],
    ids=["none yet", "one", "the oldest of two", "somebody else's", "of a channel"],
)
def test_a_person_goes_on_under_the_oldest_open_alert_of_his(
    known: tuple[str, ...], key: str
) -> None:
    assert primary_key(group(5, 7, 9), alerts(*known)) == key


def test_a_title_is_the_sentence_without_its_days() -> None:
    sentence = "Orang Soleh disebut 2 sumber dari 2 instansi di Prigi dalam 5 hari."
    signal: Any = SimpleNamespace(sentence=sentence)
    assert title_of(signal) == "Orang Soleh disebut 2 sumber dari 2 instansi di Prigi"


def test_a_person_whom_no_source_names_any_more_has_no_sources(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = "kentongan.alerts.actions.identities.group_for_detection"
    monkeypatch.setattr(place, lambda root: frozenset({root, 7}))
    found = group_of(THING)
    assert (found.members, found.sources) == (frozenset({5, 7}), frozenset())
