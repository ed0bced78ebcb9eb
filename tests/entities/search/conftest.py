"""What the tests of the search share: an index in a folder of its own, and mentions of people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from kentongan.accounts.models import Office, User
from kentongan.encryption.blinding import blind
from kentongan.engine.linkage.people import Person
from kentongan.entities.models import AnyPersonMention
from kentongan.entities.search import indexing
from kentongan.entities.search.writing import keep_findable
from kentongan.entities.sides import SUSPECTED, Side
from kentongan.entities.told import write_person

MOMENT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """Where the index of this test lies."""
    settings.SEARCH_FOLDER = tmp_path / "cari"
    indexing.opened.cache_clear()
    yield settings.SEARCH_FOLDER
    indexing.opened.cache_clear()


@pytest.fixture
def person(office: Office, sari: User) -> Callable[..., AnyPersonMention]:
    """``person("Moch Soleh", phones=(…,))``: told in a report of Sari's, and findable."""
    count = 0

    def make(name: str, side: Side = SUSPECTED, **told: object) -> AnyPersonMention:
        nonlocal count
        count += 1
        said = Person(name=name, **told)  # type: ignore[arg-type]
        mention = side.mentions._default_manager.create(
            key=blind("person", name),
            told=write_person(said),
            source=f"report:{count}",
            author=sari,
            agency=office.agency,
            office=office,
            region_code="35.03.05.2001",
            recorded_at=MOMENT,
            voice="1:sari",
            label=side.sight.least_label,
        )
        keep_findable([mention])
        return mention

    return make
