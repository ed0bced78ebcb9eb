"""A real site with its worker, and a real browser, for the journeys."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse, urlunparse

import psycopg
import pytest
from playwright.sync_api import Browser

from acceptance.journey import chromium, chromium_path
from acceptance.site import running_site

JOURNEY_DATABASE = "kentongan_journeys"


def own_database() -> str:
    """A database beside the tests' own on the same PostgreSQL; "" for SQLite."""
    url = os.environ.get("KENTONGAN_DATABASE_URL", "")
    if not url.startswith("postgresql"):
        return ""
    parts = urlparse(url)
    with psycopg.connect(urlunparse(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {JOURNEY_DATABASE}")
        server.execute(f"CREATE DATABASE {JOURNEY_DATABASE}")
    return urlunparse(parts._replace(path=f"/{JOURNEY_DATABASE}"))


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
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo of two months, prepared once for all journeys of a file."""
    folder: Path = tmp_path_factory.mktemp("site")
    with running_site(folder, own_database()) as url:
        yield url
