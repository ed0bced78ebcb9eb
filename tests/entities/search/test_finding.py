"""People are found by any spelling and number, at once, and only by who may see them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kentongan.accounts.models import User
from kentongan.entities.search.asking import read_words
from kentongan.entities.search.finding import asked, find_people
from kentongan.entities.search.indexing import bring_up_to_date
from kentongan.entities.sides import SUSPECTED, Side
from tests.entities.search.conftest import MOMENT

pytestmark = pytest.mark.django_db


def found(viewer: User, words: str, side: Side = SUSPECTED) -> list[str]:
    question = read_words(words + " ")
    hits = find_people(viewer, side, asked(question.person, question.beginning))
    return [hit.mention.shown for hit in hits]


@pytest.mark.parametrize(
    "words", ["0812 3456 7001", "+6281234567001", "3502010101800001", "Moch Soleh 1980"]
)
def test_a_person_is_found_by_keys_before_the_index_knows_him(
    words: str, bima: User, person: Callable[..., Any]
) -> None:
    person(
        "Muhamad Sholeh",
        phones=("6281234567001",),
        national_id="3502010101800001",
        birth_date=date(1980, 1, 1),
    )
    assert found(bima, words) == ["Muhamad Sholeh"]


@pytest.mark.parametrize("words", ["Moch. Soleh", "Soleh", "muhammad salih", "Muhamad Shoeleh"])
def test_a_name_alone_is_found_in_another_spelling_by_the_index(
    words: str, bima: User, person: Callable[..., Any]
) -> None:
    person("H. Muhamad Sholeh")
    assert found(bima, words) == []
    bring_up_to_date(MOMENT)
    assert found(bima, words) == ["H. Muhamad Sholeh"]
