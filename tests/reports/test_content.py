"""The one form in which contents are compared and stored."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.engine.synthetic.numbers import fake_phone
from kentongan.entities.told import Written
from kentongan.reports.content import COLUMNS, Content, columns_of, content_of, tidied
from kentongan.reports.models import Revision

texts = st.text(max_size=60)
things = st.lists(
    st.builds(Written, kind=st.sampled_from(["phone", "alias"]), raw=texts), max_size=4
)
contents = st.builds(
    Content,
    noticed=texts,
    place_text=texts,
    indicators=st.lists(st.sampled_from(["a", "b", "c"]), max_size=5).map(tuple),
    things=things.map(tuple),
    destination=texts,
    job=texts,
    fee=texts,
)


@given(contents)
def test_tidying_twice_changes_nothing(content: Content) -> None:
    assert tidied(tidied(content)) == tidied(content)


@given(contents)
def test_what_is_stored_is_what_was_said(content: Content) -> None:
    says = tidied(content)
    columns = json.loads(json.dumps(columns_of(says), default=str))
    assert content_of(Revision(**columns)) == says


@given(contents)
def test_the_order_of_ticks_does_not_matter(content: Content) -> None:
    turned = replace(content, indicators=content.indicators[::-1])
    assert tidied(turned) == tidied(content)


@given(texts)
def test_no_text_carries_what_the_database_refuses(text: str) -> None:
    assert "\x00" not in tidied(Content(noticed=text, job=text)).noticed


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("baris satu\r\nbaris dua", "baris satu\nbaris dua"),
        ("  di tepi  ", "di tepi"),
        ("nol\x00di tengah", "noldi tengah"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_the_same_words_from_any_keyboard(written: str, kept: str) -> None:
    assert tidied(Content(noticed=written)).noticed == kept


def test_a_thing_named_twice_is_kept_once_in_the_order_written() -> None:
    twice = (
        Written("alias", "Bu Wati"),
        Written("phone", fake_phone(1)),
        Written("alias", " Bu  Wati"),
    )
    kept = tidied(Content(noticed="x", things=twice)).things
    assert kept == (Written("alias", "Bu Wati"), Written("phone", fake_phone(1)))


def test_every_content_column_of_a_revision_has_a_place_in_the_content() -> None:
    bookkeeping = {
        "id",
        "report",
        "number",
        "written_at",
        "written_by",
        "reason",
        "data_key",
        "key_id",
    }
    columns = {field.name for field in Revision._meta.concrete_fields} - bookkeeping
    assert {name.removesuffix("_id") for name in COLUMNS} == columns
