"""A real site with its worker, and a real browser, for the journeys."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from acceptance.journey import chromium, chromium_path
from acceptance.site import new_database, postgresql, prepare, served


class Demo(NamedTuple):
    """What a site stands on: its folder, and its database on PostgreSQL, "" for SQLite."""

    folder: Path
    database: str


@contextmanager
def own_database(like: str = "") -> Iterator[str]:
    """A database beside the tests' own on the same PostgreSQL, empty or a copy; "" for SQLite.

    Each site has one of its own: two files of journeys run at the same time.
    """
    if not postgresql():
        yield ""
        return
    with new_database(f"kentongan_journeys_{secrets.token_hex(4)}", like) as url:
        yield url


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo of two months that nobody uses but to copy it; half a minute of work."""
    folder: Path = tmp_path_factory.mktemp("prepared")
    with own_database() as database:
        prepare(folder, database)
        yield Demo(folder, database)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; without one the journeys are skipped, but not where it is required (CI).

    Closed with the file: an open one holds an event loop, which keeps Django from its database.
    """
    if not chromium_path() and os.environ.get("KENTONGAN_BROWSER") != "required":
        pytest.skip("no Chromium on this machine; name one in KENTONGAN_CHROMIUM")
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(
    browser: Browser, prepared: Demo, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a demo of two months, one for all journeys of a file."""
    folder: Path = tmp_path_factory.mktemp("site")
    shutil.copytree(prepared.folder, folder, dirs_exist_ok=True)
    with own_database(prepared.database) as database, served(folder, database) as url:
        yield url
