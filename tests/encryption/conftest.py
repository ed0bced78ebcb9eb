"""The specimen tables for a whole run, and a key file of its own for a test that breaks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from kentongan.encryption.keyring import write_new
from tests.encryption import specimens


@pytest.fixture(scope="session")
def specimen_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), specimens.tables():
        yield


@pytest.fixture
def stored(specimen_tables: None, db: None) -> None:
    """The specimen tables, emptied after the test."""


@pytest.fixture
def key_file(tmp_path: Path, settings: object) -> Path:
    """Fresh keys for this test, named by the settings of an office."""
    path = tmp_path / "kunci" / "keyring.json"
    write_new(path)
    settings.KEY_FILE, settings.DEMO = path, False  # type: ignore[attr-defined]
    return path
