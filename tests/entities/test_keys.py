"""Looking things up by kind and key: through the index, however many there are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kentongan.accounts.models import User
from kentongan.encryption.blinding import blind
from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.actions.things import ensure_things, record_mentions_in_bulk, tellings_of
from kentongan.entities.actions.things import thing_rows as keys_of
from kentongan.entities.models import Mention, Thing
from kentongan.entities.told import Setting, Written

Make = Callable[..., Setting]
WORDS = st.text("abc", min_size=1, max_size=2)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plan")
def test_things_are_looked_up_in_the_index_and_never_by_reading_all(db: None) -> None:
    wanted = [("account", str(number)) for number in range(300)]
    wanted += [("phone", fake_phone(number)) for number in range(200)]
    with CaptureQueriesContext(connection) as captured:
        keys_of(wanted)
    (query,) = captured.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "SEARCH entities_thing USING" in plan
    assert "SCAN" not in plan


def test_the_same_key_of_two_kinds_is_two_things(db: None) -> None:
    for kind in ("phone", "account"):
        Thing.objects.create(kind=kind, key="+6285000000001", display="x")
    pairs = [("phone", "+6285000000001"), ("alias", "+6285000000001")]
    assert list(keys_of(pairs)) == pairs[:1]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["alias", "handle"]), WORDS), unique=True, max_size=6))
def test_nothing_else_is_found_than_what_was_asked_for(
    db: None, pairs: list[tuple[str, str]]
) -> None:
    rows = [(kind, key) for kind in ("alias", "handle", "phone") for key in ("a", "b", "ab", "cc")]
    things = [Thing(kind=kind, key=key, display=key) for kind, key in rows]
    Thing.objects.bulk_create(things, ignore_conflicts=True)
    assert set(keys_of(pairs)) == set(pairs) & set(rows)


def test_a_source_that_speaks_twice_at_once_is_taken_at_its_last_word(
    sari: User, setting: Make
) -> None:
    said = [
        (setting("report:1", label=1), [Written("phone", fake_phone(1))]),
        (setting("report:1", label=3), [Written("phone", fake_phone(2))]),
    ]
    assert record_mentions_in_bulk(by=sari, told=said) == 1
    mention = Mention.objects.get()
    assert (mention.thing.key, mention.label) == (blind("phone", fake_phone(2)), 3)


def test_things_are_made_in_one_order_whatever_the_order_of_the_sources(
    setting: Make, db: None
) -> None:
    numbers = [7, 3, 9, 1]
    written = [Written("phone", fake_phone(number)) for number in numbers]
    ensure_things(tellings_of(setting("report:1"), [*written, Written("alias", "Bu Tatik")]))
    made = list(Thing.objects.order_by("pk").values_list("kind", "key"))
    assert made == sorted(made)


def test_all_things_stand_before_the_first_mention(sari: User, setting: Make) -> None:
    many = [
        (setting(f"report:{number}"), [Written("phone", fake_phone(number))])
        for number in range(600)
    ]
    with CaptureQueriesContext(connection) as captured:
        record_mentions_in_bulk(by=sari, told=many)
    inserts = [query["sql"] for query in captured.captured_queries if "INSERT" in query["sql"]]
    are_things = ['INTO "entities_thing"' in insert for insert in inserts]
    assert len(are_things) >= 4
    assert are_things == sorted(are_things, reverse=True)
