"""The same things told at the same moment, for real: threads against PostgreSQL.

SQLite writes one after the other by itself; there these tests would only wait.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kentongan.accounts.models import User
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions import judge_hub, record_mentions, record_mentions_in_bulk
from kentongan.entities.models import Judgement, Mention, Thing
from kentongan.entities.told import Setting, Written

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs PostgreSQL"),
]
Make = Callable[..., Setting]
AT_ONCE = 16


def at_once(deeds: list[Callable[[], object]]) -> None:
    """All deeds in threads of their own; each closes its connection; the first error is raised."""

    def do(deed: Callable[[], object]) -> None:
        try:
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(do, deeds))


def test_a_phone_told_by_many_at_once_is_one_thing(sari: User, setting: Make) -> None:
    written = [Written("phone", fake_phone(1))]
    settings = [setting(f"report:{number}") for number in range(AT_ONCE)]
    at_once(
        [lambda one=one: record_mentions(by=sari, setting=one, written=written) for one in settings]
    )
    assert Thing.objects.get().mentions.count() == AT_ONCE


def test_two_imports_of_the_same_things_in_opposite_order_both_come_through(
    sari: User, setting: Make
) -> None:
    def told(name: str, numbers: range) -> list[tuple[Setting, list[Written]]]:
        return [
            (setting(f"{name}:{number}"), [Written("phone", fake_phone(number))])
            for number in numbers
        ]

    lists = [told("report:up", range(2_000)), told("report:down", range(1_999, -1, -1))]
    at_once([lambda one=one: record_mentions_in_bulk(by=sari, told=one) for one in lists])
    assert Thing.objects.count() == 2_000
    assert Mention.objects.filter(withdrawn=False).count() == 4_000


def test_judgements_at_once_are_all_kept_and_one_of_them_holds(
    bima: User, sari: User, setting: Make
) -> None:
    written = [Written("phone", fake_phone(1))]
    (mention,) = record_mentions(by=sari, setting=setting("report:1"), written=written)
    reasons = [f"kantor desa yang ke-{number}" for number in range(AT_ONCE)]
    at_once(
        [
            lambda one=one: judge_hub(by=bima, thing=mention.thing, is_hub=True, reason=one)
            for one in reasons
        ]
    )
    assert {one.reason for one in Judgement.objects.all()} == set(reasons)
    assert Thing.objects.get().hub_reason == Judgement.objects.latest("at", "pk").reason
